"""Rules that sums already exclude: whether, and a smallest set of them."""

from dataclasses import dataclass, replace

import numpy as np

from geo.roster.floors.most import LADDER, SURE, bound_of, out_of_reach
from geo.roster.instance import Instance, Rule
from geo.roster.need import UNIT
from geo.roster.rules import floors_of, rules_of
from geo.roster.transport import transport
from geo.solving import Control


@dataclass(frozen=True)
class Clash:
    """Rules that cannot hold together, and would without any one of them as far as sums can tell.

    ``asked``: helps a week for which their floors ask; ``most``: what all pairs and the help that is there can give of
    it; NaN where no floor is among them, or where the other rules are excluded whatever floors ask for.
    """

    rules: tuple[Rule, ...]
    asked: float
    most: float


def excluded(instance: Instance, control: Control, ladder: tuple[int, ...] = LADDER) -> bool:
    """Say whether sums exclude that any roster keeps all rules; no says nothing.

    ``ladder``: with how many classes of each profile sums are tried, one after the other.

    Notes
    -----
    Exactly, with a pair at every door in every half-day in which it is open; then by linear problems with fractions of
    pairs in which floors may lack something: no roster lacks less in all.
    """
    if not rules_of(instance):
        return False
    return out_of_reach(instance) or any(_lacking(instance, most, control) > SURE for most in ladder)


def clash_of(instance: Instance, control: Control) -> Clash | None:
    """Return a smallest set of rules that sums exclude; None where they exclude nothing.

    Notes
    -----
    By deletion, always with as many classes as the first proof took: rules are lifted one by one; if sums still exclude
    the others, they stay lifted. Floors come last, those first that ask for least beyond the help that is there, so
    that few remain.
    """
    most = next((each for each in LADDER if _lacking(instance, each, control) > SURE), None)
    if most is None:
        return None
    current, kept = instance, list[Rule]()
    for rule in _least_first(instance):
        without = replace(current, lifted=current.lifted | {rule})
        if _lacking(without, most, control) > SURE:
            current = without
        else:
            kept.append(rule)
    asked, lacking = float(floors_of(current).sum()) / UNIT, _lacking(current, most, control)
    told = asked > 0 and np.isfinite(lacking)
    return Clash(tuple(sorted(kept)), asked if told else np.nan, asked - lacking if told else np.nan)


def _least_first(instance: Instance) -> list[Rule]:
    need, floors = instance.need, floors_of(instance)
    there = transport(instance, np.zeros_like(instance.most)).by_class
    before = np.array([there[need.area == area].sum() for area in range(len(floors))])
    missing = dict(zip(need.area_names, (floors - before).tolist(), strict=True))
    return sorted(rules_of(instance), key=lambda rule: (rule.kind == "floor", missing.get(rule.subject, 0)))


def _lacking(instance: Instance, most: int, control: Control) -> float:
    """Return what floors lack together in every roster, in helps a week; infinite where other rules are excluded."""
    return -bound_of(instance, "shortfall", most, control)
