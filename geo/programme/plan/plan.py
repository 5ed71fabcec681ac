"""A Wi-Fi plan as tables people read and files hold: what is bought when, euros by year and activity, and its proof."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import sparse

from geo.evidence import Finding
from geo.programme.instance.instance import UNIT, Instance
from geo.programme.rules import UNLIMITED, Rules
from geo.programme.search.worth import THOUSAND_EUR, worth_of_thousand_eur
from geo.solving import VERSION, Found, relative_gap

PEOPLE_DECIMALS = 3
"""People in tables are rounded to so many decimals."""


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan with its certificate.

    Attributes
    ----------
    status
        ``optimal`` (proven to be within the gap asked for), ``best_found`` (above it), ``none_found`` (time was up
        before any plan was found) or ``infeasible`` (then ``conflict`` says why). The last two have empty tables.
    rows
        What is bought: one row a building and year, ordered by year and building. ``building_id``, ``name``,
        ``activity`` (sector of), ``section`` (name), ``tier`` (key, what it has from then on), ``year``,
        ``access_points`` (Int64, NA where an offer does not say), ``capex_eur``, ``opex_eur_per_year``,
        ``people_gained``. An upgrade has a row of its own; points and euros are what the row adds, so that sums are
        totals. People newly served in a year are shared between the buildings that serve them, in proportion to what
        each adds.
    years
        By ``year``: ``budget_eur``, ``available_eur`` (with what carries over), ``spent_eur``, ``opex_eur_per_year``
        (of all that is there then), ``buildings`` (begun), ``people_counted``, ``people_served`` (existing Wi-Fi
        included), ``served_share``, ``people_gained`` (in that year).
    activities
        By ``year`` and ``activity``: ``spent_eur``, ``floor_eur``, ``left_eur`` (what was left to spend at the start of
        the year), ``owed_eur`` (the lesser of the two), ``buildings`` (begun).
    waiting
        Every building without Wi-Fi from the programme: index ``building_id``; ``name``, ``activity``, ``reason``, a
        key of ``geo.programme.instance.sites.REASONS``.
    certificate
        What is proven and how, ready for JSON.
    conflict
        The rules that cannot hold together, when there is no plan.
    notes
        What a reader must know of the data behind the plan.
    state
        Level of each building in each year, in the positions of ``instance``.

    Examples
    --------
    >>> plan.rows[["building_id", "tier", "year", "capex_eur", "people_gained"]].to_numpy().tolist()
    [['b3-school', 'whole', 2027, 11700.0, 1500.0], ['b1-library', 'whole', 2028, 4600.0, 75.0]]
    """

    status: str
    rows: pd.DataFrame
    years: pd.DataFrame
    activities: pd.DataFrame
    waiting: pd.DataFrame
    certificate: dict[str, object]
    notes: tuple[Finding, ...]
    instance: Instance
    rules: Rules
    state: np.ndarray
    conflict: tuple[Finding, ...] = field(default=())

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan."""
        return self.status in ("optimal", "best_found")


def plan_tables(instance: Instance, rules: Rules, found: Found, conflict: tuple[Finding, ...] = ()) -> Plan:
    """Write the outcome of a search as a plan.

    Examples
    --------
    >>> found = Search(instance, control).prove()
    >>> plan_tables(instance, rules_of(instance), found).years["spent_eur"].to_dict()
    {2027: 11700.0, 2028: 4600.0}
    """
    state = found.state
    shown = state if found.has_plan else state[:, :0]
    years, activities = _years(instance, rules, state), _activities(instance, rules, state)
    return Plan(
        status=found.status,
        rows=_rows(instance, shown),
        years=years if found.has_plan else years.iloc[:0],
        activities=activities if found.has_plan else activities.iloc[:0],
        waiting=_waiting(instance, state),
        certificate=_certificate(instance, found),
        notes=instance.notes,
        instance=instance,
        rules=rules,
        state=state,
        conflict=conflict,
    )


def people(units: np.ndarray | int) -> np.ndarray:
    """Return people, rounded for tables, from ``UNIT``-ths of a person.

    Examples
    --------
    >>> people(np.array([UNIT // 4, 2 * UNIT])).tolist()
    [0.25, 2.0]
    """
    return np.round(np.asarray(units, dtype="float64") / UNIT, PEOPLE_DECIMALS)


def opex_cents(instance: Instance, state: np.ndarray) -> np.ndarray:
    """Return what a plan costs to run in each year, in cents: a whole year of all that is there at its end."""
    return instance.at_level(instance.opex, state).sum(axis=0)


def _rows(instance: Instance, state: np.ndarray) -> pd.DataFrame:
    """Return what is bought; ``state`` may have no years, which gives the empty table."""
    before = np.c_[np.zeros(len(state), dtype=np.int64), state[:, :-1]] if state.shape[1] else state
    year, site = np.nonzero((state != before).T)
    option = instance.first[site] + state[site, year] - 1
    spent = instance.spending(state) if state.shape[1] else state
    points = _points(instance, state)[site, year] - _points(instance, before)[site, year]
    unknown = (_points(instance, state) < 0) | (_points(instance, before) < 0)
    opex = instance.at_level(instance.opex, state) - instance.at_level(instance.opex, before)
    tiers = np.array([tier.key for tier in instance.programme.tiers], dtype=object)
    table = instance.sites
    return pd.DataFrame(
        {
            "building_id": table.index.to_numpy()[site],
            "name": table["name"].to_numpy()[site],
            "activity": table["activity"].to_numpy()[site],
            "section": table["section"].to_numpy()[site],
            "tier": tiers[instance.option_tier[option]],
            "year": year + instance.programme.first_year,
            "access_points": pd.arrays.IntegerArray(points.astype(np.int64), unknown[site, year]),
            "capex_eur": spent[site, year] / 100,
            "opex_eur_per_year": opex[site, year] / 100,
            "people_gained": people(_gained(instance, state, before)[site, year]),
        }
    ).astype({"building_id": "str", "name": "str", "activity": "str", "section": "str", "tier": "str", "year": "int64"})


def _points(instance: Instance, state: np.ndarray) -> np.ndarray:
    """Return access points, -1 where not known."""
    return instance.at_level(instance.points, state)


def _gained(instance: Instance, state: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Share the people newly served in each year between the buildings that serve them, ``UNIT``-ths of a person.

    In a class of people, each building's part of what is new is its part of all that buildings add there that year.
    """
    gained = np.zeros(state.shape)
    near = sparse.csr_array(instance.reach.T).astype("float64")
    served = instance.at_level(instance.served, state)
    added = served - instance.at_level(instance.served, before)
    for year in range(state.shape[1]):
        offered = instance.reach @ served[:, year]
        more = instance.reach @ added[:, year]
        new = np.minimum(instance.room, offered) - np.minimum(instance.room, offered - more)
        per_share = np.divide(instance.weight * new, more, out=np.zeros(len(new)), where=more > 0)
        gained[:, year] = added[:, year] * (near @ per_share)
    return gained


def _years(instance: Instance, rules: Rules, state: np.ndarray) -> pd.DataFrame:
    programme = instance.programme
    spent = instance.spending(state).sum(axis=0)
    served = np.array(instance.served_total(state), dtype=np.int64)
    carried = (
        np.r_[0, (rules.available - np.cumsum(spent))[:-1]]
        if rules.carry_over
        else np.zeros(len(spent), dtype=np.int64)
    )
    begun = np.diff((state > 0).sum(axis=0), prepend=0)
    total = instance.total
    return pd.DataFrame(
        {
            "budget_eur": _euros(rules.budget),
            "available_eur": _euros(np.minimum(rules.budget + carried, UNLIMITED)),
            "spent_eur": spent / 100,
            "opex_eur_per_year": opex_cents(instance, state) / 100,
            "buildings": begun,
            "people_counted": people(np.full(len(spent), total)),
            "people_served": people(served),
            "served_share": np.round(served / total, 6) if total else np.zeros(len(spent)),
            "people_gained": people(np.diff(served, prepend=instance.already)),
        },
        index=pd.Index(programme.years, name="year"),
    )


def _activities(instance: Instance, rules: Rules, state: np.ndarray) -> pd.DataFrame:
    years = instance.programme.years
    begun = np.diff(instance.by_activity((state > 0).astype(np.int64)), axis=1, prepend=0)
    left = instance.left(state, rules.excluded)
    index = pd.MultiIndex.from_product([years, instance.activities], names=["year", "activity"])
    return pd.DataFrame(
        {
            "spent_eur": instance.by_activity(instance.spending(state)).T.ravel() / 100,
            "floor_eur": rules.floor.T.ravel() / 100,
            "left_eur": left.T.ravel() / 100,
            "owed_eur": np.minimum(rules.floor, left).T.ravel() / 100,
            "buildings": begun.T.ravel(),
        },
        index=index,
    )


def _euros(amount: np.ndarray) -> np.ndarray:
    """Return euros; +inf where there is no limit."""
    return np.where(amount >= UNLIMITED, np.inf, amount / 100)


def _waiting(instance: Instance, state: np.ndarray) -> pd.DataFrame:
    left_out = instance.excluded & ~(state > 0).any(axis=1)
    not_chosen = ~(state > 0).any(axis=1) & ~instance.excluded
    parts = [instance.not_planned]
    for mask, reason in ((left_out, "excluded"), (not_chosen, "not_chosen")):
        parts.append(instance.sites.loc[mask, ["name", "activity"]].assign(reason=reason))
    return pd.concat(parts).sort_index().astype("str")


def _certificate(instance: Instance, found: Found) -> dict[str, object]:
    """Say what is proven and how.

    ``objective`` is ``person_years`` less ``worth_per_eur`` for each euro spent, which makes the cheaper of two equal
    plans the better one; ``gap`` is ``(bound - objective) / objective``, and ``gap_of_gain`` the same over what the
    programme adds to existing Wi-Fi. All are None without a plan, and a gap is None too where it is a share of nothing.
    ``spent_eur`` is paid once; ``opex_eur`` is the running cost of all years together, ``opex_eur_per_year`` of the
    last one.
    """
    programme, running = instance.programme, opex_cents(instance, found.state)

    def number(value: float) -> float | None:
        return float(value) if found.has_plan and np.isfinite(value) else None

    already = instance.already / UNIT * sum(programme.weights)
    return {
        "status": found.status,
        "objective": number(found.objective),
        "bound": number(found.bound),
        "gap": number(found.gap),
        "gap_of_gain": number(relative_gap(found.objective - already, found.bound - already)),
        "gap_asked": programme.gap,
        "person_years": number(instance.person_years(found.state)),
        "person_years_already": already,
        "worth_per_eur": worth_of_thousand_eur(instance) * 100 / THOUSAND_EUR,
        "spent_eur": number(int(instance.spending(found.state).sum()) / 100),
        "opex_eur": number(int(running.sum()) / 100),
        "opex_eur_per_year": number(int(running[-1]) / 100),
        "method": found.method,
        "ended_by": found.ended_by,
        "seconds": round(found.seconds, 3),
        "time_limit_s": programme.time_limit_s,
        "solver": VERSION,
        "seed": programme.seed,
        "rounds": found.rounds,
        "cuts": found.cuts,
        "buildings": int((found.state > 0).any(axis=1).sum()),
        "buildings_possible": len(instance.sites),
        "people_classes": len(instance.weight),
    }
