"""From edges of any network to rows of the streets layer: walkable ways only, each stretch once, lengths settled."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import MaillageError
from geo.place import Place
from geo.walking import street_graph
from layers._fault import Fault, Refused, Severity
from layers._spec import Cleaned
from layers.reading.coordinate_systems import around

NOT_WALKED = frozenset(
    {"motorway", "motorway_link", "trunk", "trunk_link", "abandoned", "bus_guideway", "construction", "corridor"}
    | {"elevator", "escalator", "no", "planned", "platform", "proposed", "raceway", "razed"}
)
"""Kinds nobody walks: those of osmnx's filter for walking, and trunk roads, which in Belgium are closed to walkers
unless a tag says otherwise."""

ALLOWED = frozenset({"yes", "designated", "permissive"})
"""Values of ``foot`` that open a way whatever its kind."""

CLOSED = frozenset({"no", "private", "use_sidepath"})
"""Values of ``foot`` that close it."""

MOST_EXAMPLES = 5


def walkable(highway: pd.Series, foot: pd.Series | None = None) -> np.ndarray:
    """Say of each way whether people walk there.

    ``highway`` may hold several kinds for one stretch, as a list (osmnx joins ways); one that is walked is enough.
    A way of unknown kind counts as walked.
    """
    walked = np.array([_walked(kind) for kind in highway], dtype=bool)
    if foot is None:
        return walked
    said = foot.astype("str").str.lower()
    return (walked & ~said.isin(CLOSED).to_numpy()) | said.isin(ALLOWED).to_numpy()


def street_rows(edges: gpd.GeoDataFrame, place: Place, file: str, vintage: str, faults: list[Fault]) -> Cleaned:
    """Return the rows of the streets layer.

    Parameters
    ----------
    edges
        In METRIC, indexed by row or feature number: ``u``, ``v`` (any type), ``geometry``, and where known ``highway``,
        ``foot``, ``length_m``.
    place
        The commune; streets are kept up to ``AROUND_M`` around its frame.
    file, vintage
        For messages, and of when the streets are.
    faults
        What reading the file said; grows.

    Raises
    ------
    Refused
        ``streets.none_near`` when nothing walkable lies near the commune, ``streets.unusable`` when the rows make no
        network, with the reason.
    """
    near = edges.geometry.intersects(shapely.box(*around(place))).to_numpy()
    kinds = edges["highway"] if "highway" in edges else pd.Series(None, index=edges.index, dtype="object")
    on_foot = walkable(kinds, edges.get("foot"))
    for code, left_out in (("streets.far", ~near), ("streets.not_walked", near & ~on_foot)):
        if left_out.any():
            faults.append(Fault(code, "note", file, parameters={"count": int(left_out.sum()), "total": len(edges)}))
    kept = edges[near & on_foot]
    if kept.empty:
        raise Refused([*faults, Fault("streets.none_near", "error", file, parameters={"place": place.key})])
    drawn = kept.geometry.length
    given = pd.to_numeric(kept["length_m"], errors="coerce") if "length_m" in kept else pd.Series(np.nan, kept.index)
    if missing := int(given.isna().sum()):
        faults.append(Fault("streets.measured", "note", file, parameters={"count": missing, "total": len(kept)}))
    table = gpd.GeoDataFrame(
        {
            "u": kept["u"].map(_text).astype("str"),
            "v": kept["v"].map(_text).astype("str"),
            "highway": kinds[kept.index].map(_first).astype("str"),
            "length_m": given.fillna(drawn).astype("float64").round(3),
            "source_row": pd.array(kept.index, dtype="Int64"),
        },
        geometry=kept.geometry,
        crs=edges.crs,
    )
    table = _each_once(table)
    faults += _components(table, file)
    table.insert(0, "street_id", _identifiers(table))
    columns = ["street_id", "u", "v", "highway", "length_m", "source_row", "geometry"]
    return Cleaned(table[columns].reset_index(drop=True), faults, vintage)


def _walked(kind: object) -> bool:
    if isinstance(kind, list | tuple | np.ndarray):
        return any(_walked(each) for each in kind)
    return not (isinstance(kind, str) and kind in NOT_WALKED)


def _first(kind: object) -> object:
    """Return the kind of a stretch; of several joined in one, the first that is walked."""
    return next(filter(_walked, kind), None) if isinstance(kind, list | tuple | np.ndarray) else kind


def _text(node: object) -> str:
    """Return a node's identifier as text; a whole number read as a decimal one keeps its name."""
    return str(int(node)) if isinstance(node, float) and node.is_integer() else str(node)


def _each_once(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Keep one row of a street given in both directions, the one drawn from the lower node to the higher."""
    forward = (table["u"] <= table["v"]).to_numpy()
    low, high = table["u"].where(forward, table["v"]), table["v"].where(forward, table["u"])
    lines = np.where(forward, table.geometry.array, shapely.reverse(table.geometry.array))
    shape = shapely.to_wkb(shapely.set_precision(lines, 0.01), hex=True)
    ordered = table.assign(_forward=~forward, _shape=shape, _low=low, _high=high)
    ordered = ordered.sort_values(["_low", "_high", "_shape", "_forward", "length_m"], kind="stable")
    return ordered.drop_duplicates(["_low", "_high", "_shape"]).drop(columns=["_forward", "_shape", "_low", "_high"])


def _identifiers(table: gpd.GeoDataFrame) -> pd.Series:
    """Name each stretch by its nodes, numbered where several join the same two (rows stand in order of shape)."""
    ends = table["u"] + "-" + table["v"]
    number = ends.groupby(ends.to_numpy()).cumcount()
    return (ends + "-" + number.astype("str")).astype("str")


def _components(table: gpd.GeoDataFrame, file: str) -> list[Fault]:
    """Say how many pieces the network has; refuse what is none."""
    try:
        components = street_graph(table).components
    except MaillageError as error:
        raise Refused([Fault("streets.unusable", "error", file, parameters={"reason": error})]) from error
    if len(components) == 1:
        return []
    pockets = components.iloc[1:]
    largest = "; ".join(f"{row.x_m:.0f} {row.y_m:.0f}" for row in pockets.head(MOST_EXAMPLES).itertuples())
    share = components["length_m"].iloc[0] / components["length_m"].sum()
    severity: Severity = "warning" if share < 0.95 else "note"
    parameters = {"count": len(pockets), "share": f"{share:.1%}", "largest": largest}
    return [Fault("streets.pockets", severity, file, parameters=parameters)]
