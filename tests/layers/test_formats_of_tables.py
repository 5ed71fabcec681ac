"""Table files as they come: LibreOffice, KML, answers of data services, old encodings, titles above the header."""

import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from pyproj import Transformer

from config import place as commune
from geo.crs import METRIC
from geo.place import Mapping
from layers._fault import describe
from layers._raw import RawFile
from layers._read import kind_of, read_table
from tests.cases import case
from tests.layers.city_files import by_key, checked, codes, place, text_file, workbook
from tests.layers.telling import codes as said
from tests.layers.telling import refusal, written

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
FOOT = "</office:spreadsheet></office:body></office:document-content>"


def ods(folder: Path, tables: str) -> RawFile:
    """Write a LibreOffice spreadsheet whose ``content.xml`` holds these tables."""
    with zipfile.ZipFile(folder / "file.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", HEAD + tables + FOOT)
    return RawFile("file.ods", folder / "file.ods")


def table(title: str, *rows: str) -> str:
    """Return a table of the spreadsheet."""
    return f'<table:table table:name="{title}">' + "".join(rows) + "</table:table>"


def row(*cells: object, times: int = 1) -> str:
    """Return a row: text as it stands, numbers with their value, None empty, and elements starting with < as given."""
    made = ""
    for cell in cells:
        if cell is None:
            made += "<table:table-cell/>"
        elif isinstance(cell, str) and cell.startswith("<"):
            made += cell
        elif isinstance(cell, str):
            made += f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        else:
            made += f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    return f'<table:table-row table:number-rows-repeated="{times}">{made}</table:table-row>'


def test_a_libreoffice_sheet_is_read_as_a_person_would_type_it(tmp_path: Path) -> None:
    percent = '<table:table-cell office:value-type="percentage" office:value="0.212"/>'
    day = '<table:table-cell office:value-type="date" office:value-date="x" office:date-value="2026-12-31"/>'
    true = '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
    lines = (
        '<table:table-cell office:value-type="string"><text:p>A<text:s/>B</text:p><text:p>C</text:p></table:table-cell>'
    )
    twice = '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/>'
    edge = '<table:table-cell table:number-columns-repeated="16379"/>'
    raw = ods(
        tmp_path,
        table("Vide", row(None, times=1048576))
        + table(
            "Liste",
            row("Inventaire"),
            row(None, times=2),
            row("a", "b", "c", "d", "e", edge),
            row(1.5, 2.125, percent, day, true, edge),
            row(lines, twice, "x", "y"),
            row("r", None, None, None, None, times=2),
            row(None, times=1048000),
        ),
    )
    assert kind_of(raw) == "ods"
    frame = read_table(raw)
    assert frame.attrs["sheet"] == "Liste"
    assert frame.index.tolist() == [5, 6, 7, 8]
    rows = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    assert rows[0] == ["1.5", "2.1250", "21.2 %", "2026-12-31", "true"]
    assert rows[1] == ["A B\nC", "7", "7", "x", "y"]
    assert rows[2] == rows[3] == ["r", None, None, None, None]


@pytest.mark.parametrize("content", ["<office:", "", "<a>&x;</a>"])
def test_a_damaged_libreoffice_file_is_refused(tmp_path: Path, content: str) -> None:
    assert said(refusal(lambda: read_table(ods(tmp_path, content)))) in (["file.unreadable"], ["file.empty"])


def test_a_row_repeated_without_end_is_refused(tmp_path: Path) -> None:
    raw = ods(tmp_path, table("a", row("a", "b"), row("1", "2", times=900000)))
    assert said(refusal(lambda: read_table(raw))) == ["table.too_many_rows"]


PLACEMARKS = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Bornes</name><Folder>
<Placemark><name>Un</name><description><![CDATA[<b>Place</b>]]></description>
<ExtendedData><Data name="acces"><value>public</value></Data></ExtendedData>
<Point><coordinates> 4.44,50.41,0 </coordinates></Point></Placemark>
<Placemark><name>Deux</name><ExtendedData><SchemaData><SimpleData name="acces">clients</SimpleData></SchemaData>
</ExtendedData><Point><coordinates>4.45,50.42</coordinates></Point></Placemark>
<Placemark><name>Trois</name><ExtendedData><Data name="acces"><value>public</value></Data></ExtendedData></Placemark>
<Placemark><name>Quatre</name><ExtendedData><Data name="acces"><value>public</value></Data></ExtendedData>
<Point><coordinates>ici</coordinates></Point></Placemark>
</Folder></Document></kml>"""


def test_placemarks_are_rows_and_none_is_lost_in_silence(tmp_path: Path) -> None:
    raw = written(tmp_path, PLACEMARKS, "bornes.kml")
    assert kind_of(raw) == "kml"
    result = checked(raw, "wifi", "city", place())
    assert sorted(result.table["name"]) == ["Deux", "Un"]
    assert sorted(result.table["access"]) == ["customers", "public"]
    right = Transformer.from_crs(4326, METRIC, always_xy=True).transform(4.44, 50.41)
    assert result.table.set_index("name").geometry["Un"].coords[0] == pytest.approx(right, abs=0.01)
    set_aside = {(each.code, each.row) for each in result.faults if each.severity == "row"}
    assert set_aside == {("geometry.unreadable", 4), ("place.missing", 3)}


def test_outlines_and_lines_of_kml_keep_their_form(tmp_path: Path) -> None:
    ring = "<LinearRing><coordinates>4,50 5,50 5,51 4,50</coordinates></LinearRing>"
    polygon = f"<Polygon><outerBoundaryIs>{ring}</outerBoundaryIs><innerBoundaryIs>{ring}</innerBoundaryIs></Polygon>"
    line = "<LineString><coordinates>4,50 5,51</coordinates></LineString>"
    marks = "".join(
        f"<Placemark><name>{place}</name>{shape}</Placemark>"
        for place, shape in enumerate(
            (
                polygon,
                line,
                f"<MultiGeometry>{line}{line}</MultiGeometry>",
                f"<MultiGeometry>{line}{polygon}</MultiGeometry>",
            )
        )
    )
    frame = read_table(written(tmp_path, f"<kml><Document>{marks}</Document></kml>", "a.kml"))
    assert frame["wkt"].tolist() == [
        "SRID=4326;POLYGON ((4 50, 5 50, 5 51, 4 50), (4 50, 5 50, 5 51, 4 50))",
        "SRID=4326;LINESTRING (4 50, 5 51)",
        "SRID=4326;MULTILINESTRING ((4 50, 5 51), (4 50, 5 51))",
        "SRID=4326;GEOMETRYCOLLECTION (LINESTRING (4 50, 5 51), "
        "POLYGON ((4 50, 5 50, 5 51, 4 50), (4 50, 5 50, 5 51, 4 50)))",
    ]


@pytest.mark.parametrize(
    ("content", "code"), [("<kml><Document></Document></kml>", "file.empty"), ("<kml><Doc", "file.unreadable")]
)
def test_kml_without_placemarks_is_refused(tmp_path: Path, content: str, code: str) -> None:
    assert said(refusal(lambda: read_table(written(tmp_path, content, "a.kml")))) == [code]


@pytest.mark.parametrize(
    "wrap",
    [lambda rows: rows, lambda rows: {"paging": {"n": 2}, "data": rows}, lambda rows: {"result": {"records": rows}}],
)
def test_a_list_of_objects_is_a_table_wherever_it_stands(tmp_path: Path, wrap: object) -> None:
    rows = [{"id": 1, "at": {"city": "Gand", "n": 2.5}, "open": True}, {"id": 12345678901234567890, "tags": [1, "a"]}]
    frame = read_table(written(tmp_path, json.dumps(wrap(rows)), "a.json"))  # type: ignore[operator]
    assert list(frame.columns) == ["id", "at.city", "at.n", "open", "tags"]
    assert frame.loc[1].dropna().tolist() == ["1", "Gand", "2.5", "true"]
    assert frame.loc[2].dropna().tolist() == ["12345678901234567890", '["1", "a"]']


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"error": {"code": 500}}', "file.service_error"),
        ('{"a": 1}', "json.no_rows"),
        ("[1, 2]", "json.no_rows"),
        ("[]", "json.no_rows"),
        ('{"a": [{"x": 1}], "b": [{"x": 1}]}', "table.several_tables"),
        ('[{"a": 1}', "file.unreadable"),
        ("[" * 100_000, "file.unreadable"),
    ],
)
def test_json_without_one_list_of_objects_is_refused(tmp_path: Path, content: str, code: str) -> None:
    assert said(refusal(lambda: read_table(written(tmp_path, content, "a.json")))) == [code]


NAMES = "nom;n\nBibliothèque;1\nCrèche de l'été;2\nHôtel;3\nÉcole;4\n"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("cp1252", []), ("cp850", ["table.old_encoding"]), ("mac_roman", ["table.old_encoding"]), ("utf-8", [])],
)
def test_letters_come_out_right_in_every_encoding(tmp_path: Path, encoding: str, told: list[str]) -> None:
    frame = read_table(text_file(tmp_path, "a.csv", NAMES, encoding))
    assert frame["nom"].tolist() == ["Bibliothèque", "Crèche de l'été", "Hôtel", "École"]
    assert said(frame.attrs["faults"]) == told


@pytest.mark.parametrize(
    "text",
    [
        "l’été – « Œuvre » … 12 m²",
        "Šimon;Žižek",
        "cœur;œuvre;Saint-Ghislain",
        "850 m²;12 °C;5 €",
        "ÉCOLE;HÔTEL",
        "“cité” d’or",
    ],
)
def test_what_windows_writes_is_read_as_windows_wrote_it(tmp_path: Path, text: str) -> None:
    header = ";".join("abc"[: text.count(";") + 1])
    frame = read_table(text_file(tmp_path, "a.csv", f"{header}\n{text}\n", "cp1252"))
    assert frame.iloc[0].tolist() == text.split(";")
    assert frame.attrs["faults"] == []


def test_letters_of_no_encoding_are_refused(tmp_path: Path) -> None:
    raw = written(tmp_path, b"nom;n\nBibl\x8ath\x8aque;1\nt\xe9l\xe9;2\n", "a.csv")
    assert said(refusal(lambda: read_table(raw))) == ["table.doubtful_encoding"]


GROUPS = ["Identification", None, None, "Lambert 72", None]
COLUMNS = ["building_id", "name", "activity", "x_m", "y_m"]
ROW = ["B1", "Un", "sport", 655050, 622050]


def test_the_header_is_found_below_titles_of_groups(tmp_path: Path) -> None:
    raw = workbook(tmp_path, "i.xlsx", {"a": [["Inventaire 2026"], GROUPS, COLUMNS, ROW]})
    result = checked(raw, "buildings", "inventory", place())
    assert result.table["building_id"].tolist() == ["B1"]
    assert [(each.code, each.row) for each in result.faults if each.code.startswith("table.")] == [
        ("table.group_titles", 3)
    ]
    text = ";".join(each or "" for each in GROUPS) + "\n" + ";".join(COLUMNS) + "\nB1;Un;sport;655050;622050\n"
    as_text = checked(text_file(tmp_path, "i.csv", text), "buildings", "inventory", place())
    assert as_text.table["building_id"].tolist() == ["B1"]


@pytest.mark.parametrize(
    "rows",
    [
        # A column without a name above a row of words; rows of words only; numbers in the row below the header.
        [["a", None, "c"], ["x", "y", "z"], ["p", "q", "r"]],
        [["a", None, "c"], ["x", "1", "z"], ["p", "2", "r"]],
        [["a", None, "c"], ["x", "x", "z"], ["1", "2", "3"]],
        [["a", "b", "c"], ["x", "y", "z"], ["1", "2", "3"]],
    ],
)
def test_a_header_is_not_passed_over_for_a_row_of_words(tmp_path: Path, rows: list[list[object]]) -> None:
    frame = read_table(workbook(tmp_path, "i.xlsx", {"a": rows}))
    assert frame.attrs["headers"][0] == "a"
    assert len(frame) == 2


def test_the_sheet_with_the_columns_is_taken_and_two_are_asked_about(tmp_path: Path) -> None:
    legend = [["Code", "Signification"], ["ens", "enseignement"]]
    raw = workbook(tmp_path, "i.xlsx", {"Légende": legend, "Inventaire": [COLUMNS, ROW], "Notes": [["x"]]})
    result = checked(raw, "buildings", "inventory", place())
    assert result.table["building_id"].tolist() == ["B1"]
    two = workbook(tmp_path, "j.xlsx", {"2023": [COLUMNS, ROW], "2024": [COLUMNS, ROW]})
    (fault,) = refusal(lambda: checked(two, "buildings", "inventory", place()))
    assert (fault.code, fault.parameters["sheets"]) == ("table.several_tables", "2023, 2024")
    named = checked(two, "buildings", "inventory", place(buildings_inventory=Mapping(sheet="2024")))
    assert len(named.table) == 1


CHARLEROI = commune("52011")


def the_case(name: str) -> RawFile:
    """Return a case as received."""
    return RawFile(name, case(name))


def test_the_case_of_dos_letters() -> None:
    result = checked(the_case("gis_05_cp850.csv"), "buildings", "inventory", CHARLEROI)
    assert result.table["name"].tolist()[:3] == [
        "Bibliothèque fictive",
        "Crèche fictive de l'été",
        "Hôtel fictif à l'ombre",
    ]
    assert ("table.old_encoding", None, "", "DOS (cp850)") in codes(result.faults, "warning")


def test_the_case_of_kml() -> None:
    result = checked(the_case("gis_06_hotspots.kml"), "wifi", "city", CHARLEROI)
    assert sorted(result.table["name"]) == ["Borne fictive 0", "Borne fictive 1", "Borne fictive 2"]
    assert set(result.table["access"]) == {"public"}


@pytest.mark.parametrize(
    ("name", "rows"), [("gis_07_inventaire.ods", None), ("gis_08_merged_header.xlsx", 4), ("gis_09_two_sheets.xlsx", 4)]
)
def test_the_cases_of_spreadsheets(name: str, rows: int | None) -> None:
    result = checked(the_case(name), "buildings", "inventory", CHARLEROI)
    assert by_key(result, "building_id").loc["FX-001", "name"] == "Bâtiment fictif 1"
    assert len(result.table) == (rows or len(result.table)) >= 4
    assert codes(result.faults, "error", "row") == []


def test_the_case_of_a_data_service() -> None:
    raw = the_case("gis_10_wifi_api.json")
    plain = refusal_of(raw)
    assert 'constants: access = "public"' in plain
    mapping = Mapping(columns={"name": "locatie", "access": "stad_gratis_wifi"}, values={"access": {"ja": "public"}})
    where = CHARLEROI.model_copy(update={"mappings": {"wifi.city": mapping}})
    result = checked(raw, "wifi", "city", where)
    assert sorted(result.table["name"]) == ["Plaats fictief 0", "Plaats fictief 1", "Plaats fictief 2"]
    assert result.table.geometry.notna().all()


def refusal_of(raw: RawFile) -> str:
    """Return what is said when the city's Wi-Fi is refused."""
    return "\n".join(describe(fault) for fault in refusal(lambda: checked(raw, "wifi", "city", CHARLEROI)))


def test_the_case_of_a_table_of_the_antwerp_service(shared_data: Path) -> None:
    frame = read_table(RawFile("wifi.json", shared_data / "antwerp" / "wifiopenbaar.json"))
    assert len(frame) == 39
    assert pd.to_numeric(frame["point_lat"]).between(51, 52).all()
