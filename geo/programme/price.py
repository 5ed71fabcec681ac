"""The price of a rule: what it costs in people, between bounds, and prices as a table."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Literal

import pandas as pd

from geo.programme.lifted import Lifted

Verdict = Literal["costs", "nothing", "helps", "too_wide", "possible", "impossible", "not_known"]


@dataclass(frozen=True)
class Price:
    """What a rule costs: how much more the best plan without it serves than the best plan with it.

    Attributes
    ----------
    lifted
        The rule; for one building, ``forced_in`` (the price of equipping it) or ``excluded`` (of leaving it out).
    person_years
        Best estimate: the difference of the two plans found, in people served, weighted by year. NaN where there are
        no two plans.
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
