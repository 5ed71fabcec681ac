"""The map of a comparison: what is in both, only in A, only in B, and what moved; or either side by itself."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.comparison import Compared
from geo.texts import N_, NN_
from ui.comparison.words import cell
from ui.context import Context
from ui.map.payload import EXCLUDED, HIDDEN, Marks, Swiped, payload
from words.comparison import SIDE, change_words

ONLY_A, ONLY_B, MOVED, BOTH = "#e69f00", "#0072b2", "#cc79a7", "#b8b2a4"
"""Okabe and Ito's orange, blue and purple, which every reader tells apart, and a grey that stays behind."""

COLOURS = (ONLY_A, ONLY_B, MOVED, BOTH)

SWIPE = "swipe"
"""Both sides on one map, A left and B right of a divider."""

_KIND = {"only_before": 0, "only_now": 1, "earlier": 2, "later": 2, "other": 2, "same": 3}
"""What became of a building -> its colour."""

_LARGE, _SMALL = "3", "1"
"""Sizes: what differs is larger, so that colour alone tells nothing."""

_LEGENDS: Mapping[str, tuple[str, str, str, str]] = {
    "programme": (
        N_("only in A: {count}"),
        N_("only in B: {count}"),
        N_("in both, another year or offer: {count}"),
        N_("the same in both: {count}"),
    ),
    "roster": (
        N_("only in A: {count}"),
        N_("only in B: {count}"),
        N_("in both, other half-days: {count}"),
        N_("the same in both: {count}"),
    ),
    "rank": (
        N_("first ten in A only: {count}"),
        N_("first ten in B only: {count}"),
        N_("first ten in both, another place: {count}"),
        N_("first ten in both, the same place: {count}"),
    ),
}


def shown_rows(subject: str, compared: Compared) -> pd.DataFrame:
    """Return the buildings the map colours: all of a plan, the first ones of a ranking."""
    rows = compared.rows
    return rows[rows["first"]] if subject.startswith("rank_") else rows


def comparison_payload(context: Context, subject: str, compared: Compared | None, shown: str) -> dict[str, object]:
    """Return everything the map draws, as plain data; ``shown`` is a side by itself, both, or the difference."""
    _, index = context.translate, context.assessment.evidence.sites.index
    if compared is None:
        text = context.translate(N_("nothing to compare yet"))
        marks = Marks(EXCLUDED * len(index), [text] * len(index), colours=list(COLOURS), paint="." * len(index))
        return payload(context, None, marks, [], faint=True)
    rows = shown_rows(subject, compared)
    kinds = rows["change"].map(_KIND).to_dict()
    each = [kinds.get(key) for key in index]
    codes, paint = _painted(each, "a" if shown == SWIPE else shown)
    swiped = None
    if shown == SWIPE:
        label = _(N_("Divider: A on the left of it, B on the right"))
        swiped = Swiped(*_painted(each, "b"), label=label, ends=("A", "B"))
    tips = _tips(context, subject, compared.rows)
    marks = Marks(
        codes=codes,
        paint=paint,
        ringed=[] if shown in ("a", "b") else [place for place, kind in enumerate(each) if kind == 2],
        swiped=swiped,
        tips=[tips.get(key, _(N_("on neither side"))) for key in index],
        colours=list(COLOURS),
        legend=[_legend(context, subject, rows, shown)],
    )
    return payload(context, None, marks, [], faint=True)


def _painted(kinds: list[int | None], shown: str) -> tuple[str, str]:
    """Return the codes and colours of the buildings: of the difference, or of what one side has, in its own colour."""
    wanted = {"": {0, 1, 2, 3}, "a": {0, 2, 3}, "b": {1, 2, 3}}[shown]
    codes, paint = [], []
    for kind in kinds:
        if kind is None or kind not in wanted:
            codes.append(EXCLUDED if kind is None else HIDDEN)
            paint.append(".")
        else:
            codes.append(_LARGE if shown or kind != 3 else _SMALL)
            paint.append({"": str(kind), "a": "0", "b": "1"}[shown])
    return "".join(codes), "".join(paint)


def not_on_the_map(context: Context, compared: Compared) -> str:
    """Say how many buildings of either side the map cannot show: the data of today do not have them; or nothing."""
    index = context.assessment.evidence.sites.index
    gone = int((~compared.rows.index.isin(index)).sum())
    if not gone:
        return ""
    text = NN_(
        "{count} building of this comparison is not in the data of today: the table has it, the map has not.",
        "{count} buildings of this comparison are not in the data of today: the table has them, the map has not.",
        "count",
    )
    return context.translate(text).format(count=context.numbers.number(gone))


def _tips(context: Context, subject: str, rows: pd.DataFrame) -> dict[Any, str]:
    found = {}
    for key, row in zip(rows.index, rows.to_dict("records"), strict=True):
        ends = [
            context.translate(SIDE).format(side=letter, what=cell(context, subject, row, end))
            for letter, end in (("A", "before"), ("B", "now"))
        ]
        found[key] = " · ".join([*ends, change_words(subject, row["change"], context.numbers)])
    return found


def _legend(context: Context, subject: str, rows: pd.DataFrame, shown: str) -> dict[str, object]:
    _, number = context.translate, context.numbers.number
    ranked = subject.startswith("rank_")
    counts = rows["change"].map(_KIND).value_counts().to_dict()
    entries: list[dict[str, object]] = []
    sides = "ab" if shown == SWIPE else shown
    for side in sides:
        count = sum(counts.get(kind, 0) for kind in ((0, 2, 3) if side == "a" else (1, 2, 3)))
        text = N_("among the first ten in {side}: {count}") if ranked else N_("in {side}: {count}")
        colour = ONLY_A if side == "a" else ONLY_B
        said = _(text).format(side=side.upper(), count=number(count))
        entries.append({"kind": "site", "radius": 5.8, "colour": colour, "text": said})
    if not shown:
        for kind, (text, colour) in enumerate(zip(_LEGENDS["rank" if ranked else subject], COLOURS, strict=True)):
            said = _(text).format(count=number(counts.get(kind, 0)))
            entries.append({"kind": "site", "radius": 3.6 if kind == 3 else 5.8, "colour": colour, "text": said})
    entries.append({"kind": "site", "radius": 2, "colour": "#8d887c", "plain": True, "text": _(N_("on neither side"))})
    title = {"": _(N_("Difference")), SWIPE: _(N_("A and B"))}.get(shown, shown.upper())
    note = "" if shown in ("a", "b") else _(N_("thick outline: in both, and moved"))
    return {"title": title, "note": note, "rows": entries}
