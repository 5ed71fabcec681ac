"""What can be compared: named, told apart, opened with all that is kept of it, and refused in words."""

import itertools
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import config
from config import Scenario, reference
from geo.comparison import difference
from geo.errors import MaillageError
from geo.place import LocalName
from geo.roster import plan_roster
from geo.settings import Parameters, Programme, Reach, Roster
from geo.solving import Control
from store._publishing.durable import write_json
from store.comparing import chosen_of, kept_plans, open_side, snapshots_of
from store.plans import keep_plan, open_plan
from store.rosters import keep_roster
from store.store import Store
from store.versions import Snapshot, snapshot_to_json
from tests import toy_plans
from tests.geo.ready import ROSTER

QUICK = Programme(gap=0.05, budgets_eur=(300_000.0, 200_000.0))


@pytest.fixture
def store(demo_data: Path, tmp_path: Path) -> Store:
    """Return a store with two snapshots, whose plans are its own; its assessments are Toyville's."""
    original = Store(demo_data, config.place("demo"))
    store = Store(tmp_path, original.place)
    shutil.copytree(original.snapshot_folder, store.snapshot_folder)
    older = replace(current(store), id="0ld" + "0" * 17, created_at="2025-01-01T00:00:00Z")
    write_json(store.snapshot_folder / f"{older.id}.json", snapshot_to_json(older))
    return store


def current(store: Store) -> Snapshot:
    found = store.current_snapshot()
    assert found is not None
    return found


def _toyville(_store: Store, _snapshot: Snapshot, _parameters: Parameters):
    return toy_plans.assessment()


def _control() -> Control:
    ticks = itertools.count()
    return Control(lambda: next(ticks) * 1e-6)


def _scenario(**settings: object) -> Scenario:
    parameters = toy_plans.assessment().evidence.parameters
    return Scenario(name="toy", title=LocalName(fr="a", nl="b", en="c"), parameters=parameters, **settings)


def test_a_scenario_is_opened_with_the_plan_and_the_roster_that_are_kept_of_it(store: Store) -> None:
    assessment, known = toy_plans.assessment(), {"toy": _scenario(programme=QUICK, roster=ROSTER)}
    chosen = chosen_of(store, "toy", known, current(store))
    side = open_side(store, chosen, _toyville)
    assert set(side.ranks) == {"wifi", "aidants"}
    assert (side.plan, side.roster) == (None, None), "nothing is searched for"
    plan = open_plan(store, current(store), assessment, QUICK, _control())
    roster = plan_roster(assessment.evidence, ROSTER, _control())
    keep_roster(store, current(store), assessment, roster)
    side = open_side(store, chosen, _toyville)
    assert side.has_plan
    assert side.plan.rows.equals(plan.rows)
    assert side.roster.doors.equals(roster.doors)
    assert not difference(side, side).differs


def test_kept_plans_and_rosters_are_listed_with_what_was_asked(store: Store) -> None:
    assessment = toy_plans.assessment()
    plan = open_plan(store, current(store), assessment, QUICK, _control())
    roster = plan_roster(assessment.evidence, ROSTER, _control())
    keep_roster(store, current(store), assessment, roster)
    found = {each.kind: each for each in kept_plans(store)}
    assert found["plan"].programme == QUICK
    assert found["plan"].buildings == plan.rows["building_id"].nunique()
    assert found["roster"].roster == ROSTER
    assert found["roster"].buildings == len(roster.doors)
    chosen = chosen_of(store, f"plan:{found['plan'].id[:8]}", {}, current(store))
    assert chosen.name == f"plan:{found['plan'].id}"
    side = open_side(store, chosen, _toyville)
    assert (side.has_plan, side.has_roster, dict(side.ranks)) == (True, False, {})
    assert open_side(store, chosen_of(store, f"roster:{found['roster'].id}", {}, current(store)), _toyville).has_roster


def test_a_plan_is_not_listed_where_nobody_knows_what_it_is_of(store: Store) -> None:
    assessment = toy_plans.assessment()
    plan = open_plan(store, current(store), assessment, QUICK, _control())
    keep_plan(store, current(store), assessment, replace(plan, status="infeasible"))
    assert kept_plans(store) == (), "there is no plan to compare"
    (path,) = (store.folder / "plans").glob("*.json")
    keep_plan(store, current(store), assessment, plan)
    assert len(kept_plans(store)) == 1
    path.rename(path.with_name("0123456789abcdef.json"))
    assert kept_plans(store) == (), "another engine found it: it would not be read back"
    path.write_text("{", "utf-8")
    assert kept_plans(store) == (), "damaged"
    (store.folder / "plans" / "roster-x.json").write_text('{"asked": {}}', "utf-8")
    assert kept_plans(store) == ()


def test_a_scenario_can_be_compared_on_another_snapshot(store: Store) -> None:
    newest, older = snapshots_of(store)
    assert newest == current(store)
    assert older.id.startswith("0ld")
    known = {"reference": reference()}
    chosen = chosen_of(store, f"reference@{older.id[:6]}", known, newest)
    assert chosen.snapshot == older
    assert chosen.name == f"reference@{older.id}"
    assert chosen_of(store, chosen.name, known, newest) == chosen, "what is written is read back"
    assert chosen_of(store, "reference", known, newest).snapshot == newest


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("nobody", "Scenarios: reference"),
        ("", "Scenarios: reference"),
        ("reference@ffffff", "0ld"),
        ("reference@0", "0ld"),
        ("reference@../../x", "0ld"),
        ("plan:ffffffff", "-"),
        ("roster:", "-"),
    ],
)
def test_what_is_not_there_is_refused_and_what_is_there_is_named(store: Store, text: str, named: str) -> None:
    with pytest.raises(MaillageError) as refused:
        chosen_of(store, text, {"reference": reference()}, current(store))
    assert named in refused.value.render(str)


def test_another_reach_is_another_assessment(store: Store) -> None:
    wanted = Parameters(reach=Reach(limit_m=800))
    asked: list[Parameters] = []

    def assess(_store: Store, _snapshot: Snapshot, parameters: Parameters):
        asked.append(parameters)
        found = toy_plans.assessment()
        return replace(found, evidence=replace(found.evidence, parameters=parameters))

    scenario = _scenario().model_copy(update={"parameters": wanted})
    open_side(store, chosen_of(store, "toy", {"toy": scenario}, current(store)), assess)
    assert asked == [wanted]
    assert Roster() == _scenario().roster
