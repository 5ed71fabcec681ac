"""What a command prints of files: nothing in them can steer the terminal, whichever way it is printed."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from geo.errors import MaillageError
from layers import Fault
from terminal.faults import error_lines, fault_lines
from terminal.tables import aligned
from tests.cases import case
from tests.command_line import maillage
from tests.conftest import ROOT

HOSTILE = "\x1b]0;title\x07 \x9b2J \u202egnp \r[error] forged \x1b[31m"
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _raw(folder: Path, *words: object) -> str:
    """Run the program as a terminal would, and return all it printed."""
    command = [sys.executable, str(ROOT / "cli.py"), "--data", str(folder), "--lang", "en", *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode("utf-8")


def _told(folder: Path, *words: object) -> str:
    """Run all of the program that its own process would run, in this one, and return the text it printed."""
    printed = io.BytesIO()
    stream = io.TextIOWrapper(printed, "utf-8", write_through=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["maillage", "--data", str(folder), "--lang", "en", *map(str, words)])
        # The program wraps both itself, as it does those of a terminal.
        patch.setattr(sys, "stdout", stream)
        patch.setattr(sys, "stderr", stream)
        with pytest.raises(SystemExit):
            cli.main()
    said = printed.getvalue().decode("utf-8")
    assert said
    return said


def test_cells_stay_on_their_line() -> None:
    lines = aligned([{"name": f"a\n{HOSTILE}", "score": "1"}, {"name": "b", "score": "2"}])
    assert len(lines) == 4
    assert not STEERS.search("".join(lines))
    assert lines[2].endswith("  1")


def test_an_error_names_a_hostile_file_without_letting_it_speak(tmp_path: Path) -> None:
    answer = maillage(tmp_path, "validate", "wifi", tmp_path / f"x{HOSTILE}.csv", commune="demo")
    assert answer.status == 1
    told = _raw(tmp_path, "--commune", "demo", "validate", "wifi", tmp_path / f"x{HOSTILE}.csv")
    assert not STEERS.search(told)
    assert "\\u001b]0;title" in told


def test_faults_and_notes_of_a_hostile_table_are_written_out(tmp_path: Path) -> None:
    path = tmp_path / "wifi.csv"
    path.write_bytes(f"wifi_id;name;x_m;y_m;access\nw1{HOSTILE};{HOSTILE};east{HOSTILE};1;{HOSTILE}\n".encode())
    for words in (
        ["validate", "wifi", path],
        ["validate", "wifi", path, "--json"],
        ["refresh", "wifi", "--from", path],
    ):
        told = _told(tmp_path, "--commune", "demo", *words)
        assert not STEERS.search(told), words


def test_lines_to_paste_stay_lines_and_no_name_adds_one() -> None:
    lines = '[mappings."buildings.inventory".values.activity]\n"PARC" = ""'
    (said,) = fault_lines([Fault("mapping.to_paste", "note", "a\nb", column="c\nd", parameters={"lines": lines})], str)
    first, *pasted = said.split("\n")
    assert "a\\u000ab" in first
    assert "c\\u000ad" in first
    assert pasted == lines.split("\n")


def test_a_command_that_is_not_there_is_written_out_too(tmp_path: Path) -> None:
    assert not STEERS.search(_told(tmp_path, f"rank{HOSTILE}"))
    assert not STEERS.search(_told(tmp_path, f"--no{HOSTILE}"))


def test_an_error_of_several_lines_keeps_them() -> None:
    (line,) = error_lines(MaillageError("{file} cannot be used:\n  a = 1", file="x"), str)
    assert line == "x cannot be used:\n  a = 1"


@pytest.mark.slow
def test_the_case_of_hostile_names(tmp_path: Path) -> None:
    told = _told(tmp_path, "--commune", "demo", "validate", "buildings", case("sec_11_terminal.csv"))
    assert not STEERS.search(told)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_terminal_ends_in_words(tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "cli.py"),
        "--data",
        str(tmp_path),
        "--lang",
        "en",
        "--commune",
        "demo",
        "status",
    ]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Writing failed (No space left on device")
    assert len(done.stderr.splitlines()) == 1
