"""Places far from any street: those that are neighbours, and those of which it is doubtful which street serves them."""

from typing import Final

import numpy as np
import pandas as pd
import shapely
from scipy import sparse

from geo.walking.network import StreetGraph
from geo.walking.reach import ZERO_M
from geo.walking.snapping import POCKET_SHARE, Snapped, along_street_mm
from geo.walking.street_reach import street_reach

OFF_STREET_M: Final = 100.0
"""A place farther than this from any street stands in grounds of its own, such as a park or a hospital's."""

NEARLY: Final = (1.5, 5.0)
"""Another street is nearly as near when its access leg is at most the first, times one, plus the other in metres."""

FAR_APART_M: Final = 500.0
"""Two streets beside one place are far apart when it takes more than this to walk from one to the other."""

MOST_STREETS: Final = 40
"""Streets looked at around a place, the nearest first."""


def off_street_neighbours(origins: Snapped, goals: Snapped) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pairs of places off the streets that are much nearer to each other than to a street.

    Returns
    -------
    Positions of origins and of goals (int64) and the straight way between them in metres, at least a millimetre.

    Notes
    -----
    Both are more than 100 m off any street, and not half as far from each other as from it. People go straight, as they
    do from a street to a place: two places at one spot are not two access legs apart.
    """
    nothing = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0)
    start, end = (at.placed[at.leg_mm[at.placed] > OFF_STREET_M * 1000] for at in (origins, goals))
    if not (len(start) and len(end)):
        return nothing
    # Imported where it is used: a command that finds its assessment kept does without.
    from scipy.spatial import KDTree

    here = np.c_[origins.x_m[start], origins.y_m[start]]
    there = np.c_[goals.x_m[end], goals.y_m[end]]
    leg_m, other_leg_m = origins.leg_mm[start] / 1000, goals.leg_mm[end] / 1000
    near = KDTree(there).query_ball_point(here, leg_m / 2)
    origin = np.repeat(np.arange(len(start)), [len(each) for each in near])
    goal = np.concatenate([np.asarray(each, dtype=np.int64) for each in near])
    straight_m = np.hypot(*(here[origin] - there[goal]).T)
    kept = straight_m <= other_leg_m[goal] / 2
    return start[origin[kept]], end[goal[kept]], np.maximum(np.rint(straight_m[kept] * 1000) / 1000, ZERO_M)


def with_neighbours(reach: sparse.csr_array, origins: Snapped, goals: Snapped, limit_m: float) -> sparse.csr_array:
    """Return a matrix of walks in which neighbours off the streets go straight, where that is shorter."""
    origin, goal, straight_m = off_street_neighbours(origins, goals)
    if not len(origin):
        return reach
    pairs = reach.tocoo()
    table = pd.DataFrame(
        {
            "origin": np.concatenate([pairs.coords[0], origin]),
            "goal": np.concatenate([pairs.coords[1], goal]),
            "metres": np.concatenate([pairs.data, straight_m]),
        }
    )
    shortest = table[table["metres"] <= limit_m].groupby(["origin", "goal"], as_index=False)["metres"].min()
    coordinates = (shortest["origin"].to_numpy(), shortest["goal"].to_numpy())
    matrix = sparse.csr_array((shortest["metres"].to_numpy(), coordinates), shape=reach.shape)
    matrix.sort_indices()
    return matrix


def doubtful_streets(graph: StreetGraph, at: Snapped) -> pd.DataFrame:
    """Return the places beside two streets that are nearly as near and far apart on foot, as on two banks of a river.

    Parameters
    ----------
    graph
        The streets.
    at
        Places on them, as `snap` found them.

    Returns
    -------
    DataFrame by the key of the places in doubt: ``leg_m`` to the street taken, ``other_leg_m`` to the nearest of the
    streets that are more than 500 m from it on foot.

    Notes
    -----
    Which of the two serves the place cannot be told from its point: its entrance decides. Pockets are no other street.

    Examples
    --------
    >>> graph = street_graph(streets)
    >>> doubtful_streets(graph, snap(graph, doors)).empty
    True
    """
    placed = at.placed
    leg_m = at.leg_mm[placed] / 1000
    points = shapely.points(at.x_m[placed], at.y_m[placed])
    street_m = graph.components["length_m"].to_numpy()
    serving = np.flatnonzero((street_m >= POCKET_SHARE * street_m[0])[graph.edge_component])
    share, more_m = NEARLY
    place, found = shapely.STRtree(graph.edge_geometry[serving]).query(points, "dwithin", share * leg_m + more_m)
    edge = serving[found]
    other_m = shapely.distance(graph.edge_geometry[edge], points[place])
    order = np.lexsort((edge, other_m, place))
    order = order[(pd.Series(place[order]).groupby(place[order]).cumcount() < MOST_STREETS).to_numpy()]
    order = order[edge[order] != at.edge[placed][place[order]]]
    order = order[~_joined(graph, at, placed[place[order]], edge[order], points[place[order]])]
    place, edge, other_m = place[order], edge[order], other_m[order]
    # Walks between the streets themselves: from where the place meets its own to where it would meet the other.
    asked, row = np.unique(place, return_inverse=True)
    start = _on_street(graph, at.edge[placed[asked]], at.along_mm[placed[asked]])
    end = _on_street(graph, edge, along_street_mm(graph, edge, points[place]))
    near = street_reach(graph, start, end, FAR_APART_M).tocsr()
    far = np.asarray(near[row, np.arange(len(place))]).ravel() == 0 if len(place) else np.empty(0, dtype=bool)
    table = pd.DataFrame({"place": place[far], "other_leg_m": other_m[far]}).drop_duplicates("place")
    here = table["place"].to_numpy()
    return pd.DataFrame(
        {"leg_m": leg_m[here], "other_leg_m": table["other_leg_m"].to_numpy()}, index=at.key[placed[here]]
    )


def _joined(graph: StreetGraph, at: Snapped, which: np.ndarray, edge: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Say of each place and other street whether they meet at a corner near enough: no walk need be searched."""
    own = at.edge[which]
    own_mm, other_mm = graph.edge_length_mm[own].astype(np.int64), graph.edge_length_mm[edge].astype(np.int64)
    along_mm, there_mm = at.along_mm[which], along_street_mm(graph, edge, points)
    near = np.zeros(len(edge), dtype=bool)
    for node, to_mm in ((graph.edge_u[own], along_mm), (graph.edge_v[own], own_mm - along_mm)):
        for corner, from_mm in ((graph.edge_u[edge], there_mm), (graph.edge_v[edge], other_mm - there_mm)):
            near |= (node == corner) & (to_mm + from_mm <= FAR_APART_M * 1000)
    return near


def _on_street(graph: StreetGraph, edge: np.ndarray, along_mm: np.ndarray) -> Snapped:
    """Return places that stand on their streets; where on the map plays no part."""
    nowhere, nothing = np.full(len(edge), np.nan), np.zeros(len(edge), dtype=np.int64)
    component = graph.edge_component[edge].astype(np.int64)
    return Snapped(pd.RangeIndex(len(edge)), nowhere, nowhere, edge.astype(np.int64), along_mm, nothing, component)
