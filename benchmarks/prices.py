"""How soon, and how closely, the prices of the rules of the Wi-Fi programme are known.

Run it with ``python -m benchmarks.prices``; ``--write`` puts the table into docs/performance.md. It works on the
demonstration city, built anew unless ``MAILLAGE_TEST_DEMO`` names a data folder that has it.
"""

import time
from collections.abc import Iterator

from benchmarks._report import asked_to_write, conditions, duration, publish
from benchmarks.programme import CLOCK, demonstration
from geo.programme import Plan, Price, Search, build_instance, prices, proven_plan
from geo.settings import Programme
from terminal.prices import rule_words


def waited(found: Iterator[Price]) -> Iterator[tuple[float, Price]]:
    """Yield each price with the seconds it was waited for."""
    started = time.perf_counter()
    for each in found:
        yield time.perf_counter() - started, each
        started = time.perf_counter()


def row(seconds: float, price: Price, plan: Plan) -> str:
    """Return the row of one price; its interval as a share of all person-years of the plan."""
    width = (price.high - price.low) / plan.instance.person_years(plan.state)
    between = f"{price.people_low:,.0f} to {price.people_high:,.0f}"
    return f"| {rule_words(price.lifted, plan, str)} | {duration(seconds)} | {between} | {100 * width:.3f} % |"


def main(*, write: bool) -> None:
    """Measure, and show or write the table."""
    evidence = demonstration()
    plan = proven_plan(Search(build_instance(evidence, Programme()), CLOCK))
    rows = [row(seconds, price, plan) for seconds, price in waited(prices(plan, evidence, CLOCK))]
    text = f"""## Prices of rules

Every rule of `programme.budgets_eur` (4 times 1,000,000 EUR) lifted in turn, one search after the other, one
thread: seconds until its price is known, people it costs on average over the years, and the width of that interval as
a share of all person-years. The first one waits for a closer proof of the plan with all rules too.
{conditions("numpy", "highspy")}

| rule | known after | people fewer | width |
|---|---|---|---|
{chr(10).join(rows)}
"""
    publish("prices", text, write=write)


if __name__ == "__main__":
    main(write=asked_to_write(__doc__))
