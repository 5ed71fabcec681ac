"""Two sides of a comparison, whatever each of them knows, and everything that differs between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from geo.comparison.buildings import HELPS, compared_buildings, compared_doors, compared_ranks
from geo.comparison.states import WHOLE, moved_gaps
from geo.programme import Plan
from geo.ranking import Assessment
from geo.roster import RosterPlan

SUBJECTS = ("programme", "roster", "rank_wifi", "rank_aidants")
"""What is compared building by building: the Wi-Fi programme, the roster of aidants, the two rankings."""


@dataclass(frozen=True, eq=False)
class Side:
    """One of two sides: an assessment, and as much of what was decided on it as is known.

    Examples
    --------
    >>> side = Side(assessment, plan=plan)
    >>> side.has_plan, side.has_roster
    (True, False)
    """

    assessment: Assessment
    ranks: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """Ranking -> as ``geo.ranking.rank`` returns it; none where no weights are known."""
    plan: Plan | None = None
    """None where none is known."""
    roster: RosterPlan | None = None

    @property
    def has_plan(self) -> bool:
        """Whether there is a Wi-Fi plan to compare."""
        return self.plan is not None and self.plan.has_plan

    @property
    def has_roster(self) -> bool:
        """Whether there is a roster to compare."""
        return self.roster is not None and self.roster.has_plan


@dataclass(frozen=True, eq=False)
class Compared:
    """One subject on both sides.

    Examples
    --------
    >>> one = Compared(moved_figures({}, {}, 1.0), compared_buildings(plan, plan))
    >>> one.differs, len(one.of("same"))
    (False, 2)
    """

    figures: pd.DataFrame
    """Index: name of a figure; ``before``, ``now``; only those that differ."""
    rows: pd.DataFrame
    """One row a building: as ``compared_buildings``, ``compared_doors`` and ``compared_ranks`` return it."""
    sure: bool = True
    """Whether every move follows from what was asked; else some may come from a search that ended before its proof."""

    @property
    def differs(self) -> bool:
        """Whether any figure or building differs."""
        return len(self.figures) > 0 or bool((self.rows["change"] != "same").any())

    def of(self, change: str) -> pd.DataFrame:
        """Return the rows of which this became, see ``geo.comparison.buildings.CHANGES``."""
        return self.rows[self.rows["change"] == change]


@dataclass(frozen=True, eq=False)
class Difference:
    """Everything that differs between two sides.

    Examples
    --------
    >>> rows = compared_buildings(plan, plan).assign(change="later")
    >>> Difference(moved_gaps(assessment, assessment), {"programme": Compared(rows[:0], rows)}).differs
    True
    """

    gaps: pd.DataFrame
    """As ``moved_gaps`` returns it."""
    subjects: Mapping[str, Compared]
    """Subject -> its comparison, for each of ``SUBJECTS`` that both sides know."""

    @property
    def differs(self) -> bool:
        """Whether anything that was compared differs."""
        return len(self.gaps) > 0 or any(each.differs for each in self.subjects.values())


def difference(before: Side, now: Side) -> Difference:
    """Compare two sides in all that both of them know.

    Examples
    --------
    >>> side = Side(assessment, plan=plan, roster=roster_plan)
    >>> found = difference(side, side)
    >>> sorted(found.subjects), found.differs
    (['programme', 'roster'], False)
    >>> difference(side, Side(assessment)).subjects
    {}
    """
    subjects: dict[str, Compared] = {}
    if before.has_plan and now.has_plan:
        assert before.plan is not None
        assert now.plan is not None
        figures = moved_figures(plan_figures(before.plan), plan_figures(now.plan), WHOLE)
        subjects["programme"] = Compared(
            figures, compared_buildings(before.plan, now.plan), _proven(before.plan, now.plan)
        )
    if before.has_roster and now.has_roster:
        assert before.roster is not None
        assert now.roster is not None
        figures = moved_figures(roster_figures(before.roster), roster_figures(now.roster), HELPS)
        subjects["roster"] = Compared(
            figures, compared_doors(before.roster, now.roster), _proven(before.roster, now.roster)
        )
    names = _names(before, now)
    for ranking in before.ranks:
        if ranking in now.ranks:
            rows = compared_ranks(before.ranks[ranking], now.ranks[ranking], names)
            subjects[f"rank_{ranking}"] = Compared(moved_figures({}, {}, WHOLE), rows)
    return Difference(moved_gaps(before.assessment, now.assessment), subjects)


def plan_figures(plan: Plan) -> dict[str, float]:
    """Return what a Wi-Fi plan comes to: people at the end of the last year, euros, buildings.

    Examples
    --------
    >>> figures = plan_figures(plan)
    >>> figures["people_served"], figures["capex_eur"]
    (1920.0, 16300.0)
    """
    last = plan.years.iloc[-1]
    return {
        "people_served": float(last["people_served"]),
        "people_counted": float(last["people_counted"]),
        "capex_eur": float(plan.rows["capex_eur"].sum()),
        "opex_eur_per_year": float(last["opex_eur_per_year"]),
        "buildings": float(plan.rows["building_id"].nunique()),
    }


def roster_figures(plan: RosterPlan) -> dict[str, float]:
    """Return what a roster comes to: helps a week, pairs, doors, hours of help a week that are still missing.

    Examples
    --------
    >>> figures = roster_figures(roster_plan)
    >>> figures["pairs"], figures["doors"]
    (2.0, 2.0)
    """
    return {
        "helps_per_week": float(str(plan.certificate["helps_per_week"])),
        "pairs": float(plan.sessions["pairs"].sum()),
        "doors": float(len(plan.doors)),
        "left_hours": float(plan.balance["left_hours"]),
    }


def moved_figures(before: Mapping[str, float], now: Mapping[str, float], nearer_than: float) -> pd.DataFrame:
    """Return the figures that differ by so much at least, or that only one side knows.

    Examples
    --------
    >>> dearer = moved_figures({"capex_eur": 80.0, "buildings": 2.0}, {"capex_eur": 100.0, "buildings": 2.0}, 0.5)
    >>> dearer.to_dict("index")
    {'capex_eur': {'before': 80.0, 'now': 100.0}}
    """
    table = pd.DataFrame(
        {"before": pd.Series(before, dtype="float64"), "now": pd.Series(now, dtype="float64")},
        index=list(dict.fromkeys([*before, *now])),
    )
    apart = (table["before"] - table["now"]).abs() >= nearer_than
    known = table["before"].isna() != table["now"].isna()
    return table[np.asarray(apart | known, dtype=bool)]


def _proven(*plans: Plan | RosterPlan) -> bool:
    """Say whether each plan is the best there is, and no other one is as good within the gap that was asked for."""
    return all(each.certificate.get("gap") == 0 for each in plans)


def _names(before: Side, now: Side) -> pd.Series:
    old, new = (side.assessment.evidence.sites["name"].astype("object") for side in (before, now))
    return new.combine_first(old)
