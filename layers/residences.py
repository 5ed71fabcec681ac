"""Where people live inside a sector: addresses, dwellings or grid cells, with a weight."""

from geo.texts import N_
from layers._later import later
from layers._spec import CITY_FORMATS, Column, Layer, Source

COLUMNS = (
    Column("residence_id", "text", N_("Identifier, unique in the commune"), required=True),
    Column(
        "kind",
        "text",
        N_("What the point stands for"),
        required=True,
        labels={"address": N_("address"), "dwelling": N_("dwelling"), "cell": N_("cell of a population grid")},
    ),
    Column(
        "weight",
        "number",
        N_("Share of the sector's residents this place gets, relative to the others"),
        required=True,
        minimum=0,
    ),
    Column("street", "text", N_("Street; its names in two languages are set apart by a slash")),
    Column("house_number", "text", N_("House number; several at one place are set apart by semicolons")),
    Column("postal_code", "text", N_("Postal code")),
)

LAYER = Layer(
    name="residences",
    title=N_("Residences"),
    description=N_("Places where people live, among which the residents of a sector are shared out by weight."),
    geometry="point",
    required=False,
    key=("residence_id",),
    columns=COLUMNS,
    sources=(
        Source(
            name="population_grid",
            title=N_("Population grid"),
            publisher=N_("Statbel, the European Commission (GHS-POP) or others"),
            licence=N_("as its publisher decides"),
            page="https://statbel.fgov.be/nl/themas/datalab/grid-met-cellen-van-variabele-grootte",
            formats=N_(
                "A table of cells with longitude, latitude and people, or GeoJSON or GeoPackage with people per square"
            ),
            recognise=later("population_grid.recognise"),
            clean=later("population_grid.clean"),
            url=(
                "https://statbel.fgov.be/sites/default/files/files/opendata/SH_VARYING_CELL_SIZE_GRID/"
                "POP_GRID_2025_3035_geojson.zip"
            ),
        ),
        Source(
            name="best_addresses",
            title=N_("Addresses (BeSt)"),
            publisher="SPF BOSA, Service public de Wallonie (ICAR)",
            licence="CC BY 4.0",
            page="https://data.gov.be/en/datasets/fpsbosa-dis-best-csv-deriv",
            formats=N_("The addresses of a region as CSV, zipped or not"),
            recognise=later("best_addresses.recognise"),
            clean=later("best_addresses.clean"),
            url="https://opendata.bosa.be/download/best/openaddress-bewal.zip",
        ),
        Source(
            name="addresses",
            title=N_("The commune's own list of addresses"),
            publisher=N_("The commune"),
            licence=N_("as the commune decides"),
            page="",
            formats=CITY_FORMATS,
            recognise=later("city_addresses.recognise"),
            reads_mapping=True,
            clean=later("city_addresses.clean", columns=COLUMNS),
        ),
    ),
    combine=later("_merge_residences.merge"),
    stale_after_days=1100,
)
