"""Intervals bound: in no world drawn of what is not known does a score or a rank leave what was told of it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ranking.assessment import Assessment, assess
from geo.ranking.conditions import conditions
from geo.ranking.decision import decision_matrix, with_feasible
from geo.ranking.ranking import rank
from tests import toyville as toy
from tests.cities import assessed
from tests.geo.ranking.toy_matrix import matrix
from tests.geo.ranking.worlds import left, left_at_once, whole, with_only, without
from tests.laws import draws, some

RANKINGS = ("wifi", "aidants")
MISSING = ("fibre", "mobile_5g", "support_places")
POSTS = {"people": (0.0, 200.0), "help": (50.0, 0.0), "hours": (0.0, 60.0)}
OPEN = ("people", "help")


def opened(rows, feasible=None):
    """Return a matrix where the most people and the most help of any site are goalposts."""
    closed = matrix(rows, feasible, POSTS)
    return with_feasible(_with(closed, open_ends=OPEN), closed.feasible)


def _with(given_matrix, **changed):
    return type(given_matrix)(**{**vars(given_matrix), **changed})


def _bounds(table, site, what="score"):
    return table.loc[site, [f"{what}_low", f"{what}_high"]].tolist()


def test_a_value_that_may_lie_beyond_the_others_moves_them_too():
    """Site b has 50 to 200 people: a, with 100, has all points if b has fewer, half of them if b has 200."""
    table = rank(opened({"a": (100, 0, 0), "b": ((50, 200), 0, 0)}), {"people": 1})
    assert table["status"].tolist() == ["ranked", "interval"]
    assert table.loc["a", "score"] == 100
    assert _bounds(table, "a") == [50, 100]
    # b at its least is beside a's 100 people; at its most nobody has more.
    assert _bounds(table, "b") == [50, 100]
    assert _bounds(table, "a", "rank") == _bounds(table, "b", "rank") == [1, 2]


def test_what_moves_two_sites_alike_leaves_their_order():
    """Site x may have all the people there are: a and b get less then, but a stays before b, and c last."""
    rows = {"a": (100, 0, 0), "b": (80, 0, 0), "c": (10, 0, 0), "x": ((20, 1000), 0, 0)}
    table = rank(opened(rows), {"people": 1})
    assert _bounds(table, "b") == [8, 80]
    assert [_bounds(table, site, "rank") for site in rows] == [[1, 2], [2, 3], [4, 4], [1, 3]]


def test_a_goalpost_that_moves_may_turn_two_sites_round():
    """Site a, 80 people and 6 hours, is behind b with 100 beside x's 20 (0.8 + 0.1), not beside 1,000 (0.08 + 0.1)."""
    rows = {"a": (80, 0, 6), "b": (100, 0, 0), "x": ((20, 1000), 0, 0)}
    table = rank(opened(rows), {"people": 1, "hours": 1})
    assert [_bounds(table, site, "rank") for site in rows] == [[1, 3], [1, 3], [1, 3]]
    assert _bounds(table, "a") == pytest.approx([9, 45])
    # The same of help, less of it better: 20 hours fewer are 0.2 of 100, and 0.02 of 1,000.
    rows = {"a": (0, 100, 6), "b": (0, 80, 0), "x": (0, (20, 1000), 0)}
    table = rank(opened(rows), {"help": 1, "hours": 1})
    assert [_bounds(table, site, "rank") for site in "ab"] == [[1, 3], [1, 3]]


def test_help_that_is_known_in_part_is_a_goalpost_as_far_as_it_is_known():
    """Site b has 40 hours of help nearby or more, a has 20: half of the points, and more than half if b has more."""
    given_matrix = opened({"a": (0, 20, 0), "b": (0, (40, 80), 0)})
    assert given_matrix.goalposts["help"] == (40, 0)
    table = rank(given_matrix, {"help": 1})
    assert table.loc["a", "score"] == 50
    assert _bounds(table, "a") == [50, 75]
    assert _bounds(table, "b") == [0, 0]
    assert table["rank_low"].tolist() == table["rank_high"].tolist() == [1, 2]


def test_an_estimate_between_bounds_moves_the_goalpost_down_too():
    """Site a is taken to have 100 people and has 80 to 120: b, with 60, has between 60 of 120 and 60 of 80."""
    given_matrix = matrix({"a": ((80, 120), 0, 0), "b": (60, 0, 0)}, goalposts=POSTS)
    given_matrix = _with(given_matrix, values=given_matrix.values.fillna(100.0), open_ends=OPEN)
    table = rank(with_feasible(given_matrix, given_matrix.feasible), {"people": 1})
    assert table["score"].tolist() == [100, 60]
    assert _bounds(table, "a") == [100, 100]
    assert _bounds(table, "b") == [50, 75]
    assert table["rank_low"].tolist() == table["rank_high"].tolist() == [1, 2]


def test_without_an_upper_bound_all_holds_if_nobody_has_more():
    given_matrix = opened({"a": (100, 0, None), "b": (None, (10, None), 0), "c": ((0, 150), 30, 0)})
    told = conditions(given_matrix, {"people": 1, "help": 1, "hours": 1})
    assert told.to_dict("index") == {
        "people": {"highest": 150, "unknown_sites": 1},
        "help": {"highest": 30, "unknown_sites": 1},
    }
    assert _bounds(rank(given_matrix, {"people": 1}), "b") == [0, 100]
    assert conditions(given_matrix, {"hours": 1, "people": 0}).empty
    assert conditions(_with(given_matrix, open_ends=()), {"people": 1}).empty
    # Where nobody else has any, the others have nothing of it whatever the unknown value is.
    nobody = opened({"a": (0, 0, 0), "b": (None, 0, 0)})
    assert conditions(nobody, {"people": 1}).empty
    assert [_bounds(rank(nobody, {"people": 1}), site) for site in "ab"] == [[0, 0], [0, 100]]


def test_a_layer_that_is_missing_could_say_anything_of_each_site():
    """Fibre, missing, has half of the weight: a, at 100 points of the other half, has 50 to 100, b, at 40, 20 to 70."""
    table = rank(matrix({"a": (200, 0, 0), "b": (80, 0, 0)}), {"people": 5, "fibre": 5})
    assert table["score"].tolist() == [100, 40]
    assert [_bounds(table, site, "full_score") for site in "ab"] == [[50, 100], [20, 70]]
    assert [_bounds(table, site, "full_rank") for site in "ab"] == [[1, 2], [1, 2]]
    # With a tenth of the weight it cannot turn the two round: 90 to 100 points, and 36 to 46.
    table = rank(matrix({"a": (200, 0, 0), "b": (80, 0, 0)}), {"people": 9, "fibre": 1})
    assert [_bounds(table, site, "full_rank") for site in "ab"] == [[1, 1], [2, 2]]
    # Without a weight it says nothing.
    table = rank(matrix({"a": (200, 0, 0), "b": (80, 0, 0)}), {"people": 9, "fibre": 0})
    assert [_bounds(table, site, "full_score") for site in "ab"] == [[100, 100], [40, 40]]


AMOUNT = st.one_of(st.none(), st.floats(0, 300), st.tuples(st.floats(0, 60), st.floats(60, 400)))
HELP = st.one_of(st.none(), st.floats(0, 60), st.tuples(st.floats(0, 60), st.none()))
HOURS = st.one_of(st.none(), st.floats(0, 80), st.tuples(st.floats(0, 20), st.floats(20, 60)))
ROWS = st.lists(st.tuples(AMOUNT, HELP, HOURS), min_size=1, max_size=8)
WEIGHTS = st.fixed_dictionaries(
    {
        "people": st.integers(1, 10),
        "help": st.integers(0, 10),
        "hours": st.integers(0, 10),
        "fibre": st.integers(0, 5),
    }
)


@draws(100)
@given(rows=ROWS, weights=WEIGHTS, excluded=st.sets(st.integers(0, 7)), seed=st.integers(0, 9))
def test_no_world_drawn_leaves_the_intervals(rows, weights, excluded, seed):
    named = {f"b{number}": row for number, row in enumerate(rows)}
    feasible = {key for number, key in enumerate(named) if number not in excluded} or set(named)
    given_matrix = opened(named, feasible)
    told = rank(given_matrix, weights)
    assert told["rank"].dropna().is_unique
    ranked = told[told["status"] == "ranked"]
    assert (ranked["rank_low"] <= ranked["rank"]).all()
    assert (ranked["rank"] <= ranked["rank_high"]).all()
    assert (ranked["score_low"] <= ranked["score"]).all()
    assert (ranked["score"] <= ranked["score_high"]).all()
    assert ranked.sort_values("rank")["score"].is_monotonic_decreasing
    highest = conditions(given_matrix, weights)["highest"].to_dict()
    draw = np.random.default_rng(seed)
    for prefix in ("", "full_"):
        assert left_at_once(told, given_matrix, weights, highest, draw, 50, prefix) == 0


def _half_known_town(seed: int) -> Assessment:
    """Return Toyville with a dozen buildings drawn, of which much is not known."""
    draw = np.random.default_rng(seed)

    def told(value: object) -> object:
        return value if draw.random() < 0.7 else None

    rows = {
        f"b{number:02d}": {
            "at": (float(draw.uniform(0, 300)), float(draw.uniform(0, 300))),
            "fibre_now": told(bool(draw.random() < 0.5)),
            "wifi_now": told(str(draw.choice(["none", "staff"]))),
            "requests_per_year": told(float(draw.integers(0, 50))),
            "contact_staff": told(int(draw.integers(0, 9))),
            "floor_area_m2": told(float(draw.integers(50, 3000))),
            "opening_hours": told(f"Mo-Fr 08:00-{draw.integers(9, 23):02d}:00"),
        }
        for number in range(12)
    }
    help_places = {"h1": (50.0, 250.0, 16.0), "h2": (250.0, 50.0, None), "h3": (150.0, 150.0, 4.0)}
    reach = toy.PARAMETERS.reach.model_copy(update={"limit_m": 150.0})
    pieces = {"buildings": toy.buildings(rows), "support_places": toy.support_places(help_places)}
    return assess(toy.full_tables(**pieces), toy.PLACE, toy.PARAMETERS.model_copy(update={"reach": reach}))


@pytest.mark.slow
@pytest.mark.parametrize("seed", some(range(25), everyday=2))
def test_no_world_of_a_small_town_leaves_the_intervals(seed: int) -> None:
    """Four worlds a town: a hundred in all."""
    _hold(_half_known_town(seed), range(4), seed)


@pytest.mark.slow
def test_no_world_of_the_demonstration_city_leaves_the_intervals(demo_data: Path) -> None:
    """Drawn of its buildings, people and places of help, and measured again; and a hundred drawn between bounds."""
    city = assessed(demo_data, "demo")
    _hold(city, some(range(100), everyday=2), 1)
    for ranking in RANKINGS:
        weights = city.evidence.parameters.weights[ranking]
        for known in (city.matrices[ranking], decision_matrix(without(city.evidence, "fibre"), ranking)):
            told, highest = rank(known, weights), conditions(known, weights)["highest"].to_dict()
            draw = np.random.default_rng(1)
            for prefix in ("", "full_"):
                assert left_at_once(told, known, weights, highest, draw, 100, prefix) == 0


def _hold(assessment: Assessment, worlds: range | list[int], seed: int) -> None:
    """Draw worlds of a town, and hold scores and ranks recomputed against what was told, a layer missing or not."""
    evidence, weights = assessment.evidence, assessment.evidence.parameters.weights
    told = {ranking: rank(assessment.matrices[ranking], weights[ranking]) for ranking in RANKINGS}
    assert all((table["status"] == "interval").any() for table in told.values())
    highest = {
        key: value
        for ranking in RANKINGS
        for key, value in conditions(assessment.matrices[ranking], weights[ranking])["highest"].items()
    }
    reduced = {
        (layer, ranking): rank(decision_matrix(without(evidence, layer), ranking), weights[ranking])
        for layer in MISSING
        for ranking in RANKINGS
    }
    for number in worlds:
        world, layer = whole(evidence, highest, np.random.default_rng([seed, number])), MISSING[number % 3]
        for ranking in RANKINGS:
            measured = decision_matrix(world, ranking)
            assert left(told[ranking], measured, weights[ranking]) == ([], []), (ranking, number)
            assert left(reduced[layer, ranking], measured, weights[ranking], "full_") == ([], []), (layer, number)
            alone = with_only(measured, evidence, layer)
            assert left(reduced[layer, ranking], alone, weights[ranking]) == ([], []), (layer, number)
