"""Public Wi-Fi that exists already."""

from geo.texts import N_
from layers._spec import Column, Layer

LAYER = Layer(
    name="wifi",
    title=N_("Public Wi-Fi"),
    description=N_("Hotspots people can use today, inside the commune and just around it."),
    geometry="point",
    required=False,
    key=("wifi_id",),
    columns=(
        Column("wifi_id", "text", N_("Identifier"), required=True),
        Column("name", "text", N_("Name")),
        Column("operator", "text", N_("Operator")),
        Column("access", "text", N_("Who may use it"), required=True, labels={"public": N_("everybody"), "customers": N_("customers only")}),
        Column("setting", "text", N_("Indoors or outdoors"), labels={"indoor": N_("indoors"), "outdoor": N_("outdoors")}),
    ),
    sources=(),
    stale_after_days=400,
)
