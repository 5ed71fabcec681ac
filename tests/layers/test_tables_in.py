"""Tables read the same from every dialect, cell by cell as text, and nothing is lost or guessed in silence."""

import csv
import io
import re
import sqlite3
import zipfile
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import layers.reading.tables_in
from layers._raw import RawFile
from layers._read import read_table
from tests.laws import thorough_only
from tests.layers.telling import codes, refusal, written

EXPECTED = pd.DataFrame(
    {"code": ["52011A00-", "007"], "name": ["Ville-Haute, été", "Plein; sud | est"], "n": ["12,5", None]},
    index=pd.Index([2, 3], name="row"),
    dtype="str",
)


def text(delimiter: str, end: str = "\r\n") -> str:
    """Write the expected table with a delimiter, quoting where needed."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(
        [list(EXPECTED.columns), *EXPECTED.fillna("").to_numpy().tolist()]
    )
    return stream.getvalue()


def book(folder: Path, *sheets: tuple[str, list[list[object]]]) -> RawFile:
    """Write a workbook of named sheets."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(folder / "book.xlsx")
    return RawFile("book.xlsx", folder / "book.xlsx")


@pytest.mark.parametrize("delimiter", ["|", ";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_dialect_reads_the_same(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    raw = written(tmp_path, text(delimiter, end).encode(encoding))
    pd.testing.assert_frame_equal(read_table(raw), EXPECTED)


def test_the_encoding_and_all_headers_are_told(tmp_path: Path) -> None:
    frame = read_table(written(tmp_path, text(";").encode("cp1252")), wanted_columns=["NAME"])
    assert frame.columns.tolist() == ["name"]
    assert frame.attrs["encoding"] == "cp1252"
    assert frame.attrs["headers"] == ["code", "name", "n"]


def test_a_doubled_mark_is_no_part_of_the_first_header(tmp_path: Path) -> None:
    raw = written(tmp_path, b"\xef\xbb\xbf\xef\xbb\xbf" + text(";").encode())
    pd.testing.assert_frame_equal(read_table(raw), EXPECTED)
    quoted = b'\xef\xbb\xbf\xef\xbb\xbf"code";"name"\n1;2\n'
    assert read_table(written(tmp_path, quoted)).columns.tolist() == ["code", "name"]


def test_an_archive_reads_as_the_table_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("readme.txt", "read me")
        archive.writestr("in/t.txt", text("|"))
    frame = read_table(RawFile("t.zip", tmp_path / "t.zip"))
    pd.testing.assert_frame_equal(frame, EXPECTED)
    assert frame.attrs["file"] == "t.zip: in/t.txt"


def test_rows_are_numbered_by_the_line_they_start_on(tmp_path: Path) -> None:
    raw = written(tmp_path, 'a;b\n\n1;"two\nlines\r\nand more"\n   \n;\n2;x\n')
    frame = read_table(raw)
    assert frame.index.tolist() == [3, 8]
    assert frame["b"].tolist() == ["two\nlines\r\nand more", "x"]


def test_a_line_that_names_the_separator_for_excel_is_followed(tmp_path: Path) -> None:
    frame = read_table(written(tmp_path, "sep=,\na,b;c\n1,2\n"))
    assert frame.columns.tolist() == ["a", "b;c"]
    assert frame.index.tolist() == [3]


def test_blanks_around_cells_and_headers_go_and_blank_cells_are_missing(tmp_path: Path) -> None:
    frame = read_table(written(tmp_path, " code \t; name\n 1 ;\u00a0\nNaN;NULL\n"))
    assert frame.columns.tolist() == ["code", "name"]
    assert frame["code"].tolist() == ["1", "NaN"], "what stands there stays, even a word for nothing"
    assert frame["name"].isna().tolist() == [True, False]


def test_a_column_without_a_name_is_kept_by_its_place_if_it_holds_anything(tmp_path: Path) -> None:
    frame = read_table(written(tmp_path, "ins,type,\n52011,Commune,année 2024\n52012,Commune,\n"))
    assert frame.columns.tolist() == ["ins", "type", "column_3"]
    assert read_table(written(tmp_path, "a;b;\n1;2;\n3;4\n")).columns.tolist() == ["a", "b"]


def test_the_separator_is_the_one_that_cuts_all_lines_alike(tmp_path: Path) -> None:
    frame = read_table(written(tmp_path, "Surface (m2, nette, brute);Nom\n12;a\n13;b\n"))
    assert frame.columns.tolist() == ["Surface (m2, nette, brute)", "Nom"]


def test_ragged_lines_are_all_named(tmp_path: Path) -> None:
    faults = refusal(lambda: read_table(written(tmp_path, "a;b\n1;2\n1\n1;2;3\n1;2;\n")))
    assert codes(faults) == ["table.ragged_row"] * 2
    assert [(fault.row, fault.parameters) for fault in faults] == [
        (3, {"found": 1, "expected": 2}),
        (4, {"found": 3, "expected": 2}),
    ]


def test_a_table_cut_short_in_its_last_line_is_refused(tmp_path: Path) -> None:
    cut = "code|name|n\n1|a|2\n2|"
    assert codes(refusal(lambda: read_table(written(tmp_path, cut)))) == ["table.ragged_row"]


def test_quotes_that_do_not_close_name_the_line_they_open_on(tmp_path: Path) -> None:
    faults = refusal(lambda: read_table(written(tmp_path, 'a;b\n1;2\n3;"open\n4;5\n')))
    assert codes(faults) == ["table.broken_quotes"]
    assert faults[0].row == 3


def test_a_repeated_header_is_refused(tmp_path: Path) -> None:
    faults = refusal(lambda: read_table(written(tmp_path, "a;b; a\n1;2;3\n")))
    assert codes(faults) == ["table.duplicate_header"]
    assert (faults[0].value, faults[0].row) == ("a", 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("a;b\n", "table.empty"),
        ("a;b\n;\n\n", "table.empty"),
        ("\n \n;;\n", "file.empty"),
        ("<html>", "file.web_page"),
        ('{"type": "FeatureCollection"}', "file.unexpected"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: str, code: str) -> None:
    assert codes(refusal(lambda: read_table(written(tmp_path, content)))) == [code]


def test_text_that_is_damaged_is_not_taken_for_another_encoding(tmp_path: Path) -> None:
    damaged = "a;b\nécole;1\nx".encode() + b"\xe9" + b";2\n"
    faults = refusal(lambda: read_table(written(tmp_path, damaged)))
    assert codes(faults) == ["table.encoding"]
    assert (faults[0].value, faults[0].parameters["position"]) == ("0xe9", damaged.index(b"x\xe9") + 1)
    faults = refusal(lambda: read_table(written(tmp_path, b"a;b\n\x81;2\n")))
    assert codes(faults) == ["table.encoding"], "a byte that Windows-1252 does not have"


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers.reading.tables_in, "MOST_ROWS", 9)
    assert codes(refusal(lambda: read_table(written(tmp_path, "a\n" + "1\n" * 10)))) == ["table.too_many_rows"]
    assert len(read_table(written(tmp_path, "a\n" + "1\n" * 9))) == 9


@pytest.mark.slow
@thorough_only()
def test_a_million_rows_are_read(tmp_path: Path) -> None:
    lines = "".join(f"{number};x\n" for number in range(1_000_000))
    frame = read_table(written(tmp_path, "n;c\n" + lines), wanted_columns=["n"])
    assert frame["n"].iloc[[0, 999_999]].tolist() == ["0", "999999"]
    assert frame.index[-1] == 1_000_001


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12).map(str.strip)
CELLS_WITH_BREAKS = st.one_of(
    CELLS, st.tuples(CELLS, st.sampled_from(["\n", "\r\n", '"', ";", "|"]), CELLS).map("".join)
)


@given(
    st.lists(st.tuples(CELLS_WITH_BREAKS, CELLS_WITH_BREAKS, CELLS), min_size=1, max_size=8),
    st.sampled_from(["|", ";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_any_table_written_in_any_dialect_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str]],
    delimiter: str,
    encoding: str,
    end: str,
    quoted: bool,
) -> None:
    stream = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(["key", "first", "second", "third"])
    for number, row in enumerate(rows):
        writer.writerow([f"k{number}", *row])
    raw = written(tmp_path_factory.mktemp("dialect"), stream.getvalue().encode(encoding))
    frame = read_table(raw)
    assert frame["key"].tolist() == [f"k{number}" for number in range(len(rows))]
    read = frame[["first", "second", "third"]].fillna("").itertuples(index=False, name=None)
    assert list(read) == [tuple(cell.strip() for cell in row) for row in rows]
    lines = re.split("\r\n|\r|\n", stream.getvalue())
    assert all(lines[row - 1].lstrip('"').startswith(key) for row, key in frame["key"].items())


def test_a_workbook_reads_as_people_see_it(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["code", "n", "half", "day", "moment", "yes", "empty"],
        ["007", 12.0, 0.5, date(2026, 12, 31), datetime(2026, 12, 31, 8, 30), True, None],
        [None, None, None, None, None, None, None],
        ["b", 10**15, 0.1, None, None, False, " "],
    ]
    frame = read_table(book(tmp_path, ("Feuil1", rows)))
    assert frame.index.tolist() == [2, 4], "rows of the spreadsheet"
    assert frame.iloc[0, :6].tolist() == ["007", "12", "0.5", "2026-12-31", "2026-12-31 08:30:00", "true"]
    assert frame.iloc[1, :3].tolist() == ["b", "1000000000000000", "0.1"]
    assert frame["empty"].isna().all()


def test_titles_above_the_header_and_empty_sheets_are_passed_over(tmp_path: Path) -> None:
    inventory: list[list[object]] = [["Inventaire 2026"], [], ["code", "name"], ["1", "a"]]
    raw = book(tmp_path, ("Vide", []), ("Inventaire", inventory), ("Autre", [["x"], ["y"]]))
    frame = read_table(raw)
    assert frame.columns.tolist() == ["code", "name"]
    assert frame.index.tolist() == [4]
    assert frame.attrs["sheet"] == "Inventaire"
    assert read_table(raw, sheet="autre")["x"].tolist() == ["y"]
    faults = refusal(lambda: read_table(raw, sheet="Feuil9"))
    assert codes(faults) == ["table.which_sheet"]
    assert faults[0].parameters["sheets"] == "Vide, Inventaire, Autre"


def test_notes_beside_a_spreadsheet_table_are_named(tmp_path: Path) -> None:
    raw = book(tmp_path, ("F", [["a", "b"], ["1", "2"], ["3", "4", "à vérifier"]]))
    faults = refusal(lambda: read_table(raw))
    assert codes(faults) == ["table.ragged_row"]
    assert faults[0].row == 3


def rewritten(raw: RawFile, folder: Path, old: bytes, new: bytes) -> RawFile:
    """Return a workbook with its sheet's XML changed by hand."""
    with zipfile.ZipFile(raw.path) as source, zipfile.ZipFile(folder / "changed.xlsx", "w", zipfile.ZIP_DEFLATED) as to:
        for name in source.namelist():
            content = source.read(name)
            to.writestr(name, content.replace(old, new) if name.startswith("xl/worksheets") else content)
    return RawFile("changed.xlsx", folder / "changed.xlsx")


def test_a_workbook_that_expands_without_end_is_refused(tmp_path: Path) -> None:
    raw = book(tmp_path, ("F", [["a", "b"], ["1", "2"]]))
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
    assert codes(refusal(lambda: read_table(rewritten(raw, tmp_path, b"<worksheet", laughs)))) == ["file.unreadable"]
    far = rewritten(raw, tmp_path, b'<row r="2"', b'<row r="99999999999"')
    assert codes(refusal(lambda: read_table(far))) == ["table.too_many_rows"]
    padded = rewritten(raw, tmp_path, b"</worksheet>", b"</worksheet>" + b" " * 40_000_000)
    assert codes(refusal(lambda: read_table(padded))) == ["zip.bomb"]


def test_a_workbook_cut_short_or_damaged_is_refused(tmp_path: Path) -> None:
    raw = book(tmp_path, ("F", [["a", "b"], ["1", "2"]]))
    assert codes(refusal(lambda: read_table(written(tmp_path, raw.content[:-40])))) == ["zip.corrupt"]
    torn = rewritten(raw, tmp_path, b"</sheetData>", b"")
    assert codes(refusal(lambda: read_table(torn))) == ["file.unreadable"]


def database(folder: Path, *tables: str) -> RawFile:
    """Write a database whose tables hold a text, a whole number, a float and a blob."""
    path = folder / "d.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in tables:
            connection.execute(f'CREATE TABLE "{table}" (code TEXT, n INTEGER, x REAL, geometry BLOB)')
            connection.execute(f"INSERT INTO \"{table}\" VALUES ('007', 12, 12.0, x'00'), (' ', NULL, 0.5, NULL)")
    return RawFile("d.sqlite", path)


def test_a_database_of_one_table_reads_as_text(tmp_path: Path) -> None:
    frame = read_table(database(tmp_path, "people"))
    assert frame.iloc[0].fillna("").tolist() == ["007", "12", "12", ""]
    assert frame.iloc[1].fillna("").tolist() == ["", "", "0.5", ""]
    assert frame.index.tolist() == [1, 2]


def test_a_database_of_several_tables_asks_which(tmp_path: Path) -> None:
    raw = database(tmp_path, "people", "places")
    faults = refusal(lambda: read_table(raw))
    assert codes(faults) == ["table.several_tables"]
    assert faults[0].parameters["sheets"] == "people, places"
    assert len(read_table(raw, sheet="Places")) == 2
    assert codes(refusal(lambda: read_table(raw, sheet="x"))) == ["table.which_sheet"]


def test_a_database_cut_short_is_refused(tmp_path: Path) -> None:
    content = database(tmp_path, "people").content
    assert codes(refusal(lambda: read_table(written(tmp_path, content[:-4096])))) == ["file.unreadable"]
    assert codes(refusal(lambda: read_table(written(tmp_path, content[:50])))) == ["file.unreadable"]


def test_parquet_reads_as_text(tmp_path: Path) -> None:
    table = pa.table({"code": ["007", None], "n": [12, None], "x": [12.0, 0.5], "g": [b"\x00", None], "l": [[1], []]})
    pq.write_table(table, tmp_path / "t.parquet")
    frame = read_table(RawFile("t.parquet", tmp_path / "t.parquet"))
    assert frame.columns.tolist() == ["code", "n", "x"]
    assert frame.iloc[0].tolist() == ["007", "12", "12"]
    content = (tmp_path / "t.parquet").read_bytes()
    assert codes(refusal(lambda: read_table(written(tmp_path, content[:-5])))) == ["file.unreadable"]
