"""Places with aidants and no Wi-Fi, and the other way round, are flagged in both views, where both plans are known."""

import time
from pathlib import Path

import pytest

from config import Scenario
from geo.place import LocalName
from geo.roster import RosterPlan, plan_roster
from geo.settings import Programme, Roster
from geo.solving import Control
from store.plans import open_plan
from store.rosters import keep_roster
from tests import toyville
from tests.town_store import SNAPSHOT, TownStore
from ui import opening
from ui.address.state import State
from ui.context import Context
from ui.map.static_files import STATIC
from ui.programme import plans
from ui.roster import rosters
from ui.views.aidants import _without_wifi
from ui.views.programme import _with_aidants
from words import translator
from words.numbers import Numbers

CONTROL = Control(time.perf_counter)
ROSTER = Roster(aidants=4, wave_aidants=(2,), assumed_desks=2)


class Page(Context):
    """A page on which nobody chose anything."""

    @property
    def state(self) -> State:
        return State()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TownStore:
    monkeypatch.setenv(STATIC, str(tmp_path / "static"))
    opening._opened.clear()
    return TownStore(tmp_path, toyville.PLACE, ())


def page_of(store: TownStore, budget_eur: float) -> Page:
    translate = translator("en")
    scenario = Scenario(
        name="toy",
        title=LocalName(fr="toy", nl="toy", en="toy"),
        parameters=toyville.PARAMETERS,
        programme=Programme(first_year=2027, budgets_eur=(budget_eur,), gap=0.0),
        roster=ROSTER,
    )
    return Page(
        place=store.place,
        store=store,
        snapshot=SNAPSHOT,
        scenario=scenario,
        assessment=opening._assessment_and_shapes(store, SNAPSHOT, toyville.PARAMETERS)[0],
        translate=translate,
        numbers=Numbers("en", translate),
        addresses={},
        library={},
    )


def kept(store: TownStore, page: Page) -> RosterPlan:
    """Plan both and keep them, as a reader of both views leaves them."""
    open_plan(store, SNAPSHOT, page.assessment, page.scenario.programme, CONTROL)
    roster = plan_roster(page.assessment.evidence, page.scenario.roster, CONTROL)
    keep_roster(store, SNAPSHOT, page.assessment, roster)
    return roster


def test_what_nobody_has_planned_flags_nothing(store: TownStore) -> None:
    page = page_of(store, 7_000.0)
    assert plans.with_wifi(page) is None
    assert rosters.with_aidants(page) is None


@pytest.mark.slow
@pytest.mark.parametrize("budget_eur", [0.0, 1e6])
def test_places_with_one_and_not_the_other_are_counted(store: TownStore, budget_eur: float) -> None:
    page = page_of(store, budget_eur)
    roster = kept(store, page)
    sites = page.assessment.evidence.sites
    bought = set(plans.known_plan(page).rows["building_id"])  # type: ignore[union-attr]
    assert bool(bought) == (budget_eur > 0)
    wifi, aidants = plans.with_wifi(page), rosters.with_aidants(page)
    assert wifi == bought | set(sites.index[(sites["wifi_now"] == "public").fillna(value=False)])
    assert aidants == set(roster.doors.index)
    without = len(aidants - wifi)
    said = _without_wifi(page, roster, wifi)
    assert len(said) == (1 if without else 0)
    assert not said or str(without) in said[0]
    told = _with_aidants(page, plans.known_plan(page))  # type: ignore[arg-type]
    assert told == (
        [f"Buildings equipped with aidants in the roster: {len(bought & aidants)}; without: {len(bought - aidants)}."]
        if bought
        else []
    )
