"""What is found and in which order: the rule of the search, case by case, in a real Chromium."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULE = (ROOT / "ui" / "components" / "matching.js").read_text("utf-8")

PLACES = {
    "library": ("Bibliothèque de Gilly", "Gilly", "Rue du Calvaire 12 6060", "bibliothèque", "culture"),
    "school": ("École communale du Sart-Allet", "Gilly", "Chaussée de Lodelinsart 6 6060", "école", "enseignement"),
    "hall": ("Hôtel de Ville", "Charleroi", "Place Charles II 14 6000", "administration"),
    "pool": ("Piscine Hélios", "Charleroi", "Boulevard P. Mayence 1 6000", "sport"),
    "museum": ("Musée de la Photographie", "Mont-sur-Marchienne", "Avenue Paul Pastur 11 6032", "musée", "culture"),
    "house": ("Maison de l’Œuvre", "Marchienne-au-Pont", "Rue de l'Hôtel 120 6030", "action sociale"),
    "quarter": ("GILLY (QUATRE-BRAS)", "Quartier", "Gilly", "52011G01-"),
}


@pytest.fixture(scope="module")
def page(browser: BrowserContext) -> Iterator[Page]:
    page = browser.new_page()
    page.evaluate(
        """async ([rule, entries]) => {
          const module = await import(URL.createObjectURL(new Blob([rule], { type: "text/javascript" })));
          window.rule = module;
          window.prepared = module.prepare(entries);
        }""",
        [RULE, [{"id": key, "name": name, "about": list(about)} for key, (name, *about) in PLACES.items()]],
    )
    yield page
    page.close()


def found(page: Page, question: str) -> list[str]:
    return page.evaluate("(asked) => rule.search(prepared, asked).map((each) => each.entry.id)", question)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # Words in any order, as the starts of words, whatever their accents and their case.
        ("gilly biblio", ["library"]),
        ("BIBLIO gil", ["library"]),
        ("hotel ville", ["hall"]),
        ("ville hôtel", ["hall"]),
        ("helios", ["pool"]),
        ("HÉLIOS", ["pool"]),
        # The same letters as one sign or as two, and letters that are written as two.
        ("he\u0301lios", ["pool"]),
        ("oeuvre", ["house"]),
        ("œuvre", ["house"]),
        # Hyphens and apostrophes are spaces, straight or curved.
        ("marchienne au pont", ["house"]),
        ("marchienne-au-pont", ["house"]),
        ("l'oeuvre", ["house"]),
        ("sart allet", ["school"]),
        # In the name before elsewhere, and where the name starts so first of all.
        ("marchienne", ["museum", "house"]),
        ("hotel", ["hall", "house"]),
        ("gilly", ["quarter", "library", "school"]),
        # Street, number, postal code, former commune, what it is for.
        ("calvaire 12", ["library"]),
        ("6060", ["library", "school"]),
        ("charleroi sport", ["pool"]),
        ("culture", ["library", "museum"]),
        ("quartier gilly", ["quarter"]),
        # A part of a word, after its starts; a number only from its start on.
        ("graphie", ["museum"]),
        ("iothe", ["library"]),
        ("12", ["library", "house"]),
        ("060", []),
        ("te", []),
        # Every word must be there.
        ("gilly hotel", []),
        ("xyz", []),
        ("", []),
        (" - ' ", []),
    ],
)
def test_what_is_found_and_in_which_order(page: Page, question: str, expected: list[str]) -> None:
    assert found(page, question) == expected


def test_the_order_of_the_words_changes_nothing(page: Page) -> None:
    for question in ("culture gilly", "rue 6060", "maison sociale au"):
        assert found(page, question) == found(page, " ".join(reversed(question.split())))


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("hotel", ["Hôtel"]),
        ("gilly biblio", ["Biblio", "Gilly"]),
        ("oeuvre", ["Œuvre"]),
        ("charleroi hel", ["Charleroi", "Hél"]),
    ],
)
def test_what_was_found_is_marked_in_the_text_as_it_is_written(page: Page, question: str, marked: list[str]) -> None:
    told = page.evaluate(
        """(asked) => {
          const { entry, marks } = rule.search(prepared, asked)[0];
          return [entry.name, ...entry.about].flatMap((text, n) => marks[n].map(([from, to]) => text.slice(from, to)));
        }""",
        question,
    )
    assert sorted(told) == marked


def test_no_text_of_a_name_breaks_the_rule(page: Page) -> None:
    names = ["(", "[a-z]+", "\\", "${x}", "🏛 Maison", "", "   ", "ﬁnances", "İstanbul"]
    told = page.evaluate(
        """(names) => {
          const prepared = rule.prepare(names.map((name, id) => ({ id, name, about: [] })));
          return names.map((name) => rule.search(prepared, name).map((each) => each.entry.id));
        }""",
        names,
    )
    # What has no letter and no figure is no question; all else finds itself.
    for number, name in enumerate(names):
        assert (number in told[number]) == any(sign.isalnum() for sign in name), name
    assert json.dumps(told)


def test_the_rule_stands_in_one_place() -> None:
    using = [path.name for path in sorted(Path(ROOT / "ui").rglob("*.js")) if "normalize(" in path.read_text("utf-8")]
    assert using == ["matching.js"]
