"""Photos and documents as evidence: what is taken and kept of them, and what is missing, altered or left over."""

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from geo.errors import DataError, MaillageError
from store.decisions import (
    DecisionLog,
    EvidenceFolder,
    RefusedDecision,
    broken_links,
    files_of,
    hash_of_entry,
    prepared,
)
from store.decisions._photos import LONGEST_SIDE, MOST_BYTES
from store.decisions.entries import LATER, LATER_AMOUNTS, chained
from tests.conftest import ROOT
from tests.laws import draws
from tests.store.decisions.logs import BACKENDS, HOSTILE, NOW, behind, decided, new_log, with_guards, without_guards
from tests.store.decisions.pictures import PDF, SECRETS, bomb, jpeg, png

GIVEN = [("IMG_1.JPG", jpeg()), ("plan.png", png()), ("letter.pdf", PDF)]


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_entry_names_its_files_by_the_hash_of_what_is_kept(
    backend: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    log, folder = new_log(backend, tmp_path, request), EvidenceFolder(tmp_path / "evidence")
    entry = log.append_with(decided(), GIVEN, folder, now=NOW)
    assert log.entries() == (entry,)
    files = files_of(entry)
    assert [file.name for file in files] == ["IMG_1.jpg", "plan.png", "letter.pdf"]
    assert [file.is_photo for file in files] == [True, True, False]
    assert folder.read(files[2]) == PDF, "a document is kept as it is"
    assert (log.faults(), folder.faults(log.entries()), folder.left_over(log.entries())) == ((), (), ())
    for file in files[:2]:
        with Image.open(io.BytesIO(folder.thumbnail(file, 32))) as small:
            assert max(small.size) == 32
    folder.path(files[0]).write_bytes(b"other")
    folder.path(files[2]).unlink()
    said = [fault.render() for fault in folder.faults(log.entries())]
    assert ["IMG_1.jpg" in said[0], "not what was entered" in said[0], "letter.pdf" in said[1], "gone" in said[1]] == [
        True
    ] * 4
    assert folder.altered() == (folder.path(files[0]),)
    with pytest.raises(DataError):
        folder.read(files[0])
    log.append_with(decided(2), GIVEN, folder, now=NOW)
    assert folder.faults(log.entries()) == (), "the same bytes given again mend it"
    with behind(log) as run:
        without_guards(log, run)
        try:
            for column in LATER:
                other = 7 if column in LATER_AMOUNTS else "other"
                run(f"UPDATE decision SET {column} = ? WHERE number = 1 AND commune = ?", other, log.commune)
                assert log.faults(), column
                run(
                    f"UPDATE decision SET {column} = ? WHERE number = 1 AND commune = ?",
                    getattr(entry, column),
                    log.commune,
                )
                assert log.faults() == ()
        finally:
            with_guards(log, run)


def test_a_photo_keeps_its_picture_and_loses_where_and_with_what_it_was_taken() -> None:
    assert all(any(secret in content for _, content in GIVEN) for secret in SECRETS)
    (_, photo), (_, drawing) = prepared(GIVEN[:2]).files
    assert [secret for secret in SECRETS if secret in photo + drawing] == []
    with Image.open(io.BytesIO(photo)) as seen:
        assert seen.size == (60, 80), "turned as it was held"
        assert dict(seen.getexif()) == {}
        left, right = seen.getpixel((10, 40)), seen.getpixel((50, 40))
        assert left[2] > 200 > left[0], "what was below is on the left after a quarter clockwise"
        assert right[0] > 200 > right[2]
    with Image.open(io.BytesIO(drawing)) as seen:
        assert (seen.mode, seen.info) == ("RGBA", {})
    wide = io.BytesIO()
    Image.new("L", (2 * LONGEST_SIDE, 10), 128).save(wide, "JPEG")
    ((_, kept),) = prepared([("wide.jpg", wide.getvalue())]).files
    with Image.open(io.BytesIO(kept)) as seen:
        assert max(seen.size) == LONGEST_SIDE


def test_what_is_not_taken_is_said_at_once_and_nothing_is_kept(tmp_path: Path) -> None:
    log, folder = DecisionLog("toy", tmp_path / "toy.sqlite", ""), EvidenceFolder(tmp_path / "evidence")
    bad = [
        ("empty.jpg", b""),
        ("page.png", b"<svg onload='x'/>"),
        ("huge.pdf", b"%PDF-" + b"x" * MOST_BYTES),
        ("cut.jpg", jpeg()[:300]),
        ("bomb.png", bomb()),
        ("cut.pdf", b"%PDF-1.7"),
        ("good.pdf", PDF),
    ]
    with pytest.raises(RefusedDecision) as refused:
        log.append_with(decided(why=" "), bad, folder, now=NOW)
    said = [problem.render() for problem in refused.value.problems]
    words = (
        "reason",
        "empty",
        "no JPEG, PNG or PDF",
        "MB are taken",
        "broken",
        "millions of pixels",
        "cut off",
        "up to 5",
    )
    assert [word for word, line in zip(words, said, strict=True) if word not in line] == []
    assert not folder.folder.exists()
    assert log.entries() == ()


@draws(100)
@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=200), max_size=3), st.sampled_from(["", ".jpg", ".exe"]))
def test_no_name_leads_out_of_the_folder_or_into_another_line(names: list[str], ending: str) -> None:
    content = [PDF + bytes([number]) for number in range(3)]
    found = prepared([(f"../{name}{ending}", each + b"%%EOF") for name, each in zip(names, content, strict=False)])
    assert found.problems == ()
    entry = chained(decided(files=found.text), "toy", NOW, None)
    assert files_of(entry) == tuple(file for file, _ in found.files)
    assert len(found.files) == len(names)
    for file in files_of(entry):
        assert file.name.endswith(".pdf")
        assert not set(file.name) & set("/\\\n\r\t\u202e")
        assert EvidenceFolder(Path("folder")).path(file).parent == Path("folder")


def test_entries_of_former_programs_keep_their_hash() -> None:
    # As a program without files wrote it down: the same on paper with sha256sum.
    entry = chained(decided(), "toy", NOW, None)
    assert hash_of_entry(entry) == "c7ad43eda4729849ff13e69cce0477e67396e739bcb18210999f0d699fb77f5c"
    assert broken_links([entry]) == ()
    assert len({hash_of_entry(chained(decided(**{name: "x.y"}), "toy", NOW, None)) for name in LATER}) == len(LATER)


def test_killed_at_any_moment_no_entry_is_without_its_files(tmp_path: Path) -> None:
    log, folder = DecisionLog("toy", tmp_path / "toy.sqlite", ""), EvidenceFolder(tmp_path / "evidence")
    for pause in (0.1, 0.35):
        writer = subprocess.Popen(
            [sys.executable, "-m", "tests.store.decisions.writer", "toy", str(log.file), "", "one", str(folder.folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(pause)
        writer.kill()
        writer.communicate(timeout=60)
        entries = log.entries()
        assert (log.faults(), folder.faults(entries)) == ((), ())
        assert len(folder.left_over(entries)) <= 2, "at most the one that was being entered, a writer"
    assert all(len(files_of(entry)) == 1 for entry in log.entries())
    (folder.folder / "notes.txt").write_text("somebody's")
    assert folder.folder / "notes.txt" in folder.left_over(log.entries())


def test_a_disk_that_refuses_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file where the folder should be")
    log = DecisionLog("toy", tmp_path / "toy.sqlite", "")
    with pytest.raises(MaillageError):
        log.append_with(decided(), GIVEN, EvidenceFolder(tmp_path / "evidence"), now=NOW)
    assert log.entries() == (), "file first, entry after"
