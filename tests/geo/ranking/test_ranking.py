"""Ranking: the score is the sum of its parts, and nobody gets a place that is not known."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymcdm.methods import WSM

from geo.errors import DataError
from geo.ranking.ranking import explain, rank
from geo.ranking.scale import on_scale
from tests.geo.ranking.toy_matrix import GOALPOSTS, matrix
from tests.laws import draws


def test_on_paper():
    table = rank(matrix({"a": (200, 40, 30), "b": (100, 0, 60)}), {"people": 6, "cost": 2, "hours": 2})
    # a: 60 x 1 + 20 x 0 + 20 x 0.5 = 70; b: 60 x 0.5 + 20 x 1 + 20 x 1 = 70: a tie, broken by name.
    assert table["score"].tolist() == pytest.approx([70, 70])
    assert table["rank"].tolist() == [1, 2]
    assert table[["rank_low", "rank_high"]].to_numpy().tolist() == [[1, 2], [1, 2]]
    assert table.loc["b", "contribution_cost"] == pytest.approx(20)
    assert table["contribution_fibre"].isna().all()
    assert table["status"].tolist() == ["ranked", "ranked"]


def test_many_ties_are_broken_by_identifier():
    table = rank(matrix({f"b{number:03d}": (100, 0, 0) for number in range(200)}), {"people": 1})
    assert table["rank"].tolist() == list(range(1, 201))
    assert table["rank_low"].eq(1).all()
    assert table["rank_high"].eq(200).all()


def test_values_beyond_the_goalposts_are_cut():
    table = rank(matrix({"a": (400, 0, 0), "b": (0, 100, 0)}), {"people": 1, "cost": 1})
    assert table["score"].tolist() == [100, 0]


def test_unknown_makes_an_interval_of_score_and_rank():
    rows = {"a": (200, 20, 60), "b": (200, 20, None), "c": (100, 20, 30), "d": (0, 20, (0, 30))}
    table = rank(matrix(rows), {"people": 5, "cost": 0, "hours": 5})
    assert table["status"].tolist() == ["ranked", "interval", "ranked", "interval"]
    b = table.loc["b"]
    assert pd.isna(b["rank"])
    assert np.isnan(b["score"])
    assert (b["score_low"], b["score_high"]) == (50, 100)
    assert (b["rank_low"], b["rank_high"]) == (1, 3)
    assert b["contribution_people"] == 50
    assert np.isnan(b["contribution_hours"])
    # d scores 0 to 25, below everybody whatever happens.
    assert table.loc["d", ["rank_low", "rank_high"]].tolist() == [4, 4]


def test_what_is_unknown_in_a_criterion_of_weight_zero_changes_nothing():
    table = rank(matrix({"a": (200, 20, None), "b": (100, 20, 60)}), {"people": 1, "hours": 0})
    assert table["status"].tolist() == ["ranked", "ranked"]
    assert table.loc["b", "contribution_hours"] == 0


def test_half_known_bounds_take_the_goalpost_at_the_other_end():
    table = rank(matrix({"a": (0, (None, 10), 0), "b": (0, (30, None), 0)}), {"cost": 1})
    assert table.loc["a", ["score_low", "score_high"]].tolist() == [75, 100]
    assert table.loc["b", ["score_low", "score_high"]].tolist() == [0, 25]


def test_a_ranked_site_stands_behind_one_that_is_surely_better():
    rows = {"sure": (200, 0, None), "known": (10, 0, 0)}
    table = rank(matrix(rows), {"people": 9, "hours": 1})
    assert table.loc["sure", ["rank_low", "rank_high"]].tolist() == [1, 1]
    assert table.loc["known", "rank"] == 2


def test_excluded_sites_have_no_place_and_say_why():
    table = rank(matrix({"a": (200, 0, 0), "b": (10, 0, 0)}, feasible={"b"}), {"people": 1})
    assert table.loc["a", "status"] == "excluded"
    assert table.loc["a", "gates_failed"] == "public_access"
    assert table.loc["a", ["rank", "rank_low", "score", "score_high", "contribution_people"]].isna().all()
    assert table.loc["b", "rank"] == 1


def test_intervals_of_known_values_show_without_taking_the_place_away():
    base = matrix({"a": (100, 0, 0), "b": (90, 0, 0)})
    wide = replace(base, low=base.low.assign(people=[50.0, 90.0]), high=base.high.assign(people=[150.0, 90.0]))
    table = rank(wide, {"people": 1})
    assert table["rank"].tolist() == [1, 2]
    assert table.loc["a", ["score_low", "score", "score_high"]].tolist() == [25, 50, 75]
    assert table.loc["a", ["rank_low", "rank_high"]].tolist() == [1, 2]


def test_weights_that_say_nothing_are_refused():
    with pytest.raises(DataError, match="above 0"):
        rank(matrix({"a": (1, 1, 1)}), {"people": 0, "fibre": 5})
    with pytest.raises(DataError, match="beauty"):
        rank(matrix({"a": (1, 1, 1)}), {"people": 1, "beauty": 3})
    with pytest.raises(DataError, match="-1"):
        rank(matrix({"a": (1, 1, 1)}), {"people": -1})


def test_nothing_to_compare_is_not_an_error():
    nobody = matrix({"a": (1, 1, 1)}, feasible={"x"})
    assert rank(nobody, {"people": 0})["status"].tolist() == ["excluded"]
    empty = replace(nobody, values=nobody.values[[]], low=nobody.low[[]], high=nobody.high[[]], goalposts={})
    assert rank(empty, {})["rank"].isna().all()


def test_the_bounds_of_contributions_add_up_to_the_bounds_of_the_score():
    weights = {"people": 6, "cost": 2, "hours": 3}
    rows = {"a": (200, 40, 30), "b": ((50, 150), (None, 10), None)}
    table, told = rank(matrix(rows), weights), explain(matrix(rows), weights, "b")
    assert told["contribution"].isna().all()
    assert told["contribution_low"].sum() == pytest.approx(table.loc["b", "score_low"])
    assert told["contribution_high"].sum() == pytest.approx(table.loc["b", "score_high"])
    assert told.loc["cost", ["contribution_low", "contribution_high"]].tolist() == pytest.approx([150 / 11, 200 / 11])
    assert told.loc["hours", ["contribution_low", "contribution_high"]].tolist() == pytest.approx([0, 300 / 11])


def test_explain_names_what_the_score_is_made_of():
    table = explain(matrix({"a": (200, 40, 30), "b": (100, 0, 60)}), {"people": 6, "cost": 2, "hours": 3}, "b")
    assert table.index.tolist() == ["people", "cost", "hours"]
    assert table["contribution"].sum() == pytest.approx(
        rank(matrix({"b": (100, 0, 60)}), {"people": 6, "cost": 2, "hours": 3})["score"]["b"]
    )
    assert table["contribution_possible"].sum() == pytest.approx(100)
    # Nothing to pay scores best; a costs 40 and ranks first.
    assert table.loc["cost", "value"] == 0
    assert table.loc["cost", "contribution"] == table.loc["cost", "contribution_possible"] == pytest.approx(200 / 11)
    assert table["contribution_of_first"].sum() == pytest.approx(
        rank(matrix({"a": (200, 40, 30), "b": (100, 0, 60)}), {"people": 6, "cost": 2, "hours": 3})["score"].max()
    )
    with pytest.raises(KeyError):
        explain(matrix({"a": (1, 1, 1)}), {"people": 1}, "nobody")


def test_explain_gives_a_criterion_of_weight_zero_no_points_and_says_what_it_measures() -> None:
    """People and cost share the weight 3 to 1; hours, of weight 0, are told and count for nothing."""
    table = explain(matrix({"a": (50, 10, 30), "b": (200, 40, 60)}), {"people": 3, "cost": 1, "hours": 0}, "a")
    assert table["contribution"].tolist() == [18.75, 18.75, 0]
    assert table["contribution_possible"].tolist() == [75, 25, 0]
    assert table.loc["hours", ["value", "contribution_low", "contribution_high"]].tolist() == [30, 0, 0]


VALUE = st.one_of(st.none(), st.floats(-50, 300), st.tuples(st.floats(0, 20), st.floats(20, 60)))
ROWS = st.lists(st.tuples(VALUE, VALUE, VALUE), min_size=1, max_size=12)
WEIGHTS = st.fixed_dictionaries({"people": st.integers(1, 10), "cost": st.integers(0, 10), "hours": st.integers(0, 10)})


def _named(rows) -> dict:
    return {f"b{number:02d}": row for number, row in enumerate(rows)}


@draws(100)
@given(rows=ROWS, weights=WEIGHTS, excluded=st.sets(st.integers(0, 11)))
def test_laws_of_the_ranking(rows, weights, excluded):
    named = _named(rows)
    feasible = {key for place, key in enumerate(named) if place not in excluded}
    given_matrix = matrix(named, feasible or {"nobody"})
    table = rank(given_matrix, weights)
    ranked, shown = table[table["status"] == "ranked"], table[table["status"] != "excluded"]
    contributions = ranked.filter(like="contribution_").sum(axis=1)
    assert contributions.to_numpy() == pytest.approx(ranked["score"].to_numpy(), abs=1e-9)
    assert ranked["score"].between(0, 100).all()
    assert (shown["score_low"] <= shown["score_high"]).all()
    assert (ranked["score_low"] == ranked["score"]).all()
    assert (shown["rank_low"] <= shown["rank_high"]).all()
    assert shown["rank_low"].between(1, len(shown)).all()
    assert shown["rank_high"].between(1, len(shown)).all()
    assert ((ranked["rank_low"] <= ranked["rank"]) & (ranked["rank"] <= ranked["rank_high"])).all()
    assert ranked["rank"].is_unique
    order = ranked.sort_values("rank")
    assert order["score"].is_monotonic_decreasing
    # Excluded sites change nobody's score or place.
    kept = {key: named[key] for key in named if key in feasible}
    if kept:
        pd.testing.assert_frame_equal(rank(matrix(kept), weights), table.loc[list(kept)])
    # Only the proportions of weights count.
    doubled = rank(given_matrix, {key: 2 * weight for key, weight in weights.items()})
    pd.testing.assert_frame_equal(doubled, table)


@draws(60)
@given(rows=ROWS, weights=WEIGHTS, seed=st.integers(0, 5))
def test_every_completion_of_the_unknown_falls_within_the_bounds(rows, weights, seed):
    """Fill every gap with some possible value and rank without gaps: score and place must lie within what was said."""
    named = _named(rows)
    table = rank(matrix(named), weights)
    draw = np.random.default_rng(seed)

    def fill(value, post):
        if value is None:
            return float(draw.choice([*post, draw.uniform(*sorted(post))]))
        return float(draw.choice([*value, draw.uniform(*value)])) if isinstance(value, tuple) else value

    filled = {
        key: tuple(fill(v, p) for v, p in zip(row, GOALPOSTS.values(), strict=True)) for key, row in named.items()
    }
    complete = rank(matrix(filled), weights)
    assert (table["score_low"] <= complete["score"] + 1e-9).all()
    assert (complete["score"] <= table["score_high"] + 1e-9).all()
    strictly = (complete["score"].round(9).rank(method="min", ascending=False)).astype("Int64")
    least = (complete["score"].round(9).rank(method="max", ascending=False)).astype("Int64")
    assert (table["rank_low"] <= least).all()
    assert (strictly <= table["rank_high"]).all()


def _as_it_is(column, cost):
    """Stand in for the peer's own normalisations, which depend on the other alternatives."""
    return column


@draws(60)
@given(
    rows=st.lists(st.tuples(st.floats(0, 200), st.floats(0, 40), st.floats(0, 60)), min_size=2, max_size=10),
    weights=WEIGHTS,
)
def test_scores_equal_the_weighted_sum_of_pymcdm(rows, weights):
    given_matrix = matrix(_named(rows))
    scale = on_scale(given_matrix)
    scaled = np.column_stack([spread.values for spread in scale.spreads.values()])
    share = np.array([weights[key] for key in GOALPOSTS]) / sum(weights.values())
    peer = WSM(normalization_function=_as_it_is)(scaled, share, np.ones(3), validation=False)
    assert rank(given_matrix, weights)["score"].to_numpy() == pytest.approx(100 * np.asarray(peer), abs=1e-9)


@draws(40)
@given(rows=ROWS, weights=WEIGHTS)
def test_a_site_that_is_worse_in_everything_changes_nobody_elses_score(rows, weights):
    named = _named(rows)
    alone = rank(matrix(named), weights)
    with_it = rank(matrix({**named, "z-last": (0, 40, 0)}), weights)
    scores = ["score", "score_low", "score_high", "rank", "status"]
    pd.testing.assert_frame_equal(alone[scores], with_it.loc[alone.index, scores])


@draws(100)
@given(
    rows=ROWS,
    weights=WEIGHTS | st.just({"people": 1}),
    excluded=st.sets(st.integers(0, 11)),
    place=st.integers(0, 11),
)
def test_every_number_of_an_explanation_is_found_again_from_the_raw_values(rows, weights, excluded, place):
    """In plain numbers, one criterion after the other, for a site whether or not it may be ranked."""
    named = _named(rows)
    feasible = {key for number, key in enumerate(named) if number not in excluded}
    site = list(named)[place % len(named)]
    told = explain(matrix(named, feasible or {"nobody"}), weights, site)
    table = rank(matrix(named, feasible or {"nobody"}), weights)
    ranked = {key: number for key, number in table["rank"].items() if not pd.isna(number)}
    first = min(ranked, key=ranked.get) if ranked else None

    assert told.index.tolist() == list(GOALPOSTS)
    possible = 0.0
    for column, (key, (worst, best)) in enumerate(GOALPOSTS.items()):
        own = {building: row[column] for building, row in named.items()}
        known = {building: value for building, value in own.items() if isinstance(value, float)}
        share = weights.get(key, 0) / sum(weights.values())

        def points(value: float | None, *, share: float = share, worst: float = worst, best: float = best) -> float:
            """Return what a value gives, in points; NaN where it is not known."""
            on_scale_ = np.nan if value is None else min(max((value - worst) / (best - worst), 0), 1)
            return 100 * share * on_scale_

        ends = own[site] if isinstance(own[site], tuple) else (own[site], own[site])
        low, high = (0.0, 100 * share) if ends[0] is None else sorted((points(ends[0]), points(ends[1])))
        expected = {
            "value": known.get(site, np.nan),
            "contribution": points(known.get(site)),
            "contribution_low": low,
            "contribution_high": high,
            "contribution_possible": 100 * share,
            "contribution_of_first": points(known.get(first)),
        }
        assert told.loc[key].to_dict() == pytest.approx(expected, nan_ok=True, abs=1e-9)
        possible += told.loc[key, "contribution_possible"]
    assert possible == pytest.approx(100)
    if site in ranked:
        counted = told[told["contribution_possible"] > 0]
        assert counted["contribution"].sum() == pytest.approx(table.loc[site, "score"], abs=1e-9)
