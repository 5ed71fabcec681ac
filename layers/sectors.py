"""Statistical sectors: the neighbourhoods every figure of the program is counted in."""

from geo.texts import N_
from layers._spec import Column, Layer

LAYER = Layer(
    name="sectors",
    title=N_("Statistical sectors"),
    description=N_("Outlines and names of the statistical sectors of the commune, one row a sector."),
    geometry="polygon",
    required=True,
    key=("sector_code_statbel",),
    columns=(
        Column("sector_code_statbel", "text", N_("Statbel's nine-character code of the sector"), required=True),
        Column("sector_name_fr", "text", N_("Name in French")),
        Column("sector_name_nl", "text", N_("Name in Dutch")),
        Column("section_code_statbel", "text", N_("Code of the section, the commune of before the 1977 mergers"), required=True),
        Column("section_name", "text", N_("Name of the section"), required=True),
        Column("municipality_code_nis", "text", N_("NIS code of the commune"), required=True),
        Column("area_m2", "number", N_("Area of the outline"), unit="m2", required=True, minimum=0),
    ),
    sources=(),
    stale_after_days=1100,
)
