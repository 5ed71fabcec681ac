"""Geodata land in METRIC from every format and every Belgian coordinate system, or it is said why not."""

import json
import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio
import pyproj
import pytest
import shapely

import layers.reading.features_in
from geo.crs import MAP, METRIC
from layers._fault import Fault
from layers._raw import RawFile
from layers._read import read_features
from layers.reading.coordinate_systems import CANDIDATES, surroundings
from tests import toyville
from tests.layers.telling import codes, refusal, written

TOWN = gpd.GeoDataFrame(
    {"code": ["a1", "c3"], "n": [1, 2]}, geometry=[toyville.square("a1"), toyville.square("c3")], crs=METRIC
)
# FlatGeobuf is written in an order of its own; what counts is that rows are numbered as in the file.
WRITERS = {"gpkg": "GPKG", "geojson": "GeoJSON", "fgb": "FlatGeobuf", "shp": "ESRI Shapefile", "sqlite": "SQLite"}


def delivered(folder: Path, frame: gpd.GeoDataFrame, suffix: str) -> RawFile:
    """Write a frame in a format and return it as received."""
    path = folder / f"town.{suffix}"
    if suffix == "parquet":
        frame.to_parquet(path)
    else:
        pyogrio.write_dataframe(frame, path, driver=WRITERS[suffix])
    return RawFile(path.name, path)


def read(raw: RawFile, **how: Any) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    return read_features(raw, toyville.PLACE, **how)


def in_place(frame: gpd.GeoDataFrame, tolerance_m: float = 0.01) -> bool:
    """Say whether the squares of Toyville lie where they should."""
    assert frame.crs == METRIC
    moved = frame.geometry.reset_index(drop=True).hausdorff_distance(TOWN.geometry)
    return bool((moved < tolerance_m).all())


def geojson(folder: Path, features: Sequence[dict[str, Any]], **members: Any) -> RawFile:
    """Write GeoJSON by hand."""
    text = json.dumps({"type": "FeatureCollection", **members, "features": list(features)})
    return written(folder, text, "town.geojson")


def feature(geometry: Any, **members: Any) -> dict[str, Any]:
    drawn = geometry if geometry is None or isinstance(geometry, dict) else shapely.geometry.mapping(geometry)
    return {"type": "Feature", "properties": {"code": "x"}, **members, "geometry": drawn}


def point(x: float, y: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [x, y]}


@pytest.mark.parametrize("crs", CANDIDATES)
@pytest.mark.parametrize("suffix", [*WRITERS, "parquet"])
def test_every_format_in_every_system_lands_in_place(tmp_path: Path, suffix: str, crs: str) -> None:
    frame, faults = read(delivered(tmp_path, TOWN.to_crs(crs), suffix))
    assert faults == []
    assert frame.index.tolist() == [1, 2]
    assert frame.index.name == "row"
    ordered = frame.sort_values("code")
    assert in_place(ordered)
    assert ordered.drop(columns="geometry").to_numpy().tolist() == [["a1", 1], ["c3", 2]]


@pytest.mark.parametrize(
    ("crs", "x", "y"),
    [
        ("EPSG:31370", 155_392, 122_215),
        (METRIC, 655_397, 622_216),
        (MAP, 4.4446, 50.4108),
        ("EPSG:3035", 3_926_515, 3_048_163),
    ],
)
def test_the_centre_of_charleroi_is_found_from_published_coordinates(
    tmp_path: Path, crs: str, x: float, y: float
) -> None:
    raw = geojson(tmp_path, [feature(point(x, y))], crs={"type": "name", "properties": {"name": crs}})
    frame, _ = read(raw)
    assert frame.geometry.iloc[0].distance(shapely.Point(655_397, 622_216)) < 6


@pytest.mark.parametrize(
    "name",
    [
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "urn:ogc:def:crs:OGC::CRS84",
        "OGC:CRS84",
        "EPSG:4326",
        "urn:ogc:def:crs:EPSG::4326",
    ],
)
def test_the_ways_of_saying_longitude_and_latitude(tmp_path: Path, name: str) -> None:
    features = [feature(shape) for shape in TOWN.to_crs(MAP).geometry]
    frame, faults = read(geojson(tmp_path, features, crs={"type": "name", "properties": {"name": name}}))
    assert faults == []
    assert in_place(frame)


def test_the_system_is_found_before_and_after_the_features(tmp_path: Path) -> None:
    features = [feature(shape, properties={"crs": {"name": "no"}}) for shape in TOWN.to_crs("EPSG:3857").geometry]
    said = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    after = json.dumps({"type": "FeatureCollection", "features": features, "crs": said, "bbox": [1, 2, 3, 4]})
    for raw in (geojson(tmp_path, features, crs=said), written(tmp_path, after, "after.geojson")):
        frame, faults = read(raw)
        assert faults == []
        assert in_place(frame)


@pytest.mark.parametrize("crs", CANDIDATES)
def test_a_silent_geojson_is_told_by_the_size_of_its_numbers(tmp_path: Path, crs: str) -> None:
    features = [feature(shape) for shape in TOWN.to_crs(crs).geometry]
    for members in ({}, {"crs": None}):
        frame, faults = read(geojson(tmp_path, features, **members))
        assert in_place(frame)
        if crs == MAP:
            assert faults == [], "longitude and latitude is what the format says"
        else:
            assert codes(faults) == ["crs.assumed"]
            assert faults[0].severity == "warning"
            assert faults[0].parameters == {"assumed": crs}


@pytest.mark.parametrize("crs", CANDIDATES)
def test_a_shapefile_without_its_prj_is_told_by_the_size_of_its_numbers(tmp_path: Path, crs: str) -> None:
    raw = delivered(tmp_path, TOWN.to_crs(crs), "shp")
    (tmp_path / "town.prj").unlink()
    frame, faults = read(raw)
    assert in_place(frame)
    assert codes(faults) == ["crs.assumed"]


def test_a_prj_in_the_words_of_another_program_keeps_its_datum(tmp_path: Path) -> None:
    """Taken literally, this text has no shift between datums and lands about 100 m off."""
    raw = delivered(tmp_path, TOWN.to_crs("EPSG:31370"), "shp")
    esri = pyproj.CRS("EPSG:31370").to_wkt("WKT1_ESRI")
    (tmp_path / "town.prj").write_text(esri.replace("Belge_Lambert_1972", "Belge 1972 / Belgian Lambert 72"))
    frame, faults = read(raw)
    assert faults == []
    assert in_place(frame)


def test_an_undefined_system_of_a_geopackage_is_none(tmp_path: Path) -> None:
    raw = delivered(tmp_path, TOWN.to_crs("EPSG:31370"), "gpkg")
    with closing(sqlite3.connect(raw.path)) as database, database:
        database.execute("UPDATE gpkg_geometry_columns SET srs_id = -1")
        database.execute("UPDATE gpkg_contents SET srs_id = -1")
    frame, faults = read(raw)
    assert in_place(frame)
    assert codes(faults) == ["crs.assumed"]
    frame, faults = read(raw, declared_crs="EPSG:31370")
    assert in_place(frame)
    assert faults == [], "the configuration says it"


def test_what_the_file_says_goes_before_the_configuration(tmp_path: Path) -> None:
    frame, faults = read(delivered(tmp_path, TOWN, "gpkg"), declared_crs="EPSG:31370")
    assert faults == []
    assert in_place(frame)


def test_a_declared_system_that_cannot_be_is_an_error_naming_the_one_that_fits(tmp_path: Path) -> None:
    lying = TOWN.to_crs("EPSG:31370").set_crs(METRIC, allow_override=True)
    frame, faults = read(delivered(tmp_path, lying, "gpkg"))
    assert codes(faults) == ["crs.contradicted"]
    assert faults[0].severity == "error"
    assert (faults[0].parameters["declared"], faults[0].parameters["fits"]) == (METRIC, "EPSG:31370")
    assert in_place(frame), "where it is meant, so that the other checks make sense"


@pytest.mark.parametrize("crs", [MAP, METRIC, "EPSG:31370"])
def test_swapped_axes_are_an_error(tmp_path: Path, crs: str) -> None:
    turned = [shapely.transform(shape, lambda xy: xy[:, ::-1]) for shape in TOWN.to_crs(crs).geometry]
    members = {} if crs == MAP else {"crs": {"type": "name", "properties": {"name": crs}}}
    frame, faults = read(geojson(tmp_path, [feature(shape) for shape in turned], **members))
    assert codes(faults) == ["crs.swapped_axes"]
    assert faults[0].severity == "error"
    assert in_place(frame)


def test_a_file_of_another_country_is_refused(tmp_path: Path) -> None:
    berlin = [feature(point(13.4, 52.5)), feature(point(13.5, 52.6))]
    assert codes(refusal(lambda: read(geojson(tmp_path, berlin)))) == ["crs.unknown"]
    said = {"type": "name", "properties": {"name": "EPSG:4326"}}
    faults = refusal(lambda: read(geojson(tmp_path, berlin, crs=said)))
    assert codes(faults) == ["place.all_outside"]
    assert faults[0].value == "13.45, 52.55"


def test_a_national_file_touching_the_commune_is_read_whole(tmp_path: Path) -> None:
    country = feature(shapely.box(2.5, 49.5, 6.4, 51.5))
    frame, faults = read(geojson(tmp_path, [country, feature(point(3.2, 51.2))]))
    assert faults == []
    assert len(frame) == 2
    assert frame.geometry.notna().all()


def test_a_system_nobody_knows_is_refused(tmp_path: Path) -> None:
    said = {"type": "name", "properties": {"name": "EPSG:999999"}}
    raw = geojson(tmp_path, [feature(point(4.44, 50.41))], crs=said)
    assert codes(refusal(lambda: read(raw))) == ["crs.unreadable"]
    raw = geojson(tmp_path, [feature(point(4.44, 50.41))])
    assert codes(refusal(lambda: read(raw, declared_crs="Lambert"))) == ["crs.unreadable"]


def test_rows_whose_geometry_cannot_be_used_are_named_one_by_one(tmp_path: Path) -> None:
    unclosed = {"type": "Polygon", "coordinates": [[[4.44, 50.41], [4.45, 50.41], [4.45, 50.42]]]}
    mixed = {"type": "GeometryCollection", "geometries": [point(4.44, 50.41)]}
    island = {"type": "Polygon", "coordinates": [[[4.44, 50.41], [0, 0], [4.45, 50.42], [4.44, 50.41]]]}
    drawn = [point(4.44, 50.41), None, point(0, 0), mixed, unclosed, island, point(4.45, 50.42)]
    frame, faults = read(geojson(tmp_path, [feature(each) for each in drawn]))
    rows = {fault.row: fault.code for fault in faults if fault.severity == "row"}
    assert rows == {3: "place.zero", 4: "geometry.collection", 5: "geometry.unreadable", 6: "place.zero"}
    assert frame.geometry.isna().tolist() == [False, True, True, True, True, True, False]
    codes(faults)


def test_a_row_that_lands_nowhere_is_named(tmp_path: Path) -> None:
    said = {"type": "name", "properties": {"name": "EPSG:4326"}}
    frame, faults = read(geojson(tmp_path, [feature(point(4.44, 50.41)), feature(point(155_392, 122_215))], crs=said))
    assert [(fault.code, fault.row) for fault in faults] == [("geometry.unreadable", 2)]
    assert frame.geometry.isna().tolist() == [False, True]


def test_heights_are_dropped(tmp_path: Path) -> None:
    raw = delivered(tmp_path, TOWN.set_geometry(shapely.force_3d(TOWN.geometry.array, 100.0)), "gpkg")
    frame, _ = read(raw)
    assert not frame.has_z.any()


def test_ids_of_features_are_kept(tmp_path: Path) -> None:
    at = point(4.44, 50.41)
    cases: list[tuple[list[dict[str, Any]], list[str]]] = [
        ([feature(at, id="Orange_5G.1"), feature(at, id="Orange_5G.2")], ["Orange_5G.1", "Orange_5G.2"]),
        ([feature(at, id=7), feature(at, id=7)], ["7", "7"]),
        ([feature(at, id="f1", properties={"id": "p1"})], ["f1"]),
    ]
    for features, ids in cases:
        frame, faults = read(geojson(tmp_path, features))
        assert frame["feature_id"].tolist() == ids
        assert all(fault.severity == "note" for fault in faults)
    assert frame["id"].tolist() == ["p1"], "the property of the same name stays"
    frame, _ = read(geojson(tmp_path, [feature(at, properties={"id": "p1"})]))
    assert frame.columns.tolist() == ["id", "geometry"]


def test_several_layers_ask_which(tmp_path: Path) -> None:
    for name in ("fibre", "plans"):
        pyogrio.write_dataframe(TOWN, tmp_path / "t.gpkg", layer=name, driver="GPKG")
    raw = RawFile("t.gpkg", tmp_path / "t.gpkg")
    faults = refusal(lambda: read(raw))
    assert codes(faults) == ["features.several_layers"]
    assert faults[0].parameters == {"layers": "fibre, plans"}
    assert in_place(read(raw, layer="Plans")[0])
    assert codes(refusal(lambda: read(raw, layer="x"))) == ["features.which_layer"]


@pytest.mark.parametrize("suffix", [*WRITERS, "parquet"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.97])
def test_files_cut_short_are_refused(tmp_path: Path, suffix: str, share: float) -> None:
    raw = delivered(tmp_path, TOWN, suffix)
    raw.path.write_bytes(raw.content[: int(len(raw.content) * share)])
    assert codes(refusal(lambda: read(raw))) == ["file.unreadable"]


def test_a_shapefile_whose_attributes_are_cut_short_is_refused(tmp_path: Path) -> None:
    raw = delivered(tmp_path, TOWN, "shp")
    table = tmp_path / "town.dbf"
    table.write_bytes(table.read_bytes()[:-30])
    assert codes(refusal(lambda: read(raw))) == ["file.unreadable"]


def test_what_holds_no_features_is_refused(tmp_path: Path) -> None:
    assert codes(refusal(lambda: read(geojson(tmp_path, [])))) == ["features.empty"]
    assert codes(refusal(lambda: read(written(tmp_path, "a;b\n1;2\n")))) == ["file.unexpected"]
    assert codes(refusal(lambda: read(written(tmp_path, '{"error": {"code": 500}}')))) == ["file.service_error"]
    assert codes(refusal(lambda: read(written(tmp_path, "<html>")))) == ["file.web_page"]
    TOWN.drop(columns="geometry").to_parquet(tmp_path / "t.parquet")
    assert codes(refusal(lambda: read(RawFile("t", tmp_path / "t.parquet")))) == ["features.no_geometry"]
    with closing(sqlite3.connect(tmp_path / "t.sqlite")) as database, database:
        database.execute("CREATE TABLE t (a)")
    assert codes(refusal(lambda: read(RawFile("t", tmp_path / "t.sqlite")))) == ["features.no_geometry"]


def test_a_million_vertices_are_read_and_too_many_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    angle = np.linspace(0, 2 * np.pi, 1_000_000)
    ring = np.column_stack([655_000 + 1000 * np.cos(angle), 622_000 + 1000 * np.sin(angle)])
    raw = delivered(tmp_path, gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Polygon(ring)], crs=METRIC), "fgb")
    frame, faults = read(raw)
    assert faults == []
    assert frame.area.iloc[0] == pytest.approx(np.pi * 1000**2, rel=1e-9)
    monkeypatch.setattr(layers.reading.features_in, "MOST_VERTICES", 999_999)
    assert codes(refusal(lambda: read(raw))) == ["features.too_many_vertices"]
    monkeypatch.setattr(layers.reading.features_in, "MOST_BYTES", 1000)
    assert codes(refusal(lambda: read(raw))) == ["file.too_large"]


def test_arcs_are_read_as_fine_straight_pieces(tmp_path: Path) -> None:
    raw = delivered(tmp_path, TOWN, "gpkg")
    x, y = toyville.CORNER
    arc = [(x - 100, y), (x, y + 100), (x + 100, y), (x, y - 100), (x - 100, y)]
    circle = struct.pack("<BIIBII", 1, 10, 1, 1, 8, 5) + b"".join(struct.pack("<dd", *each) for each in arc)
    with closing(sqlite3.connect(raw.path)) as database, database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        header = b"GP\x00\x01" + struct.pack("<i", 3812)
        database.execute("UPDATE town SET geom = ? WHERE fid = 2", (header + circle,))
    frame, _ = read(raw)
    assert frame.area.iloc[1] == pytest.approx(np.pi * 100**2, rel=2e-3)


def test_the_surroundings_are_the_frame_and_twenty_kilometres_around() -> None:
    west, south, east, north = surroundings(toyville.PLACE)
    box = gpd.GeoSeries([shapely.box(*toyville.PLACE.frame_wgs84)], crs=MAP).to_crs(METRIC).total_bounds
    assert [west, south, east, north] == pytest.approx(
        [box[0] - 20_000, box[1] - 20_000, box[2] + 20_000, box[3] + 20_000], abs=5
    )
