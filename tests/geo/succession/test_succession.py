"""Figures of former sectors carried over: totals keep their sum, rates stay between the least and the most."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from geo.crs import METRIC
from geo.errors import DataError
from geo.succession import carried_rates, carried_totals, succession, whole_numbers
from tests.laws import draws


def outlines(**areas: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
    """Return sectors of these codes and rectangles."""
    codes = {"sector_code_statbel": list(areas)}
    return gpd.GeoDataFrame(codes, geometry=[box(*area) for area in areas.values()], crs=METRIC)


OLD = outlines(A=(0, 0, 100, 100), B=(100, 0, 200, 100))
NEW = outlines(A1=(0, 0, 30, 100), A2=(30, 0, 100, 100), B=(100, 0, 200, 100))
"""A was cut in two, 30 to 70 by area; B is what it was."""
HOMES = gpd.GeoDataFrame({"weight": [9.0, 1.0]}, geometry=[Point(10, 50), Point(60, 50)], crs=METRIC)
"""Nine in ten homes of A stand in its smaller part; B has none."""


def test_shares_by_area_and_by_where_people_live() -> None:
    by_area = succession(OLD, NEW).pieces
    assert by_area[["old_code", "new_code", "old_share", "new_share", "by", "unchanged"]].to_numpy().tolist() == [
        ["A", "A1", 0.3, 1.0, "area", False],
        ["A", "A2", 0.7, 1.0, "area", False],
        ["B", "B", 1.0, 1.0, "area", True],
    ]
    by_homes = succession(OLD, NEW, HOMES).pieces
    assert by_homes["old_share"].tolist() == [0.9, 0.1, 1.0]
    assert by_homes["by"].tolist() == ["addresses", "addresses", "area"]


def test_totals_are_shared_out_and_rates_kept() -> None:
    between = succession(OLD, NEW, HOMES)
    totals = carried_totals(pd.Series({"A": 1000.0, "B": 50.0}), between)
    assert totals["value"].to_dict() == {"A1": 900.0, "A2": 100.0, "B": 50.0}
    rates = carried_rates(pd.Series({"A": 0.4, "B": 0.1}), between)
    assert rates["value"].round(12).to_dict() == {"A1": 0.4, "A2": 0.4, "B": 0.1}
    back = carried_rates(pd.Series({"A1": 0.1, "A2": 0.2}), succession(NEW, OLD))
    assert back.loc["A", "value"] == pytest.approx(0.3 * 0.1 + 0.7 * 0.2)


def test_what_is_not_known_is_not_made_up() -> None:
    back = succession(NEW, OLD)
    totals = carried_totals(pd.Series({"A1": np.nan, "A2": 70.0, "B": 5.0}), back)
    assert np.isnan(totals.loc["A", "value"])
    assert totals.loc["A", "known_share"] == pytest.approx(0.7)
    assert carried_rates(pd.Series({"A1": np.nan, "A2": 0.2}), back).loc["A", "value"] == 0.2
    assert np.isnan(carried_rates(pd.Series({"A1": 0.2, "A2": np.nan}), back).loc["A", "value"]), "less than half"


def test_slivers_are_no_pieces_and_ground_that_is_gone_is_said() -> None:
    shifted = outlines(A=(0, 0, 100.5, 100), B=(100.5, 0, 200, 100))
    between = succession(OLD, shifted)
    assert between.pieces[["old_code", "new_code", "old_share"]].to_numpy().tolist() == [
        ["A", "A", 1.0],
        ["B", "B", 1.0],
    ]
    assert between.pieces["unchanged"].all()
    assert succession(OLD, outlines(A=(0, 0, 100, 80), B=(100, 0, 200, 100))).uncovered == {"A": pytest.approx(0.2)}
    with pytest.raises(DataError, match="different communes"):
        succession(OLD, outlines(A=(1000, 0, 1100, 100)))


_CUTS = st.lists(st.integers(5, 95), min_size=1, max_size=4, unique=True)
_VALUES = st.lists(st.floats(0, 1e6), min_size=5, max_size=5)


@given(_CUTS, _CUTS, _VALUES, st.booleans())
@draws(40)
def test_a_partition_keeps_totals_and_means_stay_within(
    old: list[int], new: list[int], drawn: list[float], homes: bool
) -> None:
    def strips(cuts: list[int]) -> gpd.GeoDataFrame:
        edges = [0, *sorted(cuts), 100]
        return outlines(**{f"S{n}": (edges[n], 0, edges[n + 1], 10) for n in range(len(edges) - 1)})

    before = strips(old)
    values = pd.Series(drawn[: len(before)], index=before["sector_code_statbel"])
    between = succession(before, strips(new), HOMES.assign(geometry=[Point(3, 5), Point(77, 5)]) if homes else None)
    assert between.pieces.groupby("old_code")["old_share"].sum().to_numpy() == pytest.approx(1)
    assert carried_totals(values, between)["value"].sum() == pytest.approx(values.sum(), abs=1e-6)
    rates = carried_rates(values, between)["value"]
    assert rates.min() >= values.min() - 1e-6
    assert rates.max() <= values.max() + 1e-6
    whole = whole_numbers(carried_totals(values, between)["value"])
    assert whole.sum() == round(values.sum())
