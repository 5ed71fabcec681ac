"""File names from servers and users, made safe for every system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store._publishing.file_names import file_name_of_url, safe_file_name


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("secteurs 2024.csv", "secteurs 2024.csv"),
        ("Bâtiments.xlsx", "Bâtiments.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\liste.csv", "liste.csv"),
        ("a<b>:c?.csv", "a_b_c_.csv"),
        ("..", "download"),
        ("", "download"),
        (".tmp-1234", "tmp-1234"),
        ("CON.csv", "file_CON.csv"),
        ("provenance.json", "file_provenance.json"),
        ("x" * 300 + ".geojson", "x" * 112 + ".geojson"),
        ("é" * 300, "é" * 60),
    ],
)
def test_worked_names(given_name: str, safe: str) -> None:
    assert safe_file_name(given_name) == safe


@given(st.text(max_size=300))
def test_every_name_is_one_component_that_can_be_written(name: str) -> None:
    safe = safe_file_name(name)
    assert 0 < len(safe.encode()) <= 125
    assert not set(safe) & set('<>:"/\\|?*\0\n\r\t')
    assert not safe.startswith(".")
    assert not safe.endswith((".", " "))
    assert safe.lower() != "provenance.json"


def test_the_name_of_an_address_is_its_last_part() -> None:
    assert file_name_of_url("https://x.be/a/OPEN%20DATA_SECTOREN_2019.xlsx?x=1#y") == "OPEN DATA_SECTOREN_2019.xlsx"
    assert file_name_of_url("https://x.be/") == "download"
