"""The best plan known so far: what is offered is taken when it keeps every rule and is worth more."""

import numpy as np

from geo.programme.instance.instance import Instance
from geo.programme.rules import Rules, broken
from geo.programme.search import tolerances
from geo.programme.search.ties import first_keys_first, interchangeable
from geo.programme.search.waste import without_waste
from geo.programme.search.worth import objective_of


class Best:
    """The best plan so far. ``method`` says what found it, empty while there is none; ``objective`` is then NaN."""

    def __init__(self, instance: Instance, rules: Rules) -> None:
        self.instance, self.rules = instance, rules
        self._alike = interchangeable(instance)
        self.state, self.objective, self.method = np.zeros(instance.shape, dtype=np.int64), np.nan, ""

    @property
    def known(self) -> bool:
        """Whether there is a plan."""
        return self.method != ""

    def limit(self, bound: float) -> float:
        """Return a bound on all plans; the plan's own worth where rounding alone is between them."""
        rounding = tolerances.ROUNDING_ERROR * max(1.0, abs(self.objective))
        return self.objective if self.known and bound - self.objective <= rounding else bound

    def offer(self, state: np.ndarray, method: str) -> bool:
        """Take a plan if it keeps every rule and is worth more; say whether it is taken."""
        objective = objective_of(self.instance, state)
        if (self.known and objective <= self.objective) or not self._keeps(state):
            return False
        spared = without_waste(self.instance, self.rules, state)
        tidied = first_keys_first(self._alike, spared, self._keeps)
        # Every plan comes through here, and the rules have the last word on it: what breaks one is not taken.
        state = next(each for each in (tidied, spared, state) if self._keeps(each))
        self.state, self.objective, self.method = state, objective_of(self.instance, state), method
        return True

    def _keeps(self, state: np.ndarray) -> bool:
        return not broken(self.instance, self.rules, state)
