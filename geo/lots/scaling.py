"""The search for the divisors of districts and kinds: scaling them in turn, then ties and transfers to the end."""

from collections import deque
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geo.lots.divisors import simplest
from geo.lots.shares import Claim, share_out
from geo.lots.shortfall import Entry, Key, most_of

HALF = Fraction(1, 2)

_SCALINGS = 30
"""Rounds of scaling at the most, before ties and transfers do the rest: on cities, three or four are enough."""


class Search:
    """Divisors and lots that always fit each other; districts add up from the start, kinds at the end."""

    def __init__(self, cells: Mapping[Key, Entry], districts: Mapping[str, int], kinds: Mapping[str, int]) -> None:
        self.cells, self.districts, self.kinds = cells, districts, kinds
        self.rows, self.columns = sorted(districts), sorted(kinds)
        self.by_row = dict.fromkeys(self.rows, Fraction(1))
        self.by_column = {column: self._start(column) for column in self.columns}
        self.lots: dict[Key, int] = {}

    def _start(self, column: str) -> Fraction:
        need = sum((self.cells[row, column].need for row in self.rows), Fraction(0))
        return need / max(self.kinds[column], 1) or Fraction(1)

    def quotient(self, row: str, column: str) -> Fraction:
        """Return what is rounded: need by both divisors."""
        return self.cells[row, column].need / (self.by_row[row] * self.by_column[column])

    def can_rise(self, row: str, column: str) -> bool:
        """Say whether an entry has room for one more."""
        return self.lots[row, column] < most_of(self.cells[row, column])

    def can_fall(self, row: str, column: str) -> bool:
        """Say whether an entry can give one back."""
        cell = self.cells[row, column]
        return bool(cell.need) and self.lots[row, column] > cell.least

    def excess(self) -> dict[str, int]:
        """Return how many devices each kind has above its total."""
        return {k: sum(self.lots[row, k] for row in self.rows) - self.kinds[k] for k in self.columns}

    def scale(self) -> None:
        """Come near by scaling districts and kinds in turn; stop where that no longer helps."""
        best: tuple[int, dict[Key, int], dict[str, Fraction], dict[str, Fraction]] | None = None
        idle = 0
        for _ in range(_SCALINGS):
            for row in self.rows:
                self._fit_row(row)
            wrong = sum(abs(each) for each in self.excess().values())
            idle = 0 if best is None or wrong < best[0] else idle + 1
            if best is None or wrong < best[0]:
                best = wrong, dict(self.lots), dict(self.by_row), dict(self.by_column)
            if not wrong or idle == 3:
                break
            for column in self.columns:
                self._fit_column(column)
        assert best is not None
        _, self.lots, self.by_row, self.by_column = best

    def _fit_row(self, row: str) -> None:
        claims = [
            Claim(column, cell.need / self.by_column[column], cell.least, most_of(cell))
            for column in self.columns
            for cell in [self.cells[row, column]]
        ]
        for column, lots in share_out(claims, self.districts[row]).lots.items():
            self.lots[row, column] = lots
        self.by_row[row] = self._divisor({claim.key: claim.need for claim in claims}, row, None)

    def _fit_column(self, column: str) -> None:
        claims = [
            Claim(row, cell.need / self.by_row[row], cell.least, most_of(cell))
            for row in self.rows
            for cell in [self.cells[row, column]]
        ]
        for row, lots in share_out(claims, self.kinds[column]).lots.items():
            self.lots[row, column] = lots
        self.by_column[column] = self._divisor({claim.key: claim.need for claim in claims}, None, column)

    def _divisor(self, scaled: Mapping[str, Fraction], row: str | None, column: str | None) -> Fraction:
        """Return a short divisor under which the lots of a line are what rounding gives."""
        low, high = None, None
        for other, need in scaled.items():
            key = (row or other, column or other)
            if self.can_rise(*key) and need:
                low = max(low or Fraction(0), need / (self.lots[key] + HALF))
            if self.can_fall(*key):
                bound = need / (self.lots[key] - HALF)
                high = bound if high is None else min(high, bound)
        if low is None and high is None:
            return Fraction(1)
        if high is None:
            assert low is not None
            high = low * 2
        return simplest(high / 2 if low is None else low, high)

    def transfer(self) -> bool:
        """Take one device from a kind with too many to one with too few; False where every total is right."""
        excess = self.excess()
        if not any(excess.values()):
            return False
        came: dict[str, str | None] = {f"k {k}": None for k in self.columns if excess[k] > 0}
        while True:
            end = self._spread(came, excess)
            if end is not None:
                break
            self._loosen(came)
        path = [end]
        while (before := came[path[-1]]) is not None:
            path.append(before)
        # The path runs from a kind through districts to another: down in the first entry, up in the next.
        for first, then in pairwise(reversed(path)):
            if first.startswith("k "):
                self.lots[then[2:], first[2:]] -= 1
            else:
                self.lots[first[2:], then[2:]] += 1
        return True

    def _spread(self, came: dict[str, str | None], excess: Mapping[str, int]) -> str | None:
        """Follow ties from the lines reached so far; return a kind with too few devices where one is reached."""
        queue = deque(sorted(came))
        while queue:
            line = queue.popleft()
            name = line[2:]
            if line.startswith("k "):
                if excess[name] < 0:
                    return line
                near = [f"d {row}" for row in self.rows if self._halfway(row, name, -HALF)]
            else:
                near = [f"k {column}" for column in self.columns if self._halfway(name, column, HALF)]
            for each in near:
                if each not in came:
                    came[each] = line
                    queue.append(each)
        return None

    def _halfway(self, row: str, column: str, side: Fraction) -> bool:
        able = self.can_rise(row, column) if side > 0 else self.can_fall(row, column)
        return able and self.quotient(row, column) == self.lots[row, column] + side

    def _loosen(self, came: Mapping[str, str | None]) -> None:
        """Raise the divisors of the kinds reached and lower those of the districts, until one more entry is halfway."""
        steps = []
        for row in self.rows:
            for column in self.columns:
                inside, reached = f"d {row}" in came, f"k {column}" in came
                if reached and not inside and self.can_fall(row, column):
                    steps.append(self.quotient(row, column) / (self.lots[row, column] - HALF))
                if inside and not reached and self.can_rise(row, column):
                    steps.append((self.lots[row, column] + HALF) / self.quotient(row, column))
        step = min(steps)
        for row in self.rows:
            if f"d {row}" in came:
                self.by_row[row] /= step
        for column in self.columns:
            if f"k {column}" in came:
                self.by_column[column] *= step

    def shorten(self) -> None:
        """Write the divisors as short as they can be: each anew within what the others leave, the first kind's as 1."""
        first = self.by_column[next(iter(self.kinds))]
        self.by_row = {row: each * first for row, each in self.by_row.items()}
        self.by_column = {column: each / first for column, each in self.by_column.items()}
        for _ in range(3):
            for row in self.rows:
                scaled = {k: self.cells[row, k].need / self.by_column[k] for k in self.columns}
                self.by_row[row] = self._divisor(scaled, row, None)
            for column in self.columns:
                if column != next(iter(self.kinds)):
                    scaled = {row: self.cells[row, column].need / self.by_row[row] for row in self.rows}
                    self.by_column[column] = self._divisor(scaled, None, column)

    def tied(self) -> tuple[Key, ...]:
        """Return the entries that lie on a round of ties, along which devices could be passed on for nothing."""
        lines = [*(f"d {row}" for row in self.rows), *(f"k {column}" for column in self.columns)]
        at = {line: number for number, line in enumerate(lines)}
        ties = [
            (row, column, side)
            for row in self.rows
            for column in self.columns
            for side in (HALF, -HALF)
            if self._halfway(row, column, side)
        ]
        ways = np.zeros((len(lines), len(lines)), dtype=np.int8)
        for row, column, side in ties:
            ends = (at[f"d {row}"], at[f"k {column}"])
            ways[ends if side > 0 else ends[::-1]] = 1
        part = connected_components(csr_array(ways), directed=True, connection="strong")[1]
        return tuple((row, k) for row, k, _ in ties if part[at[f"d {row}"]] == part[at[f"k {k}"]])
