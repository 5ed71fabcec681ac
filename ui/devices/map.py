"""The map of device lots: places sized by their lot, the others as dots."""

import numpy as np

from geo.lots import KindLots, LotsPlan
from ui.context import Context
from ui.devices.lots import lots_by_building
from ui.map.classes import COLOURS
from ui.map.payload import EXCLUDED, STEPS, Marks, payload
from words.devices import TITLES, devices

NOTHING = "."
"""Paint of a building without a lot."""


def step_of(lots: int, most: int) -> int:
    """Return the size (0-4) a lot is drawn with."""
    return min(STEPS - 1, (lots - 1) * STEPS // max(most, 1))


def lots_payload(context: Context, plan: LotsPlan, shown_lots: KindLots) -> dict[str, object]:
    """Return everything the map draws, as plain data."""
    _, numbers = context.translate, context.numbers
    kind, lots = shown_lots.kind, lots_by_building(plan, shown_lots)
    most = int(lots.max())
    rows: list[dict[str, object]] = []
    if most:
        least = int(lots[lots > 0].min())
        rows.append(
            {
                "kind": "scale",
                "colours": [COLOURS[-2]] * STEPS,
                "steps": list(range(STEPS)),
                "text": _("from {least} to {most}").format(least=numbers.number(least), most=numbers.number(most)),
            }
        )
    rows.append({"kind": "site", "radius": 2, "colour": "#8d887c", "plain": True, "text": _("nothing given")})
    if plan.places["forced"].any():
        rows.append({"kind": "site", "radius": 5, "text": _("thick outline: forced in")})
    marks = Marks(
        codes="".join(str(step_of(int(each), most)) if each else EXCLUDED for each in lots),
        paint="".join("0" if each else NOTHING for each in lots),
        ringed=np.flatnonzero(plan.places["forced"].to_numpy(dtype=bool)).tolist(),
        tips=[devices(kind, int(each), numbers) if each else _("nothing given") for each in lots],
        colours=[COLOURS[-2]],
        legend=[{"title": _(TITLES[kind]), "note": _("devices for each place"), "rows": rows}],
    )
    return payload(context, None, marks, [], faint=True)
