"""What a file changes in the decisions is computed before anybody publishes it, and holds once somebody has."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config import place
from geo.ranking import rank
from geo.settings import Parameters
from geo.solving import Control
from layers import layer
from store.assessments import open_assessment
from store.effect import effect_of
from store.refresh import propose, refresh
from store.snapshots import published_state
from store.store import Store
from tests.layers.toy_layers import every_file
from tests.once import copy_of

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

    renamed = tmp_path / "demo_batiments_20260502.csv"
    renamed.write_text(less.read_text("utf-8").replace("Les Amandiers", "Les Noisetiers"), "utf-8")
    again = propose(store, spec, None, [renamed], now=NOW)
    assert again.changed
    assert effect_of(store, again, parameters, None, CONTROL).empty, "a name changes nothing that matters"
