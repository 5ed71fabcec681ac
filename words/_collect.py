"""Collecting the texts of the whole program into the catalogues, and telling what the catalogues lack."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from geo.texts import LANGUAGES
from words import catalogue_path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("geo", "layers", "store", "config", "words", "demo", "exports", "terminal", "ui", "app.py", "cli.py")
"""Where texts that people read are written."""
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "translate": None,
    "ngettext": (1, 2),
    "NN_": (1, 2),
}
"""Functions that mark a text, and which of their arguments are texts."""
SOURCE_LANGUAGE = "en"

DECIDED_BY = "The form goes by the figure {figure}."
"""What a catalogue says of a text with a form for one and a form for several."""

_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)

TRANSLATED = tuple(language for language in LANGUAGES if language != SOURCE_LANGUAGE)


def collect() -> Catalog:
    """Return every text marked in the program, with the files it is written in."""
    template = Catalog(project="Maillage", fuzzy=False)
    for path in _python_files():
        name = path.relative_to(ROOT).as_posix()
        decided = _figures_that_decide(path)
        for _line, message, comments, _context in extract_from_file(
            "python", path, keywords=KEYWORDS, comment_tags=("i18n:",)
        ):
            notes = [DECIDED_BY.format(figure=decided[message])] if message in decided else []
            template.add(message, locations=[(name, 0)], auto_comments=[*comments, *notes])
        if "terminal" in path.relative_to(ROOT).parts:
            for message in _help_of_commands(path):
                template.add(message, locations=[(name, 0)])
    return template


def _figures_that_decide(path: Path) -> dict[str | tuple[str, str], str]:
    """Return, for each text with two forms, the place whose figure chooses between them."""
    if "NN_(" not in (text := path.read_text("utf-8")):
        return {}
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    said = [
        [ast.literal_eval(each) for each in call.args]
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "NN_"
    ]
    return {(one, several): figure for one, several, figure in said}


def _help_of_commands(path: Path) -> Iterator[str]:
    """Yield what the commands of a module say of themselves: the docstrings of functions that take Typer's context."""
    for node in ast.parse(path.read_text("utf-8")).body:
        takes_context = isinstance(node, ast.FunctionDef) and [each.arg for each in node.args.args[:1]] == ["context"]
        if takes_context and (text := ast.get_docstring(node)):
            yield text


def read_catalogue(language: str) -> Catalog:
    """Return the catalogue of a language as it is committed; an empty one when there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Maillage", fuzzy=False)
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def _head(catalogue: Catalog, collected: Catalog) -> None:
    """Give a catalogue a head that the same program always writes the same."""
    catalogue.header_comment = "# The texts of Maillage in another language; brought in line by `make texts`."
    catalogue.project, catalogue.version = "Maillage", ""
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    catalogue.creation_date = collected.creation_date = catalogue.revision_date = _NO_DATE
    catalogue.fuzzy = False


def update(language: str) -> tuple[int, int]:
    """Bring a catalogue in line with the program and write it; texts no longer there are dropped.

    Returns
    -------
    How many texts there are, and how many of them still wait for a translation.
    """
    collected = collect()
    catalogue = read_catalogue(language)
    _head(catalogue, collected)
    catalogue.update(collected, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    _head(catalogue, collected)
    with catalogue_path(language).open("wb") as stream:
        write_po(stream, catalogue, width=110, include_lineno=False, sort_output=True, omit_header=False)
    return len(collected), sum(not is_translated(message.string) for message in catalogue if message.id)


def is_translated(string: str | tuple[str, ...]) -> bool:
    """Say whether a translation is there, in every form the language asks for."""
    return all(string) if isinstance(string, tuple | list) else bool(string)


def _python_files() -> Iterator[Path]:
    for source in SOURCES:
        path = ROOT / source
        if path.is_file():
            yield path
        else:
            yield from sorted(path.rglob("*.py"))
