"""Names on a map that leaves the room: in the middle of their section, and beside the dots rather than upon them."""

import geopandas as gpd
import shapely

from exports.maps.drawing import WIDTH, Dot, Drawing, Ground

SECTIONS = gpd.GeoDataFrame(
    {"section_code_statbel": ["A", "B"], "section_name": ["Gilly", "Roux"]},
    index=["A00", "B00"],
    geometry=[shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)],
    crs="EPSG:3812",
)
"""Two squares of a kilometre side by side."""


def _middle(drawing: Drawing, ground: Ground, name: str) -> tuple[float, float]:
    """Return where a name stands, in metres."""
    label = next(each for each in drawing.labels if each.text == name)
    west, south, east, north = ground.bounds
    return west + label.x * (east - west), north - label.y * (north - south)


def test_a_name_stands_in_the_middle_where_nothing_is_there() -> None:
    ground = Ground(SECTIONS)
    x, y = _middle(ground.drawing(), ground, "Gilly")
    assert max(abs(x - 500), abs(y - 500)) < 30


def test_a_name_leaves_its_middle_to_a_dot_and_stays_in_its_section() -> None:
    ground = Ground(SECTIONS)
    dot = Dot(500, 500, 8, "#1d4e6b")
    drawing = ground.drawing(dots=[dot])
    x, y = _middle(drawing, ground, "Gilly")
    east, north = abs(x - 500), abs(y - 500)
    # Half of the room of five letters, (7.5 * 5 + 14) / 2, and the dot, in the drawing's units.
    metre = WIDTH / (ground.bounds[2] - ground.bounds[0])
    assert east * metre >= 25.75 + 8 or north * metre >= 13 + 8
    assert SECTIONS.geometry["A00"].contains(shapely.Point(x, y))
    assert _middle(drawing, ground, "Roux") == _middle(ground.drawing(), ground, "Roux"), "no dot lies under this one"


def test_where_dots_are_everywhere_a_name_hides_the_small_ones() -> None:
    ground = Ground(SECTIONS)
    large = [Dot(x, y, 9, "#1d4e6b") for x in range(0, 1000, 40) for y in range(0, 560, 40)]
    small = [Dot(x, y, 1, "#1d4e6b") for x in range(0, 1000, 40) for y in range(560, 1000, 40)]
    drawing = ground.drawing(dots=[*large, *small])
    assert len(drawing.labels) == 2, "a name is never left out for a dot"
    assert _middle(drawing, ground, "Gilly")[1] > 560
