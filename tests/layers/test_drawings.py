"""How layers say they are drawn: with columns they have, codes those may hold, and looks the map can draw."""

import re
from typing import get_args

import pytest

from layers import LAYERS, Layer
from layers._spec import Colour, Dash, Fill, Symbol
from tests.bus_stops import BUS_STOPS
from tests.conftest import ROOT
from ui.map.overlays import COLOURS

DRAWN = [layer for layer in (*LAYERS, BUS_STOPS) if layer.drawing]
SHAPES = {"points": {"point", "point or polygon"}, "areas": {"polygon", "point or polygon"}, "lines": {"line"}}
"""What is drawn -> the geometries it can be drawn from."""


@pytest.mark.parametrize("layer", DRAWN, ids=lambda layer: layer.name)
def test_a_drawing_names_what_the_layer_declares(layer: Layer) -> None:
    drawing, columns = layer.drawing, {column.name for column in layer.columns}
    assert layer.geometry in SHAPES[drawing.kind]
    assert drawing.title
    assert len(drawing.title) <= 20, "the title stands on a button"
    assert drawing.looks
    assert all(look.text for look in drawing.looks)
    assert drawing.by is None or drawing.by in columns
    assert drawing.tip is None or drawing.tip in columns
    assert drawing.tip is None or drawing.kind == "points", "only points can be pointed at"
    assert drawing.kind == "areas" or not drawing.first_wins
    assert 0 <= drawing.from_zoom <= 17


@pytest.mark.parametrize("layer", DRAWN, ids=lambda layer: layer.name)
def test_looks_are_told_apart_by_codes_of_their_column(layer: Layer) -> None:
    drawing = layer.drawing
    codes = [look.code for look in drawing.looks]
    if drawing.by is None:
        assert codes == [None], "several looks need a column that tells them apart"
        return
    column = layer.column(drawing.by)
    assert len(set(codes)) == len(codes)
    assert None not in codes
    assert not column.labels or set(codes) <= set(column.labels)
    assert {type(code) for code in codes} == {{"text": str, "integer": int, "boolean": bool}[column.kind]}


@pytest.mark.parametrize("layer", DRAWN, ids=lambda layer: layer.name)
def test_no_two_looks_of_a_layer_are_alike(layer: Layer) -> None:
    drawn = {
        "points": lambda look: (look.colour, look.symbol),
        "areas": lambda look: (look.colour, look.fill, look.dash),
        "lines": lambda look: (look.colour, look.dash),
    }[layer.drawing.kind]
    assert len({drawn(look) for look in layer.drawing.looks}) == len(layer.drawing.looks)
    assert all(look.colour in get_args(Colour) for look in layer.drawing.looks)


def test_the_map_can_draw_every_look_that_can_be_declared() -> None:
    assert set(COLOURS) == set(get_args(Colour))
    script = (ROOT / "ui" / "map" / "browser" / "symbols.js").read_text("utf-8")
    missing = [
        name
        for name in (*get_args(Symbol), *get_args(Fill), *get_args(Dash))
        if not re.search(rf"\b{name}:|\"{name}\"", script)
    ]
    assert missing == []


@pytest.mark.parametrize("name", ["atlas.js", "symbols.js"])
def test_the_script_of_the_map_knows_no_layer(name: str) -> None:
    script = (ROOT / "ui" / "map" / "browser" / name).read_text("utf-8")
    assert [layer.name for layer in DRAWN if layer.name in script] == []
    assert not re.search(r"wi-?fi|fibre|5g|bus stop", script, re.IGNORECASE)
