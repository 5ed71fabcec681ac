"""The catalogues: every text of the program in every language, with the same places to fill in, and none too many."""

import ast
import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from geo.texts import LANGUAGES
from words import translator
from words._collect import TRANSLATED, _python_files, is_translated, read_catalogue


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _places(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def _end(text: str) -> str:
    """Return the mark a text ends with, and the blanks after it."""
    found = re.search(r"[.:?!…]?\s*$", text.replace("\u202f", "").replace("\u00a0", ""))
    return found.group() if found else ""


def _ids(catalogue: Catalog) -> set[str | tuple[str, ...]]:
    return {message.id for message in catalogue if message.id}


@pytest.mark.slow
def test_the_collector_sees_texts_of_every_part(collected: Catalog) -> None:
    files = {name for message in collected for name, _line in message.locations}
    assert {"geo/evidence/gates.py", "layers/buildings.py", "ui/views/carte.py", "terminal/launch.py"} <= files
    assert len(_ids(collected)) > 500


@pytest.mark.slow
def test_the_collector_sees_every_text_that_is_marked(collected: Catalog) -> None:
    """A text marked inside an f-string is seen by nobody, and stays English."""
    there = {form for id_ in _ids(collected) for form in _forms(id_)}
    unseen = [
        f"{path.name}, line {node.lineno}: {node.args[0].value}"
        for path in _python_files()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_", "NN_")
        if node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value not in there
    ]
    assert unseen == [], "mark these texts outside of f-strings"


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_untranslated(collected: Catalog, language: str) -> None:
    catalogue = read_catalogue(language)
    missing = [id_ for id_ in _ids(collected) if not ((found := catalogue.get(id_)) and is_translated(found.string))]
    assert missing == [], f"run `make texts`, then fill in words/{language}.po"


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_stale_or_uncertain(collected: Catalog, language: str) -> None:
    catalogue = read_catalogue(language)
    assert _ids(catalogue) - _ids(collected) == set()
    assert not catalogue.obsolete
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_fill_in_the_same_places(language: str) -> None:
    wrong = []
    for message in read_catalogue(language):
        if message.id:
            wanted = set().union(*(_places(form) for form in _forms(message.id)))
            wrong += [message.id for form in _forms(message.string) if form and _places(form) != wanted]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_open_and_end_as_their_texts_do(language: str) -> None:
    """Hold capitals, final stops and blanks around, which sentences are put together by."""
    wrong = []
    for message in read_catalogue(language):
        for source, form in zip(_forms(message.id), _forms(message.string), strict=False) if message.id else ():
            if form and (_end(source) != _end(form) or source[:1].isspace() != form[:1].isspace()):
                wrong.append((source, form))
    assert wrong == []


def test_the_translator_speaks() -> None:
    assert translator("fr")("Method") == "Méthode"
    assert translator("nl")("Method") == "Methode"
    assert translator("en")("Method") == "Method"
    assert [translator(language)("") for language in LANGUAGES] == ["", "", ""]
    with pytest.raises(KeyError):
        translator("de")


def test_french_marks_stand_apart_by_a_space_that_does_not_break() -> None:
    texts = [form for message in read_catalogue("fr") if message.id for form in _forms(message.string)]
    assert [each for each in texts if re.search(r" [:;?!»](?=\s|$)|« ", each)] == []
    assert [each for each in texts if re.search(r"\w[;?!](?=\s|$)", each) and "Mo-Fr" not in each] == []


_UNIT = re.compile(r"\} (?:%|€|k?m²?|min|s|h|u|ha|[MGk]B|[MGk]o)(?![\w’'=])")
"""A figure, a blank a line may end at, and its unit."""


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_figure_and_its_unit_stay_on_one_line(language: str) -> None:
    texts = [form for message in read_catalogue(language) if message.id for form in _forms(message.string)]
    assert [each for each in texts if _UNIT.search(each)] == []
    assert [each for each in texts if re.search(r"\bk?m2\b", each)] == []


_ONE_WORD = {
    "fr": "années?-personnes?|lots d’équipements|desservis en moins|récit|[Aa]ctualise[rz]",
    "nl": "[Gg]ekende?|[Uu]pdate|wijken|[Kk]e(?:er|ren) hulp|[Gg]olven|ververs|verhaal|eilandjes",
}
"""Words that readers of the whole catalogue met beside another one for the same thing; the other one stays."""


@pytest.mark.parametrize("language", TRANSLATED)
def test_one_thing_has_one_word(language: str) -> None:
    texts = [form for message in read_catalogue(language) if message.id for form in _forms(message.string)]
    assert [each for each in texts if re.search(rf"\b(?:{_ONE_WORD[language]})\b", each)] == []
