"""Devices for schools, worked out a second time, site by site."""

import math
from collections.abc import Mapping
from fractions import Fraction

import pandas as pd

from geo.audit._differences import Differences
from geo.audit._lots_claims import SCHOOL_SUMMARY, SCHOOLS, ClaimedLots
from geo.audit._lots_places import Bounds, given_last
from geo.audit._lots_shares import by_remainder, check_lots, ends, held_by, quotas
from geo.evidence import Evidence
from geo.settings import ISE_CLASSES, LEVELS, Lots

THOUSANDTH = 0.0005 + 1e-9

_STEPS = ("need", "quota_by_need", "quota", "difference", "next_quotient", "last_quotient")


class SchoolCheck:
    """Every school site by the rules, and what each can be given.

    ``short`` names the levels with fewer devices than the least lots take.
    """

    def __init__(self, evidence: Evidence, settings: Lots) -> None:
        self.asked, self.reserve_share = settings.schools, Fraction(str(settings.reserve_share))
        table = evidence.school_pupils
        rows = [] if table is None or not self.asked.asked else table.to_dict("records")
        self.rows: dict[tuple[str, str], dict[str, object]] = {
            (str(row["level"]), str(row["school_site_id"])): {str(name): cell for name, cell in row.items()}
            for row in rows
        }
        self.levels = [level for level in LEVELS if self.asked.asked and self.asked.devices(level)]
        year = settings.year - 1
        self.given = {(level, key): n for level in LEVELS for key, n in given_last(evidence, level, year).items()}
        self.bounds = {level: self._bounds(level) for level in self.levels}
        self.short = [
            level
            for level, each in self.bounds.items()
            if sum(bound.least for bound in each.values()) > self._to_give(level)
        ]

    def compare(self, claimed: ClaimedLots, note: dict[str, object], differences: Differences, *, given: bool) -> None:
        """Compare the files of schools; ``given``: whether anything is given at all."""
        keys = [(str(row.cells["level"]), str(row.cells["school_site_id"])) for row in claimed.schools]
        listed = dict(zip(keys, claimed.schools, strict=True))
        right: dict[object, dict[str, object]] = {key: self._row(key, row) | note for key, row in self.rows.items()}
        summary: dict[object, dict[str, object]] = {}
        for level, bounds in self.bounds.items():
            have = {}
            for key in bounds:
                lots = listed[level, key].cells["lots"] if (level, key) in listed else 0
                have[key] = lots if isinstance(lots, int) else 0
            numbers = {key: row.number for (where, key), row in listed.items() if where == level}
            if given:
                total = check_lots(level, SCHOOLS, bounds, have, self._to_give(level), numbers, differences)
                for key, proof in self._proofs(bounds, have, total).items():
                    right[level, key] |= proof
            summary[level] = self._summary(level, bounds, have if given else {}) | note
        differences.table(SCHOOLS, claimed.schools, keys, right, dict.fromkeys(_STEPS, THOUSANDTH))
        names = [str(row.cells["level"]) for row in claimed.school_summary]
        steps = dict.fromkeys(("need",), THOUSANDTH)
        differences.table(SCHOOL_SUMMARY, claimed.school_summary, names, summary, steps)

    def _bounds(self, level: str) -> dict[str, Bounds]:
        found = {}
        for (where, key), row in sorted(self.rows.items()):
            if where != level or self._status(key, row) != "receives":
                continue
            cap, least, last = self._cap(row), self.asked.least_lot, self.given.get((level, key))
            if cap is None or self._unmet(row):
                found[key] = Bounds(Fraction(0), least, least, cap, last)
            elif cap >= max(1, least):
                step = Fraction(ISE_CLASSES - (self._ise(row) or 0), ISE_CLASSES - 1)
                need = int(str(row["pupils"])) * (1 + (Fraction(str(self.asked.ise_weight)) - 1) * step)
                low, high, change = least, cap, self.asked.most_change
                if last is not None and change is not None:
                    low = min(cap, max(least, last - change))
                    high = max(low, min(cap, last + change))
                found[key] = Bounds(need, low, high, cap, last)
        return found

    def _to_give(self, level: str) -> int:
        return self.asked.devices(level) - self._reserve(level)

    def _reserve(self, level: str) -> int:
        return math.ceil(self.asked.devices(level) * self.reserve_share)

    def _ise(self, row: Mapping[str, object]) -> int | None:
        known = row["ise_class"]
        return self.asked.assumed_ise_class if pd.isna(known) else int(known)  # type: ignore[call-overload]

    def _cap(self, row: Mapping[str, object]) -> int | None:
        pupils = row["pupils"]
        if pd.isna(pupils):  # type: ignore[call-overload]
            return None
        return math.floor(int(pupils) * Fraction(str(self.asked.devices_per_pupil)))  # type: ignore[call-overload]

    def _unmet(self, row: Mapping[str, object]) -> list[str]:
        pupils = row["pupils"]
        unknown = bool(pd.isna(pupils))  # type: ignore[call-overload]
        return [
            *(["pupils"] if not unknown and not pupils else []),
            *(["pupils_known"] if unknown else []),
            *(["ise_known"] if self._ise(row) is None else []),
        ]

    def _status(self, key: str, row: Mapping[str, object]) -> str:
        if key in self.asked.excluded:
            return "excluded"
        if self._unmet(row) and key not in self.asked.forced:
            return "unmet"
        return "receives" if self.asked.devices(str(row["level"])) else "not_asked"

    def _row(self, key: tuple[str, str], row: Mapping[str, object]) -> dict[str, object]:
        """Return what must stand of a site, whatever it gets."""
        building, pupils = row["building_id"], row["pupils"]
        return {
            "name": str(row["name"]),
            "building_id": None if pd.isna(building) else str(building),  # type: ignore[call-overload]
            "pupils": None if pd.isna(pupils) else int(pupils),  # type: ignore[call-overload]
            "ise_class": self._ise(row),
            "status": self._status(key[1], row),
            "forced": "true" if key[1] in self.asked.forced else "false",
            "unmet": " ".join(self._unmet(row)) or None,
            "assumed": "ise" if pd.isna(row["ise_class"]) and self._ise(row) is not None else None,  # type: ignore[call-overload]
            "cap": self._cap(row),
            "lots": 0,
            **dict.fromkeys(("need", "least", "most", "last_year", "quota_by_need", "quota", "difference", "held_by")),
            **dict.fromkeys(("largest_remainder", "next_quotient", "last_quotient")),
        }

    def _proofs(
        self, bounds: Mapping[str, Bounds], have: Mapping[str, int], total: int
    ) -> dict[str, dict[str, object]]:
        """Return what must stand beside each lot."""
        share, other = quotas(bounds, total), by_remainder(bounds, total)
        whole = sum((one.need for one in bounds.values()), Fraction(0))
        return {
            key: {
                "need": each.need,
                "least": each.least,
                "most": each.most,
                "last_year": each.last_year,
                "lots": have[key],
                "quota_by_need": each.need * total / whole if whole else Fraction(0),
                "quota": share[key],
                "difference": have[key] - share[key],
                "held_by": held_by(key, bounds, have, self.asked.least_lot),
                "largest_remainder": other[key],
                "next_quotient": each.need / (2 * have[key] + 1),
                "last_quotient": each.need / (2 * have[key] - 1) if have[key] > 0 else None,
            }
            for key, each in bounds.items()
        }

    def _summary(self, level: str, bounds: Mapping[str, Bounds], have: Mapping[str, int]) -> dict[str, object]:
        last, following, tied = ends(bounds, have) if have else (None, None, ())
        given = sum(have.values())
        other = by_remainder(bounds, given) if have else {}
        refused = [
            key
            for (where, key), row in self.rows.items()
            if where == level and self._status(key, row) == "receives" and key not in bounds
        ]
        return {
            "devices": self.asked.devices(level),
            "reserve": self._reserve(level),
            "to_give": self._to_give(level),
            "given": given,
            "in_stock": self._to_give(level) - given,
            "sites": len(bounds),
            "need": sum((each.need for each in bounds.values()), Fraction(0)),
            "last_given": last,
            "next_given": following,
            "tied": " ".join(tied) or None,
            "cannot_take": " ".join(sorted(refused)) or None,
            "largest_remainder_differs": sum(have[key] != other[key] for key in have),
        }
