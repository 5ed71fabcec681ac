"""Whole cities for tests: the demonstration city with its plans and its export, Charleroi and Liege on real data."""

import csv
import os
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from config import place
from geo.ranking.assessment import Assessment
from geo.settings.parameters import Parameters
from geo.settings.programme import Programme
from geo.solving.progress import Control
from store.assessments import open_assessment
from store.plans import open_plan
from store.store import Store
from store.uploads import keep
from tests.command_line import build_commune, maillage
from tests.conftest import ROOT
from tests.hostile_names import FORTY
from tests.once import copy_of

REAL = {"52011": "charleroi", "62063": "liege"}
"""The communes of which real public data lie beside the project, and their folders there."""

HOSTILE = FORTY[:8]
"""Names somebody could give a building to make a page run something."""

CITY_BUILDINGS = "demo_batiments_20260101.csv"

PLANNED = ("--gap", "0.02", "--time-limit", "30")
"""Options of a plan of the demonstration city that is found in a few seconds."""


def assessed(data: Path, commune: str) -> Assessment:
    """Open the assessment of what is built in a folder of data."""
    store = Store(data, place(commune))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    return open_assessment(store, snapshot, Parameters())


def write_demo(data: Path) -> None:
    """Write, refresh and build the demonstration city in a folder of data."""
    command = [sys.executable, str(ROOT / "cli.py"), "--data", str(data), "demo"]
    # Sets come in another order than in the process of the tests: the same bytes must be written.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "12345"}
    subprocess.run(command, check=True, cwd=ROOT, stdin=subprocess.DEVNULL, env=environment)


def plan_demo(data: Path) -> None:
    """Plan the programme of the reference scenario, which is kept in the folder of data for all who ask for it.

    The clock of the search stands still, so that the plan does not depend on how busy the machine is.
    """
    store = Store(data, place("demo"))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    open_plan(store, snapshot, assessed(data, "demo"), Programme(), Control(lambda: 0.0))


def done(data: Path, commune: str, *words: object) -> str:
    """Run a command that must succeed, and return what it prints."""
    answer = maillage(data, *words, commune=commune)
    assert answer.status == 0, answer.error
    return answer.output


def write_hostile(demo: Path, data: Path) -> None:
    """Build the demonstration city with forty hostile names of public buildings, and a delivery that waits."""
    copy_of(demo, data, "assessments", "plans")
    with (data / "raw" / "demo_files" / CITY_BUILDINGS).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    public = [row for row in rows if row["public_access"] == "yes" and row["x_m"]]
    for row, name in zip(public, HOSTILE, strict=False):
        row["name"] = name
    for row, name in zip(public[len(HOSTILE) :: 6], FORTY[len(HOSTILE) :], strict=False):
        row["name"] = name
    changed = data / "hostile.csv"
    with changed.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    done(data, "demo", "refresh", "buildings", "--source", "inventory", "--from", changed)
    done(data, "demo", "build")
    told = (data / "raw" / "demo_files" / CITY_BUILDINGS).read_bytes()
    # The former names again, and the last building gone: each hostile name is among what the page says of it.
    less = told.rstrip().rpartition(b"\n")[0] + b"\n"
    now = datetime(2026, 6, 1, tzinfo=UTC)
    keep(Store(data, place("demo")), [("demo_<b>_20260601.csv", BytesIO(less))], now=now, who="<i>Ann</i>")


def _official(shared: Path, commune: str) -> dict[str, Path]:
    folder = shared / REAL[commune]
    return {
        "sectors": folder / "sh_statbel_statistical_sectors_4326_20230101.geojson",
        "population": folder / "OPENDATA_SECTOREN_2019.txt",
        "residences": folder / "population_grid_2015.csv",
        "indicators": folder / "bimd2011_domains_score_ranks_deciles.csv",
        "buildings": shared / "signaletique-fase_FWB.csv",
    }


def build_walked(shared: Path, data: Path) -> None:
    """Build Liege with its streets, sectors, population and schools."""
    files = {**_official(shared, "62063"), "streets": shared / "liege" / "osm_streets_liege.parquet"}
    build_commune(data, "62063", files.items())


def build_and_export(shared: Path, data: Path, commune: str) -> None:
    """Build a commune from all its official tables, and export it into ``out``."""
    deliveries = list(_official(shared, commune).items())
    if (income := shared / REAL[commune] / "TF_PSNL_INC_TAX_SECTOR.txt").exists():
        deliveries.append(("indicators", income))
    build_commune(data, commune, deliveries)
    done(data, commune, "export", data / "out")


def build_without_indicators(shared: Path, data: Path) -> None:
    """Build Charleroi from its sectors, people and municipal schools alone."""
    files = _official(shared, "52011")
    del files["indicators"]
    build_commune(data, "52011", files.items())
