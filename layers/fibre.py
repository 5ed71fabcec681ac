"""Where fibre can be ordered, is being built or is planned."""

from geo.texts import N_
from layers._spec import Column, Layer

LAYER = Layer(
    name="fibre",
    title=N_("Fibre"),
    description=N_("Areas where an operator offers, builds or plans fibre to the building."),
    geometry="polygon",
    required=False,
    key=("fibre_id",),
    columns=(
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
    ),
    sources=(),
    stale_after_days=200,
)
