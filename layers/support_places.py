"""Places where people already find help with digital matters."""

from geo.texts import N_
from layers._later import later
from layers._spec import CITY_FORMATS, Column, Drawing, Layer, Look, Source, Total

COLUMNS = (
    Column("place_id", "text", N_("Identifier"), required=True),
    Column("name", "text", N_("Name"), required=True),
    Column(
        "kind",
        "text",
        N_("What it is"),
        required=True,
        labels={
            "epn": N_("public digital space (EPN)"),
            "cpas": N_("digital space of the CPAS"),
            "aidant": N_("digital helper"),
            "other": N_("other"),
        },
    ),
    Column("help_hours_per_week", "number", N_("Hours of help a week"), unit="h/week", minimum=0, maximum=168),
    Column("opening_hours", "text", N_("Opening hours, in OpenStreetMap's notation")),
    Column("address", "text", N_("Street and number")),
    Column("postal_code", "text", N_("Postal code")),
)

LAYER = Layer(
    name="support_places",
    title=N_("Places of digital help"),
    description=N_("Public digital spaces, digital spaces of the CPAS and helpers already at work."),
    geometry="point",
    required=False,
    key=("place_id",),
    columns=COLUMNS,
    sources=(
        Source(
            name="city",
            title=N_("The city's list of places of digital help"),
            publisher=N_("The commune"),
            licence=N_("as the commune decides"),
            page="",
            formats=CITY_FORMATS,
            recognise=later("city_support.recognise"),
            any_table=True,
            reads_mapping=True,
            clean=later("city_support.clean", columns=COLUMNS),
            template="support_places.csv",
        ),
        Source(
            name="mediation",
            title=N_("Places in the French schema of digital mediation"),
            publisher=N_("The network, region or city that keeps the list"),
            licence=N_("as its publisher decides"),
            page="https://github.com/LaMednum/standard-mediation-num",
            formats=N_("The table of a country or a part of it, versions 0.1 to 1.0.2 of the schema, as CSV or XLSX"),
            recognise=later("mediation_places.recognise"),
            clean=later("mediation_places.clean", columns=COLUMNS),
        ),
    ),
    totals=(Total(N_("Hours of help a week"), "sum", "help_hours_per_week", unit="h/week"),),
    stale_after_days=400,
    drawing=Drawing(
        kind="points",
        title=N_("Digital help"),
        looks=(Look(N_("place of digital help"), "bluish_green", symbol="square"),),
        tip="name",
    ),
)
