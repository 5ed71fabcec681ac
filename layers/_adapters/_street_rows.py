"""From edges of any network to rows of the streets layer: walkable ways only, each stretch once, lengths settled."""

from collections.abc import Mapping

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
    | {"elevator", "escalator", "no", "planned", "platform", "proposed", "raceway", "razed", "rest_area", "services"}
)
"""Kinds nobody walks: those of osmnx's filter for walking (cycle tracks apart, which Belgium lets people walk where
there is no pavement), and trunk roads, which in Belgium are closed to walkers unless a tag says otherwise."""

ALLOWED = frozenset({"yes", "designated", "permissive"})
"""Values of ``foot`` that open a way whatever its kind and whatever ``access`` says."""

CLOSED = frozenset({"no", "private", "use_sidepath"})
"""Values of ``foot`` that close it."""

PRIVATE = frozenset({"no", "private"})
"""Values of ``access`` and of ``service`` that close it, as in osmnx's filter, where ``foot`` says nothing."""

TAGS = ("highway", "foot", "access", "service")
"""Tags that say whether people walk a way."""

SHORTEST = (0.98, 1.0)
"""A length is impossible under this share of the straight line between its ends, less a metre for rounding."""

MOST_EXAMPLES = 5


def walked(tags: Mapping[str, object]) -> bool:
    """Say whether people walk a way with these tags; one of unknown kind counts as walked.

    Notes
    -----
    A stretch that joins several ways lists the values of each, as a list, or as text that shows one: it is walked when
    none of them closes it, since who walks it must pass them all.
    """
    foot = set(parts(tags.get("foot")))
    if foot & CLOSED:
        return False
    if foot & ALLOWED:
        return True
    private = {value for tag in ("access", "service") for value in parts(tags.get(tag))} & PRIVATE
    return not private and not NOT_WALKED & set(parts(tags.get("highway")))


def parts(value: object) -> list[str]:
    """Return the values of a tag, in small letters; of several ways joined in one stretch, those of each."""
    if isinstance(value, str):
        text = value.strip().lower()
        return [each.strip(" '\"") for each in text.strip("[]").replace(";", ",").split(",") if each.strip(" '\"")]
    if isinstance(value, list | tuple | np.ndarray):
        return [each for one in value for each in parts(one)]
    return []


def street_rows(
    edges: gpd.GeoDataFrame, place: Place, file: str, vintage: str, faults: list[Fault], *, judged: bool = False
) -> Cleaned:
    """Return the rows of the streets layer.

    Parameters
    ----------
    edges
        In metres, indexed by row or feature number: ``u``, ``v`` (any type), ``geometry``, and where known ``length_m``
        and the tags of ``TAGS``.
    place
        The commune; streets are kept up to ``AROUND_M`` around its frame.
    file, vintage
        For messages, and of when the streets are.
    faults
        What reading the file said; grows.
    judged
        Whether ways nobody walks have been left out already.

    Raises
    ------
    Refused
        ``streets.none_near`` when nothing walkable lies near the commune, ``streets.unusable`` when the rows make no
        network, with the reason.
    """
    near = edges.geometry.intersects(shapely.box(*around(place))).to_numpy()
    kinds = edges["highway"] if "highway" in edges else pd.Series(None, index=edges.index, dtype="object")
    on_foot = np.ones(len(edges), dtype=bool) if judged else walkable(edges)
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
    given, found = _possible(given, kept.geometry, file)
    faults += found
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


def walkable(edges: pd.DataFrame) -> np.ndarray:
    """Say of each stretch whether people walk it; ``edges`` has what columns it has of ``TAGS``."""
    known = [tag for tag in TAGS if tag in edges]
    columns = [edges[tag].tolist() for tag in known]
    rows = zip(*columns, strict=True) if known else iter([()] * len(edges))
    return np.array([walked(dict(zip(known, row, strict=True))) for row in rows], dtype=bool)


def _possible(given: pd.Series, lines: gpd.GeoSeries, file: str) -> tuple[pd.Series, list[Fault]]:
    """Drop lengths shorter than the straight line between the ends; told, and measured on the line instead.

    Notes
    -----
    Where most are, they are no slips but in another unit, and are left for the network to refuse.
    """
    straight = shapely.distance(shapely.get_point(lines.array, 0), shapely.get_point(lines.array, -1))
    share, rounding_m = SHORTEST
    short = (given < share * straight - rounding_m) | ((given == 0) & (lines.length > 0))
    count = int(short.sum())
    if count == 0 or 2 * count > int(given.notna().sum()):
        return given, []
    first = given.index[short][0]
    parameters = {"count": count, "total": len(given), "metres": f"{straight[given.index.get_loc(first)]:.0f}"}
    value = f"{given[first]:g}"
    return given.mask(short), [Fault("streets.too_short", "warning", file, int(first), "length_m", value, parameters)]


def _first(kind: object) -> object:
    """Return the kind of a stretch; of several joined in one, the first that is walked."""
    named = parts(kind)
    return next((each for each in named if each not in NOT_WALKED), named[0] if named else None)


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
