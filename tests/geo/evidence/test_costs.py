"""Cost of equipping a building, on paper."""

import numpy as np
import pandas as pd

from geo.evidence.costs import equipment
from tests.toyville import PARAMETERS


def _cost(area, fibre_now, status):
    site = pd.DataFrame(
        {
            "floor_area_m2": [area],
            "fibre_now": pd.array([fibre_now], dtype="boolean"),
            "fibre_status": pd.Series([status], dtype="str"),
        }
    )
    return equipment(site, PARAMETERS.costs).iloc[0]


def test_on_paper():
    # 451 m2 / 150 -> 4 access points; 4 x 900 + 1,500 + 400 = 5,500; building fibre + 1,500; 4 x 600 a year.
    cost = _cost(451.0, False, "building")
    assert cost["access_points"] == 4
    assert cost["capex_eur"] == 7_000
    assert cost["opex_eur_per_year"] == 2_400


def test_a_whole_number_of_points_is_not_rounded_up():
    assert _cost(450.0, False, "available")["access_points"] == 3


def test_fibre_entry_by_status():
    entry = {
        status: _cost(150.0, False, status)["capex_eur"] - 2_800
        for status in ("available", "building", "planned", "none")
    }
    assert entry == {"available": 0, "building": 1_500, "planned": 8_000, "none": 8_000}
    assert _cost(150.0, True, "none")["capex_eur"] == 2_800


def test_unknown_fibre_bounds_the_cost_and_unknown_area_leaves_nothing():
    cost = _cost(150.0, pd.NA, None)
    assert pd.isna(cost["capex_eur"])
    assert (cost["capex_low_eur"], cost["capex_high_eur"]) == (2_800, 10_800)
    assert _cost(np.nan, True, "available").isna().all()


def test_not_known_whether_connected_costs_nothing_or_what_the_state_of_fibre_asks():
    """One access point, rack and survey are 2,800; fibre that is being built asks 1,500 more."""
    cost = _cost(150.0, pd.NA, "building")
    assert pd.isna(cost["capex_eur"])
    assert (cost["capex_low_eur"], cost["capex_high_eur"]) == (2_800, 4_300)
    assert _cost(150.0, pd.NA, "available")["capex_eur"] == 2_800
    assert _cost(150.0, False, None)[["capex_low_eur", "capex_high_eur"]].tolist() == [2_800, 10_800]
