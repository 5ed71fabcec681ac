"""Assessments kept on disk: read back as they were computed, keyed by all that matters, whole after any kill."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import config
from geo.ranking.assessment import Assessment, assess
from geo.ranking.ranking import rank
from geo.settings.parameters import Parameters, Reach
from geo.texts import Counted
from store import assessments as _assessments
from store.assessments import assessment_id, kept_totals, open_assessment
from store.snapshots import make_snapshot
from store.store import Store
from tests import toy_plans
from tests.conftest import ROOT
from tests.laws import times
from tests.once import copy_of
from words import translator
from words.numbers import Numbers
from words.sentences import sentence

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def store(demo_data: Path, tmp_path: Path) -> Store:
    copy_of(demo_data / "processed", tmp_path / "data" / "processed", "assessments")
    return Store(tmp_path / "data", config.place("demo"))


@pytest.fixture(scope="module")
def fresh(demo_data: Path) -> Assessment:
    """Return the assessment of the demonstration city, computed here."""
    store = Store(demo_data, config.place("demo"))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    return assess(store.tables(snapshot), store.place, Parameters())


def _kept(store: Store) -> set[str]:
    return {path.name for path in (store.folder / "assessments").iterdir()}


def test_what_is_read_back_is_what_was_computed(
    store: Store, fresh: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = make_snapshot(store, now=NOW)
    # The copy has the same layers, of which it would be computed anew for seconds.
    monkeypatch.setattr(_assessments, "assess", lambda *_: fresh)
    computed = open_assessment(store, snapshot, Parameters())
    read = open_assessment(store, snapshot, Parameters())
    for name in ("demand", "sectors", "sites", "support_places", "wifi", "workplaces"):
        pd.testing.assert_frame_equal(getattr(read.evidence, name), getattr(computed.evidence, name), check_freq=False)
    for name in ("reach", "support_reach", "help_near_sites"):
        one, other = getattr(read.evidence, name), getattr(computed.evidence, name)
        assert (one.shape, one.nnz) == (other.shape, other.nnz)
        assert np.array_equal(one.data, other.data)
        assert np.array_equal(one.indices, other.indices)
    assert read.findings == computed.findings
    # A text of two forms is read back with both, or it would find no translation.
    assert any(isinstance(each.message, Counted) for each in read.findings)
    french = Numbers("fr", translator("fr"))
    assert [sentence(each, french) for each in read.findings] == [sentence(each, french) for each in computed.findings]
    assert read.totals == pytest.approx(computed.totals, nan_ok=True)
    assert kept_totals(store, snapshot, Parameters()) == pytest.approx(computed.totals, nan_ok=True)
    told = store.folder / "assessments" / assessment_id(snapshot, store.place, Parameters()) / "assessment.json"
    told.write_text(told.read_text("utf-8").replace("2", "3", 1), "utf-8")
    assert kept_totals(store, snapshot, Parameters()) is None, "what is damaged is not told"
    assert kept_totals(store, snapshot, Parameters(reach=Reach(limit_m=987))) is None, "nothing is computed"
    for ranking, weights in Parameters().weights.items():
        pd.testing.assert_frame_equal(rank(read.matrices[ranking], weights), rank(computed.matrices[ranking], weights))


def test_the_cache_gives_what_the_engine_gives(demo_data: Path, fresh: Assessment) -> None:
    """What is kept there was computed by ``maillage demo``, in another process."""
    store = Store(demo_data, config.place("demo"))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    assert assessment_id(snapshot, store.place, Parameters()) in _kept(store)
    kept = open_assessment(store, snapshot, Parameters())
    pd.testing.assert_frame_equal(pd.DataFrame(kept.evidence.sites), pd.DataFrame(fresh.evidence.sites))


def test_identity_has_everything_but_the_weights(store: Store) -> None:
    snapshot = make_snapshot(store, now=NOW)
    base = assessment_id(snapshot, store.place, Parameters())
    weights = Parameters().model_copy(update={"weights": {"wifi": {"opening_hours": 1}, "aidants": {}}})
    assert assessment_id(snapshot, store.place, weights) == base
    others = {
        assessment_id(snapshot, store.place, Parameters(reach=Reach(limit_m=900))),
        assessment_id(snapshot, store.place.model_copy(update={"districts": {"Est": ("52011D",)}}), Parameters()),
    }
    assert base not in others
    assert len(others) == 2


def test_the_least_recently_used_go_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_assessments, "KEPT", 2)
    snapshot = make_snapshot(store, now=NOW)
    several = [Parameters(reach=Reach(limit_m=limit)) for limit in (800, 900, 1000)]
    # Which of them stay has nothing to do with what they hold: Toyville's is computed in no time.
    monkeypatch.setattr(_assessments, "assess", lambda *_: toy_plans.assessment())
    for parameters in several:
        open_assessment(store, snapshot, parameters)
    assert _kept(store) == {assessment_id(snapshot, store.place, parameters) for parameters in several[1:]}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork to kill on Windows")
def test_a_build_killed_at_any_moment_leaves_everything_readable(store: Store) -> None:
    builds = times(12, everyday=2)
    command = [sys.executable, "-m", "tests.store.build_worker", str(store.data), str(builds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= builds / 2, "too few builds were killed in the middle to prove anything"
