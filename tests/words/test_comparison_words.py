"""Each change between two sides as a sentence: by hand, in every language, and nothing where nothing differs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

import pandas as pd
import pytest
from pydantic import BaseModel

from geo.comparison import Difference, Side, difference
from geo.settings import DistrictMinimum, Parameters, Programme, Roster
from layers import LAYERS
from store.versions import Snapshot
from tests.geo.ready import READY
from words import translator
from words.comparison import answer_sentence, change_words, changes_said, settings_said, snapshots_said
from words.comparison.names import NAMES, TABLES, VALUES
from words.numbers import Numbers

EN, FR = (Numbers(language, translator(language)) for language in ("en", "fr"))


@pytest.fixture(scope="module")
def sides() -> tuple[Side, Side]:
    """Return the example's plan, and one without the school, the library a year earlier and 500 EUR cheaper."""
    assessment, plan = READY["assessment"](), READY["plan"]()
    rows = plan.rows[plan.rows["building_id"] == "b1-library"].assign(year=2027, capex_eur=4100.0)
    years = plan.years.assign(people_served=plan.years["people_served"] - 1500)
    return Side(assessment, plan=plan), Side(assessment, plan=replace(plan, rows=rows, years=years))


def test_a_plan_that_loses_a_building_says_people_euros_and_buildings(sides: tuple[Side, Side]) -> None:
    found = difference(*sides)
    assert answer_sentence(found, "programme", EN) == (
        "Wi-Fi programme, from A to B: people served: \u22121,500, to install: \u2212€12,200, 1 building leaves, "
        "1 building changes."
    )
    said = changes_said(found, sides, {"b1-library": "The library"}, EN)
    assert said["gaps"] == []
    # 345 by the Wi-Fi there is, 1,500 by the school, 75 by the library; 11,700 EUR and 4,600 EUR.
    assert said["programme"] == [
        "People served at the end: 1,500 fewer in B (1,900 in A, 420 in B).",
        "Cost of installing: €12,200 less in B (€16,300 in A, €4,100 in B).",
        f"1 building is equipped in A only: {sides[0].plan.rows.iloc[0]['name']}.",
        "1 building is equipped earlier in B: The library.",
    ]


def test_the_other_way_round_every_sentence_is_the_opposite(sides: tuple[Side, Side]) -> None:
    said = changes_said(difference(*sides[::-1]), sides[::-1], {}, EN)["programme"]
    assert "People served at the end: 1,500 more in B (420 in A, 1,900 in B)." in said
    assert any(each.startswith("1 building is equipped in B only") for each in said)
    assert any(each.startswith("1 building is equipped later in B") for each in said)


def test_nothing_that_differs_is_said_plainly(sides: tuple[Side, Side]) -> None:
    same = difference(sides[0], sides[0])
    assert answer_sentence(same, "programme", EN) == (
        "Nothing differs between A and B in what was compared (Wi-Fi programme)."
    )
    assert changes_said(same, (sides[0], sides[0]), {}, EN) == {"gaps": [], "programme": []}
    assert "Rien ne diffère" in answer_sentence(same, "programme", FR)
    assert answer_sentence(difference(*sides), "roster", EN) == "Roster of aidants: there are not two to compare."


def test_a_gap_of_which_one_side_knows_nothing_is_not_told_as_a_number(sides: tuple[Side, Side]) -> None:
    gaps = pd.DataFrame({"before": [1200.0], "now": [float("nan")]}, index=["help_gap_persons"])
    found = Difference(gaps, {})
    assert changes_said(found, sides, {}, EN)["gaps"] == [
        "Residents without digital help within a walk: known on one side only (1,200 in A, unknown in B)."
    ]


def test_plans_that_count_other_people_say_so(sides: tuple[Side, Side]) -> None:
    plan = sides[0].plan
    other = replace(plan.instance, programme=plan.instance.programme.model_copy(update={"who_counts": "vulnerable"}))
    pair = (sides[0], replace(sides[1], plan=replace(sides[1].plan, instance=other)))
    said = changes_said(difference(*pair), pair, {}, EN)["programme"]
    assert said[0].startswith("The people served are not of the same kind: A counts residents, B counts residents in")


def test_places_in_a_ranking_are_told_by_the_first_ten_and_the_furthest(sides: tuple[Side, Side]) -> None:
    keys = [f"b{place:02}" for place in range(1, 13)]
    before = pd.DataFrame({"rank": pd.array(range(1, 13), dtype="Int64")}, index=keys)
    now = pd.DataFrame({"rank": pd.array([12, *range(1, 12)], dtype="Int64")}, index=keys)
    pair = tuple(Side(sides[0].assessment, {"wifi": each}) for each in (before, now))
    found = difference(*pair)
    said = changes_said(found, pair, {key: key.upper() for key in keys}, EN)["rank_wifi"]
    assert said == [
        "1 building is among the first ten in B only: B11.",
        "1 building is among the first ten in A only: B01.",
        "12 buildings have another place in B.",
        "Furthest up in B: B02, from place 2 to place 1.",
        "Furthest down in B: B01, from place 1 to place 12.",
    ]
    assert "1 building enters the first ten" in answer_sentence(found, "rank_wifi", EN)
    assert change_words("rank_wifi", "earlier", EN) == "further up in B"


def test_settings_that_differ_are_named_as_people_call_them() -> None:
    before = {"parameters": Parameters(), "programme": Programme()}
    weights = {**Parameters().weights, "wifi": {**Parameters().weights["wifi"], "fibre_at_building": 1}}
    now = {
        "parameters": Parameters().model_copy(update={"weights": weights}),
        "programme": Programme(budgets_eur=(100_000.0, 50_000.0), forced_in=("b7", "b8"), wait_for_fibre=True),
    }
    now["programme"] = now["programme"].model_copy(update={"who_counts": "all"})
    said = settings_said(before, now, {"b7": "Library"}, EN)
    assert said == [
        "Weight of “Fibre at the building” for Wi-Fi: 7 in A, 1 in B.",
        "Budget of each year, EUR: 4 × 1,000,000 in A, 100,000; 50,000 in B.",
        "Who counts: residents in digital difficulty in A, residents in B.",
        "A building waits for fibre: no in A, yes in B.",
        "Buildings that must be equipped: nothing in A, Library; b8 in B.",
    ]
    assert settings_said(before, before, {}, EN) == []
    assert settings_said(before, {"roster": Programme()}, {}, EN) == [], "only what both sides have"


def test_shares_are_percentages_and_a_table_only_one_side_has_is_told_by_its_parts() -> None:
    before = {"programme": Programme(existing_share=0.6), "parameters": Parameters()}
    everywhere = DistrictMinimum(by="district", served_share=0.25)
    catchments = Parameters().catchments.model_copy(update={"family": "linear"})
    now = {
        "programme": Programme(existing_share=0.615, district_minimum=everywhere, floor_eur_of_activity={"sport": 5.0}),
        "parameters": Parameters().model_copy(update={"catchments": catchments}),
    }
    assert settings_said(before, now, {}, EN) == [
        "Least amount of one sector of activity, EUR a year: not the same in A and in B.",
        "Need met where there is Wi-Fi already: 60% in A, 61.5% in B.",
        "Where that least share holds: nothing in A, in each district in B.",
        "Least share of the need met everywhere: nothing in A, 25% in B.",
        "Decay of use with the walk: Gaussian in A, in a straight line in B.",
    ]


def test_every_setting_has_a_name_and_no_name_is_of_a_setting_that_is_gone() -> None:
    by_part = {"parameters": Parameters, "programme": Programme, "roster": Roster}
    known = {name for part, model in by_part.items() for name in _settings(part, model)}
    weights = {name for name in known if name.startswith("parameters.weights")}
    assert set(NAMES) == known - weights
    assert known >= TABLES
    assert set(VALUES) <= known


def _settings(name: str, model: type[BaseModel]) -> set[str]:
    """Return the dotted names of a model's settings and those of the models within, tables and lists of them aside."""
    found = set()
    for key, field in model.model_fields.items():
        dotted = f"{name}.{key}"
        kinds = [field.annotation, *get_args(field.annotation)]
        inner = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
        given = None if field.is_required() else field.get_default(call_default_factory=True)
        if dotted in TABLES or not inner:
            keyed = isinstance(given, Mapping) and given and dotted not in TABLES
            found |= {f"{dotted}.{each}" for each in given} if keyed else {dotted}
            continue
        if given is None and not field.is_required():
            found.add(dotted)
        found |= _settings(dotted, inner[0])
    return found


def test_other_data_are_said_with_their_days_and_layers() -> None:
    first = Snapshot("one", "demo", {"wifi": "1", "fibre": "1"}, "2026-05-03T10:00:00Z", synthetic=True)
    second = Snapshot("two", "demo", {"wifi": "2", "fibre": "1"}, "2026-06-12T10:00:00Z", synthetic=True)
    said = snapshots_said(first, second, LAYERS, EN)
    assert "the data of 3 May 2026" in said
    assert "12 June 2026" in said
    wifi = next(layer.title for layer in LAYERS if layer.name == "wifi")
    assert said.endswith(f"not the same: {wifi}.")
    assert snapshots_said(first, first, LAYERS, EN) == ""
