"""Percentages are divided once, codes for no value are none, and sectors stay sectors whatever a spreadsheet did."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import place as commune
from geo.place import Mapping
from layers._adapters._sector_codes import codes_put_right
from layers._fault import Fault, describe
from layers._raw import RawFile
from layers._spec import Cleaned
from layers.reading.cells.withheld import withheld_codes
from tests import toyville
from tests.cases import case
from tests.laws import draws
from tests.layers.city_files import checked, cleaned, codes, text_file, workbook


def mapped(**mapping: object) -> object:
    """Return Toyville with a mapping of its own table of indicators."""
    return toyville.PLACE.model_copy(update={"mappings": {"indicators.table": Mapping.model_validate(mapping)}})


def values(result: Cleaned) -> dict[str, float | None]:
    """Return sector -> value of the only indicator."""
    table = result.table
    return {row.sector_code_statbel: None if pd.isna(row.value) else row.value for row in table.itertuples()}


def percentages(folder: Path, shares: list[float], number_format: str) -> RawFile:
    """Write a workbook whose values are shown in a number format, with the unit %."""
    book = openpyxl.Workbook()
    book.active.append(["sector_code_statbel", "indicator", "value", "unit", "vintage"])
    for name, share in zip(("a1", "a2", "b1"), shares, strict=False):
        book.active.append([toyville.code(name), "share_65_plus", share, "%", 2022])
        book.active.cell(book.active.max_row, 3).number_format = number_format
    book.save(folder / "shares.xlsx")
    return RawFile("shares.xlsx", folder / "shares.xlsx")


@pytest.mark.parametrize("number_format", ["0%", "0.0%", "0.00 %", '0.0" % "%', "[>1]0%;0.0%"])
def test_a_cell_shown_as_a_percentage_is_divided_once(tmp_path: Path, number_format: str) -> None:
    result = checked(percentages(tmp_path, [0.212, 0.01125, 1], number_format), "indicators", "table", mapped())
    assert list(values(result).values()) == [0.212, 0.01125, 1.0]
    assert codes(result.faults, "error", "row", "warning") == []


def test_a_percent_sign_in_quotes_multiplies_nothing(tmp_path: Path) -> None:
    result = checked(percentages(tmp_path, [21.2, 18.75, 3], '0.0" %"'), "indicators", "table", mapped())
    assert list(values(result).values()) == [0.212, 0.1875, 0.03]


def test_shares_said_to_be_percentages_are_refused_until_somebody_says(tmp_path: Path) -> None:
    def raw() -> RawFile:
        return percentages(tmp_path, [0.212, 0.187, 0], "General")

    (fault,) = [each for each in checked(raw(), "indicators", "table", mapped()).faults if each.severity == "error"]
    assert fault.code == "indicators.percent_or_share"
    assert "0.212 on row 2 may be a share of 0.212 or of 0.00212" in describe(fault)
    shares = checked(raw(), "indicators", "table", mapped(percent={"share_65_plus": False}))
    assert list(values(shares).values()) == [0.212, 0.187, 0]
    small = checked(raw(), "indicators", "table", mapped(percent={"share_65_plus": True}))
    assert list(values(small).values()) == pytest.approx([0.00212, 0.00187, 0])
    for result in (shares, small):
        assert codes(result.faults, "error") == []


def test_percent_can_be_said_where_the_file_says_nothing(tmp_path: Path) -> None:
    text = f"sector_code_statbel;share_65_plus\n{toyville.code('a1')};21,2\n{toyville.code('a2')};0,5\n"
    raw = text_file(tmp_path, "t_2022.csv", text)
    assert [each[0] for each in codes(checked(raw, "indicators", "table", mapped()).faults, "error")] == [
        "indicators.above_one"
    ]
    result = checked(raw, "indicators", "table", mapped(percent={"share_65_plus": True}))
    assert list(values(result).values()) == pytest.approx([0.212, 0.005])


def coded(*numbers: float | None, negatives: bool = False) -> tuple[list[bool], list[tuple[str, str]]]:
    """Return where codes are found, and what is said."""
    column = pd.Series(numbers, index=range(2, 2 + len(numbers)), dtype="float64")
    found, faults = withheld_codes(column, file="f", column="n", negatives=negatives)
    for fault in faults:
        assert "{" not in describe(fault)
    return found.tolist(), [(fault.code, fault.value) for fault in faults]


@pytest.mark.parametrize(
    ("numbers", "found", "said"),
    [
        ((21500, -1, 30000, None), [1], [("value.code_taken", "-1")]),
        ((21500, -99, -1, 30000), [1, 2], [("value.code_taken", "-1"), ("value.code_taken", "-99")]),
        ((21500, 99999, 30000), [1], [("value.code_taken", "99999")]),
        ((21500, 9999, 30000), [1], [("value.code_taken", "9999")]),
        ((9000, 9999, 9999, 12000), [1, 2], [("value.code_taken", "9999")]),
        # Once, and among the others: it may be a measure, and somebody should look.
        ((9000, 9999, 12000), [], [("value.code_kept", "9999")]),
        ((500, 999, 3), [], []),
        ((1, 2, 0), [], []),
    ],
)
def test_a_code_for_no_value_is_no_value(
    numbers: tuple[float | None, ...], found: list[int], said: list[tuple[str, str]]
) -> None:
    where, faults = coded(*numbers)
    assert [place for place, each in enumerate(where) if each] == found
    assert faults == said


def test_what_can_be_negative_is_not_taken_for_a_code() -> None:
    assert coded(-1, -2.5, 3, negatives=True) == ([False] * 3, [])
    assert coded(-1, 2.5, 3, negatives=True) == ([True, False, False], [("value.code_taken", "-1")])


def test_codes_are_withheld_unless_the_configuration_says_what_stands_for_nothing(tmp_path: Path) -> None:
    names = [toyville.code(name) for name in ("a1", "a2", "a3", "b1")]
    rows = "".join(f"{name};{value}\n" for name, value in zip(names, ("21500", "-1", "99999", "77"), strict=True))
    raw = text_file(tmp_path, "t_2022.csv", "sector_code_statbel;median_income_eur\n" + rows)
    result = checked(raw, "indicators", "table", mapped())
    assert list(values(result).values()) == [21500, None, None, 77]
    assert result.table["status"].tolist() == ["published", "suppressed", "suppressed", "published"]
    assert [each[0] for each in codes(result.faults, "warning")] == ["value.code_taken"] * 2
    told = checked(raw, "indicators", "table", mapped(null_values=[-1, 77]))
    assert list(values(told).values()) == [21500, None, 99999, None]
    assert codes(told.faults, "warning") == []
    one = checked(raw, "indicators", "table", mapped(null_values={"median_income_eur": ["-1.0"]}))
    assert list(values(one).values()) == [21500, None, 99999, 77]


def test_residents_of_minus_one_are_unknown_not_fewer(tmp_path: Path) -> None:
    names = [toyville.code(name) for name in ("a1", "a2", "a3")]
    rows = "".join(f"52011|{name}|{value}\n" for name, value in zip(names, (120, -1, 99999), strict=True))
    raw = text_file(tmp_path, "p_2024.txt", "CD_REFNIS|CD_SECTOR|TOTAL\n" + rows)
    result = checked(raw, "population", "statbel", toyville.PLACE)
    assert result.table["population"].tolist() == [120]
    assert [each[0] for each in codes(result.faults, "warning")] == ["value.code_taken"] * 2
    assert [each[:2] for each in codes(result.faults, "row")] == [("value.missing", 3), ("value.missing", 4)]


def test_marks_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="two different marks"):
        Mapping(decimal=",", thousands=",")


def right(*written: str) -> tuple[list[str], list[Fault]]:
    """Return what codes of sectors become, and the faults."""
    column = pd.Series(written, index=range(2, 2 + len(written)), dtype="str")
    codes_, faults = codes_put_right(column, "52011", "f", "CD_SECTOR")
    for fault in faults:
        assert "{" not in describe(fault)
    return codes_.tolist(), faults


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("5.2011E+25", "52011E021"),
        ("5,2011E+105", "52011E101"),
        ("520110", "52011E001"),
        ("-520110", "52011E01-"),
        ("-5.2011E+14", "52011E10-"),
        ("5.2011E+280", "52011E276"),
        ("-52011", "52011E00-"),
        ("5.201E+25", "52010E021"),
        ("52011.0", "52011"),
        ("52011E021", "52011E021"),
        ("52011E02", "52011E02"),
        ("5201112MQ", "5201112MQ"),
        ("52011ZZZZ", "52011ZZZZ"),
        ("1234567", "1234567"),
    ],
)
def test_a_code_of_section_e_is_given_back_its_form(number: str, code: str) -> None:
    found, faults = right(number)
    assert found == [code]
    assert [fault.code for fault in faults] == (["sector.codes_put_right"] if code[5:] and number != code else [])


@draws(100)
@given(st.integers(11001, 93090).filter(lambda nis: nis % 10), st.integers(0, 999), st.booleans(), st.booleans())
def test_every_code_a_program_read_as_a_number_comes_back(nis: int, zeros: int, dash: bool, as_float: bool) -> None:
    code = f"{nis}E{zeros % 100:02d}-" if dash else f"{nis}E{zeros:03d}"
    exponent = zeros % 100 if dash else zeros
    if exponent > 303 or (exponent == 0 and not dash):
        return
    number = ("-" if dash else "") + (repr(float(f"{nis}e{exponent}")) if as_float else str(nis * 10**exponent))
    if len(number) < 29:
        assert right(number.upper())[0] == [code]


def test_digits_cut_off_refuse_the_file_and_say_why(tmp_path: Path) -> None:
    found, (fault,) = right("52011A00-", "5,20E+05", "5,20E+106", "5,30E+26")
    assert found == ["52011A00-", "5,20E+05", "5,20E+106", "5,30E+26"]
    assert (fault.code, fault.severity, fault.parameters["count"]) == ("sector.codes_lost", "error", 2)
    text = f"sector_code_statbel;share_65_plus\n{toyville.code('a1')};0,18\n5,20E+26;0,2\n"
    result = checked(text_file(tmp_path, "t_2022.csv", text), "indicators", "table", mapped())
    assert [each[0] for each in codes(result.faults, "error")] == ["sector.codes_lost"]


def test_residents_under_a_number_are_not_lost(tmp_path: Path) -> None:
    head = ["CD_REFNIS", "CD_SECTOR", "TOTAL"]
    rows = [[52011, "52011A00-", 100], [52011.0, 5.2011e25, 174], [52011, 520110, 172], [52012, 5.2012e25, 9]]
    raw = workbook(tmp_path, "p_2019.xlsx", {"a": [head, *rows]})
    result = cleaned(raw, "population", "statbel", commune("52011"))
    people = dict(zip(result.table["sector_code_statbel"], result.table["population"], strict=True))
    assert people == {"52011A00-": 100, "52011E021": 174, "52011E001": 172}
    (fault,) = [each for each in result.faults if each.code == "sector.codes_put_right"]
    assert fault.severity == "warning"
    assert fault.parameters["examples"] == "3: 5.2011E+25 = 52011E021, 4: 520110 = 52011E001"


def test_the_case_of_percent_cells() -> None:
    raw = RawFile("bugs_02_percent.xlsx", case("bugs_02_percent.xlsx"))
    result = checked(raw, "indicators", "table", commune("52011"))
    assert list(values(result).values())[:3] == [0.212, 0.187, 0.164]
    assert max(values(result).values()) < 1
    assert codes(result.faults, "error", "row", "warning") == []


def test_the_cases_of_codes_made_numbers() -> None:
    raw = RawFile("bugs_03_sectorcodes_2019.xlsx", case("bugs_03_sectorcodes_2019.xlsx"))
    result = checked(raw, "population", "statbel", commune("52011"))
    people = result.table.set_index("sector_code_statbel")["population"]
    # The residents of its rows are numbered from 100 on, so nobody may be missing.
    assert sorted(people) == list(range(100, 100 + len(people)))
    assert len(people) == 291
    assert {"52011E001": 172, "52011E021": 174, "52011E101": 177, "52011E272": 184}.items() <= people.to_dict().items()
    assert "sector.codes_put_right" in [each[0] for each in codes(result.faults, "warning")]
    raw = RawFile("bugs_16_floatcodes_2019.csv", case("bugs_16_floatcodes_2019.csv"))
    floats = checked(raw, "population", "statbel", commune("52011"))
    assert floats.table["population"].sum() == people.sum()
    assert codes(floats.faults, "error", "row") == []


def test_the_case_of_codes_cut_off() -> None:
    raw = RawFile("gis_04_excel_sectors_2021.csv", case("gis_04_excel_sectors_2021.csv"))
    result = checked(raw, "indicators", "table", commune("52011"))
    (fault,) = [each for each in result.faults if each.severity == "error"]
    assert (fault.code, fault.parameters["count"]) == ("sector.codes_lost", 3)
    assert "spreadsheet" in describe(fault)
    assert "rows.other_communes" not in [each.code for each in result.faults]
