"""Plans kept on disk: read back as they were found, keyed by all that matters, and not kept when stopped by hand."""

import itertools
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import config
from geo.programme.plan.plan import Plan
from geo.ranking.assessment import Assessment
from geo.settings.parameters import Costs, Parameters
from geo.settings.programme import Programme
from geo.solving import here
from geo.solving.progress import Control, Progress
from store import plans as _plans
from store.assessments import open_assessment
from store.plans import kept_plan, open_plan, plan_id
from store.store import Store
from store.versions import Snapshot
from tests import toy_plans
from tests.geo.programme.programme_extra_rule import Count, also

Opened = tuple[Store, Snapshot, Assessment]

QUICK = Programme(gap=0.05, budgets_eur=(300_000.0, 200_000.0))


@pytest.fixture
def opened(demo_data: Path, tmp_path: Path) -> Opened:
    """Return a store whose plans are its own; the assessment is Toyville's, so that a search takes no time."""
    original = Store(demo_data, config.place("demo"))
    store = Store(tmp_path, original.place)
    shutil.copytree(original.snapshot_folder, store.snapshot_folder)
    snapshot = store.current_snapshot()
    assert snapshot is not None
    return store, snapshot, toy_plans.assessment()


def _control(**more: Callable) -> Control:
    ticks = itertools.count()
    return Control(lambda: next(ticks) * 1e-6, **more)


def _never(_instance: object, _control: Control) -> Plan:
    raise AssertionError("searched again")


def _same(one: Plan, other: Plan) -> None:
    assert one.status == other.status
    assert one.certificate == other.certificate
    assert one.conflict == other.conflict
    assert one.notes == other.notes
    assert np.array_equal(one.state, other.state)
    for table in ("rows", "years", "activities", "waiting"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(other, table))


@pytest.mark.parametrize("name", ["every rule", "no money", "too little money", "forced but closed"])
def test_what_is_read_back_is_what_was_found(opened: Opened, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    programme = toy_plans.PROGRAMMES[name]
    found = open_plan(*opened, programme, _control())
    monkeypatch.setattr(_plans, "plan_instance", _never)
    told: list[Progress] = []
    read = open_plan(*opened, programme, _control(report=told.append))
    _same(read, found)
    assert [each.phase for each in told] == ["done"]
    kept = kept_plan(*opened, programme)
    assert kept is not None
    _same(kept, found)


def test_the_plan_of_the_city_is_read_back_too(demo_data: Path, opened: Opened) -> None:
    store, snapshot, _ = opened
    assessed = open_assessment(Store(demo_data, store.place), snapshot, Parameters())
    found = open_plan(store, snapshot, assessed, QUICK, _control())
    assert found.has_plan
    _same(open_plan(store, snapshot, assessed, QUICK, _control()), found)


def test_identity_has_everything_that_changes_a_plan(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    store, snapshot, assessed = opened
    base = plan_id(store, snapshot, assessed, QUICK)
    dearer = Parameters(costs=Costs(survey_eur=401))
    other = [
        plan_id(store, snapshot, assessed, QUICK.model_copy(update={"seed": 2})),
        plan_id(store, snapshot, assessed, QUICK.model_copy(update={"gap": 0.04})),
        plan_id(store, snapshot, _with(assessed, dearer), QUICK),
    ]
    monkeypatch.setattr(_plans, "VERSION", "HiGHS 0.0")
    other.append(plan_id(store, snapshot, assessed, QUICK))
    assert len({base, *other}) == 5


def _with(assessed: Assessment, parameters: Parameters) -> Assessment:
    return replace(assessed, evidence=replace(assessed.evidence, parameters=parameters))


def test_a_plan_stopped_by_hand_is_returned_and_not_kept(opened: Opened) -> None:
    programme = toy_plans.PROGRAMMES["defaults"].model_copy(update={"gap": 0.0})
    stopped = open_plan(*opened, programme, _control(stop=lambda: True))
    assert stopped.has_plan
    assert kept_plan(*opened, programme) is None


def test_nothing_found_in_time_is_not_kept(opened: Opened) -> None:
    programme = toy_plans.PROGRAMMES["no time"]
    found = open_plan(*opened, programme, _control())
    assert found.status == "none_found"
    assert kept_plan(*opened, programme) is None


def test_a_kept_plan_that_breaks_a_rule_is_searched_for_again(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was kept by a program that did not know the rule."""
    # Another process would not know it either.
    monkeypatch.setattr(_plans, "apart", here)
    programme = toy_plans.PROGRAMMES["defaults"].model_copy(update={"floor_share": 0.0})
    former = open_plan(*opened, programme, _control())
    begun = former.rows["building_id"].iloc[0]
    assert kept_plan(*opened, programme) is not None
    with also(Count("none of it", (begun,), high=0)):
        assert kept_plan(*opened, programme) is None
        plan = open_plan(*opened, programme, _control())
        assert plan.has_plan
        assert begun not in set(plan.rows["building_id"])
        kept = kept_plan(*opened, programme)
        assert kept is not None
        _same(kept, plan)


def test_the_least_recently_used_go_first(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_plans, "KEPT", 2)
    base = toy_plans.PROGRAMMES["no money"]
    several = [base.model_copy(update={"seed": seed}) for seed in (1, 2, 3)]
    store, snapshot, assessed = opened
    for age, programme in zip((30, 20, 10), several, strict=True):
        open_plan(*opened, programme, _control())
        path = store.folder / "plans" / f"{plan_id(store, snapshot, assessed, programme)}.json"
        moment = path.stat().st_mtime - age
        os.utime(path, (moment, moment))
    assert [kept_plan(*opened, programme) is None for programme in several] == [True, False, False]
    assert not [path for path in (store.folder / "plans").iterdir() if path.name.startswith(".")]
