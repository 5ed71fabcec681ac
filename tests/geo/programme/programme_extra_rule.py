"""A rule the program does not have, put into the registry of rules as any other."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pytest

from geo.programme.instance.instance import Instance
from geo.programme.rules import RULES, Rule, RuleKind, Rules
from geo.programme.search.layout import Layout


@dataclass(frozen=True)
class Count:
    """From ``low`` to ``high`` of some buildings must have Wi-Fi in the year at position ``when``."""

    name: str
    keys: tuple[str, ...]
    low: float = 0
    high: float = np.inf
    when: int = -1

    def of(self, instance: Instance) -> np.ndarray:
        """Say which buildings are counted."""
        return instance.sites.index.isin(self.keys)

    def broken_by(self, instance: Instance, state: np.ndarray) -> bool:
        """Say whether a plan breaks the rule."""
        return not self.low <= int((state[self.of(instance), self.when] > 0).sum()) <= self.high


class Counted(RuleKind):
    """Counts asked for. It does not say what it looks at in a building: a rule may forget that, and must be kept."""

    kind = "counted"
    settings = ()

    def __init__(self, asked: tuple[Count, ...], *, in_model: bool) -> None:
        self.asked, self.in_model = asked, in_model

    def demand(self, instance: Instance) -> dict[str, object]:
        return {self.kind: self.asked}

    def listed(self, instance: Instance, rules: Rules) -> list[Rule]:
        return [Rule(self.kind, each.name) for each in rules.own[self.kind]]

    def without(self, instance: Instance, rules: Rules, rule: Rule) -> Rules:
        return rules.with_own(self.kind, tuple(each for each in rules.own[self.kind] if each.name != rule.subject))

    def broken(self, instance: Instance, rules: Rules, state: np.ndarray) -> list[Rule]:
        # Plans made before the rule was there know nothing of it.
        asked = rules.own.get(self.kind, self.asked)
        return [Rule(self.kind, each.name) for each in asked if each.broken_by(instance, state)]

    def rows(self, layout: Layout) -> None:
        for each in layout.rules.own.get(self.kind, ()) if self.in_model else ():
            column = layout.u(layout.begin[each.of(layout.instance)], each.when % layout.years)
            layout.rows.one(each.low, each.high, column, np.ones(len(column)))

    def says(self, instance: Instance, rules: Rules, rule: Rule) -> tuple[str, dict[str, object]]:
        return "Of {subject}, so many must have Wi-Fi.", {"subject": rule.subject}


@contextmanager
def also(*asked: Count, in_model: bool = True) -> Iterator[None]:
    """Register a rule that asks for counts; its rows are left out of the model when that does not know it."""
    with pytest.MonkeyPatch.context() as patch:
        # Whoever goes through the rules has the list under its own name.
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in ("geo", "store", "benchmarks") and getattr(module, "RULES", None) is RULES:
                patch.setattr(module, "RULES", (*RULES, Counted(asked, in_model=in_model)))
        yield
