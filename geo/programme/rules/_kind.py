"""What a rule of the Wi-Fi programme is: all that the program asks of one, wherever rules are told apart."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

import numpy as np

from geo.programme.instance.instance import Instance
from geo.programme.instance.rules import Rule, Rules
from geo.programme.search.layout import Layout
from geo.programme.search.worth import THOUSAND_EUR

HALF_CENT = 0.5 / THOUSAND_EUR
"""Slack of every money rule. Costs are whole cents, so that no plan breaks a rule by less than a cent: the solver's
tolerance can neither forbid a plan that keeps the rule nor allow one that does not."""

Subject = Literal["", "activity", "area", "building"]


class Said(NamedTuple):
    """A sentence: the last part of its code, its text (marked with ``N_``) and what fills it."""

    code: str
    message: str
    facts: Mapping[str, object]


@dataclass(frozen=True, eq=False)
class Ask:
    """What a simple plan buys because of a rule: for so many cents among these buildings, and what it keeps back."""

    sites: np.ndarray
    cents: int
    keep_back: int = 0


class RuleKind(ABC):
    """One rule of the programme.

    Its parts without an implementation here are asked of every rule; the others have what holds for most.

    Attributes
    ----------
    kind
        Stable name, used in plans, files and prices; the module is called like it.
    settings
        The fields of ``geo.settings.Programme`` that it reads.
    subject
        What a single rule of the kind is about: a sector of activity, an area, a building, or nothing.
    whole, single
        Its name in a table of prices (texts marked with ``N_``): all of it, and of one ``{subject}``, or of one year
        where it has no subject. Empty where a price is never asked for it in this way.
    no_price, no_reason
        Why it has no price, or never stands among the reasons of a building; empty where it has, or does.
    """

    kind: ClassVar[str]
    settings: ClassVar[tuple[str, ...]]
    subject: ClassVar[Subject] = ""
    whole: ClassVar[str] = ""
    single: ClassVar[str] = ""
    no_price: ClassVar[str] = ""
    no_reason: ClassVar[str] = ""

    @abstractmethod
    def demand(self, instance: Instance) -> Mapping[str, object]:
        """Return what the programme demands: fields of ``Rules``, or one entry of its own, named by its kind."""

    @abstractmethod
    def listed(self, instance: Instance, rules: Rules) -> list[Rule]:
        """Return every single rule of this kind that could bind, in a fixed order."""

    @abstractmethod
    def without(self, instance: Instance, rules: Rules, rule: Rule) -> Rules:
        """Return the rules with one of this kind lifted: of all subjects when it names none, in all years when 0."""

    @abstractmethod
    def broken(self, instance: Instance, rules: Rules, state: np.ndarray) -> list[Rule]:
        """Return the single rules that a plan breaks: exact, in whole cents, people and buildings.

        ``state`` is the level of each building in each year, 0 for none, shape (buildings, years).
        """

    @abstractmethod
    def rows(self, layout: Layout) -> None:
        """Add its rows and bounds to the model: they must forbid every whole plan that breaks it, and no other."""

    @abstractmethod
    def says(self, instance: Instance, rules: Rules, rule: Rule) -> tuple[str, Mapping[str, object]]:
        """Say what a single rule demands: a text and what fills it; ``activity`` is the key of a sector."""

    def needed(self, rule: Rule) -> Said | None:
        """Say that a plan without a purchase would break the rule."""
        return None

    def in_the_way(self, rule: Rule, year: int) -> Said | None:
        """Say that a plan with one more purchase, in this year, would break the rule."""
        return None

    def priced(self, instance: Instance, rules: Rules) -> list[Rule]:
        """Return what is lifted to tell its price, in the order in which it is told."""
        return [Rule(self.kind)] if self.listed(instance, rules) and not self.no_price else []

    def takes_only_away(self, instance: Instance, rules: Rules, rule: Rule) -> bool:
        """Say whether lifting a rule leaves every plan that keeps the rules as good as it is."""
        return True

    def asks(self, instance: Instance, rules: Rules, state: np.ndarray, year: int) -> Iterable[Ask]:
        """Return what a simple plan, made year by year, must buy in a year before it chooses freely."""
        return ()

    def held_back(self, instance: Instance, rules: Rules, state: np.ndarray, year: int) -> np.ndarray | None:
        """Say which buildings a simple plan must not touch in a year; None where it may touch all."""
        return None

    def looks_at_people(self, rules: Rules) -> bool:
        """Say whether its rows count people, whom a search for any plan that keeps the rules else leaves out."""
        return False

    def tells_apart(self, instance: Instance) -> Sequence[np.ndarray]:
        """Return what it looks at in a building beyond years, tiers, costs and people in reach: one value each."""
        return ()
