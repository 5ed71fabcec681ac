"""An extract of OpenStreetMap (.osm or .osm.pbf): its highways near the commune, made into a network by osmnx."""

import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import geopandas as gpd
import osmium

from geo.crs import MAP
from geo.place import Place
from layers._adapters._street_rows import TAGS, street_rows, walked
from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers._spec import Cleaned
from layers.reading.archive import opened
from layers.reading.coordinate_systems import around
from layers.reading.kinds import kind_of

KINDS = ("pbf", "osm")
HIGHEST_NODE = 2**40
"""Eighty times what OpenStreetMap has counted to; the library keeps a place for every number up to the highest."""


def recognise(raw: RawFile) -> bool:
    """Say whether the file is OSM XML or PBF."""
    return kind_of(raw) in KINDS


def clean(files: Sequence[RawFile], place: Place) -> Cleaned:
    """Read the highways near the commune and keep those people walk.

    Notes
    -----
    Each way is judged by its own tags, before osmnx joins ways into stretches.
    Only ways are read: a broken area (a ring that does not close) takes no street with it. A way some of whose nodes
    the extract leaves out is cut there. Nodes that are no junction are merged into the line of their street (Boeing
    2017, by osmnx), and walking needs no directions.
    """
    with opened(files[0], KINDS) as raw, tempfile.TemporaryDirectory(prefix="maillage-osm-") as folder:
        vintage, ways, cut, closed = _highways(raw, place)
        faults = [Fault("streets.cut", "note", raw.name, parameters={"count": cut})] if cut else []
        if closed:
            count = {"count": closed, "total": closed + len(ways)}
            faults.append(Fault("streets.not_walked", "note", raw.name, parameters=count))
        if not ways:
            raise Refused([*faults, Fault("streets.none_near", "error", raw.name, parameters={"place": place.key})])
        near = Path(folder) / "near.osm"
        with osmium.BackReferenceWriter(str(near), ref_src=_told(raw), overwrite=True) as writer:
            for number, (tags, nodes) in enumerate(ways, start=1):
                writer.add(osmium.osm.mutable.Way(id=number, tags=tags, nodes=nodes))
        edges = _network(near, raw.name, place)
    edges["highway"] = [_kinds(numbers, ways) for numbers in edges["osmid"]]
    edges.index = range(1, len(edges) + 1)
    return street_rows(edges.rename(columns={"length": "length_m"}), place, raw.name, vintage, faults, judged=True)


def _highways(raw: RawFile, place: Place) -> tuple[str, list[tuple[dict[str, str], list[int]]], int, int]:
    """Return the date of the extract, tags and nodes of what is walked near the commune, and how many ways were cut.

    The last is how many nobody walks.
    """
    west, south, east, north = around(place, MAP)
    ways: list[tuple[dict[str, str], list[int]]] = []
    cut = closed = 0
    try:
        reader = osmium.FileProcessor(_told(raw), osmium.osm.NODE | osmium.osm.WAY).with_locations()
        date = reader.header.get("osmosis_replication_timestamp", "")[:10]
        for way in reader.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY)):
            if not isinstance(way, osmium.osm.Way) or "highway" not in way.tags:
                continue
            placed = [(node.ref, node.lon, node.lat) if node.location.valid() else None for node in way.nodes]
            if any(not 0 <= node.ref <= HIGHEST_NODE for node in way.nodes):
                numbers = {"limit": HIGHEST_NODE}
                raise Refused([Fault("streets.osm_numbers", "error", raw.name, value=str(way.id), parameters=numbers)])
            if any(node and west <= node[1] <= east and south <= node[2] <= north for node in placed):
                tags = {tag.k: tag.v for tag in way.tags if tag.k in TAGS}
                if not walked(tags):
                    closed += 1
                    continue
                ways += [(tags, run) for run in _runs(placed)]
                cut += None in placed
    except (RuntimeError, OSError, ValueError, MemoryError, osmium.InvalidLocationError) as error:
        reason = str(error)
        raise Refused([Fault("streets.osm_unreadable", "error", raw.name, parameters={"reason": reason})]) from error
    return date, ways, cut, closed


def _told(raw: RawFile) -> osmium.io.File:
    """Return the file with its format told by its content, which the library would guess from its name."""
    return osmium.io.File(str(raw.path), "pbf" if kind_of(raw) == "pbf" else "osm")


def _runs(placed: Sequence[tuple[int, float, float] | None]) -> list[list[int]]:
    """Return the stretches of a way whose nodes are all in the extract, two nodes at least."""
    groups = (list(group) for there, group in groupby(placed, key=lambda node: node is not None) if there)
    runs = [[node[0] for node in group if node is not None] for group in groups]
    return [run for run in runs if len(run) > 1]


def _network(path: Path, name: str, place: Place) -> gpd.GeoDataFrame:
    """Return the edges of the network osmnx makes of an OSM XML file, both directions of a street as one."""
    # osmnx takes longer to import than the rest of the program, so it is loaded only to read an extract.
    import osmnx

    try:
        graph = osmnx.graph_from_xml(path, bidirectional=True, simplify=True, retain_all=True)
    except ValueError as error:
        raise Refused([Fault("streets.osm_unreadable", "error", name, parameters={"reason": str(error)})]) from error
    return osmnx.graph_to_gdfs(osmnx.convert.to_undirected(graph), nodes=False).reset_index().to_crs(place.metric_crs)


def _kinds(numbers: int | list[int], ways: Sequence[tuple[dict[str, str], list[int]]]) -> list[str]:
    """Return the kinds of the ways joined in one stretch, each once, in the order of the ways."""
    # The order in which osmnx lists them is chance.
    joined = sorted(numbers) if isinstance(numbers, list) else [numbers]
    return list(dict.fromkeys(ways[number - 1][0]["highway"] for number in joined))
