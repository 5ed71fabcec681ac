"""What a file changes in the decisions is computed before anybody publishes it, and holds once somebody has."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from config import place
from geo.evidence import Evidence
from geo.ranking import assess, rank
from geo.roster import plan_roster
from geo.settings import Parameters, Roster
from geo.solving import Control
from layers import layer
from store.assessments import open_assessment
from store.effect import Effect, effect_of, effect_of_table
from store.refresh import propose, refresh
from store.snapshots import published_state
from store.store import Store
from tests import toyville
from tests.geo.roster.roster_towns import BASE
from tests.laws import times
from tests.layers.toy_layers import every_file
from tests.once import copy_of
from tests.town_store import SNAPSHOT, TownStore
from words.changes.effect import effect_lines

NOW = datetime(2026, 6, 1, tzinfo=UTC)
CONTROL = Control(time.perf_counter)
COMPUTED = ("assessments", "plans")


def _published(store: Store) -> dict[str, bytes]:
    return {
        name: content for name, content in every_file(store.data).items() if not set(COMPUTED) & {*Path(name).parts}
    }


@pytest.mark.slow
def test_the_effect_of_a_file_is_what_publishing_it_does(demo_data: Path, tmp_path: Path) -> None:
    store, spec, parameters = (
        Store(copy_of(demo_data, tmp_path / "data"), place("demo")),
        layer("buildings"),
        Parameters(),
    )
    (file,) = (path for path in store.raw_folder("buildings").rglob("demo_batiments*.csv"))
    before = _published(store)
    known = open_assessment(store, published_state(store), parameters)
    order = rank(known.matrices["wifi"], parameters.weights["wifi"])["rank"].dropna().sort_values()
    first, *_rest, last = order.index
    lines = file.read_text("utf-8-sig").splitlines()
    less = tmp_path / "demo_batiments_20260501.csv"
    less.write_text("\n".join(line for line in lines if not line.startswith(f"{first};")) + "\n", "utf-8")

    candidate = propose(store, spec, None, [less], now=NOW)
    effect = effect_of(store, candidate, parameters, None, CONTROL)
    assert _published(store) == before
    moved = effect.ranks["wifi"]
    assert first not in effect.first("wifi", 10)[0]
    assert effect.first("wifi", 10)[1] == [first]
    assert moved.loc[first, "before"] == 1
    assert moved.loc[last].tolist() == [order.iloc[-1], order.iloc[-1] - 1]
    assert (effect.empty, effect.buildings) == (False, None)

    refresh(store, spec, None, [less], now=NOW)
    after = open_assessment(store, published_state(store), parameters)
    published = rank(after.matrices["wifi"], parameters.weights["wifi"])["rank"]
    assert published.loc[moved.index.drop(first)].tolist() == moved["now"].drop(first).tolist()

    if times(0, everyday=1):
        # That a name moves nothing is shown every day on a small town, below.
        return
    renamed = tmp_path / "demo_batiments_20260502.csv"
    renamed.write_text(less.read_text("utf-8").replace("Les Amandiers", "Les Noisetiers"), "utf-8")
    again = propose(store, spec, None, [renamed], now=NOW)
    assert again.changed
    assert effect_of(store, again, parameters, None, CONTROL).empty, "a name changes nothing that matters"


ROSTER = BASE


def test_a_file_tells_which_doors_of_helpers_come_go_and_have_other_hours(tmp_path: Path) -> None:
    """Each door is as the first roster on the layers with the file has it, and nothing is told where no door moves."""
    store = TownStore(tmp_path, toyville.PLACE, ())
    buildings = store.tables(SNAPSHOT).buildings
    before = plan_roster(_evidence(store, buildings), ROSTER, CONTROL).doors["pairs_per_week"]

    def moved(table: pd.DataFrame, roster: Roster | None = ROSTER) -> Effect:
        return effect_of_table(store, "buildings", table, {}, toyville.PARAMETERS, None, CONTROL, roster)

    gone = before.index[0]
    less = buildings[buildings["building_id"] != gone]
    effect = moved(less)
    doors = effect.doors
    assert doors is not None
    now = plan_roster(_evidence(store, less), ROSTER, CONTROL).doors["pairs_per_week"]
    assert doors.loc[gone, "pairs_before"] == before[gone]
    assert pd.isna(doors.loc[gone, "pairs_now"])
    assert doors.loc[gone, "name"] == buildings.set_index("building_id").loc[gone, "name"]
    differ = {key for key in before.index.union(now.index) if before.get(key, 0) != now.get(key, 0)}
    assert set(doors.index) == differ
    assert doors["pairs_now"].dropna().to_dict() == {key: now[key] for key in differ if key in now.index}
    said = effect_lines(effect, "en", str)
    assert any("doors that go" in line and str(doors.loc[gone, "name"]) in line for line in said)

    same = moved(buildings.assign(name=buildings["name"] + " (new name)"))
    assert same.doors is not None
    assert (len(same.doors), same.empty) == (0, True)
    assert moved(less, None).doors is None


def _evidence(store: TownStore, buildings: pd.DataFrame) -> Evidence:
    return assess(replace(store.tables(SNAPSHOT), buildings=buildings), store.place, toyville.PARAMETERS).evidence
