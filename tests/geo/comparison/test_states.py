"""Two states side by side: what differs by hand, and nothing where nothing does."""

from dataclasses import replace

import pandas as pd

from geo.comparison import moved_buildings, moved_gaps, moved_ranks
from tests.geo.ready import READY


def test_gaps_that_move_and_gaps_that_become_unknown() -> None:
    before = READY["assessment"]()
    totals = {**before.totals, "help_gap_persons": 3000.0, "public_gap_persons": float("nan"), "population": 4500.2}
    moved = moved_gaps(before, replace(before, totals=totals))
    assert list(moved.index) == ["public_gap_persons", "help_gap_persons"], "a fifth of a person is none"
    assert moved.loc["help_gap_persons"].tolist() == [3600.0, 3000.0]
    assert moved.loc["public_gap_persons"].isna().tolist() == [False, True]


def test_a_building_that_loses_its_place_moves_those_behind_it() -> None:
    before = pd.DataFrame({"rank": pd.array([1, 2, 3, None], dtype="Int64")}, index=["a", "b", "c", "unknown"])
    now = pd.DataFrame({"rank": pd.array([1, None, 2, 3], dtype="Int64")}, index=["new", "b", "a", "c"])
    moved = moved_ranks(before, now)
    assert moved.fillna(0).to_numpy().tolist() == [[1, 2], [0, 1], [2, 0]]
    assert list(moved.index) == ["a", "new", "b"], "c stays third, and one without a place stays without"


def test_buildings_that_enter_leave_and_change_year_or_tier() -> None:
    plan = READY["plan"]()
    rows = plan.rows.copy()
    library = rows["building_id"] == "b1-library"
    other = rows.assign(
        year=rows["year"].mask(library, 2027),
        building_id=rows["building_id"].replace("b3-school", "b2-hall"),
    )
    moved = moved_buildings(plan, replace(plan, rows=other))
    told = moved[["year_before", "year_now", "capex_eur_before", "capex_eur_now"]].fillna(0)
    assert {key: list(row) for key, row in zip(told.index, told.to_numpy().tolist(), strict=True)} == {
        "b1-library": [2028, 2027, 4600.0, 4600.0],
        "b2-hall": [0, 2027, 0.0, 11700.0],
        "b3-school": [2027, 0, 11700.0, 0.0],
    }
