"""The view of gaps as Streamlit runs it: its numbers are the review's, and its choices change them and the address."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from config import place
from geo.gaps.review import Review, review
from geo.gaps.walkers import walkers
from geo.hours.moments import when
from geo.ranking import in_order
from geo.ranking.assessment import Assessment
from geo.ranking.ranking import rank
from geo.roster import roster_places
from geo.settings.parameters import Parameters, Reach
from geo.walking.reach import Walking
from store.assessments import open_assessment, open_walking
from store.store import Store
from tests.ui.pages import checked, run_view, words
from tests.ui.rows import listed
from ui.gaps.words import GAPS
from ui.planning import readers
from ui.planning.planner import planner
from ui.roster import rosters
from words.numbers import rounded

pytestmark = pytest.mark.slow

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def opened(demo_data: Path) -> tuple[Assessment, Walking]:
    store = Store(demo_data, place("demo"))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    return open_assessment(store, snapshot, Parameters()), open_walking(store, snapshot, Reach())


@pytest.fixture
def open_app(demo_data: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("MAILLAGE_DATA", str(demo_data))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "demo")

    def at(view: str = "lacunes", wait_s: float = 60, **query: str) -> AppTest:
        return run_view(view, wait_s, **query)

    return at


def slider(test: AppTest, key: str):
    return next(each for each in test.slider if each.key == key)


def choice(test: AppTest, key: str):
    return next(each for each in test.selectbox if each.key == key)


def reviewed(opened: tuple[Assessment, Walking], **choices: object) -> Review:
    return review(opened[0].evidence, opened[1], **choices)


def said(review: Review, gap: str, amount: str) -> str:
    """Return the number of people as the opening sentence must say it."""
    row, column = review.totals["commune"].iloc[0], f"{GAPS[gap].column}_{amount}"
    low, high = (row[column],) * 2 if row[column] == row[column] else (row[f"{column}_low"], row[f"{column}_high"])
    if rounded(low) == rounded(high):
        return f"about {rounded(low):,}"
    return f"between {rounded(low):,} and {rounded(high):,}"


@pytest.mark.parametrize("gap", list(GAPS))
def test_the_sentence_says_the_numbers_of_the_review(open_app: Open, opened, gap: str) -> None:
    expected = reviewed(opened)
    page = words(open_app(gap=gap))
    assert f"{said(expected, gap, 'persons')} residents, of whom {said(expected, gap, 'vulnerable')}" in page


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_every_language_has_its_sentence(open_app: Open, language: str) -> None:
    page = words(open_app(lang=language, when="Wed~15.00", wifi_first="5", help_first="5"))
    assert {"fr": "mercredi à 15 h", "nl": "woensdag om 15 uur", "en": "Wednesday at 15:00"}[language] in page
    assert {"fr": "habitants", "nl": "inwoners", "en": "residents"}[language] in page


def test_the_reach_changes_the_numbers_and_the_address(open_app: Open, opened) -> None:
    test = open_app(gap="help")
    assert slider(test, "reach").value == Parameters().reach.limit_m
    slider(test, "reach").set_value(600).run()
    assert checked(test).query_params["reach"] == "600"
    assert said(reviewed(opened, limit_m=600), "help", "persons") in words(test)
    again = open_app(gap="help", reach="600")
    assert words(again) == words(test)


def test_a_profile_walks_its_own_distance_until_the_reach_is_moved(open_app: Open, opened) -> None:
    test = open_app(gap="public", profile="slow")
    assert slider(test, "reach").value == 720
    assert said(reviewed(opened, profile="slow"), "public", "persons") in words(test)
    slider(test, "reach").set_value(900).run()
    assert "profile" not in checked(test).query_params
    assert test.query_params["reach"] == "900"


def test_a_moment_gives_bounds_where_hours_are_not_known(open_app: Open, opened) -> None:
    # Within this walk the bounds differ also when they are rounded, whatever walk is the usual one.
    test = open_app(gap="help", reach="800")
    choice(test, "when_day").select("Wed").run()
    assert checked(test).query_params["when"] == "Wed~15.00"
    expected = reviewed(opened, limit_m=800, at=when("Wed 15:00"))
    assert "between" in said(expected, "help", "persons")
    page = words(test)
    assert said(expected, "help", "persons") in page
    assert "of 40,000 residents" in page or "part of this is not known" in page
    choice(test, "when_time").select("19:30").run()
    assert said(reviewed(opened, limit_m=800, at=when("Wed 19:30")), "help", "persons") in words(checked(test))
    choice(test, "when_day").select("saturday").run()
    assert said(reviewed(opened, limit_m=800, at=when("saturday")), "help", "persons") in words(checked(test))


def test_equipping_the_first_of_the_ranking_helps_whom_the_reviews_say(open_app: Open, opened) -> None:
    evidence, walk = opened[0].evidence, opened[1]
    table = rank(opened[0].matrices["wifi"], Parameters().weights["wifi"])
    first = list(in_order(table[table["status"] != "excluded"]).index[:10])
    before, after = review(evidence, walk), review(evidence, walk, wifi_sites=first)
    fewer = [each.totals["commune"].iloc[0]["public_gap_persons"] for each in (before, after)]
    test = open_app(gap="public")
    slider(test, "wifi_first").set_value(10).run()
    page = words(checked(test))
    assert said(after, "public", "persons") in page
    assert f"10 more buildings with Wi-Fi change that for about {rounded(fewer[0] - fewer[1]):,}" in page
    assert test.query_params["wifi_first"] == "10"


def test_the_tables_are_those_of_the_review(open_app: Open, opened) -> None:
    totals = reviewed(opened).totals
    sections = listed(open_app(gap="help"), "gap_sections")
    table = totals["section"].sort_values("help_gap_vulnerable", ascending=False)
    assert list(sections["name"]) == list(table["section_name"])
    assert list(sections["persons"]) == [f"{rounded(value):,}" for value in table["help_gap_persons"]]
    assert list(sections["vulnerable"]) == [f"{rounded(value):,}" for value in table["help_gap_vulnerable"]]
    sectors = listed(open_app(gap="help", list="sectors"), "gap_sectors")
    assert len(sectors) == len(opened[0].evidence.sectors)
    code = table.index[0]
    page = open_app(gap="help", list="sectors", sections=code)
    assert f'<h2 class="sheet">{table.loc[code, "section_name"]}</h2>' in "".join(
        each.proto.body for each in page.get("html")
    )
    within = listed(page, "gap_sectors")
    assert len(within) == (opened[0].evidence.sectors["section_code_statbel"] == code).sum()


def test_a_neighbourhood_says_who_lives_there_and_what_is_near(open_app: Open, opened) -> None:
    evidence = opened[0].evidence
    row = reviewed(opened).totals["sector"].iloc[0]
    code = row.name
    page = words(open_app(sector=code))
    assert f"{evidence.sectors.loc[code, 'population']:,.0f} people live here" in page
    assert f"{rounded(row['help_gap_persons']):,}" in page
    for title in ("Public Wi-Fi", "Digital help", "Municipal buildings open to the public"):
        assert title in page
    assert re.search(r"\d m, \d+ min", page)


def test_what_has_no_reading_is_not_said_and_the_rest_is(open_app: Open) -> None:
    page = words(open_app())
    assert "How evenly is it spread?" in page
    assert "the most vulnerable neighbourhoods walk" in page
    assert "Concentration index" in page


@pytest.mark.parametrize("view", ["carte", "lacunes"])
def test_who_can_walk_to_a_building_is_said_on_demand(open_app: Open, opened, view: str) -> None:
    evidence, walk = opened[0].evidence, opened[1]
    key = evidence.sites.index[evidence.sites["location_status"] == "located"][30]
    test = open_app(view, site=key)
    assert "Within 15 min" not in words(test)
    next(each for each in test.button if each.key == "show_walkers").click().run()
    assert checked(test).query_params["walkers"] == "normal"
    expected = walkers(evidence, walk, key, 1.4)
    for minutes, row in expected.iterrows():
        assert f"Within {minutes:g} min {rounded(row['persons']):,} residents" in words(test)
    next(each for each in test.button if each.key == "hide_walkers").click().run()
    assert "walkers" not in checked(test).query_params


def test_an_address_full_of_nonsense_opens_the_default(open_app: Open) -> None:
    nonsense = {
        "gap": "<b>",
        "reach": "9e9",
        "profile": "x",
        "when": "Wed~99.99",
        "wifi_first": "-1",
        "walkers": "${x}",
    }
    assert words(open_app(**nonsense)) == words(open_app())


def test_after_the_roster_the_numbers_are_those_of_its_places(
    open_app: Open, opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The roster of few aidants is planned by the page itself; what it says then is the review with its places."""
    # However busy the machine is, the page waits until it has a roster to tell of.
    monkeypatch.setattr(readers, "FIRST_PLAN_S", 120.0)
    # Rosters of tests before this one are not its own.
    planner().forget()
    monkeypatch.setattr(rosters, "FIRST_ROSTER_S", 120.0)
    query = {"gap": "help", "after": "roster", "a.aidants": "6"}
    test = open_app(wait_s=150, **query)
    assert "places with helpers of the roster" in words(test)
    assert not [each for each in test.slider if each.key in ("wifi_first", "help_first")]
    (planning,) = [each for key, each in planner()._known.items() if key.startswith("roster|")]
    until = time.monotonic() + 120
    while planning.now.phase != "done" and time.monotonic() < until:
        planning.standing()
        time.sleep(0.2)
    page = words(checked(test.run()))
    plan = planning.now.plan
    places = roster_places(plan, opened[0].evidence)
    assert said(reviewed(opened, help_places=places), "help", "persons") in page
    assert f"{len(places)} place" in page
    planner().forget()
    # Without a wave of that number the address is that of today.
    assert "places with helpers" not in words(open_app(gap="help", after="wifi15"))
