"""Findings as sentences: numbers as the language writes them, codes by their words, years as years."""

import pytest

from geo.evidence import Finding
from words import translator
from words.numbers import Numbers
from words.sentences import activity_words, sentence, tier_words


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "1\u202f494 m, 98,3\u202f%, 2 fois, Roux 1.5"),
        ("nl", "1.494 m, 98,3\u202f%, 2 fois, Roux 1.5"),
        ("en", "1,494 m, 98.3%, 2 fois, Roux 1.5"),
    ],
)
def test_a_sentence_has_its_numbers_as_the_language_writes_them(language: str, expected: str) -> None:
    numbers = Numbers(language, str)
    facts = {"far": 1494, "share": "98.3 %", "times": 2.0, "name": "Roux 1.5"}
    said = sentence(Finding("a.code", "note", "{far} m, {share}, {times} fois, {name}", facts), numbers)
    assert said == expected


def test_codes_are_said_by_their_words_and_years_without_a_separator() -> None:
    message = "{activity}, {tier}, {year}, {floor_year}, {row}"
    facts = {"activity": "social_action", "tier": "hall", "year": 2027, "floor_year": 2028, "row": 1234}
    french = Numbers("fr", translator("fr"))
    words = (activity_words("social_action", french.translate), tier_words("hall", french.translate))
    assert sentence(Finding("a.code", "note", message, facts), french) == f"{words[0]}, {words[1]}, 2027, 2028, 1234"
    assert words == ("action sociale", "hall d’entrée")


@pytest.mark.parametrize(
    ("language", "expected"), [("fr", "A\u00a0; B\u00a0; ..."), ("nl", "A; B; ..."), ("en", "A; B; ...")]
)
def test_names_stand_apart_as_the_language_has_it(language: str, expected: str) -> None:
    numbers = Numbers(language, translator(language))
    assert sentence(Finding("a.code", "note", "{names}", {"names": "A; B; ..."}), numbers) == expected


def test_a_code_of_the_citys_own_is_shown_as_it_is() -> None:
    facts = {"activity": "cemeteries", "tier": "roof"}
    assert sentence(Finding("a.code", "note", "{activity} {tier}", facts), Numbers("en", str)) == "cemeteries roof"


def test_a_parameter_can_be_written_in_another_way() -> None:
    english = Numbers("en", str)
    finding = Finding("a.code", "note", "{persons} people", {"persons": 1494})
    assert sentence(finding, english) == "1,494 people"
    assert sentence(finding, english, {"persons": english.people}) == "1,500 people"
