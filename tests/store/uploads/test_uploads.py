"""A delivery dropped in the browser: kept, told, looked at, approved in whole or in part, taken back to the byte."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from config import place
from geo.errors import MaillageError
from layers import Refused, layer
from store.changes import change_rows, counts
from store.history import PublishedSinceError, history_of
from store.refresh import refresh
from store.store import Store
from store.uploads import (
    MOST_WAITING,
    Proposal,
    Upload,
    approve,
    choosable,
    keep,
    only_rows,
    propose,
    put_away,
    recognised,
    row_change,
    take_back,
    waiting_uploads,
)
from store.versions import version_from_json, version_to_json
from tests.cases import case
from tests.layers.toy_layers import NOW, every_file

BUILDINGS = layer("buildings")
LATER = NOW + timedelta(hours=1)


def _dropped(store: Store, name: str, content: bytes | None = None) -> Upload:
    told = case(name).read_bytes() if content is None else content
    return keep(store, [(name, BytesIO(told))], now=NOW, who="Ann")


@pytest.fixture
def town(tmp_path: Path) -> Store:
    """Return a store in which the first inventory of the cases is published."""
    store = Store(tmp_path / "data", place("52011"))
    refresh(store, BUILDINGS, None, [case("gis_16_inventory_v1.csv")], now=NOW)
    return store


@pytest.fixture
def second(town: Store) -> Proposal:
    """Return the second inventory, looked at."""
    upload = _dropped(town, "gis_16_inventory_v2.csv")
    return propose(town, BUILDINGS, None, upload, now=NOW)


def test_what_is_dropped_waits_and_publishes_nothing(town: Store) -> None:
    before = town.history("buildings")
    upload = _dropped(town, "gis_16_inventory_v2.csv")
    again = _dropped(town, "gis_16_inventory_v2.csv")
    assert (upload.id, upload.who, upload.names) == (again.id, "Ann", ("gis_16_inventory_v2.csv",))
    assert [each.id for each in waiting_uploads(Store(town.data, town.place))] == [upload.id]
    guess, *_others = recognised(town, upload)
    assert (guess.layer, guess.source, guess.sure) == ("buildings", "inventory", True)
    propose(town, BUILDINGS, None, upload, now=NOW)
    assert town.history("buildings") == before
    put_away(upload)
    assert waiting_uploads(town) == []


@pytest.mark.parametrize(
    ("name", "told", "sure"),
    [
        ("gis_19_OPENDATA_SECTOREN_2024.txt", "population", True),
        ("gis_19_sectors_20240101.geojson", "sectors", True),
        ("gis_06_hotspots.kml", "wifi", True),
        ("gis_18_epn_addresses.csv", "support_places", True),
        ("gis_11_wifi4eu.csv", "wifi", False),
        ("gis_13_frame_latlon.toml", "wifi", False),
    ],
)
def test_which_layer_a_file_is_for_is_told_or_said_to_be_doubtful(
    tmp_path: Path, name: str, told: str, sure: bool
) -> None:
    store = Store(tmp_path, place("52011"))
    first, *_others = recognised(store, _dropped(store, name))
    assert (first.layer, first.sure) == (told, sure)


def test_the_parts_of_a_shapefile_are_one_file(tmp_path: Path) -> None:
    store = Store(tmp_path, place("52011"))
    names = ("plan.shp", "plan.dbf", "plan.SHX", "notes.txt")
    upload = keep(store, [(name, BytesIO(name.encode())) for name in names], now=NOW, who="")
    assert sorted(path.name for path in upload.paths) == ["notes.txt", "plan.shp"]


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "C:\\con.csv", "a\x00b.csv", "provenance.json", "..", "é" * 300]
)
def test_a_hostile_name_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    store = Store(tmp_path / "data", place("52011"))
    upload = keep(store, [(name, BytesIO(b"x"))], now=NOW, who="")
    (path,) = upload.paths
    assert path.resolve().is_relative_to(upload.folder.resolve())
    assert path.read_bytes() == b"x"
    assert {Path(name).parts[0] for name in every_file(tmp_path)} == {"data"}


def test_two_files_of_one_name_and_too_many_deliveries_are_refused(tmp_path: Path) -> None:
    store = Store(tmp_path, place("52011"))
    with pytest.raises(MaillageError, match=r"called B\.csv"):
        keep(store, [("b.csv", BytesIO(b"1")), ("B.csv", BytesIO(b"2"))], now=NOW, who="")
    for number in range(MOST_WAITING):
        keep(store, [("a.csv", BytesIO(str(number).encode()))], now=NOW, who="")
    with pytest.raises(MaillageError, match="wait already"):
        keep(store, [("a.csv", BytesIO(b"one more"))], now=NOW, who="")
    assert len(waiting_uploads(store)) == MOST_WAITING


def test_the_five_changes_are_named_and_each_can_be_chosen(town: Store, second: Proposal) -> None:
    change = row_change(town, second)
    assert change is not None
    assert counts(change) == counts(second.candidate.change)
    rows = {(row, kind) for kind, row, *_rest in change_rows(change).to_numpy().tolist()}
    assert {
        ("FX-003", "removed"),
        ("FX-004", "removed"),
        ("FX-099", "added"),
        ("FX-001", "renamed"),
        ("FX-002", "moved"),
        ("FX-005", "changed"),
    } <= rows
    assert {row for row, _kind in rows} == set(choosable(change))


def test_some_rows_are_published_and_taken_back_to_the_byte(town: Store, second: Proposal) -> None:
    before, former = every_file(town.layer_folder("buildings")), town.history("buildings").current
    known = town.read("buildings").set_index("building_id")
    found = only_rows(town, second, ["FX-001", "FX-003"])
    assert {key: count for key, count in counts(found.change).items() if count} == {
        "removed": 1,
        "renamed": 1,
        "unchanged": len(known) - 2,
    }
    report = approve(town, second, found, now=LATER, who="Ann")
    table = town.read("buildings").set_index("building_id")
    assert table.loc["FX-001", "name"] == "Bâtiment renommé"
    assert set(table.index) == set(known.index) - {"FX-003"}
    assert table.loc["FX-002", "geometry"].equals(known.loc["FX-002", "geometry"]), "its move was not approved"
    told = town.published("buildings").sources[0]
    assert told.laid is not None
    assert [file.file_name for file in told.files] == ["gis_16_inventory_v2.csv", "gis_16_inventory_v1.csv"]
    assert told.laid.rows == ("FX-001", "FX-003")
    assert version_from_json(version_to_json(town.published("buildings"))) == town.published("buildings")

    take_back(town, BUILDINGS, second.source, report.version, second.over, now=LATER, who="Ann")
    after = every_file(town.layer_folder("buildings"))
    assert town.history("buildings").current.version == former.version
    assert {name: after[name] for name in before if former.version in name} == {
        name: content for name, content in before.items() if former.version in name
    }
    assert [each.action for each in history_of(town, BUILDINGS)] == ["rollback", "refresh", "refresh"]


def test_a_part_laid_over_another_is_made_again_from_the_raw_files(town: Store, second: Proposal) -> None:
    """Another source is refreshed after the part on the disk was damaged: the rows chosen are chosen still."""
    approve(town, second, only_rows(town, second, ["FX-001"]), now=LATER)
    chosen = town.read("buildings")
    version = town.published("buildings")
    town.part_path(version, "inventory").write_bytes(b"damaged")
    from store._publishing.parts import published_part

    made = published_part(town, BUILDINGS, version, version.sources[0])
    assert made.told == version.sources[0]
    assert sorted(made.cleaned.table["name"]) == sorted(chosen["name"])


def test_all_rows_chosen_are_the_whole(town: Store, second: Proposal) -> None:
    every = choosable(row_change(town, second))
    assert only_rows(town, second, every) is second.candidate
    for wrong in (["FX-999"], []):
        with pytest.raises(MaillageError, match="cannot be chosen"):
            only_rows(town, second, wrong)


def test_a_collapse_needs_a_reason(town: Store) -> None:
    proposal = propose(town, BUILDINGS, None, _dropped(town, "gis_17_partial.csv"), now=NOW)
    assert [each.code for each in proposal.candidate.change.losses][:1] == ["change.many_gone"]
    before = every_file(town.layer_folder("buildings"))
    with pytest.raises(Refused):
        approve(town, proposal, proposal.candidate, now=LATER, reason="  ")
    assert every_file(town.layer_folder("buildings")) == before
    approve(town, proposal, proposal.candidate, now=LATER, who="Ann", reason="sold")
    assert history_of(town, BUILDINGS)[0].reason == "sold"


def test_two_people_at_once_the_second_is_told_and_nothing_is_lost(town: Store, second: Proposal) -> None:
    other = propose(town, BUILDINGS, None, _dropped(town, "gis_17_partial.csv"), now=NOW)
    report = approve(town, second, second.candidate, now=LATER, who="Ann")
    with pytest.raises(PublishedSinceError, match="by Ann meanwhile"):
        approve(town, other, other.candidate, now=LATER, who="Bob", reason="mine")
    assert town.history("buildings").current.version == report.version
    refresh(town, BUILDINGS, None, [case("gis_16_inventory_v1.csv")], now=LATER, who="Bob")
    with pytest.raises(PublishedSinceError, match="by Bob meanwhile"):
        take_back(town, BUILDINGS, second.source, report.version, second.over, now=LATER)


def test_files_changed_while_they_waited_are_not_published(town: Store, second: Proposal) -> None:
    second.upload.paths[0].write_bytes(case("gis_16_inventory_v1.csv").read_bytes())
    with pytest.raises(MaillageError, match="no longer those that were read"):
        approve(town, second, second.candidate, now=LATER)
    assert len(town.history("buildings").publications) == 1


def test_the_first_of_a_layer_is_taken_back_by_withdrawing_it(tmp_path: Path) -> None:
    store, wifi = Store(tmp_path, place("52011")), layer("wifi")
    row = "wifi_id;name;operator;access;x_m;y_m\nw;Place;Ville;public;652300;625100\n"
    proposal = propose(store, wifi, wifi.source("city"), _dropped(store, "wifi.csv", row.encode()), now=NOW)
    assert (proposal.over, choosable(row_change(store, proposal))) == ("", ())
    report = approve(store, proposal, proposal.candidate, now=NOW)
    take_back(store, wifi, proposal.source, report.version, "", now=LATER)
    assert store.published("wifi") is None
    assert [each.action for each in history_of(store, wifi)] == ["withdraw", "refresh"]


def test_the_sheet_somebody_named_is_the_one_published(tmp_path: Path) -> None:
    store = Store(tmp_path, place("52011"))
    upload = _dropped(store, "gis_09_two_sheets.xlsx")
    name = next(each for each in _sheets(upload.paths[0]) if each != _sheets(upload.paths[0])[0])
    proposal = propose(store, BUILDINGS, BUILDINGS.source("inventory"), upload, now=NOW, sheet=name)
    approve(store, proposal, proposal.candidate, now=NOW)
    (part,) = store.published("buildings").sources
    assert [file.sheet for file in part.files] == [name]
    with pytest.raises(Refused):
        propose(store, BUILDINGS, BUILDINGS.source("inventory"), upload, now=NOW, sheet="no such sheet")


def _sheets(path: Path) -> list[str]:
    return openpyxl.load_workbook(path, read_only=True).sheetnames
