"""What changed since the last time: layers, people and decisions, told from what is kept and from nothing else."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pandas as pd
import pytest

from geo.ranking import assess
from store import assessments
from store.decisions import Decision, open_log
from store.snapshots import make_snapshot
from store.store import Store
from tests import toyville
from tests.layers.toy_layers import NOW, store
from tests.store.test_snapshot import LATER, _fill, _more_people
from tests.ui.pages import as_read
from ui.context import Context
from ui.home.changes import what_changed
from words import translator
from words.numbers import Numbers


@pytest.fixture(scope="module")
def assessment():
    return assess(toyville.full_tables(), toyville.PLACE, toyville.PARAMETERS)


def told(town: Store, assessment: object, language: str = "en") -> str:
    translate = translator(language)
    context = SimpleNamespace(
        translate=translate,
        numbers=Numbers(language, translate),
        store=town,
        snapshot=town.current_snapshot(),
        place=town.place,
        scenario=SimpleNamespace(parameters=toyville.PARAMETERS),
        assessment=assessment,
        building_names=pd.Series({"b1": "Pool"}),
        sector_name=str,
    )
    return as_read(" ".join(map(str, what_changed(cast("Context", context)))))


def test_first_data_have_nothing_to_be_compared_with(tmp_path: Path, assessment) -> None:
    town = store(tmp_path)
    _fill(town, tmp_path)
    make_snapshot(town, now=NOW)
    said = told(town, assessment)
    assert "These are the first data built (2 March 2026)" in said
    assert "No decision is in the log." in said


def test_layers_people_and_decisions_are_told(tmp_path: Path, assessment) -> None:
    town = store(tmp_path)
    _fill(town, tmp_path)
    first = make_snapshot(town, now=NOW)
    _more_people(town, tmp_path)
    make_snapshot(town, now=LATER)
    said = told(town, assessment)
    assert re.search(r"Population: brought up to date \(rows: \d+; before: \d+\)", said)
    assert "the former figures are not kept" in said
    # The former figures, as they were kept then.
    identity = assessments.assessment_id(first, town.place, toyville.PARAMETERS)
    former = replace(assessment, totals={**assessment.totals, "population": 1000.0})
    assessments._write(town.folder / "assessments" / identity, former)
    now = Numbers("en", translator("en")).people(assessment.totals["population"])
    assert f"Residents. Before: 1,000; now: {now}." in told(town, assessment)
    assert "No figure of people moved." not in told(town, assessment)
    log = open_log(town)
    decision = Decision("building_forced", "b1", "wifi", who="Council", why="It is the pool", snapshot=first.id)
    log.append(decision, now=datetime(2026, 3, 1, tzinfo=UTC))
    assert "Nothing was decided since." in told(town, assessment), "that was before"
    log.append(decision, now=LATER + timedelta(hours=1))
    said = told(town, assessment)
    assert "Decisions in the log since: 1." in said
    assert "Pool (Wi-Fi programme)" in said


def test_an_unreadable_log_is_said(tmp_path: Path, assessment) -> None:
    town = store(tmp_path)
    _fill(town, tmp_path)
    make_snapshot(town, now=NOW)
    file = town.data / "decisions" / f"{town.place.key}.sqlite"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    assert str(file.name) in told(town, assessment)
