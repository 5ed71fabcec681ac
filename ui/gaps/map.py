"""The map of who is left out: neighbourhoods filled by the share left out, circles for those in digital difficulty."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from geo.gaps import Review
from geo.texts import N_
from ui.context import Context
from ui.gaps.words import GAPS, chosen_gap, people_between
from ui.map.circles import legend_row, radii
from ui.map.classes import UNKNOWN, Classes, colours
from ui.map.others import legend_of_others, other_places
from ui.map.payload import HIDDEN, Marks, payload
from ui.map.themes import Theme

PAPER = "#fdfcf8"

_GIVEN = "3"
"""How a building that is taken to be equipped is drawn: a circle of one size."""


BREAKS = (1e-9, 0.25, 0.5, 0.75)
"""Lower ends of the classes after the first, which is nobody."""


_PLACES_OF = {"help": ["support_places"], "public": ["wifi"], "home": []}
"""What is lacking -> the places shown on the map; both kinds for the rest."""


@dataclass(frozen=True)
class GapTheme(Theme):
    """Neighbourhoods by the share left out, of which only two ends may be known; always in the same classes."""

    low: pd.Series = field(default_factory=pd.Series)
    high: pd.Series = field(default_factory=pd.Series)

    @property
    def classes(self) -> Classes:
        """The neighbourhoods in classes; unknown where the two ends fall into different ones."""
        places = [np.searchsorted(BREAKS, end.to_numpy(dtype="float64"), side="right") for end in (self.low, self.high)]
        unknown = self.low.isna() | self.high.isna() | (places[0] != places[1])
        digits = "".join(UNKNOWN if missing else str(place) for place, missing in zip(places[0], unknown, strict=True))
        return Classes(breaks=BREAKS, digits=digits, colours=colours(len(BREAKS) + 1))


def gap_theme(context: Context, review: Review) -> GapTheme:
    """Return how the neighbourhoods are filled under the reader's choices."""
    _, gap = context.translate, GAPS[chosen_gap(context)]
    sectors = context.assessment.evidence.sectors
    low, high = _ends(review, f"{gap.column}_persons", sectors.index)
    return GapTheme(
        key="gap",
        title=_("Residents left out"),
        unit=_(gap.title),
        kind="people",
        values=pd.Series(list(zip(low, high, strict=True)), index=sectors.index),
        write=_writer(context),
        fill_unit=_("{gap} (share of residents)").format(gap=_(gap.title)),
        write_fill=context.numbers.percent,
        low=_share(low, sectors["population"]),
        high=_share(high, sectors["population"]),
    )


def gap_places(context: Context) -> list[str]:
    """Return the layers of places that go with what the reader asked about, as far as somebody published them."""
    wanted = _PLACES_OF.get(chosen_gap(context), ["wifi", "support_places"])
    return [name for name in wanted if name not in context.assessment.evidence.absent_layers]


def gap_payload(context: Context, review: Review, theme: GapTheme, overlays: list[str]) -> dict[str, object]:
    """Return everything the map of gaps draws, as plain data."""
    _, sites = context.translate, context.assessment.evidence.sites
    given = {*review.wifi_sites, *review.help_sites}
    if review.help_places is not None:
        given |= set(review.help_places.index)
    shown = pd.Series(sites.index.isin(given), index=sites.index)
    # Not the ranking of buildings, but those taken to be equipped.
    only_help = not len(review.wifi_sites)
    mark = N_("place taken to have aidants") if only_help else N_("building taken to be equipped")
    tip = N_("taken to have aidants") if only_help else N_("taken to be equipped")
    given_rows: list[dict[str, object]] = [{"kind": "site", "radius": 5.8, "text": _(mark)}]
    marks = Marks(
        codes="".join(_GIVEN if each else HIDDEN for each in shown),
        tips=[_(tip) if each else "" for each in shown],
        legend=[{"rows": given_rows}] if given else [],
    )
    squares = _squares(context, review)
    if squares:
        given_rows.append(legend_of_others(context, PAPER))
    drawn = payload(context, theme, marks, overlays, others=squares)
    amounts, most = _circles(context, review)
    drawn["amounts"] = amounts
    said = _("of whom in digital difficulty (largest: {number})").format(number=context.numbers.people(most))
    legend: list[dict[str, object]] = drawn["legend"]  # type: ignore[assignment]
    rows: list[dict[str, object]] = legend[0]["rows"]  # type: ignore[assignment]
    rows[0]["text"] = _("nobody")
    rows.append(legend_row(said))
    return drawn


def _squares(context: Context, review: Review) -> list[dict[str, object]]:
    """Return the places of partners that are taken to offer help."""
    if review.help_places is None:
        return []
    said = context.translate(N_("taken to have aidants"))
    return other_places(context, review.help_places, PAPER, lambda _key: 5.8, lambda _key: said)


def _ends(review: Review, column: str, order: pd.Index) -> tuple[pd.Series, pd.Series]:
    """Return the least and the most of a column by neighbourhood."""
    table = review.totals["sector"].reindex(order)
    value = table[column]
    return value.fillna(table[f"{column}_low"]), value.fillna(table[f"{column}_high"])


def _share(people: pd.Series, population: pd.Series) -> pd.Series:
    """Return which share of the residents that is; less than one person is nobody."""
    whole = people.astype("float64")
    return (whole.where(whole.round() != 0, 0.0) / population.astype("float64")).where(population > 0, whole)


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
    return radii(low, most), most
