"""The command that looks for damaged files: it names each, says what to do, and ends with status 1."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import maillage
from tests.conftest import ROOT
from tests.once import copy_of


@pytest.mark.parametrize(("language", "word"), [("fr", "endommagés"), ("nl", "beschadigde"), ("en", "damaged")])
def test_its_help_speaks_every_language(language: str, word: str) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "--lang", language, "check", "--help"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert word in done.stdout


def test_where_nothing_is_published_nothing_is_damaged(tmp_path: Path) -> None:
    answer = maillage(tmp_path, "check", commune="52011")
    assert (answer.status, answer.output) == (0, "Every file is as it was written.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_damaged_table_is_named_and_no_figure_is_made_of_it(demo_data: Path, tmp_path: Path) -> None:
    copy_of(demo_data / "processed", tmp_path / "processed", "plans", "assessments")
    (table,) = (tmp_path / "processed" / "demo" / "layers" / "wifi").glob("*/table.parquet")
    content = bytearray(table.read_bytes())
    content[len(content) // 2] ^= 1
    table.write_bytes(content)
    answer = maillage(tmp_path, "check", commune="demo")
    assert answer.status == 1
    assert f"{table} is damaged. Restore it from a copy, or write it anew with: maillage demo" in answer.output
    assert "Damaged files: 1." in answer.output
    refused = maillage(tmp_path, "rank", "wifi", commune="demo")
    assert refused.status == 1
    assert f"{table} is damaged" in refused.error
    assert "maillage check" in refused.error
