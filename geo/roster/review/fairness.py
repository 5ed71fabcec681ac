"""How evenly a roster helps: the worst-off area beside the best any roster could do for it, and fifths of people."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from geo.evidence import Evidence
from geo.roster.floors.most import common_share
from geo.roster.instance import Instance, Rule
from geo.roster.need import UNIT, helps_per_resident
from geo.roster.placing import placed
from geo.roster.rules import broken_sums
from geo.roster.search.coarse import coarse
from geo.roster.search.greedy import Greedy, keep_rules
from geo.roster.search.model import Model, columns_of, helpers_are_limited
from geo.roster.search.search import MOST_COLUMNS
from geo.roster.transport import by_slot, most_in_area, transport
from geo.settings import DistrictMinimum
from geo.solving import Control, Problem

HALVINGS = 10
"""Halvings of the interval in which the best worst share of one roster is looked for: to a thousandth."""

CLOSE = 1e-3
"""Shares that nobody can tell apart."""

FIFTHS = 5


@dataclass(frozen=True, eq=False)
class Fairness:
    """How evenly help is given.

    Attributes
    ----------
    worst_area, worst_share
        The area of which the least share (0-1) of the need is met, and that share; empty and NaN where nobody needs
        help.
    best_share_found
        What share every area has at least in the best roster found for its worst-off area, rules on doors kept: at
        least ``worst_share``.
    best_share_bound
        What no roster exceeds.
    best_share_proven
        Whether the bound comes from the whole problem; else from each area by itself, with every pair sent there.
    helps_at_best
        Helps a week of that roster: what fairness at its farthest would cost is the difference to the plan's.
    spread
        Standard deviation of the areas' shares, each area counted by its need.
    fifths
        One row a fifth of the need, ``1`` where neighbourhoods are least vulnerable to ``5``: ``need_helps_per_week``,
        ``helps_per_week`` (all help), ``share``. Need of neighbourhoods without an index is ``not_known``.

    Examples
    --------
    >>> fairness = review_roster(roster_plan, evidence, control).fairness
    >>> fairness.worst_share <= fairness.best_share_found <= fairness.best_share_bound
    True
    """

    worst_area: str
    worst_share: float
    best_share_found: float
    best_share_bound: float
    best_share_proven: bool
    helps_at_best: float
    spread: float
    fifths: pd.DataFrame


def fairness_of(
    instance: Instance, evidence: Evidence, pairs: np.ndarray, control: Control, seconds: float
) -> Fairness:
    """Say how evenly pairs at doors (doors x half-days) help, looking for a fairer roster for so many seconds."""
    given = transport(instance, by_slot(instance, pairs))
    need = instance.need
    gives, whole = _by_area(instance, given.by_class), need.area_total
    asked = whole > 0
    share = np.divide(gives, whole, out=np.full(len(whole), np.nan), where=asked)
    fifths = fifths_of(instance, evidence, given.by_class)
    if not asked.any():
        return Fairness("", *(np.nan,) * 3, best_share_proven=True, helps_at_best=np.nan, spread=np.nan, fifths=fifths)
    worst = int(np.nanargmin(share))
    mean = float(gives[asked].sum() / whole[asked].sum())
    spread = float(np.sqrt(np.average((share[asked] - mean) ** 2, weights=whole[asked])))
    best = _Best(instance, pairs, float(share[worst]))
    best.offer(_area_by_area(instance, control))
    bound, proven = _bound(best, control, seconds)
    return Fairness(
        worst_area=need.area_names[worst],
        worst_share=float(share[worst]),
        best_share_found=best.share,
        best_share_bound=bound,
        best_share_proven=proven,
        helps_at_best=best.helps,
        spread=spread,
        fifths=fifths,
    )


def _by_area(instance: Instance, by_class: np.ndarray) -> np.ndarray:
    out = np.zeros(len(instance.need.area_names), dtype=np.int64)
    inside = instance.need.area >= 0
    np.add.at(out, instance.need.area[inside], by_class[inside])
    return out


def _with_floor(instance: Instance, share: float) -> Instance:
    """Return the instance with a floor of every area and without its own."""
    floor = DistrictMinimum(served_share=share)
    lifted = frozenset(rule for rule in instance.lifted if rule.kind != "floor")
    return replace(instance, roster=instance.roster.model_copy(update={"district_floor": floor}), lifted=lifted)


def worst_share_of(instance: Instance, pairs: np.ndarray, least: float = 0.0) -> float:
    """Return what share every area can have at least, help being given so that the worst-off has most."""
    used = by_slot(instance, pairs)
    low, high = least, 1.0
    if transport(_with_floor(instance, 1.0), used).floors_kept:
        return 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle > 0 and transport(_with_floor(instance, middle), used).floors_kept:
            low = middle
        else:
            high = middle
    return low


class _Best:
    """The fairest roster so far: its worst share, and what it gives."""

    def __init__(self, instance: Instance, pairs: np.ndarray, share: float) -> None:
        self.instance = instance
        self._before = transport(instance, np.zeros_like(instance.most)).before
        self.share, self.helps = max(share, worst_share_of(instance, pairs, share)), self._helps(pairs)

    def _helps(self, pairs: np.ndarray) -> float:
        return (transport(self.instance, by_slot(self.instance, pairs)).total - self._before) / UNIT

    def offer(self, pairs: np.ndarray) -> None:
        """Take a roster where it keeps the rules on sums and is fairer."""
        if broken_sums(self.instance, pairs):
            return
        share = worst_share_of(self.instance, pairs)
        if share > self.share:
            self.share, self.helps = share, self._helps(pairs)


def _area_by_area(instance: Instance, control: Control) -> np.ndarray:
    """Return a roster whose next pair always helps the worst-off area, until nothing helps it any more."""
    greedy, total = Greedy(_with_floor(instance, 1.0)), instance.need.area_total
    keep_rules(greedy)
    while greedy.supply.pairs_left and not control.stop():
        shares = np.where(total > 0, _by_area(instance, greedy.by_class) / np.maximum(total, 1), np.inf)
        weight = (instance.need.area == int(np.argmin(shares))).astype(np.float64)
        if not greedy.fill(weight=weight, most=1):
            break
    greedy.fill()
    return greedy.pairs


def _bound(best: _Best, control: Control, seconds: float) -> tuple[float, bool]:
    """Return what no roster's worst share exceeds, and whether it comes from the whole problem."""
    instance, began = best.instance, control.clock()
    need, every, nobody = instance.need, instance.most, np.zeros_like(instance.most)
    limited, alone = instance.pairs * instance.per_pair, 1.0
    for area in np.flatnonzero(need.area_total):
        open_to = most_in_area(instance, every, int(area))
        there = most_in_area(instance, nobody, int(area))
        alone = min(alone, min(open_to, there + limited) / int(need.area_total[area]))
    alone = max(alone, best.share)
    if alone - best.share < CLOSE or seconds <= 0 or control.stop():
        return alone, alone - best.share < CLOSE
    free = replace(instance, lifted=instance.lifted | {Rule("floor", "")})
    classes = coarse(free)
    if columns_of(free, classes) > MOST_COLUMNS:
        return max(best.share, min(alone, common_share(free, control))), True
    model = Model(free, classes, fairest=True)
    problem = Problem(model.lp, instance.roster.seed)
    problem.make_whole(model.wholes, whole=True)
    run = problem.whole(control.stop, seconds - (control.clock() - began), lambda _run: None, gap=CLOSE)
    if len(run.point):
        used, by_half_day = model.roster_of(run.point)
        pairs = placed(free, used, by_half_day if helpers_are_limited(free) else None)
        if pairs is not None:
            best.offer(pairs)
    known = np.isfinite(run.bound)
    return (max(best.share, min(alone, run.bound + CLOSE)), True) if known else (alone, False)


def fifths_of(instance: Instance, evidence: Evidence, by_class: np.ndarray) -> pd.DataFrame:
    """Return need and help by fifths of the need, neighbourhoods ordered by their vulnerability index."""
    need = instance.need
    all_need = evidence.demand["vulnerable_count"].fillna(0).to_numpy(dtype="float64")
    all_need = all_need * helps_per_resident(evidence, instance.roster) * UNIT
    served = need.of_places.T @ by_class.astype(np.float64)
    sector = evidence.demand["sector_code_statbel"]
    index = evidence.sectors["vulnerability_index"].reindex(sector).to_numpy(dtype=float)
    known = np.isfinite(index)
    order = np.lexsort((sector.to_numpy(dtype=str), np.where(known, index, np.inf)))
    fifth = np.zeros(len(index), dtype=np.int64)
    inside = order[known[order]]
    # A neighbourhood is in the fifth of its middle, as a whole.
    table = pd.DataFrame({"sector": sector.to_numpy(dtype=str)[inside], "need": all_need[inside]})
    by_sector = table.groupby("sector", sort=False)["need"].sum()
    middle = by_sector.cumsum() - by_sector / 2
    whole = max(float(by_sector.sum()), 1e-12)
    place = ((middle / whole * FIFTHS).astype(int) + 1).clip(upper=FIFTHS)
    fifth[inside] = place.reindex(table["sector"]).to_numpy()
    names = [*(str(each) for each in range(1, FIFTHS + 1)), "not_known"]
    number = np.where(known, fifth - 1, FIFTHS)
    asked, gets = (np.bincount(number, weights=each, minlength=FIFTHS + 1) / UNIT for each in (all_need, served))
    found = pd.DataFrame({"need_helps_per_week": asked, "helps_per_week": gets}, index=pd.Index(names, name="fifth"))
    found["share"] = found["helps_per_week"] / found["need_helps_per_week"].where(found["need_helps_per_week"] > 0)
    return found if asked[-1] > 0 else found.iloc[:-1]
