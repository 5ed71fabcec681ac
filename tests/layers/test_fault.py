"""Faults are said in one line, in the reader's language, naming where they are once."""

import string

import pytest

from layers._fault import CATALOGUE, Fault, Refused, describe


def test_a_fault_of_a_cell_says_where_what_and_what_to_do() -> None:
    fault = Fault("value.not_a_number", "row", "population.csv", 12, "TOTAL", "12 34")
    said = "population.csv, row 12, column TOTAL: '12 34': This is not a number. Write it with digits and"
    assert describe(fault).startswith(said)


def test_what_the_problem_names_itself_is_not_said_twice() -> None:
    assert describe(Fault("file.empty", "error", "a.csv")) == "a.csv is empty. Download or export it again."


def test_a_fault_is_said_in_the_language_of_the_reader() -> None:
    words = {
        "This is not a date.": "Ce n'est pas une date.",
        "Write it as 2026-12-31 or 31/12/2026.": "Écrivez 31/12/2026.",
        "row {row}": "ligne {row}",
        "column {column}": "colonne {column}",
        "{what}: {value}": "{what}\u00a0: {value}",
    }
    fault = Fault("value.not_a_date", "row", "a.csv", 2, "jour", "hier")
    assert describe(fault, words.__getitem__) == (
        "a.csv, ligne 2, colonne jour\u00a0: 'hier'\u00a0: Ce n'est pas une date. Écrivez 31/12/2026."
    )


def test_braces_in_a_value_are_left_alone() -> None:
    assert "'{x} %s'" in describe(Fault("value.not_a_number", "row", "a.csv", 2, "n", "{x} %s"))


def test_a_fault_kept_by_a_former_version_is_said_though_it_lacks_a_figure() -> None:
    said = describe(Fault("place.outside", "row", "a.csv", 2, parameters={"place": "Charleroi"}))
    assert "The place lies ? km from the frame of Charleroi" in said


def test_a_long_value_is_cut_at_80_characters() -> None:
    assert len(Fault("value.not_a_number", "row", value="x" * 500).value) == 80
    assert Fault("value.not_a_number", "row", value="x" * 80).value == "x" * 80


def test_an_unknown_code_is_a_mistake_in_the_program() -> None:
    with pytest.raises(KeyError):
        Fault("no.such_fault", "row")


def test_a_refusal_lists_its_faults_and_counts_the_rest() -> None:
    refused = Refused([Fault("value.not_a_number", "row", "a.csv", row) for row in range(2, 32)])
    lines = str(refused).splitlines()
    assert len(lines) == 21
    assert lines[0].startswith("a.csv, row 2: ")
    assert lines[-1] == "... and 10 more."


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_text_is_whole_sentences_with_named_places(code: str) -> None:
    for text in (CATALOGUE[code].problem, CATALOGUE[code].remedy):
        assert text[-1] in ".)}", text
        assert all(name != "" for _, name, _, _ in string.Formatter().parse(text)), text
