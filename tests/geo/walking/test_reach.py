"""Reach by straight line, against every distance computed one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.walking.reach import StraightLine, in_reach
from tests.laws import draws

PLACES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=25)


def _xy(places) -> np.ndarray:
    return np.array(places, dtype="float64").reshape(-1, 2) * 10


@draws(80)
@given(origins=PLACES, goals=PLACES, limit=st.integers(1, 600), detour=st.sampled_from([1.0, 1.3, 2.0]))
def test_reach_is_every_pair_within_the_limit_and_no_other(origins, goals, limit, detour):
    origins, goals = _xy(origins), _xy(goals)
    every = np.hypot(*(origins[:, None] - goals[None, :]).transpose(2, 0, 1)) * detour
    found = StraightLine(limit, detour).reach(origins, goals)
    stored = np.zeros(found.shape, dtype=bool)
    stored[found.tocoo().coords] = True
    assert (stored == (every <= limit)).all()
    assert found.toarray()[stored] == pytest.approx(np.maximum(every[stored], 0.001))
    assert found.has_sorted_indices


@draws(40)
@given(origins=PLACES, goals=PLACES)
def test_nearest_is_the_smallest_of_all_distances(origins, goals):
    origins, goals = _xy(origins), _xy(goals)
    nearest = StraightLine(1250, 1.3).nearest(origins, goals)
    if len(goals):
        every = np.hypot(*(origins[:, None] - goals[None, :]).transpose(2, 0, 1)) * 1.3
        assert nearest == pytest.approx(every.min(axis=1))
    else:
        assert np.isposinf(nearest).all()


def test_a_pair_exactly_at_the_limit_counts_and_one_at_zero_distance_stays():
    line = StraightLine(limit_m=130, detour_factor=1.3)
    reach = line.reach(np.array([[0.0, 0.0]]), np.array([[0.0, 0.0], [100.0, 0.0], [100.001, 0.0]]))
    assert reach.toarray().tolist() == [[0.001, 130.0, 0.0]]


def test_nowhere_reaches_nothing():
    line = StraightLine(1250, 1.3)
    nowhere = np.array([[np.nan, np.nan]])
    assert line.reach(nowhere, np.array([[0.0, 0.0]])).nnz == 0
    assert np.isnan(line.nearest(nowhere, np.array([[0.0, 0.0]]))).all()


def test_sums_count_each_amount_once_whatever_the_distance():
    reach = StraightLine(1300, 1.3).reach(np.array([[0.0, 0.0], [5000.0, 0.0]]), np.array([[0.0, 0.0], [900.0, 0.0]]))
    assert in_reach(reach, np.array([10.0, 5.0])).tolist() == [15.0, 0.0]
