"""What each rule of a programme demands, as rows of the model."""

import numpy as np

from geo.programme.instance.instance import UNIT, Instance
from geo.programme.rules import UNLIMITED
from geo.programme.search.layout import Layout
from geo.programme.search.rows import Terms
from geo.programme.search.worth import THOUSAND_EUR

HALF_CENT = 0.5 / THOUSAND_EUR
"""Slack of every money rule. Costs are whole cents, so that no plan breaks a rule by less than a cent: the solver's
tolerance can neither forbid a plan that keeps the rule nor allow one that does not."""


def demand_rows(model: Layout) -> None:
    """Add the rows of every rule."""
    budget_rows(model)
    opex_rows(model)
    floor_rows(model)
    district_rows(model)
    forced_and_excluded(model)


def budget_rows(model: Layout) -> None:
    """No year spends more than its budget, or than all budgets so far where they carry over."""
    rules = model.rules
    for year in range(model.years):
        limit = int(rules.available[year] if rules.carry_over else rules.budget[year])
        if limit < UNLIMITED:
            parts = [model.spent(each, model.every) for each in (range(year + 1) if rules.carry_over else [year])]
            column, value = model.summed(parts)
            model.rows.one(-np.inf, limit / THOUSAND_EUR + HALF_CENT, column, value)


def opex_rows(model: Layout) -> None:
    """Running costs after the last year stay below their ceiling."""
    if model.rules.opex_ceiling < UNLIMITED:
        column, step = model.u(model.every, model.years - 1), model.step(model.instance.opex, 0)
        model.rows.one(-np.inf, model.rules.opex_ceiling / THOUSAND_EUR + HALF_CENT, column, step)


def floor_rows(model: Layout) -> None:
    """Every sector of activity gets its floor, or all that is left in it.

    Notes
    -----
    A floor is ``spent >= min(floor, left)``, left as ``Instance.left`` defines it. Since a sector can never spend more
    than what is left, ``spent >= left`` says that every building ready in that year has its dearest tier, so that with
    ``done`` from 0 to 1::

        spent >= floor * (1 - done)        done <= u[dearest option, year] of every such building

    is exact without any large constant, and ``done`` needs no whole numbers: above 0 it makes every such u equal to 1,
    and then all that was left is spent.

    Two more rows follow from these for whole plans, and hold fractional ones closer. With ``all`` the cost of all
    buildings ready by then at their dearest tier and cheapest entry, and ``owed[0] = 0``::

        spent so far >= owed[t] = min(owed[t-1] + floor[t], all[t])
        spent so far >= (1 - done) * (owed[t-1] + floor[t]) + done * all[t]

    for either the floor was spent in t on top of what was owed before, or all that is ready has its dearest tier.
    """
    instance, rules = model.instance, model.rules
    if not rules.floor.any():
        return
    activities = len(instance.activities)
    done = model.more_columns(activities * model.years, lambda state: _done(instance, rules.excluded, state))
    dearest = _dearest(instance)
    top = instance.at_level(instance.capex, instance.levels)
    for activity in range(activities):
        own = np.flatnonzero(instance.site_activity[instance.option_site] == activity)
        sites = np.flatnonzero((instance.site_activity == activity) & ~rules.excluded)
        owed, parts = 0, []
        for year in range(model.years):
            parts.append(model.spent(year, own))
            floor, column = int(rules.floor[activity, year]), int(done[activity * model.years + year])
            ready = sites[instance.ready[sites, year]]
            ready = ready[top[ready] + instance.entry[ready, year] > 0]
            if not floor:
                continue
            owed, least = owed + floor, _everything(instance, ready, top, year)[0]
            if len(ready):
                _yearly(model, parts[-1], floor, column, model.u(dearest[ready], year))
                if year:
                    _so_far(model, model.summed(parts), owed, least, column)
                    before = instance.ready[sites, year - 1]
                    if rules.floor[activity, year - 1] and (before == instance.ready[sites, year]).all():
                        # Nothing new is ready: what was complete stays complete.
                        model.rows.one(0, np.inf, np.array([column, column - 1]), np.array([1.0, -1.0]))
                # Where all possible purchases together fall short of what is owed, all of them must be made.
                most = _everything(instance, sites[instance.ready[sites, : year + 1].any(axis=1)], top, year)[1]
                model.low[column] = most < owed or int((top[ready] + instance.entry[ready, year]).sum()) < floor
            owed = min(owed, least)


def _yearly(model: Layout, spent: Terms, floor: int, done: int, has: np.ndarray) -> None:
    share = floor / THOUSAND_EUR
    model.rows.one(share - HALF_CENT, np.inf, np.r_[spent[0], done], np.r_[spent[1], share])
    model.rows.block(0, np.inf, np.c_[has, np.full(len(has), done)], np.array([1.0, -1.0]))


def _so_far(model: Layout, spent: Terms, owed: int, everything: int, done: int) -> None:
    column, value = spent
    model.rows.one(min(owed, everything) / THOUSAND_EUR - HALF_CENT, np.inf, column, value)
    more = (owed - everything) / THOUSAND_EUR
    model.rows.one(owed / THOUSAND_EUR - HALF_CENT, np.inf, np.r_[column, done], np.r_[value, more])


def _everything(instance: Instance, ready: np.ndarray, top: np.ndarray, year: int) -> tuple[int, int]:
    """Return what all of some buildings cost by the end of a year at their cheapest and at their dearest entry."""
    entry, may = instance.entry[ready, : year + 1], instance.ready[ready, : year + 1]
    cheapest = np.where(may, entry, np.iinfo(np.int64).max).min(axis=1, initial=np.iinfo(np.int64).max)
    dearest = np.where(may, entry, 0).max(axis=1, initial=0)
    return int((top[ready] + cheapest).sum()), int((top[ready] + dearest).sum())


def _dearest(instance: Instance) -> np.ndarray:
    """Return, of each building, the lowest option that costs as much as its dearest."""
    bounds = zip(instance.first[:-1], instance.first[1:], strict=True)
    within = [np.searchsorted(instance.capex[begin:end], instance.capex[end - 1]) for begin, end in bounds]
    return instance.first[:-1] + np.array(within, dtype=np.int64)


def _done(instance: Instance, excluded: np.ndarray, state: np.ndarray) -> np.ndarray:
    left = instance.left(state, excluded)
    return (instance.by_activity(instance.spending(state)) >= left).ravel()


def district_rows(model: Layout) -> None:
    """In every area of a minimum, so much of the need is met after the last year."""
    if model.classes is None:
        return
    for area, least in enumerate(model.rules.area_least):
        wanted = (int(least) - int(model.instance.area_already[area])) / UNIT
        if wanted > 0:
            column, value = model.served_in(area, model.years - 1)
            model.rows.one(wanted - 1e-7, np.inf, column, value)


def forced_and_excluded(model: Layout) -> None:
    """Some buildings must be equipped by the last year, some never."""
    rules, instance = model.rules, model.instance
    model.low[model.u(model.begin[rules.forced], model.years - 1)] = 1
    for year in range(model.years):
        model.high[model.u(np.flatnonzero(rules.excluded[instance.option_site]), year)] = 0
