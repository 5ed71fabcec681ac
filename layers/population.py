"""Residents per statistical sector."""

from geo.texts import N_
from layers._spec import Column, Layer

LAYER = Layer(
    name="population",
    title=N_("Population"),
    description=N_("Residents per sector on 1 January, people the register cannot place included."),
    geometry=None,
    required=True,
    key=("sector_code_statbel",),
    columns=(
        Column("sector_code_statbel", "text", N_("Statbel's nine-character code of the sector"), required=True),
        Column("population", "integer", N_("Residents"), unit="persons", required=True, minimum=0),
        Column("reference_date", "date", N_("Day the residents were counted on")),
    ),
    sources=(),
    stale_after_days=800,
    sector_keyed=True,
)
