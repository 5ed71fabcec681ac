"""The command that publishes: what is asked wrongly is said before anything is computed, and no secret is repeated."""

from pathlib import Path

import pytest

from tests.command_line import maillage


@pytest.mark.parametrize(
    ("url", "words", "said"),
    [
        ("mysql://ann:hush@host/x", (), "Only PostgreSQL with PostGIS"),
        ("hush hush", (), "cannot be read"),
        ("postgresql://ann:hush@host/x", ("--service", "a b"), "no name of a section"),
    ],
)
def test_what_is_asked_wrongly_is_said_first(tmp_path: Path, url: str, words: tuple[str, ...], said: str) -> None:
    # Nothing is built in this folder: had anything been computed, that is what would be said.
    answer = maillage(tmp_path, "publish", "postgis", url, *words, commune="demo")
    assert answer.status == 1
    assert said in answer.error
    assert "hush" not in answer.error + answer.output


def test_the_address_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_POSTGIS_URL", "mysql://ann:hush@host/x")
    answer = maillage(tmp_path, "publish", "postgis", commune="demo")
    assert "Only PostgreSQL with PostGIS" in answer.error
    assert "hush" not in maillage(tmp_path, "publish", "--help").output
