"""Gates, switched-off criteria and goalposts."""

from datetime import date

import pandas as pd
import pytest

from geo.errors import DataError
from geo.evidence.gates import GATES, GATES_OF
from geo.ranking.assessment import assess
from geo.ranking.criteria import criterion
from geo.ranking.decision import ABSENT, NO_VALUE, resolve_goalposts
from geo.ranking.ranking import rank
from geo.settings.parameters import Parameters
from tests import toyville as toy

WIFI, AIDANTS = "wifi", "aidants"


def _gates_failed(building):
    tables = toy.full_tables(buildings=toy.buildings({"site": building}))
    matrices = assess(tables, toy.PLACE, toy.PARAMETERS).matrices
    return {
        ranking: rank(matrix, toy.PARAMETERS.weights[ranking]).loc["site", "gates_failed"]
        for ranking, matrix in matrices.items()
    }


@pytest.mark.parametrize(
    ("building", "wifi", "aidants"),
    [
        ({}, "", ""),
        ({"at": None}, "located", "located"),
        ({"at": (9000, 9000)}, "in_commune", "in_commune"),
        ({"public_access": False}, "public_access", "public_access"),
        ({"public_access": None}, "public_access_known", "public_access_known"),
        ({"ready_from": date(2031, 1, 1)}, "ready", ""),
        ({"ready_from": date(2030, 12, 31)}, "", ""),
        ({"wifi_now": "public"}, "not_equipped", ""),
        ({"wifi_now": "staff"}, "", ""),
        ({"wifi_now": None}, "", ""),
        (
            {"at": None, "public_access": False, "wifi_now": "public"},
            "located public_access not_equipped",
            "located public_access",
        ),
    ],
)
def test_gates(building, wifi, aidants):
    assert _gates_failed(building) == {WIFI: wifi, AIDANTS: aidants}


def test_every_gate_has_its_words():
    assert set().union(*GATES_OF.values()) == set(GATES)


def test_criteria_are_switched_off_by_absent_layers_and_by_empty_attributes():
    silent = {"b": {"requests_per_year": None, "opening_hours": None, "contact_staff": None}}
    assessment = assess(toy.tables(buildings=toy.buildings(silent)), toy.PLACE, toy.PARAMETERS)
    wifi, aidants = (assessment.matrices[ranking].switched_off for ranking in (WIFI, AIDANTS))
    assert wifi == {
        "gap_in_reach": ABSENT["fibre"],
        "expressed_demand": NO_VALUE,
        "fibre_at_building": ABSENT["fibre"],
        "mobile_5g_at_building": ABSENT["mobile_5g"],
        "opening_hours": NO_VALUE,
        "cost_per_person": ABSENT["fibre"],
    }
    assert aidants == {
        "vulnerable_without_help": ABSENT["support_places"],
        "seniors_in_reach": ABSENT["indicators"],
        "connectivity": ABSENT["fibre"],
        "existing_help": ABSENT["support_places"],
        "opening_hours": NO_VALUE,
        "contact_staff": NO_VALUE,
    }
    for ranking in (WIFI, AIDANTS):
        table = rank(assessment.matrices[ranking], toy.PARAMETERS.weights[ranking])
        assert table.loc["b", "score"] == 100
        assert table.loc["b", "rank"] == 1


def test_an_attribute_known_only_of_buildings_that_are_not_compared_is_not_known():
    rows = {"a": {"requests_per_year": None}, "b": {"requests_per_year": 5.0, "public_access": False}}
    matrix = assess(toy.tables(buildings=toy.buildings(rows)), toy.PLACE, toy.PARAMETERS).matrices[WIFI]
    assert matrix.switched_off["expressed_demand"] == NO_VALUE


def test_bounds_between_fixed_goalposts_are_counted_though_no_value_is_known():
    """Fibre is planned at both, and whether they are connected is not known: 0.3 to 1, not anything from 0 to 1."""
    rows = {"a": {"fibre_now": None}, "b": {"fibre_now": None}}
    fibre = toy.fibre([(toy.square("b2"), "planned", "A", None)])
    tables = toy.full_tables(buildings=toy.buildings(rows), fibre=fibre)
    matrix = assess(tables, toy.PLACE, toy.PARAMETERS).matrices[WIFI]
    assert "fibre_at_building" not in matrix.switched_off
    table = rank(matrix, {"fibre_at_building": 1})
    assert table["status"].tolist() == ["interval", "interval"]
    assert table[["score_low", "score_high"]].to_numpy().tolist() == [[30, 100], [30, 100]]


def test_open_goalposts_are_the_extreme_of_feasible_sites():
    rows = {"a": {"requests_per_year": 40.0}, "b": {"requests_per_year": 900.0, "public_access": False}}
    matrix = assess(toy.tables(buildings=toy.buildings(rows)), toy.PLACE, toy.PARAMETERS).matrices[WIFI]
    assert matrix.goalposts["expressed_demand"] == (0, 40)


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("vulnerable_in_reach", [3.0, 12.0], (0, 12)),
        ("vulnerable_in_reach", [0.0, 0.0], (0, 1)),
        ("existing_help", [3.0, 12.0], (12, 0)),
        ("existing_help", [0.0, 0.0], (1, 0)),
        ("cost_per_person", [3.0, 12.0], (40, 0)),
        ("opening_hours", [3.0], (0, 60)),
    ],
)
def test_goalposts_are_two_different_numbers(key, values, expected):
    assert resolve_goalposts(criterion(key), pd.Series(values), None) == expected


def test_goalposts_of_a_scenario_win_and_must_differ():
    parameters = toy.PARAMETERS.model_copy(update={"goalposts": {"expressed_demand": (100, 500)}})
    matrix = assess(toy.full_tables(), toy.PLACE, parameters).matrices[WIFI]
    assert matrix.goalposts["expressed_demand"] == (100, 500)
    wrong = toy.PARAMETERS.model_copy(update={"goalposts": {"expressed_demand": (5, 5)}})
    with pytest.raises(DataError, match="expressed_demand are 5 and 5: give two different numbers"):
        assess(toy.full_tables(), toy.PLACE, wrong)


def test_default_parameters_are_a_valid_reading_of_themselves():
    assert Parameters.model_validate(Parameters().model_dump()) == Parameters()
