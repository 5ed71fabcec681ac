"""GeoJSON is read as the standard says and never another way, and everything that is left out is named."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers._fault import Fault
from layers._raw import RawFile
from layers.reading.geojson_in import read_geojson
from tests.laws import draws
from tests.layers.telling import codes, refusal, written

SQUARE = [[[0, 0], [1, 0], [1, 1], [0, 0]]]


def feature(coordinates: Any = (1, 2), kind: str = "Point", **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(*features: Any, **members: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members})


def read(folder: Path, text: str | bytes) -> tuple[gpd.GeoDataFrame, str | None, list[Fault]]:
    return read_geojson(written(folder, text, "a.geojson"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            '{"t\\u0079pe": "gdal_streamed_alg", "command_line": "gdal vector pipeline read /etc/passwd"}',
            "not_features",
        ),
        ('{"type": "FeatureCollection", "features": [], "type": "gdal_streamed_alg"}', "key_twice"),
        ('{"type": "FeatureCollection", "features": [], "features": []}', "key_twice"),
        ('{"type": "FeatureCollection", "features": 7}', "not_features"),
        ('{"type": "Topology", "features": []}', "not_features"),
        ('{"features": []}', "not_features"),
        ("[]", "file.unreadable"),
        ('{"type": "FeatureCollection", "features": [', "file.unreadable"),
        ('{"type": "FeatureCollection", "features": [],}', "file.unreadable"),
        ('{"type": "FeatureCollection" "features": []}', "file.unreadable"),
        ('{"type": "FeatureCollection", "features": []} 7', "file.unreadable"),
        ('{"type": "FeatureCollection", "features": [' + "[" * 100_000 + "]}", "file.unreadable"),
        (b'{"type": "FeatureCollection", "name": "\xe9cole", "features": []}', "table.encoding"),
    ],
)
def test_what_is_not_geojson_is_refused(tmp_path: Path, text: str | bytes, code: str) -> None:
    found = codes(refusal(lambda: read(tmp_path, text)))
    assert len(found) == 1
    assert found[0].endswith(code)


def test_a_key_that_stands_twice_in_a_feature_is_named_with_it(tmp_path: Path) -> None:
    twice = '{"type": "Feature", "properties": {"a": 1, "a": 2}, "geometry": null}'
    text = collection(feature()).replace("]}}]", "]}}, " + twice + "]")
    faults = refusal(lambda: read(tmp_path, text))
    assert [(fault.code, fault.row, fault.value) for fault in faults] == [("geojson.key_twice", 2, "a")]


def test_an_address_of_a_system_is_never_opened(tmp_path: Path) -> None:
    for properties in (
        {"href": "http://127.0.0.1:9/crs", "type": "proj4"},
        {"name": "x", "href": "http://127.0.0.1:9/"},
    ):
        text = collection(feature(), crs={"type": "link", "properties": properties})
        assert codes(refusal(lambda text=text: read(tmp_path, text))) == ["crs.link"]
    assert codes(refusal(lambda: read(tmp_path, collection(feature(), crs="EPSG:4326")))) == ["crs.unreadable"]


def test_what_is_no_feature_keeps_its_number_and_is_named(tmp_path: Path) -> None:
    frame, _, faults = read(tmp_path, collection(feature(n=1), None, 7, {"type": "Point"}, feature(n=5)))
    assert frame.index.tolist() == [1, 5]
    assert frame["n"].tolist() == [1, 5]
    assert [(fault.code, fault.row, fault.severity) for fault in faults] == [
        ("feature.not_one", 2, "row"),
        ("feature.not_one", 3, "row"),
        ("feature.not_one", 4, "row"),
    ]


@pytest.mark.parametrize(
    ("kind", "coordinates"),
    [
        ("Point", [1]),
        ("Point", ["1", "2"]),
        ("Point", [float("nan"), 2]),
        ("Point", [float("inf"), 2]),
        ("Point", [None, 2]),
        ("Point", {"x": 1}),
        ("Point", [[1, 2]]),
        ("LineString", [[1, 2]]),
        ("LineString", [[1, 2], None]),
        ("LineString", [1, 2]),
        ("Polygon", [None]),
        ("Polygon", [SQUARE[0], None]),
        ("Polygon", [[[0, 0], [1, 0], [1, 1]]]),
        ("Polygon", [[[0, 0], [1, 0], [1, 1], [0, 1]]]),
        ("MultiPolygon", [SQUARE, None]),
        ("MultiPolygon", [SQUARE, [None]]),
        ("MultiPolygon", [SQUARE, []]),
        ("CircularString", [[0, 0], [1, 1], [2, 0]]),
        ("polygon", SQUARE),
        (None, None),
    ],
)
def test_a_shape_that_is_broken_in_any_part_is_none_and_named(tmp_path: Path, kind: str, coordinates: Any) -> None:
    frame, _, faults = read(tmp_path, collection(feature(), feature(coordinates, kind)))
    assert frame.geometry.isna().tolist() == [False, True]
    assert [(fault.code, fault.row) for fault in faults] == [("geometry.unreadable", 2)]


def test_a_number_of_any_length_is_read_or_named(tmp_path: Path) -> None:
    long = collection(feature([4.5, 50.25], n=1), feature([4.5, 50.25], n=1)).replace("50.25", "5" + "0" * 5000, 1)
    frame, _, faults = read(tmp_path, long.replace('"n": 1', '"n": 1' + "0" * 5000, 1))
    assert codes(faults) == ["geometry.unreadable"]
    assert frame.geometry.isna().tolist() == [True, False]


def test_heights_are_left_out_even_where_only_some_have_one(tmp_path: Path) -> None:
    mixed = feature([[0, 0, 5], [1, 0], [1, 1, 7, 9], [0, 0, 5]], "LineString")
    frame, _, _ = read(tmp_path, collection(mixed, feature([1, 2, 3])))
    assert shapely.to_wkt(frame.geometry.array, rounding_precision=0).tolist() == [
        "LINESTRING (0 0, 1 0, 1 1, 0 0)",
        "POINT (1 2)",
    ]


def test_columns_are_what_stands_in_them(tmp_path: Path) -> None:
    columns = {
        "whole": (1, 3),
        "gap": (2, None),
        "share": (1, 0.5),
        "yes": (True, False),
        "text": ("2024-01-31", "é"),
        "mixed": (1, {"a": "\ud800"}),
        "parts": (["a", "b"], "c"),
        "nan": (1.5, float("nan")),
    }
    rows = [{name: values[place] for name, values in columns.items()} for place in (0, 1)]
    frame, _, faults = read(tmp_path, collection(*(feature(**row) for row in rows)))
    assert faults == []
    assert frame.columns.tolist() == [*rows[0], "geometry"]
    assert [str(frame[each].dtype) for each in rows[0]] == [
        *("int64", "Int64", "float64", "bool", "str", "str", "object", "float64"),
    ]
    assert frame["mixed"].tolist() == ["1", '{"a": "?"}']
    assert frame["text"].tolist() == ["2024-01-31", "é"], "a day is not guessed"
    assert frame["parts"].iloc[0] == ["a", "b"]
    assert np.isnan(frame["nan"].iloc[1])


def test_a_property_may_be_called_as_the_shape_is(tmp_path: Path) -> None:
    frame, _, _ = read(tmp_path, collection(feature(geometry="x", geometry_="y")))
    assert frame.columns.tolist() == ["geometry_", "geometry__", "geometry"]
    assert frame.geometry.iloc[0] == shapely.Point(1, 2)


def test_features_one_after_the_other_and_bare_shapes_are_read(tmp_path: Path) -> None:
    lines = "\x1e" + "\n\x1e".join(json.dumps(feature(n=n)) for n in (1, 2)) + "\n"
    assert read(tmp_path, lines)[0]["n"].tolist() == [1, 2]
    assert read(tmp_path, json.dumps({"type": "Polygon", "coordinates": SQUARE}))[0].geometry.area.tolist() == [0.5]


def test_a_service_that_left_features_out_is_told(tmp_path: Path) -> None:
    for members in ({"numberMatched": 3}, {"totalFeatures": 3}, {"properties": {"exceededTransferLimit": True}}):
        _, _, faults = read(tmp_path, collection(feature(), feature(), **members))
        assert [(fault.code, fault.severity) for fault in faults] == [("features.not_all", "error")]
    for members in ({"numberMatched": 2}, {"totalFeatures": "unknown"}, {"exceededTransferLimit": False}):
        assert read(tmp_path, collection(feature(), feature(), **members))[2] == []


shapes = st.one_of(
    st.tuples(st.floats(-180, 180), st.floats(-90, 90)).map(shapely.Point),
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=2, max_size=6, unique=True).map(
        shapely.LineString
    ),
    st.tuples(st.integers(-99, 99), st.integers(-80, 80), st.integers(1, 9)).map(
        lambda box: shapely.box(box[0], box[1], box[0] + box[2], box[1] + box[2])
    ),
    st.lists(st.integers(-80, 80), min_size=1, max_size=4, unique=True).map(
        lambda places: shapely.MultiPolygon([shapely.box(10 * x, 0, 10 * x + 5, 5) for x in places])
    ),
)


@draws(60)
@given(drawn=st.lists(shapes, min_size=1, max_size=8))
def test_shapes_are_those_another_reader_sees(tmp_path_factory: pytest.TempPathFactory, drawn: list) -> None:
    """Held against the geodata library: the same shapes to the last digit, in the same order."""
    text = collection(*({"type": "Feature", "properties": {}, "geometry": each.__geo_interface__} for each in drawn))
    raw = written(tmp_path_factory.mktemp("drawn"), text, "a.geojson")
    other = pyogrio.read_dataframe(raw.path).geometry
    assert (shapely.to_wkb(read_geojson(raw)[0].geometry.array) == shapely.to_wkb(other.array)).all()


def test_a_recipe_opens_no_other_file(tmp_path: Path) -> None:
    """Whatever way in is taken: a collection that is also what a driver of the library would follow."""
    neighbour = tmp_path / "neighbour.geojson"
    neighbour.write_text(collection(feature(name="secret")), "utf-8")
    recipe = {"gdal_streamed_alg": 1, "command_line": f"gdal vector pipeline read {neighbour}"}
    frame, _, _ = read(tmp_path, collection(feature(name="own"), **recipe, stac_version="1.0.0", conformsTo=["x"]))
    assert frame["name"].tolist() == ["own"]


def test_a_raw_file_says_its_name(tmp_path: Path) -> None:
    raw = RawFile("as received.geojson", written(tmp_path, "{").path)
    assert refusal(lambda: read_geojson(raw))[0].file == "as received.geojson"
