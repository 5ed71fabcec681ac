"""QGIS itself opens the project of a published snapshot, by a section of pg_service.conf; skipped without QGIS."""

import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from exports.gis.layers import MAP_LAYERS
from exports.postgis.service import project_of
from tests.exports.gis import gis_town
from tests.exports.gis.test_in_qgis import opened
from tests.exports.postgis.test_publish import VIEWS, published
from words import translator

pytestmark = pytest.mark.slow


def test_qgis_finds_every_layer_by_the_service_and_no_secret_stands_in_the_project(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [gis_town.PYTHON_OF_QGIS, "-c", "import qgis.core"]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("QGIS is not installed here (python3-qgis)")
    published(database, only=())
    parts = urlsplit(database)
    section = f"[town]\nhost={parse_qs(parts.query)['host'][0]}\ndbname={parts.path[1:]}\nuser=postgres\n"
    (tmp_path / "services").write_text(section)
    monkeypatch.setenv("PGSERVICEFILE", str(tmp_path / "services"))
    layers = gis_town.layers()
    text = project_of(layers, "Town", translator("nl"), "town", VIEWS)
    (tmp_path / "town.qgs").write_text(text, "utf-8")
    assert "host=" not in text
    assert "password" not in text
    told = opened(tmp_path / "town.qgs", tmp_path / "town.png")
    assert set(told["layers"]) == set(MAP_LAYERS)
    for name, seen in told["layers"].items():
        assert seen["valid"], name
        assert seen["crs"] == "EPSG:3812"
        assert sum(seen["classes"].values()) == len(layers[name])
        assert seen["title"] == translator("nl")(MAP_LAYERS[name].title)
