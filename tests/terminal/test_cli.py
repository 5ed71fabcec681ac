"""The command line: what each command answers, and what it says when it cannot."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.command_line import maillage
from tests.conftest import ROOT
from tests.once import copy_of

BUILDINGS = (
    "building_id;name;activity;public_access;x_m;y_m\n"
    "lib;Bibliothèque de Roux;culture;oui;652300;625100\n"
    "pool;Piscine de Gilly;sport;oui;658500;624000\n"
)


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    path = tmp_path / "inventory.csv"
    path.write_text(BUILDINGS, "utf-8-sig")
    return path


def test_refresh_publishes_and_says_so(tmp_path: Path, inventory: Path) -> None:
    answer = maillage(tmp_path / "d", "refresh", "buildings", "--from", inventory)
    assert answer.status == 0
    assert "2 rows published" in answer.output
    again = maillage(tmp_path / "d", "refresh", "buildings", "--from", inventory)
    assert "nothing changed" in again.output


def test_a_file_of_no_known_day_is_never_called_fresh(tmp_path: Path, inventory: Path) -> None:
    data = tmp_path / "d"
    maillage(data, "refresh", "buildings", "--from", inventory)
    assert "vintage unknown" in maillage(data, "status").output
    refused = maillage(data, "refresh", "buildings", "--from", inventory, "--vintage", "soon")
    assert refused.status == 1
    assert "2024-06-30" in refused.error
    maillage(data, "refresh", "buildings", "--from", inventory, "--vintage", "2011")
    (buildings,) = [each for each in maillage(data, "status", "--json").json() if each["layer"] == "buildings"]
    assert (buildings["state"], buildings["vintage"]) == ("stale", "2011")
    assert buildings["stale_since"] == "2013-02-04T00:00:00Z", "400 days after 31 December 2011, and one"


def test_a_refused_file_lists_all_faults_and_leaves_what_was_published(tmp_path: Path, inventory: Path) -> None:
    data = tmp_path / "d"
    maillage(data, "refresh", "buildings", "--from", inventory)
    before = maillage(data, "status", "--json").json()
    broken = tmp_path / "broken.csv"
    broken.write_text(BUILDINGS.replace("lib;", "pool;").replace(";sport;", ";natation;"), "utf-8-sig")
    answer = maillage(data, "refresh", "buildings", "--from", broken)
    assert answer.status == 1
    assert "broken.csv" in answer.error
    assert all(word in answer.error for word in ("natation", "pool", "activity"))
    buildings = next(each for each in maillage(data, "status", "--json").json() if each["layer"] == "buildings")
    assert buildings["state"] == "failed"
    assert buildings["version"] == next(each for each in before if each["layer"] == "buildings")["version"]
    assert buildings["stale_since"]
    assert {fault["value"] for fault in buildings["faults"]} >= {"natation"}


def test_validate_publishes_nothing_and_answers_in_json(tmp_path: Path, inventory: Path) -> None:
    data = tmp_path / "d"
    good = maillage(data, "validate", "buildings", inventory, "--json")
    assert good.status == 0
    assert all(fault["severity"] != "error" for fault in good.json())
    inventory.write_text(BUILDINGS.replace(";oui;", ";peut-être;"), "utf-8-sig")
    bad = maillage(data, "validate", "buildings", inventory, "--json")
    (fault,) = [fault for fault in bad.json() if fault["value"] == "peut-être"]
    assert (fault["row"], fault["parameters"]["count"]) == (2, "2"), "a word nobody knows is named once, with its cells"
    assert not (data / "processed").exists() or not list((data / "processed").rglob("*.parquet"))


def test_rollback_goes_back_one_version(tmp_path: Path, inventory: Path) -> None:
    data = tmp_path / "d"
    maillage(data, "refresh", "buildings", "--from", inventory)
    first = maillage(data, "status", "--json").json()
    inventory.write_text(BUILDINGS.replace("Roux", "Ransart"), "utf-8-sig")
    maillage(data, "refresh", "buildings", "--from", inventory)
    assert maillage(data, "rollback", "buildings").status == 0
    now = maillage(data, "status", "--json").json()
    assert [each["version"] for each in now] == [each["version"] for each in first]
    assert maillage(data, "rollback", "buildings").status == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("refresh", "roads"), "sectors, population"),
        (("refresh", "buildings", "--source", "rumour"), "inventory"),
        (("refresh", "wifi"), "--from"),
        (("rank", "wifi"), "maillage demo"),
        (("build",), "sectors"),
        (("export", "out"), "maillage build"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_remedy(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    answer = maillage(tmp_path / "d", *words)
    assert answer.status == 1
    assert said in answer.error


def test_a_real_commune_never_gets_synthetic_data(tmp_path: Path) -> None:
    answer = maillage(tmp_path / "d", "demo", commune="52011")
    assert answer.status == 1
    assert not (tmp_path / "d" / "processed").exists()


def test_errors_end_the_process_with_status_1_and_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "--data", str(tmp_path), "--lang", "fr", "rank", "wifi"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_the_demonstration_city_is_the_default_when_only_it_is_built(demo_data: Path) -> None:
    assert "Synthetic demonstration data" in maillage(demo_data, "status").output
    records = maillage(demo_data, "status", "--json").json()
    of_files = {file for each in records for source in each["sources"] for file in source["files"]}
    written = {file.name for file in (demo_data / "raw" / "demo_files").iterdir()}
    assert of_files == written - {"demo_LISEZ-MOI_README.txt"}


def test_rank_and_export_give_the_same_numbers(demo_data: Path, demo_export: Path, tmp_path: Path) -> None:
    maillage(demo_data, "rank", "wifi", "--out", tmp_path / "rank.csv")
    assert (tmp_path / "rank.csv").read_bytes() == (demo_export / "ranking_wifi.csv").read_bytes()
    shown = maillage(demo_data, "rank", "wifi", "--top", "3").output
    best = pd.read_csv(tmp_path / "rank.csv", sep=";", encoding="utf-8-sig").head(3)
    assert all(name in shown for name in best["name"])


def test_rank_says_what_each_criterion_decides_and_which_count_twice(demo_data: Path) -> None:
    shown = maillage(demo_data, "rank", "aidants", "--top", "3").output
    assert "“Vulnerable residents within a walk” and “Seniors within a walk” say nearly the same" in shown
    assert "Give one of them weight zero." in shown
    shown = maillage(demo_data, "rank", "wifi", "--top", "3").output
    (row,) = [line.split() for line in shown.splitlines() if line.startswith("Fibre at the building")]
    assert row[4] == "19%"
    assert 0.57 < float(row[5].rstrip("%")) / 100 < 0.63


def test_a_scenario_changes_the_ranking_and_not_the_evidence(demo_data: Path, tmp_path: Path) -> None:
    scenario = ROOT / "config" / "scenarios" / "people_first.toml"
    maillage(demo_data, "rank", "wifi", "--out", tmp_path / "a.csv")
    maillage(demo_data, "rank", "wifi", "--scenario", scenario, "--out", tmp_path / "b.csv")
    one, other = (
        pd.read_csv(tmp_path / name, sep=";", encoding="utf-8-sig").set_index("building_id").sort_index()
        for name in ("a.csv", "b.csv")
    )
    assert not one["score"].equals(other["score"])
    pd.testing.assert_series_equal(one["vulnerable_in_reach_persons"], other["vulnerable_in_reach_persons"])


def test_building_again_changes_nothing(demo_data: Path, tmp_path: Path) -> None:
    copy = copy_of(demo_data, tmp_path / "d")
    first, second = maillage(copy, "build"), maillage(copy, "build")
    assert first.status == second.status == 0
    assert first.output == second.output
    snapshots = {path.name for path in (copy / "processed" / "demo" / "snapshots").glob("*.json")} - {"current.json"}
    assert len(snapshots) == 1


@pytest.mark.parametrize(("language", "word"), [("fr", "ynthétiques"), ("nl", "ynthetische"), ("en", "ynthetic")])
def test_the_command_line_speaks_three_languages(demo_data: Path, language: str, word: str) -> None:
    assert word in maillage(demo_data, "status", language=language).output


def test_invented_data_name_no_publisher_as_their_own(demo_data: Path) -> None:
    records = [each for each in maillage(demo_data, "status", "--json").json() if each["rows"] is not None]
    assert {each["publisher"] for each in records} == {"Maillage: invented, in the publisher's format"}
    assert {each["licence"] for each in records} == {"none needed: invented data"}
