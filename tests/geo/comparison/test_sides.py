"""Two sides of a comparison: each change by hand, nothing where nothing differs, and the opposite the other way."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.comparison import (
    Side,
    compared_buildings,
    compared_doors,
    compared_ranks,
    difference,
    moved_buildings,
    moved_figures,
    roster_figures,
)
from tests.geo.ready import READY
from tests.laws import draws

OPPOSITE = {"only_before": "only_now", "only_now": "only_before", "earlier": "later", "later": "earlier"}


def _turned(changes: pd.Series) -> dict[str, str]:
    return {key: OPPOSITE.get(each, each) for key, each in changes.items()}


def test_each_building_of_either_plan_has_one_change() -> None:
    plan = READY["plan"]()
    rows = plan.rows.copy()
    library = rows["building_id"] == "b1-library"
    other = replace(plan, rows=rows.assign(tier=rows["tier"].mask(library, "hall")))
    found = compared_buildings(plan, other)
    assert found["change"].to_dict() == {"b1-library": "other", "b3-school": "same"}
    assert found.loc["b1-library", ["tier_before", "tier_now"]].tolist() == ["whole", "hall"]
    assert list(moved_buildings(plan, other).index) == ["b1-library"], "what moved is the same table without the rest"
    sooner = replace(plan, rows=rows.assign(year=rows["year"].mask(library, 2026)))
    assert compared_buildings(plan, sooner)["change"]["b1-library"] == "earlier"
    assert compared_buildings(sooner, plan)["change"]["b1-library"] == "later"


def test_doors_come_go_and_change_their_half_days() -> None:
    plan = READY["roster_plan"]()
    doors, sessions = plan.doors, plan.sessions
    assert len(doors) == 2, "the example has two doors with a pair each"
    first, second = doors.index
    without = replace(plan, doors=doors.loc[[first]], sessions=sessions[sessions["door_id"] == first])
    assert compared_doors(plan, without)["change"].to_dict() == {first: "same", second: "only_before"}
    assert compared_doors(without, plan)["change"].to_dict() == {first: "same", second: "only_now"}
    moved = replace(plan, sessions=sessions.assign(half_day="sat_morning"))
    table = compared_doors(plan, moved)
    assert set(table["change"]) <= {"other", "same"}
    assert table["half_days_now"].tolist() == ["sat_morning 1", "sat_morning 1"]


ranks = st.permutations(["a", "b", "c", "d", "e"])


@draws(60)
@given(ranks, ranks, st.sampled_from(["", "c"]))
def test_the_other_way_round_it_is_the_opposite(before: list[str], now: list[str], unknown: str) -> None:
    tables = [pd.DataFrame({"rank": pd.array(range(1, 6), dtype="Int64")}, index=keys) for keys in (before, now)]
    if unknown:
        tables[1].loc[unknown, "rank"] = pd.NA
    names = pd.Series({key: key.upper() for key in "abcde"})
    there, back = (compared_ranks(*pair, names, first=2) for pair in (tables, tables[::-1]))
    assert _turned(there["change"]) == back["change"].to_dict()
    came, left = (set(there.index[there["change"] == each]) for each in ("only_now", "only_before"))
    assert came == set(tables[1].index[(tables[1]["rank"] <= 2).fillna(value=False)]) - set(before[:2])
    assert came | left <= set(there.index[there["first"]])


def test_two_sides_are_compared_in_what_both_know() -> None:
    assessment, plan, roster = (READY[name]() for name in ("assessment", "plan", "roster_plan"))
    place = pd.DataFrame({"rank": pd.array([1, 2], dtype="Int64")}, index=["b1-library", "b3-school"])
    both = Side(assessment, {"wifi": place}, plan, roster)
    assert set(difference(both, both).subjects) == {"programme", "roster", "rank_wifi"}
    assert not difference(both, both).differs
    assert set(difference(both, Side(assessment, {"wifi": place})).subjects) == {"rank_wifi"}
    turned = place.assign(rank=place["rank"].to_numpy()[::-1])
    found = difference(both, replace(both, ranks={"wifi": turned}))
    assert found.differs
    assert found.subjects["rank_wifi"].rows["change"].to_dict() == {"b1-library": "later", "b3-school": "earlier"}
    assert not found.subjects["programme"].differs


def test_a_plan_that_was_not_found_is_no_plan_to_compare() -> None:
    assessment, plan = READY["assessment"](), READY["plan"]()
    none = replace(plan, status="infeasible")
    assert difference(Side(assessment, plan=none), Side(assessment, plan=plan)).subjects == {}


@pytest.mark.parametrize(("gap", "sure"), [(0.0, True), (0.001, False), (None, False)])
def test_moves_follow_from_what_was_asked_only_where_both_are_proven_the_best(gap: float | None, *, sure: bool) -> None:
    assessment, plan = READY["assessment"](), READY["plan"]()
    other = replace(plan, certificate={**plan.certificate, "gap": gap})
    assert plan.certificate["gap"] == 0.0
    found = difference(Side(assessment, plan=plan), Side(assessment, plan=other))
    assert found.subjects["programme"].sure is sure


def test_figures_that_only_one_side_knows_differ() -> None:
    figures = roster_figures(READY["roster_plan"]())
    assert moved_figures(figures, figures, 0.05).empty
    unknown = moved_figures({"a": 1.0, "b": float("nan")}, {"a": float("nan"), "b": float("nan")}, 0.5)
    assert list(unknown.index) == ["a"]
