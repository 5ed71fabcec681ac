"""The faults of a file as a table: a row a fault, in one language, and nothing a spreadsheet would run."""

from pathlib import Path

from exports.csv_files import write_csv
from exports.fault_tables import FAULT_COLUMNS, faults_table
from layers import Fault
from words import translator
from words.numbers import Numbers


def test_a_row_a_fault_with_its_line_in_the_file(tmp_path: Path) -> None:
    faults = [
        Fault("value.not_a_number", "row", "liste.csv", 7, "surface", "=cmd|' /C calc'!A0"),
        Fault("file.empty", "error", "vide.csv"),
    ]
    for language in ("fr", "nl", "en"):
        table = faults_table(faults, Numbers(language, translator(language)))
        assert tuple(table.columns) == FAULT_COLUMNS
        assert table["severity"].tolist() == ["row", "error"]
        assert table["row"].astype("object").where(table["row"].notna(), None).tolist() == [7, None]
        assert "liste.csv" in table.loc[0, "text"]
        write_csv(table, tmp_path / "faults.csv")
        lines = (tmp_path / "faults.csv").read_text("utf-8-sig").splitlines()
        assert lines[0] == ";".join(FAULT_COLUMNS)
        assert lines[1].startswith("row;liste.csv;7;surface;'=cmd")
        assert lines[2].startswith("error;vide.csv;;;;file.empty;")
    assert faults_table([], Numbers("fr", translator("fr"))).empty
