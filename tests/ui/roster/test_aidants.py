"""The view of the roster as Streamlit runs it: its figures are the engine's, and its choices change them."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from config import place, reference
from exports.tables import SYNTHETIC_NOTE
from geo.evidence import Finding
from geo.roster.new_places import new_places
from geo.roster.plan import RosterPlan
from geo.roster.planning import plan_roster
from geo.solving import Control
from store import rosters
from store._publishing.durable import read_json, write_json
from store.assessments import open_assessment, open_walking
from store.rosters import keep_roster, kept_roster
from store.store import Store
from tests.ui.pages import checked, run_view, words
from tests.ui.rows import listed
from ui.address.roster_choices import RosterChoices, roster_with
from ui.context import Context
from ui.planning import readers
from ui.planning.planner import planner
from ui.roster import rosters as rosters_asked
from ui.roster.files import half_day_csv
from ui.roster.timetable import help_at
from ui.roster.words import others_told, told_first
from words import translator
from words.numbers import Numbers

pytestmark = pytest.mark.slow

Open = Callable[..., AppTest]

FEW = {"a.aidants": "12"}
"""Few aidants, whose roster is planned in a moment."""


@pytest.fixture
def open_app(demo_data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setenv("MAILLAGE_DATA", str(demo_data))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "demo")
    # However busy the machine is, the page waits until it has a roster to tell of.
    monkeypatch.setattr(readers, "FIRST_PLAN_S", 120.0)
    monkeypatch.setattr(rosters_asked, "FIRST_ROSTER_S", 120.0)
    monkeypatch.setattr(readers, "NEXT_PLAN_S", 120.0)

    def at(**query: str) -> AppTest:
        return run_view("aidants", 150, **query)

    yield at
    planner().forget()


@pytest.fixture(scope="module")
def store(demo_data: Path) -> Store:
    return Store(demo_data, place("demo"))


@pytest.fixture(scope="module")
def plan(store: Store) -> RosterPlan:
    """Return the first roster of few aidants, which the page tells."""
    snapshot = store.current_snapshot()
    assert snapshot is not None
    evidence = open_assessment(store, snapshot, reference().parameters).evidence
    roster = roster_with(reference().roster, RosterChoices(aidants=12))
    return plan_roster(evidence, roster, Control(lambda: 0.0), time_limit_s=rosters.AT_ONCE_S)


def test_the_page_says_what_the_engine_found(open_app: Open, plan: RosterPlan) -> None:
    test = open_app(**FEW)
    page = words(test)
    assert re.search(r"With 12 aidants: +\d+ helps a week, in \d+ places?\.", page)
    assert "find no help" in page
    assert "Hours of help a week. Needed:" in page
    assert "half-days with two aidants: 6" in page
    rows = listed(test, "roster_doors").set_index("id")
    assert rows["pairs"].map(int).sum() == 6
    assert rows["helps"].map(float).sum() >= plan.certificate["helps_per_week"] - 0.05 * len(rows)
    # The timetable has each of them once, and the page for one half-day those of that half-day.
    cells = re.findall(
        r'<td class="open[^"]*" data-when="([^"]+)">(\d+)', " ".join(e.proto.body for e in test.get("html"))
    )
    assert sum(int(count) for _when, count in cells) == 12
    when = cells[0][0]
    chosen = next(box for box in test.selectbox if box.label == "Half-day")
    half_day = next(
        each
        for each in plan.roster.half_days
        if each.split("_")[0] == when[:3].lower() and each.endswith(when.split()[1])
    )
    chosen.set_value(half_day)
    page = words(checked(test.run()))
    assert re.search(f"Where to find digital help +{when}", page)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_where_help_is_at_one_half_day_is_a_table_with_the_rows_of_the_page(
    store: Store, plan: RosterPlan, language: str
) -> None:
    snapshot, translate = store.current_snapshot(), translator(language)
    assert snapshot is not None
    assessment = open_assessment(store, snapshot, reference().parameters)
    numbers = Numbers(language, translate)
    context = Context(
        store.place, store, snapshot, reference(), assessment, translate, numbers, addresses={}, library={}, identity=""
    )
    half_day = str(plan.sessions["half_day"].iloc[0])
    now = plan.sessions[plan.sessions["half_day"] == half_day]
    told = pd.read_csv(io.BytesIO(half_day_csv(context, plan, now, half_day)), sep=";", dtype="str")
    page = unescape(help_at(context, plan, plan.sessions, half_day))
    read = re.sub("<[^>]*>", "", page)
    assert len(told) == now["door_id"].nunique() == page.count('<th scope="row"')
    assert set(told.iloc[:, 2]) == set(plan.doors.loc[now["door_id"], "name"])
    assert told.iloc[:, 4].astype(int).sum() == 2 * now["pairs"].sum()
    assert set(told.iloc[:, -1]) == {translate(SYNTHETIC_NOTE)}
    assert [cell for cell in told.iloc[:, :-1].fillna("").to_numpy().ravel() if cell not in read] == []


def test_new_places_are_those_of_the_engine_with_a_card_and_a_mark(open_app: Open, store: Store) -> None:
    test = open_app(**FEW, **{"a.panel": "new", "a.new": "2"})
    rows = listed(test, "new_places")
    snapshot = store.current_snapshot()
    assert snapshot is not None
    evidence = open_assessment(store, snapshot, reference().parameters).evidence
    # The page tells of the best roster, which its planner has kept by now.
    kept = kept_roster(
        store,
        snapshot,
        open_assessment(store, snapshot, reference().parameters),
        roster_with(reference().roster, RosterChoices(aidants=12)),
    )
    if kept is not None:
        walk = open_walking(store, snapshot, reference().parameters.reach)
        found = new_places(kept, evidence, Control(lambda: 0.0), 2, walk).places
        assert rows["id"].tolist() == found.index.tolist()
        assert rows["helps"].tolist() == [f"+{each:.1f}" for each in found["helps_gained_per_week"]]
    assert len(rows) == 2
    assert "no so many others add more than" in words(test)
    test = open_app(**FEW, **{"a.panel": "new", "a.new": "2", "site": str(rows["id"].iloc[1])})
    page = words(test)
    assert "New place 2 of 2" in page
    assert "Together, no so many places add more helps a week than this" in page


def test_before_a_first_roster_need_and_help_are_told(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rosters_asked, "FIRST_ROSTER_S", 0.0)
    page = words(open_app(**{"a.aidants": "97"}))
    assert "A first roster is being looked for." in page
    assert "Hours of help a week before any aidant. Needed:" in page
    assert "met today" in page


def test_a_door_is_left_out_and_taken_back(open_app: Open, plan: RosterPlan) -> None:
    door = str(plan.doors.index[0])
    test = open_app(**FEW, site=door)
    page = words(test)
    assert "Whom it can help" in page
    assert "Open long enough" in page
    next(each for each in test.button if each.key == "exclude_site").click()
    test = checked(test.run())
    page = words(test)
    assert "Left out by you or by the scenario." in page
    assert test.query_params["a.excluded"] == door
    next(each for each in test.button if each.key == "free_site").click()
    test = checked(test.run())
    assert "a.excluded" not in test.query_params


def test_rules_that_cannot_hold_and_a_roster_of_nobody_are_told_in_words(open_app: Open) -> None:
    page = words(open_app(**{"a.aidants": "0"}))
    assert "Without aidants, the help that is there meets" in page
    page = words(open_app(**{"a.aidants": "2", "a.forced": "nowhere"}))
    assert "These cannot hold together:" in page
    assert "nowhere must have helpers, but no list has such a place." in page


def test_what_is_lacking_is_told_first_with_what_to_do(plan: RosterPlan) -> None:
    lacks = (
        Finding("roster.workplaces_absent", "warning", "No list of workplaces.", {}),
        Finding("roster.straight_lines", "warning", "Straight lines.", {}),
    )
    lacking, numbers = replace(plan, notes=lacks), Numbers("en", translator("en"))
    (said,) = told_first(lacking, numbers)
    assert said.startswith("No list of workplaces. To know it, fill in the template of workplaces")
    assert others_told(lacking, numbers) == ["Straight lines."]


def test_a_kept_roster_comes_back_as_it_was(store: Store, plan: RosterPlan, tmp_path: Path) -> None:
    snapshot = store.current_snapshot()
    assert snapshot is not None
    assessment = open_assessment(store, snapshot, reference().parameters)
    other = Store(tmp_path, store.place)
    assert kept_roster(other, snapshot, assessment, plan.roster) is None
    keep_roster(other, snapshot, assessment, plan)
    found = kept_roster(other, snapshot, assessment, plan.roster)
    assert found is not None
    for name, value in vars(plan).items():
        if isinstance(value, pd.DataFrame):
            pd.testing.assert_frame_equal(getattr(found, name), value)
        else:
            assert getattr(found, name) == value, name
            # In its order too, in which it is written.
            assert str(getattr(found, name)) == str(value), name
    (file,) = tmp_path.rglob("roster-*.json")
    told = read_json(file)
    # A file of before has figures by name.
    write_json(file, {**told, "balance": {"of": dict(told["balance"]["of"])}})
    found = kept_roster(other, snapshot, assessment, plan.roster)
    assert found is not None
    assert found.balance == plan.balance
    assert kept_roster(other, snapshot, assessment, plan.roster.model_copy(update={"aidants": 13})) is None
