"""What is said of a plan: upgrades named as such, a sector that is all equipped, and nothing proven of nothing."""

import pytest

from geo.programme.instance.instance import build_instance
from geo.programme.plan.plan import Plan
from geo.programme.planning import proven_plan
from geo.programme.search.search import Search
from geo.settings.programme import Programme
from tests.geo.programme.programme_towns import TIERS, Building, People, Town, still_clock
from words.numbers import Numbers
from words.programme import (
    certificate_sentence,
    nothing_can_be_planned,
    nothing_sentence,
    spent_out_sentences,
    upgrade_sentence,
)

NUMBERS = Numbers("en", str)


def planned(town: Town, *budgets: float, **more: object) -> Plan:
    programme = Programme(**{"first_year": 2027, "budgets_eur": budgets, "tiers": TIERS, "floor_share": 0.0} | more)
    return proven_plan(Search(build_instance(town.evidence(), programme), still_clock(), gap=0))


def test_a_sector_with_less_left_than_its_floor_is_said_to_be_all_equipped_from_then_on() -> None:
    """Sport has one building of 2,800 EUR; 3,000 EUR a year are owed, so that all of it is bought in the first year."""
    town = Town(
        (Building("a"), Building("b"), Building("s", activity="sport")),
        (People("p", 100.0, {"a": 10.0}), People("q", 90.0, {"b": 10.0}), People("r", 5.0, {"s": 10.0})),
    )
    plan = planned(town, 5600.0, 5600.0, tiers=TIERS[:1], floor_eur_of_activity={"sport": 3000.0})
    bought = plan.rows[plan.rows["building_id"] == "s"]
    assert bought["year"].tolist() == [2027]
    said = [each for each in spent_out_sentences(plan, str) if each.startswith("sport")]
    assert said == ["sport: all that can be equipped is equipped by the end of 2027; the rule owes it no more."]


def test_nothing_is_said_of_a_sector_that_always_has_its_floor_left() -> None:
    town = Town((Building("a"), Building("b")), (People("p", 100.0, {"a": 10.0, "b": 10.0}),))
    assert spent_out_sentences(planned(town, 2800.0), str) == []


def test_upgrades_are_told_from_new_buildings() -> None:
    """Money for the hall alone in the first year, for the rest in the second: two purchases of one building."""
    town = Town((Building("a", area_m2=900.0),), (People("p", 100.0, {"a": 10.0}),))
    plan = planned(town, 4000.0, 60000.0)
    assert len(plan.rows) == 2
    assert upgrade_sentence(plan, NUMBERS, str) == (
        "Purchases: 2, of which 1 to give more to a building begun earlier (buildings: 1)."
    )


def test_without_a_building_that_can_be_planned_nothing_is_proven() -> None:
    town = Town((Building("a", area_m2=float("nan")),), (People("p", 100.0, {"a": 10.0}),))
    plan = planned(town, 4000.0)
    assert nothing_can_be_planned(plan)
    assert certificate_sentence(plan, "en", str) == "Nothing is planned, so that there is nothing to prove."
    assert nothing_sentence(plan, town.evidence(), NUMBERS, str).startswith(
        "None of the 1 public buildings can be planned: of 1 the cost is not known."
    )


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_a_plan_that_is_proven_says_on_what_the_proof_rests(language: str) -> None:
    from words import translator

    town = Town((Building("a"),), (People("p", 100.0, {"a": 10.0}),))
    said = certificate_sentence(planned(town, 2800.0), language, translator(language))
    assert {"fr": "ces hypothèses", "nl": "aannames", "en": "these data and assumptions"}[language] in said
