"""From files to a published version: all or nothing, the same for the same files, and one source at a time."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

from geo.errors import MaillageError, NothingPublishedError
from store._publishing.attempts import last_attempt
from store._publishing.durable import StoreBusyError
from store.history import rollback
from store.refresh import RefusedRefresh, refresh, validate
from tests import toyville
from tests.layers.toy_layers import (
    CODES,
    INDICATORS,
    LAYERS,
    NOW,
    POPULATION,
    RESIDENT_ROWS,
    SECTOR_ROWS,
    SECTORS,
    csv,
    every_file,
    store,
)
from tests.store.deliveries import LATER, population_file, sectors_file


def test_a_first_refresh_publishes_rows_provenance_and_version(tmp_path: Path) -> None:
    town = store(tmp_path)
    file = sectors_file(tmp_path)
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
    first = refresh(one, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    second = refresh(other, SECTORS, SECTORS.sources[0], [sectors_file(tmp_path)], now=LATER)
    assert first.version == second.version
    folder = f"{first.version}"
    assert every_file(one.layer_folder("sectors") / folder) == every_file(other.layer_folder("sectors") / folder)
    again = refresh(one, SECTORS, None, [sectors_file(tmp_path)], now=LATER)
    assert (again.version, again.changed) == (first.version, False)
    assert len(one.history("sectors").publications) == 1


def test_row_order_in_the_file_changes_the_rows_in_no_way(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, POPULATION, None, [population_file(tmp_path)], now=NOW)
    before = town.read("population")
    refresh(town, POPULATION, None, [population_file(tmp_path, RESIDENT_ROWS[::-1])], now=NOW)
    pd.testing.assert_frame_equal(town.read("population"), before)


def test_a_refused_file_leaves_everything_but_the_attempt_and_the_raw_copy(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    before = every_file(town.folder)
    bad = sectors_file(tmp_path, [*SECTOR_ROWS, ("boom",)], "broken.csv")
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
        refresh(store(tmp_path), POPULATION, None, [population_file(tmp_path, rows)], now=NOW)
    assert caught.value.stale_since is None
    assert [(fault.code, fault.row) for fault in caught.value.faults] == [
        ("key.repeated_row", 11),
        ("key.duplicate", 12),
        ("key.duplicate", 13),
    ]


def test_rows_set_aside_are_published_without_and_said(tmp_path: Path) -> None:
    town = store(tmp_path)
    report = refresh(
        town, POPULATION, None, [population_file(tmp_path, [*RESIDENT_ROWS[:-1], (CODES[-1], "!")])], now=NOW
    )
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
    files = [sectors_file(tmp_path, name="a.csv"), sectors_file(tmp_path, name="b.csv")]
    with pytest.raises(RefusedRefresh) as caught:
        refresh(store(tmp_path), SECTORS, None, files, now=NOW)
    assert [fault.code for fault in caught.value.faults] == ["source.one_file"]


@pytest.mark.parametrize("files", [[], ["nowhere.csv"], ["."]])
def test_no_file_is_an_error_before_anything_is_written(tmp_path: Path, files: list[str]) -> None:
    with pytest.raises(MaillageError):
        refresh(store(tmp_path), SECTORS, None, [tmp_path / name for name in files], now=NOW)
    assert every_file(tmp_path / "data") == {}


# ---- several sources in one layer


def test_validating_says_the_same_faults_and_writes_nothing(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    before = every_file(tmp_path / "data")
    good = population_file(tmp_path)
    assert validate(town.place, POPULATION, None, [good]) == []
    bad = population_file(tmp_path, [*RESIDENT_ROWS, (CODES[1], "7")], "bad.csv")
    found = validate(town.place, POPULATION, POPULATION.sources[0], [bad])
    with pytest.raises(RefusedRefresh) as caught:
        refresh(store(tmp_path / "elsewhere"), POPULATION, None, [bad], now=NOW)
    assert found == list(caught.value.faults)
    stranger = csv(tmp_path / "x.csv", "x;y", [])
    assert [fault.code for fault in validate(town.place, POPULATION, None, [stranger])] == ["source.unrecognised"]
    renumbered = population_file(tmp_path, [("52011X01-", 1)], "renumbered.csv")
    assert validate(town.place, POPULATION, None, [renumbered]) == []
    against = validate(town.place, POPULATION, None, [renumbered], against=town)
    assert "join.renumbered" in {fault.code for fault in against}
    assert every_file(tmp_path / "data") == before


def test_going_back_brings_the_former_rows_and_forgets_the_refusal(tmp_path: Path) -> None:
    town = store(tmp_path)
    first = refresh(town, POPULATION, None, [population_file(tmp_path)], now=NOW)
    second = refresh(town, POPULATION, None, [population_file(tmp_path, [(code, "1") for code in CODES])], now=LATER)
    assert [each.version for each in town.history("population").publications] == [first.version, second.version]
    assert rollback(town, POPULATION, now=NOW)[0].version == first.version
    assert town.read("population")["population"].sum() == 4500
    versions = [first.version, second.version, first.version]
    assert [each.version for each in town.history("population").publications] == versions
    assert town.read("population", second.version)["population"].sum() == 9, "what was published stays readable"
    with pytest.raises(NothingPublishedError, match="no earlier version"):
        rollback(town, POPULATION, now=NOW)[0]
    again = refresh(town, POPULATION, None, [population_file(tmp_path, [(code, "1") for code in CODES])], now=LATER)
    assert (again.version, again.changed) == (second.version, True)


def test_a_and_b_and_a_again_goes_back_to_b(tmp_path: Path) -> None:
    town = store(tmp_path)
    a, b = population_file(tmp_path, name="a.csv"), population_file(tmp_path, [(code, "1") for code in CODES], "b.csv")
    versions = [refresh(town, POPULATION, None, [file], now=NOW).version for file in (a, b, a)]
    assert versions[0] == versions[2] != versions[1]
    assert rollback(town, POPULATION, now=NOW)[0].version == versions[1]
    assert rollback(town, POPULATION, now=NOW)[0].version == versions[0]


def test_nothing_published_nothing_to_go_back_to(tmp_path: Path) -> None:
    town = store(tmp_path)
    with pytest.raises(NothingPublishedError, match="not published yet"):
        rollback(town, POPULATION, now=NOW)[0]
    with pytest.raises(NothingPublishedError, match="maillage refresh population"):
        town.read("population")
    with pytest.raises(NothingPublishedError, match="no version abc"):
        town.read("population", "abc")


def test_a_refresh_while_somebody_writes_is_told_so_and_changes_nothing(tmp_path: Path) -> None:
    town = store(tmp_path)
    with town.writing(), pytest.raises(StoreBusyError, match=str(os.getpid())):
        refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    assert every_file(tmp_path / "data") == {}


@pytest.mark.skipif(resource is None, reason="this system sets no limits to the files of a process")
def test_a_full_disk_is_said_and_what_is_published_stays(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    larger = sectors_file(tmp_path, [(code, "x" * 500) for code in CODES], "larger.csv")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limits[1]))
    try:
        with pytest.raises(MaillageError, match="What was there before stays"):
            refresh(town, SECTORS, None, [larger], now=LATER)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert town.read("sectors")["name"].tolist() == [name for _, name in sorted(SECTOR_ROWS)]
    refresh(town, SECTORS, None, [larger], now=LATER)
    assert not list(town.data.rglob(".tmp-*"))


def test_the_next_writer_clears_what_a_killed_one_left(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
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
        refresh(store(tmp_path), SECTORS, None, [sectors_file(tmp_path)], now=NOW.replace(tzinfo=None))


def test_progress_is_told_in_order(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None, str]] = []
    refresh(store(tmp_path), SECTORS, None, [sectors_file(tmp_path)], now=NOW, progress=lambda *step: seen.append(step))
    assert [done for done, _, _ in seen] == [1, 2, 3, 4]
    assert {total for _, total, _ in seen} == {4}


# ---- provenance of files


def test_layers_are_known_by_name(tmp_path: Path) -> None:
    town = store(tmp_path)
    assert [layer.name for layer in town.layers] == [layer.name for layer in LAYERS]
    assert town.layer("population") is POPULATION
    with pytest.raises(KeyError):
        town.layer("clouds")
