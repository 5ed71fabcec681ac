"""A file is read in a process of its own: as it would be here, within limits, and whatever goes wrong is words."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from config import place
from layers import RawFile, layer
from layers._fault import Fault, Refused, describe
from store._publishing import apart
from store._publishing.apart import cleaned_apart, source_of
from store._publishing.reader import clean_and_check
from store.versions import fault_to_json, faults_from_json
from tests.laws import some
from tests.layers.telling import codes, refusal, written

DEMO = place("demo")
TEMPLATES = Path(str(files("layers") / "templates"))

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits of a process are those of Linux")


HARM = "reader._done = lambda task: eval(task.files[0].path.read_text()); import os, socket, tempfile, time; "


@pytest.fixture(scope="module")
def obedient() -> Iterator[apart._Reader]:
    """Return a process that does what stands in the file instead of reading it, as one made to do harm might manage."""
    reader = apart._Reader()
    before, apart._START = apart._START, apart._START.replace("reader.{}()", HARM + "reader.{}()")
    reader._running()
    apart._START = before
    yield reader
    reader.close()


def read_harm(folder: Path, statement: str) -> list[Fault]:
    spec = layer("wifi")
    return refusal(lambda: cleaned_apart(spec, spec.sources[0], DEMO, [written(folder, statement, "wifi.csv")]))


@pytest.mark.parametrize("name", ["wifi", "buildings", "support_places", "fibre"])
def test_what_comes_back_is_what_reading_here_gives(name: str) -> None:
    raw = RawFile(f"{name}.csv", TEMPLATES / f"{name}.csv")
    spec = layer(name)
    source = source_of(spec, [raw])
    there, here = cleaned_apart(spec, source, DEMO, [raw]), clean_and_check(spec, source, DEMO, [raw])
    pd.testing.assert_frame_equal(pd.DataFrame(there.table), pd.DataFrame(here.table))
    assert getattr(there.table, "crs", None) == getattr(here.table, "crs", None)
    assert [describe(fault) for fault in there.faults] == [describe(fault) for fault in here.faults]
    assert (there.vintage, there.rasters) == (here.vintage, here.rasters)


def test_a_refusal_is_the_same_too(tmp_path: Path) -> None:
    raw = written(tmp_path, "<html>", "page.csv")
    spec = layer("wifi")
    there = refusal(lambda: cleaned_apart(spec, spec.sources[0], DEMO, [raw]))
    here = refusal(lambda: clean_and_check(spec, spec.sources[0], DEMO, [raw]))
    assert there == here


@pytest.mark.parametrize(
    ("statement", "code"),
    some(
        [
            ("1 / 0", "file.not_understood"),
            ("exit()", "file.not_understood"),
            ("os.abort()", "file.not_understood"),
            ("os._exit(0)", "file.not_understood"),
            ("[bytearray(1 << 26) for _ in range(64)]", "file.too_much_memory"),
            ("bytearray(1 << 50)", "file.too_much_memory"),
            ("sum(iter(int, 1))", "file.too_slow"),
            ("time.sleep(60)", "file.too_slow"),
        ],
        everyday=4,
    ),
)
def test_whatever_goes_wrong_is_a_refusal_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, obedient: apart._Reader, statement: str, code: str
) -> None:
    monkeypatch.setattr(apart, "_READER", obedient)
    if code == "file.too_slow":
        # Only here: on a busy machine anything else may take longer than this.
        monkeypatch.setattr(apart, "CPU_S", 1)
        monkeypatch.setattr(apart, "WALL", 2)
    monkeypatch.setattr(apart, "MEMORY_BYTES", 1 << 29)
    # What went before leaves no trace in what comes after.
    for _ in range(2):
        faults = read_harm(tmp_path, statement)
        assert codes(faults) == [code]
        assert faults[0].file == "wifi.csv"
        said = describe(faults[0])
        assert "Error" not in said
        assert "Traceback" not in said


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, obedient: apart._Reader) -> None:
    monkeypatch.setattr(apart, "_READER", obedient)
    monkeypatch.setattr(apart.tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    assert codes(read_harm(tmp_path, "[tempfile.mkdtemp(), os.abort()]")) == ["file.not_understood"]
    assert list((tmp_path / "scratch").iterdir()) == []


def test_no_address_can_be_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, obedient: apart._Reader) -> None:
    monkeypatch.setattr(apart, "_READER", obedient)
    with socket.create_server(("127.0.0.1", 0)) as server:
        call = f"{{'source': str(socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 1))}}"
        found = codes(read_harm(tmp_path, call))
        server.settimeout(0.5)
        try:
            server.accept()
        except TimeoutError:
            assert found == ["file.not_understood"]
        else:
            pytest.skip("this system does not let a process leave the network (some containers do not)")


def test_settings_of_the_geodata_library_do_not_reach_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GDAL_DRIVER_PATH", "OGR_SQLITE_LOAD_EXTENSIONS", "CPL_DEBUG"):
        monkeypatch.setenv(name, "x")
    with apart._started("serve_one") as process:
        seen = Path(f"/proc/{process.pid}/environ").read_bytes().decode().split("\x00")
    assert not [each for each in seen if each.startswith(("GDAL_", "OGR_", "CPL_"))]


def test_the_reader_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    script = (
        "import sys, json; from tests.store import test_apart as t; from pathlib import Path; "
        "from store._publishing import apart; s = t.layer('wifi'); "
        "apart.cleaned_apart(s, s.sources[0], t.DEMO, [t.RawFile('w.csv', t.TEMPLATES / 'wifi.csv')]); "
        "print(apart._READER._process.pid, flush=True); import os; os._exit(0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    reader = int(done.stdout)
    for _ in range(100):
        if not Path(f"/proc/{reader}").exists():
            return
        time.sleep(0.1)
    raise AssertionError("it goes on")


def test_where_processes_cannot_be_split_one_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_SPLITS", False)
    raw = RawFile("wifi.csv", TEMPLATES / "wifi.csv")
    spec = layer("wifi")
    there, here = (read(spec, spec.sources[0], DEMO, [raw]) for read in (cleaned_apart, clean_and_check))
    pd.testing.assert_frame_equal(pd.DataFrame(there.table), pd.DataFrame(here.table))
    monkeypatch.setattr(apart, "_START", apart._START.replace("reader.{}()", "import os; os.abort(); reader.{}()"))
    with pytest.raises(Refused) as caught:
        cleaned_apart(spec, spec.sources[0], DEMO, [raw])
    assert codes(caught.value.faults) == ["file.not_understood"]


def test_what_a_fault_holds_comes_back() -> None:
    given = {"found": np.int64(3), "expected": ValueError("two"), "rows": (2, 3)}
    told = json.loads(json.dumps(fault_to_json(Fault("table.ragged_row", "error", "f", 2, parameters=given))))
    [fault] = faults_from_json([told])
    assert fault.parameters == {"found": 3, "expected": "two", "rows": (2, 3)}
