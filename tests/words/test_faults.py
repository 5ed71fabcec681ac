"""Faults and errors as readers see them: decimal commas, thousands apart, names for keys on the screen only."""

import pytest

from geo.errors import DataError
from layers import Fault
from words import translator
from words.faults import error_sentence, fault_on_screen, fault_sentence
from words.numbers import Numbers, numbers_of
from words.units import criterion_figure, with_unit

LOST = Fault(
    "rows.too_many",
    "error",
    "a.csv",
    column="public_access",
    parameters={"count": 1234, "total": 56789, "percent": 2.5},
)


def _numbers(language: str) -> Numbers:
    return numbers_of(translator(language))


@pytest.mark.parametrize(
    ("language", "figures"),
    [
        ("fr", "1\u202f234 sur 56\u202f789 (2,5\u202f%)"),
        ("nl", "1.234 van 56.789 (2,5\u202f%)"),
        ("en", "1,234 of 56,789 (2.5 %)"),
    ],
)
def test_figures_of_faults_are_written_as_the_language_writes_them(language: str, figures: str) -> None:
    assert figures in fault_sentence(LOST, _numbers(language))


def test_columns_have_their_key_in_the_terminal_and_their_meaning_on_the_screen() -> None:
    assert "colonne public_access" in fault_sentence(LOST, _numbers("fr"))
    shown = fault_on_screen(LOST, _numbers("fr"), "buildings")
    assert "public_access" not in shown
    assert "colonne «\u00a0Ouvert au public\u00a0»" in shown


def test_what_stands_in_the_file_stays_as_it_stands_there() -> None:
    fault = Fault("value.not_a_number", "row", "a.csv", 1234, "floor_area_m2", "12.5 a")
    assert "12.5 a" in fault_sentence(fault, _numbers("fr"))
    assert "1234" in fault_sentence(fault, _numbers("fr"))


def test_an_error_has_decimal_commas_and_leaves_ports_and_years_alone() -> None:
    error = DataError("{share} %, {port}, {name}", share=98.3, port=8501, name="a 1.5")
    assert error_sentence(error, _numbers("fr")) == "98,3 %, 8501, a 1.5"


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "1,5\u00a0heure par semaine"), ("nl", "1,5\u00a0uur per week"), ("en", "1.5 hours a week")],
)
def test_a_figure_has_its_unit_in_the_form_that_goes_with_it(language: str, said: str) -> None:
    numbers = _numbers(language)
    assert with_unit(numbers.number(1.5, 1), "hours_per_week", numbers.translate) == said


def test_staff_are_counted_as_staff_and_scales_stand_in_brackets() -> None:
    french = translator("fr")
    assert criterion_figure("1", "contact_staff", "persons", "members of staff", french) == "1 agent"
    assert criterion_figure("1", "seniors_in_reach", "persons", "residents", french) == "1 habitant"
    assert criterion_figure("0,6", "fibre_at_building", "share", "from 0 to 1", french).startswith("0,6 (de 0")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ("15\u00a0h", "13\u00a0h\u00a030", "9\u00a0h\u00a005")),
        ("nl", ("15\u00a0uur", "13.30\u00a0uur", "9.05\u00a0uur")),
        ("en", ("15:00", "13:30", "9:05")),
    ],
)
def test_times_of_the_day(language: str, said: tuple[str, ...]) -> None:
    assert tuple(_numbers(language).time(minute) for minute in (900, 810, 545)) == said
