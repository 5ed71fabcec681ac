"""Whether helpers can fill half-days: sessions of workplaces against the half-days in which they may leave."""

import numpy as np

from geo.roster.instance import Instance


class Supply:
    """Which helpers fill which half-days; takes one more pair when two helpers can be found for it.

    Helpers are shifted between half-days where that makes room (augmenting paths), so that a pair is refused only when
    no arrangement has it.
    """

    def __init__(self, instance: Instance) -> None:
        self._leaves, self._helpers = instance.group_leaves, instance.group_helpers
        self._left = instance.group_sessions.copy()
        self.filled = np.zeros(self._leaves.shape, dtype=np.int64)
        self.pairs_left = instance.pairs

    def take(self, half_day: int) -> bool:
        """Find two helpers for a pair in a half-day; False, and nothing changed, when there are none."""
        if self.pairs_left < 1:
            return False
        before = self.filled.copy(), self._left.copy()
        if self._one(half_day) and self._one(half_day):
            self.pairs_left -= 1
            return True
        self.filled, self._left = before
        return False

    def _one(self, half_day: int) -> bool:
        """Find one helper by the shortest path over half-days whose helpers can be replaced."""
        came: dict[int, tuple[int, int] | None] = {half_day: None}
        queue = [half_day]
        for at in queue:
            free = self._leaves[:, at] & (self.filled[:, at] < self._helpers)
            own = np.flatnonzero(free & (self._left > 0))
            if len(own):
                self._shift(int(own[0]), at, came)
                return True
            for group in np.flatnonzero(free):
                for other in np.flatnonzero(self.filled[group]):
                    if int(other) not in came:
                        came[int(other)] = (int(group), at)
                        queue.append(int(other))
        return False

    def _shift(self, group: int, at: int, came: dict[int, tuple[int, int] | None]) -> None:
        self._left[group] -= 1
        self.filled[group, at] += 1
        step = came[at]
        while step is not None:
            moved, to = step
            self.filled[moved, at] -= 1
            self.filled[moved, to] += 1
            at, step = to, came[to]
