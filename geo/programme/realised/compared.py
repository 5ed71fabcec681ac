"""What was carried out beside what was planned: building by building and year by year, people served in truth."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.errors import DataError
from geo.evidence import Evidence
from geo.programme.instance.demand import Demand, merged_demand
from geo.programme.instance.instance import PERSON
from geo.programme.plan.plan import Plan, people
from geo.programme.realised.standing import NEVER, Course, courses
from geo.settings import STEP, Programme
from geo.texts import N_

OUTCOMES: Mapping[str, str] = {
    "kept": N_("kept: there in the year planned, or sooner"),
    "lower": N_("lower tier: there in the year planned, or sooner, with less than planned by now"),
    "late": N_("late: planned by now, and not there or come later"),
    "dropped": N_("dropped"),
    "to_come": N_("to come: planned for a later year"),
    "unplanned": N_("not in the plan"),
}
"""Outcome -> what is said of a building."""


@dataclass(frozen=True, eq=False)
class Realised:
    """What was carried out of a programme by the end of a year, beside the plan.

    Attributes
    ----------
    until
        Last year compared.
    buildings
        By ``building_id``, sorted: ``name``, ``outcome`` (a key of ``OUTCOMES``), ``progress`` (of the layer, missing
        where it does not name the building), ``planned_year`` (first), ``planned_tier`` (key), ``planned_eur`` (what
        the plan spends there by ``until``, or in the first planned year where that is later), ``installed_year``,
        ``tier`` (key of what stands), ``tier_assumed``, ``lower_tier`` (whether that is less than planned by ``until``;
        missing where nothing stands, nothing is planned by then, or nobody says which tier stands), ``spent_eur`` (as
        far as known), ``spent_known``, ``dearer_eur`` (spent less planned, negative where cheaper; missing unless both
        are known and it stands).
    years
        By ``year``, from the first of the programme to ``until``: ``planned_eur``, ``spent_eur`` (as far as known),
        ``spent_unknown`` (rows without an amount), ``planned_buildings`` and ``installed_buildings`` (begun that year),
        ``people_planned`` and ``people_served`` (at the end of the year, existing Wi-Fi included), ``connections`` (as
        far as counted; missing where nobody counted).
    strangers
        Buildings that the layer names and the inventory does not have: nothing is counted of them.
    courses
        What became of each building of the inventory that the layer names.

    Examples
    --------
    >>> compare_realised(followed, plan).installed
    ('b1-library',)
    """

    until: int
    buildings: pd.DataFrame
    years: pd.DataFrame
    strangers: tuple[str, ...]
    courses: Mapping[str, Course]

    @property
    def installed(self) -> tuple[str, ...]:
        """Buildings in which Wi-Fi of the programme stands."""
        return tuple(key for key, course in self.courses.items() if course.tier != NEVER)


def last_year_told(evidence: Evidence) -> int | None:
    """Return the last year of which the layer ``realised`` tells; None where it is absent or empty.

    Examples
    --------
    >>> last_year_told(evidence), last_year_told(followed)
    (None, 2027)
    """
    rows = evidence.realised
    return None if rows is None or not len(rows) else int(rows["year"].max())


def compare_realised(evidence: Evidence, plan: Plan, until: int | None = None) -> Realised:
    """Hold what was carried out against a plan.

    Parameters
    ----------
    evidence
        What is known, the layer ``realised`` included.
    plan
        A plan of the whole programme, made on the same evidence.
    until
        Year at whose end they are compared; the last that the layer tells of when left out.

    Raises
    ------
    DataError
        When the layer is absent or empty, or the plan has not begun by then.

    Notes
    -----
    People are served in truth as the plan counts them: a tier serves its share of the need of everybody within the
    programme's reach, tiers add up to the whole need at the most, existing Wi-Fi comes first. A building counts
    wherever it stands, also one that the programme cannot plan.

    Examples
    --------
    >>> found = compare_realised(followed, plan)
    >>> found.buildings["outcome"].to_dict()
    {'b1-library': 'kept', 'b3-school': 'late'}
    >>> found.years[["spent_eur", "people_planned", "people_served"]].to_numpy().tolist()
    [[5000.0, 1845.0, 420.0]]
    """
    last = last_year_told(evidence)
    if evidence.realised is None or last is None:
        text = N_("Nobody has told what was carried out: the layer {layer} is absent. Bring its file in first.")
        raise DataError(text, layer="realised")
    until = last if until is None else until
    programme = plan.instance.programme
    if until < programme.first_year:
        text = N_("{until} lies before the first year of the programme, {first}: nothing can be compared yet.")
        raise DataError(text, until=until, first=programme.first_year)
    here = evidence.realised["building_id"].isin(evidence.sites.index)
    rows = evidence.realised[here & (evidence.realised["year"] <= until)]
    found = courses(rows, programme, until)
    years = tuple(year for year in programme.years if year <= until)
    return Realised(
        until=until,
        buildings=_buildings(evidence, plan, found, until),
        years=_years(evidence, plan, rows, found, years),
        strangers=tuple(sorted(set(evidence.realised.loc[~here, "building_id"].astype(str)))),
        courses=found,
    )


def units_served(demand: Demand, share: np.ndarray) -> int:
    """Return what buildings serve, existing Wi-Fi included, in ``UNIT``-ths of a person: exact.

    Parameters
    ----------
    demand
        Merged for the same buildings, in the same order.
    share
        Share of need each building serves, in ten-thousandths.
    """
    return demand.already + int((demand.weight * np.minimum(demand.room, demand.reach @ share)).sum())


def shares(programme: Programme, found: Mapping[str, Course], buildings: pd.Index) -> np.ndarray:
    """Return the share of need that what stands in each building serves, in ten-thousandths; 0 where nothing does."""
    served = [round(tier.served_share * STEP) for tier in programme.tiers]
    tiers = [found[key].tier if key in found else NEVER for key in buildings]
    return np.array([0 if tier == NEVER else served[tier] for tier in tiers], dtype=np.int64)


def _buildings(evidence: Evidence, plan: Plan, found: Mapping[str, Course], until: int) -> pd.DataFrame:
    programme, rows = plan.instance.programme, plan.rows
    first = rows.groupby("building_id")["year"].min() if len(rows) else pd.Series(dtype="int64")
    keys = [tier.key for tier in programme.tiers]
    told = []
    for key in sorted({*first.index, *found}):
        course, planned = found.get(key), int(first[key]) if key in first.index else None
        mine = rows[(rows["building_id"] == key) & (rows["year"] <= max(until, planned or until))]
        stands = course is not None and course.tier != NEVER
        spent_known = course is not None and course.spent_known
        at_least = [str(each) for each in mine.loc[mine["year"] <= until, "tier"]] if planned is not None else []
        # A tier that nobody names is counted as the least: of that, nobody can say that it is less than planned.
        comparable = stands and at_least and course is not None and not course.tier_assumed
        lower = course.tier < keys.index(at_least[-1]) if comparable and course is not None else None
        euros = round(float(mine["capex_eur"].sum()), 2) if planned is not None else np.nan
        known = stands and spent_known and planned is not None
        told.append(
            {
                "building_id": key,
                "name": str(evidence.sites["name"].get(key, key)),
                "outcome": _outcome(course, planned, until, lower=bool(lower)),
                "progress": None if course is None else course.progress,
                "planned_year": planned,
                "planned_tier": None if planned is None else str(mine["tier"].iloc[-1]),
                "planned_eur": euros,
                "installed_year": course.since if course is not None and stands else None,
                "tier": keys[course.tier] if course is not None and stands else None,
                "tier_assumed": course is not None and course.tier_assumed,
                "lower_tier": lower,
                "spent_eur": np.nan if course is None else round(course.spent_eur, 2),
                "spent_known": spent_known,
                "dearer_eur": round(course.spent_eur - euros, 2) if known and course is not None else np.nan,
            }
        )
    table = pd.DataFrame(told, columns=_BUILDINGS)
    whole = {"planned_year": "Int64", "installed_year": "Int64"}
    texts = dict.fromkeys(("building_id", "name", "outcome", "progress", "planned_tier", "tier"), "str")
    amounts = dict.fromkeys(("planned_eur", "spent_eur", "dearer_eur"), "float64")
    return table.astype(
        {**whole, **texts, **amounts, "tier_assumed": "bool", "lower_tier": "boolean", "spent_known": "bool"}
    ).set_index("building_id")


_BUILDINGS = [
    "building_id",
    "name",
    "outcome",
    "progress",
    "planned_year",
    "planned_tier",
    "planned_eur",
    "installed_year",
    "tier",
    "tier_assumed",
    "lower_tier",
    "spent_eur",
    "spent_known",
    "dearer_eur",
]


def _outcome(course: Course | None, planned: int | None, until: int, *, lower: bool) -> str:
    if planned is None:
        return "unplanned"
    if course is not None and course.progress == "dropped":
        return "dropped"
    if course is not None and course.tier != NEVER:
        return "late" if course.since > planned else "lower" if lower else "kept"
    return "late" if planned <= until else "to_come"


def _years(
    evidence: Evidence, plan: Plan, rows: pd.DataFrame, found: Mapping[str, Course], years: tuple[int, ...]
) -> pd.DataFrame:
    programme = plan.instance.programme
    buildings = pd.Index(sorted(found))
    demand = merged_demand(evidence, programme, buildings, PERSON)
    told = []
    for year in years:
        now = courses(rows, programme, year)
        mine = rows[rows["year"] == year]
        counted = mine["connections"].dropna()
        planned = plan.years.loc[year].to_dict() if year in plan.years.index else None
        told.append(
            {
                "year": year,
                "planned_eur": 0.0 if planned is None else float(planned["spent_eur"]),
                "spent_eur": round(float(mine["spent_eur"].astype("float64").sum()), 2),
                "spent_unknown": int(mine["spent_eur"].isna().sum()),
                "planned_buildings": 0 if planned is None else int(planned["buildings"]),
                "installed_buildings": sum(each.since == year and each.tier != NEVER for each in now.values()),
                "people_planned": np.nan if planned is None else float(planned["people_served"]),
                "people_served": float(people(units_served(demand, shares(programme, now, buildings)))),
                "connections": int(counted.sum()) if len(counted) else None,
            }
        )
    columns = ["year", "planned_eur", "spent_eur", "spent_unknown", "planned_buildings", "installed_buildings"]
    columns += ["people_planned", "people_served", "connections"]
    return pd.DataFrame(told, columns=columns).astype({"connections": "Int64"}).set_index("year")
