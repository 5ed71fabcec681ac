"""What is said of a ranking: the same in the app, the terminal and the export, and only where it is true."""

from types import SimpleNamespace

import pytest

from exports.tables import holds_if, ranking_table
from geo.ranking.assessment import Assessment, assess
from geo.ranking.ranking import rank
from terminal.ranking_tables import ranking_lines
from tests import toyville as toy
from ui.components.ranks import building_words, condition_words, criteria_words, records
from words.numbers import Numbers
from words.ranking import apart_words

BUILDINGS = {
    "a": {"contact_staff": 10, "requests_per_year": 40.0},
    "b": {"contact_staff": 4, "requests_per_year": 20.0},
    "c": {"contact_staff": None, "requests_per_year": 20.0},
}
CONDITION = (
    "Points and places hold if no building has more than 10 members of staff (Staff in contact with the public; not "
    "known of 1)."
)


def _assessment(**pieces: object) -> Assessment:
    parameters = pieces.pop("parameters", toy.PARAMETERS)
    tables = toy.full_tables(buildings=toy.buildings(BUILDINGS), **pieces)
    return assess(tables, toy.PLACE, parameters)


def _context(assessment: Assessment) -> SimpleNamespace:
    weights = assessment.evidence.parameters.weights
    return SimpleNamespace(
        assessment=assessment,
        weights=weights.__getitem__,
        numbers=Numbers("en", str),
        ranked=lambda ranking: rank(assessment.matrices[ranking], weights[ranking]),
    )


def _terminal(assessment: Assessment, ranking: str) -> list[str]:
    weights = assessment.evidence.parameters.weights[ranking]
    return ranking_lines(ranking_table(assessment, ranking, weights), assessment, ranking, weights, "en", str)


def test_a_value_without_an_upper_bound_is_a_condition_of_all_points_and_places() -> None:
    """Of c it is not known how many deal with the public: 10, the most of the others, hold for it too."""
    assessment = _assessment()
    context = _context(assessment)
    assert condition_words(context, "aidants") == [CONDITION]
    assert CONDITION in _terminal(assessment, "aidants")
    row = records(context.ranked("aidants"))[0]
    assert building_words(row, context, "aidants") == [CONDITION]
    weights = assessment.evidence.parameters.weights["aidants"]
    assert holds_if(assessment.matrices["aidants"], weights) == "contact_staff_persons <= 10"
    assert set(ranking_table(assessment, "aidants", weights)["holds_if"]) == {"contact_staff_persons <= 10"}


@pytest.mark.parametrize("why", ["known", "declared", "no weight", "other ranking"])
def test_nothing_is_said_where_the_points_hold_anyway(why: str) -> None:
    parameters, ranking = toy.PARAMETERS, "wifi" if why == "other ranking" else "aidants"
    pieces: dict[str, object] = {}
    if why == "known":
        pieces["buildings"] = toy.buildings({**BUILDINGS, "c": {"contact_staff": 3}})
    if why == "declared":
        parameters = parameters.model_copy(update={"goalposts": {"contact_staff": (0, 20)}})
    if why == "no weight":
        weights = {**parameters.weights, "aidants": {**parameters.weights["aidants"], "contact_staff": 0}}
        parameters = parameters.model_copy(update={"weights": weights})
    assessment = assess(toy.full_tables(**{"buildings": toy.buildings(BUILDINGS), **pieces}), toy.PLACE, parameters)
    context = _context(assessment)
    assert condition_words(context, ranking) == criteria_words(context, ranking) == []
    assert not [line for line in _terminal(assessment, ranking) if "Points and places" in line]
    assert holds_if(assessment.matrices[ranking], parameters.weights[ranking]) == ""


def test_a_missing_layer_is_told_with_what_it_could_change() -> None:
    """Without fibre, 20 of 37 parts of the weight are left: the others may add 17 parts, or nothing."""
    assessment = _assessment(fibre=None)
    context = _context(assessment)
    weights = assessment.evidence.parameters.weights["wifi"]
    table = ranking_table(assessment, "wifi", weights).set_index("building_id")
    assert set(table["criteria_counted"]) == {4}
    assert set(table["criteria_weighed"]) == {7}
    counted = sum(weights[key] for key in assessment.matrices["wifi"].values)
    a = table.loc["a"]
    assert counted == 20
    assert a["full_score_low"] == pytest.approx(a["score"] * 20 / 37)
    assert a["full_score_high"] == pytest.approx(a["score"] * 20 / 37 + 100 * 17 / 37)
    assert a[["full_rank_low", "full_rank_high"]].tolist() == [1, 3]
    rests_on = "It rests on 4 of its 7 criteria alone: nothing is published of the others."
    first = "Depending on what the others say, any of 3 buildings may come first."
    assert criteria_words(context, "wifi") == [rests_on, first]
    lines = _terminal(assessment, "wifi")
    assert rests_on in lines
    assert first in lines
    (head,) = [line for line in lines if line.startswith("rank")]
    assert "rank, all criteria" in head
    assert "score, all criteria" in head
    row = records(context.ranked("wifi"))[0]
    full = (
        f"With its 7 criteria its points would lie from {a['full_score_low']:.1f} to {a['full_score_high']:.1f}, and "
        "its rank from 1 to 3."
    )
    assert building_words(row, context, "wifi")[:2] == [rests_on, full]
    assert "all criteria" not in "".join(_terminal(_assessment(), "wifi"))


def test_points_that_unknown_values_may_move_far_are_told_with_their_bounds() -> None:
    near = {"status": "ranked", "score_low": 60.0, "score_high": 60.4}
    assert apart_words(near, Numbers("en", str)) == []
    assert apart_words({**near, "status": "interval", "score_high": 80.0}, Numbers("en", str)) == []
    told = "What is not known could bring its points anywhere from 60.0 to 63.2."
    assert apart_words({**near, "score_high": 63.2}, Numbers("en", str)) == [told]
