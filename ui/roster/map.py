"""The map of the roster: places with aidants sized by the help they give, over the need that finds no help."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from geo.roster import NewPlaces, RosterPlan, partners_places
from geo.texts import N_
from ui.context import Context
from ui.map.others import legend_of_others, other_places
from ui.map.payload import EXCLUDED, HIDDEN, STEPS, Marks, payload
from ui.map.themes import Theme
from ui.roster.new_places import legend_of_new, marks_of
from words.roster import helps_words

AIDANTS = "#d55e00"
"""Fill of a place with aidants: it stands out from every class of need."""

RADII = (2.8, 3.6, 4.6, 5.8, 7.2)
"""Sizes of places by the help given there, as the map draws buildings."""

NOBODY = "."
"""Paint of a place without aidants."""


def areas_of_sectors(context: Context, plan: RosterPlan) -> pd.Series:
    """Return the district or former commune by which shares are told, by neighbourhood."""
    sectors = context.assessment.evidence.sectors
    columns = [sectors["section_name"], sectors["district"]]
    return max(columns, key=lambda column: int(column.isin(plan.areas.index).sum()))


def need_theme(context: Context, plan: RosterPlan) -> Theme:
    """Return how neighbourhoods are filled: by the share of the need that finds no help where they are."""
    _ = context.translate
    # In whole per cent, as it is written: a class that ends at next to nothing would read "less than 0 %".
    left = areas_of_sectors(context, plan).map((1 - plan.areas["share"]).clip(lower=0).round(2)).astype("Float64")
    return Theme(
        key="roster",
        title=_(N_("Need that finds no help")),
        unit=_(N_("share of the helps needed a week, by former commune")),
        # In classes of its own: what is left is a small share nearly everywhere, and the worst off must stand out.
        kind="amount",
        values=left,
        write=context.numbers.percent,
    )


def roster_payload(
    context: Context, plan: RosterPlan, doors: pd.DataFrame, found: NewPlaces | None = None
) -> dict[str, object]:
    """Return everything the map draws, as plain data; ``doors`` are those of the waves shown, ``found`` new places."""
    _, numbers = context.translate, context.numbers
    index = context.assessment.evidence.sites.index
    helps = doors["helps_per_week"].to_dict()
    most = float(doors["helps_per_week"].max()) if len(doors) else 0.0
    none = plan.not_doors.index
    forced = np.flatnonzero(index.isin(list(plan.roster.forced_in))).tolist()
    squares = other_places(
        context,
        partners_places(context.assessment.evidence, doors),
        AIDANTS,
        lambda key: RADII[int(_code(key, helps, most, none))],
        lambda key: _tip(context, key, helps),
    )
    rows: list[dict[str, object]] = []
    if helps:
        least = helps_words(min(helps.values()), numbers)
        text = _(N_("from {from_aid} to {to_aid} a week")).format(from_aid=least, to_aid=helps_words(most, numbers))
        if least == helps_words(most, numbers):
            text = _(N_("{aid_given} a week")).format(aid_given=least)
        rows.append({"kind": "scale", "colours": [AIDANTS] * STEPS, "steps": list(range(STEPS)), "text": text})
    rows.append({"kind": "site", "radius": 2, "colour": "#8d887c", "plain": True, "text": _(N_("no aidants there"))})
    if squares:
        rows.append(legend_of_others(context, AIDANTS))
    new = [] if found is None else marks_of(context, found)
    if new:
        rows.append(legend_of_new(context))
    if forced:
        rows.append({"kind": "site", "radius": 5, "text": _(N_("thick outline: forced in"))})
    marks = Marks(
        codes="".join(_code(key, helps, most, none) for key in index),
        paint="".join("0" if key in helps else NOBODY for key in index),
        ringed=forced,
        tips=[_tip(context, key, helps) for key in index],
        colours=[AIDANTS],
        legend=[{"title": _(N_("Places with aidants")), "note": "", "rows": rows}],
    )
    return payload(context, need_theme(context, plan), marks, [], others=[*squares, *new])


def _code(key: str, helps: Mapping[object, float], most: float, none: pd.Index) -> str:
    """Return how a building is drawn: its size by the help given there, a dot where it could, nothing where not."""
    if key in helps:
        return str(min(STEPS - 1, int(helps[key] * STEPS / most))) if most > 0 else "0"
    return HIDDEN if key in none else EXCLUDED


def _tip(context: Context, key: str, helps: Mapping[object, float]) -> str:
    _ = context.translate
    if key not in helps:
        return _(N_("no aidants there"))
    return _(N_("{aid_given} a week")).format(aid_given=helps_words(helps[key], context.numbers))
