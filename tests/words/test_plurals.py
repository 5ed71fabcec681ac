"""Every sentence of the catalogues with 0, 1, 2 and 1.5 in three languages, and no word that jars with a figure."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from geo.texts import LANGUAGES, NN_, Counted, text_from_json, text_to_json
from tests.words.figures import FIGURES, NEVER_ONE, ONE_FORM, STANDS_ALONE, TEXTS, UNITS
from words import translator
from words._collect import DECIDED_BY, ROOT, TRANSLATED, _python_files, read_catalogue
from words.numbers import Numbers
from words.plurals import is_one

SINGULAR = {"fr": (0, 1, 1.5), "nl": (1,), "en": (1,)}
"""Which of 0, 1, 2 and 1.5 take the singular, as the grammars of the three languages have it."""

Pair = tuple[str, str]


def _places(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name}


def _counted(collected: Catalog) -> list[tuple[Pair, str]]:
    """Return the two forms of each such text, and the place whose figure decides."""
    pattern = re.compile(re.escape(DECIDED_BY).replace(r"\{figure\}", r"(\w+)"))
    return [
        ((each.id[0], each.id[1]), found[1])
        for each in collected
        if isinstance(each.id, tuple) and each.id
        for note in each.auto_comments
        if (found := pattern.fullmatch(note))
    ]


def _singles(collected: Catalog) -> list[str]:
    return [each.id for each in collected if each.id and isinstance(each.id, str)]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_takes_the_form_its_language_asks_for(collected: Catalog, language: str) -> None:
    """The form is chosen by hand here, from the catalogue itself, and filled in; the translator must say the same."""
    entries = _counted(collected)
    assert len(entries) > 80
    translate, numbers = translator(language), Numbers(language, translator(language))
    for (one, several), figure in entries:
        forms = _two_forms(one, several, language)
        for value in (0, 1, 2, 1.5):
            facts = {name: f"<{name}>" for name in _places(several)} | {figure: numbers.number(value, 1)}
            expected = forms[0 if value in SINGULAR[language] else 1].format(**facts)
            said = translate(Counted(one, several, figure)).format(**facts)
            assert said == expected
            assert "{" not in said
            assert {"fr": "1.5", "nl": "1.5", "en": "1,5"}[language] not in said
            assert value != 1.5 or {"fr": "1,5", "nl": "1,5", "en": "1.5"}[language] in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_one_form_leave_no_place_empty_and_write_figures_as_the_language_does(
    collected: Catalog, language: str
) -> None:
    translate, numbers = translator(language), Numbers(language, translator(language))
    mark = "." if language == "en" else ","
    for text in _singles(collected):
        for value in (0, 1, 2, 1.5):
            facts = {name: numbers.number(value, 1) if name in FIGURES else f"<{name}>" for name in _places(text)}
            said = translate(text).format(**facts)
            assert not re.search(r"\{\w*\}", said)
            figures = [name for name in facts if name in FIGURES]
            assert value != 1.5 or said.count(f"1{mark}5") >= len(figures)


_READ: dict[str, Catalog] = {}


def read_catalogue_once(language: str) -> Catalog:
    """Return a catalogue, read once a run."""
    if language not in _READ:
        _READ[language] = read_catalogue(language)
    return _READ[language]


def _two_forms(one: str, several: str, language: str) -> Pair:
    if language == "en":
        return one, several
    found = read_catalogue_once(language).get((one, several))
    assert found is not None
    return str(found.string[0]), str(found.string[1])


BEFORE_NOUNS = {"fr": (), "nl": ("extra",), "en": ("more", "fewer", "public")}
"""Words between a figure and its noun that have one form."""


def alike(forms: Pair, figure: str, language: str) -> bool:
    """Say whether both forms have the same noun after their figure, or are the same where none follows."""
    words = [
        [word for word in re.findall(r"[^\W\d_][\w’'-]*", after) if word not in BEFORE_NOUNS[language]][:1]
        for after in (form.partition(f"{{{figure}}}")[2].partition("{")[0] for form in forms)
    ]
    one, several = words
    if not several or several[0] in STANDS_ALONE[language]:
        return forms[0] == forms[1]
    return one == several


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_after_the_figure_differ_or_have_one_form_only(collected: Catalog, language: str) -> None:
    wrong = []
    for (one, several), figure in _counted(collected):
        forms = _two_forms(one, several, language)
        if alike(forms, figure, language) and not any(each in forms[1] for each in ONE_FORM[language]):
            wrong.append(forms)
    assert wrong == []


def test_a_singular_left_in_the_plural_is_found() -> None:
    assert alike(("{count} bâtiments est prêt", "{count} bâtiments sont prêts"), "count", "fr")
    assert alike(("{count} extra inwoners", "{count} extra inwoners"), "count", "nl")
    assert not alike(("{count} bâtiment est prêt", "{count} bâtiments sont prêts"), "count", "fr")
    assert not alike(("Pour {count} d’entre eux, sa place", "Pour {count} d’entre eux, leur place"), "count", "fr")


def test_every_place_is_known_to_hold_a_figure_or_a_text(collected: Catalog) -> None:
    """A new place goes into one of the two lists of ``tests/words/figures.py``, so that the next test sees it."""
    places = set().union(
        *(_places(each) for each in _singles(collected)), *(_places(s) for (_, s), _ in _counted(collected))
    )
    assert places - FIGURES - TEXTS == set()
    assert set() == FIGURES & TEXTS


_AFTER = re.compile(r"[ \u00a0\u202f]*([^\W\d_][\w’'-]*|[%×])?")


def jarring(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield each figure of a text that a word follows which might have to agree with it."""
    for place in _places(text) & FIGURES:
        for found in re.finditer(rf"\{{{place}\}}", text):
            rest = text[found.end() :]
            word = _AFTER.match(rest)[1]  # type: ignore[index]
            if word and word not in UNITS[language] | STANDS_ALONE[language]:
                yield place, word


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_one_form_has_a_word_that_depends_on_its_figure(collected: Catalog, language: str) -> None:
    """A figure before a word asks for two forms (``NN_``), or for a reason in ``NEVER_ONE`` why it does not."""
    wrong = []
    for text in _singles(collected):
        said = text if language == "en" else str(read_catalogue_once(language).get(text).string)
        wrong += [(text, *each) for each in jarring(said, language) if text not in NEVER_ONE]
    assert wrong == []


def test_every_reason_is_of_a_text_there_is(collected: Catalog) -> None:
    assert set(NEVER_ONE) - set(_singles(collected)) == set()
    assert all(NEVER_ONE.values())


def test_the_search_finds_what_it_looks_for() -> None:
    assert list(jarring("{count} bâtiments attendent", "fr")) == [("count", "bâtiments")]
    assert list(jarring("Bâtiments : {count}. À {limit}\u00a0m, {found} sur {total}", "fr")) == []
    assert list(jarring("{count} files were given", "en")) == [("count", "files")]


@pytest.mark.slow
def test_no_code_asks_for_one_form_with_a_figure_before_a_plural() -> None:
    """A text handed to ``_`` or ``translate`` itself may hold no ``{count} things``: it goes through ``NN_``."""
    wrong = []
    for path in _python_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            text = node.args[0].value
            if name not in ("_", "N_", "translate") or not isinstance(text, str) or text in NEVER_ONE:
                continue
            wrong += [
                (path.relative_to(ROOT).as_posix(), text)
                for _place, word in jarring(text, "en")
                if word.endswith("s") or word in ("people", "fewer", "more")
            ]
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "figure", "one"),
    [
        ("fr", "0", True),
        ("fr", "1,99", True),
        ("fr", "-1", True),
        ("fr", "2", False),
        ("fr", "1\u202f000", False),
        ("fr", "1\u202f000\u202f000", False),
        ("fr", "environ 1", True),
        ("fr", "entre 0 et 1", True),
        ("fr", "entre 1 et 2", False),
        ("fr", "inconnu", False),
        ("nl", "0", False),
        ("nl", "1", True),
        ("nl", "1,0", False),
        ("nl", "0,77", False),
        ("nl", "1.000", False),
        ("nl", "tussen 0 en 1", True),
        ("en", "1", True),
        ("en", "1.0", False),
        ("en", "1,000", False),
        ("en", "between 0 and 1", False),
    ],
)
def test_what_is_read_decides(language: str, figure: str, one: bool) -> None:
    assert is_one(figure, language) is one


def test_a_figure_is_chosen_for_as_it_is_rounded() -> None:
    """0.6 of a building is shown as 1, and 1.4 residents as 1: both are one for who reads them."""
    text = NN_("{count} building", "{count} buildings", "count")
    for language, said in (("fr", "1 bâtiment"), ("nl", "1 gebouw"), ("en", "1 building")):
        numbers = Numbers(language, translator(language))
        assert translator(language)(text).format(count=numbers.number(0.6)) == said
        assert translator(language)(text).format(count=numbers.people(1.4)) == said


def test_a_text_of_two_forms_keeps_them_wherever_texts_go() -> None:
    import copy
    import json
    import pickle

    text = NN_("{count} rule broken", "{count} rules broken", "count")
    kept = text_from_json(json.loads(json.dumps(text_to_json(text))))
    for each in (str(text), copy.deepcopy(text), pickle.loads(pickle.dumps(text)), translator("en")(text), kept):
        assert [each.format(count=count) for count in (1, 2)] == ["1 rule broken", "2 rules broken"]
        assert each.format_map({"count": 1}) == "1 rule broken"
    assert text == "{count} rules broken"


def test_a_text_without_the_figure_that_decides_is_refused() -> None:
    with pytest.raises(KeyError, match="count"):
        NN_("one rule broken", "{count} rules broken", "count")


@pytest.mark.parametrize("language", TRANSLATED)
def test_both_languages_have_as_many_forms_as_their_grammar(language: str) -> None:
    assert read_catalogue_once(language).num_plurals == 2
