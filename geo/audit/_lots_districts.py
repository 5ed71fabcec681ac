"""Devices by district, held against what proves them: both totals, and every entry by its two divisors.

The lots are not searched for again. That totals can be kept is decided by Gale's condition, kind by kind and all
subsets of kinds; that entries are right, by the divisors in the file, in exact fractions.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

import pandas as pd

from geo.audit._claimed import Cell, Row
from geo.audit._differences import Differences
from geo.audit._lots_claims import DISTRICTS
from geo.audit._lots_places import Bounds
from geo.audit._lots_shares import Lots, ends
from geo.evidence import Evidence
from geo.settings import Lots as Rules
from geo.texts import N_

HALF = Fraction(1, 2)
_DIVISOR = re.compile(r"\d{1,50}(\.\d{1,50})?|\d{1,500}/\d{1,500}")

_ADD_UP = N_("{file}: the lots of {value} add up to {found}; expected {recomputed}.")
_NO_DIVISOR = N_("{file}, row {row}, {column}: {value} is not a number above 0, such as 12.5 or 25/3.")
_TWO_DIVISORS = N_("{file}, row {row}, {column}: found {value}; another row of {other} has {recomputed}.")
_ROUNDED = N_(
    "{file}, row {row}: {value} has {found}; its need by both divisors is {recomputed}, from {low} to {high}."
)

OfKind = Mapping[str, Bounds]


class DistrictCheck:
    """What each district can be given of each kind, and whether the totals can be kept: ``holds``."""

    def __init__(
        self, evidence: Evidence, rules: Rules, kinds: Mapping[str, OfKind], to_give: Mapping[str, int]
    ) -> None:
        self.kinds = kinds
        column = evidence.sites["district" if evidence.place.districts else "section_name"]
        self.where = {str(key): "–" if pd.isna(cell) else str(cell) for key, cell in column.items()}
        there = sorted({self.where[key] for bounds in kinds.values() for key in bounds})
        self.rows = sorted({*there, *rules.district_totals})
        self.cells = {(row, kind): self.within(kind, row) for row in self.rows for kind in kinds}
        self.totals = {kind: min(to_give[kind], sum(map(_room, bounds.values()))) for kind, bounds in kinds.items()}
        self.of = self._by_need(dict(rules.district_totals))
        named = set(self.of) <= set(self.where.values())
        self.holds = named and sum(self.of.values()) == sum(self.totals.values()) and self._possible()

    def within(self, kind: str, district: str) -> dict[str, Bounds]:
        """Return what the places of a district can be given of a kind."""
        return {key: each for key, each in self.kinds[kind].items() if self.where[key] == district}

    def least(self, district: str, kind: str) -> int:
        """Return the least that the places of a district get of a kind."""
        return sum(each.least for each in self.cells[district, kind].values())

    def most(self, district: str, kind: str) -> int:
        """Return the most that they can be given."""
        return sum(map(_room, self.cells[district, kind].values()))

    def need(self, district: str, kind: str) -> Fraction:
        """Return whom they count."""
        return sum((each.need for each in self.cells[district, kind].values()), Fraction(0))

    def _by_need(self, given: Mapping[str, int]) -> dict[str, int]:
        """Return the totals, those that nobody gave by need: one device after the other, as long as there is room."""
        rest = [row for row in self.rows if row not in given]
        of = {row: sum(self.least(row, kind) for kind in self.kinds) for row in rest}
        room = {row: sum(self.most(row, kind) for kind in self.kinds) for row in rest}
        need = {row: sum((self.need(row, kind) for kind in self.kinds), Fraction(0)) for row in rest}
        for _ in range(sum(self.totals.values()) - sum(given.values()) - sum(of.values())):
            free = [row for row in rest if of[row] < room[row] and need[row]]
            if not free:
                break
            row = min(free, key=lambda row: (-need[row] / (2 * of[row] + 1), row))
            of[row] += 1
        return {**of, **given}

    def _possible(self) -> bool:
        """Say whether the totals can be kept: of no subset of kinds must districts have more than there is."""
        for count in range(len(self.kinds) + 1):
            for some in combinations(self.kinds, count):
                others = [kind for kind in self.kinds if kind not in some]
                owed = sum(
                    max(
                        0,
                        self.of[row]
                        - sum(self.most(row, kind) for kind in others)
                        - sum(self.least(row, kind) for kind in some),
                    )
                    for row in self.rows
                )
                free = sum(self.totals[kind] - sum(self.least(row, kind) for row in self.rows) for kind in some)
                if owed > free:
                    return False
        return True

    def compare(self, rows: tuple[Row, ...], have: Mapping[str, Lots], differences: Differences) -> None:
        """Compare the file of districts; ``have`` are the lots that the proof claims of each kind."""
        keys = [(str(row.cells["district"]), str(row.cells["device_kind"])) for row in rows]
        keys = [(key[0].removeprefix("'") if key not in self.cells else key[0], key[1]) for key in keys]
        listed = dict(zip(keys, rows, strict=True))
        lots = {key: row.cells["lots"] for key, row in listed.items() if isinstance(row.cells["lots"], int)}
        for at, wanted in ((0, self.of), (1, self.totals)):
            for name, total in wanted.items():
                differences.figures += 1
                found = sum(count for key, count in lots.items() if key[at] == name and isinstance(count, int))
                if found != total:
                    differences.tell(
                        "lots_sum", _ADD_UP, name, file=DISTRICTS, value=name, found=found, recomputed=total
                    )
        right: dict[object, dict[str, object]] = {}
        divisors: dict[tuple[str, str], tuple[Fraction, str]] = {}
        ties: dict[tuple[str, str], tuple[bool, bool]] = {}
        for key, row in listed.items():
            if key in self.cells:
                right[key] = self._row(key, row, have[key[1]], divisors, ties, differences)
        for key, tied in _on_a_round(ties).items():
            right[key]["tied"] = "true" if tied else "false"
        right |= {key: {} for key in self.cells if key not in right}
        steps = dict.fromkeys(("need_persons", "quotient"), 0.0005 + 1e-9)
        differences.table(DISTRICTS, rows, keys, right, steps)

    def _row(
        self,
        key: tuple[str, str],
        row: Row,
        have: Lots,
        divisors: dict[tuple[str, str], tuple[Fraction, str]],
        ties: dict[tuple[str, str], tuple[bool, bool]],
        differences: Differences,
    ) -> dict[str, object]:
        """Return what must stand of a district and kind, having held its lots against its two divisors."""
        district, kind = key
        bounds, need = self.cells[key], self.need(*key)
        mine = {each: have[each] for each in bounds}
        total, least, most = sum(mine.values()), self.least(*key), self.most(*key)
        last, following, tied = ends(bounds, mine) if mine else (None, None, ())
        shown: dict[str, object] = {
            "places": len(bounds),
            "need_persons": need,
            "least": least,
            "most": most,
            "district_total": self.of[district],
            "kind_total": self.totals[kind],
            "lots": total,
            "last_given": last,
            "next_given": following,
            "tied_places": " ".join(tied) or None,
        }
        pair = []
        for column, name in (("district_divisor", district), ("kind_divisor", kind)):
            differences.figures += 1
            said = row.cells[column]
            found = _divisor(said)
            if found is None:
                facts = {"row": row.number, "column": column, "value": said}
                differences.tell("lots_divisor", _NO_DIVISOR, name, file=DISTRICTS, **facts)
                return shown
            first, text = divisors.setdefault((column, name), (found, str(said)))
            if first != found:
                facts = {"row": row.number, "column": column, "value": said, "other": name, "recomputed": text}
                differences.tell("lots_divisor", _TWO_DIVISORS, name, file=DISTRICTS, **facts)
            pair.append(found)
        quotient = need / (pair[0] * pair[1])
        high, low = total < most and quotient > total + HALF, bool(need) and total > least and quotient < total - HALF
        differences.figures += 1
        if high or low or not least <= total <= most:
            facts = {"row": row.number, "value": f"{district}, {kind}", "found": total, "recomputed": quotient}
            differences.tell("lots_rounded", _ROUNDED, district, file=DISTRICTS, low=least, high=most, **facts)
        over = "cap" if total == most and quotient > total + HALF else None
        shown["quotient"] = quotient
        ties[key] = (
            total < most and quotient == total + HALF,
            bool(need) and total > least and quotient == total - HALF,
        )
        shown["held_by"] = "minimum" if total == least and quotient < total - HALF else over
        return shown


def _room(bounds: Bounds) -> int:
    return bounds.most if bounds.need else bounds.least


def _on_a_round(ties: Mapping[tuple[str, str], tuple[bool, bool]]) -> dict[tuple[str, str], bool]:
    """Say of each entry whether it lies on a round of entries halfway, one up, the next down: then it could be other.

    ``ties``: whether the entry is halfway up, and halfway down.
    """
    ways: dict[str, set[str]] = {}
    for (district, kind), (up, down) in ties.items():
        if up:
            ways.setdefault(f"d {district}", set()).add(f"k {kind}")
        if down:
            ways.setdefault(f"k {kind}", set()).add(f"d {district}")

    def reaches(start: str, end: str) -> bool:
        seen, left = {start}, [start]
        while left:
            for line in ways.get(left.pop(), set()) - seen:
                seen.add(line)
                left.append(line)
        return end in seen

    return {
        (district, kind): (up and reaches(f"k {kind}", f"d {district}"))
        or (down and reaches(f"d {district}", f"k {kind}"))
        for (district, kind), (up, down) in ties.items()
    }


def _divisor(text: Cell) -> Fraction | None:
    """Return a divisor, exactly; None where it is not one. Long numbers are refused: they would take all memory."""
    if not isinstance(text, str) or not _DIVISOR.fullmatch(text):
        return None
    top, _, bottom = text.partition("/")
    if bottom and not int(bottom):
        return None
    found = Fraction(top) / Fraction(bottom or 1)
    return found or None
