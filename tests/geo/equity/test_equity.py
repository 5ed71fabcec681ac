"""Equity measures against closed forms, and the laws that make them measures of people and not of rows."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.equity.measures import (
    concentration_curve,
    concentration_index,
    equity,
    erreygers_index,
    gini,
    lorenz_curve,
    palma,
    poverty,
    theil,
)
from geo.errors import DataError
from tests.laws import draws

ONE = np.ones


@st.composite
def populations(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw values (some zero), people (some rows empty) and ranks with ties."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows = draw(st.integers(1, 15))
    value = np.where(rng.random(rows) < 0.3, 0.0, rng.uniform(0, 10, rows)) + 1e-3
    people = np.where(rng.random(rows) < 0.2, 0.0, rng.uniform(0.1, 300, rows))
    people[0] += 1
    return value, people, rng.integers(0, 5, rows).astype(float)


def every_measure(value: np.ndarray, people: np.ndarray, rank_by: np.ndarray) -> list[float]:
    below = poverty(value, people, 5)
    return [
        concentration_index(value, people, rank_by),
        erreygers_index(value, people, rank_by, 0, 11),
        gini(value, people),
        theil(value, people),
        palma(value, people),
        below.share_below,
        below.depth,
    ]


@draws(100)
@given(people=st.lists(st.floats(0.1, 1e4), min_size=1, max_size=10), level=st.floats(0.01, 1e6))
def test_where_all_have_the_same_nothing_is_unequal(people: list[float], level: float) -> None:
    count = len(people)
    value, rank_by = np.full(count, level), np.arange(count)

    assert concentration_index(value, people, rank_by) == pytest.approx(0, abs=1e-12)
    assert erreygers_index(value, people, rank_by, 0, 2 * level) == pytest.approx(0, abs=1e-12)
    assert gini(value, people) == pytest.approx(0, abs=1e-12)
    assert theil(value, people) == pytest.approx(0, abs=1e-12)
    assert palma(value, people) == pytest.approx(0.25)


@pytest.mark.parametrize("count", [1, 2, 3, 10, 1000])
def test_where_one_of_many_has_everything(count: int) -> None:
    """Gini and concentration 1 - 1/n, Theil log n; with the sign turned when it is the lowest-ranked who has it."""
    value = np.r_[np.zeros(count - 1), 7.0]

    assert gini(value, ONE(count)) == pytest.approx(1 - 1 / count)
    assert concentration_index(value, ONE(count), np.arange(count)) == pytest.approx(1 - 1 / count)
    assert concentration_index(value, ONE(count), -np.arange(count)) == pytest.approx(-(1 - 1 / count))
    assert theil(value, ONE(count)) == pytest.approx(math.log(count))


@pytest.mark.parametrize("poorer", [0.0, 1.0, 2.5, 4.0])
def test_two_people(poorer: float) -> None:
    """With a and b: concentration (b - a) / 2(a + b), and Theil as the sum of its two terms."""
    value, mean = np.array([poorer, 4.0]), (poorer + 4) / 2
    terms = sum(x / mean * math.log(x / mean) for x in value if x > 0) / 2

    assert concentration_index(value, ONE(2), np.array([1, 2])) == pytest.approx((4 - poorer) / (2 * (4 + poorer)))
    assert theil(value, ONE(2)) == pytest.approx(terms, abs=1e-15)


def test_theil_keeps_those_who_have_nothing() -> None:
    """A quarter with 4, three quarters with nothing: log 4. Without the zeros it would be 0."""
    assert theil(np.array([0, 4]), np.array([75, 25])) == pytest.approx(math.log(4))


def test_the_better_half_with_all_and_the_other_with_nothing_is_one_for_erreygers() -> None:
    share, rank_by = np.array([0.0, 0.0, 1.0, 1.0]), np.arange(4)

    assert erreygers_index(share, ONE(4), rank_by, 0, 1) == pytest.approx(1)
    assert erreygers_index(share[::-1], ONE(4), rank_by, 0, 1) == pytest.approx(-1)


@draws(100)
@given(population=populations())
def test_erreygers_sees_having_and_lacking_alike(population: tuple) -> None:
    value, people, rank_by = population

    having = erreygers_index(value, people, rank_by, 0, 11)

    assert erreygers_index(11 - value, people, rank_by, 0, 11) == pytest.approx(-having, abs=1e-12)
    assert abs(having) <= 1 + 1e-12
    mean = people @ value / people.sum()
    assert having == pytest.approx(4 * mean / 11 * concentration_index(value, people, rank_by), abs=1e-12)


@draws(100)
@given(population=populations())
def test_the_index_is_twice_the_area_between_the_curve_and_the_diagonal(population: tuple) -> None:
    value, people, rank_by = population

    curve = concentration_curve(value, people, rank_by)

    area = np.trapezoid(curve["value_share"], curve["people_share"])
    assert concentration_index(value, people, rank_by) == pytest.approx(1 - 2 * area, abs=1e-9)


@draws(100)
@given(population=populations())
def test_curves_run_from_corner_to_corner_and_lorenz_below_all(population: tuple) -> None:
    value, people, rank_by = population

    lorenz, curve = lorenz_curve(value, people), concentration_curve(value, people, rank_by)

    for points in (lorenz, curve):
        assert points.iloc[0].tolist() == [0, 0]
        assert points.iloc[-1].tolist() == [1, 1]
        assert (points.diff().iloc[1:] >= 0).all(axis=None)
    at = curve["people_share"]
    assert (np.interp(at, lorenz["people_share"], lorenz["value_share"]) <= curve["value_share"] + 1e-9).all()
    assert abs(concentration_index(value, people, rank_by)) <= gini(value, people) + 1e-9


def test_equal_ranks_share_their_place() -> None:
    """Two people at one rank, in either order: the curve has one point for them, and the index is 0."""
    assert concentration_index(np.array([0, 4]), ONE(2), np.array([1, 1])) == 0
    assert concentration_index(np.array([4, 0]), ONE(2), np.array([1, 1])) == 0
    assert len(concentration_curve(np.array([4, 0]), ONE(2), np.array([1, 1]))) == 2


@draws(100)
@given(population=populations(), seed=st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_not_a_bit(population: tuple, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(population[0]))

    assert every_measure(*(column[order] for column in population)) == every_measure(*population)


@draws(100)
@given(population=populations(), share=st.floats(0.1, 0.9))
def test_it_is_people_that_count_and_not_rows(population: tuple, share: float) -> None:
    value, people, rank_by = population
    cut = [np.r_[value, value], np.r_[people * share, people * (1 - share)], np.r_[rank_by, rank_by]]

    assert every_measure(*cut) == pytest.approx(every_measure(*population), abs=1e-9)


@draws(100)
@given(population=populations())
def test_a_change_of_unit_changes_no_relative_measure(population: tuple) -> None:
    value, people, rank_by = population

    assert concentration_index(60 * value, people, rank_by) == pytest.approx(
        concentration_index(value, people, rank_by), abs=1e-12
    )
    assert theil(60 * value, people) == pytest.approx(theil(value, people), abs=1e-12)


def test_poverty_counts_people_and_depth() -> None:
    """Line 10: 30 people at 0 (gap 1), 20 at 5 (gap 0.5), 50 at 10, who are not below it."""
    result = poverty(np.array([0, 5, 10]), np.array([30, 20, 50]), 10)

    assert result.persons_below == 50
    assert result.share_below == 0.5
    assert result.depth == pytest.approx((30 + 10) / 100)


def test_palma_on_paper() -> None:
    """Ten people with 1 to 10: the top has 10, the bottom four 1 + 2 + 3 + 4."""
    assert palma(np.arange(1, 11), ONE(10)) == pytest.approx(1.0)


def test_palma_may_cut_a_row() -> None:
    """Half have 1, half have 3 (of 200 for 100): the top tenth has 30, the lowest four tenths 40."""
    assert palma(np.array([1, 3]), np.array([50, 50])) == pytest.approx(30 / 40)


def test_palma_without_anything_at_the_bottom_has_no_end() -> None:
    assert palma(np.array([0, 4]), np.array([50, 50])) == math.inf


def test_nobody_with_anything_is_not_equality() -> None:
    nothing = np.zeros(3)
    for measure in (gini, theil, palma):
        assert math.isnan(measure(nothing, ONE(3)))
    assert math.isnan(concentration_index(nothing, ONE(3), np.arange(3)))
    assert erreygers_index(nothing, ONE(3), np.arange(3), 0, 1) == 0
    assert poverty(nothing, ONE(3), 1).depth == 1


def test_nobody_at_all_is_unknown() -> None:
    empty = np.zeros(2)
    assert math.isnan(gini(ONE(2), empty))
    assert math.isnan(erreygers_index(ONE(2), empty, np.arange(2), 0, 2))
    assert math.isnan(theil(ONE(2), empty))
    assert math.isnan(poverty(ONE(2), empty, 1).share_below)
    assert lorenz_curve(ONE(2), empty).empty


@pytest.mark.parametrize(
    ("value", "people", "rank_by"),
    [
        ([1, np.nan], [1, 1], [1, 2]),
        ([1, -1], [1, 1], [1, 2]),
        ([1, np.inf], [1, 1], [1, 2]),
        ([1, 1], [1, -1], [1, 2]),
        ([1, 1], [1, 1], [1, np.nan]),
        ([1, 1], [1], [1, 2]),
    ],
)
def test_what_cannot_be_measured_is_refused(value: list, people: list, rank_by: list) -> None:
    with pytest.raises(DataError):
        concentration_index(np.array(value), np.array(people), np.array(rank_by))


def test_bounds_that_do_not_hold_are_refused() -> None:
    with pytest.raises(DataError, match=r"Values outside the bounds 0 to 1: 1 \(such as 1.5\)"):
        erreygers_index(np.array([0.5, 1.5]), ONE(2), np.arange(2), 0, 1)
    with pytest.raises(DataError, match="two rising numbers"):
        erreygers_index(np.array([0.5, 0.5]), ONE(2), np.arange(2), 1, 1)
    with pytest.raises(DataError, match="poverty line"):
        poverty(ONE(2), ONE(2), 0)


def test_all_at_once_leaves_out_the_unknown_and_says_how_many() -> None:
    value, people, rank_by = np.array([1, 2, np.nan, 3]), np.array([10, 20, 5, 7]), np.array([1, 2, 3, np.nan])

    result = equity(value, people, rank_by, line=1.5, bounds=(0, 4))

    assert (result.people, result.people_unknown) == (30, 12)
    assert result.mean == pytest.approx(50 / 30)
    assert result.poverty.persons_below == 10
    assert result.concentration == concentration_index(value[:2], people[:2], rank_by[:2])
    assert result.gini == result.concentration
    assert result.erreygers == pytest.approx(4 * result.mean / 4 * result.concentration)
    assert result.theil == theil(value[:2], people[:2])
    assert len(result.lorenz) == len(result.concentration_curve) == 3
    assert math.isnan(equity(value, people, rank_by, line=1.5).erreygers)
