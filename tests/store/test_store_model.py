"""The store against a model of it: any sequence of refreshes, refusals, rollbacks and snapshots."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from geo.errors import NothingPublishedError
from store.history import rollback
from store.refresh import RefusedRefresh, refresh, validate
from store.snapshots import make_snapshot
from store.status import status
from store.versions import Snapshot
from tests.laws import draws
from tests.layers.toy_layers import (
    BUILDINGS,
    CODES,
    INDICATORS,
    NOW,
    POPULATION,
    SECTOR_ROWS,
    SECTORS,
    csv,
    every_file,
    store,
)

VALUES = st.integers(1, 3)


class StoreModel(RuleBasedStateMachine):
    """What the store should hold: for each layer a pile of states, a state being the value of each source."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="maillage-model-"))
        self.town = store(self.folder)
        self.minutes = 0
        self.piles: dict[str, list[dict[str, int]]] = {"population": [], "indicators": []}
        self.refused: set[str] = set()
        self.snapshots: dict[str, tuple[Snapshot, dict[str, dict[str, int]]]] = {}
        self.current: str | None = None
        refresh(self.town, SECTORS, None, [csv(self.folder / "s.csv", "code;name", SECTOR_ROWS)], now=NOW)
        row = ("b1", "Library", "", "")
        refresh(self.town, BUILDINGS, None, [csv(self.folder / "b.csv", "inventory;name;x;y", [row])], now=NOW)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    def _now(self):
        self.minutes += 1
        return NOW + timedelta(minutes=self.minutes)

    def _file(self, source: str, value: object) -> Path:
        return csv(self.folder / f"{source}{value}.csv", f"code;{source}", [(code, value) for code in CODES])

    @rule(source=st.sampled_from(["population", "income", "poverty"]), value=VALUES)
    def refresh_source(self, source: str, value: int) -> None:
        layer = POPULATION if source == "population" else INDICATORS
        pile = self.piles[layer.name]
        state = {**(pile[-1] if pile else {}), source: value}
        report = refresh(self.town, layer, None, [self._file(source, value)], now=self._now())
        assert report.changed == (not pile or pile[-1] != state)
        assert report.rows == 9 * len(state)
        if report.changed:
            pile.append(state)
        self.refused.discard(layer.name)

    @rule(source=st.sampled_from(["population", "income"]))
    def refuse(self, source: str) -> None:
        layer = POPULATION if source == "population" else INDICATORS
        twice = csv(self.folder / "twice.csv", f"code;{source}", [(CODES[0], 1), (CODES[0], 2)])
        with pytest.raises(RefusedRefresh):
            refresh(self.town, layer, None, [twice], now=self._now())
        self.refused.add(layer.name)

    @rule(value=VALUES)
    def only_look(self, value: int) -> None:
        before = every_file(self.town.data)
        assert validate(self.town.place, POPULATION, None, [self._file("population", value)]) == []
        status(self.town, today=NOW.date())
        assert every_file(self.town.data) == before

    @rule(layer=st.sampled_from([POPULATION, INDICATORS]))
    def go_back(self, layer) -> None:
        pile = self.piles[layer.name]
        if len(pile) < 2:
            with pytest.raises(NothingPublishedError):
                rollback(self.town, layer, now=NOW)[0]
            return
        pile.pop()
        assert rollback(self.town, layer, now=NOW)[0].version == self.town.published(layer.name).version
        self.refused.discard(layer.name)

    @rule()
    def snapshot(self) -> None:
        if not self.piles["population"]:
            with pytest.raises(NothingPublishedError):
                make_snapshot(self.town, now=self._now())
            return
        state = {name: dict(pile[-1]) for name, pile in self.piles.items() if pile}
        made = make_snapshot(self.town, now=self._now())
        same = [name for name, (_, known) in self.snapshots.items() if known == state]
        assert same in ([], [made.id]), "one state, one name"
        assert self.snapshots.setdefault(made.id, (made, state)) == (made, state), "one name, one snapshot"
        self.current = made.id

    @invariant()
    @precondition(lambda self: hasattr(self, "town"))
    def what_is_published_is_what_the_model_holds(self) -> None:
        for name, pile in self.piles.items():
            assert len(self.town.history(name).line) == len(pile)
            if pile:
                assert self._values(name, None) == pile[-1]
        for each in status(self.town, today=NOW.date()):
            published = bool(self.piles.get(each.layer, True))
            known = "undated" if each.layer == "buildings" else "fresh"
            expected = "failed" if each.layer in self.refused else known if published else "absent"
            assert each.state == ("absent" if each.layer == "mobile_5g" else expected)

    @invariant()
    @precondition(lambda self: hasattr(self, "town"))
    def snapshots_stand(self) -> None:
        current = self.town.current_snapshot()
        assert (current.id if current else None) == self.current
        for name, (snapshot, state) in self.snapshots.items():
            assert self.town.snapshot(name) == snapshot
            for layer, values in state.items():
                assert self._values(layer, snapshot.layers[layer]) == values

    def _values(self, layer: str, version: str | None) -> dict[str, int]:
        table = self.town.read(layer, version)
        if layer == "population":
            table = table.assign(indicator="population", value=table["population"])
        values = table.groupby("indicator")["value"].agg(set).to_dict()
        assert {len(found) for found in values.values()} == {1}
        return {str(key): int(found.pop()) for key, found in values.items()}


TestStoreModel = StoreModel.TestCase
TestStoreModel.settings = settings(draws(12), stateful_step_count=15)
