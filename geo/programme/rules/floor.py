"""Rule: every sector of activity gets its floor in every year, or all that is left in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from geo.programme.instance.costs import cents
from geo.programme.instance.instance import Instance
from geo.programme.instance.rules import Rule, Rules
from geo.programme.rules._kind import HALF_CENT, Ask, RuleKind, Said
from geo.programme.search.layout import Layout
from geo.programme.search.rows import Terms
from geo.programme.search.worth import THOUSAND_EUR
from geo.settings import Programme
from geo.texts import N_


def floor_cents(programme: Programme, activity: str, year: int) -> int:
    """Return the floor of a sector of activity in a year, counted from 0: its euros, or its share of the budget.

    The last years may have none.
    """
    if year >= len(programme.years) - programme.last_years_without_floors:
        return 0
    if activity in programme.floor_eur_of_activity:
        return cents(programme.floor_eur_of_activity[activity])
    share = programme.floor_share_of_activity.get(activity, programme.floor_share)
    # On the decimal numbers as written: a floating-point product may fall to the other side of half a cent.
    return cents(float(Decimal(str(float(share))) * Decimal(str(float(programme.budgets_eur[year])))))


class Floor(RuleKind):
    """A least share of each sector of activity."""

    kind = "floor"
    settings = ("floor_share", "floor_share_of_activity", "floor_eur_of_activity", "last_years_without_floors")
    subject = "activity"
    whole = N_("least share of every sector")
    single = N_("least share of the sector {subject}")

    def demand(self, instance: Instance) -> Mapping[str, object]:
        """Return the cents by sector of activity and year."""
        years = range(len(instance.programme.years))
        floor = [
            [floor_cents(instance.programme, activity, year) for year in years] for activity in instance.activities
        ]
        return {"floor": np.array(floor, dtype=np.int64).reshape(len(instance.activities), len(years))}

    def listed(self, instance: Instance, rules: Rules) -> list[Rule]:
        """Return one rule a sector and year."""
        return [
            Rule(self.kind, activity, year)
            for place, activity in enumerate(instance.activities)
            for when, year in enumerate(instance.programme.years)
            if rules.floor[place, when]
        ]

    def without(self, instance: Instance, rules: Rules, rule: Rule) -> Rules:
        """Return the rules without the floor of a sector, or of all, in a year, or in all."""
        floor = rules.floor.copy()
        when = slice(None) if rule.year == 0 else rule.year - instance.programme.first_year
        floor[slice(None) if rule.subject == "" else instance.activities.index(rule.subject), when] = 0
        return replace(rules, floor=floor)

    def broken(self, instance: Instance, rules: Rules, state: np.ndarray) -> list[Rule]:
        """Return the sectors and years that get less than what they are owed."""
        spent = instance.by_activity(instance.spending(state))
        short = spent < np.minimum(rules.floor, instance.left(state, rules.excluded))
        return [
            Rule(self.kind, instance.activities[activity], instance.programme.years[year])
            for activity, year in np.argwhere(short)
        ]

    def rows(self, layout: Layout) -> None:
        """Add two rows a sector and year, and two more that hold fractional plans closer."""
        _rows(layout)

    def says(self, instance: Instance, rules: Rules, rule: Rule) -> tuple[str, Mapping[str, object]]:
        """Say what a sector must receive in a year."""
        place, when = instance.activities.index(rule.subject), rule.year - instance.programme.first_year
        amount = int(rules.floor[place, when])
        facts: dict[str, object] = {"activity": rule.subject, "eur": amount / 100, "year": rule.year}
        left = int(instance.left(np.zeros(instance.shape, dtype=np.int64), instance.excluded)[place, when])
        if when or left >= amount:
            return (
                N_("The sector {activity} must receive at least {eur} EUR in {year}, or all that is left in it."),
                facts,
            )
        # In the first year it is known what is left; later it depends on what was bought.
        message = N_(
            "The sector {activity} must receive all that is left in it in {year}, {left} EUR, less than its floor of "
            "{eur} EUR."
        )
        return message, facts | {"left": left / 100}

    def needed(self, rule: Rule) -> Said:
        """Say that the sector would be short of what it is owed."""
        message = N_("The sector {activity} would not receive what it is owed in {year} without it.")
        return Said("owed", message, {"activity": rule.subject, "year": rule.year})

    def in_the_way(self, rule: Rule, year: int) -> Said:
        """Say that the sector would be left short of what it is owed in another year."""
        message = N_("In {year}, it would have left the sector {activity} short of what it is owed in {floor_year}.")
        return Said("floor", message, {"year": year, "activity": rule.subject, "floor_year": rule.year})

    def priced(self, instance: Instance, rules: Rules) -> list[Rule]:
        """Return each sector that has a floor, and all of them together."""
        found = [Rule(self.kind, name) for name, own in zip(instance.activities, rules.floor, strict=True) if own.any()]
        return [*found, Rule(self.kind)] if len(found) > 1 else found

    def asks(self, instance: Instance, rules: Rules, state: np.ndarray, year: int) -> Iterator[Ask]:
        """Ask for what each sector is still owed, keeping back what the sectors after it are."""
        left = instance.left(state, rules.excluded)[:, year]
        spent = instance.by_activity(instance.spending(state))[:, year]
        owed = np.minimum(rules.floor[:, year], left) - spent
        for activity in np.flatnonzero(owed > 0):
            others = int(owed[activity + 1 :].clip(0).sum())
            yield Ask(np.flatnonzero(instance.site_activity == activity), int(owed[activity]), others)

    def tells_apart(self, instance: Instance) -> Sequence[np.ndarray]:
        """Look at the sector of activity."""
        return (instance.site_activity,)


def _rows(layout: Layout) -> None:
    """Add the rows of every floor.

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
    instance, rules = layout.instance, layout.rules
    if not rules.floor.any():
        return
    activities = len(instance.activities)
    done = layout.more_columns(activities * layout.years, lambda state: _done(instance, rules.excluded, state))
    dearest = _dearest(instance)
    top = instance.at_level(instance.capex, instance.levels)
    for activity in range(activities):
        own = np.flatnonzero(instance.site_activity[instance.option_site] == activity)
        sites = np.flatnonzero((instance.site_activity == activity) & ~rules.excluded)
        owed, parts = 0, []
        for year in range(layout.years):
            parts.append(layout.spent(year, own))
            floor, column = int(rules.floor[activity, year]), int(done[activity * layout.years + year])
            ready = sites[instance.ready[sites, year]]
            ready = ready[top[ready] + instance.entry[ready, year] > 0]
            if not floor:
                continue
            owed, least = owed + floor, _everything(instance, ready, top, year)[0]
            if len(ready):
                _yearly(layout, parts[-1], floor, column, layout.u(dearest[ready], year))
                if year:
                    _so_far(layout, layout.summed(parts), owed, least, column)
                    before = instance.ready[sites, year - 1]
                    if rules.floor[activity, year - 1] and (before == instance.ready[sites, year]).all():
                        # Nothing new is ready: what was complete stays complete.
                        layout.rows.one(0, np.inf, np.array([column, column - 1]), np.array([1.0, -1.0]))
                # Where all possible purchases together fall short of what is owed, all of them must be made.
                most = _everything(instance, sites[instance.ready[sites, : year + 1].any(axis=1)], top, year)[1]
                layout.low[column] = most < owed or int((top[ready] + instance.entry[ready, year]).sum()) < floor
            owed = min(owed, least)


def _yearly(layout: Layout, spent: Terms, floor: int, done: int, has: np.ndarray) -> None:
    share = floor / THOUSAND_EUR
    layout.rows.one(share - HALF_CENT, np.inf, np.r_[spent[0], done], np.r_[spent[1], share])
    layout.rows.block(0, np.inf, np.c_[has, np.full(len(has), done)], np.array([1.0, -1.0]))


def _so_far(layout: Layout, spent: Terms, owed: int, everything: int, done: int) -> None:
    column, value = spent
    layout.rows.one(min(owed, everything) / THOUSAND_EUR - HALF_CENT, np.inf, column, value)
    more = (owed - everything) / THOUSAND_EUR
    layout.rows.one(owed / THOUSAND_EUR - HALF_CENT, np.inf, np.r_[column, done], np.r_[value, more])


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


RULE = Floor()
