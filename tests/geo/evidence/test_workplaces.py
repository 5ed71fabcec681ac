"""Workplaces of helpers: where they are, and which nobody can find."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from geo.crs import METRIC
from geo.evidence.gather import gather
from geo.evidence.workplaces import STATUSES, place_workplaces
from tests import toyville

ROWS = {
    "w1": ("b1-library", None),
    "w2": (None, (150.0, 150.0)),
    "w3": ("b99", None),
    "w4": (None, None),
    "w5": ("b7-lost", (50.0, 50.0)),
    "w6": ("b99", (250.0, 150.0)),
}
"""Workplace -> building and place of its own: in the library, by itself, unknown, nowhere, in a building nobody placed,
in an unknown building but with coordinates."""


def layer() -> gpd.GeoDataFrame:
    return toyville.workplaces(ROWS)


def test_a_building_counts_before_coordinates_and_unknown_is_not_a_place() -> None:
    sites = gather(toyville.full_tables(), toyville.PLACE, toyville.PARAMETERS).evidence.sites
    placed = place_workplaces(layer(), sites)
    assert placed is not None
    wanted = ["in_building", "by_itself", "unknown_building", "nowhere", "in_building", "by_itself"]
    assert placed["place_status"].tolist() == wanted
    assert set(wanted) == set(STATUSES)
    library = toyville.at(50, 50)
    assert placed.loc["w1", ["x_m", "y_m"]].tolist() == [library.x, library.y]
    assert placed.loc[["w3", "w4", "w5"], "x_m"].isna().all()
    assert placed["own_x_m"].notna().tolist() == [False, True, False, False, False, True]


def test_gathering_measures_walks_from_their_own_places_and_names_the_lost() -> None:
    gathered = gather(toyville.full_tables(workplaces=layer()), toyville.PLACE, toyville.PARAMETERS)
    evidence = gathered.evidence
    assert evidence.workplaces is not None
    assert evidence.workplace_reach is not None
    assert evidence.workplace_reach.shape == (6, len(evidence.demand))
    assert (np.diff(evidence.workplace_reach.indptr) > 0).tolist() == [False, True, False, False, False, True]
    told = {found.code: found.parameters for found in gathered.findings if found.code.startswith("workplaces.")}
    assert told == {
        "workplaces.unknown_building": {"count": 1, "names": "Workplace w3"},
        "workplaces.nowhere": {"count": 1, "names": "Workplace w4"},
    }


@pytest.mark.parametrize("table", [None, layer().iloc[:0]], ids=["absent", "empty"])
def test_without_the_layer_nothing_is_known_and_nothing_else_changes(table: gpd.GeoDataFrame | None) -> None:
    with_it = gather(toyville.full_tables(workplaces=table), toyville.PLACE, toyville.PARAMETERS)
    without = gather(toyville.full_tables(), toyville.PLACE, toyville.PARAMETERS)
    assert with_it.evidence.workplaces is None
    assert with_it.findings == without.findings
    pd.testing.assert_frame_equal(pd.DataFrame(with_it.evidence.sites), pd.DataFrame(without.evidence.sites))


def test_the_order_of_rows_changes_nothing() -> None:
    sites = gather(toyville.full_tables(), toyville.PLACE, toyville.PARAMETERS).evidence.sites
    forward, back = (place_workplaces(each, sites) for each in (layer(), layer().iloc[::-1].reset_index(drop=True)))
    pd.testing.assert_frame_equal(pd.DataFrame(forward), pd.DataFrame(back))
    assert forward is not None
    assert forward.crs == METRIC
