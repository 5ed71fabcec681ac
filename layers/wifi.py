"""Public Wi-Fi that exists already."""

from geo.texts import N_
from layers._later import later
from layers._spec import CITY_FORMATS, Column, Drawing, Layer, Look, Source, Total

COLUMNS = (
    Column("wifi_id", "text", N_("Identifier"), required=True),
    Column("name", "text", N_("Name")),
    Column("operator", "text", N_("Operator")),
    Column(
        "access",
        "text",
        N_("Who may use it"),
        required=True,
        labels={"public": N_("everybody"), "customers": N_("customers only")},
    ),
    Column("setting", "text", N_("Indoors or outdoors"), labels={"indoor": N_("indoors"), "outdoor": N_("outdoors")}),
    Column("opening_hours", "text", N_("Opening hours, in OpenStreetMap's notation")),
    Column("address", "text", N_("Street and number")),
    Column("postal_code", "text", N_("Postal code")),
)

LAYER = Layer(
    name="wifi",
    title=N_("Public Wi-Fi"),
    description=N_("Hotspots people can use today, inside the commune and just around it."),
    geometry="point",
    required=False,
    key=("wifi_id",),
    columns=COLUMNS,
    sources=(
        Source(
            name="city",
            title=N_("The city's list of Wi-Fi points"),
            publisher=N_("The commune"),
            licence=N_("as the commune decides"),
            page="",
            formats=CITY_FORMATS,
            recognise=later("city_wifi.recognise"),
            any_table=True,
            reads_mapping=True,
            clean=later("city_wifi.clean", columns=COLUMNS),
            template="wifi.csv",
        ),
    ),
    totals=(Total(N_("Public Wi-Fi open to anyone"), where=("access", "public")),),
    stale_after_days=400,
    drawing=Drawing(
        kind="points",
        title=N_("Public Wi-Fi"),
        looks=(Look(N_("public Wi-Fi"), "blue", symbol="diamond"),),
        tip="name",
    ),
)
