"""Every criterion measured on Toyville, where each number can be checked on paper."""

from datetime import date

import numpy as np
import pytest

from geo.evidence import gather
from geo.ranking.criteria import CRITERIA, criterion
from geo.settings.parameters import Parameters, Vulnerability
from tests import toyville as toy

CENTRES = toy.residences([(*toy.centre(name), 1.0) for name in toy.NAMES])
NEAR = Parameters(
    reach=toy.PARAMETERS.reach.model_copy(update={"limit_m": 130}),
    vulnerability=Vulnerability(**toy.RATES),
    costs=toy.PARAMETERS.costs,
)
"""A walk of 130 m is a straight line of 100 m: from the middle of a sector to those of its four neighbours."""

CROSS = {"b2": 500, "a2": 200, "c2": 800, "b1": 400, "b3": 600}
"""Residents within a walk of the middle of the town: 2,500."""


def _evidence(building, parameters=NEAR, **layers):
    buildings = toy.buildings({"site": {"at": (150, 150)} | building, "lost": {"at": None}})
    return gather(toy.tables(residences=CENTRES, buildings=buildings, **layers), toy.PLACE, parameters).evidence


def _measure(key, building=None, parameters=NEAR, **layers):
    table = criterion(key).measure(_evidence(building or {}, parameters, **layers))
    assert list(table.columns) == ["value", "low", "high"]
    assert (table["low"] <= table["high"]).where(table.notna().all(axis=1), other=True).all()
    return table.loc["site"].tolist()


def test_vulnerable_in_reach_counts_the_mean_and_bounds_what_is_unknown():
    value, low, high = _measure("vulnerable_in_reach")
    assert value == pytest.approx(0.45 * 2500)
    assert low < value < high


def test_vulnerable_in_reach_is_exact_where_the_composition_is_known():
    known = toy.indicators(
        {"share_low_diploma": dict.fromkeys(toy.NAMES, 0.4), "share_high_diploma": dict.fromkeys(toy.NAMES, 0.3)}
    )
    value, low, high = _measure("vulnerable_in_reach", indicators=known)
    assert value == low == high == pytest.approx(0.45 * 2500)


def test_gap_in_reach_counts_who_has_neither():
    layers = {
        "fibre": toy.fibre([(toy.square("b2"), "available", "A", None), (toy.square("b1"), "planned", "A", None)]),
        "mobile_5g": toy.mobile_5g([(toy.square("c2"), "A", 2), (toy.square("a2"), "A", 1)]),
    }
    # Fibre for b2, 5G indoors for c2: the gap is a2 (outdoors only), b1 (planned only) and b3.
    assert _measure("gap_in_reach", **layers) == [1200, 1200, 1200]


def test_gap_in_reach_is_an_interval_where_5g_is_known_in_part():
    layers = {
        "fibre": toy.fibre([(toy.square("b2"), "available", "A", None)]),
        "mobile_5g": toy.mobile_5g([(toy.square(name), "A", 0) for name in ("a2", "b1", "b3")]),
    }
    value, low, high = _measure("gap_in_reach", **layers)
    assert np.isnan(value)
    assert (low, high) == (1200, 2000)


@pytest.mark.parametrize(
    ("status", "fibre_now", "value"),
    [
        ("available", False, 1.0),
        ("available", None, 1.0),
        ("building", False, 0.6),
        ("planned", False, 0.3),
        ("planned", True, 1.0),
    ],
)
def test_fibre_at_building(status, fibre_now, value):
    fibre = toy.fibre([(toy.square("b2"), status, "A", None)])
    assert _measure("fibre_at_building", {"fibre_now": fibre_now}, fibre=fibre) == [value] * 3


def test_not_known_whether_connected_is_from_the_state_of_fibre_to_all():
    """0.3 where fibre is planned, 1 if the building is connected; half of it in the connection, beside no Wi-Fi."""
    fibre = toy.fibre([(toy.square("b2"), "planned", "A", None)])
    value, low, high = _measure("fibre_at_building", {"fibre_now": None}, fibre=fibre)
    assert np.isnan(value)
    assert (low, high) == (0.3, 1.0)
    layers = {"fibre": fibre, "mobile_5g": toy.mobile_5g([(toy.square("b2"), "A", 3)])}
    value, low, high = _measure("connectivity", {"fibre_now": None, "wifi_now": "none"}, **layers)
    assert np.isnan(value)
    assert (low, high) == pytest.approx((0.35, 0.7))


def test_no_fibre_at_building_where_no_area_reaches():
    fibre = toy.fibre([(toy.square("a1"), "available", "A", None)])
    assert _measure("fibre_at_building", fibre=fibre) == [0, 0, 0]


def test_mobile_5g_at_building():
    assert _measure("mobile_5g_at_building", mobile_5g=toy.mobile_5g([(toy.square("b2"), "A", 3)])) == [3, 3, 3]
    value, low, high = _measure("mobile_5g_at_building", mobile_5g=toy.mobile_5g([(toy.square("a1"), "A", 0)]))
    assert np.isnan(value)
    assert (low, high) == (0, 3)


def test_attributes_of_the_building():
    assert _measure("expressed_demand", {"requests_per_year": 120}) == [120] * 3
    assert _measure("opening_hours", {"opening_hours": "Mo-Sa 10:00-16:00"}) == [36] * 3
    value, low, high = _measure("opening_hours", {"opening_hours": 'Mo-Fr 09:00-12:00 "sur rendez-vous"'})
    assert np.isnan(value)
    assert (low, high) == (0, 15)
    assert _measure("contact_staff", {"contact_staff": 0}) == [0] * 3
    for key, column in (
        ("expressed_demand", "requests_per_year"),
        ("opening_hours", "opening_hours"),
        ("contact_staff", "contact_staff"),
    ):
        assert np.isnan(_measure(key, {column: None})).all()


def test_cost_per_person():
    fibre = toy.fibre([(toy.square("b2"), "building", "A", None)])
    # 300 m2: 2 access points; 1,800 + 1,500 + 400 + 1,500 = 5,200 and 4 years of 1,200 make 10,000 for 2,500 residents.
    assert _measure("cost_per_person", fibre=fibre) == [4.0] * 3
    assert np.isnan(_measure("cost_per_person", {"floor_area_m2": None}, fibre=fibre)).all()


def test_cost_of_a_site_that_reaches_nobody_is_its_whole_price():
    fibre = toy.fibre([(toy.square("b2"), "building", "A", None)])
    nearer = NEAR.model_copy(update={"reach": NEAR.reach.model_copy(update={"limit_m": 1})})
    assert _measure("cost_per_person", {"at": (199, 101)}, nearer, fibre=fibre) == [10_000] * 3


def test_vulnerable_without_help_leaves_out_who_has_a_place_within_a_walk():
    # From c2's middle, help is within 100 m of c1, c2, c3 and b2.
    value, low, high = _measure("vulnerable_without_help", support_places=toy.support_places({"h": (150, 250, 12)}))
    assert value == pytest.approx(0.45 * (200 + 400 + 600))
    assert low < value < high


def test_a_place_that_gives_no_hours_is_no_help():
    none = toy.support_places({"h": (150, 250, 0)})
    assert _measure("vulnerable_without_help", support_places=none)[0] == pytest.approx(0.45 * 2500)


def test_existing_help_sums_hours_within_a_walk_of_the_site():
    places = {"at": (150, 150, 16), "near": (150, 250, 6), "far": (250, 250, 40)}
    assert _measure("existing_help", support_places=toy.support_places(places)) == [22] * 3
    value, low, high = _measure("existing_help", support_places=toy.support_places({**places, "new": (150, 60, None)}))
    assert low == 22
    assert np.isnan([value, high]).all()


def test_seniors_where_the_data_say_so_and_bounded_where_not():
    shares = dict.fromkeys(toy.NAMES, 0.2) | {"b2": None}
    ages = toy.indicators({"share_65_plus": shares})
    value, low, high = _measure("seniors_in_reach", indicators=ages)
    assert value == pytest.approx(0.2 * 2500)
    assert (low, high) == pytest.approx((0.2 * 2000, 0.2 * 2000 + 500))


def test_connectivity_adds_a_line_wifi_and_5g():
    layers = {
        "fibre": toy.fibre([(toy.square("b2"), "building", "A", date(2027, 1, 1))]),
        "mobile_5g": toy.mobile_5g([(toy.square("b2"), "A", 2)]),
    }
    assert _measure("connectivity", {"wifi_now": "none"}, **layers)[0] == pytest.approx(0.5 * 0.6 + 0.2)
    assert _measure("connectivity", {"wifi_now": "staff", "fibre_now": True}, **layers)[0] == pytest.approx(1.0)
    weak = {**layers, "mobile_5g": toy.mobile_5g([(toy.square("b2"), "A", 1)])}
    assert _measure("connectivity", {"wifi_now": "none"}, **weak)[0] == pytest.approx(0.5 * 0.6)
    strong = {**layers, "mobile_5g": toy.mobile_5g([(toy.square("b2"), "A", 3)])}
    assert _measure("connectivity", {"wifi_now": "none"}, **strong)[0] == pytest.approx(0.5 * 0.6 + 0.2)
    value, low, high = _measure("connectivity", {"wifi_now": None}, **layers)
    assert np.isnan(value)
    assert (low, high) == pytest.approx((0.5, 0.8))


def test_a_site_that_stands_nowhere_reaches_nothing_known():
    evidence = _evidence({}, support_places=toy.support_places({"h": (150, 250, 12)}))
    for key in ("vulnerable_in_reach", "vulnerable_without_help", "existing_help"):
        assert criterion(key).measure(evidence).loc["lost"].isna().all()


def test_the_registry_is_whole_and_says_of_each_what_it_needs_to():
    keys = [each.key for each in CRITERIA]
    assert len(set(keys)) == len(keys)
    assert len({each.column for each in CRITERIA}) == len(keys)
    for each in CRITERIA:
        module = __import__(f"geo.ranking.criteria.{each.key}", fromlist=["CRITERION"])
        assert module.CRITERION is each
        assert each.title
        assert each.question.endswith("?")
        assert each.ranks
    defaults = Parameters().weights
    for ranking, weights in defaults.items():
        assert set(weights) == {each.key for each in CRITERIA if ranking in each.ranks}
