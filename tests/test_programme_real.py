"""The curve and the price of floors on the demonstration city, and how soon a plan there beats the greedy."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config import place
from geo.programme.instance.instance import UNIT, build_instance
from geo.programme.lifted import Lifted
from geo.programme.plan.curve import curve
from geo.programme.plan.figures import figures
from geo.programme.plan.plan import Plan
from geo.programme.planning import first_plan, plan_instance
from geo.programme.prices import prices
from geo.programme.search.greedy import greedy_plan
from geo.programme.search.search import Search
from geo.ranking.assessment import Assessment
from geo.settings.parameters import Parameters
from geo.settings.programme import Programme
from geo.solving.progress import Control
from store.apart import apart
from store.assessments import open_assessment
from store.store import Store
from tests.laws import thorough_only

CONTROL = Control(time.perf_counter)


@pytest.fixture(scope="module")
def demo(demo_data: Path) -> Assessment:
    """Return the demonstration city as it is assessed."""
    store = Store(demo_data, place("demo"))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    return open_assessment(store, snapshot, Parameters())


def test_the_curve_rises_ever_more_slowly_under_its_bound(demo: Assessment) -> None:
    instance = build_instance(demo.evidence, Programme())

    points = list(curve(instance, CONTROL, factors=(0.5, 1, 2)))

    gained = [point.figures.person_years_gained for point in points if point.figures]
    already = sum(instance.programme.weights) * instance.already / UNIT
    assert len(gained) == 3
    # What is bought first does most: each doubling adds less than the one before.
    assert 0 < gained[2] - gained[1] < gained[1] - gained[0] < gained[0]
    for own, point in zip(gained, points, strict=True):
        assert own + already <= point.bound + 0.5
        assert point.gap < 0.02


def test_floors_of_a_tenth_cost_something_and_well_under_a_hundredth(demo: Assessment) -> None:
    plan = first_plan(Search(build_instance(demo.evidence, Programme()), CONTROL))

    (row,) = prices(plan, demo.evidence, CONTROL, lifted=[Lifted("floor")], gap=0.002)

    assert row.verdict == "costs"
    assert 0 < row.low <= row.person_years <= row.high < 0.01 * plan.certificate["person_years"]


@pytest.mark.parametrize("budget_eur", [250_000.0, 500_000.0])
def test_where_money_is_scarce_a_plan_better_than_the_greedys_is_found_soon(
    demo: Assessment, budget_eur: float
) -> None:
    instance = build_instance(demo.evidence, Programme(budgets_eur=(budget_eur,) * 4))
    greedy = figures(instance, greedy_plan(instance)).person_years
    # The search is stopped as soon as it has beaten the greedy by more than money can count for.
    better: list[float] = []
    control = Control(
        time.perf_counter,
        stop=lambda: bool(better),
        report=lambda told: better.append(told.objective) if told.objective > greedy + 1 else None,
    )

    found = Search(instance, control).prove()

    assert figures(instance, found.state).person_years > greedy
    assert found.bound > greedy


@thorough_only()
@pytest.mark.slow
def test_the_same_plan_and_price_come_alone_beside_others_and_on_a_busy_machine(demo: Assessment) -> None:
    """Each search has a process of its own, and no question changes the answer to another."""
    instance = build_instance(demo.evidence, Programme())

    def asked(budget_eur: float) -> Plan:
        wanted = Programme(budgets_eur=(budget_eur,) * 4)
        return plan_instance(build_instance(demo.evidence, wanted), CONTROL, where=apart)

    alone = plan_instance(instance, CONTROL, where=apart)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(asked, (1e6, 750_000.0, 1e6, 1_250_000.0)))
    for plan in (together[0], together[2]):
        assert (plan.state == alone.state).all()
        assert {**plan.certificate, "seconds": 0} == {**alone.certificate, "seconds": 0}
        assert plan.certificate["ended_by"] == "gap"

    wanted = [Lifted("floor", name) for name in ("sport", "technical")]
    both = list(prices(alone, demo.evidence, CONTROL, lifted=wanted, gap=0.002, where=apart, at_once=2))
    assert both == [
        next(prices(alone, demo.evidence, CONTROL, lifted=[each], gap=0.002, where=apart)) for each in wanted
    ]
