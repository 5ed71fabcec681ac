"""Run the exports of two checkouts on the same cities and say every difference: for changes that must change nothing.

    python tests/compare_exports.py BEFORE AFTER --work DIR

BEFORE and AFTER are folders of checkouts. The demonstration city is always compared; Charleroi and Liege are where the
real public data lie beside this project (or at MAILLAGE_SHARED_DATA). What is in DIR already is not made again.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pyogrio

SHARED = Path(os.environ.get("MAILLAGE_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))

SCENARIO = """\
name = "trial"
title = { fr = "essai", nl = "proef", en = "trial" }

[programme]
budgets_eur = [300000.0, 300000.0, 300000.0, 300000.0]
assumed_floor_area_m2 = 1000.0
assume_no_fibre = true
gap = 0.01
"""
"""Schools have neither floor areas nor fibre in the real data; the gap ends the search on work, not on time."""

FILES = {
    "sectors": "sh_statbel_statistical_sectors_4326_20230101.geojson",
    "population": "OPENDATA_SECTOREN_2019.txt",
    "residences": "population_grid_2015.csv",
    "indicators": "bimd2011_domains_score_ranks_deciles.csv",
    "streets": "osm_streets_liege.parquet",
}
CITIES = {"demo": None, "52011": "charleroi", "62063": "liege"}

RENAMED = {
    ("programme_wifi.csv", "sector"): "activity",
    ("programme_summary.csv", "sector"): "activity",
    ("programme_waiting.csv", "sector"): "activity",
    ("sites.csv", "sector_of_activity"): "activity",
}
"""(file, column before) -> column after: names that were changed on purpose."""

NOT_COMPARED = ("seconds", "solver_s", "retrieved_at", "published_at")
"""Keys and columns that hold a time of the run; they stand in ``times.json``, and in other files of versions before."""


def main() -> int:
    """Make the exports of both checkouts, print each difference, and return how many there are (255 at the most)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    found = 0
    for city, folder in CITIES.items():
        if folder is not None and not (SHARED / folder).is_dir():
            sys.stdout.write(f"{city}: left out, no real data at {SHARED}\n")
            continue
        sides = [options.work / side / city for side in ("before", "after")]
        for checkout, made in zip((options.before, options.after), sides, strict=True):
            if not (made / "done").exists():
                _export(checkout.resolve(), made.resolve(), city, folder)
        names = [
            sorted(
                path.relative_to(made).as_posix()
                for kind in ("out", "plan")
                for path in (made / kind).iterdir()
                if path.name != "times.json"
            )
            for made in sides
        ]
        differences = [f"only on one side: {name}" for name in sorted(set(names[0]) ^ set(names[1]))]
        for name in sorted(set(names[0]) & set(names[1])):
            differences += [f"{name}: {each}" for each in _differences(sides[0] / name, sides[1] / name)]
        sys.stdout.writelines(f"{city}: {each}\n" for each in differences)
        sys.stdout.write(f"{city}: {len(names[1])} files compared, {len(differences)} differences\n")
        found += len(differences)
    return min(found, 255)


def _export(checkout: Path, made: Path, city: str, folder: str | None) -> None:
    """Build a city with the program of a checkout, export it, and plan it on assumptions."""
    made.mkdir(parents=True, exist_ok=True)
    scenario = made / "trial.toml"
    scenario.write_text(SCENARIO, "utf-8")
    program = [sys.executable, "cli.py", "--data", str(made / "data"), "--lang", "fr", "--commune", city]
    if folder is None:
        commands = [["demo"]]
    else:
        files = {layer: SHARED / folder / name for layer, name in FILES.items()}
        files["buildings"] = SHARED / "signaletique-fase_FWB.csv"
        commands = [["refresh", layer, "--from", str(path)] for layer, path in files.items() if path.exists()]
        commands.append(["build"])
    commands.append(["export", str(made / "out")])
    commands.append(["plan", "--scenario", str(scenario), "--out", str(made / "plan")])
    for command in commands:
        subprocess.run([*program, *command], check=True, cwd=checkout, stdout=subprocess.DEVNULL)
    (made / "done").touch()


def _differences(before: Path, after: Path) -> Iterator[str]:
    if before.suffix == ".gpkg":
        yield from _layers_differ(before, after)
    elif before.suffix == ".csv":
        yield from _tables_differ(before, after)
    elif before.suffix == ".json":
        left, right = (_timeless(json.loads(path.read_text("utf-8"))) for path in (before, after))
        if left != right:
            changed = [key for key in {*left, *right} if left.get(key) != right.get(key)]
            yield f"other values under {', '.join(sorted(changed))}"
    elif before.read_bytes() != after.read_bytes():
        yield "other bytes"


def _tables_differ(before: Path, after: Path) -> Iterator[str]:
    if before.read_bytes() == after.read_bytes():
        return
    left, right = (
        list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";")) for path in (before, after)
    )
    header = [RENAMED.get((before.name, column), column) for column in left[0]]
    if header != right[0]:
        yield f"columns {sorted(set(header) ^ set(right[0]))}"
        return
    kept = [place for place, column in enumerate(header) if column not in NOT_COMPARED]
    if len(left) != len(right):
        yield f"{len(left)} rows before, {len(right)} after"
    for number, (old, new) in enumerate(zip(left[1:], right[1:], strict=False), start=2):
        if changed := [header[place] for place in kept if old[place] != new[place]]:
            yield f"row {number}: {', '.join(changed)}"
            return


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def _layers_differ(before: Path, after: Path) -> Iterator[str]:
    left, right = (sorted(pyogrio.list_layers(path)[:, 0]) for path in (before, after))
    if left != right:
        yield f"layers {sorted(set(left) ^ set(right))}"
    for layer in set(left) & set(right):
        old, new = (gpd.read_file(path, layer=layer) for path in (before, after))
        old = old.rename(columns={old_name: name for (_, old_name), name in RENAMED.items() if name in new})
        if not old.equals(new):
            yield f"layer {layer} has other columns or values"


def _timeless(value: object) -> object:
    if isinstance(value, dict):
        return {key: _timeless(each) for key, each in value.items() if key not in NOT_COMPARED}
    return [_timeless(each) for each in value] if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main())
