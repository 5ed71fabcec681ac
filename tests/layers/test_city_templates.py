"""The templates cities fill in: readable as shipped, with every column of the layer, and no others."""

from pathlib import Path

import pandas as pd
import pytest

from layers._adapters._opening_hours import is_readable
from layers._raw import RawFile
from layers._registry import LAYERS, layer
from layers.reading.tables_in import read_table
from tests.layers.city_files import checked, place, text_file

TEMPLATES = Path(__file__).resolve().parents[2] / "layers" / "templates"
CITY = [(each.name, source.name) for each in LAYERS if each.geometry for source in each.sources if source.template]
"""What a city lists of its own; its indicators are a table of another shape."""

PLACELESS = [("devices", "city"), ("school_pupils", "city"), ("realised", "city")]
"""What a city lists without coordinates."""

MADE = ("source", "dropped_x_m", "dropped_y_m")
"""Columns that no list holds: the program fills them."""


def _read_without_a_fault(name: str, source: str) -> tuple[list[str], pd.DataFrame]:
    """Return the headers of a source's template, and what its two rows are read as."""
    template = layer(name).source(source).template
    assert template is not None
    raw = RawFile(template, TEMPLATES / template)
    assert raw.content.startswith(b"\xef\xbb\xbf")
    assert layer(name).source(source).recognise(raw)
    result = checked(raw, name, source, place())
    assert result.faults == []
    assert len(result.table) == 2
    return list(read_table(raw).columns), result.table


@pytest.mark.parametrize(("name", "source"), CITY)
def test_a_template_is_a_file_of_its_source_without_a_fault(name: str, source: str) -> None:
    headers, table = _read_without_a_fault(name, source)
    declared = [column.name for column in layer(name).columns if column.name not in MADE]
    assert headers[: len(declared)] == declared
    assert headers[len(declared) :] == (["wkt"] if layer(name).geometry == "polygon" else ["x_m", "y_m"])
    # Every column is shown filled in at least once.
    assert table[declared].notna().any().all()


@pytest.mark.parametrize(("name", "source"), PLACELESS)
def test_a_template_without_places_is_a_file_of_its_source(name: str, source: str) -> None:
    headers, table = _read_without_a_fault(name, source)
    assert headers == list(table.columns) == [each.name for each in layer(name).columns]
    assert table.notna().any().all()


def test_every_template_belongs_to_a_source() -> None:
    used = {source.template for each in LAYERS for source in each.sources if source.template}
    assert {path.name for path in TEMPLATES.glob("*.csv")} <= used


@pytest.mark.parametrize(("name", "source"), CITY)
def test_a_web_page_or_a_picture_is_not_the_citys(tmp_path: Path, name: str, source: str) -> None:
    page = text_file(tmp_path, "a.csv", "<!DOCTYPE html><html><body>captcha</body></html>")
    picture = text_file(tmp_path, "b.csv", "\x89PNG\r\n\x1a\n\x00\x00")
    assert not layer(name).source(source).recognise(page)
    assert not layer(name).source(source).recognise(picture)


@pytest.mark.parametrize(
    "text", ["Mo-Fr 09:00-17:00", "Mo,We 09:00-12:00,13:00-16:00; PH off", "24/7", "Tu[1] 14:00-16:00"]
)
def test_opening_hours_in_the_notation(text: str) -> None:
    assert is_readable(text)


@pytest.mark.parametrize(
    "text", ["lundi 9h-17h", "Mo-Fr 9-17", "", "sur rendez-vous", "Mo-Fr 09:00-17:00 sauf été", "25:00"]
)
def test_opening_hours_that_are_not(text: str) -> None:
    assert not is_readable(text)
