"""The rest of a programme planned from the present state: what stands is fixed, what was spent is gone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from geo.errors import DataError
from geo.evidence import Evidence, Finding
from geo.programme.instance.costs import cents
from geo.programme.instance.demand import merged_demand
from geo.programme.instance.instance import PERSON, Instance, build_instance
from geo.programme.plan.plan import Plan
from geo.programme.realised.compared import Realised, shares, units_served
from geo.programme.realised.standing import NEVER, Course
from geo.settings import STEP, Programme
from geo.texts import N_, NN_


@dataclass(frozen=True, eq=False)
class Present:
    """What is left of a programme, laid out for planning: a plan of ``instance`` is the rest of the programme.

    Attributes
    ----------
    instance
        Buildings that can still be equipped or raised to a higher tier; what stands counts as existing Wi-Fi.
    budget_eur
        Money of the years gone by.
    spent_eur
        What was spent in them: as told, and where nobody says, as ``assumed_eur`` has it.
    assumed_eur
        The part of ``spent_eur`` that nobody told: what the plan spends there, or what the tier is computed to cost.
    left_eur
        What is left for the years to come, after what was overspent, and with what carries over.
    lapsed_eur
        What was not spent and may not be carried over.
    not_priced
        Buildings whose cost nobody tells and nothing can compute: they count as nothing.
    dropped
        Buildings that were dropped and are left out of the rest.
    notes
        What a reader must know of the rest.

    Examples
    --------
    >>> rest = present_of(followed, plan, compare_realised(followed, plan))
    >>> plan_instance(rest.instance, control).years["people_served"].to_dict()
    {2028: 420.0}
    """

    instance: Instance
    budget_eur: float
    spent_eur: float
    assumed_eur: float
    left_eur: float
    lapsed_eur: float
    not_priced: tuple[str, ...]
    dropped: tuple[str, ...]
    notes: tuple[Finding, ...]


def present_of(evidence: Evidence, plan: Plan, realised: Realised) -> Present:
    """Lay out the years that are left, from what stands and with the money that remains.

    Parameters
    ----------
    evidence, plan
        What the programme was planned on, and its plan.
    realised
        What was carried out, compared with that plan.

    Raises
    ------
    DataError
        When no year of the programme is left.

    Notes
    -----
    Overspending is taken from the budgets to come, the next year's first; money not spent goes to the next year where
    the programme carries over, and lapses otherwise. Raising a tier costs the difference between the two; where the
    tier that stands is not among those offered there, the difference to the highest offered below it.

    Examples
    --------
    >>> rest = present_of(followed, plan, compare_realised(followed, plan))
    >>> rest.budget_eur, rest.spent_eur, rest.left_eur, rest.lapsed_eur
    (12000.0, 5000.0, 5000.0, 7000.0)
    >>> rest.instance.sites.index.tolist(), people(rest.instance.already).item()
    (['b2-hall', 'b3-school'], 420.0)
    """
    programme = plan.instance.programme
    gone = [year for year in programme.years if year <= realised.until]
    if len(gone) == len(programme.years):
        text = N_("No year of the programme is left after {until}: there is nothing to plan any more.")
        raise DataError(text, until=realised.until)
    budgets = [cents(each) for each in programme.budgets_eur]
    past = sum(budgets[: len(gone)])
    told, assumed, not_priced = _spent(evidence, plan, realised)
    rest, lapsed = _remaining(budgets[len(gone) :], past - told - assumed, carry_over=programme.carry_over)
    dropped = tuple(key for key, each in realised.courses.items() if each.progress == "dropped")
    laid_out = _programme(plan, realised, len(gone), rest, dropped)
    instance = _with_standing(evidence, build_instance(evidence, laid_out), realised.courses)
    left = sum(rest)
    notes = _notes(assumed, not_priced, lapsed, [key for key in dropped if key in programme.forced_in])
    return Present(
        instance=instance,
        budget_eur=past / 100,
        spent_eur=(told + assumed) / 100,
        assumed_eur=assumed / 100,
        left_eur=left / 100,
        lapsed_eur=lapsed / 100,
        not_priced=not_priced,
        dropped=dropped,
        notes=tuple(notes),
    )


def _spent(evidence: Evidence, plan: Plan, realised: Realised) -> tuple[int, int, tuple[str, ...]]:
    """Return the cents told, those assumed, and the buildings of which neither is known; programme years only."""
    assert evidence.realised is not None
    instance, first = plan.instance, plan.instance.programme.first_year
    rows = evidence.realised
    rows = rows[rows["building_id"].isin(list(realised.courses)) & rows["year"].between(first, realised.until)]
    told = sum(cents(each) for each in rows["spent_eur"].astype("float64").dropna())
    assumed, not_priced = 0, []
    for key in sorted(set(rows.loc[rows["spent_eur"].isna(), "building_id"].astype(str))):
        course = realised.courses[key]
        if course.tier == NEVER:
            # Nothing stands: what may have been paid on the way, nobody can compute.
            not_priced.append(key)
            continue
        paid = sum(cents(each) for each in rows.loc[rows["building_id"] == key, "spent_eur"].astype("float64").dropna())
        planned = plan.rows[(plan.rows["building_id"] == key) & (plan.rows["year"] <= realised.until)]
        if len(planned):
            price: int | None = sum(cents(each) for each in planned["capex_eur"])
        else:
            price = _price(instance, key, course)
        if price is None:
            not_priced.append(key)
        else:
            assumed += max(0, price - paid)
    return told, assumed, tuple(not_priced)


def _price(instance: Instance, key: str, course: Course) -> int | None:
    """Return what the tier that stands is computed to cost, entry included; None where it is not offered there."""
    if key not in instance.sites.index:
        return None
    site = int(instance.sites.index.get_indexer(pd.Index([key]))[0])
    year = min(max(course.since - instance.programme.first_year, 0), instance.shape[1] - 1)
    options = range(instance.first[site], instance.first[site + 1])
    costs = [int(instance.capex[each]) for each in options if instance.option_tier[each] == course.tier]
    return costs[0] + int(instance.entry[site, year]) if costs else None


def _remaining(budgets: list[int], difference: int, *, carry_over: bool) -> tuple[list[int], int]:
    """Return the budgets to come, in cents, and what lapses of the money of the years gone by."""
    rest = list(budgets)
    if difference >= 0:
        if not carry_over:
            return rest, difference
        rest[0] += difference
        return rest, 0
    missing = -difference
    for year, budget in enumerate(rest):
        taken = min(budget, missing)
        rest[year], missing = budget - taken, missing - taken
    return rest, 0


def _programme(plan: Plan, realised: Realised, gone: int, rest: list[int], dropped: tuple[str, ...]) -> Programme:
    programme, instance = plan.instance.programme, plan.instance
    weights = programme.year_weights[gone:]
    ceiling = programme.opex_ceiling_eur_per_year
    if ceiling is not None:
        running = 0
        for key, course in realised.courses.items():
            if course.tier != NEVER and key in instance.sites.index:
                site = int(instance.sites.index.get_indexer(pd.Index([key]))[0])
                options = range(instance.first[site], instance.first[site + 1])
                running += next((int(instance.opex[o]) for o in options if instance.option_tier[o] >= course.tier), 0)
        ceiling = max(0.0, ceiling - running / 100)
    changed = {
        "first_year": realised.until + 1,
        "budgets_eur": tuple(each / 100 for each in rest),
        "year_weights": weights if any(weights) else (),
        "forced_in": tuple(each for each in programme.forced_in if each not in (*realised.installed, *dropped)),
        "excluded": tuple(sorted({*programme.excluded, *dropped})),
        "opex_ceiling_eur_per_year": ceiling,
    }
    return Programme.model_validate({**programme.model_dump(), **changed})


def _with_standing(evidence: Evidence, instance: Instance, found: Mapping[str, Course]) -> Instance:
    """Return the instance with what stands taken as existing, and only what can be added to it offered."""
    programme = instance.programme
    standing = [key for key, each in found.items() if each.tier != NEVER]
    buildings = pd.Index(instance.sites.index.union(pd.Index(standing, dtype=instance.sites.index.dtype)))
    # Merged anew, so that people near a standing building and others are not of one class.
    demand = merged_demand(evidence, programme, buildings, PERSON)
    share = shares(programme, found, buildings)
    met = np.minimum(demand.room, demand.reach @ share)
    areas = demand.area_already.copy()
    inside = demand.area >= 0
    np.add.at(areas, demand.area[inside], (demand.weight * met)[inside])

    kept, options = _options(instance, found)
    columns = buildings.get_indexer(instance.sites.index[kept])
    reach = sparse.csr_array(sparse.csr_array(demand.reach)[:, columns])
    open_ = (np.diff(reach.indptr) > 0) & (demand.room > met)
    position = np.full(len(instance.sites), -1)
    position[kept] = np.arange(len(kept))
    site = position[options["site"]]
    stands = instance.sites.index[kept].isin(standing)
    return replace(
        instance,
        sites=instance.sites.iloc[kept],
        site_activity=instance.site_activity[kept],
        ready=instance.ready[kept] | stands[:, None],
        entry=np.where(stands[:, None], 0, instance.entry[kept]),
        first=np.searchsorted(site, np.arange(len(kept) + 1)),
        option_site=site,
        option_tier=options["tier"],
        capex=options["capex"],
        opex=options["opex"],
        points=options["points"],
        served=options["served"],
        weight=demand.weight[open_],
        room=(demand.room - met)[open_],
        group=demand.group[open_],
        area=demand.area[open_],
        reach=sparse.csr_array(reach[np.flatnonzero(open_)]),
        groups=demand.groups,
        already=units_served(demand, share),
        area_already=areas,
    )


def _options(instance: Instance, found: Mapping[str, Course]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return the positions of the buildings that have anything to be added, and what can be added to each."""
    served = [round(tier.served_share * STEP) for tier in instance.programme.tiers]
    kept, rows = [], []
    for site, key in enumerate(instance.sites.index):
        options = range(instance.first[site], instance.first[site + 1])
        tier = found[key].tier if key in found else NEVER
        below = [each for each in options if instance.option_tier[each] <= tier]
        had = {name: int(getattr(instance, name)[below[-1]]) if below else 0 for name in ("capex", "opex", "points")}
        before = 0 if tier == NEVER else served[tier]
        mine = []
        for each in options:
            more = int(instance.served[each]) - before
            if instance.option_tier[each] <= tier or more <= 0:
                continue
            points = int(instance.points[each])
            known = points >= 0 and had["points"] >= 0
            capex, opex = (max(0, int(getattr(instance, name)[each]) - had[name]) for name in ("capex", "opex"))
            added = max(0, points - had["points"]) if known else -1
            mine.append((site, int(instance.option_tier[each]), capex, opex, added, more))
        if mine:
            kept.append(site)
            rows += mine
    table = np.array(rows, dtype=np.int64).reshape(-1, 6)
    names = ("site", "tier", "capex", "opex", "points", "served")
    return np.array(kept, dtype=np.int64), {name: table[:, place] for place, name in enumerate(names)}


def _notes(assumed: int, not_priced: tuple[str, ...], lapsed: int, forced: list[str]) -> list[Finding]:
    notes = []
    if assumed:
        text = N_("Not told what was paid: {euros} are counted as spent, as the plan or the prices have it.")
        notes.append(Finding("realised.spent_assumed", "warning", text, {"euros": assumed / 100}))
    if not_priced:
        text = NN_(
            "What {count} building cost is not known: nothing is counted as spent there.",
            "What {count} buildings cost is not known: nothing is counted as spent there.",
            "count",
        )
        notes.append(Finding("realised.not_priced", "warning", text, {"count": len(not_priced)}))
    if lapsed:
        text = N_("Not spent in the years gone by: {euros}. The programme carries nothing over, so that this lapses.")
        notes.append(Finding("realised.lapsed", "note", text, {"euros": lapsed / 100}))
    for key in forced:
        text = N_("{building} was dropped, though the programme forces it: it is left out of the rest.")
        notes.append(Finding("realised.forced_dropped", "warning", text, {"building": key}, key))
    return notes
