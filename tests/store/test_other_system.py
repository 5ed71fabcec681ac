"""A commune whose projection is changed after its layers were published is told so, and nothing is mixed."""

from pathlib import Path

import pytest

from geo.errors import DataError
from layers import layer
from store.refresh import refresh
from store.store import Store
from tests import toyville
from tests.layers.toy_layers import NOW

WIFI = "wifi_id;name;access;x;y\nw1;Halle;public;4.44;50.41\n"


def test_published_layers_are_not_read_in_another_system(tmp_path: Path) -> None:
    path = tmp_path / "wifi_2026.csv"
    path.write_text(WIFI)
    there = Store(tmp_path / "data", toyville.PLACE)
    refresh(there, layer("wifi"), None, [path], now=NOW)
    assert len(there.read("wifi")) == 1
    moved = Store(tmp_path / "data", toyville.PLACE.model_copy(update={"metric_crs": "EPSG:31370"}))
    for act in (lambda: moved.read("wifi"), lambda: refresh(moved, layer("wifi"), None, [path], now=NOW)):
        with pytest.raises(DataError, match="metric_crs") as refused:
            act()
        assert refused.value.parameters == {"layer": "wifi", "stored": "EPSG:3812", "written": "EPSG:31370"}
    assert len(there.history("wifi").publications) == 1
