"""What is said of a plan: upgrades named as such, a sector that is all equipped, and nothing proven of nothing."""

import re

import pytest
from babel.messages.pofile import read_po

from geo.programme.instance.instance import build_instance
from geo.programme.plan.other_reach import Recount
from geo.programme.plan.plan import Plan
from geo.programme.planning import proven_plan
from geo.programme.price import InEuros
from geo.programme.search.search import Search
from geo.settings.programme import Programme
from tests.geo.programme.programme_towns import TIERS, Building, People, Town, still_clock
from words import catalogue_path, translator
from words.numbers import Numbers
from words.plan_result import result_sentence
from words.programme import (
    certificate_sentence,
    euros_words,
    floors_sentence,
    nothing_can_be_planned,
    nothing_sentence,
    reach_sentence,
    spent_out_sentences,
    stop_sentence,
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
        "None of the public buildings (1) can be planned: the cost of 1 of them is not known."
    )


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_a_plan_that_is_proven_says_on_what_the_proof_rests(language: str) -> None:
    town = Town((Building("a"),), (People("p", 100.0, {"a": 10.0}),))
    said = certificate_sentence(planned(town, 2800.0), language, translator(language))
    assert {"fr": "ces hypothèses", "nl": "aannames", "en": "these data and assumptions"}[language] in said


_CLAIM = re.compile(
    r"\b(proven|proves?|optimal|prouvée?s?|démontr\w+|optimale?s?|bewezen|bewijst|optimale?)\b", re.IGNORECASE
)
_WITH_WHAT = {
    "en": re.compile("assumptions|not proven|nothing", re.IGNORECASE),
    "fr": re.compile("hypothèses|rien|pas prouvé|écart prouvé", re.IGNORECASE),
    "nl": re.compile("aannames|niet|niets|bewezen marge", re.IGNORECASE),
}
"""What a text that calls something proven must say beside it; the gap "proven" is that of the plan it is said of."""


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_no_text_calls_a_plan_proven_without_saying_on_what(language: str) -> None:
    """Each text with the word names the assumptions beside it or says that something is not proven."""
    with catalogue_path("fr" if language == "en" else language).open("rb") as stream:
        catalogue = read_po(stream)
    texts = [str(each.id if language == "en" else each.string) for each in catalogue if each.id]
    claims = [each for each in texts if _CLAIM.search(each)]
    assert len(claims) > 3
    assert [each for each in claims if not _WITH_WHAT[language].search(each)] == []


def test_both_costs_stand_in_the_first_sentence() -> None:
    """A hall of 2,800 EUR in the first of three years, at 600 EUR a year: 1,800 EUR over the three."""
    town = Town((Building("a"),), (People("p", 100.0, {"a": 10.0}),))
    plan = planned(town, 2800.0, 0.0, 0.0, tiers=TIERS[:1])
    said = result_sentence(plan, Numbers("en", translator("en")), translator("en"))
    assert said.startswith("For €2,800 over 3 years, plus €1,800 to run it over that time (€600 a year at the end), 1 ")
    assert said.endswith("serves the equivalent of 35 of 100 residents in digital difficulty (35%); today, 0.")


def test_a_recount_says_how_far_walks_are_known() -> None:
    told = [Recount(300.0, False, 3_512.0, 0.0), Recount(800.0, True, 12_345.0, 2_000.0)]
    assert reach_sentence(told, NUMBERS, str) == (
        "The same purchases serve, counted again: within 300\u202fm, the equivalent of 3,500 people (today, 0); within "
        "800\u202fm, as far as walks are known, the equivalent of 12,000 people (today, 2,000)."
    )
    assert reach_sentence([], NUMBERS, str) is None


def test_an_estimate_in_euros_is_said_as_one_and_with_two_digits() -> None:
    said = euros_words(InEuros(51_234.0, 44_444.0, 98_765.0), NUMBERS, str)
    assert said == "By estimate, as many would be served by about €51,000 more a year (€44,000 to €99,000)."
    assert euros_words(None, NUMBERS, str) == ""


def test_the_years_without_floors_and_the_end_of_spending_are_said() -> None:
    def said(**rules: object) -> tuple[str, str | None]:
        programme = Programme(**{"first_year": 2027, "budgets_eur": (1.0, 1.0, 1.0), "floor_share": 0.1} | rules)
        return floors_sentence(programme, NUMBERS, str), stop_sentence(programme, NUMBERS, str)

    every = "each sector at least 10% of each year's budget"
    assert said() == (every, None)
    assert said(last_years_without_floors=1) == (f"{every} until 2028", None)
    assert said(last_years_without_floors=3)[0] == said(floor_share=0.0)[0] == "no least share of the sectors"
    stop = "no purchase by choice that serves fewer than 12.5 person-years per €1,000"
    assert said(least_person_years_per_thousand_eur=12.5) == (every, stop)
