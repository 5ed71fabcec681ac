"""Where people live inside a sector: addresses, dwellings or grid cells, with a weight."""

from geo.texts import N_
from layers._spec import Column, Layer

LAYER = Layer(
    name="residences",
    title=N_("Residences"),
    description=N_("Places where people live, among which the residents of a sector are shared out by weight."),
    geometry="point",
    required=False,
    key=("residence_id",),
    columns=(
        Column("residence_id", "text", N_("Identifier, unique in the commune"), required=True),
        Column(
            "kind",
            "text",
            N_("What the point stands for"),
            required=True,
            labels={"address": N_("address"), "dwelling": N_("dwelling"), "cell": N_("cell of a population grid")},
        ),
        Column("weight", "number", N_("Share of the sector's residents this place gets, relative to the others"), required=True, minimum=0),
    ),
    sources=(),
    stale_after_days=1100,
)
