"""Where fibre can be ordered, is being built or is planned."""

from geo.texts import N_
from layers._later import later
from layers._spec import CITY_FORMATS, Column, Drawing, Layer, Look, Source, Total

COLUMNS = (
    Column("fibre_id", "text", N_("Identifier of the area"), required=True),
    Column(
        "status",
        "text",
        N_("State of the works"),
        required=True,
        labels={"available": N_("available"), "building": N_("under construction"), "planned": N_("planned")},
    ),
    Column("operator", "text", N_("Operator")),
    Column("technology", "text", N_("Technology")),
    Column("available_from", "date", N_("Day from which it can be ordered")),
)

LAYER = Layer(
    name="fibre",
    title=N_("Fibre"),
    description=N_("Areas where an operator offers, builds or plans fibre to the building."),
    geometry="polygon",
    required=False,
    key=("fibre_id",),
    columns=COLUMNS,
    sources=(
        Source(
            name="polygons",
            title=N_("Areas of fibre"),
            publisher=N_("The operator or the commune"),
            licence=N_("as its publisher decides"),
            page="",
            formats=CITY_FORMATS,
            recognise=later("fibre_polygons.recognise"),
            any_table=True,
            reads_mapping=True,
            clean=later("fibre_polygons.clean", columns=COLUMNS),
            template="fibre.csv",
        ),
    ),
    far_reaching="warning",
    totals=(Total(N_("Area where fibre is available, km²"), "area_km2", where=("status", "available"), unit="km2"),),
    stale_after_days=200,
    drawing=Drawing(
        kind="areas",
        title=N_("Fibre"),
        by="status",
        looks=(
            Look(N_("fibre available"), "blue", code="available", fill="hatched"),
            Look(N_("fibre under construction"), "blue", code="building", dash="dashed"),
            Look(N_("fibre planned"), "blue", code="planned", dash="dotted"),
        ),
    ),
)
