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
from geo.programme.search import demands
from geo.programme.search.model import Model


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
def also(*asked: Count, in_model: bool = True) -> Iterator[None]:
    """Add rules to what ``broken`` finds, and to the model unless that does not know them."""
    original, districts = _rules.broken, demands.district_rows

    def broken(instance: Instance, rules: Rules, state: np.ndarray) -> list[Rule]:
        more = [Rule("section_least", each.name) for each in asked if each.broken_by(instance, state)]
        return original(instance, rules, state) + more

    def with_rows(model: Model) -> None:
        districts(model)
        for each in asked:
            column = model.u(model.begin[each.of(model.instance)], each.when % model.years)
            model.rows.one(each.low, each.high, column, np.ones(len(column)))

    with pytest.MonkeyPatch.context() as patch:
        # Whoever asks which rules are broken has the function under its own name.
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in ("geo", "store") and getattr(module, "broken", None) is original:
                patch.setattr(module, "broken", broken)
        if in_model:
            patch.setattr(demands, "district_rows", with_rows)
        yield
