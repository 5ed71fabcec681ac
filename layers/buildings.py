"""Municipal buildings: what they are for, who may enter, and what is known of their size, hours, staff and network."""

from geo.texts import N_
from layers._later import later
from layers._spec import CITY_FORMATS, DROPPED_X_M, DROPPED_Y_M, Column, Layer, Source, Total

ACTIVITIES = {
    "education": N_("education"),
    "culture": N_("culture"),
    "sport": N_("sport"),
    "social_action": N_("social action"),
    "administration": N_("administration"),
    "technical": N_("technical services"),
}
"""Sectors of activity and the words people read; each gets its share of the programme."""

COLUMNS = (
    Column("building_id", "text", N_("Identifier, unique in the commune"), required=True),
    Column("name", "text", N_("Name"), required=True),
    Column("activity", "text", N_("Sector of activity"), required=True, labels=ACTIVITIES),
    Column("kind", "text", N_("What it is: library, school, seniors' centre, youth house and so on")),
    Column("address", "text", N_("Street and number")),
    Column("postal_code", "text", N_("Postal code")),
    Column("public_access", "boolean", N_("Open to the public")),
    Column("floor_area_m2", "number", N_("Floor area"), unit="m2", minimum=1),
    Column("opening_hours", "text", N_("Opening hours, in OpenStreetMap's notation")),
    Column("contact_staff", "integer", N_("Members of staff in contact with the public"), unit="persons", minimum=0),
    Column(
        "aidant_candidates",
        "integer",
        N_("Members of staff willing to train as digital helpers"),
        unit="persons",
        minimum=0,
    ),
    Column(
        "wifi_now",
        "text",
        N_("Wi-Fi there today"),
        labels={"none": N_("none"), "staff": N_("staff only"), "public": N_("open to the public")},
    ),
    Column("fibre_now", "boolean", N_("Connected to fibre today")),
    Column(
        "requests_per_year",
        "number",
        N_("Requests for public Wi-Fi or digital help made there in a year"),
        unit="requests/year",
        minimum=0,
    ),
    Column("visitors_per_year", "number", N_("Visitors in a year"), unit="visits/year", minimum=0),
    Column(
        "public_desks",
        "integer",
        N_("Desks at which the public may use a computer"),
        unit="desks",
        minimum=0,
        maximum=1000,
    ),
    Column("function_in_charge", "text", N_("Function in charge of devices there: a post, never a person's name")),
    Column("ready_from", "date", N_("Day from which it can be equipped")),
    Column(
        DROPPED_X_M,
        "number",
        N_("Easting its list gives it, in metres, where that is too far from the commune and was dropped"),
        unit="m",
    ),
    Column(
        DROPPED_Y_M,
        "number",
        N_("Northing its list gives it, in metres, where that is too far from the commune and was dropped"),
        unit="m",
    ),
    Column("source", "text", N_("Lists it comes from"), required=True),
)

LAYER = Layer(
    name="buildings",
    title=N_("Municipal buildings"),
    description=N_("Every building the commune owns or runs, open to the public or not."),
    geometry="point or polygon",
    geometry_required=False,
    required=True,
    key=("building_id",),
    columns=COLUMNS,
    sources=(
        Source(
            name="inventory",
            title=N_("The city's inventory"),
            publisher=N_("The commune"),
            licence=N_("as the commune decides"),
            page="",
            formats=CITY_FORMATS,
            recognise=later("inventory.recognise"),
            any_table=True,
            reads_mapping=True,
            clean=later("inventory.clean", columns=COLUMNS),
            template="buildings.csv",
        ),
        Source(
            name="schools",
            title=N_("Schools of the Federation Wallonie-Bruxelles"),
            publisher="Fédération Wallonie-Bruxelles (ETNIC)",
            licence=N_("open data, on the terms its publisher's page states"),
            page="https://www.odwb.be/explore/dataset/signaletique-fase/",
            formats=N_("The list of establishments and sites (signaletique-fase) as CSV, XLSX or GeoJSON"),
            recognise=later("fwb_schools.recognise"),
            clean=later("fwb_schools.clean", columns=COLUMNS),
            url=(
                "https://www.odwb.be/api/explore/v2.1/catalog/datasets/signaletique-fase/exports/csv"
                "?delimiter=%3B&use_labels=false"
            ),
        ),
    ),
    combine=later("_merge_buildings.merge"),
    totals=(
        Total(N_("Buildings open to the public"), where=("public_access", True)),
        Total(N_("Floor area, m²"), "sum", "floor_area_m2", unit="m2"),
    ),
    stale_after_days=400,
)
