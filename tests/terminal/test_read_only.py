"""Reading writes nothing: every command that reads works where neither the data nor the program may be written to."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.laws import some
from tests.once import copy_of
from tests.source_tree import PACKAGES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no folders that may only be read"),
]

WITHOUT_POWERS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
"""How the administrator of a machine gives up what lets it write everywhere."""

READING = (
    ("status",),
    ("check",),
    ("rank", "wifi", "--top", "2"),
    ("rank", "aidants", "--scenario", "900.toml", "--top", "2"),
    ("gaps", "--top", "2"),
    ("plan", "--gap", "0.3", "--time-limit", "5"),
)
WRITING = (("build",), ("rollback", "wifi"), ("refresh", "wifi", "--from", "900.toml"))


def _writable(folder: Path, *, yes: bool) -> None:
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | stat.S_IWUSR if yes else mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory, demo_data: Path) -> Iterator[Path]:
    """Return a folder with ``data`` and ``program``, neither of which may be written to."""
    folder = tmp_path_factory.mktemp("closed")
    copy_of(demo_data / "processed", folder / "data" / "processed", "plans", ".lock")
    for name in (*PACKAGES, ".streamlit"):
        source = ROOT / name
        target = folder / "program" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    _writable(folder, yes=False)
    yield folder
    _writable(folder, yes=True)


@pytest.fixture(scope="module")
def powerless(closed: Path) -> tuple[str, ...]:
    """Return what a command begins with so that it may not write there."""
    for before in ((), WITHOUT_POWERS):
        if before and shutil.which(before[0]) is None:
            continue
        tried = closed / "data" / "tried"
        if subprocess.run([*before, "mkdir", str(tried)], capture_output=True, check=False).returncode:
            return before
        tried.rmdir()
    pytest.skip("whoever runs the tests may write everywhere")


def _run(closed: Path, before: tuple[str, ...], folder: Path, words: tuple[str, ...]) -> subprocess.CompletedProcess:
    (folder / "900.toml").write_text(
        'name = "x"\ntitle = { fr = "x", nl = "x", en = "x" }\n[parameters.reach]\nlimit_m = 900\n', "utf-8"
    )
    program = closed / "program"
    command = [*before, sys.executable, str(program / "cli.py"), "--data", str(closed / "data"), "--commune", "demo"]
    environment = {**os.environ, "PYTHONPATH": str(program), "HOME": str(closed / "nobody")}
    return subprocess.run(
        [*command, "--lang", "en", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("words", some(READING, everyday=3), ids=" ".join)
def test_reading_needs_no_writing(
    closed: Path, powerless: tuple[str, ...], tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = _run(closed, powerless, tmp_path, words)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_writing_ends_in_words(
    closed: Path, powerless: tuple[str, ...], tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = _run(closed, powerless, tmp_path, words)
    assert done.returncode == 1
    assert "Permission is missing" in done.stderr
    assert "Traceback" not in done.stderr
