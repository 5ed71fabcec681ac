"""Wi-Fi programmes one can work out on paper: costs, years, floors and people of a few buildings.

An access point costs 900 EUR and serves 150 m2; survey and rack are 1,900 EUR a building. The smallest start is 2,800.
"""

from typing import Any

import numpy as np
import pytest

from geo.programme.instance.costs import access_points
from geo.programme.instance.instance import build_instance
from geo.programme.plan.figures import figures
from geo.programme.plan.plan import Plan
from geo.programme.planning import first_plan
from geo.programme.search.search import Search
from geo.settings.programme import DistrictMinimum, Programme, Quote, Tier
from tests.geo.programme.programme_towns import TIERS, Building, People, Town, solved, ticking_clock

HALL, WHOLE, FORECOURT = TIERS


STATED: dict[str, Any] = {
    "floor_share": 0.0,
    "reach_m": 500.0,
    "existing_share": 0.6,
    "outdoor_point_eur": 1350.0,
    "outdoor_opex_eur_per_year": 1200.0,
}
"""What the figures below are worked out with, whatever the defaults are."""


def programme(*budgets: float, tiers: tuple[Tier, ...] = TIERS, **rules: Any) -> Programme:
    """Return a programme from 2027 on, without floors unless they are given."""
    return Programme(first_year=2027, budgets_eur=budgets, tiers=tiers, **(STATED | rules))


def one(building: Building, *people: People) -> Town:
    """Return a town of one building, and of 100 people at its door unless others are given."""
    return Town((building,), people or (People("p", 100.0, {building.key: 10.0}),))


def bought(plan: Plan) -> list[tuple[int, str, str, float]]:
    """Return what is bought: year, building, tier and euros."""
    columns = ["year", "building_id", "tier", "capex_eur"]
    return [tuple(row) for row in plan.rows[columns].itertuples(index=False)]


@pytest.mark.parametrize(
    ("area", "tier", "points"),
    [
        (450.0, HALL, (1, 0)),
        (450.0, WHOLE, (3, 0)),
        (450.0, FORECOURT, (3, 2)),
        (451.0, WHOLE, (4, 0)),
        (10.0, WHOLE, (1, 0)),
        (375.0, Tier(key="rooms", floor_share=0.4, served_share=0.6), (1, 0)),
        (1_500.1, HALL, (2, 0)),
    ],
)
def test_access_points_are_the_floor_area_rounded_up_as_written(
    area: float, tier: Tier, points: tuple[int, int]
) -> None:
    """0.4 x 375 m2 is one access point's 150 m2, though not in binary numbers."""
    assert access_points(area, tier, 150.0) == points


def test_the_cost_of_a_tier_is_its_points_and_what_is_paid_once() -> None:
    """450 m2: hall 1 point, whole 3, forecourt 3 and 2 outdoors at 1,350 EUR; in cents."""
    instance = build_instance(one(Building("a", area_m2=450.0)).evidence(), programme(1.0))
    assert instance.capex.tolist() == [90_000, 270_000, 540_000]
    assert instance.opex.tolist() == [60_000, 180_000, 420_000]
    assert instance.points.tolist() == [1, 3, 5]
    assert instance.entry.tolist() == [[190_000]]


@pytest.mark.parametrize(
    ("fibre", "connected", "entry"),
    [
        ("available", False, 1_900),
        ("building", False, 3_400),
        ("planned", False, 9_900),
        ("none", False, 9_900),
        ("none", True, 1_900),
    ],
)
def test_the_fibre_entry_goes_by_its_status_unless_it_is_there(fibre: str, connected: bool, entry: int) -> None:
    town = one(Building("a", fibre=fibre, connected=connected))
    assert build_instance(town.evidence(), programme(1.0)).entry.tolist() == [[entry * 100]]


def test_a_budget_that_just_suffices_buys_and_one_cent_less_does_not() -> None:
    town = one(Building("a", area_m2=450.0))
    plan = solved(town, programme(2_800.0))
    assert bought(plan) == [(2027, "a", "hall", 2_800.0)]
    assert plan.rows[["access_points", "opex_eur_per_year", "people_gained"]].to_numpy().tolist() == [[1, 600.0, 35.0]]
    assert bought(solved(town, programme(2_799.99))) == []


def test_an_upgrade_costs_the_difference_and_the_entry_is_paid_once() -> None:
    """Hall in 2027: 1,900 + 900. The whole building in 2028: two more points, 1,800 EUR."""
    plan = solved(one(Building("a", area_m2=450.0)), programme(2_800.0, 1_800.0))
    assert bought(plan) == [(2027, "a", "hall", 2_800.0), (2028, "a", "whole", 1_800.0)]
    assert plan.rows["people_gained"].tolist() == [35.0, 45.0]
    assert plan.rows["access_points"].tolist() == [1, 2]
    assert plan.years["people_served"].tolist() == [35.0, 80.0]
    assert plan.years["opex_eur_per_year"].tolist() == [600.0, 1_800.0]
    assert plan.certificate["person_years"] == 115.0


@pytest.mark.parametrize(
    ("budget", "wait", "year", "euros"),
    [(4_300.0, False, 2027, 4_300.0), (4_299.0, False, 2028, 2_800.0), (4_300.0, True, 2028, 2_800.0)],
)
def test_fibre_that_arrives_in_2028_is_cheaper_then_or_costs_its_entry_earlier(
    budget: float, wait: bool, year: int, euros: float
) -> None:
    """While it is built, fibre costs 1,500 EUR more to enter: 1,900 + 1,500 + 900 = 4,300."""
    town = one(Building("a", fibre="building", fibre_from=2028))
    plan = solved(town, programme(budget, budget, tiers=(HALL,), wait_for_fibre=wait))
    assert bought(plan) == [(year, "a", "hall", euros)]


def test_a_building_is_equipped_from_the_year_in_which_it_is_ready() -> None:
    town = one(Building("a", ready_from=2028))
    assert bought(solved(town, programme(9_000.0, 9_000.0, tiers=(HALL,)))) == [(2028, "a", "hall", 2_800.0)]


@pytest.mark.parametrize(("floor", "owed"), [(2_000.0, 2_000.0), (2_800.0, 2_800.0), (90_000.0, 2_800.0)])
def test_a_floor_is_the_lesser_of_itself_and_what_is_left(floor: float, owed: float) -> None:
    """The pool reaches nobody and is bought because its sector is owed; then nothing is left, and nothing owed."""
    town = Town((Building("pool", activity="sport"),), (People("p", 100.0),))
    plan = solved(town, programme(5_000.0, 5_000.0, tiers=(HALL,), floor_eur_of_activity={"sport": floor}))
    assert bought(plan) == [(2027, "pool", "hall", 2_800.0)]
    assert plan.activities.xs("sport", level="activity")[["floor_eur", "left_eur", "owed_eur", "spent_eur"]].to_numpy(
    ).tolist() == [[floor, 2_800.0, owed, 2_800.0], [floor, 0.0, 0.0, 0.0]]  # fmt: skip


def test_nothing_is_bought_that_serves_nobody_and_that_no_rule_asks_for() -> None:
    town = Town((Building("pool", activity="sport"),), (People("p", 100.0),))
    plan = solved(town, programme(5_000.0, tiers=(HALL,)))
    assert bought(plan) == []
    assert plan.status == "optimal"
    assert plan.waiting.loc["pool", "reason"] == "not_chosen"


def test_a_share_floor_is_of_that_years_budget_and_excluded_buildings_are_owed_nothing() -> None:
    buildings = (Building("pool", activity="sport"), Building("gym", activity="sport"), Building("a"))
    town = Town(buildings, (People("p", 100.0, {"a": 10.0}),))
    rules = {"floor_share_of_activity": {"sport": 0.5}, "excluded": ("pool",)}
    plan = solved(town, programme(5_700.0, 2_000.0, tiers=(HALL,), **rules))
    assert bought(plan) == [(2027, "a", "hall", 2_800.0), (2027, "gym", "hall", 2_800.0)]
    assert plan.activities["owed_eur"].loc[2027, "sport"] == 2_800.0
    assert plan.activities["owed_eur"].loc[2028, "sport"] == 0.0
    assert plan.waiting.loc["pool", "reason"] == "excluded"


@pytest.mark.parametrize(("carry_over", "count"), [(False, 0), (True, 1)])
def test_what_a_year_leaves_may_be_spent_later_only_when_it_carries_over(carry_over: bool, count: int) -> None:
    plan = solved(one(Building("a")), programme(2_000.0, 800.0, tiers=(HALL,), carry_over=carry_over))
    assert bought(plan) == [(2028, "a", "hall", 2_800.0)][:count]
    assert plan.years["available_eur"].tolist() == [2_000.0, 2_800.0 if carry_over else 800.0]


def test_a_ceiling_on_running_cost_counts_what_runs_after_the_last_year() -> None:
    """Two halls would run for 1,200 EUR a year: the one with more people is bought."""
    town = Town((Building("a"), Building("b")), (People("p", 40.0, {"a": 10.0}), People("q", 60.0, {"b": 10.0})))
    for ceiling, keys in [(1_199.99, ["b"]), (1_200.0, ["a", "b"])]:
        plan = solved(town, programme(9_000.0, tiers=(HALL,), opex_ceiling_eur_per_year=ceiling))
        assert plan.rows["building_id"].tolist() == keys


def test_existing_wifi_meets_its_share_and_leaves_the_rest_to_be_met() -> None:
    """0.6 are met already: a hall adds 0.35, the whole building no more than the 0.4 that are left."""
    for tier, served in [(HALL, 95.0), (WHOLE, 100.0)]:
        town = one(Building("a"), People("p", 100.0, {"a": 10.0}, wifi_m=500.0))
        plan = solved(town, programme(9_000.0, tiers=(tier,)))
        assert plan.years["people_served"].tolist() == [served]
        assert plan.rows["people_gained"].tolist() == [served - 60.0]


def test_buildings_within_reach_add_up_to_the_whole_need_and_no_further() -> None:
    """0.8 and 0.8 within reach of 100 people serve 100; what is new is shared between the two alike."""
    town = Town((Building("a"), Building("b")), (People("p", 100.0, {"a": 10.0, "b": 500.0}),))
    plan = solved(town, programme(9_000.0, tiers=(WHOLE,)))
    assert plan.years["people_served"].tolist() == [100.0]
    assert plan.rows["people_gained"].tolist() == [50.0, 50.0]


def test_people_walk_500_m_and_no_further() -> None:
    for metres, served in [(500.0, 35.0), (500.1, 0.0)]:
        town = one(Building("a"), People("p", 100.0, {"a": metres}))
        assert solved(town, programme(9_000.0, tiers=(HALL,))).years["people_served"].tolist() == [served]


def test_a_quote_takes_the_place_of_every_computed_cost_and_of_the_entry() -> None:
    """Nothing else is known of the building; the offer says all, and offers one tier only."""
    town = one(Building("a", area_m2=None, fibre=None))
    quotes = {"a": {"whole": Quote(capex_eur=1_234.56, access_points=7)}}
    plan = solved(town, programme(1_234.56, quotes=quotes))
    assert bought(plan) == [(2027, "a", "whole", 1_234.56)]
    assert plan.rows["opex_eur_per_year"].tolist() == [4_200.0]


def test_forced_buildings_come_in_and_excluded_ones_stay_out() -> None:
    """With money for one hall, b serves more; forcing a costs 20 people times 0.35."""
    town = Town((Building("a"), Building("b")), (People("p", 40.0, {"a": 10.0}), People("q", 60.0, {"b": 10.0})))
    budget = 2_800.0
    assert bought(solved(town, programme(budget, tiers=(HALL,)))) == [(2027, "b", "hall", 2_800.0)]
    for rule in ({"forced_in": ("a",)}, {"excluded": ("b",)}):
        assert bought(solved(town, programme(budget, tiers=(HALL,), **rule))) == [(2027, "a", "hall", 2_800.0)]


def test_every_section_gets_its_minimum_where_one_is_asked_for() -> None:
    """A hall in A would serve 35 people, in C 14; but A has Wi-Fi for 0.6 of its need, and 0.3 of C's must be met."""
    people = (People("p", 100.0, {"a": 10.0}, wifi_m=9.0), People("q", 40.0, {"c": 10.0}, section="C"))
    town = Town((Building("a"), Building("c", section="C")), people)
    for least, key in [(None, "a"), (DistrictMinimum(served_share=0.3), "c")]:
        plan = solved(town, programme(2_800.0, tiers=(HALL,), district_minimum=least))
        assert bought(plan) == [(2027, key, "hall", 2_800.0)]


def test_years_weigh_what_they_are_said_to() -> None:
    """Both buildings serve 35 people; only one can begin each year, and the first year counts for nothing."""
    town = Town(
        (Building("a"), Building("b", ready_from=2028)), (People("p", 40.0, {"a": 1.0}), People("q", 60.0, {"b": 1.0}))
    )
    plan = solved(town, programme(2_800.0, 2_800.0, tiers=(HALL,), year_weights=(1.0, 10.0)))
    assert plan.certificate["person_years"] == 14.0 * 11 + 21.0 * 10


@pytest.mark.parametrize(("who", "served"), [("vulnerable", 35.0), ("all", 70.0), ("in_a_gap", 0.0)])
def test_who_counts_is_chosen(who: str, served: float) -> None:
    """Twice as many people live there as are vulnerable, and none of them in a gap."""
    plan = solved(one(Building("a")), programme(9_000.0, tiers=(HALL,), who_counts=who))
    assert plan.years["people_served"].tolist() == [served]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_of_buildings_that_nothing_tells_apart_the_first_key_comes_first(order: tuple[int, ...]) -> None:
    buildings = tuple(Building(f"b{number}") for number in range(3))
    town = Town(buildings, (People("p", 300.0, {each.key: 10.0 for each in buildings}),))
    plan = solved(town.shuffled(order, (0,)), programme(2_800.0, 2_800.0, tiers=(HALL,)))
    assert bought(plan) == [(2027, "b0", "hall", 2_800.0), (2028, "b1", "hall", 2_800.0)]


def test_a_dearer_tier_that_serves_no_more_people_is_not_bought() -> None:
    """0.6 are met already and the forecourt's last 0.2 would serve nobody: the cheaper of two equal plans is better."""
    town = one(Building("a", area_m2=450.0), People("p", 100.0, {"a": 10.0}, wifi_m=1.0))
    plan = solved(town, programme(99_000.0))
    assert bought(plan) == [(2027, "a", "whole", 4_600.0)]
    assert np.isclose(plan.certificate["objective"], 100.0 - 0.5 * 4_600 / 7_300)


TWO = Town(
    (Building("a"), Building("b", activity="sport")), (People("p", 100.0, {"a": 1.0}), People("q", 40.0, {"b": 1.0}))
)
"""A hall costs 2,800 EUR. In a serves 35 people a year, 12.5 per 1,000 EUR; in b 14, 5 per 1,000 EUR."""


@pytest.mark.parametrize(
    ("least", "years", "keys"),
    [
        (0.0, 1, ["a", "b"]),
        (4.9, 1, ["a", "b"]),
        (5.0, 1, ["a", "b"]),
        (5.1, 1, ["a"]),
        (12.6, 1, []),
        (9.9, 2, ["a", "b"]),
        (10.1, 2, ["a"]),
    ],
)
def test_a_purchase_that_serves_less_than_a_thousand_euros_must_is_not_made(
    least: float, years: int, keys: list[str]
) -> None:
    """What is bought in the first of two years serves in both: 10 person-years per 1,000 EUR in b."""
    asked = programme(*[9_000.0] * years, tiers=(HALL,), least_person_years_per_thousand_eur=least)
    first = first_plan(Search(build_instance(TWO.evidence(), asked), ticking_clock(), gap=0))
    for plan in (first, solved(TWO, asked)):
        assert bought(plan) == [(2027, key, "hall", 2_800.0) for key in keys]
    euros, served = 2_800.0 * len(keys), 35.0 * years * ("a" in keys) + 14.0 * years * ("b" in keys)
    assert plan.status == "optimal"
    if least:
        assert plan.certificate["worth_per_eur"] == least / 1000
        assert np.isclose(plan.certificate["objective"], served - least * euros / 1000)


def test_a_larger_tier_is_bought_only_if_what_it_adds_serves_enough() -> None:
    """450 m2: hall 2,800 EUR for 35; whole 1,800 more for 45 more, 25 per 1,000; forecourt 2,700 for 20, 7.4."""
    town = one(Building("a", area_m2=450.0))
    for least, tier in [(7.4, "forecourt"), (7.5, "whole"), (17.3, "whole"), (17.4, "")]:
        plan = solved(town, programme(99_000.0, least_person_years_per_thousand_eur=least))
        assert plan.rows["tier"].tolist() == ([tier] if tier else []), least


def test_what_a_rule_asks_for_is_bought_however_few_it_serves() -> None:
    rates = {"least_person_years_per_thousand_eur": 13.0, "tiers": (HALL,)}
    for rule in ({"floor_eur_of_activity": {"sport": 1.0}}, {"forced_in": ("b",)}):
        assert bought(solved(TWO, programme(9_000.0, **rates, **rule))) == [(2027, "b", "hall", 2_800.0)]


def test_a_year_that_weighs_more_makes_up_for_a_higher_price() -> None:
    """14 people in b, times three: 15 per 1,000 EUR; in the second year alone, times one: 5."""
    rates = {"least_person_years_per_thousand_eur": 14.0, "tiers": (HALL,)}
    plan = solved(TWO, programme(9_000.0, 9_000.0, **rates, year_weights=(2.0, 1.0)))
    assert plan.rows["building_id"].tolist() == ["a", "b"]
    assert solved(TWO, programme(0.0, 9_000.0, **rates, year_weights=(2.0, 1.0))).rows.empty


@pytest.mark.parametrize(("free", "keys"), [(0, ["gym", "pool"]), (1, ["gym"]), (2, []), (15, [])])
def test_the_last_years_may_have_no_floors(free: int, keys: list[str]) -> None:
    """Sport is owed one hall a year, which nobody reaches: it is bought in the years that have floors."""
    town = Town((Building("pool", activity="sport"), Building("gym", activity="sport")), (People("p", 100.0),))
    rules = {"floor_eur_of_activity": {"sport": 2_800.0}, "last_years_without_floors": free}
    plan = solved(town, programme(5_000.0, 5_000.0, tiers=(HALL,), **rules))
    assert bought(plan) == [(2027 + place, key, "hall", 2_800.0) for place, key in enumerate(keys)]
    owed = plan.activities.xs("sport", level="activity")["floor_eur"].tolist()
    assert owed == [2_800.0 * (year < 2 - free) for year in range(2)]


def test_running_cost_is_told_a_year_and_for_all_years_together() -> None:
    """One hall from 2027 on, the whole building of three points from 2028: 600, 1,800 and 1,800 EUR."""
    plan = solved(one(Building("a", area_m2=450.0)), programme(2_800.0, 1_800.0, 0.0))
    assert plan.years["opex_eur_per_year"].tolist() == [600.0, 1_800.0, 1_800.0]
    told = figures(plan.instance, plan.state)
    assert (told.opex_eur, told.opex_eur_per_year, told.spent_eur) == (4_200.0, 1_800.0, 4_600.0)
    assert (plan.certificate["opex_eur"], plan.certificate["opex_eur_per_year"]) == (4_200.0, 1_800.0)
