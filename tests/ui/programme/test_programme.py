"""The view of the Wi-Fi programme as Streamlit runs it: the plan's numbers, its rules, and every building's why."""

import re
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from config import place
from exports.tables import ranking_table
from geo.programme.instance.sites import REASONS
from geo.programme.plan.other_reach import recounts
from geo.programme.plan.plan import Plan
from geo.programme.plan.reasons import reasons
from geo.programme.plan.three_way import three_way, three_way_table
from geo.ranking.assessment import Assessment
from geo.settings.parameters import Parameters
from geo.settings.programme import Programme
from geo.solving import Control
from store.plans import kept_plan
from store.store import Store
from tests.cities import assessed
from tests.ui.pages import checked, run_view, words
from tests.ui.rows import listed
from ui.planning.planner import planner
from ui.programme import planning
from ui.views.programme import FORMER
from words import translator
from words.numbers import Numbers
from words.programme import gap_words, reach_sentence

pytestmark = pytest.mark.slow

Open = Callable[..., AppTest]
NUMBERS = Numbers("en", translator("en"))


@pytest.fixture(scope="module")
def assessment(demo_data: Path) -> Assessment:
    return assessed(demo_data, "demo")


@pytest.fixture(scope="module")
def plan(demo_planned: Path, assessment: Assessment) -> Plan:
    """Return the plan of the reference scenario, which the app finds too and needs no search for."""
    store = Store(demo_planned, place("demo"))
    found = kept_plan(store, store.current_snapshot(), assessment, Programme())
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def surroundings(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the curve and the prices, which take minutes, and what is decided to the tests that look at them."""
    by = request.node.get_closest_marker("surrounded")
    for name in {"curve", "prices"} - {*(by.args if by else ())}:
        monkeypatch.setattr(planning, name, lambda *_, **__: iter(()))
    monkeypatch.setattr(planning, "decided", nothing_decided)


def nothing_decided(*_given: object, control: Control, tell: Callable[[object], None]) -> tuple[()]:
    """Stand for what the proof decides, in a process of its own."""
    return ()


@pytest.fixture
def open_app(demo_data: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setenv("MAILLAGE_DATA", str(demo_data))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "demo")

    def at(**query: str) -> AppTest:
        return run_view("programme", **query)

    yield at
    # What surrounds a plan is computed in the background, and would slow the next tests down.
    planner().forget()


def until(test: AppTest, mark: str, seconds: float = 60) -> AppTest:
    """Look again, as the page does by itself, until something stands on it."""
    end = time.monotonic() + seconds
    while mark not in " ".join(each.proto.body for each in test.get("html")):
        assert time.monotonic() < end, f"{mark} never came"
        time.sleep(1)
        checked(test.run())
    return test


def planned(test: AppTest) -> AppTest:
    """Look again, as the page does by itself, until it shows the plan asked for and no longer the former one."""
    end = time.monotonic() + 60
    while any(FORMER in each.proto.body for each in test.get("html")):
        assert time.monotonic() < end, "the new plan never came"
        time.sleep(0.2)
        checked(test.run())
    return test


def press(test: AppTest, key: str) -> AppTest:
    return planned(checked(next(each for each in test.button if each.key == key).click().run()))


def test_the_first_sentence_is_the_plan(open_app: Open, plan: Plan) -> None:
    page = words(open_app())
    last = plan.years.iloc[-1]
    assert f"For {NUMBERS.euros(plan.rows['capex_eur'].sum())} over {len(plan.years)} years" in page
    assert f"{plan.rows['building_id'].nunique()} buildings" in page
    assert f"equivalent of {NUMBERS.people(last['people_served'])}" in page
    assert f"({NUMBERS.percent(last['served_share'])})" in page


def test_every_year_says_what_it_spends(open_app: Open, plan: Plan) -> None:
    page = " ".join(each.proto.body for each in open_app().get("html"))
    shown = dict(re.findall(r'data-spent="(\d+)">([^<]+)<', page))
    spent = plan.rows.groupby("year")["capex_eur"].sum()
    assert shown == {str(year): NUMBERS.euros(euros) for year, euros in spent.items()}


def test_the_proof_stands_beside_the_ranking_and_the_greedy(open_app: Open, plan: Plan, assessment: Assessment) -> None:
    order = ranking_table(assessment, "wifi", Parameters().weights["wifi"])["building_id"].tolist()
    table = three_way_table(plan, three_way(plan, order))
    test = open_app(panel="proof")
    page = " ".join(each.proto.body for each in test.get("html"))
    shown = dict(re.findall(r'data-way="(\w+)">([^<]+)<', page))
    assert shown == {way: NUMBERS.percent(share, 1) for way, share in table["mean_served_share"].items()}
    assert 'data-certificate="optimal"' in page
    assert "What no plan can pass is the solver's word." in unescape(page)


def test_the_whole_page_shows_one_figure_of_how_far_the_plan_may_be_from_the_best(open_app: Open, plan: Plan) -> None:
    page = words(open_app(panel="proof"))
    said = re.findall(r"better by more than ([\d.]+%)|From the best possible, at most ([\d.]+%)", page)
    assert len(said) == 3, "under the answer, above the proof and in it"
    assert {figure for pair in said for figure in pair if figure} == {gap_words(plan.certificate["gap"], NUMBERS)}


def test_the_tables_hold_every_purchase_and_every_building_that_waits(open_app: Open, plan: Plan) -> None:
    test = open_app()
    bought, waiting = listed(test, "bought"), listed(test, "waiting")
    assert list(bought["capex_eur"]) == [f"{euros:,.0f}" for euros in plan.rows["capex_eur"]]
    assert list(waiting["id"]) == list(plan.waiting.index)
    assert list(waiting["name"]) == list(plan.waiting["name"])
    year = int(plan.rows["year"].max())
    assert len(listed(open_app(wave=str(year)), "bought")) == (plan.rows["year"] == year).sum()


def test_a_planned_building_shows_its_purchases_and_why_then(open_app: Open, plan: Plan) -> None:
    row = plan.rows[plan.rows["year"] == plan.rows["year"].max()].iloc[0]
    page = " ".join(each.proto.body for each in open_app(site=row["building_id"]).get("html"))
    assert f'data-fact="capex_eur">{NUMBERS.euros(row["capex_eur"])}<' in page
    codes = re.findall(r'data-code="([\w.]+)"', page)
    assert codes == [each.code for each in reasons(plan, row["building_id"]) if each.code != "reason.bought"]


def test_a_building_that_waits_says_why(open_app: Open, plan: Plan) -> None:
    for reason in plan.waiting["reason"].unique():
        key = plan.waiting.index[plan.waiting["reason"] == reason][0]
        test = open_app(site=key)
        page = words(test)
        assert "Not in the plan." in page
        assert REASONS[reason] in page
        can_be_forced = any(each.key == "force_site" for each in test.button)
        assert can_be_forced == (key in plan.instance.sites.index), "only what can be planned can be forced in"


def test_forcing_a_building_in_and_taking_it_back(open_app: Open, plan: Plan) -> None:
    key = plan.waiting.index[plan.waiting["reason"] == "not_chosen"][0]
    test = press(open_app(site=key, p__years="1"), "force_site")
    assert test.query_params["p.forced"] == key
    assert "It must be equipped" in words(test)
    bought = listed(test, "bought")
    assert plan.waiting.loc[key, "name"] in list(bought["name"])
    test = press(test, "exclude_site")
    assert test.query_params["p.excluded"] == key
    assert "p.forced" not in test.query_params
    assert "The programme leaves it out." in words(test)
    test = press(test, "free_site")
    assert "p.excluded" not in test.query_params


def test_rules_that_cannot_hold_are_named(open_app: Open, plan: Plan) -> None:
    key = plan.rows["building_id"].iloc[0]
    page = words(open_app(p__budget="0", p__forced=key))
    assert "These rules cannot hold together:" in page
    assert f"{plan.instance.sites.loc[key, 'name']} must be equipped." in page
    assert "No more than 0 EUR may be spent in 2027." in page
    assert "Without any one of them, the others can hold." in page
    closed = plan.waiting.index[plan.waiting["reason"] == "public_access"][0]
    page = words(open_app(p__forced=closed))
    assert "It is not open to the public." in page
    assert "Without any one of them, the others can hold." not in page


def test_no_money_is_a_plan_of_nothing(open_app: Open, plan: Plan) -> None:
    test = open_app(p__budget="0")
    assert (
        "For €0 over 4 years, plus €0 to run it over that time (€0 a year at the end), 0 buildings get public Wi-Fi"
        in words(test)
    )
    assert "(proven)." in words(until(test, 'data-certificate="optimal"'))


def test_a_chosen_budget_is_planned_and_kept_in_the_address_and_the_scenario(open_app: Open) -> None:
    test = open_app(p__years="2")
    box = next(each for each in test.number_input if each.key == "plan_budget")
    planned(checked(box.set_value(250_000).run()))
    assert test.query_params["p.budget"] == "250000"
    assert "over 2 years" in words(test)
    bought = listed(test, "bought")
    spent = bought["capex_eur"].str.replace(",", "").astype(float).groupby(bought["year"]).sum()
    assert 0 < spent.max() <= 250_000
    press(test, "reset_programme")
    assert "p.budget" not in test.query_params


def test_a_reach_in_the_address_stops_at_that_of_the_assessment(open_app: Open, assessment: Assessment) -> None:
    test = open_app(p__reach="3000")
    (slider,) = [each for each in test.slider if "walks to public Wi-Fi" in each.label]
    assert slider.value == slider.max == pytest.approx(assessment.evidence.parameters.reach.limit_m, abs=25)


def test_the_last_year_without_least_shares_is_one_press_away_and_back(open_app: Open) -> None:
    test = press(open_app(p__years="1"), "floors_stop")
    assert test.query_params["p.nofloors"] == "1"
    assert "no least share of the sectors" in words(test)
    test = press(test, "floors_again")
    assert test.query_params["p.nofloors"] == "0"
    assert "each sector at least 10% of each year's budget" in words(test)


def test_where_spending_may_stop_is_offered_with_its_figure(open_app: Open) -> None:
    test = open_app(p__years="1", p__floor="0")
    offered = next(each.label for each in test.button if each.key == "stop_at_half")
    (least,) = re.findall(r"stop at (\d+), half", offered)
    test = press(test, "stop_at_half")
    assert test.query_params["p.stop"] == least
    assert f"no purchase by choice that serves fewer than {least} person-years per €1,000" in words(test)
    assert next(each.value for each in test.number_input if each.key == "plan_stop") == int(least)
    assert not [each for each in test.button if each.key == "stop_at_half"]
    assert f"Less {least} person-years for every €1,000 spent" in words(open_app(**_kept(test), panel="proof"))


def _kept(test: AppTest) -> dict[str, str]:
    """Return the choices of the programme in an address, as ``open_app`` takes them."""
    return {name.replace(".", "__"): value for name, value in test.query_params.items() if name.startswith("p.")}


def test_other_reaches_stand_beside_the_reach(open_app: Open, plan: Plan, assessment: Assessment) -> None:
    said = reach_sentence(recounts(plan, assessment.evidence), NUMBERS, translator("en"))
    assert said is not None
    assert re.sub(r"\s+", " ", said) in words(open_app())


def test_the_assumptions_of_the_proof_are_one_press_away(open_app: Open, plan: Plan) -> None:
    test = checked(next(each for each in open_app().button if each.key == "see_assumptions").click().run())
    page = words(test)
    assert test.query_params["panel"] == "proof"
    assert "The proof holds for these costs, walks, shares of need served, this reach and these rules" in page
    fold = page.partition("These assumptions, with their figures")[2]
    reach = f"{plan.instance.programme.reach_m:.0f} m"
    for figure in (f"within {reach} of public Wi-Fi", "running cost a year = access points", "In force here: in all"):
        assert figure in fold


@pytest.mark.surrounded("prices")
def test_prices_come_beside_their_rules(open_app: Open) -> None:
    test = until(open_app(p__years="1", p__budget="150000"), 'data-price="floor"')
    assert "Price" in words(test)


@pytest.mark.surrounded("curve")
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_it_speaks_the_other_languages(open_app: Open, language: str) -> None:
    for panel in ("waves", "proof", "curve"):
        page = words(open_app(lang=language, panel=panel))
        assert {"fr": "reçoivent le Wi-Fi public", "nl": "openbare wifi"}[language] in page
