"""Columns are found by any of their names, and cells read as numbers, dates and yes or no without guessing."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.reading.headers import booleans, dates, find, normalised, numbers, texts, whole_numbers
from tests.layers.telling import codes


def column(*cells: str | None) -> pd.Series:
    """Return cells as read from lines 2, 3, ... of a file."""
    return pd.Series(cells, index=range(2, len(cells) + 2), dtype="str")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("CD_SECTOR", "cd_sector"),
        (" cd sector ", "cd_sector"),
        ("\ufeffCd-Sector", "cd_sector"),
        ("N° FASE de l’établissement", "n°_fase_de_l'etablissement"),
        ("OPPERVLAKKTE IN HM²", "oppervlakkte_in_hm2"),
        ("sector.fr", "sector.fr"),
    ],
)
def test_headers_are_compared_without_case_accents_and_blanks(written: str, plain: str) -> None:
    assert normalised(written) == plain
    assert normalised(plain) == plain


def test_the_preferred_name_is_found_without_a_word() -> None:
    frame = pd.DataFrame(columns=["Population", "TOTAL"])
    assert find(frame, ["total", "population"], required=True, file="f", column="population") == ("TOTAL", [])


def test_another_name_is_found_and_noted() -> None:
    found, faults = find(pd.DataFrame(columns=["MS_POP"]), ["TOTAL", "MS_POP"], required=True, file="f", column="n")
    assert found == "MS_POP"
    assert codes(faults) == ["header.alias"]
    assert faults[0].severity == "note"


def test_a_missing_column_is_an_error_listing_what_is_there_only_when_required() -> None:
    frame = pd.DataFrame(columns=["a", "b"])
    found, faults = find(frame, ["TOTAL"], required=True, file="f", column="population")
    assert found is None
    assert codes(faults) == ["header.missing"]
    assert faults[0].parameters == {"aliases": "TOTAL", "headers": "a, b"}
    assert find(frame, ["TOTAL"], required=False, file="f", column="population") == (None, [])


def test_two_columns_of_one_name_are_ambiguous() -> None:
    found, faults = find(pd.DataFrame(columns=["Total", "TOTAL"]), ["total"], required=False, file="f", column="n")
    assert found is None
    assert codes(faults) == ["header.ambiguous"]


def test_numbers_in_the_ways_people_write_them() -> None:
    cells = column("1", "1,5", "1.5", "-2", "1 234,5", "1\u202f234", "1\u00a0234\u00a0567", ",5", "5,", "1e3", None)
    values, suppressed, faults = numbers(cells, file="f", column="n")
    assert values.tolist()[:-1] == [1, 1.5, 1.5, -2, 1234.5, 1234, 1234567, 0.5, 5, 1000]
    assert math.isnan(values.iloc[-1])
    assert suppressed.tolist() == [False] * 10 + [True]
    assert faults == []


def test_null_tokens_are_suppressed_and_all_else_is_named() -> None:
    cells = column("*", "C", None, "0", "x", "12 34", "nan", "inf", "12 €", "0x1F", "١٢")
    values, suppressed, faults = numbers(cells, file="f", column="n")
    assert suppressed.tolist() == [True, True, True] + [False] * 8
    assert values.dropna().to_dict() == {5: 0.0}
    assert codes(faults) == ["value.not_a_number"] * 7
    assert [(fault.row, fault.value) for fault in faults][:2] == [(6, "x"), (7, "12 34")]


def test_an_empty_cell_is_missing_but_not_withheld_where_that_is_said() -> None:
    values, suppressed, faults = numbers(column("*", None), null_tokens=("*",), file="f", column="n")
    assert suppressed.tolist() == [True, False]
    assert values.isna().all()
    assert faults == []


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([".", ","]))
def test_every_number_written_out_reads_back_to_the_bit(number: float, separator: str) -> None:
    values, _, faults = numbers(column(repr(number).replace(".", separator)), file="f", column="n", certain=True)
    assert values.iloc[0] == number
    assert faults == []


def test_whole_numbers_refuse_fractions_and_what_a_float_cannot_hold() -> None:
    values, _, faults = whole_numbers(column("12", "12,0", "12,5", "99999999999999999", "x"), file="f", column="n")
    assert values.dtype == "Int64"
    assert values.dropna().tolist() == [12, 12]
    assert {fault.row: fault.code for fault in faults} == {
        4: "value.not_whole",
        5: "value.not_whole",
        6: "value.not_a_number",
    }


def test_dates_in_three_ways_and_nothing_else() -> None:
    cells = column("2026-12-31", "31/12/2026", "1.2.2026", "1-2-2026", "2026-12-31T10:00:00", "31/12/9999", None)
    values, faults = dates(cells, file="f", column="d")
    said = values.dt.strftime("%Y-%m-%d").tolist()[:6]
    assert said == ["2026-12-31", "2026-12-31", "2026-02-01", "2026-02-01", "2026-12-31", "9999-12-31"]
    assert faults == []
    _, faults = dates(column("2026-02-30", "12/31/2026", "2026", "31/12/26", "45000"), file="f", column="d")
    assert codes(faults) == ["value.not_a_date"] * 5


def test_yes_and_no_in_three_languages_and_an_empty_cell_is_neither() -> None:
    cells = column("oui", "Non", "JA", "nee", "yes", "no", "vrai", "FAUX", "1", "0", "x", None, "peut-être", "2")
    values, faults = booleans(cells, file="f", column="b")
    assert values.tolist()[:11] == [True, False] * 5 + [True]
    assert values.iloc[11:].isna().all()
    assert [(fault.row, fault.value) for fault in faults] == [(14, "peut-être"), (15, "2")]


def test_columns_that_are_typed_already_are_read_alike() -> None:
    assert numbers(pd.Series([1.5, None]), file="f", column="n")[0].iloc[0] == 1.5
    assert whole_numbers(pd.Series([1, 2]), file="f", column="n")[0].tolist() == [1, 2]
    assert booleans(pd.Series([1.0, 0.0, None]), file="f", column="b")[0].tolist()[:2] == [True, False]
    assert booleans(pd.Series([True, None], dtype="boolean"), file="f", column="b")[0].isna().tolist() == [False, True]
    stamps = pd.Series(pd.to_datetime(["2026-12-31 10:30", None]))
    assert dates(stamps, file="f", column="d")[0].iloc[0] == pd.Timestamp("2026-12-31")


def test_codes_that_became_numbers_are_text_again() -> None:
    assert texts(pd.Series([52011.0, None])).tolist()[0] == "52011"
    assert texts(pd.Series([1, "2", 3.0, True, None], dtype=object)).tolist()[:4] == ["1", "2", "3", "true"]
    assert texts(pd.Series([" a ", "  ", None], dtype="str")).isna().tolist() == [False, True, True]
