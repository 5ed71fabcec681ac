"""Rules that plain sums forbid: found before any search, whatever is lifted, and told with the sum."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from geo.programme import prices
from geo.programme.instance.instance import Instance, build_instance
from geo.programme.lifted import Lifted
from geo.programme.plan.curve import curve
from geo.programme.planning import first_plan, plan_instance
from geo.programme.rules import listed, rules_of, without
from geo.programme.search.search import Search
from geo.programme.sums import Excess, excess
from geo.settings.programme import DistrictMinimum, Programme, Quote
from tests.cities import assessed
from tests.geo.programme.programme_brute import Book
from tests.geo.programme.programme_towns import TIERS, Building, People, Town, cases, still_clock
from tests.laws import draws
from words import translator
from words.numbers import Numbers
from words.sentences import sentence

HALL = TIERS[:1]
DOOR = People("p", 100.0, {"a": 10.0})


def programme(*budgets: float, **rules: Any) -> Programme:
    """Return a programme of halls from 2027 on, without floors unless they are given. A hall costs 2,800 EUR."""
    return Programme(first_year=2027, budgets_eur=budgets, **({"floor_share": 0.0, "tiers": HALL} | rules))


def instance_of(programme: Programme, *buildings: Building) -> Instance:
    return build_instance(Town(buildings, (DOOR,)).evidence(), programme)


def found(programme: Programme, *buildings: Building) -> Excess | None:
    instance = instance_of(programme, *buildings)
    return excess(instance, rules_of(instance))


A, B, C = Building("a"), Building("b", activity="sport"), Building("c", activity="social")
LATE = Building("b", activity="sport", ready_from=2028)


def euros(*amounts: float) -> tuple[int, ...]:
    return tuple(round(100 * each) for each in amounts)


D, E = Building("d"), Building("e", activity="sport", ready_from=2028)
LATER = Building("c", ready_from=2028)
BOTH = {"forced_in": ("a", "b")}
FIRST, LAST, WHOLE = (0, 0), (1, 1), (0, 1)


def owing(**floors: float) -> dict[str, Any]:
    return {"floor_eur_of_activity": floors}


SUMS: dict[str, tuple[Programme, tuple[Building, ...], str, tuple[int, int], tuple[float, ...], float]] = {
    "two sectors are owed all of their only building": (
        *(programme(5_000.0, floor_share=0.6), (A, B)),
        *("year", FIRST, (2_800.0, 2_800.0), 5_000.0),
    ),
    "two halls are left in each sector in 2028, of which the money of 2027 can have taken one": (
        *(programme(2_800.0, 4_000.0, **owing(culture=2_500.0, sport=2_500.0)), (A, D, LATE, E)),
        *("year", LAST, (2_500.0, 2_500.0), 4_000.0),
    ),
    "one hall each by the end of 2028": (
        *(programme(2_800.0, 2_000.0, carry_over=True, **owing(culture=2_800.0, sport=2_800.0)), (A, LATE)),
        *("until", LAST, (2_800.0, 2_800.0), 4_800.0),
    ),
    "what must be equipped, in all years": (
        *(programme(2_800.0, 2_700.0, **BOTH), (A, B)),
        *("span", WHOLE, (2_800.0, 2_800.0), 5_500.0),
    ),
    "what must be equipped and is not ready before the last year": (
        *(programme(9_000.0, 5_000.0, forced_in=("b", "c")), (LATE, LATER)),
        *("year", LAST, (2_800.0, 2_800.0), 5_000.0),
    ),
    "what must be equipped, when money is carried over": (
        *(programme(5_000.0, carry_over=True, **BOTH), (A, B)),
        *("until", FIRST, (2_800.0, 2_800.0), 5_000.0),
    ),
    "what must be equipped, and a floor elsewhere": (
        *(programme(2_800.0, 2_000.0, carry_over=True, forced_in=("a",), **owing(sport=2_500.0)), (A, B)),
        *("until", LAST, (2_800.0, 2_800.0), 4_800.0),
    ),
    "two halls take 600 EUR a year each to run": (
        *(programme(9_000.0, opex_ceiling_eur_per_year=1_199.0, **BOTH), (A, B)),
        *("running", FIRST, (600.0, 600.0), 1_199.0),
    ),
    "2,000 EUR of halls at 2,800 take 428.57 EUR a year to run, or more": (
        *(programme(9_000.0, opex_ceiling_eur_per_year=428.0, **owing(sport=2_000.0)), (B,)),
        *("running", FIRST, (428.58,), 428.0),
    ),
}


@pytest.mark.parametrize("name", SUMS)
def test_a_sum_worked_out_on_paper(name: str) -> None:
    rules, buildings, kind, span, terms, limit = SUMS[name]
    assert found(rules, *buildings) == Excess(kind, *span, euros(*terms), euros(limit)[0])


def test_the_only_purchase_may_cost_more_than_is_asked_for_and_there() -> None:
    """2,000 EUR are there and asked for; but a hall costs 2,800."""
    for carry_over, kind in ((False, "year"), (True, "until")):
        over = found(programme(2_000.0, 9_000.0, carry_over=carry_over, floor_share=1.0), A)
        assert over == Excess(kind, 0, 0, euros(2_800.0), euros(2_000.0)[0], whole=True)


@pytest.mark.parametrize(
    ("rules", "buildings"),
    [
        (programme(5_600.0, floor_share=0.5), (A, B)),
        (programme(5_000.0, floor_share=0.6, excluded=("b",)), (A, B)),
        (programme(2_800.0, 2_800.0, floor_share=1.0), (A, LATE)),
        (programme(2_800.0, 2_800.0, forced_in=("a", "b")), (A, B)),
        (programme(2_800.0, 2_800.0, carry_over=True, forced_in=("a", "b")), (A, B)),
        (programme(9_000.0, forced_in=("a", "b"), opex_ceiling_eur_per_year=1_200.0), (A, B)),
    ],
)
def test_what_just_holds_is_let_through(rules: Programme, buildings: tuple[Building, ...]) -> None:
    assert found(rules, *buildings) is None
    assert plan_instance(instance_of(rules, *buildings), still_clock()).has_plan


def test_a_floor_counts_as_what_whole_purchases_come_to() -> None:
    """Of 2,800 and 4,600 EUR: 4,600 meet 3,000, and 7,400 meet 5,000; nothing meets 8,000, and all is owed."""
    buildings = (Building("a", area_m2=90.0), Building("b", area_m2=450.0))
    for floor, least in ((2_000.0, 2_800.0), (3_000.0, 4_600.0), (5_000.0, 7_400.0), (8_000.0, 7_400.0)):
        rules = {"tiers": TIERS[1:2], "floor_eur_of_activity": {"culture": floor}}
        over = found(programme(least - 1, **rules), *buildings)
        assert over is not None
        assert over.terms == euros(least)
        assert found(programme(least, **rules), *buildings) is None


def test_an_offer_to_the_cent_takes_no_time_that_counts() -> None:
    """Steps of a cent: 40,000,001 sums are not tried, and the floor is taken as it is."""
    quotes = {
        key: {"hall": Quote(capex_eur=400_000.01 + place / 100, opex_eur_per_year=0.0)}
        for place, key in enumerate("ab")
    }
    rules = programme(399_999.0, floor_eur_of_activity={"culture": 1.0}, quotes=quotes)
    assert found(rules, A, Building("b")) is None


def test_one_building_dearer_than_any_year_leaves_is_found() -> None:
    """4,600 EUR do not fit into 4,000 a year, though 8,000 are there; nor into 7,000 of which 2,800 are owed."""
    dear = Building("a", area_m2=450.0)
    rules = {"tiers": TIERS[1:2], "forced_in": ("a",)}
    assert found(programme(4_000.0, 4_000.0, **rules), dear) == Excess("building", year=1)
    assert found(programme(4_600.0, 0.0, **rules), dear) is None
    beside = programme(7_000.0, floor_eur_of_activity={"sport": 2_800.0}, **rules)
    assert found(beside, dear, Building("b", activity="sport", area_m2=90.0)) is not None


def test_a_district_that_everything_together_cannot_serve_is_found() -> None:
    """A hall serves 35 % of its people: a third can be asked for, half cannot."""
    for share, kind in ((0.35, None), (0.36, "area")):
        over = found(programme(9_000.0, district_minimum=DistrictMinimum(served_share=share)), A)
        assert (over and over.kind) == kind


def _never(*_args: object) -> None:
    raise AssertionError("a search was started")


@pytest.fixture
def no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    for step in ("first", "prove", "feasible"):
        monkeypatch.setattr(Search, step, _never)


IMPOSSIBLE = programme(5_000.0, floor_share=0.6)


@pytest.mark.usefixtures("no_search")
def test_no_search_is_started_for_the_plan_the_curve_or_a_price() -> None:
    instance = instance_of(IMPOSSIBLE, A, B)
    plan = plan_instance(instance, still_clock())
    assert first_plan(Search(instance, still_clock())).status == plan.status == "infeasible"
    assert [each.code for each in plan.conflict] == [
        *("conflict.floor", "conflict.floor", "conflict.budget", "conflict.sum_year")
    ]
    (point,) = curve(instance, still_clock(), factors=[1.0])
    assert point.status == "infeasible"
    evidence = Town((A, B), (DOOR,)).evidence()
    (price,) = prices(plan, evidence, still_clock(), lifted=[Lifted("carry_over")])
    assert price.verdict == "impossible"


def test_the_curve_and_prices_go_by_the_rules_that_are_left() -> None:
    """Without one floor, or with an eighth more money while floors are euros, both halls fit."""
    rules = programme(5_000.0, floor_eur_of_activity={"culture": 2_800.0, "sport": 2_800.0})
    instance, evidence = instance_of(rules, A, B), Town((A, B), (DOOR,)).evidence()
    plan = plan_instance(instance, still_clock())
    told = {each.lifted: each.verdict for each in prices(plan, evidence, still_clock())}
    assert told[Lifted("floor", "sport", 2027)] == told[Lifted("budget", "", 2027)] == "possible"
    assert [each.status for each in curve(instance, still_clock(), factors=[1.0, 1.125], proof=True)] == [
        *("infeasible", "optimal")
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "2 × 2\N{NARROW NO-BREAK SPACE}800 > 5\N{NARROW NO-BREAK SPACE}000\N{NARROW NO-BREAK SPACE}€"),
        ("nl", "2 × 2.800 > €\N{NO-BREAK SPACE}5.000"),
        ("en", "2 × 2,800 > 5,000 EUR"),
    ],
)
def test_the_sum_is_told_in_the_readers_numbers(language: str, said: str) -> None:
    plan = plan_instance(instance_of(IMPOSSIBLE, A, B), still_clock())
    (told,) = [each for each in plan.conflict if each.code == "conflict.sum_year"]
    line = sentence(told, Numbers(language, translator(language)))
    assert said in line
    assert "2027" in line


@draws(400)
@given(case=cases())
def test_where_a_sum_says_impossible_no_plan_there_is_keeps_the_rules(case: tuple[Town, Programme]) -> None:
    """With all rules, and with any one of them lifted."""
    town, rules = case
    instance, book = build_instance(town.evidence(), rules), Book(town, rules)
    own = rules_of(instance)
    tried = [(own, book.rules())]
    for rule in listed(instance):
        tried.append((without(instance, own, rule), book.rules() - {(rule.kind, rule.subject, rule.year)}))
    for lifted, left in tried:
        # A building that must be equipped and cannot be is told apart.
        left = {each for each in left if each[0] != "forced_in" or each[1] in instance.sites.index}
        if excess(instance, lifted) is not None:
            assert not book.kept(book.states, left).any()


@pytest.mark.slow
@pytest.mark.usefixtures("no_search")
def test_floors_of_a_fifth_in_the_demonstration_city_are_seven_rules(demo_data: Path) -> None:
    """Most sectors are owed 200,000 EUR in 2027, the others what is left in them: more than a million together."""
    evidence = assessed(demo_data, "demo").evidence
    plan = plan_instance(build_instance(evidence, Programme(floor_share=0.2)), still_clock())
    assert plan.status == "infeasible"
    rules = [each for each in plan.conflict if not each.code.startswith("conflict.sum_")]
    assert [each.code for each in rules] == ["conflict.floor"] * 6 + ["conflict.budget"]
    assert {each.parameters["year"] for each in rules} == {2027}
    (sum_,) = [each for each in plan.conflict if each not in rules]
    amounts = sorted((each.parameters.get("left", each.parameters["eur"]) for each in rules[:-1]), reverse=True)
    assert amounts[:4] == [200_000.0] * 4
    assert amounts[-1] == 75_700.0
    assert sum(amounts) > 1_000_000.0
    rest = "".join(f" + {each:.0f}" for each in amounts if each < 200_000)
    assert sum_.parameters == {"sum": f"{amounts.count(200_000)} × 200000{rest}", "eur": 1_000_000.0, "year": 2027}
