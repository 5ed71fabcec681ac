"""Checks of the geometries of a cleaned table: kind, validity, place and repetition."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import GeometryType

from geo.errors import MaillageError
from geo.place import Place
from geo.texts import N_
from layers._fault import Fault, Severity
from layers._spec import Layer
from layers.reading.coordinate_systems import how_far, near, surroundings

POLYGONS = (GeometryType.POLYGON, GeometryType.MULTIPOLYGON)
ALLOWED = {
    "polygon": POLYGONS,
    "point": (GeometryType.POINT,),
    "point or polygon": (GeometryType.POINT, *POLYGONS),
    "line": (GeometryType.LINESTRING,),
}
REPEATED_OUTLINE = "geometry.duplicate"
SAME_AREA = 0.001
"""Relative change of area up to which a repair counts as having kept it."""


@dataclass
class CheckedGeometry:
    """The geometries after checking, and which rows have none that can be used."""

    geometry: gpd.GeoSeries
    unplaced: np.ndarray
    faults: list[Fault]


def check_geometry(table: pd.DataFrame, layer: Layer, place: Place, *, explained: np.ndarray) -> CheckedGeometry:
    """Check the geometries of a table, repair outlines that cross themselves and empty those that cannot be used.

    Parameters
    ----------
    table
        Has ``geometry`` in the commune's metric system; indexed by position, which is what faults name as ``row``.
    layer
        Says which kinds are meant and whether every row needs a place.
    place
        The commune; what lies outside its frame and margin is a fault of the row.
    explained
        Rows whose missing place a fault explains already.

    Returns
    -------
    CheckedGeometry
        Two-dimensional geometries, None where there is none to use. ``unplaced`` is True there, unless the layer
        does without a place and none was given. Faults: ``place.missing``, ``geometry.wrong_type``,
        ``geometry.not_repairable``, ``place.outside`` (row); ``place.covers_all``, ``place.reaches_far`` (row, or
        what the layer says); ``geometry.repaired``, ``geometry.repaired_area``,
        ``geometry.duplicate`` (warning); ``places.unknown`` (note).
    """
    given = table["geometry"]
    crs = getattr(given.array, "crs", None)
    if crs is None or crs != place.metric_crs:
        raise MaillageError(
            N_("The source of layer {layer} did not bring its geometry to {crs}."),
            layer=layer.name,
            crs=place.metric_crs,
        )
    shapes = _single_points(shapely.force_2d(np.asarray(given.array, dtype=object)))
    faults: list[Fault] = []

    def say(code: str, which: np.ndarray) -> None:
        faults.extend(Fault(code, "row", "", int(row), "geometry") for row in np.flatnonzero(which))

    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    shapes[empty] = None
    unplaced = explained & empty
    if layer.geometry_required:
        say("place.missing", empty & ~explained)
        unplaced |= empty
    kinds = shapely.get_type_id(shapes)
    wrong = ~empty & ~np.isin(kinds, ALLOWED[str(layer.geometry)])
    for row in np.flatnonzero(wrong):
        value = GeometryType(kinds[row]).name.capitalize()
        expected = {"expected": str(layer.geometry)}
        faults.append(Fault("geometry.wrong_type", "row", "", int(row), "geometry", value, expected))
    lost = _repair(shapes, ~empty & ~wrong, faults)
    say("geometry.not_repairable", lost)
    present = ~(empty | wrong | lost)
    outside = present.copy()
    outside[present] = ~near(shapely.bounds(shapes[present]), place, place.metric_crs)
    standing = shapely.point_on_surface(shapes[outside])
    for row, point, told in zip(np.flatnonzero(outside), standing, how_far(standing, place), strict=True):
        value, where = f"{point.x:.0f}, {point.y:.0f}", {"place": place.name.fr, **told}
        faults.append(Fault("place.outside", "row", "", int(row), "geometry", value, where))
    far = _far_reaching(shapes, present & ~outside, layer, place, faults)
    unplaced |= wrong | lost | outside | far
    shapes[wrong | lost | outside | far] = None
    if layer.geometry == "polygon":
        faults += _repeated_outlines(shapes, table)
    if not layer.geometry_required:
        # Where a fault of its own says what is wrong with its coordinates, a row has some.
        faults += _without_place(shapes, (empty & ~explained), table, layer)
    return CheckedGeometry(gpd.GeoSeries(shapes, index=table.index, crs=place.metric_crs), unplaced, faults)


def _far_reaching(shapes: np.ndarray, which: np.ndarray, layer: Layer, place: Place, faults: list[Fault]) -> np.ndarray:
    """Name the rows among ``which`` that cover more than the commune or reach far out of it; return those set aside."""
    aside = np.zeros(len(shapes), dtype=bool)
    if layer.far_reaching is None:
        return aside
    x_from, y_from, x_to, y_to = shapely.bounds(shapes).T
    west, south, east, north = surroundings(place)
    beyond = which & ((x_from < west) | (y_from < south) | (x_to > east) | (y_to > north))
    wide = which & (shapely.area(shapes) > shapely.box(*surroundings(place, margin_m=0.0)).area)
    for row in np.flatnonzero(beyond | wide):
        where: dict[str, object] = {"place": place.name.fr}
        if wide[row]:
            where["area_km2"] = round(float(shapely.area(shapes[row])) / 1e6)
        else:
            where["width_km"] = round(max(x_to[row] - x_from[row], y_to[row] - y_from[row]) / 1000)
        code = "place.covers_all" if wide[row] else "place.reaches_far"
        faults.append(Fault(code, layer.far_reaching, "", int(row), "geometry", "", where))
    if layer.far_reaching == "row":
        aside = beyond | wide
    return aside


def _single_points(shapes: np.ndarray) -> np.ndarray:
    """Turn multipoints of one point, as some programs write every point, into points."""
    single = (shapely.get_type_id(shapes) == GeometryType.MULTIPOINT) & (shapely.get_num_geometries(shapes) == 1)
    shapes[single] = shapely.get_geometry(shapes[single], 0)
    return shapes


def _repair(shapes: np.ndarray, which: np.ndarray, faults: list[Fault]) -> np.ndarray:
    """Make the invalid outlines among ``which`` valid in place; return those of which nothing is left."""
    invalid = which & ~shapely.is_valid(shapes)
    lost = np.zeros(len(shapes), dtype=bool)
    for place in np.flatnonzero(invalid):
        before = shapes[place]
        after = shapely.make_valid(before, method="structure", keep_collapsed=False)
        if after.is_empty or shapely.get_type_id(after) not in POLYGONS:
            lost[place] = True
            continue
        shapes[place] = after
        kept = abs(after.area - before.area) <= SAME_AREA * after.area
        code = "geometry.repaired" if kept else "geometry.repaired_area"
        areas = {"before_m2": round(before.area), "area_m2": round(after.area)}
        reason = shapely.is_valid_reason(before)
        faults.append(Fault(code, "warning", "", int(place), "geometry", reason, areas))
    return lost


def _repeated_outlines(shapes: np.ndarray, table: pd.DataFrame) -> list[Fault]:
    """Name outlines drawn twice; two operators may well serve the same area."""
    boxes = pd.DataFrame(shapely.bounds(shapes))
    candidates = np.flatnonzero(boxes.duplicated(keep=False) & boxes.notna().all(axis=1))
    if not candidates.size:
        return []
    outlines = pd.DataFrame({"outline": shapely.to_wkb(shapely.normalize(shapes[candidates]))})
    outlines["operator"] = table["operator"].to_numpy()[candidates] if "operator" in table else ""
    outlines["row"] = candidates
    first = outlines.groupby(["outline", "operator"], dropna=False)["row"].transform("first")
    repeated = outlines.duplicated(["outline", "operator"])
    return [
        Fault(REPEATED_OUTLINE, "warning", "", int(row), "geometry", "", {"other_row": int(other)})
        for row, other in zip(outlines["row"][repeated], first[repeated], strict=True)
    ]


def _without_place(shapes: np.ndarray, missing: np.ndarray, table: pd.DataFrame, layer: Layer) -> list[Fault]:
    """Count the rows that were given no place; that none has one is hardly meant."""
    if not missing.any():
        return []
    keys = table.loc[missing, layer.key[0]]
    counts = {"count": int(missing.sum()), "total": len(table)}
    severity: Severity = "warning" if shapely.is_missing(shapes).all() else "note"
    return [Fault("places.unknown", severity, value=str(keys.iloc[0]), parameters=counts)]
