"""5G areas as BIPT delivers them: one file an operator, cut to the commune, classes kept as they are."""

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from pyproj import Transformer

from geo.crs import METRIC
from layers._adapters._reception import generation_of, operator_of_file_name, slug
from layers._raw import RawFile
from layers._registry import layer
from layers.reading.coordinate_systems import around
from tests import toyville
from tests.layers.city_files import by_key, checked, codes, geodata, place, refusal, text_file

TO_WEB = Transformer.from_crs(METRIC, "EPSG:3857", always_xy=True)
WHOLE_COUNTRY = shapely.box(550_000, 550_000, 790_000, 740_000)
"""Larger than Belgium's west and north, in METRIC."""


def web(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a METRIC shape in EPSG:3857, its sides bent as they are."""
    return shapely.transform(shapely.segmentize(shape, 5000), lambda points: _columns(*TO_WEB.transform(*points.T)))


def _columns(x: object, y: object) -> object:
    return shapely.get_coordinates(shapely.points(x, y))


def collection(features: Sequence[tuple[str | None, dict[str, object], shapely.Geometry]]) -> str:
    """Return GeoJSON in EPSG:3857 as GeoServer writes it: id, geometry, then properties."""
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature"}
                | ({"id": identifier} if identifier else {})
                | {"geometry": json.loads(shapely.to_geojson(web(shape))), "properties": properties}
                for identifier, properties, shape in features
            ],
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}},
        }
    )


def operator_file(folder: Path, operator: str, name: str = "wfs.json", *, as_text: bool = False) -> RawFile:
    """Write the four classes of one operator: each square of Toyville's first row is one class better."""
    features = []
    for level, square in enumerate(["a1", "a2", "a3"], start=1):
        shape = shapely.MultiPolygon([toyville.square(square), shapely.box(700_000, 700_000, 700_100, 700_100)])
        features.append((f"{operator}_5G.{level}", {"Layer": str(level) if as_text else level}, shape))
    features.append((f"{operator}_5G.4", {"Layer": "0" if as_text else 0}, WHOLE_COUNTRY))
    return text_file(folder, name, collection(features))


def test_operators_classes_and_extent(tmp_path: Path) -> None:
    proximus = operator_file(tmp_path, "Proximus", "a.json")
    orange = operator_file(tmp_path, "Orange", "b.json", as_text=True)
    for raw in (proximus, orange):
        assert [source.name for source in layer("mobile_5g").sources if source.recognise(raw)] == ["bipt"]
    result = checked([orange, proximus], "mobile_5g", "bipt", place())
    rows = by_key(result, "coverage_id")
    assert list(rows.index) == [f"{each}-{level}" for each in ("orange", "proximus") for level in range(4)]
    assert list(rows["operator"]) == ["Orange"] * 4 + ["Proximus"] * 4
    assert list(rows["class"]) == [0, 1, 2, 3] * 2
    assert rows["raster_file"].isna().all()
    for level, square in enumerate(["a1", "a2", "a3"], start=1):
        found = rows.geometry[f"orange-{level}"]
        # The part elsewhere in the country is gone, the square is where it was (to a millimetre).
        assert found.symmetric_difference(toyville.square(square)).area < 1
    box = shapely.box(*around(toyville.PLACE))
    assert rows.geometry["orange-0"].symmetric_difference(box).area < 1
    assert codes(result.faults, "error", "row", "warning") == []
    # Files in another order give the same rows.
    again = checked([proximus, orange], "mobile_5g", "bipt", place())
    assert again.table.equals(result.table)


def test_the_box_is_the_frame_and_two_and_a_half_kilometres() -> None:
    frame = gpd.GeoSeries([shapely.box(*toyville.PLACE.frame_wgs84)], crs="EPSG:4326").to_crs(METRIC)[0]
    west, south, east, north = around(toyville.PLACE)
    bounds = shapely.segmentize(frame, 1).bounds
    assert (west, south, east, north) == pytest.approx(
        (bounds[0] - 2500, bounds[1] - 2500, bounds[2] + 2500, bounds[3] + 2500), abs=30
    )


def test_classes_may_overlap_and_holes_stay(tmp_path: Path) -> None:
    ring = toyville.area(0, 0, 300, 300) - toyville.area(100, 100, 200, 200)
    frame = gpd.GeoDataFrame(
        {"Layer": [1, 1, 2], "operator": ["DIGI", "DIGI", "DIGI"]},
        geometry=[ring, toyville.area(300, 0, 400, 100), toyville.area(0, 0, 300, 100)],
        crs=METRIC,
    )
    rows = by_key(checked(geodata(tmp_path, "x.gpkg", frame), "mobile_5g", "bipt", place()), "coverage_id")
    # Areas of one class are joined: 90,000 - 10,000 + 10,000 m2, the hole still a hole.
    assert rows.geometry["digi-1"].area == pytest.approx(90_000)
    assert not rows.geometry["digi-1"].contains(toyville.at(150, 150))
    assert rows.geometry["digi-2"].area == pytest.approx(30_000)


def test_invalid_outlines_of_the_country_are_repaired_where_they_matter(tmp_path: Path) -> None:
    corner = toyville.CORNER
    bow = shapely.Polygon(
        [corner, (corner[0] + 100, corner[1] + 100), (corner[0] + 100, corner[1]), (corner[0], corner[1] + 100)]
    )
    frame = gpd.GeoDataFrame({"Layer": [3]}, geometry=[bow], crs=METRIC)
    rows = checked(geodata(tmp_path, "Telenet_5G.gpkg", frame), "mobile_5g", "bipt", place()).table
    assert rows.geometry[0].is_valid
    assert rows.geometry[0].area == pytest.approx(5000)


def test_the_operator_is_told_by_the_file_name_at_last_and_said(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "orange_5g_2025.geojson", collection([(None, {"Layer": 2}, toyville.square("b2"))]))
    result = checked(raw, "mobile_5g", "bipt", place())
    assert list(result.table["operator"]) == ["Orange"]
    assert [each.value for each in result.faults if each.code == "coverage.operator_from_name"] == ["Orange"]
    assert result.vintage == "2025"


def test_everything_wrong_with_the_files_is_said_at_once(tmp_path: Path) -> None:
    nobody = text_file(tmp_path, "couverture_5g.json", collection([(None, {"Layer": 2}, toyville.square("b2"))]))
    older = text_file(tmp_path, "x.json", collection([("Orange_4G.1", {"Layer": 2}, toyville.square("b2"))]))
    bare = text_file(tmp_path, "proximus.json", collection([("Proximus_5G.1", {"level_of": 2}, toyville.square("b2"))]))
    far = text_file(
        tmp_path,
        "z.json",
        collection([("Telenet_5G.1", {"Layer": 1}, shapely.box(672_000, 622_000, 673_000, 623_000))]),
    )
    faults = refusal([nobody, older, bare, far], "mobile_5g", "bipt", place())
    assert {(each.code, each.file) for each in faults if each.severity == "error"} == {
        ("coverage.no_operator", "couverture_5g.json"),
        ("coverage.not_5g", "x.json"),
        ("coverage.no_class", "proximus.json"),
        ("coverage.nothing_here", "z.json"),
    }


def test_a_class_that_is_none_and_an_operator_twice(tmp_path: Path) -> None:
    strange = text_file(
        tmp_path,
        "a.json",
        collection(
            [("Orange_5G.1", {"Layer": 2}, toyville.square("b2")), ("Orange_5G.2", {"Layer": 7}, toyville.square("b3"))]
        ),
    )
    result = checked(strange, "mobile_5g", "bipt", place())
    assert list(result.table["coverage_id"]) == ["orange-2"]
    assert codes(result.faults, "row") == [("coverage.not_a_class", 2, "Layer", "7")]
    twice = operator_file(tmp_path, "Orange", "b.json")
    assert [
        each.code for each in refusal([strange, twice], "mobile_5g", "bipt", place()) if each.severity == "error"
    ] == ["coverage.operator_twice"]


def test_a_zipped_file_is_recognised_and_read(tmp_path: Path) -> None:
    inner = operator_file(tmp_path, "Proximus")
    with zipfile.ZipFile(tmp_path / "proximus.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(inner.path, "export/wfs.json")
    raw = RawFile("proximus.zip", tmp_path / "proximus.zip")
    assert layer("mobile_5g").source("bipt").recognise(raw)
    assert len(checked(raw, "mobile_5g", "bipt", place()).table) == 4


@pytest.mark.parametrize(
    ("name", "operator"),
    [
        ("Proximus_5G.json", "Proximus"),
        ("2025-01 orange 5G.geojson", "Orange"),
        ("base.zip", "BASE"),
        ("5G_coverage_Voo_class.tif", "Voo"),
        ("coverage_5g.tif", ""),
        ("proximus_orange.tif", ""),
        ("C:\\data\\telenet_5g.tif", "Telenet"),
    ],
)
def test_operators_of_file_names(name: str, operator: str) -> None:
    assert operator_of_file_name(name) == operator


def test_generations_and_slugs() -> None:
    assert generation_of("Proximus_4G.1") == "4G"
    assert generation_of("orange-5g-2025.tif") == "5G"
    assert generation_of("x5gy.tif") == ""
    assert slug("Télénet & Co.") == "telenet-co"
    assert slug("名") == "operator"
