"""Temporary folders: gone after use, kept while their maker lives, and removed at the next start once it was killed."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from store.held import held_folder, remove_abandoned, scratch
from tests.conftest import ROOT

_HOLDS = """
import sys, time
from pathlib import Path
from store.held import held_folder
with held_folder(Path(sys.argv[1]), sys.argv[2]) as folder:
    (folder / "half").write_text("half")
    print(folder.name, flush=True)
    time.sleep(600)
"""


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("prefix", [".tmp-", "maillage-"])
def test_what_a_killed_process_left_is_removed_and_what_a_living_one_holds_is_not(tmp_path: Path, prefix: str) -> None:
    command = [sys.executable, "-c", _HOLDS, str(tmp_path), prefix]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        remove_abandoned(tmp_path, prefix)
        assert (tmp_path / name / "half").exists(), "its maker lives"
        process.kill()
        process.wait()
    with held_folder(tmp_path, prefix) as folder:
        assert _names(tmp_path) == [folder.name, f"{folder.name}.lock"]
    assert _names(tmp_path) == []


def test_nothing_is_left_when_the_block_fails(tmp_path: Path) -> None:
    def fail() -> None:
        with held_folder(tmp_path) as folder:
            (folder / "half").write_text("half")
            raise EOFError

    with pytest.raises(EOFError):
        fail()
    assert _names(tmp_path) == []


def test_a_folder_somebody_named_alike_is_left_alone(tmp_path: Path) -> None:
    for name in ("maillage-data", "maillage-0123456789abcdef", ".tmp-new"):
        (tmp_path / name).mkdir()
    old = time.time() - 2 * 86_400
    os.utime(tmp_path / "maillage-data", (old, old))
    remove_abandoned(tmp_path, "maillage-")
    remove_abandoned(tmp_path, ".tmp-")
    assert _names(tmp_path) == [".tmp-new", "maillage-0123456789abcdef", "maillage-data"]


def test_everything_temporary_goes_into_the_scratch_folder_and_with_it() -> None:
    before = tempfile.gettempdir(), os.environ.get("TMPDIR")
    with scratch() as folder:
        assert Path(tempfile.mkdtemp()).parent == folder
        assert os.environ["TMPDIR"] == str(folder)
    assert not folder.exists()
    assert (tempfile.gettempdir(), os.environ.get("TMPDIR")) == before
