"""What must be true of street tables before a graph is made of them, and how lines, nodes and lengths are settled."""

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import in_metres
from geo.errors import DataError
from geo.texts import N_

END_TOLERANCE_M = 1.0
"""How far a line may end from its node. Exports round coordinates; a metre is more than any rounding."""

LENGTH_RATIO = (0.5, 2.0)
"""Length given over length drawn, for the whole network: outside, the lengths are not metres (feet: 3.3, km: 0.001)."""

LONGEST_STREET_M = 1_000_000.0
"""A street longer than this is a mistake, and would not fit the millimetres of the graph."""


def refuse_unusable(edges: gpd.GeoDataFrame, nodes: gpd.GeoDataFrame | None) -> None:
    """Raise a DataError when the tables cannot be a street network in metres."""
    missing = [column for column in ("u", "v") if column not in edges.columns]
    if missing:
        raise DataError(
            N_("The streets have no column {columns}: each street needs the nodes at its two ends."),
            columns=", ".join(missing),
        )
    if edges.empty:
        raise DataError(N_("The street network holds no street at all: give a larger extract, or none."))
    for table in (edges, nodes):
        if table is not None and not (in_metres(table.crs) and table.crs.equals(edges.crs)):
            raise DataError(
                N_("The street network is in the coordinate system {crs}, not in one of metres: reproject it first."),
                crs=table.crs.name if table.crs is not None else "?",
            )
    without_end = edges["u"].isna() | edges["v"].isna()
    if without_end.any():
        raise DataError(
            N_("Streets that lack a node at one end: {count} (rows {rows}). Fill in u and v."),
            count=int(without_end.sum()),
            rows=_named(edges.index[without_end]),
        )
    kinds = edges.geometry.geom_type
    wrong = kinds.notna() & (kinds != "LineString")
    if wrong.any():
        raise DataError(
            N_("Streets that are not simple lines: {count} (rows {rows}: {kinds}). Split them into single lines."),
            count=int(wrong.sum()),
            rows=_named(edges.index[wrong]),
            kinds=", ".join(sorted(set(kinds[wrong]))),
        )


def node_positions(
    u: np.ndarray, v: np.ndarray, lines: np.ndarray, identifiers: pd.Index, nodes: gpd.GeoDataFrame | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return where each node stands, from the table of nodes or from where the lines meet.

    Notes
    -----
    Files list lines in either direction, some all against ``u`` and ``v``. A node stands at the point where most of its
    streets have an end. Where two points tie (a dead end has one street), it is the end its neighbour does not take;
    and where that leaves a doubt, the one that agrees with the direction most lines of the file follow.
    """
    if nodes is not None:
        return _given_positions(identifiers, nodes)
    drawn = np.flatnonzero(~(shapely.is_missing(lines) | shapely.is_empty(lines)))
    u, v = u[drawn], v[drawn]
    ends = np.concatenate(_ends(lines[drawn]))
    # To the millimetre: the same point written twice may differ in its last digits.
    _, first_row, point = np.unique(np.rint(ends * 1000), axis=0, return_index=True, return_inverse=True)
    start, end = point[: len(drawn)], point[len(drawn) :]
    at = _points_of_most_streets(u, v, start, end, len(identifiers))
    while True:
        known_u, known_v = at[u] >= 0, at[v] >= 0
        from_v = ~known_u & known_v & ((at[v] == start) | (at[v] == end))
        from_u = ~known_v & known_u & ((at[u] == start) | (at[u] == end))
        if not (from_u.any() or from_v.any()):
            break
        at[u[from_v]] = np.where(at[v] == end, start, end)[from_v]
        at[v[from_u]] = np.where(at[u] == start, end, start)[from_u]
    along = np.count_nonzero((at[u] == start) & (at[v] == end) & (start != end))
    against = np.count_nonzero((at[u] == end) & (at[v] == start) & (start != end))
    left = (at[u] < 0) & (at[v] < 0)
    at[u[left]], at[v[left]] = (start[left], end[left]) if along >= against else (end[left], start[left])
    nowhere = at < 0
    if nowhere.any():
        raise DataError(
            N_(
                "Nodes without a place: {count} ({nodes}). Their streets have no line, or one that ends elsewhere. "
                "Add the nodes."
            ),
            count=int(nowhere.sum()),
            nodes=_named(identifiers[nowhere]),
        )
    return ends[first_row[at], 0], ends[first_row[at], 1]


def _points_of_most_streets(u: np.ndarray, v: np.ndarray, start: np.ndarray, end: np.ndarray, count: int) -> np.ndarray:
    """Return for each node the point where most of its streets have an end, -1 where two points tie."""
    votes = pd.DataFrame({"node": np.r_[u, u, v, v], "point": np.r_[start, end, start, end]}).value_counts(sort=False)
    table = votes.reset_index(name="votes").sort_values(["node", "votes"], ascending=[True, False], kind="stable")
    best, second = table.groupby("node").nth(0).set_index("node"), table.groupby("node").nth(1).set_index("node")
    clear = best["votes"] > second["votes"].reindex(best.index).fillna(0)
    at = np.full(count, -1, dtype=np.int64)
    at[best.index[clear]] = best["point"][clear]
    return at


def as_drawn(
    edges: gpd.GeoDataFrame, u: np.ndarray, v: np.ndarray, lines: np.ndarray, x: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the lines, those not drawn being straight, and which of them run from ``v`` to ``u``."""
    lines = lines.copy()
    absent = shapely.is_missing(lines) | shapely.is_empty(lines)
    if absent.any():
        lengths = edges["length_m"].to_numpy(float, na_value=np.nan) if "length_m" in edges else np.full(len(u), np.nan)
        lost = absent & np.isnan(lengths)
        if lost.any():
            raise DataError(
                N_("Streets with neither a length nor a line: {count} (rows {rows}). Fill in length_m."),
                count=int(lost.sum()),
                rows=_named(edges.index[lost]),
            )
        ends = np.stack([np.c_[x[u], y[u]][absent], np.c_[x[v], y[v]][absent]], axis=1)
        lines[absent] = shapely.linestrings(ends)
    start, end = _ends(lines)
    first, last = np.c_[x[u], y[u]], np.c_[x[v], y[v]]
    kept = np.maximum(_apart(start, first), _apart(end, last))
    turned = np.maximum(_apart(start, last), _apart(end, first))
    loose = ~(np.minimum(kept, turned) <= END_TOLERANCE_M)
    if loose.any():
        raise DataError(
            N_(
                "Streets that do not start and end at their nodes: {count} (rows {rows}). Correct their lines, or "
                "u and v."
            ),
            count=int(loose.sum()),
            rows=_named(edges.index[loose]),
        )
    return lines, turned < kept


def measured_lengths_mm(edges: gpd.GeoDataFrame, lines: np.ndarray) -> np.ndarray:
    """Return the length of every street in whole millimetres: as given, or else as drawn."""
    drawn = shapely.length(lines)
    if "length_m" not in edges:
        given = np.full(len(edges), np.nan)
    else:
        given = edges["length_m"].to_numpy(float, na_value=np.nan)
    length = np.where(np.isnan(given), drawn, given)
    wrong = ~((length >= 0) & (length <= LONGEST_STREET_M))
    if wrong.any():
        raise DataError(
            N_("Streets with an impossible length: {count} (rows {rows}: {lengths} m). Lengths are metres, 0 or more."),
            count=int(wrong.sum()),
            rows=_named(edges.index[wrong]),
            lengths=_named(length[wrong]),
        )
    known = ~np.isnan(given)
    if drawn[known].sum() > 0:
        ratio = given[known].sum() / drawn[known].sum()
        if not LENGTH_RATIO[0] <= ratio <= LENGTH_RATIO[1]:
            raise DataError(
                N_("The lengths of the streets are {ratio} times those of their lines: length_m must be in metres."),
                ratio=f"{ratio:.3g}",
            )
    return np.rint(length * 1000).astype(np.int64)


def _given_positions(identifiers: pd.Index, nodes: gpd.GeoDataFrame) -> tuple[np.ndarray, np.ndarray]:
    if nodes.index.has_duplicates:
        raise DataError(
            N_("Nodes are listed more than once ({nodes}): each needs one place."),
            nodes=_named(nodes.index[nodes.index.duplicated()].unique()),
        )
    if nodes.index.dtype == identifiers.dtype:
        row = nodes.index.get_indexer(identifiers)
    else:  # one file writes identifiers as numbers, the other as text
        row = nodes.index.astype("str").get_indexer(identifiers.astype("str"))
    if (row < 0).any():
        raise DataError(
            N_(
                "Nodes named by streets but missing from the table of nodes: {count} ({nodes}). The extract is cut "
                "short."
            ),
            count=int((row < 0).sum()),
            nodes=_named(identifiers[row < 0]),
        )
    points = np.asarray(nodes.geometry.array)[row]
    x, y = shapely.get_x(points), shapely.get_y(points)
    lost = ~(np.isfinite(x) & np.isfinite(y))
    if lost.any():
        raise DataError(
            N_("Nodes without coordinates: {count} ({nodes}). Give each a point."),
            count=int(lost.sum()),
            nodes=_named(identifiers[lost]),
        )
    return x, y


def _ends(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    points, line = shapely.get_coordinates(lines, return_index=True)
    new = np.r_[True, line[1:] != line[:-1]]
    return points[new], points[np.r_[new[1:], True]]


def _apart(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.hypot(one[:, 0] - other[:, 0], one[:, 1] - other[:, 1])


def _named(labels: Iterable[object], most: int = 10) -> str:
    """List the first few labels, in order, and how many more there are."""
    texts = [str(label) for label in labels]
    more = f", +{len(texts) - most}" if len(texts) > most else ""
    return ", ".join(texts[:most]) + more
