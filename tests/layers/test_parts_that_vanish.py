"""Nothing of a map goes missing in silence: what is left out is named, with its row, and counted."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.crs import MAP, METRIC
from layers import layer
from layers._adapters import bipt_5g, city_file, statbel_sectors
from layers._fault import Fault
from layers._spec import Cleaned
from layers.checking.schema import check
from tests import toyville
from tests.layers.telling import codes, written

SQUARES = gpd.GeoSeries([toyville.square(name) for name in ("a1", "a2", "a3", "b1")], crs=METRIC).to_crs(MAP)


def mapped(shape: Any) -> Any:
    return None if shape is None else shape.__geo_interface__


def reception(folder: Path, shapes: list[Any]) -> Cleaned:
    """Read an operator's classes 0 to 3, one shape each, as its publisher writes them."""
    features: list[Any] = [
        {"type": "Feature", "id": f"Orange_5G.{level}", "properties": {"Layer": level}, "geometry": mapped(shape)}
        for level, shape in enumerate(shapes)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return bipt_5g.clean([written(folder, text, "Orange_5G_2025.geojson")], toyville.PLACE)


@pytest.mark.parametrize("lost", [None, shapely.Polygon(), shapely.MultiPolygon()])
def test_a_class_of_reception_without_its_areas_is_named(tmp_path: Path, lost: Any) -> None:
    cleaned = reception(tmp_path, [*SQUARES[:3], lost])
    assert [(each.code, each.severity, each.row, each.value) for each in cleaned.faults if each.severity == "row"] == [
        ("place.missing", "row", 4, "3")
    ]
    assert cleaned.table["class"].tolist() == [0, 1, 2]
    whole = reception(tmp_path, list(SQUARES))
    assert whole.table["class"].tolist() == [0, 1, 2, 3]
    assert [each for each in whole.faults if each.severity == "row"] == []


def test_what_is_no_sector_is_named_though_its_commune_is_unknown(tmp_path: Path) -> None:
    names = ("a1", "a2", "a3", "b1")
    features: list[Any] = [
        {
            "type": "Feature",
            "properties": {"cd_sector": toyville.code(name), "tx_sector_descr_fr": name, "dt_situation": "2024-01-01"},
            "geometry": mapped(shape),
        }
        for name, shape in zip(names, SQUARES, strict=True)
    ]
    features[1:1] = [None]
    features[3] = {"type": "Point", "coordinates": [4, 50]}
    text = json.dumps({"type": "FeatureCollection", "features": features})
    cleaned = statbel_sectors.clean([written(tmp_path, text, "sectors.geojson")], toyville.PLACE)
    assert [(each.code, each.row) for each in cleaned.faults if each.severity == "row"] == [
        ("feature.not_one", 2),
        ("feature.not_one", 4),
    ]
    assert len(cleaned.table) == 3


@pytest.mark.parametrize("bent", ["CURVEPOLYGON(CIRCULARSTRING({0}))", "MULTISURFACE(CURVEPOLYGON(({0})))"])
def test_an_outline_with_arcs_in_text_is_named(tmp_path: Path, bent: str) -> None:
    x, y = toyville.CORNER
    ring = f"{x} {y}, {x + 50} {y + 50}, {x} {y}"
    straight = shapely.to_wkt(toyville.square("a1"))
    text = f'status;wkt\navailable;"{bent.format(ring)}"\navailable;"{straight}"\n'
    columns = layer("fibre").columns
    wanted = city_file.Wanted("fibre", "polygons", columns, made_up_key="fibre_id")
    cleaned = city_file.rows_of([written(tmp_path, text, "fibre.csv")], toyville.PLACE, wanted)
    assert [(each.code, each.row) for each in cleaned.faults if each.severity == "row"] == [("geometry.curve", 2)]
    assert cleaned.table.geometry.area.round().tolist()[1] == round(toyville.square("a1").area)


def one_row(name: str, shape: shapely.Geometry) -> list[Fault]:
    """Return what checking says of one row of a layer with this shape."""
    spec = layer(name)
    row: dict[str, Any] = {column.name: [None] for column in spec.columns}
    text = {"text": "x", "integer": "1", "number": "1", "boolean": "true", "date": "2024-01-01"}
    row |= {each.name: [next(iter(each.labels), text[each.kind])] for each in spec.columns if each.required}
    table = gpd.GeoDataFrame(pd.DataFrame(row), geometry=[shape], crs=METRIC)
    table["source_row"] = pd.array([7], dtype="Int64")
    faults = check(Cleaned(table, [], ""), spec, toyville.PLACE, file="f").faults
    codes(faults)
    return [fault for fault in faults if fault.code in ("place.covers_all", "place.reaches_far")]


X, Y = toyville.CORNER
REGION = shapely.box(X - 15_000, Y - 15_000, X + 15_000, Y + 15_000)
SPIKE = shapely.Polygon([(X, Y), (X + 10, Y), (X + 200_000, Y + 1), (X, Y + 10)])


@pytest.mark.parametrize("name", ["sectors", "buildings"])
def test_what_is_larger_than_the_commune_or_reaches_far_is_set_aside(name: str) -> None:
    for shape, code in ((REGION, "place.covers_all"), (SPIKE, "place.reaches_far")):
        assert [(fault.code, fault.severity, fault.row) for fault in one_row(name, shape)] == [(code, "row", 7)]
    assert one_row(name, toyville.square("a1")) == []


def test_areas_of_a_region_are_told_for_fibre_and_usual_for_reception() -> None:
    assert [(fault.code, fault.severity) for fault in one_row("fibre", REGION)] == [("place.covers_all", "warning")]
    assert one_row("mobile_5g", REGION) == []


def test_a_street_of_two_hundred_kilometres_is_set_aside() -> None:
    [fault] = one_row("streets", shapely.LineString([(X, Y), (X + 200_000, Y)]))
    assert (fault.code, fault.parameters["width_km"]) == ("place.reaches_far", 200)


def test_a_list_whose_shapes_are_all_gone_is_told() -> None:
    """A database in which a name was damaged still has its rows, each without its shape."""
    spec = layer("buildings")
    row: dict[str, Any] = {column.name: [None] * 2 for column in spec.columns}
    row |= {"building_id": ["B1", "B2"], "name": ["x", "y"], "source": ["inventory"] * 2}
    table = gpd.GeoDataFrame(pd.DataFrame(row), geometry=[None, None], crs=METRIC)
    table["source_row"] = pd.array([1, 2], dtype="Int64")
    faults = check(Cleaned(table, [], ""), spec, toyville.PLACE, file="f").faults
    assert [(each.severity, each.parameters) for each in faults if each.code == "places.unknown"] == [
        ("warning", {"count": 2, "total": 2})
    ]
    said = [Fault("place.no_columns", "warning", "f", parameters={"headers": "name"})]
    faults = check(Cleaned(table, said, ""), spec, toyville.PLACE, file="f").faults
    assert [each.code for each in faults if each.code.startswith("place")] == ["place.no_columns"], "said once"
