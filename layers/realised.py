"""What was installed, spent and used of the Wi-Fi programme, by building and year."""

from geo.settings import TIER_NAMES
from geo.texts import N_
from layers._later import later
from layers._spec import Column, Layer, Source, Total

PROGRESS = {"installed": N_("installed"), "under_way": N_("under way"), "dropped": N_("dropped")}
"""How far a building is, and the words people read."""

COLUMNS = (
    Column("building_id", "text", N_("Identifier of the building, as in the inventory"), required=True),
    Column("year", "integer", N_("Year that the row tells of"), required=True, minimum=2000, maximum=2200),
    Column(
        "progress", "text", N_("How far the building is at the end of that year"), required=True, labels=dict(PROGRESS)
    ),
    Column("tier", "text", N_("Service tier that is there at the end of that year"), labels=dict(TIER_NAMES)),
    Column("spent_eur", "number", N_("First costs paid in that year"), unit="EUR", minimum=0),
    Column("connections", "integer", N_("Connections counted in that year"), unit="connections", minimum=0),
)

LAYER = Layer(
    name="realised",
    title=N_("Wi-Fi programme carried out"),
    description=N_(
        "What was installed, spent and used of the Wi-Fi programme: a row for each building and year in which anything "
        "happened or was dropped."
    ),
    geometry=None,
    required=False,
    key=("building_id", "year"),
    columns=COLUMNS,
    sources=(
        Source(
            name="city",
            title=N_("The city's follow-up of the programme"),
            publisher=N_("The commune"),
            licence=N_("as the commune decides"),
            page="",
            formats=N_(
                "CSV, XLSX or ODS, a row for each building and year; column names and words are translated in the "
                "configuration of the commune (mappings)"
            ),
            recognise=later("city_realised.recognise"),
            any_table=True,
            reads_mapping=True,
            clean=later("city_realised.clean", columns=COLUMNS),
            template="realised.csv",
        ),
    ),
    totals=(Total(N_("First costs paid"), "sum", "spent_eur", unit="EUR"),),
    stale_after_days=400,
)
