"""A list cut in the middle: told wherever the file itself can show it, and never one value for another in silence."""

from pathlib import Path

import pytest

from layers import layer
from layers._fault import CATALOGUE
from layers._raw import RawFile
from layers.reading.tables_in import read_table
from store.refresh import validate
from tests import toyville
from tests.cases import case
from tests.layers.telling import codes

WHOLE = (
    "building_id;name;activity;public_access;x_m;y_m;floor_area_m2\n"
    "a;Bibliothèque;culture;oui;652300;625100;450\n"
    "b;Piscine;sport;oui;658500;624000;1019\n"
)


def _read(folder: Path, text: str) -> list[str]:
    path = folder / "batiments_2026.csv"
    path.write_text(text, "utf-8-sig")
    return codes(read_table(RawFile(path.name, path)).attrs["faults"])


@pytest.mark.parametrize(("end", "said"), [("", False), ("\n", True), ("19\n", True), ("019\n", True)])
def test_a_file_that_ends_inside_its_last_cell_says_so(tmp_path: Path, end: str, said: bool) -> None:
    """``1019`` cut to ``10`` is a number as good as any."""
    text = WHOLE.removesuffix(end) if end else WHOLE
    assert ("table.last_cell" in _read(tmp_path, text)) == said


def test_a_last_cell_in_closed_quotes_is_whole(tmp_path: Path) -> None:
    assert "table.last_cell" not in _read(tmp_path, WHOLE.removesuffix("1019\n") + '"1019"')


@pytest.mark.parametrize("cut", [6, 12, 30])
def test_a_line_that_lacks_cells_is_refused_and_named(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "batiments_2026.csv"
    path.write_text(WHOLE[:-cut], "utf-8-sig")
    spec = layer("buildings")
    found = validate(toyville.PLACE, spec, spec.source("inventory"), [path])
    assert [(fault.code, fault.row) for fault in found if fault.severity == "error"] == [("table.ragged_row", 3)]


def test_places_of_help_with_addresses_alone_are_refused_with_the_remedy() -> None:
    spec = layer("support_places")
    found = validate(toyville.PLACE, spec, spec.source("city"), [case("gis_18_epn_addresses.csv")])
    (fault,) = [fault for fault in found if fault.severity == "error"]
    assert fault.code == "place.addresses_wait", "the addresses would do, once the layer of addresses is there"
    assert "residences" in CATALOGUE[fault.code].remedy
