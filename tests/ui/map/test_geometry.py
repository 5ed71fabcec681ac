"""What the browser is given to draw: Toyville in degrees, with places and names and nothing else."""

import json
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import shape

from geo.ranking.assessment import assess
from layers import LAYERS, layer
from tests import toyville
from ui.map.geometry import drawings
from ui.map.overlays import Drawn, drawn_layers


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict]]:
    tables = toyville.tables(
        buildings=toyville.buildings(
            {"x": {"at": (50, 50), "name": "Éco<le>"}, "y": {"at": None, "name": "Nulle part"}}
        ),
        fibre=toyville.fibre([(toyville.area(0, 0, 500, 100), "available", None, date(2025, 1, 1))]),
        mobile_5g=toyville.mobile_5g(
            [(toyville.area(0, 0, 300, 200), "A", 1), (toyville.area(0, 0, 300, 100), "B", 3)]
        ),
        wifi=toyville.wifi({"w": (150, 150)}),
    )
    assessment = assess(tables, toyville.PLACE, toyville.PARAMETERS)
    overlays = [
        Drawn(layer, drawing, getattr(assessment.evidence, layer.name, getattr(tables, layer.name)))
        for layer, drawing in drawn_layers(LAYERS)
    ]
    texts = drawings(assessment.evidence, overlays, Path(tmp_path_factory.mktemp("none")) / "none.geojson")
    return {name: json.loads(text)["features"] for name, text in texts.items()}


def test_neighbourhoods_and_buildings_carry_their_place_in_the_evidence(shapes) -> None:
    assert [each["properties"]["i"] for each in shapes["sectors"]] == list(range(9))
    assert shapes["sectors"][0]["properties"]["code"] == toyville.code("a1")
    assert [each["properties"] for each in shapes["sites"]] == [{"i": 0, "id": "x", "name": "Éco<le>"}]


def test_everything_is_in_degrees_with_five_decimals(shapes) -> None:
    longitude, latitude = shapes["sites"][0]["geometry"]["coordinates"]
    assert 4.3 < longitude < 4.6
    assert 50.3 < latitude < 50.6
    assert (round(longitude, 5), round(latitude, 5)) == (longitude, latitude)


def test_former_communes_have_an_outline_and_a_name(shapes) -> None:
    kinds = [each["properties"]["kind"] for each in shapes["sections"]]
    assert kinds == ["section", "name"] * 3 + ["commune"]
    # A row of three squares is three times as wide as high; its name stands in it.
    names = [each["properties"]["name"] for each in shapes["sections"] if each["properties"]["kind"] == "name"]
    assert len(set(names)) == 3


def test_what_covers_the_commune_is_cut_at_its_border(shapes) -> None:
    south = shape(shapes["sectors"][0]["geometry"]).union(shape(shapes["sectors"][2]["geometry"])).envelope
    (fibre,) = shapes["over-fibre"]
    assert fibre["properties"] == {"look": 0}
    assert shape(fibre["geometry"]).area == pytest.approx(south.area, rel=0.02)


def test_5g_is_told_by_the_best_operator(shapes) -> None:
    looks = layer("mobile_5g").drawing.looks
    graded = {looks[each["properties"]["look"]].code: shape(each["geometry"]) for each in shapes["over-mobile_5g"]}
    # Class 1 in the two southern rows, but class 3 in the southernmost: one row is left to class 1, none to class 2.
    assert set(graded) == {1, 3}
    assert graded[1].area == pytest.approx(graded[3].area, rel=0.02)
    assert graded[1].intersection(graded[3]).area == pytest.approx(0, abs=graded[1].area / 50)


def test_absent_layers_are_empty_and_not_missing(shapes) -> None:
    assert shapes["over-support_places"] == []
    assert shapes["water"] == []
    assert len(shapes["over-wifi"]) == 1
