"""The page as one file: the numbers of the files, every text as text, and nothing it could ask for."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from exports.page.page import page
from exports.programme_files import write_plan_files
from geo.ranking.assessment import assess
from geo.texts import LANGUAGES
from tests import toy_plans, toyville
from tests.cities import HOSTILE
from tests.exports.dossier.materials import material
from words import translator
from words.numbers import Numbers


class _Read(HTMLParser):
    """Everything a page could fetch or run, and its data."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.data = ""
        self._told = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kinds.append(tag)
        self._told = dict(attrs).get("id") == "told"
        self.handlers += [name for name, _value in attrs if name.startswith("on") or name == "style"]
        names = ("src", "href", "action", "data", "poster", "srcset", "xlink:href", "formaction")
        self.addresses += [str(value) for name, value in attrs if name in names]

    def handle_endtag(self, tag: str) -> None:
        self._told = False

    def handle_data(self, data: str) -> None:
        if self._told:
            self.data += data


def read(text: str) -> _Read:
    """Return what a browser would find."""
    found = _Read()
    found.feed(text)
    return found


def _buildings(text: str) -> dict[str, dict[str, object]]:
    return {each["id"]: each for each in json.loads(read(text).data)["buildings"]}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream, delimiter=";")


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_and_lists_say_the_numbers_of_the_files(language: str, tmp_path: Path) -> None:
    made = material(language)
    write_plan_files(tmp_path, toy_plans.to_write(made.assessment, made.scenario.programme), made.assessment, "abc")
    text, numbers = page(made), Numbers(language, translator(language))
    assert f'<html lang="{language}">' in text
    found = _buildings(text)
    assert set(found) == set(made.assessment.evidence.sites.index)
    bought = list(_rows(tmp_path / "programme_wifi.csv"))
    assert len(bought) >= 3
    for row in bought:
        building = found[row["building_id"]]
        said = " ".join(building["planned"])  # type: ignore[arg-type]
        for column, write in (("capex_eur", numbers.euros), ("opex_eur_per_year", numbers.euros)):
            assert write(float(row[column])) in said
        assert numbers.people(float(row["people_gained"])) in said
        assert numbers.euros(float(row["capex_eur"])) in str(building["line"])
    first = {}
    for row in bought:
        first.setdefault(row["building_id"], int(row["year"]))
    assert {key: each["year"] for key, each in found.items()} == {key: first.get(key) for key in found}
    waiting = {row["building_id"] for row in _rows(tmp_path / "programme_waiting.csv")}
    assert all(found[key]["year"] is None and found[key]["line"] for key in waiting)


def test_the_page_asks_for_nothing_and_forbids_itself_everything_else() -> None:
    text = page(material("fr"))
    found = read(text)
    assert set(found.addresses) == {"#dossier"}
    assert found.handlers == []
    assert not {"link", "iframe", "img", "object", "embed", "form", "base", "use", "image"} & set(found.kinds)
    assert found.kinds.count("script") == 2
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]
    assert text.index("Content-Security-Policy") < text.index("<style>") < text.index("<script")


@pytest.mark.slow
def test_hostile_names_are_text_everywhere() -> None:
    names = [*HOSTILE, "<!--", "-->", "]]>", "\u202egnp.exe", "&lt;b&gt;", "\x00\x1b[31m"]
    rows = {
        key: {**row, "name": name}
        for (key, row), name in zip(toy_plans.BUILDINGS.items(), [*names, "plain", "simple"], strict=True)
    }
    assessed = assess(toyville.full_tables(buildings=toyville.buildings(rows)), toyville.PLACE, toyville.PARAMETERS)
    made = material("en", assessed)
    text = page(made)
    found = read(text)
    bare = read(page(material("en")))
    assert found.kinds.count("script") == bare.kinds.count("script") == 2
    assert set(found.kinds) == set(bare.kinds), "no name opens an element"
    assert found.handlers == []
    told = {each["name"] for each in _buildings(text).values()}
    assert {names[0], names[3], "<!--"} <= told
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "\\u202egnp.exe" in told


def test_without_a_plan_the_page_says_so_and_invented_data_are_called_invented() -> None:
    text = page(replace(material("nl"), plan=None))
    assert all(each["year"] is None for each in _buildings(text).values())
    assert "maillage plan" in text
    assert "verzonnen" in text
    assert page(material("en")) == page(material("en")), "the same gives the same"
