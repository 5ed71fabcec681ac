"""Numbers that can be read two ways: decided by their column and said, or not read at all."""

import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import place as commune
from geo.place import Mapping
from layers._fault import Fault, describe
from layers._raw import RawFile
from layers.reading.cells.marks import Marks, unmistakable
from layers.reading.headers import numbers, whole_numbers
from tests.cases import case
from tests.laws import draws
from tests.layers.city_files import by_key, checked, codes, place, text_file, workbook


def read(*cells: str, whole: bool = False, **how: object) -> tuple[list[float | None], list[Fault]]:
    """Return what a column of text is read as, None where nothing is, and the faults, each of them said."""
    column = pd.Series(cells, index=range(2, 2 + len(cells)), dtype="str")
    values, _, faults = (whole_numbers if whole else numbers)(column, file="f", column="n", **how)  # type: ignore[operator]
    for fault in faults:
        assert "{" not in describe(fault)
    return [None if pd.isna(value) else float(value) for value in values], faults


@pytest.mark.parametrize(
    ("cells", "values", "said"),
    [
        # A point before three digits beside whole numbers, and no cell with decimals.
        (("850", "1.250", "4.300"), [850, 1250, 4300], [("value.thousands_taken", "warning")]),
        (("850", "1,250"), [850, 1250], [("value.thousands_taken", "warning")]),
        # Twice in one cell, or before the other mark.
        (("1.234.567", "1.001"), [1234567, 1001], [("value.thousands_taken", "warning")]),
        (("1.250,50", "2.001"), [1250.5, 2001], [("value.thousands_taken", "warning")]),
        (("1,250.50", "2,001"), [1250.5, 2001], [("value.thousands_taken", "warning")]),
        (("12,5", "2.001"), [12.5, 2001], [("value.thousands_taken", "warning")]),
        # Other cells have decimals.
        (("0.123", "12.345", "2.690"), [0.123, 12.345, 2.69], [("value.decimals_taken", "note")]),
        (("1,5", "1,255"), [1.5, 1.255], [("value.decimals_taken", "note")]),
        (("1234.567", "12.345"), [1234.567, 12.345], [("value.decimals_taken", "note")]),
        (("1 250.500", "12.345"), [1250.5, 12.345], [("value.decimals_taken", "note")]),
        (("1,250.5", "1.25", "2.125"), [1250.5, 1.25, 2.125], [("value.decimals_taken", "note")]),
        # Nothing decides, or the column shows both.
        (("24.000", "150.000"), [None, None], [("value.two_readings", "row")] * 2),
        (("1.234",), [None], [("value.two_readings", "row")]),
        (("1.5", "1.250,50", "2.000"), [1.5, 1250.5, None], [("value.two_readings", "row")]),
        (("1.250", "1,250"), [None, None], [("value.two_readings", "row")] * 2),
        (("850", "1.250", "12.5"), [850, None, 12.5], [("value.two_readings", "row")]),
        # Clear by themselves.
        (("1 250,50", "1\u202f250", "1'250"), [1250.5, 1250, 1250], []),
        (("21.2 %", "0,5%"), [0.212, 0.005], []),
        (("0.125", "0,250"), [0.125, 0.25], []),
    ],
)
def test_a_mark_is_what_its_column_shows(
    cells: tuple[str, ...], values: list[float | None], said: list[tuple[str, str]]
) -> None:
    found, faults = read(*cells)
    assert found == values
    assert [(fault.code, fault.severity) for fault in faults] == said


def test_both_readings_are_said() -> None:
    _, (fault,) = read("1.250")
    assert (fault.row, fault.column, fault.value, fault.parameters) == (
        2,
        "n",
        "1.250",
        {"one": "1250", "other": "1.25"},
    )
    assert "1250 or 1.25" in describe(fault)
    _, (fault,) = read("850", "2.000", "1.250")
    assert "2.000 (row 3; 2 in all) can be read two ways: it was read as 2000, not as 2," in describe(fault)


def test_a_column_that_counts_has_no_halves() -> None:
    assert read("24.000", "18.500", "150.000", whole=True)[0] == [24000, 18500, 150000]
    # 24.000 may also be 24, written with three decimals like every other cell.
    assert read("24.000", "150.000", whole=True)[0] == [None, None]


def test_the_configuration_decides_before_the_column() -> None:
    assert read("1.250", marks=Marks(decimal=".")) == ([1.25], [])
    assert read("1.250", marks=Marks(thousands=".")) == ([1250], [])
    assert read("1.250", "12,5", marks=Marks(decimal=",")) == ([1250, 12.5], [])
    assert read("1,250", marks=Marks(decimal=",")) == ([1.25], [])
    values, faults = read("1.5", "1.250,5", marks=Marks(thousands="."))
    assert values == [None, 1250.5]
    assert [(fault.code, fault.row) for fault in faults] == [("value.not_a_number", 2)]


def test_coordinates_have_decimals() -> None:
    assert read("4.441", "50.410", certain=True) == ([4.441, 50.41], [])


@pytest.mark.parametrize("cell", ["9" * 401, "1" * 61, "1e999", "1.2.3", "12.34.567", "1,2,3", "1.2345,6", "1..2", "%"])
def test_what_is_no_number_is_named(cell: str) -> None:
    values, faults = read(cell)
    assert values == [None]
    assert [(fault.code, fault.row) for fault in faults] == [("value.not_a_number", 2)]


@draws(200)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_a_program_holds_is_read_back_as_it_is(number: float) -> None:
    """Whatever stands beside it: a typed number has one reading."""
    values, _ = read(unmistakable(number), "850")
    assert values == [number, 850]
    floats = pd.Series([number, 850.0])
    read_back, _, faults = numbers(floats, file="f", column="n")
    assert read_back.tolist() == [number, 850]
    assert faults == []


AMOUNT = st.integers(0, 9_999_999)


@draws(200)
@given(st.lists(AMOUNT, min_size=1, max_size=8), st.sampled_from([("{:,}", ","), ("{:,.2f}", ","), ("{:.3f}", None)]))
def test_no_amount_is_ever_read_as_another_without_a_word(amounts: list[int], how: tuple[str, str | None]) -> None:
    """Written by a machine with thousands set apart, with cents, or with three decimals: right, unread, or told."""
    form, _ = how
    values, faults = read(*(form.format(amount) for amount in amounts))
    told = {fault.code for fault in faults} & {"value.thousands_taken", "value.decimals_taken"}
    for value, amount in zip(values, amounts, strict=True):
        assert value in (None, amount) or told


def test_an_inventory_with_points_before_the_thousands(tmp_path: Path) -> None:
    raw = text_file(
        tmp_path,
        "inventaire.csv",
        "building_id;name;activity;superficie;visitors_per_year;x_m;y_m\n"
        "B1;Un;sport;850;24.000;655050;622050\n"
        "B2;Deux;sport;1.250;18.500;655150;622150\n"
        "B3;Trois;sport;4.300 m²;150.000;655250;622250\n",
    )
    result = checked(raw, "buildings", "inventory", place())
    assert by_key(result, "building_id")["floor_area_m2"].tolist() == [850, 1250, 4300]
    # Three times three digits and nothing else: unknown rather than guessed.
    assert by_key(result, "building_id")["visitors_per_year"].isna().all()
    assert codes(result.faults, "warning") == [
        ("value.thousands_taken", None, "superficie", "1.250"),
        ("value.two_readings", 2, "visitors_per_year", "24.000"),
        ("value.two_readings", 3, "visitors_per_year", "18.500"),
        ("value.two_readings", 4, "visitors_per_year", "150.000"),
    ]
    told = checked(raw, "buildings", "inventory", place(buildings_inventory=Mapping(thousands=".")))
    assert by_key(told, "building_id")["visitors_per_year"].tolist() == [24000, 18500, 150000]
    assert codes(told.faults, "warning") == []


def test_numbers_typed_in_a_workbook_have_one_reading(tmp_path: Path) -> None:
    head = ["building_id", "name", "activity", "floor_area_m2", "x_m", "y_m"]
    rows = [["B1", "Un", "sport", 1.125, 655050, 622050], ["B2", "Deux", "sport", 850, 655150, 622150]]
    result = checked(workbook(tmp_path, "i.xlsx", {"a": [head, *rows]}), "buildings", "inventory", place())
    assert by_key(result, "building_id")["floor_area_m2"].tolist() == [1.125, 850]
    assert codes(result.faults, "warning", "row") == []


def test_the_case_of_areas_with_points() -> None:
    raw = RawFile("gis_01_thousands.csv", case("gis_01_thousands.csv"))
    result = checked(raw, "buildings", "inventory", commune("52011"))
    areas = by_key(result, "building_id")["floor_area_m2"].tolist()
    assert areas[2:] == [1250.5, 850, 1234, 1.5]
    assert all(math.isnan(area) for area in areas[:2])
    assert [each[:4] for each in codes(result.faults, "warning") if each[0].startswith("value.")] == [
        ("value.two_readings", 2, "surface", "2.000"),
        ("value.two_readings", 3, "surface", "12.500"),
    ]


def test_the_case_of_areas_requests_and_visitors() -> None:
    raw = RawFile("bugs_01_thousands.csv", case("bugs_01_thousands.csv"))
    result = checked(raw, "buildings", "inventory", commune("52011"))
    rows = by_key(result, "building_id")
    assert rows["floor_area_m2"].tolist() == [850, 1250, 4300]
    assert rows["requests_per_year"].tolist() == [120, 1200, 980]
    assert rows["visitors_per_year"].isna().all()
    assert [each[:3] for each in codes(result.faults, "warning")] == [
        ("value.thousands_taken", None, "floor_area_m2"),
        ("value.thousands_taken", None, "requests_per_year"),
        *(("value.two_readings", row, "visitors_per_year") for row in (2, 3, 4)),
    ]
