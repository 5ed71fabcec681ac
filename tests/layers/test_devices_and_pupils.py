"""Follow-up of devices and pupils of schools: headers and words of cities, and every fault at once."""

from pathlib import Path

from layers._fault import describe
from layers._registry import layer
from tests.layers.city_files import checked, place, refusal, text_file


def test_headers_and_words_in_french_and_dutch(tmp_path: Path) -> None:
    french = "Code;Matériel;Année;Donnés;En service;Rendus\nBC1;ordinateurs;2026;6;5;1\nBC1;Tablettes;2026;4;;\n"
    dutch = "gebouw_id;toestel;jaar;gegeven;in gebruik\nBC2;laptops;2026;3;3\n"
    table = checked(text_file(tmp_path, "suivi_20261231.csv", french), "devices", "city", place()).table
    assert table["device_kind"].tolist() == ["pc", "tablet"]
    assert table["devices_given"].tolist() == [6, 4]
    assert table["devices_in_use"].isna().tolist() == [False, True]
    other = checked(text_file(tmp_path, "opvolging_20261231.csv", dutch), "devices", "city", place()).table
    assert other.iloc[0].tolist()[:4] == ["BC2", "laptop", 2026, 3]
    assert "geometry" not in table


def test_pupils_by_level(tmp_path: Path) -> None:
    given = (
        "Implantation;Nom;Niveau;Nombre d'élèves;Classe ISE\n"
        "1;École du Centre;fondamental;210;3\n1;École du Centre;secondaire;95;\n"
    )
    table = checked(text_file(tmp_path, "ecoles_2025.csv", given), "school_pupils", "city", place()).table
    assert table["level"].tolist() == ["primary", "secondary"]
    assert table["pupils"].tolist() == [210, 95]
    assert table["ise_class"].isna().tolist() == [False, True]


def test_every_fault_is_told_with_its_row(tmp_path: Path) -> None:
    given = (
        "building_id;device_kind;year;devices_given;devices_in_use;devices_returned\n"
        "BC1;pc;2026;6;5;1\nBC2;imprimante;2026;1;1;0\nBC3;pc;2026;-2;1;0\n;pc;2026;2;2;0\n"
        "BC5;pc;2026;many;2;0\n"
    )
    result = checked(text_file(tmp_path, "suivi_20261231.csv", given), "devices", "city", place())
    assert result.table["building_id"].tolist() == ["BC1"]
    rows = {fault.row for fault in result.faults if fault.severity == "row"}
    assert rows == {3, 4, 5, 6}
    assert all(describe(fault) for fault in result.faults)


def test_a_place_told_twice_in_one_year_is_refused(tmp_path: Path) -> None:
    given = "building_id;device_kind;year;devices_given\nBC1;pc;2026;6\nBC1;pc;2026;7\n"
    faults = refusal(text_file(tmp_path, "suivi_20261231.csv", given), "devices", "city", place())
    assert [(fault.code, fault.row) for fault in faults if fault.severity == "error"] == [("key.duplicate", 3)]


def test_a_class_outside_the_index_is_not_taken(tmp_path: Path) -> None:
    given = "school_site_id;name;level;pupils;ise_class\n1;A;primary;210;21\n2;B;primary;100;20\n"
    result = checked(text_file(tmp_path, "ecoles_2025.csv", given), "school_pupils", "city", place())
    assert any(fault.column == "ise_class" and fault.value == "21" for fault in result.faults)


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    faults = refusal(text_file(tmp_path, "a.csv", "x_m;y_m;name\n1;2;A\n"), "devices", "city", place())
    missing = {fault.column for fault in faults if fault.code.startswith("header.missing_")}
    assert missing == {"building_id", "device_kind", "year", "devices_given"}


def test_more_in_use_and_given_back_than_given_is_no_row_lost(tmp_path: Path) -> None:
    """What became of devices is the city's word: it is published as it is, and nothing is computed from it."""
    assert [column.name for column in layer("devices").columns if column.required] == [
        "building_id",
        "device_kind",
        "year",
        "devices_given",
    ]
