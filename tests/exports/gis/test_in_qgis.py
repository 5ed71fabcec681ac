"""QGIS itself opens what is exported and draws it; skipped where QGIS is not installed."""

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from exports.gis.geopackage import write_geopackage
from exports.gis.layers import MAP_LAYERS
from exports.gis.project import beside, project
from exports.gis.styles import styles_of
from tests.exports.gis import gis_town
from words import translator

pytestmark = pytest.mark.slow

DRAW = Path(__file__).with_name("draw_in_qgis.py")


@pytest.fixture(scope="module", autouse=True)
def _there_is_qgis() -> None:
    asked = subprocess.run([gis_town.PYTHON_OF_QGIS, "-c", "import qgis.core"], capture_output=True, check=False)
    if asked.returncode:
        pytest.skip("QGIS is not installed here (python3-qgis)")


def opened(path: Path, *words: object) -> dict[str, Any]:
    """Return what QGIS finds in a project."""
    command = [gis_town.PYTHON_OF_QGIS, str(DRAW), str(path), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, cwd="/")
    return json.loads(done.stdout.splitlines()[-1])


def test_qgis_opens_the_project_and_draws_every_class_the_unknown_too(tmp_path: Path) -> None:
    layers = gis_town.layers()
    # Nobody knows the index of the first neighbourhood: the one below on the left, as wide as a third of the town.
    sectors = layers["sectors"].copy()
    sectors.loc[sectors["sector_code_statbel"] == sectors["sector_code_statbel"].iloc[0], "vulnerability_index"] = None
    layers["sectors"] = sectors
    spoken = translator("fr")
    write_geopackage(layers, tmp_path / "town.gpkg", styles_of(layers, spoken))
    (tmp_path / "town.qgs").write_text(project(layers, "Ville <&> 'é'", spoken, beside("town.gpkg")), "utf-8")
    told = opened(tmp_path / "town.qgs", tmp_path / "town.png", "sectors")
    assert told["read"]
    assert (told["title"], told["crs"]) == ("Ville <&> 'é'", "EPSG:3812")
    assert told["order"] == list(MAP_LAYERS)
    for name, layer in layers.items():
        seen = told["layers"][name]
        assert seen["valid"], name
        assert (seen["rows"], seen["crs"]) == (len(layer), "EPSG:3812")
        assert seen["title"] == spoken(MAP_LAYERS[name].title)
        assert sum(seen["classes"].values()) == len(layer), name
    assert told["layers"]["sectors"]["classes"]["inconnu"] == 1
    picture = Image.open(tmp_path / "town.png").convert("RGB")
    west, south, east, north = sectors.total_bounds
    scale = max((east - west) * 1.05 / picture.width, (north - south) * 1.05 / picture.height)

    def colours(number: int) -> set[tuple[int, int, int]]:
        """Return the colours drawn around the middle of a neighbourhood."""
        middle = sectors.geometry.iloc[number].centroid
        x = round(picture.width / 2 + (middle.x - (west + east) / 2) / scale)
        y = round(picture.height / 2 - (middle.y - (south + north) / 2) / scale)
        return {picture.getpixel((x + dx, y + dy)) for dx in range(-20, 21) for dy in range(-20, 21)}  # type: ignore[misc]

    assert all(len(colours(number)) == 1 for number in range(1, len(sectors))), "one colour fills it"
    assert len({min(colours(number)) for number in range(1, len(sectors))}) >= 4, "classes are told apart"
    hatched = colours(0)
    assert (255, 255, 255) in hatched, "a hatching, not an amount"
    assert any(red > green + 40 for red, green, _blue in hatched), "in a colour of its own, not a hole"


def test_people_are_drawn_so_faintly_that_neighbourhoods_show_through(tmp_path: Path) -> None:
    layers = gis_town.layers()
    spoken = translator("en")
    write_geopackage(layers, tmp_path / "town.gpkg", styles_of(layers, spoken))
    (tmp_path / "town.qgs").write_text(project(layers, "Town", spoken, beside("town.gpkg")), "utf-8")
    opened(tmp_path / "town.qgs", tmp_path / "with.png", "demand", "sectors")
    opened(tmp_path / "town.qgs", tmp_path / "without.png", "sectors")
    drawn, bare = (
        np.asarray(Image.open(tmp_path / name).convert("RGB")).astype(int) for name in ("with.png", "without.png")
    )
    darker = np.abs(drawn - bare).max()
    assert 0 < darker < 128
