"""No plan breaks a rule that is known, whatever the rule and whatever is done to a plan after it was found."""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.programme import rules as _rules
from geo.programme.instance.instance import build_instance
from geo.programme.plan.curve import curve
from geo.programme.plan.plan import Plan
from geo.programme.planning import first_plan, proven_plan
from geo.programme.rules import rules_of
from geo.programme.search import best as _best
from geo.programme.search.greedy import greedy_plan
from geo.programme.search.search import Search
from geo.programme.search.ties import first_keys_first, interchangeable
from geo.settings.programme import Programme
from tests.geo.programme.programme_extra_rule import Count, also
from tests.geo.programme.programme_towns import FIRST_YEAR, TIERS, Building, People, Town, solved, still_clock
from tests.geo.programme.test_programme_optimum import same
from tests.laws import draws

HALL = TIERS[0]

ALIKE = Town(
    (Building("a"), Building("b"), Building("c", section="C")),
    (People("p", 100.0, {"a": 10.0, "b": 10.0, "c": 10.0}),),
)
"""Three buildings that only their sections tell apart. A hall costs 2,800 EUR and serves 35 of the 100 people."""

ONE_IN_EACH = (Count("A", ("a", "b"), low=1), Count("C", ("c",), low=1))


def halls(*budgets: float, **more: object) -> Programme:
    return Programme(**{"first_year": FIRST_YEAR, "budgets_eur": budgets, "tiers": (HALL,), "floor_share": 0.0} | more)


def begun(plan: Plan) -> list[tuple[int, str]]:
    return [(year - FIRST_YEAR, key) for year, key in plan.rows[["year", "building_id"]].itertuples(index=False)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_rule_that_tells_sections_apart_is_kept_by_buildings_alike_in_all_else(order: tuple[int, ...]) -> None:
    """With money for two, each section must have one: the first of the two in A, and the one in C."""
    with also(*ONE_IN_EACH):
        plan = solved(ALIKE.shuffled(order, (0,)), halls(5_600.0))
    assert plan.status == "optimal"
    assert begun(plan) == [(0, "a"), (0, "c")]


def test_a_section_that_must_begin_first_takes_the_place_of_the_first_key_in_that_year_alone() -> None:
    with also(Count("C", ("c",), low=1, when=0)):
        plan = solved(ALIKE, halls(2_800.0, 2_800.0))
    assert plan.status == "optimal"
    assert begun(plan) == [(0, "c"), (1, "a")]


def test_a_rule_in_the_way_of_one_group_leaves_another_in_order() -> None:
    """Two trios alike, each serving its own people: only the buildings of the second may not be put in order."""
    keys = [[f"{trio}{number}" for number in range(3)] for trio in "xy"]
    town = Town(
        tuple(Building(key) for trio in keys for key in trio),
        tuple(People(f"p{trio[0]}", 100.0, dict.fromkeys(trio, 10.0)) for trio in keys),
    )
    with also(Count("y2", ("y2",), low=1)):
        plan = solved(town, halls(4 * 2_800.0))
    assert plan.status == "optimal"
    assert begun(plan) == [(0, "x0"), (0, "x1"), (0, "y0"), (0, "y2")]


def test_each_of_a_group_has_the_most_that_the_rules_let_it_have() -> None:
    """Where the first may have nothing, the second has the most, and what the last had it has no more."""
    instance = build_instance(ALIKE.evidence(), halls(2_800.0, 2_800.0))
    (group,) = interchangeable(instance)
    state = np.array([[0, 0], [0, 1], [1, 1]])
    assert first_keys_first([group], state, lambda told: not told[0].any()).tolist() == [[0, 0], [1, 1], [0, 1]]
    assert first_keys_first([group], state, lambda told: not told[0, 0]).tolist() == [[0, 1], [1, 1], [0, 0]]
    assert first_keys_first([group], state, lambda _told: True).tolist() == [[1, 1], [0, 1], [0, 0]]
    assert state.tolist() == [[0, 0], [0, 1], [1, 1]]


@pytest.mark.parametrize("step", ["without_waste", "first_keys_first"])
def test_whatever_a_step_does_to_a_plan_what_breaks_a_rule_is_not_taken(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The step takes everything away, so that the building that must be equipped is not."""

    def careless(*given_: object) -> np.ndarray:
        return np.zeros_like(next(each for each in given_ if isinstance(each, np.ndarray)))

    monkeypatch.setattr(_best, step, careless)
    plan = solved(ALIKE, halls(2_800.0, forced_in=("b",)))
    assert plan.status == "optimal"
    assert begun(plan) == [(0, "b")]


@st.composite
def twins(draw: st.DrawFn) -> tuple[Town, Programme, tuple[Count, ...]]:
    """Draw a town of twins that only sections tell apart, with or without a stranger, and rules that name buildings."""
    keys = [f"b{number}" for number in range(draw(st.integers(2, 4)))]
    area = draw(st.sampled_from([90.0, 300.0]))
    own = [Building(key, area_m2=area, section=draw(st.sampled_from("AC"))) for key in keys]
    people = [People("p", 100.0, dict.fromkeys(keys, 10.0), block=1)]
    if draw(st.booleans()):
        own.append(Building("stranger", activity="sport", section=draw(st.sampled_from("AC"))))
        people.append(People("q", 40.0, {"stranger": 10.0, keys[0]: 501.0}, section="C"))
    groups = [tuple(each.key for each in own if each.section == name) for name in "AC"] + [tuple(keys[-1:]), ("b1",)]
    years = draw(st.integers(1, 2))
    counts = st.builds(
        lambda keys, low, more, when: Count(",".join(keys), keys, low, low + more, when),
        st.sampled_from([group for group in groups if group]),
        st.sampled_from([0, 1, 1]),
        st.sampled_from([0, 1, np.inf]),
        st.integers(-years, -1),
    )
    rules = halls(
        *(draw(st.sampled_from([2_800.0, 5_600.0, 6_500.0])) for _ in range(years)),
        tiers=TIERS[: draw(st.integers(1, 2))],
        carry_over=draw(st.booleans()),
        floor_eur_of_activity=draw(st.sampled_from([{}, {"sport": 900.0}])),
    )
    return Town(tuple(own), tuple(people)), rules, tuple(draw(st.lists(counts, min_size=1, max_size=2)))


@draws(200)
@given(case=twins(), in_model=st.booleans(), asked=st.sampled_from([0, 3, 10**6, 10**6]))
def test_no_plan_breaks_a_rule_that_is_known_wherever_it_comes_from(
    case: tuple[Town, Programme, tuple[Count, ...]], in_model: bool, asked: int
) -> None:
    """From a search that knows the rule at once or sees it only in a plan; stopped; begun with a plan; on the curve."""
    town, programme, extra = case
    instance, times = build_instance(town.evidence(), programme), count()
    with also(*extra, in_model=in_model):
        given_ = greedy_plan(instance), np.zeros(instance.shape, dtype=np.int64)
        searches = [
            Search(instance, still_clock(lambda: next(times) >= asked), gap=0),
            Search(instance, still_clock(), starts=given_, gap=0.5),
        ]
        told = [make(search) for search in searches for make in (first_plan, proven_plan)]
        points = [*curve(instance, still_clock(), factors=(0.5, 1.0), starts=given_, proof=asked > 3)]
        for each in told:
            assert not (each.has_plan and _rules.broken(instance, rules_of(instance), each.state)), each.status
        for point in points:
            scaled = instance.programme.model_copy(
                update={"budgets_eur": tuple(round(b * point.factor, 2) for b in programme.budgets_eur)}
            )
            rules = rules_of(replace(instance, programme=scaled))
            assert point.figures is None or not _rules.broken(instance, rules, point.state)


@draws(100)
@given(case=twins(), data=st.data())
def test_the_order_of_rows_changes_nothing_where_a_rule_tells_alike_buildings_apart(
    case: tuple[Town, Programme, tuple[Count, ...]], data: st.DataObject
) -> None:
    town, programme, extra = case
    buildings = data.draw(st.permutations(range(len(town.buildings))))
    people = data.draw(st.permutations(range(len(town.people))))
    with also(*extra):
        plan, other = (
            proven_plan(Search(build_instance(each.evidence(), programme), still_clock(), gap=0))
            for each in (town, town.shuffled(buildings, people))
        )
    same(plan, other)
