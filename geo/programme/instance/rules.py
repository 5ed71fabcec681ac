"""What a plan must keep, as data: one rule that can be lifted by itself, and all of them laid out for computing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from geo.evidence import Finding

UNLIMITED = 10**15
"""Cents that stand for no limit: more than any programme can spend."""


@dataclass(frozen=True, order=True)
class Rule:
    """One rule, which can be lifted by itself.

    Attributes
    ----------
    kind
        That of one of ``geo.programme.rules.RULES``.
    subject
        Whom it holds for: a sector of activity, an area, a building; empty for the programme as a whole.
    year
        0 where it holds for all years together.

    Examples
    --------
    >>> Rule("floor", "sport", 2027) in [each.rule for each in plan.conflict]
    False
    """

    kind: str
    subject: str = ""
    year: int = 0


@dataclass(frozen=True)
class Clash(Finding):
    """A rule that cannot hold together with others, as a sentence; ``rule`` is the rule itself.

    Examples
    --------
    >>> rule = Rule("budget", "", 2027)
    >>> said = "No more than {eur} EUR may be spent in {year}."
    >>> Clash("conflict.budget", "warning", said, {"eur": 12000.0, "year": 2027}, rule=rule).rule.year
    2027
    """

    rule: Rule = field(kw_only=True)


@dataclass(frozen=True, eq=False)
class Rules:
    """What a plan must keep, in the positions of an instance.

    Attributes
    ----------
    budget
        Cents by year.
    carry_over
        Whether what is left of a year's budget may be spent later.
    floor
        Cents by sector of activity and year, before the comparison with what is left.
    opex_ceiling
        Cents a year after the last year.
    forced, excluded
        Buildings that must be, or must not be, in the plan: one boolean a building.
    area_least
        What must be served by district after the last year, existing Wi-Fi included, in ``UNIT``-ths of a person.
    lifted
        Positions of the years by whose end any amount may have been spent, when budgets carry over.
    own
        Kind -> what a rule demands that only the rule itself looks at.
    """

    budget: np.ndarray
    carry_over: bool
    floor: np.ndarray
    opex_ceiling: int
    forced: np.ndarray
    excluded: np.ndarray
    area_least: np.ndarray
    lifted: tuple[int, ...] = ()
    own: Mapping[str, Any] = field(default_factory=dict)

    @property
    def available(self) -> np.ndarray:
        """Cents that may have been spent by the end of each year; meaningful when they carry over."""
        limit = np.minimum(np.cumsum(self.budget), UNLIMITED)
        limit[list(self.lifted)] = UNLIMITED
        # Spending up to a year also counts in every later year.
        return np.minimum.accumulate(limit[::-1])[::-1]

    def with_own(self, kind: str, demand: object) -> "Rules":
        """Return the rules with another demand of a rule that keeps its own."""
        return replace(self, own={**self.own, kind: demand})
