"""Decisions on the screen as Streamlit runs it: entered on a card, listed, taken back, reviewed, laid over the plan."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from config import place, scenarios
from store.decisions import Decision, DecisionLog, in_force, open_log, scenario_hash
from store.store import Store
from tests.ui.pages import checked, run_view, words
from tests.ui.rows import listed
from ui.planning import readers
from ui.planning.planner import planner

pytestmark = pytest.mark.slow

Open = Callable[..., AppTest]

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)


@pytest.fixture
def log(demo_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DecisionLog:
    """Return the empty log of a demonstration city whose log is its own."""
    monkeypatch.delenv("MAILLAGE_DECISIONS_URL", raising=False)
    shutil.copytree(demo_data / "processed", tmp_path / "processed")
    return open_log(Store(tmp_path, place("demo")))


@pytest.fixture
def open_app(log: DecisionLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "demo")
    # The tests of Streamlit have somebody signed in; here nobody is, as on a server without a list of users.
    monkeypatch.setattr("ui.decisions.form.signed_in", lambda: "")
    monkeypatch.setattr("ui.decisions.log.signed_in", lambda: "")
    monkeypatch.setattr(readers, "FIRST_PLAN_S", 120.0)
    monkeypatch.setattr("ui.roster.rosters.FIRST_ROSTER_S", 120.0)
    monkeypatch.setattr(readers, "NEXT_PLAN_S", 120.0)

    def at(view: str, **query: str) -> AppTest:
        return run_view(view, 150, **query)

    yield at
    planner().forget()


def field(test: AppTest, kind: str, end: str):
    (found,) = (each for each in getattr(test, kind) if each.key and each.key.endswith(end))
    return found


def press(test: AppTest, end: str) -> AppTest:
    return checked(field(test, "button", end).click().run())


def _entered(log: DecisionLog, kind: str, subject: str, **more: str) -> int:
    told = Decision(kind, subject, who="Ann", why="Promised", snapshot="toy", **more)
    return log.append(told, now=NOW).number


def _buildings(data: Path) -> pd.DataFrame:
    store = Store(data, place("demo"))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    return store.read("buildings", snapshot.layers["buildings"])


def _public(log: DecisionLog, tmp_path: Path) -> str:
    """Return a building that can be planned."""
    table = _buildings(tmp_path)
    usable = table[table["public_access"].fillna(value=False) & table["floor_area_m2"].notna() & table.geometry.notna()]
    return str(usable["building_id"].iloc[0])


def test_a_decision_is_entered_on_a_card_with_every_fault_said_at_once(
    open_app: Open, log: DecisionLog, tmp_path: Path
) -> None:
    site = _public(log, tmp_path)
    test = press(open_app("carte", site=site), "_enter")
    assert "say who decides" in words(test)
    assert "say why" in words(test)
    assert log.entries() == (), "nothing half is entered"
    field(test, "text_area", "_why").set_value("Building site <b>until</b> 2028")
    field(test, "text_input", "_who").set_value("Ann")
    field(test, "selectbox", "_kind").set_value("building_excluded")
    test = press(checked(test.run()), "_enter")
    (entry,) = log.entries()
    assert (entry.kind, entry.subject, entry.about, entry.who) == ("building_excluded", site, "wifi", "Ann")
    assert entry.scenario == "reference"
    assert len(entry.scenario_hash) == 64
    assert "Entered into the log under number 1." in words(test)
    assert any('data-entry="1"' in each.proto.body for each in test.get("html")), "it stands on the card"
    assert all("<b>until" not in each.proto.body for each in test.get("html"))


def test_a_school_site_without_a_building_has_a_card_and_is_decided_on(
    open_app: Open, log: DecisionLog, tmp_path: Path
) -> None:
    pupils = Store(tmp_path, place("demo")).read("school_pupils")
    alone = pupils[pupils["building_id"].isna()].iloc[0]
    site = str(alone["school_site_id"])
    test = open_app("equipements", d__secondary="700", device="secondary", school=site, decided="yes")
    assert f"School site {site}" in words(test)
    assert "Pupils, weighted by class" in words(test)
    assert not [each for each in test.selectbox if (each.key or "").endswith(("_corrects", "_about_school_forced"))]
    field(test, "text_area", "_why").set_value("It has no room for them")
    field(test, "text_input", "_who").set_value("Ann")
    field(test, "selectbox", "_kind").set_value("school_excluded")
    test = press(checked(test.run()), "_enter")
    (entry,) = log.entries()
    assert (entry.kind, entry.subject, entry.about) == ("school_excluded", site, "devices")
    assert "Decided School site excluded (Device lots)" in words(test)
    assert "Decisions that the plan holds: 1." in words(test), "laid over the lots on the page"
    assert "Left out by you or by the scenario." in words(test)
    said = listed(open_app("decisions"), "decisions")["name"].iloc[0]
    assert f"School site excluded: {alone['name']} (Device lots)" in said, "without its key, which nobody types here"


def test_who_is_signed_in_is_not_asked(open_app: Open, log: DecisionLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.decisions.form.signed_in", lambda: "Ann Signed")
    test = open_app("decisions")
    assert not [each for each in test.text_input if (each.key or "").endswith("_who")]
    field(test, "text_area", "_why").set_value("Agreed")
    press(checked(test.run()), "_enter")
    (entry,) = log.entries()
    assert (entry.kind, entry.subject, entry.who) == ("scenario_adopted", "reference", "Ann Signed")
    assert re.search(r"Scenario: Reference, adopted on .* by Ann Signed, decision 1", words(open_app("accueil")))
    other = words(open_app("accueil", scenario="people_first"))
    assert "Scenario: Residents first, not the one in force, which is Reference, adopted on" in other


def test_every_page_says_that_a_scenario_was_adopted_and_one_press_shows_the_reference(
    open_app: Open, log: DecisionLog
) -> None:
    """An address that names none shows what is in force today, and says so; a press takes the other one, and back."""
    assert not [each for each in open_app("carte").button if each.key == "other_scenario"]
    _entered(log, "scenario_adopted", "people_first", scenario_hash=scenario_hash(scenarios()["people_first"]))
    test = open_app("carte")
    assert "Scenario shown: Residents first, adopted on" in words(test)
    test = press(test, "other_scenario")
    assert test.query_params["scenario"] in ("reference", ["reference"])
    assert "Scenario shown: Reference, not the one in force, which is Residents first, adopted on" in words(test)
    test = press(test, "other_scenario")
    assert "scenario" not in test.query_params
    assert "Scenario shown: Residents first, adopted on" in words(test)
    assert "Scenario shown" not in words(open_app("reunion"))


def test_the_list_shows_what_is_in_force_and_a_new_entry_takes_back(open_app: Open, log: DecisionLog) -> None:
    assert "Nothing was decided yet." in words(open_app("decisions"))
    _entered(log, "building_forced", "b1", about="wifi")
    _entered(log, "scenario_adopted", "people_first")
    test = open_app("decisions")
    assert "2 decisions are in force." in words(test)
    assert listed(test, "decisions")["id"].tolist() == ["2", "1"], "the latest first"
    assert not [each for each in test.text_area if each.key == "undo_1_why"]
    test = open_app("decisions", entry="1")
    field(test, "text_area", "undo_1_why").set_value("The works are postponed")
    field(test, "text_input", "undo_1_who").set_value("Bo")
    test = press(checked(test.run()), "undo_1_enter")
    assert [(each.kind, each.undoes) for each in log.entries()][-1] == ("undone", 1)
    assert [each.number for each in in_force(log.entries())] == [2]
    assert listed(test, "decisions")["id"].tolist() == ["2"]
    assert listed(open_app("decisions", log="all"), "decisions")["id"].tolist() == ["3", "2", "1"]


def test_the_review_is_a_list_to_work_through_with_its_progress(open_app: Open, log: DecisionLog) -> None:
    _entered(log, "reviewed", "b1", about="public_wifi", value="open")
    _entered(log, "reviewed", "b2", about="residents", value="accepted")
    test = open_app("decisions", log="reviews")
    assert "Under review: 2; settled: 1. Judged by several members: 0, alike: 0." in words(test)
    table = listed(test, "reviews")
    assert table["state"].tolist() == ["open", "accepted"]
    assert table["fact"].tolist() == ["whether it has public Wi-Fi", "who lives here"]
    test = open_app("decisions", log="reviews", entry=table["id"].iloc[0])
    (form,) = {each.key.rsplit("_", 1)[0] for each in test.text_area if (each.key or "").startswith("judge")}
    field(test, "selectbox", f"{form}_verdict").set_value("rejected")
    field(test, "text_area", f"{form}_why").set_value("Nothing to be seen")
    field(test, "text_input", f"{form}_evidence").set_value("Seen on 3 May")
    field(test, "text_input", f"{form}_who").set_value("Bo")
    test = press(checked(test.run()), f"{form}_enter")
    last = log.entries()[-1]
    assert (last.subject, last.about, last.value, last.evidence) == ("b1", "public_wifi", "rejected", "Seen on 3 May")
    assert "settled: 2" in words(test)


def test_gaps_are_a_list_to_work_through_with_what_the_members_said(open_app: Open, log: DecisionLog) -> None:
    where = {"list": "sectors", "gap": "public"}
    first = listed(open_app("lacunes", **where), "gap_sectors")["id"].iloc[0]
    assert "Judged by the committee" not in words(open_app("lacunes", **where)), "nobody has begun"
    for who, kind in (("Ann", "gap_confirmed"), ("Bo", "gap_contested"), ("Cy", "gap_confirmed")):
        log.append(Decision(kind, first, "public", who=who, why="Seen", snapshot="toy"), now=NOW)
    test = open_app("lacunes", **where)
    assert "Judged by the committee, neighbourhoods with people left out: 1 of " in words(test)
    row = listed(test, "gap_sectors").set_index("id").loc[first]
    assert "confirmed: 2; contested: 1 (they disagree)" in row["under"]
    field(test, "toggle", "gaps_left").set_value(True)
    test = checked(test.run())
    assert first not in listed(test, "gap_sectors")["id"].tolist()
    assert test.query_params["unjudged"] == "yes", "the address says so too"
    assert "Under review: 1; settled: 1. Judged by several members: 1, alike: 0. They disagree, listed first: 1." in (
        words(open_app("decisions", log="reviews"))
    )


def test_decisions_are_laid_over_the_programme_and_contradictions_are_named(
    open_app: Open, log: DecisionLog, tmp_path: Path
) -> None:
    site = _public(log, tmp_path)
    small = {"p.years": "1", "p.budget": "150000"}
    forced = _entered(log, "building_forced", site, about="wifi")
    _entered(log, "gap_confirmed", "somewhere", about="help")
    assert "Decisions that the plan holds" not in words(open_app("programme", **small))
    page = words(open_app("programme", **small, decided="yes"))
    assert f"Decisions that the plan holds: {forced}." in page
    assert "Decisions that ask nothing of this plan: 2." in page
    excluded = _entered(log, "building_excluded", site, about="wifi")
    page = words(open_app("programme", **small, decided="yes"))
    assert "cannot be laid over this plan" in page
    name = _buildings(tmp_path).set_index("building_id").loc[site, "name"]
    assert f"{name} is forced (decision {forced}) and excluded (decision {excluded}) at once" in page
    assert f"{site} is forced" not in page


def test_decisions_are_laid_over_the_roster_and_the_lots_by_the_same_switch(open_app: Open, log: DecisionLog) -> None:
    few = {"a.aidants": "12"}
    door = listed(open_app("aidants", **few), "roster_doors")["id"].iloc[0]
    out = _entered(log, "building_excluded", door, about="aidants")
    page = open_app("aidants", **few, decided="yes")
    assert f"Decisions that the plan holds: {out}." in words(page)
    assert door not in set(listed(page, "roster_doors")["id"])
    assert door in set(listed(open_app("aidants", **few), "roster_doors")["id"]), "without the switch nothing changes"
    place_with_lots = listed(open_app("equipements"), "lots")["id"].iloc[0]
    lots_out = _entered(log, "building_excluded", place_with_lots, about="devices")
    page = open_app("equipements", decided="yes")
    assert f"Decisions that the plan holds: {lots_out}." in words(page)
    assert f"Decisions that ask nothing of this plan: {out}." in words(page)
    assert place_with_lots not in set(listed(page, "lots")["id"])
    _entered(log, "building_forced", place_with_lots, about="devices")
    assert "forced (decision 3) and excluded (decision 2) at once" in words(open_app("equipements", decided="yes"))


def test_what_a_place_costs_the_others_in_devices_is_entered_with_the_decision(
    open_app: Open, log: DecisionLog
) -> None:
    site = listed(open_app("equipements"), "lots")["id"].iloc[0]
    test = open_app("equipements", site=site)
    field(test, "selectbox", "_kind").set_value("building_excluded")
    field(test, "text_area", "_why").set_value("Works")
    field(test, "text_input", "_who").set_value("Ann")
    press(checked(test.run()), "_enter")
    (entry,) = log.entries()
    assert (entry.subject, entry.about) == (site, "devices")
    assert entry.devices is not None
    assert entry.devices <= 0, "what it had goes to others, or to nobody"
    assert f"fewer devices for the others: {entry.devices}".replace("-", "−") in (
        listed(open_app("decisions"), "decisions")["cost"].iloc[0].replace("-", "−")
    )
