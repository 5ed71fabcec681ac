"""Who published what, when and why; every way back is a new entry, and nothing is ever taken out."""

import getpass
import json
from datetime import timedelta
from pathlib import Path

import pytest

from geo.errors import MaillageError, NothingPublishedError
from store._publishing.durable import read_json, write_json
from store.history import history_of, rollback, withdraw
from store.refresh import refresh
from store.snapshots import make_snapshot, waiting
from store.status import status
from store.store import Store
from tests.command_line import maillage
from tests.conftest import ROOT
from tests.layers.toy_layers import BUILDINGS, CODES, INDICATORS, MOBILE, NOW, POPULATION, SECTORS, csv, store
from tests.store.deliveries import LATER, income_file, population_file, poverty_file, sectors_file

HOUR = timedelta(hours=1)


def _people(town: Store, folder: Path, people: int, now=NOW) -> str:
    file = population_file(folder, [(code, people) for code in CODES], f"{people}.csv")
    return refresh(town, POPULATION, None, [file], now=now, who="Ada").version


def test_every_turn_is_an_entry_with_who_when_and_why(tmp_path: Path) -> None:
    town = store(tmp_path)
    one, two, three = (_people(town, tmp_path, people, NOW + people * HOUR) for people in (1, 2, 3))
    version, change = rollback(town, POPULATION, one[:8], now=LATER, who="Bob", reason="3 was a draft")
    assert (version.version, change.rows_before, len(change.table.changed)) == (one, 9, 9)
    told = [(each.version, each.action, each.who, each.reason, each.current) for each in history_of(town, POPULATION)]
    assert told == [
        (one, "rollback", "Bob", "3 was a draft", True),
        (three, "refresh", "Ada", "", False),
        (two, "refresh", "Ada", "", False),
        (one, "refresh", "Ada", "", False),
    ]
    first = history_of(town, POPULATION)[-1]
    assert (first.published_at, first.source, first.vintage) == ("2026-03-02T10:30:00Z", "register", "2026-03-02")
    assert [(file.file_name, len(file.sha256)) for file in first.files] == [("1.csv", 64)]
    with pytest.raises(NothingPublishedError, match="no earlier version"):
        rollback(town, POPULATION, now=LATER)
    assert rollback(town, POPULATION, three, now=LATER)[0].version == three, "forward again, by name"
    assert town.history("population").publications[-1].who == getpass.getuser()
    assert town.read("population")["population"].unique().tolist() == [3]


def test_a_version_must_be_named_without_doubt(tmp_path: Path) -> None:
    town = store(tmp_path)
    one, two = _people(town, tmp_path, 1), _people(town, tmp_path, 2)
    with pytest.raises(NothingPublishedError, match="maillage history population"):
        rollback(town, POPULATION, "0" * 20, now=LATER)
    with pytest.raises(NothingPublishedError):
        rollback(town, POPULATION, one[:5], now=LATER)
    with pytest.raises(MaillageError, match="current one already"):
        rollback(town, POPULATION, two, now=LATER)
    assert len(town.history("population").publications) == 2


def test_what_was_published_before_this_was_written_down_is_still_read(tmp_path: Path) -> None:
    """The pointer as former programs wrote it: no action, no account, and a version gone back from taken out."""
    town = store(tmp_path)
    one, two = _people(town, tmp_path, 1), _people(town, tmp_path, 2)
    pointer = town.layer_folder("population") / "current.json"
    told = read_json(pointer)
    for each in told["publications"]:
        for name in ("action", "source", "who", "reason"):
            del each[name]
    told["publications"].pop()
    write_json(pointer, {**told, "withdrawn": [two]})
    entry = history_of(town, POPULATION)[0]
    assert (entry.version, entry.action, entry.who, entry.rows, entry.current) == (one, "unknown", "", 9, True)
    assert rollback(town, POPULATION, two, now=LATER)[0].version == two
    source = next(each for each in status(town, today=NOW.date()) if each.layer == "population").sources[0]
    assert source.received_at == "2026-03-02T09:30:00Z"


def test_a_source_is_withdrawn_and_comes_back(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    refresh(town, INDICATORS, None, [income_file(tmp_path)], now=NOW)
    both = refresh(town, INDICATORS, None, [poverty_file(tmp_path)], now=NOW).version
    version, change, faults = withdraw(town, INDICATORS, "poverty", now=LATER, reason="under embargo")
    assert ([part.source for part in version.sources], len(change.table.removed)) == (["income"], 9)
    assert "change.gone" in {fault.code for fault in faults}
    assert set(town.read("indicators")["indicator"]) == {"income"}
    newest = history_of(town, INDICATORS)[0]
    assert (newest.action, newest.source, newest.reason) == ("withdraw", "poverty", "under embargo")
    assert rollback(town, INDICATORS, now=LATER)[0].version == both
    with pytest.raises(NothingPublishedError, match="income, poverty"):
        withdraw(town, INDICATORS, "income_again", now=LATER)


def test_the_only_source_of_a_layer_leaves_nothing_unless_it_is_needed(tmp_path: Path) -> None:
    town = store(tmp_path)
    grid = tmp_path / "Orange.bin"
    grid.write_bytes(b"x")
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    _people(town, tmp_path, 1)
    refresh(town, BUILDINGS, None, [csv(tmp_path / "b.csv", "inventory;name;x;y", [("b", "Hall", 1, 1)])], now=NOW)
    refresh(town, MOBILE, MOBILE.sources[0], [grid], now=NOW)
    snapshot = make_snapshot(town, now=NOW)
    with pytest.raises(MaillageError, match="rollback population"):
        withdraw(town, POPULATION, "register", now=LATER)
    assert withdraw(town, MOBILE, "grids", now=LATER) == (None, None, ())
    assert town.published("mobile_5g") is None
    assert {each.layer: each.state for each in status(town, today=NOW.date())}["mobile_5g"] == "absent"
    assert [(each.layer, each.rests_on[:10]) for each in waiting(town, snapshot)] == [("mobile_5g", "2026-03-02")]
    assert len(town.read("mobile_5g", snapshot.layers["mobile_5g"])) == 1, "the snapshot stands"
    assert "mobile_5g" not in make_snapshot(town, now=LATER).layers
    again = refresh(town, MOBILE, MOBILE.sources[0], [grid], now=LATER)
    assert (again.changed, again.rows) == (True, 1)
    assert [each.action for each in history_of(town, MOBILE)] == ["refresh", "withdraw", "refresh"]
    assert rollback(town, MOBILE, now=LATER) is not None


@pytest.mark.slow
def test_the_history_as_the_terminal_prints_it(tmp_path: Path) -> None:
    template = ROOT / "layers" / "templates" / "wifi.csv"
    for words in (
        ("refresh", "wifi", "--from", template, "--vintage", "2025"),
        ("withdraw", "wifi", "--source", "city", "--reason", "wrong commune"),
        ("rollback", "wifi"),
    ):
        answer = maillage(tmp_path, *words, commune="demo")
        assert answer.status == 0, answer.error
    lines = maillage(tmp_path, "history", "wifi", commune="demo").output.splitlines()
    assert len(lines) == 6
    assert [each in lines[2] for each in ("gone back to", " *", getpass.getuser())] == [True] * 3
    assert [each in lines[3] for each in ("withdrawn: city", "wrong commune")] == [True] * 2
    assert [each in lines[4] for each in ("refreshed: city", "wifi.csv (", "2025")] == [True] * 3
    told = json.loads(maillage(tmp_path, "history", "--json", commune="demo").output)
    assert [each["action"] for each in told] == ["rollback", "withdraw", "refresh"]
