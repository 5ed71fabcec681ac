"""From files to a published version: all or nothing, the same for the same files, and one source at a time."""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

from geo.errors import DataError, MaillageError, NothingPublishedError
from layers._fault import Fault, Refused
from layers._spec import Cleaned, Column
from store._publishing.attempts import last_attempt
from store._publishing.durable import StoreBusyError
from store._publishing.provenance import as_received
from store.refresh import RefusedRefresh, downloadable, refresh, rollback, validate
from tests import toyville
from tests.layers.toy_layers import (
    BUILDINGS,
    CODES,
    INDICATORS,
    LAYERS,
    MOBILE,
    NOW,
    POPULATION,
    RESIDENT_ROWS,
    SECTOR_ROWS,
    SECTORS,
    csv,
    every_file,
    store,
)

LATER = NOW + timedelta(days=10)


def _sectors(folder: Path, rows=SECTOR_ROWS, name: str = "secteurs.csv") -> Path:
    return csv(folder / name, "code;name", rows)


def _population(folder: Path, rows=RESIDENT_ROWS, name: str = "population.csv") -> Path:
    return csv(folder / name, "code;population", rows)


def test_a_first_refresh_publishes_rows_provenance_and_version(tmp_path: Path) -> None:
    town = store(tmp_path)
    file = _sectors(tmp_path)
    assert town.published("sectors") is None
    report = refresh(town, SECTORS, None, [file], now=NOW)
    assert (report.layer, report.source, report.changed, report.rows, report.faults) == (
        "sectors",
        "squares",
        True,
        9,
        (),
    )
    version = town.published("sectors")
    assert version is not None
    assert version.version == report.version
    (part,) = version.sources
    assert (part.source, part.publisher, part.vintage, part.rows) == (
        "squares",
        "Publisher of squares",
        "2024-01-01",
        9,
    )
    table = town.read("sectors")
    assert table["sector_code_statbel"].tolist() == sorted(CODES)
    assert table.geometry.geom_equals(toyville.sectors().geometry).all()
    raw = town.raw_folder("sectors") / part.files[0].sha256
    assert {path.name for path in raw.iterdir()} == {"secteurs.csv", "provenance.json"}
    assert (raw / "secteurs.csv").read_bytes() == file.read_bytes()


def test_the_same_files_give_the_same_version_on_another_day_under_another_folder(tmp_path: Path) -> None:
    one, other = store(tmp_path / "one"), store(tmp_path / "other")
    first = refresh(one, SECTORS, None, [_sectors(tmp_path)], now=NOW)
    second = refresh(other, SECTORS, SECTORS.sources[0], [_sectors(tmp_path)], now=LATER)
    assert first.version == second.version
    folder = f"{first.version}"
    assert every_file(one.layer_folder("sectors") / folder) == every_file(other.layer_folder("sectors") / folder)
    again = refresh(one, SECTORS, None, [_sectors(tmp_path)], now=LATER)
    assert (again.version, again.changed) == (first.version, False)
    assert len(one.history("sectors").publications) == 1


def test_row_order_in_the_file_changes_the_rows_in_no_way(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, POPULATION, None, [_population(tmp_path)], now=NOW)
    before = town.read("population")
    refresh(town, POPULATION, None, [_population(tmp_path, RESIDENT_ROWS[::-1])], now=NOW)
    pd.testing.assert_frame_equal(town.read("population"), before)


def test_a_refused_file_leaves_everything_but_the_attempt_and_the_raw_copy(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [_sectors(tmp_path)], now=NOW)
    before = every_file(town.folder)
    bad = _sectors(tmp_path, [*SECTOR_ROWS, ("boom",)], "broken.csv")
    with pytest.raises(RefusedRefresh) as caught:
        refresh(town, SECTORS, None, [bad], now=LATER)
    assert [fault.code for fault in caught.value.faults] == ["file.unreadable"]
    assert caught.value.stale_since == "2026-03-12T09:30:00Z"
    assert "2026-03-12" in str(caught.value)
    after = every_file(town.folder)
    assert {name for name in after if after[name] != before.get(name)} == {"layers/sectors/attempts.json"}
    assert len(town.read("sectors")) == 9
    kept = list(town.raw_folder("sectors").rglob("broken.csv"))
    assert [path.read_bytes() for path in kept] == [bad.read_bytes()]
    with pytest.raises(RefusedRefresh) as again:
        refresh(town, SECTORS, None, [bad], now=LATER + timedelta(days=5))
    assert again.value.stale_since == "2026-03-12T09:30:00Z", "stale since the first refusal in a row"


def test_every_fault_of_a_file_is_said_at_once(tmp_path: Path) -> None:
    rows = [*RESIDENT_ROWS, RESIDENT_ROWS[0], (CODES[1], "7"), (CODES[2], "8")]
    with pytest.raises(RefusedRefresh) as caught:
        refresh(store(tmp_path), POPULATION, None, [_population(tmp_path, rows)], now=NOW)
    assert caught.value.stale_since is None
    assert [(fault.code, fault.row) for fault in caught.value.faults] == [
        ("key.repeated_row", 11),
        ("key.duplicate", 12),
        ("key.duplicate", 13),
    ]


def test_rows_set_aside_are_published_without_and_said(tmp_path: Path) -> None:
    town = store(tmp_path)
    report = refresh(town, POPULATION, None, [_population(tmp_path, [*RESIDENT_ROWS[:-1], (CODES[-1], "!")])], now=NOW)
    assert report.rows == 8
    assert [(fault.code, fault.row) for fault in report.faults] == [("value.not_a_number", 10)]
    published = town.published("population")
    assert published is not None
    assert published.fault_counts == {"error": 0, "row": 1, "warning": 0, "note": 0}
    assert published.faults == report.faults


# ---- which source


def test_files_are_told_by_content(tmp_path: Path) -> None:
    town = store(tmp_path)
    income = csv(tmp_path / "population.csv", "code;income", [(CODES[0], 10)])
    assert refresh(town, INDICATORS, None, [income], now=NOW).source == "income"


def test_a_file_nobody_recognises_names_the_sources_and_is_kept(tmp_path: Path) -> None:
    town = store(tmp_path)
    stranger = csv(tmp_path / "stranger.csv", "x;y", [(1, 2)])
    with pytest.raises(RefusedRefresh) as caught:
        refresh(town, INDICATORS, None, [stranger], now=NOW)
    (fault,) = caught.value.faults
    assert fault.code == "source.unrecognised"
    assert fault.parameters["sources"] == "income, poverty, income_again"
    assert list(town.raw_folder("indicators").rglob("stranger.csv"))
    attempt = last_attempt(town, "indicators")
    assert attempt is not None
    assert (attempt.source, attempt.files, attempt.outcome) == ("", ("stranger.csv",), "refused")


def test_a_web_page_is_called_a_web_page(tmp_path: Path) -> None:
    page = tmp_path / "secteurs.zip"
    page.write_text("<!DOCTYPE html><html><body>testing whether you are a human visitor</body></html>")
    with pytest.raises(RefusedRefresh) as caught:
        refresh(store(tmp_path), SECTORS, None, [page], now=NOW)
    assert [fault.code for fault in caught.value.faults] == ["file.web_page"]


def test_a_file_of_two_sources_is_nobodys(tmp_path: Path) -> None:
    layer = replace(INDICATORS, sources=(INDICATORS.sources[0], replace(INDICATORS.sources[0], name="twin")))
    file = csv(tmp_path / "f.csv", "code;income", [(CODES[0], 10)])
    with pytest.raises(RefusedRefresh) as caught:
        refresh(store(tmp_path, layer), layer, None, [file], now=NOW)
    assert [(fault.code, fault.parameters["sources"]) for fault in caught.value.faults] == [
        ("source.ambiguous", "income, twin")
    ]


def test_files_of_different_sources_are_not_mixed(tmp_path: Path) -> None:
    files = [
        csv(tmp_path / "a.csv", "code;income", [(CODES[0], 10)]),
        csv(tmp_path / "b.csv", "code;poverty", [(CODES[0], 10)]),
    ]
    with pytest.raises(RefusedRefresh) as caught:
        refresh(store(tmp_path), INDICATORS, None, files, now=NOW)
    assert [fault.code for fault in caught.value.faults] == ["source.mixed"]


def test_two_files_for_a_source_of_one_are_refused(tmp_path: Path) -> None:
    files = [_sectors(tmp_path, name="a.csv"), _sectors(tmp_path, name="b.csv")]
    with pytest.raises(RefusedRefresh) as caught:
        refresh(store(tmp_path), SECTORS, None, files, now=NOW)
    assert [fault.code for fault in caught.value.faults] == ["source.one_file"]


@pytest.mark.parametrize("files", [[], ["nowhere.csv"], ["."]])
def test_no_file_is_an_error_before_anything_is_written(tmp_path: Path, files: list[str]) -> None:
    with pytest.raises(MaillageError):
        refresh(store(tmp_path), SECTORS, None, [tmp_path / name for name in files], now=NOW)
    assert every_file(tmp_path / "data") == {}


# ---- several sources in one layer


def _income(folder: Path, value: float = 10.0) -> Path:
    return csv(folder / f"income{value}.csv", "code;income", [(code, value) for code in CODES])


def _poverty(folder: Path, codes=CODES, value: float = 0.5) -> Path:
    return csv(folder / "poverty.csv", "code;poverty", [(code, value) for code in codes])


def test_one_source_is_refreshed_without_the_others(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, INDICATORS, None, [_poverty(tmp_path)], now=NOW)
    refresh(town, INDICATORS, None, [_income(tmp_path)], now=NOW)
    report = refresh(town, INDICATORS, None, [_income(tmp_path, 20.0)], now=NOW)
    assert report.rows == 18
    table = town.read("indicators")
    assert table.groupby("indicator")["value"].unique().map(list).to_dict() == {"income": [20.0], "poverty": [0.5]}
    version = town.published("indicators")
    assert version is not None
    assert [(part.source, part.rows) for part in version.sources] == [("income", 9), ("poverty", 9)]
    assert version.vintage == "2019; 2022"


def test_the_order_in_which_sources_came_does_not_count(tmp_path: Path) -> None:
    one, other = store(tmp_path / "one"), store(tmp_path / "other")
    files = [_poverty(tmp_path), _income(tmp_path)]
    versions = []
    for town, order in ((one, files), (other, files[::-1])):
        for file in order:
            report = refresh(town, INDICATORS, None, [file], now=NOW)
        versions.append(report.version)
    assert versions[0] == versions[1]


def test_a_value_two_sources_give_is_refused_and_named(tmp_path: Path) -> None:
    def also_income(files, place) -> Cleaned:
        cleaned = INDICATORS.sources[1].clean(files, place)
        return replace(cleaned, table=cleaned.table.assign(indicator="income"))

    layer = replace(INDICATORS, sources=(INDICATORS.sources[0], replace(INDICATORS.sources[1], clean=also_income)))
    town = store(tmp_path, layer)
    refresh(town, layer, None, [_income(tmp_path)], now=NOW)
    with pytest.raises(RefusedRefresh) as caught:
        refresh(town, layer, None, [_poverty(tmp_path, CODES[:2])], now=NOW)
    assert [(fault.code, fault.value) for fault in caught.value.faults] == [
        ("sources.same_key", f"{code} income") for code in sorted(CODES[:2])
    ]
    assert dict(caught.value.faults[0].parameters) == {"source": "income", "other_source": "poverty"}


def test_lists_are_combined_and_the_merge_is_listed(tmp_path: Path) -> None:
    town = store(tmp_path)
    x, y = toyville.CORNER
    inventory = csv(tmp_path / "i.csv", "inventory;name;x;y", [("i1", "Library", x, y), ("i2", "Pool", "", "")])
    schools = csv(tmp_path / "s.csv", "schools;name;x;y", [("s1", "School", x + 5, y), ("s2", "Library", x, y)])
    refresh(town, BUILDINGS, None, [schools], now=NOW)
    report = refresh(town, BUILDINGS, None, [inventory], now=NOW)
    table = town.read("buildings")
    assert table["building_id"].tolist() == ["i1", "i2", "s1"]
    assert table.geometry.isna().tolist() == [False, True, False]
    assert [fault.value for fault in report.faults if fault.code == "key.repeated_row"] == ["Library"]
    again = refresh(town, BUILDINGS, None, [schools], now=LATER)
    assert not again.changed


def test_a_source_this_program_does_not_know_any_more_is_left_out_with_a_warning(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, INDICATORS, None, [_poverty(tmp_path)], now=NOW)
    less = replace(INDICATORS, sources=INDICATORS.sources[:1])
    report = refresh(store(tmp_path, less), less, None, [_income(tmp_path)], now=NOW)
    assert [(fault.code, fault.severity) for fault in report.faults] == [("source.gone", "warning")]
    assert report.rows == 9


def test_other_sources_are_read_again_from_raw_when_the_columns_have_changed(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, INDICATORS, None, [_poverty(tmp_path)], now=NOW)
    refresh(town, INDICATORS, None, [_income(tmp_path)], now=NOW)

    def with_unit(clean):
        return lambda files, place: replace(
            cleaned := clean(files, place),
            table=cleaned.table.assign(unit=pd.Series(["x"] * len(cleaned.table), dtype="str")),
        )

    newer = replace(
        INDICATORS,
        columns=(*INDICATORS.columns, Column("unit", "text", "Unit")),
        sources=tuple(replace(source, clean=with_unit(source.clean)) for source in INDICATORS.sources),
    )
    after = store(tmp_path, newer)
    with pytest.raises(DataError, match="maillage refresh indicators"):
        after.read("indicators")
    assert refresh(after, newer, None, [_income(tmp_path)], now=NOW).changed
    table = after.read("indicators")
    assert set(table["unit"]) == {"x"}
    assert len(table) == 18


# ---- joins


def test_renumbered_sectors_are_refused_and_explained(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [_sectors(tmp_path)], now=NOW)
    renumbered = [(code.replace("-", "X") if number else code, 1) for number, code in enumerate(CODES)]
    with pytest.raises(RefusedRefresh) as caught:
        refresh(town, POPULATION, None, [_population(tmp_path, renumbered)], now=NOW)
    assert "join.renumbered" in {fault.code for fault in caught.value.faults}
    assert town.published("population") is None


def test_without_sectors_there_is_nothing_to_join_yet(tmp_path: Path) -> None:
    town = store(tmp_path)
    assert refresh(town, POPULATION, None, [_population(tmp_path)], now=NOW).faults == ()


def test_a_source_of_few_sectors_passes_with_a_warning(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [_sectors(tmp_path)], now=NOW)
    refresh(town, POPULATION, None, [_population(tmp_path)], now=NOW)
    report = refresh(town, INDICATORS, None, [_poverty(tmp_path, CODES[:7])], now=NOW)
    (fault,) = report.faults
    assert (fault.code, fault.severity) == ("join.residents_without_figures", "warning")
    assert fault.parameters["residents"] == 800 + 900


def test_a_renumbered_source_is_not_hidden_by_the_others(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [_sectors(tmp_path)], now=NOW)
    refresh(town, INDICATORS, None, [_income(tmp_path)], now=NOW)
    with pytest.raises(RefusedRefresh) as caught:
        refresh(town, INDICATORS, None, [_poverty(tmp_path, ["52011X01-"])], now=NOW)
    assert "join.renumbered" in {fault.code for fault in caught.value.faults}


# ---- validate, rollback, versions


def test_validating_says_the_same_faults_and_writes_nothing(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [_sectors(tmp_path)], now=NOW)
    before = every_file(tmp_path / "data")
    good = _population(tmp_path)
    assert validate(town.place, POPULATION, None, [good]) == []
    bad = _population(tmp_path, [*RESIDENT_ROWS, (CODES[1], "7")], "bad.csv")
    found = validate(town.place, POPULATION, POPULATION.sources[0], [bad])
    with pytest.raises(RefusedRefresh) as caught:
        refresh(store(tmp_path / "elsewhere"), POPULATION, None, [bad], now=NOW)
    assert found == list(caught.value.faults)
    stranger = csv(tmp_path / "x.csv", "x;y", [])
    assert [fault.code for fault in validate(town.place, POPULATION, None, [stranger])] == ["source.unrecognised"]
    renumbered = _population(tmp_path, [("52011X01-", 1)], "renumbered.csv")
    assert validate(town.place, POPULATION, None, [renumbered]) == []
    against = validate(town.place, POPULATION, None, [renumbered], against=town)
    assert "join.renumbered" in {fault.code for fault in against}
    assert every_file(tmp_path / "data") == before


def test_going_back_brings_the_former_rows_and_forgets_the_refusal(tmp_path: Path) -> None:
    town = store(tmp_path)
    first = refresh(town, POPULATION, None, [_population(tmp_path)], now=NOW)
    second = refresh(town, POPULATION, None, [_population(tmp_path, [(code, "1") for code in CODES])], now=LATER)
    assert [each.version for each in town.history("population").publications] == [first.version, second.version]
    assert rollback(town, POPULATION).version == first.version
    assert town.read("population")["population"].sum() == 4500
    assert [each.version for each in town.history("population").publications] == [first.version]
    assert town.read("population", second.version)["population"].sum() == 9, "what was published stays readable"
    with pytest.raises(NothingPublishedError, match="no earlier version"):
        rollback(town, POPULATION)
    again = refresh(town, POPULATION, None, [_population(tmp_path, [(code, "1") for code in CODES])], now=LATER)
    assert (again.version, again.changed) == (second.version, True)


def test_a_and_b_and_a_again_goes_back_to_b(tmp_path: Path) -> None:
    town = store(tmp_path)
    a, b = _population(tmp_path, name="a.csv"), _population(tmp_path, [(code, "1") for code in CODES], "b.csv")
    versions = [refresh(town, POPULATION, None, [file], now=NOW).version for file in (a, b, a)]
    assert versions[0] == versions[2] != versions[1]
    assert rollback(town, POPULATION).version == versions[1]
    assert rollback(town, POPULATION).version == versions[0]


def test_nothing_published_nothing_to_go_back_to(tmp_path: Path) -> None:
    town = store(tmp_path)
    with pytest.raises(NothingPublishedError, match="not published yet"):
        rollback(town, POPULATION)
    with pytest.raises(NothingPublishedError, match="maillage refresh population"):
        town.read("population")
    with pytest.raises(NothingPublishedError, match="no version abc"):
        town.read("population", "abc")


def test_a_refresh_while_somebody_writes_is_told_so_and_changes_nothing(tmp_path: Path) -> None:
    town = store(tmp_path)
    with town.writing(), pytest.raises(StoreBusyError, match=str(os.getpid())):
        refresh(town, SECTORS, None, [_sectors(tmp_path)], now=NOW)
    assert every_file(tmp_path / "data") == {}


@pytest.mark.skipif(resource is None, reason="this system sets no limits to the files of a process")
def test_a_full_disk_is_said_and_what_is_published_stays(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [_sectors(tmp_path)], now=NOW)
    larger = _sectors(tmp_path, [(code, "x" * 500) for code in CODES], "larger.csv")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limits[1]))
    try:
        with pytest.raises(MaillageError, match="What was published stays"):
            refresh(town, SECTORS, None, [larger], now=LATER)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert town.read("sectors")["name"].tolist() == [name for _, name in sorted(SECTOR_ROWS)]
    refresh(town, SECTORS, None, [larger], now=LATER)
    assert not list(town.data.rglob(".tmp-*"))


def test_the_next_writer_clears_what_a_killed_one_left(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [_sectors(tmp_path)], now=NOW)
    before = every_file(tmp_path / "data")
    folder = town.layer_folder("sectors")
    (folder / ".tmp-half" / "rasters").mkdir(parents=True)
    (folder / ".tmp-half" / "table.parquet").write_bytes(b"PAR1")
    (folder / ".tmp-pointer").write_bytes(b"{")
    (folder / "deadbeef").mkdir()
    (folder / "deadbeef" / "table.parquet").write_bytes(b"PAR1")
    (town.raw_folder("sectors") / ".tmp-copy").mkdir()
    town.snapshot_folder.mkdir()
    (town.snapshot_folder / ".tmp-snapshot").write_bytes(b"{")
    assert town.published("sectors") is not None
    assert len(town.history("sectors").publications) == 1
    with town.writing():
        pass
    assert every_file(tmp_path / "data") == before
    assert not (folder / ".tmp-half").exists()
    assert not (folder / "deadbeef").exists()


def test_a_time_without_zone_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        refresh(store(tmp_path), SECTORS, None, [_sectors(tmp_path)], now=NOW.replace(tzinfo=None))


def test_progress_is_told_in_order(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None, str]] = []
    refresh(store(tmp_path), SECTORS, None, [_sectors(tmp_path)], now=NOW, progress=lambda *step: seen.append(step))
    assert [done for done, _, _ in seen] == [1, 2, 3, 4]
    assert {total for _, total, _ in seen} == {4}


# ---- provenance of files


def test_the_same_bytes_are_kept_once_and_each_way_they_came_is_noted(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [_sectors(tmp_path, name="first.csv")], now=NOW)
    refresh(town, SECTORS, None, [_sectors(tmp_path, name="first.csv")], now=LATER)
    refresh(town, SECTORS, None, [_sectors(tmp_path, name="second.csv")], now=LATER)
    (folder,) = town.raw_folder("sectors").iterdir()
    assert sorted(path.name for path in folder.iterdir()) == ["first.csv", "provenance.json"]
    told = pd.read_json(folder / "provenance.json", typ="series")
    assert [(each["file_name"], each["retrieved_at"]) for each in told["received"]] == [
        ("first.csv", "2026-03-02T09:30:00Z"),
        ("second.csv", "2026-03-12T09:30:00Z"),
    ]


def test_a_raw_file_somebody_removed_is_named(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, INDICATORS, None, [_poverty(tmp_path)], now=NOW)
    refresh(town, INDICATORS, None, [_income(tmp_path)], now=NOW)
    for path in town.raw_folder("indicators").rglob("provenance.json"):
        path.unlink()
    newer = replace(INDICATORS, columns=(*INDICATORS.columns[:-1], Column("value", "integer", "Value")))
    with pytest.raises(DataError, match=r"poverty\.csv"):
        refresh(store(tmp_path, newer), newer, None, [_income(tmp_path, 30)], now=NOW)


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
    refresh(town, MOBILE, MOBILE.sources[0], [renamed], now=NOW)
    assert town.read("mobile_5g")["operator"].tolist() == ["Telenet"]


# ---- downloading


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    folder = tmp_path / "site"
    _sectors(folder / "52011")

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
        refresh(store(tmp_path, layer), layer, None, [_sectors(tmp_path)], now=NOW)
    assert [fault.code for fault in caught.value.faults] == ["source.unrecognised"]


def test_layers_are_known_by_name(tmp_path: Path) -> None:
    town = store(tmp_path)
    assert [layer.name for layer in town.layers] == [layer.name for layer in LAYERS]
    assert town.layer("population") is POPULATION
    with pytest.raises(KeyError):
        town.layer("clouds")
