"""Running the command line inside the test, as a user would type it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

import cli
from geo.errors import MaillageError
from store.system_errors import in_words
from terminal.faults import error_lines
from words import translator


@dataclass(frozen=True)
class Answer:
    """What a command answered: exit status, standard output, and the lines of an error a user would read."""

    status: int
    output: str
    error: str

    def json(self) -> object:
        """Return the output as JSON data."""
        return json.loads(self.output)


def maillage(data: Path, *words: object, commune: str | None = None, language: str = "en") -> Answer:
    """Run ``maillage`` on a data folder and return its answer; any error that is not said in words fails the test."""
    options = ["--data", str(data), "--lang", language, *(["--commune", commune] if commune else [])]
    result = CliRunner().invoke(cli.application, [*options, *map(str, words)])
    if result.exception is None or isinstance(result.exception, SystemExit):
        return Answer(result.exit_code, result.stdout, result.stderr)
    if isinstance(result.exception, MaillageError | OSError):
        error = result.exception
        told = in_words(error) if isinstance(error, OSError) else error
        lines = error_lines(told, translator(language))
        return Answer(1, result.stdout, "\n".join(lines))
    raise result.exception


def build_commune(data: Path, commune: str, deliveries: Iterable[tuple[str, Path]]) -> None:
    """Refresh layers of a commune from files, in their order, and build."""
    for layer, path in deliveries:
        answer = maillage(data, "refresh", layer, "--from", path, commune=commune)
        assert answer.status == 0, answer.error
    answer = maillage(data, "build", commune=commune)
    assert answer.status == 0, answer.error
