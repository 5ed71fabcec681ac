"""The budget-coverage curve: points worked out on paper, and that it never falls where no floor grows."""

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given

from geo.programme.instance.instance import Instance, build_instance
from geo.programme.plan.curve import FACTORS, Point, curve
from geo.programme.rules import broken, rules_of
from geo.settings.programme import Programme
from geo.solving.progress import Control
from tests.geo.programme.programme_plans import CONTROL, programme, town
from tests.geo.programme.programme_towns import Town, cases
from tests.laws import draws

PEOPLE = {"cheap": 50, "good-1": 60, "good-2": 60}
COSTS = {"cheap": 4000, "good-1": 5000, "good-2": 5000}


def _instance(wanted: Programme, sectors: dict[str, str] | None = None, people: dict[str, int] = PEOPLE) -> Instance:
    return build_instance(town(people, sectors).evidence(), wanted)


def _served(points: list[Point]) -> list[float | None]:
    return [None if point.figures is None else point.figures.person_years for point in points]


def test_each_budget_is_planned_by_itself() -> None:
    points = list(curve(_instance(programme(COSTS, 10_000)), CONTROL, factors=(1, 0.4, 0.5, 1.4, 0.4), proof=True))

    assert [point.factor for point in points] == [0.4, 0.5, 1, 1.4]
    assert [point.budget_eur for point in points] == [4000, 5000, 10_000, 14_000]
    # The best 10,000 EUR buy leave out what the best 4,000 EUR buy.
    assert _served(points) == [50, 60, 120, 170]
    assert [point.figures.spent_eur for point in points if point.figures] == [4000, 5000, 10_000, 14_000]
    assert all(point.bound >= point.figures.person_years - 0.5 for point in points if point.figures)


def test_a_point_that_is_not_proven_says_how_far_it_may_be_from_the_best() -> None:
    (point,) = curve(_instance(programme(COSTS, 10_000)), CONTROL, factors=(1,))

    # Whatever was found, the best (120) lies under the bound.
    assert point.figures is not None
    assert point.figures.person_years <= 120 <= point.bound + 0.5
    assert point.gap == pytest.approx(point.bound / point.figures.person_years - 1, abs=0.01)


def test_floors_in_euros_stay_and_may_leave_a_small_budget_without_a_plan() -> None:
    wanted = programme(COSTS, 10_000, floor_eur_of_activity={"sport": 4500.0})
    points = list(curve(_instance(wanted, {"good-1": "sport"}), CONTROL, factors=(0.4, 0.5, 1), proof=True))

    assert [point.status for point in points] == ["infeasible", "optimal", "optimal"]
    assert _served(points) == [None, 60, 120]
    assert np.isnan(points[0].bound)
    assert points[0].gap == np.inf


def test_floors_as_shares_grow_so_that_a_larger_budget_may_serve_fewer() -> None:
    """At 10,000 EUR sport is owed 5,000: s1, and c fits. At 11,000 it is owed 5,500: s1 and s2, and c is too dear."""
    people, costs = {"c": 100, "s1": 1, "s2": 1}, {"c": 5000, "s1": 5000, "s2": 3000}
    wanted = programme(costs, 10_000, floor_share_of_activity={"sport": 0.5})

    instance = _instance(wanted, {"s1": "sport", "s2": "sport"}, people)
    points = list(curve(instance, CONTROL, factors=(1, 1.1), proof=True))

    assert _served(points) == [101, 2]


def test_a_building_that_cannot_be_planned_and_must_be_leaves_no_point_with_a_plan() -> None:
    points = list(curve(_instance(programme(COSTS, 10_000, forced_in=("nowhere",))), CONTROL, factors=(1, 2)))

    assert [point.status for point in points] == ["infeasible", "infeasible"]


def test_once_stopped_no_further_point_is_begun() -> None:
    stopped: list[float] = []
    control = Control(time.perf_counter, stop=lambda: len(stopped) >= 2)

    for point in curve(_instance(programme(COSTS, 10_000)), control):
        stopped.append(point.factor)

    assert tuple(stopped) == FACTORS[:2]


def test_a_plan_known_already_is_taken_where_it_is_better() -> None:
    instance = _instance(programme(COSTS, 10_000))
    best = np.array([[0], [1], [1]])

    points = list(curve(instance, CONTROL, factors=(1, 1.1), starts=(best,)))

    assert all((point.state == best).all() for point in points)


@draws(40)
@given(case=cases(share_floors=False))
def test_the_curve_never_falls_where_no_floor_grows_and_every_plan_keeps_its_rules(
    case: tuple[Town, Programme],
) -> None:
    town_, wanted = case
    instance = build_instance(town_.evidence(), wanted)

    points = list(curve(instance, CONTROL, factors=(0.5, 1, 1.5, 2)))

    planned = [point for point in points if point.figures is not None]
    # Money counts half a person at the most, so that a plan worth as much may serve so many fewer.
    served = [point.figures.person_years for point in planned if point.figures]
    assert all(after >= before - 0.501 for before, after in pairwise(served))
    assert [point.factor for point in planned] == [point.factor for point in points][len(points) - len(planned) :]
    for point in planned:
        budgets = tuple(round(each * point.factor, 2) for each in wanted.budgets_eur)
        scaled = build_instance(town_.evidence(), wanted.model_copy(update={"budgets_eur": budgets}))
        assert broken(scaled, rules_of(scaled), point.state) == []
        assert point.gap >= 0
