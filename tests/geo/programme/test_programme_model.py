"""The model forbids no plan that keeps the rules, and what the proof decides holds for every plan as good."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.programme.instance.instance import UNIT, Instance, build_instance
from geo.programme.rules import broken, rules_of
from geo.programme.search.classes import everybody, merged
from geo.programme.search.decided import decided
from geo.programme.search.greedy import greedy_plan
from geo.programme.search.hulls import Hulls
from geo.programme.search.levels import level_of
from geo.programme.search.model import Model
from geo.programme.search.search import Search
from geo.programme.search.solver import Solver
from geo.programme.search.worth import objective_of
from geo.settings.programme import Programme
from tests.geo.programme.programme_towns import Building, People, Town, cases, still_clock
from tests.laws import draws

MOST_PLANS = 3_000


def plans(instance: Instance) -> list[np.ndarray]:
    """Return every plan of an instance that keeps the rules."""
    ways = [
        [
            way
            for way in product(range(int(instance.levels[site]) + 1), repeat=instance.shape[1])
            if all(
                now == before or (now > before and ready)
                for before, now, ready in zip((0, *way), way, instance.ready[site], strict=False)
            )
        ]
        for site in range(len(instance.sites))
    ]
    assume(np.prod([len(way) for way in ways]) <= MOST_PLANS)
    states = (np.array(chosen, dtype=np.int64).reshape(instance.shape) for chosen in product(*ways))
    rules = rules_of(instance)
    return [state for state in states if not broken(instance, rules, state)]


def violated(lp: object, point: np.ndarray) -> float:
    """Return by how much a point leaves a row or a bound of a problem."""
    start, index, value = (np.array(getattr(lp.a_matrix_, name)) for name in ("start_", "index_", "value_"))
    row = np.repeat(np.arange(lp.num_row_), np.diff(start))
    activity = np.bincount(row, value * point[index], minlength=lp.num_row_)
    parts = [
        np.array(lp.row_lower_) - activity,
        activity - np.array(lp.row_upper_),
        np.array(lp.col_lower_) - point,
        point - np.array(lp.col_upper_),
    ]
    return float(np.concatenate(parts).max(initial=0.0))


@draws(150, everyday=15)
@given(case=cases())
def test_no_plan_that_keeps_the_rules_is_cut_off_and_each_is_worth_what_it_is(case: tuple[Town, Programme]) -> None:
    town, programme = case
    instance = build_instance(town.evidence(), programme)
    assume(len(instance.capex) > 0)
    model = Model(instance, rules_of(instance), merged(instance))
    base = instance.already / UNIT * sum(programme.weights)

    for state in plans(instance):
        point = model.point_of(state)
        assert violated(model.lp, point) < 1e-9
        assert abs(float(model.lp.col_cost_ @ point) + base - objective_of(instance, state)) < 1e-6
        assert objective_of(instance, state) <= base + everybody(instance) * sum(programme.weights) + 1e-9


@draws(60, everyday=8)
@given(data=st.data(), case=cases())
def test_no_facet_cuts_off_a_plan(data: st.DataObject, case: tuple[Town, Programme]) -> None:
    """Whatever the point at which it was sought: facets hold for every choice of options, affordable or not."""
    instance = build_instance(case[0].evidence(), case[1])
    assume(len(instance.capex) > 0)
    classes = merged(instance)
    model = Model(instance, rules_of(instance), classes)
    numbers = st.floats(0, 1)
    point = np.ones(model.columns)
    point[: model.wholes] = data.draw(st.lists(numbers, min_size=model.wholes, max_size=model.wholes))
    rows = Hulls(model, classes).cuts(point, 1e-6)

    for state in plans(instance):
        whole = model.point_of(state)
        for column, value, high in zip(rows.column, rows.value, rows.high, strict=True):
            assert value @ whole[column] <= high[0] + 1e-9


def test_two_halves_of_two_buildings_serve_what_the_hull_says() -> None:
    """One tier that serves 0.6, in two buildings that together serve all.

    u = (1/2, 1/2) is the mean of both or none (0.5 * 1.0) and of one or the other (0.5 * 0.6 + 0.5 * 0.6 = 0.6): the
    best mean is 0.6. At (0.9, 0.9), both in 0.8 and either in 0.1 each: 0.8 + 0.12 = 0.92, where the rows of the model
    allow min(1, 1.08) = 1.
    """
    town = Town((Building("a"), Building("b")), (People("p", 100.0, {"a": 10.0, "b": 10.0}),))
    tier = Programme().tiers[1].model_copy(update={"served_share": 0.6})
    instance = build_instance(town.evidence(), Programme(budgets_eur=(1e6,), tiers=(tier,), existing_share=0.0))
    classes = merged(instance)
    model = Model(instance, rules_of(instance), classes)
    (x,) = model.x(np.array([0]), 0)

    for reached, most in ((0.5, 0.6), (0.9, 0.92)):
        point = np.zeros(model.columns)
        point[: model.wholes], point[x] = reached, 1.0
        rows = Hulls(model, classes).cuts(point, 1e-9)
        allowed = [
            float(high[0] - value[column != x] @ point[column[column != x]])
            for column, value, high in zip(rows.column, rows.value, rows.high, strict=True)
        ]
        assert min(allowed) == pytest.approx(most)


@pytest.mark.parametrize(("buildings", "kinds"), [(2, 1), (9, 1), (10, 0), (63, 0), (64, 0), (70, 0)])
def test_a_class_of_many_buildings_is_no_small_one(buildings: int, kinds: int) -> None:
    """One tier: 2 ** 9 = 512 choices are looked at, 2 ** 10 are not, nor 2 ** 64, which is 0 in numbers of 64 bits."""
    keys = [f"b{number}" for number in range(buildings)]
    town = Town(tuple(map(Building, keys)), (People("p", 100.0, dict.fromkeys(keys, 10.0)),))
    instance = build_instance(town.evidence(), Programme(budgets_eur=(1e6,), tiers=(Programme().tiers[1],)))
    classes = merged(instance)
    assert Hulls(Model(instance, rules_of(instance), classes), classes).kinds == kinds


@draws(80, everyday=10)
@given(case=cases())
def test_what_is_decided_is_so_in_every_plan_as_good(case: tuple[Town, Programme]) -> None:
    instance = build_instance(case[0].evidence(), case[1])
    rules = rules_of(instance)
    known = plans(instance) if len(instance.capex) else []
    found = Search(instance, still_clock(), gap=0.0).prove()
    assume(found.has_plan and len(known) > 0)
    good = [state for state in known if objective_of(instance, state) >= found.objective - 1e-12]

    told = decided(instance, rules, found.state, control=still_clock())

    for site, what in enumerate(told):
        last = {int(state[site, -1]) for state in good}
        if what == "tier":
            assert last <= {int(found.state[site, -1])}
        if what == "equipped":
            assert {level > 0 for level in last} <= {True}


@draws(60, everyday=15)
@given(data=st.data(), case=cases())
def test_a_part_planned_anew_is_the_best_of_all_plans_alike_elsewhere(
    data: st.DataObject, case: tuple[Town, Programme]
) -> None:
    town, programme = case
    instance = build_instance(town.evidence(), programme)
    rules, start, known = rules_of(instance), greedy_plan(instance), plans(instance)
    assume(len(instance.capex) and not broken(instance, rules, start))
    model = Model(instance, rules, merged(instance))
    free = np.array(data.draw(st.lists(st.booleans(), min_size=model.wholes, max_size=model.wholes)))
    held = level_of(instance, start).ravel()[~free]
    found: list[np.ndarray] = []
    run = Solver(model, seed=1).whole(lambda: False, 60.0, start, lambda state, _bound: found.append(state), free=free)
    assert run.status == "optimal"
    assert all((level_of(instance, state).ravel()[~free] == held).all() for state in found)
    alike = [state for state in known if (level_of(instance, state).ravel()[~free] == held).all()]
    best = max(objective_of(instance, state) for state in alike)
    assert max(objective_of(instance, state) for state in found) == pytest.approx(best, rel=1e-6, abs=1e-6)


def test_where_nothing_can_be_bought_there_is_nothing_to_decide() -> None:
    town = Town((Building("a", public=False),), (People("p", 100.0, {"a": 10.0}),))
    instance = build_instance(town.evidence(), Programme())
    assert decided(instance, rules_of(instance), np.zeros(instance.shape, dtype=np.int64), control=still_clock()) == ()


def test_of_two_buildings_alike_the_gap_decides_neither_and_of_a_needed_one_all() -> None:
    """600 people need c; a and b reach the same 100, and there is money for c and one of them."""
    people = (People("p", 100.0, {"a": 10.0, "b": 10.0}), People("q", 600.0, {"c": 10.0}))
    town = Town((Building("a"), Building("b"), Building("c")), people)
    tier = Programme().tiers[0].model_copy(update={"served_share": 1.0})
    programme = Programme(budgets_eur=(2 * 2_800.0,), tiers=(tier,), floor_share=0.0, existing_share=0.0)
    instance = build_instance(town.evidence(), programme)
    found = Search(instance, still_clock(), gap=0.0).prove()

    assert found.state.tolist() == [[1], [0], [1]]
    told = decided(instance, rules_of(instance), found.state, control=still_clock())
    assert told == ("open", "open", "tier")
