"""A rule the program does not have, put where CONTRIBUTING.md says that a rule of the programme belongs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pytest

from geo.programme import rules as _rules
from geo.programme.instance.instance import Instance
from geo.programme.rules import Rule, Rules
from geo.programme.search.master import Layout


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


@contextmanager
def also(*asked: Count, in_master: bool = True) -> Iterator[None]:
    """Add rules to what ``broken`` finds, and to the master problem unless that does not know them."""
    original, districts = _rules.broken, Layout._districts

    def broken(instance: Instance, rules: Rules, state: np.ndarray) -> list[Rule]:
        more = [Rule("section_least", each.name) for each in asked if each.broken_by(instance, state)]
        return original(instance, rules, state) + more

    def with_rows(layout: Layout) -> None:
        districts(layout)
        for each in asked:
            column = layout.u(layout._begin[each.of(layout.instance)], layout.years + each.when)
            layout._rows.one(each.low, each.high, column, np.ones(len(column)))

    with pytest.MonkeyPatch.context() as patch:
        # Whoever asks which rules are broken has the function under its own name.
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in ("geo", "store") and getattr(module, "broken", None) is original:
                patch.setattr(module, "broken", broken)
        if in_master:
            patch.setattr(Layout, "_districts", with_rows)
        yield
