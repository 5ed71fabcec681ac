"""What a plan says of itself beside its proof: other reaches, prices in euros, and whom the last euros serve."""

from dataclasses import replace

import pytest
from hypothesis import assume, given

from geo.programme.lifted import Lifted
from geo.programme.plan.figures import half_the_average_rate, most_person_years
from geo.programme.plan.other_reach import OTHER_REACHES_M, Recount, recounts
from geo.programme.plan.plan import Plan
from geo.programme.price import InEuros, Price, in_euros
from geo.programme.prices import prices
from geo.programme.rules import Rule, broken
from geo.settings.programme import Programme
from tests.geo.programme.programme_brute import Book
from tests.geo.programme.programme_towns import TIERS, Building, People, Town, cases, solved, ticking_clock
from tests.laws import draws

HALL = TIERS[0]
TOWN = Town(
    (Building("a"), Building("b")),
    (
        People("near", 100.0, {"a": 250.0}),
        People("far", 200.0, {"a": 800.0}),
        People("served", 40.0, {"a": 400.0}, wifi_m=600.0),
    ),
)
"""A hall in a serves 35 of the 100 within 300 m; within 500 m also 14 of those 40; within 1,000 m 70 more, and the 40
have public Wi-Fi then, which meets 24 of them: the hall adds 14 to it."""


def _planned(town: Town = TOWN, **rules: object) -> Plan:
    told = {"first_year": 2027, "budgets_eur": (2_800.0,), "tiers": (HALL,), "floor_share": 0.0, "reach_m": 500.0}
    return solved(town, Programme.model_validate(told | {"existing_share": 0.6} | rules))


def test_the_same_purchases_are_counted_within_300_and_1000_m() -> None:
    plan = _planned()
    assert plan.rows["building_id"].tolist() == ["a"]
    assert plan.years["people_served"].tolist() == [49.0]
    near, far = recounts(plan, TOWN.evidence())
    assert near == Recount(300.0, cut=False, people_served=35.0, people_served_already=0.0)
    assert far == Recount(1000.0, cut=False, people_served=35.0 + 70.0 + 38.0, people_served_already=24.0)


@pytest.mark.parametrize(("reach", "told"), [(300.0, [1000.0]), (1000.0, [300.0]), (500.0, [300.0, 1000.0])])
def test_the_reach_of_the_programme_itself_is_not_counted_again(reach: float, told: list[float]) -> None:
    assert [each.reach_m for each in recounts(_planned(reach_m=reach), TOWN.evidence())] == told


@pytest.mark.parametrize(("limit", "told"), [(800.0, [(300.0, False), (800.0, True)]), (500.0, [(300.0, False)])])
def test_no_walk_is_counted_beyond_those_that_are_known(limit: float, told: list[tuple[float, bool]]) -> None:
    """Where walks end at the programme's own reach, there is nothing farther to count."""
    evidence = TOWN.evidence()
    reach = evidence.parameters.reach.model_copy(update={"limit_m": limit})
    cut = replace(evidence, parameters=evidence.parameters.model_copy(update={"reach": reach}))
    assert [(each.reach_m, each.cut) for each in recounts(_planned(), cut)] == told


@draws(40)
@given(case=cases())
def test_a_recount_is_what_enumeration_counts_at_that_reach(case: tuple[Town, Programme]) -> None:
    town, programme = case
    plan = solved(town, programme)
    assume(plan.has_plan)
    for told in recounts(plan, town.evidence(), (10.0, 450.0, *OTHER_REACHES_M)):
        book = Book(town, programme.model_copy(update={"reach_m": told.reach_m}))
        # Tiers that another makes needless stand in the book: only the share served is compared.
        served = plan.instance.at_level(plan.instance.served, plan.state[:, -1])
        right = 0.0
        for people in town.people:
            met = 10_000 * programme.existing_share if people.wifi_m <= told.reach_m else 0.0
            for building, share in zip(book.buildings, served, strict=True):
                met += int(share) if people.walks_m.get(building.key, 1e9) <= told.reach_m else 0
            right += people.count * min(met, 10_000) / 10_000
        assert told.people_served == pytest.approx(right, abs=0.002)


def _price(kind: str, person_years: float, low: float, high: float, verdict: str = "costs") -> Price:
    figures = (person_years, low, high, person_years, low, high)
    return Price(Lifted(kind), *figures, verdict, True, 0.0)  # type: ignore[arg-type]


MONEY = _price("budget", 50.0, 40.0, 60.0)


def test_a_price_in_euros_is_as_many_tenths_of_the_budgets_as_serve_as_many() -> None:
    """A tenth of 10,000 and 6,000 EUR is 800 a year on average, and serves 50: 120 take 2.4 times as much."""
    plan = _planned(budgets_eur=(10_000.0, 6_000.0))
    found = in_euros(_price("floor", 120.0, 90.0, 150.0), [_price("floor", 1.0, 1.0, 1.0), MONEY], plan)
    assert found == InEuros(eur_per_year=1_920.0, low=1_200.0, high=3_000.0)


@pytest.mark.parametrize(
    ("price", "rows"),
    [
        (_price("floor", 120.0, 90.0, 150.0), []),
        (_price("floor", 120.0, 90.0, 150.0), [replace(MONEY, verdict="nothing", low=0.0)]),
        (_price("floor", 120.0, 90.0, 150.0), [replace(MONEY, verdict="too_wide", low=0.0)]),
        (_price("floor", 120.0, 90.0, 150.0), [replace(MONEY, lifted=Lifted("budget", year=2027))]),
        (_price("floor", 0.0, 0.0, 0.5, "nothing"), [MONEY]),
        (_price("floor", 20.0, 0.0, 50.0, "too_wide"), [MONEY]),
        (_price("wait_for_fibre", -20.0, -30.0, -10.0, "helps"), [MONEY]),
        (MONEY, [MONEY]),
    ],
)
def test_no_estimate_stands_where_a_price_or_that_of_money_is_not_known(price: Price, rows: list[Price]) -> None:
    assert in_euros(price, rows, _planned()) is None


def test_prices_that_are_found_have_an_estimate_in_euros() -> None:
    """28,000 EUR buy ten halls of 35 people; one more comes with a tenth more. The floor takes one for the pool."""
    halls = tuple(Building(f"a{number:02}") for number in range(20))
    town = Town(
        (*halls, Building("pool", activity="sport")),
        tuple(People(f"p{number:02}", 100.0, {each.key: 10.0}) for number, each in enumerate(halls)),
    )
    plan = _planned(town, budgets_eur=(28_000.0,), floor_eur_of_activity={"sport": 2_800.0})
    rows = list(prices(plan, town.evidence(), ticking_clock(), gap=0.0))
    floor = next(each for each in rows if each.lifted == Lifted("floor", "sport"))
    assert floor.person_years == pytest.approx(35.0)
    found = in_euros(floor, rows, plan)
    assert found is not None
    assert found.eur_per_year == pytest.approx(2_800.0)
    assert found.low <= 2_800.0 <= found.high < 3_000.0


def test_half_of_the_average_is_offered_in_whole_person_years() -> None:
    """35 + 14 people a year for 2,800 EUR, in two years: 35 per 1,000 EUR on average, half of it 17.5."""
    plan = _planned(budgets_eur=(2_800.0, 0.0))
    assert half_the_average_rate(plan) == 17
    assert half_the_average_rate(_planned(budgets_eur=(0.0,))) == 0


@draws(40)
@given(case=cases())
def test_no_plan_serves_more_than_the_bound_with_all_money_added_back(case: tuple[Town, Programme]) -> None:
    town, programme = case
    plan, book = solved(town, programme), Book(town, programme)
    assume(plan.has_plan)
    kept = book.kept(book.states)
    served = sum(book.served_of(book.states, each) @ programme.weights for each in town.people)[kept] / 1e10
    most = most_person_years(plan.instance, plan.certificate["bound"], sum(programme.budgets_eur))
    assert served.max() <= most + 1e-6 * max(1.0, abs(most))


def test_what_the_last_years_owe_is_no_rule_any_more() -> None:
    town = Town((Building("a"), Building("pool", activity="sport")), (People("p", 100.0, {"a": 10.0}),))
    plan = _planned(town, floor_eur_of_activity={"sport": 1.0}, last_years_without_floors=1)
    assert plan.rows["building_id"].tolist() == ["a"]
    assert Rule("floor", "sport", 2027) not in broken(plan.instance, plan.rules, plan.state)
    assert [each.lifted.kind for each in prices(plan, town.evidence(), ticking_clock())] == ["budget"]
