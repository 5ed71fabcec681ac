"""What criteria decide: figures by hand, held against SciPy and brute force, none where nothing is known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from geo.ranking import influence, rank, related_criteria
from tests.geo.ranking.toy_matrix import matrix
from tests.laws import draws

ALL = {"people": 1, "cost": 1, "hours": 1}


def _told(rows, weights, feasible=None):
    return influence(rank(matrix(rows, feasible), weights), weights)


def _related(rows, weights=ALL, feasible=None):
    return related_criteria(rank(matrix(rows, feasible), weights), weights)


def test_on_paper():
    # Points of people at weight 3 of 4: 0, 37.5, 75; of hours at 1 of 4: 25, 12.5, 0. Scores: 25, 50, 75.
    # About their means: people -37.5, 0, 37.5; hours 12.5, 0, -12.5; score -25, 0, 25 (variance 1250 as a sum).
    # Cov(people, score) = 2 x 37.5 x 25 = 1875 -> 1.5; Cov(hours, score) = -2 x 12.5 x 25 = -625 -> -0.5.
    told = _told({"a": (0, 0, 60), "b": (100, 0, 30), "c": (200, 0, 0)}, {"people": 3, "hours": 1})
    assert told.index.tolist() == ["people", "hours"]
    assert told["weight_share"].tolist() == [0.75, 0.25]
    assert told["variance_share"].tolist() == pytest.approx([1.5, -0.5])
    # Each is a straight line of the score: alone it would tell all of it.
    assert told["correlation_ratio"].tolist() == pytest.approx([1, 1])
    assert told["sites"].tolist() == [3, 3]
    assert not told["constant"].any()


def test_a_criterion_that_is_the_same_for_all_decides_nothing():
    told = _told({"a": (0, 20, 60), "b": (100, 20, 0), "c": (200, 20, 30)}, ALL)
    assert told["constant"].tolist() == [False, True, False]
    assert told.loc["cost", ["variance_share", "correlation_ratio"]].tolist() == [0, 0]
    assert told["variance_share"].sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("rows", "known"),
    [
        ({"a": (0, 0, 0), "b": (100, 0, 0)}, 2),
        ({"a": (0, 0, 0), "b": (100, 0, 0), "c": (50, 0, None)}, 2),
        ({"a": (None, 0, 0), "b": (None, 0, 0), "c": (50, 0, None)}, 0),
        ({"a": (100, 20, 30), "b": (100, 20, 30), "c": (100, 20, 30)}, 3),
        # Other parts, the same sum: 100 of 200 people or a cost of 20 of 40.
        ({"a": (200, 40, 0), "b": (0, 0, 0), "c": (100, 20, 0)}, 3),
    ],
    ids=["two", "two known", "none known", "all alike", "all the same score"],
)
def test_no_figure_where_there_is_nothing_to_say(rows, known):
    told = _told(rows, ALL)
    assert told[["variance_share", "correlation_ratio"]].isna().all().all()
    assert told["sites"].eq(known).all()
    assert told["weight_share"].sum() == pytest.approx(1)


def test_only_criteria_that_weigh_and_sites_that_are_compared_count():
    rows = {"a": (0, 0, 60), "b": (100, 0, 30), "c": (200, 0, 0), "d": (0, 40, 0)}
    told = _told(rows, {"people": 3, "cost": 0, "hours": 1}, feasible={"a", "b", "c"})
    assert told["variance_share"].tolist() == pytest.approx([1.5, -0.5])
    assert _told({}, ALL).empty
    assert _related({}).empty


VALUES = st.lists(st.tuples(*(st.integers(0, top).map(float) for top in (200, 40, 60))), min_size=3, max_size=30)


@given(VALUES, st.fixed_dictionaries({key: st.integers(1, 10) for key in ALL}), st.randoms())
@draws(200)
def test_the_figures_are_those_of_scipy_and_the_shares_add_up(values, weights, chance):
    rows = {f"b{number:02d}": row for number, row in enumerate(values)}
    table = rank(matrix(rows), weights)
    told = influence(table, weights)
    if told["variance_share"].isna().all():
        assert np.ptp(table["score"]) < 1e-9
        return
    assert told["variance_share"].sum() == pytest.approx(1)
    for key in told.index[~told["constant"]]:
        points, score = table[f"contribution_{key}"], table["score"]
        assert told.loc[key, "correlation_ratio"] == pytest.approx(stats.pearsonr(points, score).statistic ** 2)
        assert told.loc[key, "variance_share"] == pytest.approx(np.cov(points, score)[0, 1] / score.var())
    shuffled = list(rows.items())
    chance.shuffle(shuffled)
    other = influence(rank(matrix(dict(shuffled)), weights), weights)
    pd.testing.assert_frame_equal(told, other, check_exact=False)


@given(VALUES)
@draws(200)
def test_rank_correlations_are_those_of_scipy(values):
    rows = {f"b{number:02d}": row for number, row in enumerate(values)}
    table = rank(matrix(rows), ALL)
    for pair in related_criteria(table, ALL).itertuples():
        one, other = table[f"contribution_{pair.first}"], table[f"contribution_{pair.second}"]
        if np.ptp(one) == 0 or np.ptp(other) == 0:
            assert np.isnan(pair.correlation)
            assert pair.relation == ""
            continue
        assert pair.correlation == pytest.approx(stats.spearmanr(one, other).statistic, abs=1e-9)
        assert pair.points == pytest.approx(stats.linregress(one, other).slope, abs=1e-9)


def test_of_independent_criteria_the_ratio_is_the_first_order_effect():
    # Every combination of 10 x 10 x 10 values once: the expectation given a criterion is a mean over the others.
    steps = [np.linspace(0, top, 10) for top in (200, 40, 60)]
    rows = {
        f"b{number:04d}": row
        for number, row in enumerate((p, c, h) for p in steps[0] for c in steps[1] for h in steps[2])
    }
    weights = {"people": 6, "cost": 3, "hours": 1}
    table = rank(matrix(rows), weights)
    told = influence(table, weights)
    for key in told.index:
        expected = table.groupby(table[f"contribution_{key}"].round(6))["score"].transform("mean").var(ddof=0)
        assert told.loc[key, "correlation_ratio"] == pytest.approx(expected / table["score"].var(ddof=0))
    # Weights squared, since all vary alike: 36, 9 and 1 of 46; and then both figures are one.
    assert told["correlation_ratio"].tolist() == pytest.approx([36 / 46, 9 / 46, 1 / 46])
    assert told["variance_share"].tolist() == pytest.approx(told["correlation_ratio"].tolist())


def test_two_criteria_that_order_alike_are_told_of():
    rows = {"a": (10, 0, 1), "b": (20, 30, 2), "c": (90, 10, 59), "d": (200, 20, 60)}
    told = _related(rows).set_index(["first", "second"])
    assert told.loc[("people", "hours"), "relation"] == "alike"
    assert told.loc[("people", "hours"), "correlation"] == pytest.approx(1)
    assert (told["relation"] != "").sum() == 1
    # A criterion without weight counts nothing, so nothing twice.
    assert (_related(rows, {"people": 1, "hours": 0, "cost": 1})["relation"] == "").all()


def test_the_correlation_must_be_above_nine_tenths():
    # Ten sites, two of them changed about: rho = 1 - 6 x sum of squares / 990.
    places = list(range(1, 11))
    for order, rho in (([1, 2, 3, 4, 5, 6, 7, 8, 10, 9], 1 - 12 / 990), ([4, 2, 3, 1, *range(5, 11)], 1 - 108 / 990)):
        rows = {f"b{n:02d}": (20 * n, 0, 6 * m) for n, m in zip(places, order, strict=True)}
        (pair,) = _related(rows, {"people": 1, "hours": 1}).itertuples()
        assert pair.correlation == pytest.approx(rho)
        assert pair.relation == ("alike" if rho > 0.9 else "")


def test_what_one_gives_and_the_other_takes_is_told_of():
    # Points: people 0, 25, 50, 0; hours 50, 25, 0, 40. Of the two, hours lose more of what they give.
    rows = {"a": (0, 0, 60), "b": (100, 0, 30), "c": (200, 0, 0), "d": (0, 0, 48)}
    (pair,) = _related(rows, {"people": 1, "hours": 1}).itertuples()
    one, other = (50, 25, 0, 40), (0, 25, 50, 0)
    assert (pair.first, pair.second) == ("hours", "people")
    assert pair.points == pytest.approx(stats.linregress(one, other).slope)
    assert pair.points < -1
    assert pair.relation == "opposed"
    # Where people weigh a tenth, what hours give is hardly touched; in rank the two are opposed all the same.
    (pair,) = _related(rows, {"people": 1, "hours": 10}).itertuples()
    assert pair.correlation < -0.9
    assert pair.relation == "opposed"


def test_cheap_and_rising_criteria_are_compared_by_what_is_better():
    # The cost falls as people rise, and less of it is better: the two say the same.
    rows = {f"b{n}": (20 * n, 40 - n, 0) for n in range(5)}
    (pair,) = _related(rows, {"people": 1, "cost": 1}).itertuples()
    assert pair.relation == "alike"


def test_unknown_values_are_left_out_pair_by_pair():
    rows = {"a": (10, 1, 1), "b": (20, None, 2), "c": (30, 3, 3), "d": (40, 2, None)}
    told = _related(rows)
    compared = {frozenset((pair.first, pair.second)): pair.sites for pair in told.itertuples()}
    assert compared == {
        frozenset(("people", "cost")): 3,
        frozenset(("people", "hours")): 3,
        frozenset(("cost", "hours")): 2,
    }
    assert told.loc[told["sites"] == 2, "correlation"].isna().all()
