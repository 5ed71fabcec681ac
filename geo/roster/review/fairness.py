"""How evenly a roster helps: the worst-off area beside the best any roster could do for it, and fifths of people."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from geo.evidence import Evidence
from geo.roster.floors.fairest import CLOSE, Best, alone_of, area_by_area, by_area
from geo.roster.floors.most import common_share
from geo.roster.instance import Instance, Rule
from geo.roster.need import UNIT, helps_per_resident
from geo.roster.placing import placed
from geo.roster.search.coarse import coarse
from geo.roster.search.model import Model, columns_of, helpers_are_limited
from geo.roster.search.search import MOST_COLUMNS
from geo.roster.transport import by_slot, transport
from geo.solving import Control, Problem

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
    gives, whole = by_area(instance, given.by_class), need.area_total
    asked = whole > 0
    share = np.divide(gives, whole, out=np.full(len(whole), np.nan), where=asked)
    fifths = fifths_of(instance, evidence, given.by_class)
    if not asked.any():
        return Fairness("", *(np.nan,) * 3, best_share_proven=True, helps_at_best=np.nan, spread=np.nan, fifths=fifths)
    worst = int(np.nanargmin(share))
    mean = float(gives[asked].sum() / whole[asked].sum())
    spread = float(np.sqrt(np.average((share[asked] - mean) ** 2, weights=whole[asked])))
    best, alone = Best(instance), alone_of(instance)
    best.take(pairs, float(share[worst]))
    best.offer(area_by_area(instance, control))
    best.look_further(alone, control)
    bound, proven = _bound(best, max(alone, best.share), control, seconds)
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


def _bound(best: Best, alone: float, control: Control, seconds: float) -> tuple[float, bool]:
    """Return what no roster's worst share exceeds, and whether it comes from the whole problem."""
    instance, began = best.instance, control.clock()
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
