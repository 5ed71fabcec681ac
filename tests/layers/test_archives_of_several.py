"""An archive that holds more than the file wanted: the one meant is taken, or nobody guesses which."""

from pathlib import Path

import pytest

from config import place as commune
from layers._fault import Refused
from layers._raw import RawFile
from layers._read import opened
from layers.reading.header_peek import TABLES, headers_of
from tests.cases import case
from tests.layers.city_files import checked, codes
from tests.layers.city_files import workbook as sheets
from tests.layers.telling import refusal
from tests.layers.test_archives import POINTS, TABLE, workbook, zipped

YEAR = "CD_SECTOR;TOTAL\n" + "52011A00-;1\n" * 400
NEXT = "CD_SECTOR;TOTAL\n" + "52011A00-;2\n" * 400


def taken(raw: RawFile, *wanted: str) -> str:
    """Return the name of the member that is opened."""
    with opened(raw, wanted) as inner:
        return inner.name.removeprefix("file.zip: ")


@pytest.mark.parametrize(
    "members",
    [
        {"p_2018.txt": YEAR, "p_2019.txt": NEXT},
        {"a/table.csv": YEAR, "b/table.csv": NEXT},
        {"one.xlsx": workbook(), "two.csv": YEAR},
        {"one.geojson": POINTS, "two.geojson": POINTS + " "},
    ],
)
def test_of_two_files_that_may_be_meant_none_is_taken(tmp_path: Path, members: dict[str, str]) -> None:
    raw = zipped(tmp_path, members)
    (fault,) = refusal(lambda: taken(raw, "text", "xlsx", "geojson"))
    assert fault.code == "zip.several"
    assert fault.parameters == {"members": ", ".join(members)}


@pytest.mark.parametrize(
    ("members", "name"),
    [
        # A note with a line or two, or with lines that are no table, explains what stands beside it.
        ({"notes.txt": "Remarques; voir plus bas\nligne; suite\n", "p_2019.txt": YEAR}, "p_2019.txt"),
        ({"notes.txt": "Remarques\nligne; suite\n" * 9, "p_2019.txt": YEAR}, "p_2019.txt"),
        ({"legend.csv": "code;mot\n1;un\n", "points.geojson": POINTS + " " * 1000}, "points.geojson"),
        # One thing in two formats, or twice the same.
        ({"p.xlsx": workbook(), "p.txt": YEAR}, "p.xlsx"),
        ({"a/p.txt": YEAR, "copy of p.txt": YEAR}, "a/p.txt"),
        # A single text is taken whatever it looks like.
        ({"names.txt": "name\nA\nB\n"}, "names.txt"),
        ({"short.csv": TABLE}, "short.csv"),
    ],
)
def test_what_explains_or_repeats_is_left_aside(tmp_path: Path, members: dict[str, str], name: str) -> None:
    assert taken(zipped(tmp_path, members), "text", "xlsx", "geojson") == name


def test_an_archive_of_several_is_still_recognised(tmp_path: Path) -> None:
    """So that the refusal says what is wrong, and not that nobody knows the file."""
    assert headers_of(zipped(tmp_path, {"p_2018.txt": YEAR, "p_2019.txt": NEXT}), TABLES) == {"cd_sector", "total"}


def test_the_case_of_two_years() -> None:
    raw = RawFile("sec_08_two_years.zip", case("sec_08_two_years.zip"))
    with pytest.raises(Refused) as caught:
        checked(raw, "population", "statbel", commune("52011"))
    (fault,) = caught.value.faults
    assert fault.parameters["members"] == "OPENDATA_SECTOREN_2018.txt, OPENDATA_SECTOREN_2019.txt"


def test_the_case_of_a_note_before_the_table() -> None:
    raw = RawFile("sec_14_first_is_notes.zip", case("sec_14_first_is_notes.zip"))
    result = checked(raw, "population", "statbel", commune("52011"))
    assert len(result.table) > 280
    assert codes(result.faults, "error") == []


def test_a_workbook_of_two_years_is_asked_about_and_a_legend_is_passed_over(tmp_path: Path) -> None:
    years = [["CD_REFNIS", "CD_SECTOR", "TOTAL"], [52011, "52011A00-", 7]]
    legend = [["Variable", "Description"], ["TOTAL", "habitants"]]
    raw = sheets(tmp_path, "p_2019.xlsx", {"Légende": legend, "Données": years})
    assert {"cd_sector", "total"} <= headers_of(raw, TABLES)
    assert checked(raw, "population", "statbel", commune("52011")).table["population"].tolist() == [7]
    two = sheets(tmp_path, "p.xlsx", {"2018": years, "2019": years})
    (fault,) = refusal(lambda: checked(two, "population", "statbel", commune("52011")))
    assert (fault.code, fault.parameters["sheets"]) == ("table.several_tables", "2018, 2019")
