"""What would bring a building in: the nearest weight, checked by ranking with every weight there is."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ranking.counterfactual import place_without_gates, smallest_weight_changes
from geo.ranking.ranking import rank
from tests.geo.ranking.toy_matrix import matrix
from tests.laws import draws

WEIGHT = st.integers(0, 10)
VALUE = st.one_of(st.none(), st.integers(0, 60))


def test_a_site_whose_gates_are_lifted_may_be_the_most_there_is():
    """Site z, 400 people and 50 hours, makes a's 200 half of the most: 50 + 41.7 points against 25 + 50."""
    town = matrix({"a": (200, 0, 60), "z": (400, 0, 50)}, feasible={"a"})
    row = place_without_gates(replace(town, open_ends=("people",)), {"people": 1, "hours": 1}, "z")
    assert row["rank"] == 1
    assert row["score"] == pytest.approx(50 + 50 * 5 / 6)


def test_on_paper():
    """Site b leads on hours alone: 50 p + 30 h beats a's 100 p when h is heavy enough, from weight 6 on."""
    town = matrix({"a": (200, 0, 0), "b": (100, 0, 60)})
    changes = smallest_weight_changes(town, {"people": 10, "cost": 0, "hours": 2}, "b", first=1)
    assert changes.loc["hours", ["weight", "weight_needed", "rank_then"]].tolist() == [2, 6, 1]
    assert changes.loc["people", "weight_needed"] == 3
    assert changes.loc["cost"].isna().tolist() == [False, True, True]


def test_a_site_that_is_in_already_needs_no_change():
    changes = smallest_weight_changes(matrix({"a": (200, 0, 0)}), {"people": 3, "hours": 1}, "a", first=1)
    assert changes["weight_needed"].tolist() == [3, 0, 1]


def test_an_excluded_site_needs_its_gates_lifted_not_a_weight():
    town = matrix({"a": (200, 0, 0), "b": (100, 0, 0)}, feasible={"b"})
    assert smallest_weight_changes(town, {"people": 1}, "a", first=1)["weight_needed"].isna().all()
    assert place_without_gates(town, {"people": 1}, "a")["rank"] == 1
    assert rank(town, {"people": 1}).loc["a", "status"] == "excluded"


def test_a_site_that_may_be_as_good_is_not_surely_worse():
    """At its worst a has no hours, as b: it may stand second, so that it is not first whatever the unknown hours."""
    town, weights = matrix({"a": (100, 0, None), "b": (100, 0, 0)}), {"people": 1, "hours": 1}
    assert rank(town, weights).loc["a", "rank_high"] == 2
    changes = smallest_weight_changes(town, weights, "a", first=1)
    assert changes.loc["people", "weight_needed"] is pd.NA or changes.loc["people", "weight_needed"] != 1


def test_an_unknown_site_is_an_error():
    with pytest.raises(KeyError):
        smallest_weight_changes(matrix({"a": (1, 1, 1)}), {"people": 1}, "nobody", 1)


@draws(40)
@given(
    rows=st.lists(st.tuples(VALUE, VALUE, VALUE), min_size=2, max_size=8),
    weights=st.fixed_dictionaries({"people": WEIGHT, "cost": WEIGHT, "hours": st.integers(1, 10)}),
    which=st.integers(0, 7),
    first=st.integers(1, 4),
)
def test_the_nearest_weight_is_the_nearest_of_all_weights(rows, weights, which, first):
    town = matrix({f"b{number}": row for number, row in enumerate(rows)})
    building = f"b{which % len(rows)}"
    changes = smallest_weight_changes(town, weights, building, first)
    for key, now in weights.items():
        working = {}
        for weight in range(11):
            tried = {**weights, key: weight}
            if any(tried.values()):
                row = rank(town, tried).loc[building]
                place = row["rank_high"] if row["status"] == "interval" else row["rank"]
                if place <= first:
                    working[weight] = place
        if working:
            nearest = min(working, key=lambda weight: (abs(weight - now), weight))
            assert changes.loc[key].tolist() == [now, nearest, working[nearest]]
        else:
            assert changes.loc[key, ["weight_needed", "rank_then"]].isna().all()
