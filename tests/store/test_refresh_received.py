"""What is received: raw files kept as they came, and layers fetched from their publishers."""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest

from geo.errors import DataError, MaillageError
from layers._fault import Fault, Refused
from layers._spec import Cleaned, Column
from store._publishing.attempts import last_attempt
from store._publishing.provenance import as_received
from store._receiving.receive import downloadable
from store.refresh import RefusedRefresh, refresh
from tests import toyville
from tests.layers.toy_layers import (
    BUILDINGS,
    INDICATORS,
    MOBILE,
    NOW,
    SECTORS,
    store,
)
from tests.store.deliveries import LATER, income_file, poverty_file, sectors_file


def test_the_same_bytes_are_kept_once_and_each_way_they_came_is_noted(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [sectors_file(tmp_path, name="first.csv")], now=NOW)
    refresh(town, SECTORS, None, [sectors_file(tmp_path, name="first.csv")], now=LATER)
    refresh(town, SECTORS, None, [sectors_file(tmp_path, name="second.csv")], now=LATER)
    (folder,) = town.raw_folder("sectors").iterdir()
    assert sorted(path.name for path in folder.iterdir()) == ["first.csv", "provenance.json"]
    told = pd.read_json(folder / "provenance.json", typ="series")
    assert [(each["file_name"], each["retrieved_at"]) for each in told["received"]] == [
        ("first.csv", "2026-03-02T09:30:00Z"),
        ("second.csv", "2026-03-12T09:30:00Z"),
    ]


def test_a_raw_file_somebody_removed_is_named(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, INDICATORS, None, [poverty_file(tmp_path)], now=NOW)
    refresh(town, INDICATORS, None, [income_file(tmp_path)], now=NOW)
    for path in town.raw_folder("indicators").rglob("provenance.json"):
        path.unlink()
    newer = replace(INDICATORS, columns=(*INDICATORS.columns[:-1], Column("value", "integer", "Value")))
    with pytest.raises(DataError, match=r"poverty\.csv"):
        refresh(store(tmp_path, newer), newer, None, [income_file(tmp_path, 30)], now=NOW)


def test_a_shapefile_is_kept_with_the_files_it_is_nothing_without(tmp_path: Path) -> None:
    for suffix in (".shp", ".DBF", ".shx", ".prj", ".txt"):
        (tmp_path / f"zones{suffix}").write_bytes(suffix.encode())
    (tmp_path / "other.dbf").write_bytes(b"")
    digests = []
    for _ in range(2):
        with as_received([tmp_path / "zones.shp"]) as (file,):
            assert file.name == "zones.shp.zip"
            digests.append(file.sha256)
            with ZipFile(file.path) as archive:
                assert {name: archive.read(name) for name in archive.namelist()} == {
                    "zones.shp": b".shp",
                    "zones.shx": b".shx",
                    "zones.dbf": b".DBF",
                    "zones.prj": b".prj",
                }
        os.utime(tmp_path / "zones.shp", (0, 0))
    assert digests[0] == digests[1]


def test_grids_are_published_beside_the_table_and_named_by_their_files(tmp_path: Path) -> None:
    town = store(tmp_path)
    files = []
    for name in ("Orange.bin", "Proximus.bin"):
        (tmp_path / name).write_bytes(name.encode())
        files.append(tmp_path / name)
    forwards = refresh(town, MOBILE, MOBILE.sources[0], files, now=NOW)
    version = town.published("mobile_5g")
    assert version is not None
    assert version.rasters == ("Orange.tif", "Proximus.tif")
    folder = town.layer_folder("mobile_5g") / version.version / "rasters"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "Orange.tif": b"Orange.bin",
        "Proximus.tif": b"Proximus.bin",
    }
    assert refresh(town, MOBILE, MOBILE.sources[0], files[::-1], now=NOW).version == forwards.version
    # The same bytes under another name are another operator's.
    renamed = tmp_path / "Telenet.bin"
    renamed.write_bytes(files[0].read_bytes())
    refresh(town, MOBILE, MOBILE.sources[0], [renamed], now=NOW, accept_loss="one operator only")
    assert town.read("mobile_5g")["operator"].tolist() == ["Telenet"]


# ---- downloading


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    folder = tmp_path / "site"
    sectors_file(folder / "52011")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing on the terminal of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_layer_is_refreshed_from_its_publisher(tmp_path: Path, site: str) -> None:
    source = replace(SECTORS.sources[0], url=site + "/{nis_code}/secteurs.csv")
    layer = replace(SECTORS, sources=(source,))
    town = store(tmp_path, layer)
    assert refresh(town, layer, None, None, now=NOW).rows == 9
    (provenance,) = town.raw_folder("sectors").rglob("provenance.json")
    assert f"{site}/52011/secteurs.csv" in provenance.read_text()
    assert not list(town.raw_folder("sectors").glob(".tmp-*"))


def test_a_service_is_asked_for_the_commune_and_its_surroundings(tmp_path: Path) -> None:
    source = replace(SECTORS.sources[0], url="http://127.0.0.1/{nis_code}?box={south},{west},{north},{east}")
    told, address = downloadable(SECTORS, source, toyville.PLACE)
    assert told is source
    start, _, box = address.partition("?box=")
    assert start == "http://127.0.0.1/52011"
    south, west, north, east = map(float, box.split(","))
    frame_west, frame_south, frame_east, frame_north = toyville.PLACE.frame_wgs84
    # 2,500 m are 0.0225 degrees of latitude, and 0.0353 of longitude at 50.4 degrees north.
    assert frame_south - south == pytest.approx(0.0225, abs=0.001)
    assert north - frame_north == pytest.approx(0.0225, abs=0.001)
    assert frame_west - west == pytest.approx(0.0353, abs=0.001)
    assert east - frame_east == pytest.approx(0.0353, abs=0.001)


def test_a_failed_download_is_a_refused_attempt(tmp_path: Path, site: str) -> None:
    layer = replace(SECTORS, sources=(replace(SECTORS.sources[0], url=site + "/gone.csv"),))
    town = store(tmp_path, layer)
    with pytest.raises(RefusedRefresh) as caught:
        refresh(town, layer, layer.sources[0], None, now=NOW)
    assert [fault.code for fault in caught.value.faults] == ["fetch.refused"]
    attempt = last_attempt(town, "sectors")
    assert attempt is not None
    assert (attempt.source, attempt.outcome) == ("squares", "refused")


def test_what_cannot_be_downloaded_says_where_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(MaillageError, match=r"https://example\.org/squares.*--from"):
        refresh(store(tmp_path), SECTORS, None, None, now=NOW)
    own = replace(BUILDINGS, sources=BUILDINGS.sources[:1])
    with pytest.raises(MaillageError, match="city's own"):
        refresh(store(tmp_path, own), own, None, None, now=NOW)
    two = replace(INDICATORS, sources=tuple(replace(each, url="http://127.0.0.1/x") for each in INDICATORS.sources[:2]))
    with pytest.raises(MaillageError, match="--source: income, poverty"):
        refresh(store(tmp_path, two), two, None, None, now=NOW)


def test_a_fault_of_reading_is_not_mistaken_for_a_fault_of_the_program(tmp_path: Path) -> None:
    def breaks(files, place) -> Cleaned:
        raise Refused([Fault("file.unreadable", "error", files[0].name)])

    layer = replace(SECTORS, sources=(replace(SECTORS.sources[0], recognise=lambda file: breaks([file], None)),))
    with pytest.raises(RefusedRefresh) as caught:
        refresh(store(tmp_path, layer), layer, None, [sectors_file(tmp_path)], now=NOW)
    assert [fault.code for fault in caught.value.faults] == ["source.unrecognised"]
