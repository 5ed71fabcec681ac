"""Statbel's residents per sector: every vintage gives the same counts, and who is left out is said."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.place import Mapping
from layers import describe
from layers._adapters import bimd, indicator_table, statbel_income, statbel_population
from layers._raw import RawFile
from layers._spec import Cleaned
from layers.checking.joins import join_rate
from tests import toyville
from tests.laws import draws
from tests.layers.city_files import by_key, checked, text_file, workbook
from tests.layers.city_files import codes as said
from tests.layers.city_files import refusal as refused
from tests.layers.telling import codes, refusal

USUAL = (
    "CD_REFNIS|CD_SECTOR|TOTAL|DT_STRT_SECTOR|DT_STOP_SECTOR|OPPERVLAKKTE IN HM²|TX_DESCR_SECTOR_NL|"
    "TX_DESCR_SECTOR_FR|TX_DESCR_NL|TX_DESCR_FR"
)
PEOPLE = {"52011A01-": 100, "52011A02-": 200, "52011B01-": 0, "52011ZZZZ": 7}


def usual(header: str = USUAL, extra: str = "") -> str:
    """Return a table as Statbel lays it out, with a sector of the next commune."""
    rows = [
        f"52011|{code}|{count}|01/01/1970|31/12/9999|12,34|NL|FR|Villejouet|Villejouet"
        for code, count in PEOPLE.items()
    ]
    rows.append("52012|52012A00-|50|01/01/1970|31/12/9999|1,5|NL|FR|Voisins|Voisins")
    return "\r\n".join([header, *rows, *extra.splitlines()]) + "\r\n"


def zipped(folder: Path, name: str, member: str, content: bytes) -> RawFile:
    """Write an archive of one member."""
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.writestr(member, content)
    return RawFile(name, folder / name)


OTHER_ORDER = "CD_REFNIS|TX_DESCR_NL|TX_DESCR_FR|CD_SECTOR|TX_DESCR_SECTOR_NL|DT_STRT_SECTOR|MS_TOT_SUR|POPULATION"
VINTAGES: dict[str, Callable[[Path], RawFile]] = {
    "txt with mark": lambda f: text_file(f, "OPENDATA_SECTOREN_2024.txt", usual(), "utf-8-sig"),
    "utf-16": lambda f: text_file(f, "OPENDATA_SECTOREN_2024.txt", usual(), "utf-16"),
    "cp1252": lambda f: text_file(f, "OPENDATA_SECTOREN_2024.txt", usual(), "cp1252"),
    "semicolons": lambda f: text_file(f, "OPENDATA_SECTOREN_2024.csv", usual().replace("|", ";")),
    "typos and blanks": lambda f: text_file(
        f,
        "OPENDATA_SECTOREN_2024.txt",
        usual(USUAL.replace("DT_STOP", "DT_SIOP").replace("KKT", "KT").replace("TOTAL", " TOTAL "))
        .replace("52011A01-|", "52011a01-  |")
        .replace("|100|", "| 100 |"),
    ),
    "lower case": lambda f: text_file(f, "OPENDATA_SECTOREN_2024.txt", usual(USUAL.lower())),
    "zip": lambda f: zipped(f, "download.zip", "OPENDATA_SECTOREN_2024.txt", usual().encode("utf-8-sig")),
    "2025 old": lambda f: zipped(
        f, "OPENDATA_SECTOREN_2024_OLD.zip", "OPENDATA_SECTOREN_2024_OLD.txt", usual().encode("utf-8-sig")
    ),
    "2011-2017 workbook": lambda f: workbook(
        f,
        "TF_POP_STRUCT_SECTORS_2024.xlsx",
        {
            "Blad1": [
                ["CD_REFNIS", "CD_SECTOR", "POPULATION", "OPPERVLAKTE IN HM²"],
                *[[52011, code, count, 12.34] for code, count in PEOPLE.items()],
                [52012, "52012A00-", 50, 1.5],
            ]
        },
    ),
    "other order": lambda f: text_file(
        f,
        "sectoren_2024.txt",
        "\n".join(
            [OTHER_ORDER]
            + [f"52011|V|V|{code}|NL|01/01/1970|12,34|{count}" for code, count in PEOPLE.items()]
            + ["52012|V|V|52012A00-|NL|01/01/1970|1,5|50"]
        ),
    ),
    "year as column": lambda f: text_file(
        f,
        "population.csv",
        "CD_YEAR;CD_REFNIS;CD_SECTOR;MS_POPULATION\n"
        + "".join(f"2024;52011;{code};{count}\n2023;52011;{code};1\n" for code, count in PEOPLE.items())
        + "2024;52012;52012A00-;50\n",
    ),
}


@pytest.mark.parametrize("kind", VINTAGES)
def test_every_vintage_gives_the_same_residents(tmp_path: Path, kind: str) -> None:
    raw = VINTAGES[kind](tmp_path)
    assert statbel_population.recognise(raw)
    assert not any(other.recognise(raw) for other in (statbel_income, bimd, indicator_table))
    result = checked(raw, "population", "statbel", toyville.PLACE)
    table = by_key(result, "sector_code_statbel")
    assert table["population"].to_dict() == PEOPLE
    assert set(table["reference_date"]) == {pd.Timestamp(2024, 1, 1)}
    assert result.vintage == "2024-01-01"
    assert said(result.faults, "row", "error", "warning") == []
    expected = {"rows.other_communes"} | ({"vintage.several"} if kind == "year as column" else {"vintage.from_name"})
    assert expected <= set(codes(result.faults))


def test_without_a_year_the_day_is_unknown(tmp_path: Path) -> None:
    result = checked(text_file(tmp_path, "population.txt", usual()), "population", "statbel", toyville.PLACE)
    assert result.table["reference_date"].isna().all()
    assert result.vintage == ""
    assert "vintage.unknown" in codes(result.faults)


AGED = "CD_REFNIS|CD_SECTOR|TOTAL|POPULATION_16_74\n52011|52011A01-|100|71\n52011|52011A02-|200|\n"


def test_residents_of_16_to_74_years_are_read_where_the_table_has_them(tmp_path: Path) -> None:
    result = checked(text_file(tmp_path, "p_2024.txt", AGED), "population", "statbel", toyville.PLACE)
    table = by_key(result, "sector_code_statbel")["population_16_74"]
    assert table["52011A01-"] == 71
    assert pd.isna(table["52011A02-"])
    without = checked(text_file(tmp_path, "q_2024.txt", usual()), "population", "statbel", toyville.PLACE)
    assert without.table["population_16_74"].isna().all()


def test_more_of_16_to_74_years_than_residents_is_refused_row_by_row(tmp_path: Path) -> None:
    text = AGED.replace("|71", "|101") + "52011|52011B01-|4|5\n"
    result = checked(text_file(tmp_path, "p_2024.txt", text), "population", "statbel", toyville.PLACE)
    assert said(result.faults, "error") == [
        ("population.more_of_age", 2, "POPULATION_16_74", "101"),
        ("population.more_of_age", 4, "POPULATION_16_74", "5"),
    ]
    assert all("Correct the row" in describe(each) for each in result.faults if each.severity == "error")


def test_totals_are_left_out_with_a_note_and_other_rows_with_a_warning(tmp_path: Path) -> None:
    """307 is the commune's total; the 12 others are residents nobody can see any more."""
    extra = "52011||307|||||||\n52011|52011|307|||||||\n52011|5201|12|||||||"
    result = checked(text_file(tmp_path, "p_2024.txt", usual(extra=extra)), "population", "statbel", toyville.PLACE)
    assert result.table["population"].sum() == 307
    found = {fault.code: fault for fault in result.faults if fault.code.startswith("population.")}
    assert found["population.total_left_out"].severity == "note"
    assert found["population.total_left_out"].parameters == {"count": 2}
    assert found["population.left_out"].severity == "warning"
    assert found["population.left_out"].parameters == {"count": 1, "persons": 12, "examples": "9: 5201"}


@pytest.mark.parametrize("source", ["statbel", "city"])
def test_residents_under_eight_characters_are_given_to_no_sector(tmp_path: Path, source: str) -> None:
    """52011E01 could be a whole sector or any part of one; it is no power of ten either."""
    rows = [*PEOPLE.items(), ("52011A03", 30), ("52011E01", 12)]
    text = "CD_SECTOR;population\n" + "".join(f"{code};{count}\n" for code, count in rows)
    named = Mapping(columns={"sector_code_statbel": "CD_SECTOR"})
    place = toyville.PLACE.model_copy(update={"mappings": {"population.city": named}})
    result = checked(text_file(tmp_path, "p_2024.csv", text), "population", source, place)
    assert result.table.set_index("sector_code_statbel")["population"].to_dict() == PEOPLE
    (fault,) = [each for each in result.faults if each.severity == "row"]
    assert (fault.code, fault.row, fault.value) == ("population.codes_cut", 6, "52011A03")
    assert {name: fault.parameters[name] for name in ("count", "persons", "rows")} == {
        "count": 2,
        "persons": 42,
        "rows": (6, 7),
    }
    assert "never passed on" in describe(fault)
    assert said(result.faults, "error") == []


def test_a_table_of_eight_characters_alone_is_refused(tmp_path: Path) -> None:
    text = "CD_REFNIS;CD_SECTOR;TOTAL\n52011;52011;307\n" + "".join(
        f"52011;{code[:8]};{count}\n" for code, count in PEOPLE.items()
    )
    faults = refused(text_file(tmp_path, "p_2024.csv", text), "population", "statbel", toyville.PLACE)
    assert [each.code for each in faults if each.severity == "error"] == ["table.no_rows"]
    assert [each.parameters["persons"] for each in faults if each.code == "population.codes_cut"] == [307]


def test_a_file_cut_at_the_end_of_a_line_is_refused_where_the_publishers_total_shows_it(tmp_path: Path) -> None:
    """The total stands at the head; of 307 residents the 7 of the last row are gone."""
    header, rest = usual().split("\r\n", 1)
    whole = f"{header}\r\n52011|52011|307|||||||\r\n{rest}"
    good = checked(text_file(tmp_path, "p_2024.txt", whole), "population", "statbel", toyville.PLACE)
    assert "population.total_left_out" in codes(good.faults)
    cut = "".join(line for line in whole.splitlines(keepends=True) if "ZZZZ" not in line)
    faults = checked(text_file(tmp_path, "cut_2024.txt", cut), "population", "statbel", toyville.PLACE).faults
    (found,) = [fault for fault in faults if fault.code == "population.short_of_total"]
    assert (found.severity, found.row, found.value) == ("error", 2, "307")
    assert found.parameters == {"sum": 300, "missing": 7}


def test_a_total_above_the_sum_is_no_fault_where_a_sector_has_no_figure(tmp_path: Path) -> None:
    text = usual(extra="52011|52011|400|||||||").replace("|200|", "|*|")
    found = codes(checked(text_file(tmp_path, "p_2024.txt", text), "population", "statbel", toyville.PLACE).faults)
    assert "population.short_of_total" not in found


def test_every_bad_cell_is_named(tmp_path: Path) -> None:
    text = usual().replace("|100|", "|1O0|").replace("|200|", "||").replace("52011B01-|0", "52011-B01|0")
    text += "52011|52011B02-|*|||||||\r\n"
    result = checked(text_file(tmp_path, "p_2024.txt", text), "population", "statbel", toyville.PLACE)
    assert said(result.faults, "row") == [
        ("sector.bad_code", 4, "CD_SECTOR", "52011-B01"),
        ("value.not_a_number", 2, "TOTAL", "1O0"),
        ("value.not_a_number", 7, "TOTAL", "*"),
        ("value.missing", 3, "population", ""),
    ]
    assert list(result.table["sector_code_statbel"]) == ["52011ZZZZ"]


def test_missing_columns_are_all_named(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "p.txt", "A|B\n1|2\n")
    faults = refusal(lambda: statbel_population.clean([raw], toyville.PLACE))
    assert [(fault.code, fault.column) for fault in faults] == [
        ("header.missing", "sector_code_statbel"),
        ("header.missing", "population"),
    ]


def test_another_commune_is_refused(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "p.txt", usual())
    place = toyville.PLACE.model_copy(update={"nis_code": "62063"})
    faults = refusal(lambda: statbel_population.clean([raw], place))
    assert ("rows.no_commune", "52011, 52012") in [(each.code, each.parameters.get("found")) for each in faults]


def test_a_sector_counted_twice_with_other_numbers_is_refused(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "p_2024.txt", usual(extra="52011|52011A01-|101|||||||"))
    result = checked(raw, "population", "statbel", toyville.PLACE)
    assert [fault[:2] for fault in said(result.faults, "error")] == [("key.duplicate", 7)]


def test_sectors_renumbered_since_are_refused_with_the_likely_cause(tmp_path: Path) -> None:
    """Geometry of the new numbering, residents of the old: two of nine codes are the same by chance."""
    rows = [f"52011|52011Z{n:02d}-|{n}" for n in range(7)] + [f"52011|{toyville.code(name)}|9" for name in ("a1", "a2")]
    raw = text_file(tmp_path, "OPENDATA_SECTOREN_2025_NEW.txt", "\n".join(["CD_REFNIS|CD_SECTOR|TOTAL", *rows]))
    table = checked(raw, "population", "statbel", toyville.PLACE).table
    rate = join_rate(table, toyville.sectors(), table, file=raw.name)
    assert (rate.matched, rate.total) == (2, 9)
    assert "join.renumbered" in codes(rate.faults)


SECTOR = st.from_regex(r"\A52011[A-Z0-9]{3}[A-Z0-9-]\Z").filter(lambda code: code != "520110000")
"""Codes of sectors, but for the one that is what a spreadsheet makes of 52011E004."""
RESIDENTS = st.integers(0, 10**6).filter(lambda count: set(str(count)) != {"9"})
"""Numbers of residents that are no code for an unknown one."""


@draws(40)
@given(st.dictionaries(SECTOR, RESIDENTS, min_size=1), st.sampled_from("|;,\t"), st.randoms())
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, people: dict[str, int], delimiter: str, random: object
) -> None:
    rows = [f"52011{delimiter}{code}{delimiter}{count}" for code, count in people.items()]
    random.shuffle(rows)  # type: ignore[attr-defined]
    text = "\n".join([f"CD_REFNIS{delimiter}CD_SECTOR{delimiter}TOTAL", *rows])
    raw = text_file(tmp_path_factory.mktemp("people"), "p_2024.txt", text)
    result: Cleaned = checked(raw, "population", "statbel", toyville.PLACE)
    assert dict(zip(result.table["sector_code_statbel"], result.table["population"], strict=True)) == people
    assert said(result.faults, "row", "error", "warning") == []
