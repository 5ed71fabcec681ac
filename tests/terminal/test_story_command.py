"""A story of a meeting looked through by the terminal: every fault with its line, else its questions and time."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from config import STORIES
from terminal.application import application

HEAD = 'name = "mine"\ntitle = { fr = "a", nl = "b", en = "c" }\n'


def _asked(file: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    monkeypatch.setenv("MAILLAGE_DATA", str(data))
    done = CliRunner().invoke(application, ["--lang", "en", "--commune", "demo", "story", str(file)])
    return done.exit_code, done.output


def test_a_shipped_story_is_told_with_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status, said = _asked(STORIES / "college.toml", tmp_path, monkeypatch)
    assert status == 0
    assert "7 questions, 15 min" in said
    assert "1. Who is left out? (2 min)" in said


def test_every_fault_has_its_line_and_what_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        HEAD + '[[steps]]\nask = "cost"\nasks = "cost"\n[[steps]]\nasks = "decided"\nminutes = -1\n', "utf-8"
    )
    status, said = _asked(file, tmp_path, monkeypatch)
    assert status == 1
    assert "line 4: steps.0.ask: there is no such key. Write asks" in said
    assert "line 8: steps.1.minutes = -1: this should be more than 0" in said


def test_a_layer_that_cannot_be_shown_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(HEAD + '[[steps]]\nasks = "there"\nlayers = ["wify", "population"]\n', "utf-8")
    status, said = _asked(file, tmp_path, monkeypatch)
    assert status == 1
    assert "line 5: steps.0.layers: there is no layer wify that can be shown. Write wifi" in said
    assert "there is no layer population that can be shown. There are:" in said
