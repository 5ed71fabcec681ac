"""The map of who is left out: neighbourhoods filled by people, circles for those in digital difficulty among them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import sqrt

import numpy as np
import pandas as pd

from geo.gaps import Review
from ui.context import Context
from ui.gaps.reviews import equipped
from ui.gaps.words import GAPS, chosen_gap, people_between
from ui.map.classes import UNKNOWN, Classes, Kind, colours
from ui.map.payload import HIDDEN, Sites, payload
from ui.map.themes import Theme
from words.numbers import rounded

LARGEST_PX = 13.0
"""Radius of the circle of a neighbourhood all of whose residents in difficulty, the most of any, are left out."""

_GIVEN = "3"
"""How a building that is taken to be equipped is drawn: a circle of one size."""

_ORANGE = "#d55e00"


@dataclass(frozen=True)
class GapTheme(Theme):
    """Neighbourhoods by people of whom only two ends may be known; the same classes whatever the reader chooses."""

    low: pd.Series = field(default_factory=pd.Series)
    high: pd.Series = field(default_factory=pd.Series)
    breaks: tuple[float, ...] = ()

    @property
    def classes(self) -> Classes:
        """The neighbourhoods in classes; unknown where the two ends fall into different ones."""
        places = [
            np.searchsorted(self.breaks, np.round(end.to_numpy(dtype="float64")), side="right")
            for end in (self.low, self.high)
        ]
        unknown = self.low.isna() | self.high.isna() | (places[0] != places[1])
        digits = "".join(UNKNOWN if missing else str(place) for place, missing in zip(places[0], unknown, strict=True))
        return Classes(breaks=self.breaks, digits=digits, colours=colours(len(self.breaks) + 1))


def gap_theme(context: Context, review: Review) -> GapTheme:
    """Return how the neighbourhoods are filled under the reader's choices."""
    _, gap = context.translate, GAPS[chosen_gap(context)]
    sectors = context.assessment.evidence.sectors
    low, high = _ends(review, f"{gap.column}_persons", sectors.index)
    return GapTheme(
        key="gap",
        title=_("Residents left out"),
        unit=_(gap.title),
        kind=_PEOPLE,
        values=pd.Series(list(zip(low, high, strict=True)), index=sectors.index),
        write=_writer(context),
        low=low,
        high=high,
        breaks=_breaks(sectors["population"]),
    )


def gap_payload(context: Context, review: Review, theme: GapTheme, overlays: list[str]) -> dict[str, object]:
    """Return everything the map of gaps draws, as plain data."""
    _, sites = context.translate, context.assessment.evidence.sites
    given = set(equipped(context, "wifi")) | set(equipped(context, "aidants"))
    shown = pd.Series(sites.index.isin(given), index=sites.index)
    drawn = payload(context, theme, Sites("wifi", context.ranked("wifi"), shown, coloured=False), overlays)
    drawn["sites"] = {
        "codes": "".join(_GIVEN if each else HIDDEN for each in shown),
        "numbered": [],
        "numbers": [],
        "tips": [_("taken to be equipped") if each else "" for each in shown],
        "colours": None,
    }
    amounts, most = _circles(context, review)
    drawn["amounts"] = amounts
    circles = {
        "kind": "site",
        "sizes": [2.0, 3.4, 5.2],
        "colour": _ORANGE,
        "text": _("of whom in digital difficulty (largest: {number})").format(number=context.numbers.people(most)),
    }
    legend: list[dict[str, object]] = drawn["legend"]  # type: ignore[assignment]
    rows: list[dict[str, object]] = legend[0]["rows"]  # type: ignore[assignment]
    rows[0]["text"] = _("nobody")
    rows.append(circles)
    # The second part is about the ranking of buildings: here it is about those that are equipped.
    given_row = {"kind": "site", "radius": 5.8, "text": _("building taken to be equipped")}
    drawn["legend"] = [legend[0], *([{"rows": [given_row]}] if given else []), *legend[2:]]
    return drawn


_PEOPLE: Kind = "people"


def _ends(review: Review, column: str, order: pd.Index) -> tuple[pd.Series, pd.Series]:
    """Return the least and the most of a column by neighbourhood."""
    table = review.totals["sector"].reindex(order)
    value = table[column]
    return value.fillna(table[f"{column}_low"]), value.fillna(table[f"{column}_high"])


def _breaks(population: pd.Series) -> tuple[float, ...]:
    """Return lower ends of classes that stay whatever the choices: one person, then parts of the usual population."""
    ordinary = population.dropna().median()
    return tuple(sorted({1.0, *(float(max(rounded(ordinary * part), 2)) for part in (0.25, 0.5, 1.0))}))


def _writer(context: Context) -> Callable[[object], str]:
    def write(value: object) -> str:
        low, high = value if isinstance(value, tuple) else (value, value)
        return people_between(context, low, high)  # type: ignore[arg-type]

    return write


def _circles(context: Context, review: Review) -> tuple[list[float], float]:
    """Return the radius of each neighbourhood's circle, its area being the people, and what the largest stands for.

    Where only two ends are known the circle stands for the least.
    """
    sectors = context.assessment.evidence.sectors
    low, _high = _ends(review, f"{GAPS[chosen_gap(context)].column}_vulnerable", sectors.index)
    most = float(sectors["vulnerable_count"].max())
    radii = [round(LARGEST_PX * sqrt(value / most), 1) if value >= 1 and most > 0 else 0.0 for value in low.fillna(0.0)]
    return radii, most
