"""Follow-up of the Wi-Fi programme: headers and words of cities, and every fault at once."""

from pathlib import Path

from layers._fault import describe
from tests.layers.city_files import checked, place, refusal, text_file


def test_headers_and_words_in_french_and_dutch(tmp_path: Path) -> None:
    french = (
        "Code;Année;Avancement;Niveau de service;Dépense;Connexions\nBC1;2027;installé;hall d'entrée;4 600,50;120\n"
    )
    dutch = (
        "gebouw_id;jaar;stand;dienstniveau;uitgave\nBC2;2027;geïnstalleerd;hele gebouw;3000\nBC3;2027;geschrapt;;0\n"
    )
    table = checked(text_file(tmp_path, "realise_20271231.csv", french), "realised", "city", place()).table
    assert table.iloc[0].tolist() == ["BC1", 2027, "installed", "hall", 4600.5, 120]
    other = checked(text_file(tmp_path, "uitgevoerd_20271231.csv", dutch), "realised", "city", place()).table
    assert other["progress"].tolist() == ["installed", "dropped"]
    assert other["tier"].tolist()[0] == "whole"
    assert other["connections"].isna().all()


def test_every_fault_is_told_with_its_row(tmp_path: Path) -> None:
    given = (
        "building_id;year;progress;tier;spent_eur;connections\n"
        "BC1;2027;installed;hall;100;5\nBC2;2027;perhaps;hall;1;1\nBC3;2027;installed;attic;1;1\n"
        "BC4;2027;installed;hall;-5;1\n;2027;installed;hall;1;1\nBC6;soon;installed;hall;1;1\n"
    )
    result = checked(text_file(tmp_path, "realise_20271231.csv", given), "realised", "city", place())
    assert "BC1" in result.table["building_id"].tolist()
    told = {(fault.row, fault.column) for fault in result.faults}
    assert {(3, "progress"), (4, "tier"), (5, "spent_eur"), (7, "year")} <= told
    assert all(describe(fault) for fault in result.faults)


def test_a_building_told_twice_in_one_year_is_refused(tmp_path: Path) -> None:
    given = "building_id;year;progress\nBC1;2027;installed\nBC1;2027;dropped\n"
    faults = refusal(text_file(tmp_path, "realise_20271231.csv", given), "realised", "city", place())
    assert [(fault.code, fault.row) for fault in faults if fault.severity == "error"] == [("key.duplicate", 3)]
