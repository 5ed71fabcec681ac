"""Statistical sectors: the neighbourhoods every figure of the program is counted in."""

from geo.texts import N_
from layers._later import later
from layers._spec import Column, Layer, Source, Total

COLUMNS = (
    Column("sector_code_statbel", "text", N_("Statbel's nine-character code of the sector"), required=True),
    Column("sector_name_fr", "text", N_("Name in French")),
    Column("sector_name_nl", "text", N_("Name in Dutch")),
    Column(
        "section_code_statbel",
        "text",
        N_("Code of the section, the commune of before the 1977 mergers"),
        required=True,
    ),
    Column("section_name", "text", N_("Name of the section"), required=True),
    Column("municipality_code_nis", "text", N_("NIS code of the commune"), required=True),
    Column("area_m2", "number", N_("Area of the outline"), unit="m2", required=True, minimum=0),
)

LAYER = Layer(
    name="sectors",
    title=N_("Statistical sectors"),
    description=N_("Outlines and names of the statistical sectors of the commune, one row a sector."),
    geometry="polygon",
    required=True,
    key=("sector_code_statbel",),
    columns=COLUMNS,
    sources=(
        Source(
            name="statbel",
            title=N_("Statbel's statistical sectors"),
            publisher="Statbel",
            licence="CC BY 4.0",
            page="https://statbel.fgov.be/en/open-data/statistical-sectors-2024",
            formats=N_("GeoJSON, GeoPackage, shapefile or SQLite of any year since 2011, zipped or not"),
            recognise=later("statbel_sectors.recognise"),
            clean=later("statbel_sectors.clean"),
            # 2024 and not the latest: sectors were renumbered in 2025, and income and census figures were not.
            url=(
                "https://statbel.fgov.be/sites/default/files/files/opendata/Statistische%20sectoren/"
                "sh_statbel_statistical_sectors_31370_20240101.geojson.zip"
            ),
        ),
        Source(
            name="city",
            title=N_("Areas of the commune's own"),
            publisher=N_("The commune, or the country's statistical office"),
            licence=N_("as its publisher decides"),
            page="",
            formats=N_(
                "Outlines in any format of a city's files; the configuration of the commune gives each the code "
                "of a sector (mappings)"
            ),
            recognise=later("city_sectors.recognise"),
            reads_mapping=True,
            clean=later("city_sectors.clean", columns=COLUMNS),
        ),
    ),
    named_by="sector_name_fr",
    totals=(Total(N_("Area, km²"), "area_km2", unit="km2"),),
    stale_after_days=1100,
)
