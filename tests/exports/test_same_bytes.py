"""The same inputs give the same files whatever the clock says; only ``times.json`` may differ. Former plans verify."""

import itertools
import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from exports.programme_files import UnreadablePlan, read_plan, write_plan
from exports.programme_tables import PlanToWrite
from exports.write import write_export
from geo.audit import FORMAT
from geo.programme.instance.instance import build_instance
from geo.programme.plan.three_way import three_way
from geo.programme.planning import plan_instance
from geo.solving.progress import Control
from store.refresh import refresh
from store.snapshots import make_snapshot
from store.status import provenance_table
from tests import toy_plans, toyville
from tests.laws import some
from tests.layers.toy_layers import BUILDINGS, NOW, POPULATION, SECTORS, csv, store
from tests.store.deliveries import population_file, sectors_file
from tests.toyville import CORNER

PROGRAMMES = ("every rule", "defaults")


def _received(folder: Path, now: datetime) -> tuple[pd.DataFrame, str]:
    """Refresh the same files at some moment; return the table of what is behind the snapshot, and its identity."""
    folder.mkdir()
    town = store(folder)
    refresh(town, SECTORS, None, [sectors_file(folder)], now=now)
    refresh(town, POPULATION, None, [population_file(folder)], now=now + timedelta(minutes=7))
    refresh(town, BUILDINGS, None, [csv(folder / "b.csv", "inventory;name;x;y", [("b1", "Pool", *CORNER)])], now=now)
    snapshot = make_snapshot(town, now=now)
    return provenance_table(town, snapshot), snapshot.id


def _planned(name: str, tick_s: float) -> PlanToWrite:
    """Plan with a clock that goes on by so many seconds whenever it is asked."""
    ticks = itertools.count()
    assessed = toy_plans.assessment()
    instance = build_instance(assessed.evidence, toy_plans.PROGRAMMES[name])
    plan = plan_instance(instance, Control(lambda: next(ticks) * tick_s))
    usual = toy_plans.to_write(assessed, toy_plans.PROGRAMMES[name], name)
    return PlanToWrite(plan, three_way(plan, toy_plans.order(assessed)), name, usual.scenario_toml)


@pytest.mark.slow
@pytest.mark.parametrize("name", some(PROGRAMMES, everyday=1))
def test_two_exports_differ_in_their_times_and_in_nothing_else(tmp_path: Path, name: str) -> None:
    exports = []
    for run, now, tick_s in (("one", NOW, 1e-6), ("other", NOW + timedelta(days=400, hours=5), 1e-3)):
        provenance, snapshot = _received(tmp_path / run, now)
        folder, assessed = tmp_path / f"{run} export", toy_plans.assessment()
        plan = _planned(name, tick_s)
        write_export(folder, assessed, toyville.PARAMETERS.weights, provenance, snapshot, plan=plan)
        exports.append({path.name: path.read_bytes() for path in folder.iterdir()})
    one, other = exports
    assert set(one) == set(other) >= {"proof.json", "provenance.csv", "maillage.gpkg", "LISEZMOI.txt", "times.json"}
    assert {file for file in one if one[file] != other[file]} == {"times.json"}
    times = [json.loads(each["times.json"]) for each in exports]
    assert times[0]["plan"]["seconds"] < times[1]["plan"]["seconds"]
    assert [each["retrieved_at"] for each in times[0]["received"]] == [
        "2026-03-02T09:30:00Z",
        "2026-03-02T09:37:00Z",
        "2026-03-02T09:30:00Z",
    ]
    # What is left in the table of the files received tells them from each other, and finds them here again.
    rows = pd.read_csv(tmp_path / "one export" / "provenance.csv", sep=";", encoding="utf-8-sig")
    assert "retrieved_at" not in rows
    assert rows["sha256"].tolist() == [each["sha256"] for each in times[0]["received"]]


def test_no_time_stands_in_the_proof(tmp_path: Path) -> None:
    folder = toy_plans.written(tmp_path, "every rule")
    told = json.loads((folder / "proof.json").read_text("utf-8"))
    assert told["format"] == FORMAT
    assert "seconds" not in told["certificate"]
    assert json.loads((folder / "times.json").read_text("utf-8"))["plan"]["seconds"] >= 0
    assert toy_plans.check(folder) == ()
    (folder / "times.json").unlink()
    assert toy_plans.check(folder) == (), "no time is needed to check a plan"


def _of_format_1(folder: Path) -> dict[str, object]:
    """Rewrite a plan as version 0.2.0 wrote it, and return its proof."""
    told = json.loads((folder / "proof.json").read_text("utf-8"))
    told["format"] = 1
    told["certificate"]["seconds"] = 12.345
    (folder / "proof.json").write_text(json.dumps(told), "utf-8")
    (folder / "times.json").unlink()
    return told


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_plan_of_the_former_format_still_verifies(tmp_path: Path, name: str) -> None:
    folder = toy_plans.written(tmp_path, name)
    _of_format_1(folder)
    assert read_plan(folder).proof.certificate.seconds == 12.345
    assert toy_plans.check(folder) == ()


@pytest.mark.parametrize(
    ("form", "seconds", "said"),
    [
        (1, None, "format 1 says in certificate.seconds how long the search took"),
        (2, 12.3, "since format 2 certificate.seconds stands in times.json"),
        (FORMAT + 1, None, "format"),
    ],
)
def test_a_proof_of_no_format_is_refused_in_words(tmp_path: Path, form: int, seconds: float | None, said: str) -> None:
    folder = toy_plans.written(tmp_path, "defaults")
    told = _of_format_1(folder)
    told["format"] = form
    if seconds is None:
        del told["certificate"]["seconds"]
    (folder / "proof.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(UnreadablePlan, match=said):
        read_plan(folder)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder of an export without a plan, and its snapshot."""
    folder = tmp_path_factory.mktemp("exported")
    provenance, snapshot = _received(folder / "data", NOW)
    write_export(folder / "out", toy_plans.assessment(), toyville.PARAMETERS.weights, provenance, snapshot)
    return folder / "out", snapshot


@pytest.mark.slow
@pytest.mark.parametrize("damage", [None, b"{", b"[]", b"\xff"])
def test_a_plan_written_into_an_export_keeps_what_is_said_there_of_the_files(
    tmp_path: Path, exported: tuple[Path, str], damage: bytes | None
) -> None:
    assessed, snapshot = toy_plans.assessment(), exported[1]
    plan = toy_plans.to_write(assessed, toy_plans.PROGRAMMES["defaults"], "defaults")
    folder = shutil.copytree(exported[0], tmp_path / "export")
    before = json.loads((folder / "times.json").read_text("utf-8"))
    assert "plan" not in before
    if damage is not None:
        (folder / "times.json").write_bytes(damage)
    write_plan(folder, plan, assessed, snapshot)
    after = json.loads((folder / "times.json").read_text("utf-8"))
    assert after["plan"]["seconds"] >= 0
    assert after.get("received") == (before["received"] if damage is None else None)
