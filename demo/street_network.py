"""The walking network of the demonstration city: where its streets, paths and bridges meet, and how long they are.

People live along the rows of ``streets``. Rows without houses, roads, borders between neighbourhoods, lanes across the
blocks and the paths along the water join them. Over the Sambre and the canal lead the bridges and nothing else.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from demo.chance import generator
from demo.formats import METRIC_CODE, geojson_head
from demo.geography import MOTORWAYS_KM, RING_R9_KM, canal_band, rounded_corners, sambre_band
from demo.main_roads import crossings
from demo.partition import Sector, habitability
from demo.street_crossings import Network, connect, pieces, straight
from demo.street_lanes import lanes, led_on
from demo.street_plan import Way, in_woods, in_works, larger_ways
from demo.streets import Street, unbuilt_rows

LINK_M = 300.0
"""How long a path may be that joins a loose piece of the network to the rest."""

_OLD_TOWN_M = (655_330.0, 621_850.0, 260.0)
"""Middle and radius of Ville Basse, where cars do not go."""

_POCKETS = (("service", 656_300.0, 627_850.0), ("path", 655_250.0, 617_250.0), ("footway", 650_350.0, 620_500.0))
"""Fenced ground whose paths nothing joins to the streets: the apron of the airport, two reserves in the woods."""
_POCKET_SEARCH_M = 700.0
_POCKET_CLEAR_M = 45.0
_POCKET_SHAPE = ((-1.0, -0.3), (-0.2, -1.0), (0.9, -0.4), (0.7, 0.7), (-0.6, 0.8), (-1.0, -0.3), (0.7, 0.7))


@dataclass(frozen=True)
class StreetNetwork:
    """Nodes, and the straight stretches between them."""

    nodes: np.ndarray
    """Metres, shape (n, 2); the number of a node is its position, counted from 1."""
    ends: np.ndarray
    """Positions of the two nodes of each stretch, shape (m, 2)."""
    highway: np.ndarray
    """Kind of each stretch, in OpenStreetMap's words."""
    length_m: np.ndarray
    """Rounded to the millimetre."""


def walking_network(seed: int, sectors: list[Sector], streets: list[Street]) -> StreetNetwork:
    """Join the streets of the city and its surroundings into one network, a few pockets apart."""
    over = crossings()
    water = shapely.union(sambre_band(), canal_band())
    shapely.prepare(water)
    larger = larger_ways(seed, sectors, over)
    rows = _rows(seed, sectors, streets)
    # Rows are nearly straight: a few of their points say as much.
    longer = led_on(shapely.simplify(np.array([row.line for row in rows]), 0.4), larger)
    ways = [*larger, *(Way(row.highway, line) for row, line in zip(rows, longer, strict=True))]
    city = shapely.coverage_union_all([sector.outline for sector in sectors])
    shapely.prepare(city)
    in_city = shapely.intersects(city, np.array([way.line for way in ways]))
    ways += lanes(seed, ways, [way for way, inside in zip(ways, in_city, strict=True) if inside], water)
    ways += _links(_joined(ways), water)
    network = _joined(ways)
    network = network.kept(_serving(network, water, bridges=len(over)))
    return _with(network, ways, [*_pockets(network), *_motorways()])


def _joined(ways: list[Way]) -> Network:
    """Cut ways where they meet; of two on top of each other, the first in the list stays."""
    return connect(pieces([way.line for way in ways]), np.arange(len(ways)))


def _rows(seed: int, sectors: list[Sector], streets: list[Street]) -> list[Way]:
    """Return the streets with houses and, where people like to be, some of the rows nobody built along."""
    chance = generator(seed, "rows without houses")
    built = [street.line for street in streets]
    spare = [row for _, row in unbuilt_rows(seed, sectors, streets)]
    middles = shapely.get_coordinates(shapely.line_interpolate_point(np.array(built + spare), 0.5, normalized=True))
    luck = chance.random((2, len(middles)))
    x, y, radius = _OLD_TOWN_M
    old_town = (middles[:, 0] - x) ** 2 + (middles[:, 1] - y) ** 2 < radius**2
    lived = np.select([old_town, luck[0] < 0.05], ["pedestrian", "living_street"], "residential")
    wild, works = in_woods(middles), in_works(middles)
    other = np.select(
        [wild, works, luck[0] < 0.15, luck[0] < 0.35], ["path", "service", "footway", "service"], "residential"
    )
    liked = np.minimum(habitability(middles[:, 0] / 1000, middles[:, 1] / 1000), 1.0)
    share = np.where(wild, 0.04, np.where(works, 0.2, 0.3 + 0.45 * liked))
    drawn = [place for place in range(len(built), len(middles)) if luck[1, place] < share[place]]
    return [
        *(Way(str(lived[place]), line) for place, line in enumerate(built)),
        *(Way(str(other[place]), spare[place - len(built)]) for place in drawn),
    ]


def _links(network: Network, water: BaseGeometry) -> list[Way]:
    """Draw the shortest path that joins each loose piece to the main one, where none of it lies in the water."""
    piece = network.components()
    main = piece == np.argmax(np.bincount(piece))
    tree = cKDTree(network.nodes[main])
    apart, nearest = tree.query(network.nodes[~main])
    order = np.lexsort((np.arange(len(apart)), np.round(apart, 3), piece[~main]))
    _, first = np.unique(piece[~main][order], return_index=True)
    loose = order[first]
    lines = straight(network.nodes[~main][loose], network.nodes[main][nearest[loose]])
    dry = ~shapely.intersects(water, lines) & (apart[loose] < LINK_M)
    return [Way("footway", line) for line in lines[dry]]


def _serving(network: Network, water: BaseGeometry, bridges: int) -> np.ndarray:
    """Say which edges to keep: those of the largest piece that stay out of the water unless a bridge carries them.

    Bridges are the first ``bridges`` lines.
    """
    kept = (network.line < bridges) | ~shapely.intersects(water, network.drawn())
    dry = network.kept(kept)
    piece = dry.components()[dry.edges[:, 0]]
    kept[kept] = piece == np.argmax(np.bincount(piece))
    return kept


def _pockets(network: Network) -> list[Way]:
    """Draw a small knot of paths in the widest clearing near each of the sketched places."""
    tree = shapely.STRtree(network.drawn())
    step = np.arange(-_POCKET_SEARCH_M, _POCKET_SEARCH_M + 1, 50.0)
    ways = []
    for highway, x, y in _POCKETS:
        across, up = np.meshgrid(x + step, y + step)
        spots = np.column_stack([across.ravel(), up.ravel()])
        (spot, _), away = tree.query_nearest(shapely.points(spots), all_matches=False, return_distance=True)
        widest = int(np.argmax(np.round(away, 3)))
        if away[widest] > _POCKET_CLEAR_M:
            shape = np.array(_POCKET_SHAPE) * min(0.45 * away[widest], 80.0)
            ways.append(Way(highway, LineString(np.round(spots[spot[widest]] + shape, 2))))
    return ways


def _motorways() -> list[Way]:
    """Return the motorways and the small ring, which nobody walks along and no street joins."""
    return [Way("motorway", rounded_corners(line)) for line in (*MOTORWAYS_KM.values(), RING_R9_KM)]


def _with(network: Network, ways: list[Way], apart: list[Way]) -> StreetNetwork:
    """Return the network with its kinds and lengths, and the ways that stay apart from it."""
    nodes, ends = [network.nodes], [network.edges]
    highway = [np.array([way.highway for way in ways])[network.line]]
    known = len(network.nodes)
    for way in apart:
        own = _joined([way])
        nodes.append(own.nodes)
        ends.append(own.edges + known)
        highway.append(np.full(len(own.edges), way.highway))
        known += len(own.nodes)
    points, pairs = np.vstack(nodes), np.vstack(ends)
    away = points[pairs[:, 1]] - points[pairs[:, 0]]
    length = np.round(np.sqrt(away[:, 0] * away[:, 0] + away[:, 1] * away[:, 1]), 3)
    return StreetNetwork(points, pairs, np.concatenate(highway), length)


def edges_geojson(network: StreetNetwork) -> bytes:
    """Return the stretches as lines with the numbers of their nodes, their kind and their length.

    Written out by hand: there are fifty thousand, all alike.
    """
    spots = [f"[{x:.2f},{y:.2f}]" for x, y in network.nodes.tolist()]
    lines = [
        f'{{"type":"Feature","properties":{{"u":{u + 1},"v":{v + 1},"highway":"{highway}","length_m":{length:.3f}}},'
        f'"geometry":{{"type":"LineString","coordinates":[{spots[u]},{spots[v]}]}}}}'
        for (u, v), highway, length in zip(
            network.ends.tolist(), network.highway.tolist(), network.length_m.tolist(), strict=True
        )
    ]
    return geojson_head("streets", METRIC_CODE) + (",\n".join(lines) + "\n]}\n").encode()
