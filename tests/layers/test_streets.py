"""Street networks from every format: the same streets, walkable ones only, each once; broken files named."""

import re
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import osmnx
import pandas as pd
import pytest
from shapely import LineString, MultiLineString

import config
from geo.crs import MAP, METRIC
from geo.place import LocalName, Place
from geo.walking.network import street_graph
from layers import streets
from layers._adapters._street_rows import walked
from layers._fault import Refused
from layers._raw import RawFile
from layers._spec import Cleaned
from layers.checking.schema import check
from tests.cases import case

CHARLEROI = config.place("52011")
WEST, SOUTH = 4.4446, 50.4108
STEP = 0.001
"""About 71 m to the east and 111 m to the north."""

HELSINKI = Place(
    key="helsinki",
    nis_code="99999",
    name=LocalName(fr="Helsinki", nl="Helsinki", en="Helsinki"),
    frame_wgs84=(24.92, 60.15, 24.97, 60.18),
    metric_crs="EPSG:3067",
)

OSM = f"""<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6" generator="a test">
  <node id="1" lat="{SOUTH}" lon="{WEST}" version="1"/>
  <node id="2" lat="{SOUTH}" lon="{WEST + STEP}" version="1"/>
  <node id="3" lat="{SOUTH + STEP}" lon="{WEST + STEP}" version="1"/>
  <node id="4" lat="{SOUTH}" lon="{WEST + 2 * STEP}" version="1"/>
  <node id="5" lat="{SOUTH - STEP}" lon="{WEST + STEP}" version="1"/>
  <way id="10" version="1"><nd ref="1"/><nd ref="2"/><nd ref="4"/><tag k="highway" v="residential"/></way>
  <way id="11" version="1"><nd ref="2"/><nd ref="3"/><tag k="highway" v="footway"/></way>
  <way id="12" version="1"><nd ref="2"/><nd ref="5"/><tag k="highway" v="motorway"/></way>
  <way id="13" version="1"><nd ref="1"/><nd ref="3"/><tag k="building" v="yes"/></way>
  <way id="14" version="1"><nd ref="4"/><nd ref="3"/><nd ref="99"/><tag k="highway" v="path"/></way>
</osm>
"""
"""A cross of streets: 1-2-4 runs east, 2-3 north, 2-5 is a motorway, 4-3 runs out of the extract."""


def _clean(source: str, path: Path, place: Place = CHARLEROI) -> Cleaned:
    raw = RawFile(path.name, path)
    assert [each.name for each in streets.LAYER.sources if each.recognise(raw)] == [source]
    return check(streets.LAYER.source(source).clean([raw], place), streets.LAYER, place, file=path.name)


def _codes(cleaned: Cleaned) -> set[str]:
    return {fault.code for fault in cleaned.faults}


def _edges(rows: list[tuple[object, object, tuple[float, float], tuple[float, float], str]]) -> gpd.GeoDataFrame:
    """Return edges from (u, v, start, end, highway), metres from the centre of Charleroi."""
    x, y = 655_397.0, 622_216.0
    lines = [LineString([(x + a[0], y + a[1]), (x + b[0], y + b[1])]) for _, _, a, b, _ in rows]
    table = {"u": [row[0] for row in rows], "v": [row[1] for row in rows], "highway": [row[4] for row in rows]}
    return gpd.GeoDataFrame(table, geometry=lines, crs=METRIC)


@pytest.fixture
def osm_file(tmp_path: Path) -> Path:
    path = tmp_path / "extract"
    path.write_text(OSM, "utf-8")
    return path


def test_an_extract_gives_its_walkable_streets_once_each(osm_file: Path) -> None:
    cleaned = _clean("osm", osm_file)
    ends = {tuple(sorted(pair)) for pair in zip(cleaned.table["u"], cleaned.table["v"], strict=True)}
    # 3 and 4 are joined through no other node; 5 hangs on the motorway, the building is no street.
    assert ends == {("1", "2"), ("2", "3"), ("2", "4"), ("3", "4")} or ends == {("1", "2"), ("2", "2")}
    assert "streets.not_walked" in _codes(cleaned)
    assert "streets.cut" in _codes(cleaned)
    measured = cleaned.table.geometry.length
    assert (measured / cleaned.table["length_m"] - 1).abs().max() < 0.005


def test_a_pbf_with_a_broken_ring_still_gives_its_streets(shared_data: Path) -> None:
    cleaned = _clean("osm", shared_data / "osm" / "Helsinki.osm.pbf", HELSINKI)
    assert len(cleaned.table) > 3000
    assert not cleaned.table["highway"].isin(["motorway", "trunk"]).any()
    assert street_graph(cleaned.table).components["length_m"].iloc[0] > 50_000


def test_a_pbf_cut_short_is_refused(shared_data: Path, tmp_path: Path) -> None:
    whole = (shared_data / "osm" / "Helsinki.osm.pbf").read_bytes()
    (tmp_path / "cut.pbf").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refused) as caught:
        _clean("osm", tmp_path / "cut.pbf", HELSINKI)
    assert {fault.code for fault in caught.value.faults} == {"streets.osm_unreadable"}


def test_an_extract_of_elsewhere_is_refused(osm_file: Path) -> None:
    with pytest.raises(Refused) as caught:
        _clean("osm", osm_file, HELSINKI)
    assert "streets.none_near" in {fault.code for fault in caught.value.faults}


@pytest.mark.real
def test_the_real_network_of_liege_is_read_whatever_its_coordinate_system(shared_data: Path) -> None:
    cleaned = _clean("edges", shared_data / "liege" / "osm_streets_liege.parquet", config.place("62063"))
    assert len(cleaned.table) > 50_000
    assert not cleaned.table["highway"].isin(["motorway", "motorway_link", "trunk"]).any()
    assert {"streets.measured", "streets.far", "streets.not_walked"} <= _codes(cleaned)
    source = gpd.read_parquet(shared_data / "liege" / "osm_streets_liege.parquet")
    here = source.to_crs(METRIC).set_index(["u", "v"])
    sample = cleaned.table.sample(200, random_state=2)
    for row in sample.itertuples():
        u, v = int(row.u), int(row.v)
        same = here.loc[(u, v)] if (u, v) in here.index else here.loc[(v, u)]
        assert np.abs(np.atleast_1d(gpd.GeoSeries(same["geometry"]).length) - row.length_m).min() < 0.001


@pytest.mark.parametrize("crs", [METRIC, MAP, "EPSG:31370"])
@pytest.mark.parametrize("suffix", [".parquet", ".gpkg"])
def test_tables_of_edges_are_read_in_any_system(tmp_path: Path, crs: str, suffix: str) -> None:
    edges = _edges([(1, 2, (0, 0), (100, 0), "residential"), (2, 3, (100, 0), (100, 50), "path")]).to_crs(crs)
    path = tmp_path / f"edges{suffix}"
    edges.to_parquet(path) if suffix == ".parquet" else edges.to_file(path)
    table = _clean("edges", path).table
    assert table["length_m"].tolist() == pytest.approx([100, 50], abs=0.01)
    assert table["u"].tolist() == ["1", "2"]


def test_a_street_given_in_both_directions_is_one(tmp_path: Path) -> None:
    edges = _edges([(1, 2, (0, 0), (100, 0), "residential"), (2, 1, (100, 0), (0, 0), "residential")])
    edges.to_parquet(tmp_path / "e")
    assert len(_clean("edges", tmp_path / "e").table) == 1


def test_parallel_streets_are_kept_apart(tmp_path: Path) -> None:
    edges = _edges([(1, 2, (0, 0), (100, 0), "residential"), (1, 2, (0, 0), (100, 0), "path")])
    x, y = 655_397.0, 622_216.0
    edges.loc[1, "geometry"] = LineString([(x, y), (x + 50, y + 80), (x + 100, y)])
    edges.to_parquet(tmp_path / "e")
    assert _clean("edges", tmp_path / "e").table["street_id"].tolist() == ["1-2-0", "1-2-1"]


def test_a_pocket_is_reported(tmp_path: Path) -> None:
    rows = [(1, 2, (0, 0), (900, 0), "residential"), (8, 9, (0, 300), (20, 300), "path")]
    _edges(rows).to_parquet(tmp_path / "e")
    (fault,) = (fault for fault in _clean("edges", tmp_path / "e").faults if fault.code == "streets.pockets")
    assert fault.parameters["count"] == 1


def test_edges_without_ends_or_lines_are_named(tmp_path: Path) -> None:
    rows = [(number, number + 1, (10 * number, 0), (10 * number + 10, 0), "path") for number in range(200)]
    edges = _edges(rows).astype({"u": "Int64", "v": "Int64"})
    edges.loc[3, "u"] = pd.NA
    edges.loc[7, "geometry"] = edges.geometry.iloc[7].centroid
    edges.to_parquet(tmp_path / "e")
    cleaned = _clean("edges", tmp_path / "e")
    assert {(fault.code, fault.row) for fault in cleaned.faults if fault.severity == "row"} == {
        ("streets.no_node", 4),
        ("streets.no_line", 8),
    }


def _graph() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(crs="epsg:4326")
    for node, (east, north) in {1: (0, 0), 2: (1, 0), 3: (1, 1)}.items():
        graph.add_node(node, x=WEST + east * STEP, y=SOUTH + north * STEP)
    for u, v, length in ((1, 2, 71.0), (2, 1, 71.0), (2, 3, 111.2)):
        graph.add_edge(u, v, 0, length=length, highway="residential", oneway=False)
    return graph


def test_a_lon_lat_network_of_osmnx_is_read_with_its_lengths(tmp_path: Path) -> None:
    osmnx.save_graphml(_graph(), tmp_path / "g.graphml")
    table = _clean("graphml", tmp_path / "g.graphml").table
    assert table["length_m"].tolist() == [71.0, 111.2]
    assert table.geometry.length.tolist() == pytest.approx([71, 111.2], abs=0.5)


def test_a_network_without_lengths_is_measured_and_says_so(tmp_path: Path) -> None:
    graph = _graph()
    for *_, data in graph.edges(data=True):
        del data["length"]
    osmnx.save_graphml(graph, tmp_path / "g.graphml")
    cleaned = _clean("graphml", tmp_path / "g.graphml")
    assert "streets.measured" in _codes(cleaned)
    assert cleaned.table["length_m"].tolist() == pytest.approx([71, 111.2], abs=0.5)


@pytest.mark.parametrize("fault", ["no streets", "no coordinates", "no crs", "cut short"])
def test_networks_that_cannot_be_used_are_refused(tmp_path: Path, fault: str) -> None:
    graph, path = _graph(), tmp_path / "g.graphml"
    if fault == "no streets":
        graph.remove_edges_from(list(graph.edges))
    if fault == "no coordinates":
        del graph.nodes[2]["x"]
    if fault == "no crs":
        del graph.graph["crs"]
    nx.write_graphml(graph, path)
    if fault == "cut short":
        path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(Refused) as caught:
        _clean("graphml", path)
    assert {each.code for each in caught.value.faults} <= {"streets.graphml", "streets.empty"}


@pytest.mark.parametrize(
    ("tags", "answer"),
    [
        ({"highway": "residential"}, True),
        ({"highway": None}, True),
        ({}, True),
        ({"highway": "motorway"}, False),
        ({"highway": "motorway", "foot": "yes"}, True),
        ({"highway": "trunk"}, False),
        ({"highway": "trunk", "foot": "designated"}, True),
        ({"highway": "cycleway"}, True),
        ({"highway": "cycleway", "foot": "no"}, False),
        ({"highway": "residential", "foot": "use_sidepath"}, False),
        ({"highway": "service", "access": "private"}, False),
        ({"highway": "service", "access": "no"}, False),
        ({"highway": "service", "access": "destination"}, True),
        ({"highway": "service", "access": "private", "foot": "permissive"}, True),
        ({"highway": "service", "service": "private"}, False),
        ({"highway": "service", "service": "driveway"}, True),
        # Of several ways joined in one stretch, one that is closed closes it: who walks it must pass them all.
        ({"highway": ["motorway_link", "steps"]}, False),
        ({"highway": np.array(["path", "steps"], dtype=object)}, True),
        ({"highway": "['residential', 'motorway_link']"}, False),
        ({"highway": "residential;steps"}, True),
        ({"highway": "residential", "access": ["yes", "private"]}, False),
        ({"highway": "residential", "foot": ["designated", "no"]}, False),
    ],
)
def test_who_may_walk_where(tags: dict[str, object], answer: bool) -> None:
    assert walked(tags) is answer


def test_reading_an_extract_twice_gives_the_same_rows(osm_file: Path) -> None:
    first, second = _clean("osm", osm_file), _clean("osm", osm_file)
    pd.testing.assert_frame_equal(first.table, second.table)


def test_of_ways_joined_in_one_stretch_the_first_gives_its_kind(tmp_path: Path) -> None:
    """Node 2 is no junction: 1-2 and 2-4 are one stretch. The order of the ways decides, not chance."""
    for first, second in permutations(("residential", "steps", "path"), 2):
        table = _clean("osm", _two_ways(tmp_path, first, f'<tag k="highway" v="{second}"/>')).table
        assert table[["u", "v", "highway"]].values.tolist() == [["1", "4", first]]


@pytest.mark.parametrize(
    "closed",
    [
        '<tag k="highway" v="motorway_link"/>',
        '<tag k="highway" v="residential"/><tag k="foot" v="use_sidepath"/>',
        '<tag k="highway" v="service"/><tag k="access" v="private"/>',
        '<tag k="highway" v="service"/><tag k="access" v="no"/>',
    ],
)
def test_a_way_is_judged_by_its_own_tags_before_ways_are_joined(tmp_path: Path, closed: str) -> None:
    """The way before it stays, whole; the closed one is not walked, and is counted."""
    cleaned = _clean("osm", _two_ways(tmp_path, "residential", closed))
    assert cleaned.table[["u", "v"]].values.tolist() == [["1", "2"]]
    (fault,) = (fault for fault in cleaned.faults if fault.code == "streets.not_walked")
    assert fault.parameters == {"count": 1, "total": 2}


def _two_ways(folder: Path, first: str, tags: str) -> Path:
    """Write way 10 from node 1 to 2, and way 11 with other tags from 2 to 4."""
    osm = OSM.replace('<nd ref="1"/><nd ref="2"/><nd ref="4"/>', '<nd ref="1"/><nd ref="2"/>')
    osm = re.sub('  <way id="1[1-4]".*\n', "", osm).replace("residential", first)
    way = f'<way id="11" version="1"><nd ref="2"/><nd ref="4"/>{tags}</way>'
    (folder / "extract").write_text(osm.replace("</osm>", f"{way}</osm>"), "utf-8")
    return folder / "extract"


@pytest.mark.parametrize(
    ("name", "metres", "closed"),
    # Ten steps of 70.87 m along a street of which the named way takes a part, and the two ends of 111.2 m each.
    [
        ("bugs_04_footmiddle.osm", 708.7 - 70.9 + 2 * 111.2, 1),
        ("bugs_04_motorwaylink.osm", 141.7 + 2 * 111.2, 1),
        ("bugs_05_private.osm", 2 * 111.2, 1),
    ],
)
def test_closed_ways_of_real_kinds(name: str, metres: float, closed: int, tmp_path: Path) -> None:
    copy = tmp_path / "extract"
    copy.write_bytes(case(name).read_bytes())
    cleaned = _clean("osm", copy)
    assert cleaned.table["length_m"].sum() == pytest.approx(metres, abs=1.5)
    (fault,) = (fault for fault in cleaned.faults if fault.code == "streets.not_walked")
    assert fault.parameters["count"] == closed


def test_a_network_saved_by_osmnx_is_judged_by_the_same_tags(tmp_path: Path) -> None:
    graph = _graph()
    graph.edges[2, 3, 0]["access"] = "private"
    osmnx.save_graphml(graph, tmp_path / "g.graphml")
    assert _clean("graphml", tmp_path / "g.graphml").table[["u", "v"]].values.tolist() == [["1", "2"]]
    graph.edges[2, 3, 0].update(access="yes", highway=["residential", "motorway_link"])
    osmnx.save_graphml(graph, tmp_path / "g.graphml")
    assert _clean("graphml", tmp_path / "g.graphml").table[["u", "v"]].values.tolist() == [["1", "2"]]


@pytest.mark.parametrize("suffix", [".parquet", ".gpkg"])
def test_lines_of_one_part_and_parts_that_meet_are_lines(tmp_path: Path, suffix: str) -> None:
    rows = [(number, number + 1, (10 * number, 0), (10 * number + 10, 0), "path") for number in range(100)]
    edges = _edges(rows)
    middle = LineString(edges.geometry.iloc[2].coords).interpolate(5)
    start, end = edges.geometry.iloc[2].coords
    parts = MultiLineString([[start, (middle.x, middle.y)], [(middle.x, middle.y), end]])
    apart = MultiLineString([[start, (middle.x - 1, middle.y)], [(middle.x, middle.y), end]])
    lines = [MultiLineString([line]) for line in edges.geometry]
    edges = edges.set_geometry([*lines[:2], parts, apart, *lines[4:]])
    path = tmp_path / f"edges{suffix}"
    edges.to_parquet(path) if suffix == ".parquet" else edges.to_file(path)
    cleaned = _clean("edges", path)
    assert {(fault.code, fault.row) for fault in cleaned.faults if fault.severity == "row"} == {("streets.no_line", 4)}
    assert cleaned.table["length_m"].tolist() == pytest.approx([10] * 99)


def test_the_lines_a_gis_writes_are_read() -> None:
    path = case("bugs_07_multiline.gpkg")
    cleaned = _clean("edges", path)
    assert len(cleaned.table) == len(gpd.read_file(path))
    assert "streets.no_line" not in _codes(cleaned)


@pytest.mark.parametrize(
    ("length", "kept"), [(0.0, 100), (60.0, 100), (99.0, 99), (97.0, 97), (96.9, 100), (130.0, 130)]
)
def test_a_length_shorter_than_the_straight_line_is_measured_and_told(
    tmp_path: Path, length: float, kept: float
) -> None:
    """100 m from end to end: two per cent and a metre are let pass as rounding."""
    edges = _edges([(n, n + 1, (100 * n, 0), (100 * n + 100, 0), "path") for n in range(3)])
    edges["length"] = [100.0, length, 100.0]
    edges.to_parquet(tmp_path / "e")
    cleaned = _clean("edges", tmp_path / "e")
    assert cleaned.table["length_m"].tolist() == pytest.approx([100, kept, 100], abs=0.01)
    told = [(fault.row, fault.severity, fault.value) for fault in cleaned.faults if fault.code == "streets.too_short"]
    assert told == ([] if kept == length else [(2, "warning", f"{length:g}")])


def test_lengths_in_another_unit_are_refused_and_not_measured_over(tmp_path: Path) -> None:
    edges = _edges([(n, n + 1, (100 * n, 0), (100 * n + 100, 0), "path") for n in range(3)])
    edges["length"] = 0.1
    edges.to_parquet(tmp_path / "e")
    with pytest.raises(Refused) as caught:
        _clean("edges", tmp_path / "e")
    assert "streets.unusable" in {fault.code for fault in caught.value.faults}


def test_a_way_walkers_are_shut_out_of_is_left_out(osm_file: Path) -> None:
    footway = '<tag k="highway" v="footway"/>'
    osm_file.write_text(OSM.replace(footway, f'{footway}<tag k="foot" v="no"/>'), "utf-8")
    assert "footway" not in set(_clean("osm", osm_file).table["highway"])


def test_reading_streets_needs_no_network(osm_file: Path) -> None:
    """A process whose sockets are shut reads an extract all the same."""
    script = (
        # Loaded before the sockets are shut: its own class is made from one.
        "import socket, ssl, sys\n"
        "from pathlib import Path\nimport config\nfrom layers._raw import RawFile\nfrom layers import streets\n"
        "def shut(*words, **more): raise OSError('no network')\n"
        "socket.socket = socket.create_connection = shut\n"
        "raw = RawFile('x', Path(sys.argv[1]))\n"
        "print(len(streets.LAYER.source('osm').clean([raw], config.place('52011')).table))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(osm_file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0
