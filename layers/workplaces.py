"""Where helpers come from and may sit: volunteers by workplace, of the city and its partners; no name of a person."""

from geo.texts import N_
from layers._later import later
from layers._spec import CITY_FORMATS, Column, Layer, Source, Total

COLUMNS = (
    Column("workplace_id", "text", N_("Identifier"), required=True),
    Column(
        "in_building",
        "text",
        N_("Identifier of the building of the inventory it is in; empty for a partner's own place"),
    ),
    Column("name", "text", N_("Name of the place, never of a person"), required=True),
    Column(
        "belongs_to",
        "text",
        N_("Whose place it is"),
        required=True,
        labels={"city": N_("the city"), "partner": N_("a partner, such as an association")},
    ),
    Column(
        "volunteers", "integer", N_("Persons there who are willing to help"), unit="persons", minimum=0, maximum=5000
    ),
    Column(
        "released_hours_per_week",
        "number",
        N_("Hours a week for which each of them can be released"),
        unit="h/week",
        minimum=0,
        maximum=40,
    ),
    Column("released_hours", "text", N_("When they may leave their work, in OpenStreetMap's notation")),
    Column("help_desks", "integer", N_("Desks at which helpers can receive people there"), unit="desks", minimum=0),
    Column("opening_hours", "text", N_("Opening hours of a partner's place, in OpenStreetMap's notation")),
    Column("address", "text", N_("Street and number")),
    Column("postal_code", "text", N_("Postal code")),
)

LAYER = Layer(
    name="workplaces",
    title=N_("Workplaces of helpers"),
    description=N_("How many members of staff and volunteers would help, when they may leave, and desks to sit at."),
    geometry="point",
    geometry_required=False,
    required=False,
    key=("workplace_id",),
    columns=COLUMNS,
    sources=(
        Source(
            name="city",
            title=N_("The city's list of workplaces and partners"),
            publisher=N_("The commune"),
            licence=N_("as the commune decides"),
            page="",
            formats=CITY_FORMATS,
            recognise=later("city_workplaces.recognise"),
            any_table=True,
            reads_mapping=True,
            clean=later("city_workplaces.clean", columns=COLUMNS),
            template="workplaces.csv",
        ),
    ),
    totals=(Total(N_("Persons willing to help"), "sum", "volunteers", unit="persons"),),
    stale_after_days=400,
)
