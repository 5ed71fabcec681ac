"""Why a building is in its wave, or why not: every sentence on a town where one can see that it is so."""

from typing import Any

import pytest
from hypothesis import given

from geo.evidence.evidence import Finding
from geo.programme.plan.plan import Plan
from geo.programme.plan.reasons import reasons
from geo.settings.programme import DistrictMinimum, Programme
from tests.geo.programme.programme_plans import FULL, planned, programme, town
from tests.geo.programme.programme_towns import Building, People, Town, cases
from tests.laws import draws


def _told(plan: Plan, building: str) -> dict[str, dict[str, Any]]:
    """Return what is said of a building: code -> parameters; each sentence can be written out."""
    found: dict[str, dict[str, Any]] = {}
    for finding in reasons(plan, building):
        assert isinstance(finding, Finding)
        assert "{" not in finding.message.format(**finding.parameters)
        assert finding.subject == building
        found[finding.code] = finding.parameters
    return found


def test_a_purchase_is_told_with_its_rate_and_its_place_in_its_year() -> None:
    plan = planned(town({"a": 100, "b": 60, "c": 1}).evidence(), programme({"a": 5000, "b": 2000, "c": 1000}, 7000))

    told = _told(plan, "a")

    assert told["reason.bought"] == {"name": "A", "tier": "full", "year": 2027, "eur": 5000, "persons": 100}
    assert told["reason.rate"] == {"persons": 100, "year": 2027, "rate": 20, "place": 2, "count": 2}
    assert _told(plan, "b")["reason.rate"]["place"] == 1
    assert set(told) == {"reason.bought", "reason.rate"}


def test_what_earlier_years_had_left_is_told_to_the_euro() -> None:
    plan = planned(town({"a": 100, "b": 60}).evidence(), programme({"a": 5000, "b": 2000}, 6000, 4000))

    assert _told(plan, "b")["reason.budget_full"] == {"year": 2027, "left_eur": 1000, "eur": 2000}
    assert "reason.budget_full" not in _told(plan, "a")


def test_what_serves_too_few_for_its_price_is_told_beside_what_is_asked() -> None:
    """B serves 10 people for 2,000 EUR, 5 person-years per 1,000 EUR; the money for it is there."""
    costs, asked = {"a": 1000, "b": 2000}, {"least_person_years_per_thousand_eur": 5.5}
    plan = planned(town({"a": 100, "b": 10}).evidence(), programme(costs, 4000, **asked))

    assert plan.rows["building_id"].tolist() == ["a"]
    told = _told(plan, "b")
    assert told["reason.serves_too_few"] == {"tier": "full", "year": 2027, "rate": 5.0, "least": 5.5}
    assert "reason.could_be_added" not in told


def test_a_year_in_which_being_sooner_is_not_worth_its_price_is_not_called_free() -> None:
    """Fibre costs 1,500 EUR more in 2027. A year more for 50 people is 33 person-years per 1,000 EUR of it."""
    late = Town((Building("f", fibre="building", fibre_from=2028),), (People("p", 50, {"f": 10.0}),))
    for asked, year in [(33.0, 2027), (34.0, 2028)]:
        wanted = Programme(
            first_year=2027,
            budgets_eur=(9000, 9000, 9000),
            floor_share=0,
            tiers=(FULL,),
            least_person_years_per_thousand_eur=asked,
        )
        plan = planned(late.evidence(), wanted)
        # 3 years for 5,200 EUR, or 2 for 3,700: the first is worth its 1,500 EUR up to 33.3.
        assert plan.rows["year"].tolist() == [year] * (asked * 3.7 <= 100)
        if plan.rows.empty:
            continue
        assert "reason.could_be_sooner" not in _told(plan, "f")


def test_money_carried_over_counts_as_left() -> None:
    plan = planned(town({"a": 100, "b": 60}).evidence(), programme({"a": 5000, "b": 6500}, 6000, 5500, carry_over=True))

    assert _told(plan, "b")["reason.budget_full"] == {"year": 2027, "left_eur": 0, "eur": 6500}


def test_a_building_not_ready_and_fibre_that_comes_later_are_told() -> None:
    buildings = (Building("late", ready_from=2028), Building("f", fibre="building", fibre_from=2028))
    people = (People("p-late", 50, {"late": 10.0}), People("p-f", 50, {"f": 10.0}))
    # Both cost 1,900 EUR for survey and rack and 1,800 for two access points; f 1,500 EUR more in 2027.
    wanted = Programme(budgets_eur=(4000, 7400), floor_share=0, tiers=(FULL,))
    plan = planned(Town(buildings, people).evidence(), wanted)

    late, fibre = _told(plan, "late"), _told(plan, "f")

    assert late["reason.not_ready"] == {"year": 2027}
    assert late["reason.bought"]["eur"] == 3700
    assert fibre["reason.fibre_later"] == {"year": 2027, "eur": 1500}
    assert fibre["reason.budget_full"] == {"year": 2027, "left_eur": 4000, "eur": 5200}


def test_what_the_programme_demands_is_told() -> None:
    evidence = town({"a": 9, "c": 1}).evidence()
    plan = planned(evidence, programme({"a": 2000, "c": 2000}, 2000, forced_in=("c",)))

    assert list(_told(plan, "c")) == ["reason.bought", "reason.rate", "reason.forced_in"]


def test_a_minimum_by_district_that_asks_for_a_building_is_named() -> None:
    # Section A has its minimum from existing Wi-Fi.
    people = (People("p-a", 9, {"a": 10.0}, wifi_m=10.0), People("p-c", 1, {"c": 10.0}, section="C"))
    buildings = (Building("a"), Building("c", section="C"))
    wanted = programme({"a": 2000, "c": 2000}, 2000, district_minimum=DistrictMinimum(served_share=0.6))
    plan = planned(Town(buildings, people).evidence(), wanted)

    assert _told(plan, "c")["reason.district_minimum"] == {"area": "Section C"}


def test_a_floor_that_keeps_a_purchase_for_its_year_is_named() -> None:
    evidence = town({"s1": 9, "s2": 5, "s3": 1}, dict.fromkeys(("s1", "s2", "s3"), "sport")).evidence()
    wanted = programme({"s1": 2000, "s2": 2000, "s3": 9000}, 4000, 2000, floor_eur_of_activity={"sport": 2000.0})
    plan = planned(evidence, wanted)

    told = _told(plan, "s2")

    assert told["reason.owed"] == {"activity": "sport", "year": 2028}
    assert told["reason.floor"] == {"year": 2027, "activity": "sport", "floor_year": 2028}


def test_a_building_not_chosen_is_told_what_it_would_need() -> None:
    """``b`` serves 10 per 1,000 EUR, the least bought; ``c`` 5: at half its cost, or with twice its people, as much."""
    plan = planned(town({"a": 100, "b": 30, "c": 20}).evidence(), programme({"a": 5000, "b": 3000, "c": 4000}, 8500))

    told = _told(plan, "c")

    assert list(told) == ["reason.not_chosen", "reason.money_left", "reason.margin", "reason.would_need"]
    assert told["reason.money_left"] == {"left_eur": 500, "year": 2027, "tier": "full", "eur": 4000}
    assert told["reason.margin"] == {"year": 2027, "tier": "full", "persons": 20, "rate": 5}
    assert told["reason.would_need"] == {"name": "B", "rate": 10, "eur": 2000, "persons": 40}


def test_a_building_that_does_no_less_than_the_least_is_said_to_lose_to_the_whole() -> None:
    """10,000 EUR: two of 60 people at 5,000 EUR; one of 50 at 4,000 does more per euro, and has no place."""
    evidence = town({"cheap": 50, "good-1": 60, "good-2": 60}).evidence()
    plan = planned(evidence, programme({"cheap": 4000, "good-1": 5000, "good-2": 5000}, 10_000))

    told = _told(plan, "cheap")

    assert told["reason.margin"]["rate"] == 12.5
    assert told["reason.not_less"] == {"name": "GOOD-1", "rate": 12}


def test_a_building_whose_people_are_served_by_others_adds_nobody() -> None:
    buildings = (Building("a"), Building("b"), Building("c"))
    people = (People("p", 50, {"a": 10.0, "b": 10.0}), People("q", 20, {"b": 10.0, "a": 20.0}))
    costs = {"a": 1000.0, "b": 1500.0, "c": 100.0}
    plan = planned(Town(buildings, people).evidence(), programme(costs, 3000))

    assert _told(plan, "b")["reason.served_by_others"] == {"names": "A", "count": 1}
    assert "reason.nobody_in_reach" in _told(plan, "c")


def test_a_ceiling_that_leaves_no_room_is_named() -> None:
    plan = planned(
        town({"a": 100, "b": 20}).evidence(), programme({"a": 5000, "b": 3000}, 9000, opex_ceiling_eur_per_year=600.0)
    )

    assert "reason.opex_ceiling" in _told(plan, "b")


def test_a_plan_that_is_not_the_best_says_what_could_be_added_or_come_sooner() -> None:
    evidence = town({"a": 100, "b": 20}).evidence()
    plan = planned(evidence, programme({"a": 5000, "b": 3000}, 9000, 9000))
    late, less = plan.state.copy(), plan.state.copy()
    late[0, 0], less[1] = 0, 0
    waiting = plan.waiting.copy()
    waiting.loc["b"] = ["B", "culture", "not_chosen"]
    rows = plan.rows.assign(year=plan.rows["year"].where(plan.rows["building_id"] != "a", 2028))

    sooner = _told(Plan(**{**vars(plan), "state": late, "rows": rows}), "a")
    more = _told(Plan(**{**vars(plan), "state": less, "waiting": waiting}), "b")

    assert sooner["reason.could_be_sooner"] == {"year": 2027, "person_years": 100}
    assert more["reason.could_be_added"] == {"tier": "full", "year": 2028, "person_years": 20}


def test_who_cannot_be_planned_is_told_why_and_strangers_are_no_buildings() -> None:
    two = Town((Building("a"), Building("shut", public=False), Building("out")), (People("p", 5, {"a": 10.0}),))
    plan = planned(two.evidence(), programme({"a": 100, "out": 100}, 100, excluded=("out",)))

    assert list(_told(plan, "shut")) == ["reason.public_access"]
    assert list(_told(plan, "out")) == ["reason.excluded"]
    with pytest.raises(KeyError):
        reasons(plan, "nowhere")
    nothing = planned(two.evidence(), programme({"a": 200}, 100, forced_in=("a",)))
    with pytest.raises(KeyError):
        reasons(nothing, "a")


@draws(60)
@given(case=cases())
def test_something_true_is_said_of_every_building(case: tuple[Town, Programme]) -> None:
    town_, wanted = case
    plan = planned(town_.evidence(), wanted)
    if not plan.has_plan:
        return
    for building in town_.buildings:
        told = _told(plan, building.key)
        planned_ = building.key in set(plan.rows["building_id"])
        assert ("reason.bought" in told) == planned_
        assert ("reason.not_chosen" not in told) or len(told) > 1
        if "reason.would_need" in told:
            need, margin = told["reason.would_need"], told["reason.margin"]
            assert margin["rate"] < need["rate"]
            assert need["persons"] > margin["persons"]
        if "reason.budget_full" in told:
            assert told["reason.budget_full"]["left_eur"] < told["reason.budget_full"]["eur"]
        # A proven plan leaves nothing undone that is worth more than the money it takes.
        for code in ("reason.could_be_added", "reason.could_be_sooner"):
            assert told.get(code, {"person_years": 0})["person_years"] <= 0.501
