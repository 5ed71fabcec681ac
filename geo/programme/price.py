"""The price of a rule: what it costs in people, between bounds, and prices as a table."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Literal

import pandas as pd

from geo.programme.lifted import TENTHS, Lifted
from geo.programme.plan.plan import Plan

Verdict = Literal["costs", "nothing", "helps", "too_wide", "possible", "impossible", "not_known"]


@dataclass(frozen=True)
class Price:
    """What a rule costs: how much more the best plan without it serves than the best plan with it.

    Attributes
    ----------
    lifted
        The rule; for one building, ``forced_in`` (the price of equipping it) or ``excluded`` (of leaving it out).
    person_years
        Best estimate: the difference of the two plans found, in people served, weighted by year, less what their money
        counts where the programme says how many a thousand euros must serve. NaN where there are no two plans.
    low, high
        Between these it lies, by the two bounds. ``low`` is at least 0 wherever a rule only takes plans away. Leaving
        buildings out and waiting for fibre also lower what sectors are owed, so that lifting them may lose people.
    people, people_low, people_high
        The same as people on average over the years: divided by the sum of the years' weights.
    verdict
        ``costs`` (more than nothing), ``nothing`` (less than one person on average), ``helps`` (without it fewer are
        served), ``too_wide`` (the plans are not proven well enough to tell it from nothing), ``impossible`` (no plan
        keeps the demand on a building; or none keeps the rules once a building is let in, or fibre not waited for, and
        its sector owed more). Of an infeasible programme: ``possible`` or ``impossible`` without the rule.
        ``not_known``: time was up before that.
    proven
        Whether both plans are proven to the gap asked for.
    person_years_without
        What the best plan found without the rule serves, existing Wi-Fi included; NaN where there is none.

    Examples
    --------
    >>> price = price_of_building(plan, "b2-hall", control)
    >>> price.lifted.kind, price.person_years, price.people
    ('forced_in', 1100.0, 550.0)
    """

    lifted: Lifted
    person_years: float
    low: float
    high: float
    people: float
    people_low: float
    people_high: float
    verdict: Verdict
    proven: bool
    person_years_without: float


@dataclass(frozen=True)
class InEuros:
    """The money a year that would serve as many people as a rule costs: an estimate, between two ends.

    Examples
    --------
    >>> money = Price(Lifted("budget"), 55.0, 50.0, 60.0, 27.5, 25.0, 30.0, "costs", True, 3820.0)
    >>> in_euros(price_of_building(plan, "b2-hall", control), [money], plan)
    InEuros(eur_per_year=17000.0, low=15583.16, high=18700.21)
    """

    eur_per_year: float
    low: float
    high: float


def in_euros(price: Price, rows: Sequence[Price], plan: Plan) -> InEuros | None:
    """Return about how much more money a year would serve as many people as a rule costs.

    Parameters
    ----------
    price
        What the rule costs.
    rows
        Prices known of the same plan. The one of money, a tenth more in each year, is the measure.
    plan
        The plan the prices are of.

    Returns
    -------
    Euros a year on average over the years, to the cent; None where the rule costs nothing for sure, or where what more
    money serves is not known or nothing.

    Notes
    -----
    With p person-years for the rule and m for a tenth of the budgets, ``p / m`` tenths, between ``low / high`` and
    ``high / low`` of the two intervals. People per euro are taken to stay what they are for the first tenth. They fall
    as more is spent, so that a price above that of a tenth asks for more money than this.

    Examples
    --------
    >>> in_euros(price_of_building(plan, "b2-hall", control), list(prices(plan, evidence, control)), plan) is None
    True
    """
    money = next((each for each in rows if each.lifted == Lifted("budget")), None)
    if money is None or price.lifted.kind == "budget" or {price.verdict, money.verdict} != {"costs"}:
        return None
    budget = plan.rules.budget
    more = int((budget * TENTHS // 10 - budget).sum()) / 100 / len(budget)
    ends = (price.person_years / money.person_years, price.low / money.high, price.high / money.low)
    return InEuros(*(round(more * each, 2) for each in ends))


def prices_table(rows: Sequence[Price]) -> pd.DataFrame:
    """Return prices as a table, one row each: ``kind``, ``subject``, ``year``, then the other fields of ``Price``.

    Examples
    --------
    >>> rows = list(prices(plan, evidence, control, lifted=[Lifted("carry_over")]))
    >>> prices_table(rows)[["kind", "verdict"]].to_numpy().tolist()
    [['carry_over', 'nothing']]
    """
    told = [each.name for each in fields(Price) if each.name != "lifted"]
    table = pd.DataFrame(
        [asdict(row.lifted) | {name: getattr(row, name) for name in told} for row in rows],
        columns=["kind", "subject", "year", *told],
    )
    return table.astype({"kind": "str", "subject": "str", "year": "int64", "verdict": "str", "proven": "bool"})
