"""Points out of two columns of text: read, held against where the commune lies, brought to its metres."""

from collections.abc import Mapping
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from geo.place import Place
from layers._fault import Fault, Refused
from layers.reading.coordinate_systems import how_far, known_crs, near, settle, to_metric
from layers.reading.headers import numbers, texts

MOST = 0.5
"""Share of points near the commune from which a way of reading them counts as the one meant."""


def points_from_columns(
    frame: pd.DataFrame, x: str, y: str, crs: str | None, place: Place, *, margin_m: float | None = None
) -> tuple[gpd.GeoSeries, list[Fault]]:
    """Turn two columns into points in the commune's metric system.

    Parameters
    ----------
    frame
        A table as read, indexed by row number; leave out rows of other communes first, they count as far away.
    x, y
        Its columns of x or longitude, y or latitude; decimal comma or point.
    crs
        The system they are in; None when nobody says, it is then told from the size of the numbers.
    place
        The commune.
    margin_m
        How far outside the commune's frame a point may lie; ``place.frame_margin_m`` where none is given, 0 for what
        must be inside.

    Returns
    -------
    tuple
        A point for each row of ``frame`` (missing where there is none) and the faults. A row without both
        coordinates is no fault here. ``row`` faults: ``place.unreadable``, ``place.zero``, ``place.swapped``,
        ``place.outside``; these rows get no point. When most rows share it the fault is of the file:
        ``crs.swapped_axes`` or ``crs.contradicted`` (error, the points are where they seem to be meant),
        ``crs.assumed`` (warning), ``crs.unreadable``, ``crs.unknown`` or ``place.all_outside`` (error, no points).
    """
    file = str(frame.attrs.get("file", ""))
    column = f"{x}, {y}"
    read_x, _, _ = numbers(frame[x], null_tokens=("",), file=file, column=x, certain=True)
    read_y, _, _ = numbers(frame[y], null_tokens=("",), file=file, column=y, certain=True)
    xy = np.column_stack([read_x.to_numpy(), read_y.to_numpy()])
    written = texts(frame[x]).fillna("") + ", " + texts(frame[y]).fillna("")
    none = (frame[x].isna() & frame[y].isna()).to_numpy() | (written == ", ").to_numpy()
    unreadable = np.isnan(xy).any(axis=1) & ~none
    zero = (xy == 0).all(axis=1)
    usable = ~(none | unreadable | zero)
    faults = _at(frame, "place.unreadable", unreadable, file, column, written)
    faults += _at(frame, "place.zero", zero, file, column, written)
    points = np.full(len(frame), None, dtype=object)
    if usable.any():
        try:
            system, swapped, found = _settled(xy[usable], known_crs(crs, file) if crs else None, place, file)
        except Refused as refused:
            return gpd.GeoSeries(points, index=frame.index, crs=place.metric_crs), [*faults, *refused.faults]
        faults += found
        if swapped:
            xy = xy[:, ::-1]
        bounds = np.hstack([xy, xy])
        inside = usable & near(bounds, place, system, margin_m=margin_m)
        turned = usable & ~inside & near(bounds, place, system, swapped=True, margin_m=margin_m)
        where = {"place": place.name.fr}
        faults += _at(frame, "place.swapped", turned, file, column, written, where)
        faults += _far(frame, usable & ~inside & ~turned, xy, system, place, file, column, written)
        points[inside] = to_metric(np.asarray(shapely.points(xy[inside]), dtype=object), system, place)
    return gpd.GeoSeries(points, index=frame.index, crs=place.metric_crs), sorted(
        faults, key=lambda each: each.row or 0
    )


def _far(
    frame: pd.DataFrame,
    which: np.ndarray,
    xy: np.ndarray,
    system: pyproj.CRS,
    place: Place,
    file: str,
    column: str,
    written: pd.Series,
) -> list[Fault]:
    """Say of each point too far from the commune how far it is."""
    faults = _at(frame, "place.outside", which, file, column, written)
    found = how_far(to_metric(np.asarray(shapely.points(xy[which]), dtype=object), system, place), place)
    return [replace(each, parameters={"place": place.name.fr, **far}) for each, far in zip(faults, found, strict=True)]


def _settled(
    xy: np.ndarray, declared: pyproj.CRS | None, place: Place, file: str
) -> tuple[pyproj.CRS, bool, list[Fault]]:
    """Settle the system on most of the points; failing that, on some, the others being faults row by row."""
    bounds = np.hstack([xy, xy])
    try:
        return settle(bounds, place, declared=declared, usual=None, file=file, share=MOST)
    except Refused:
        return settle(bounds, place, declared=declared, usual=None, file=file)


def _at(
    frame: pd.DataFrame,
    code: str,
    which: np.ndarray,
    file: str,
    column: str,
    written: pd.Series,
    parameters: Mapping[str, object] | None = None,
) -> list[Fault]:
    rows, values = frame.index[which], written.to_numpy()[which]
    return [
        Fault(code, "row", file, int(row), column, str(value), parameters or {})
        for row, value in zip(rows, values, strict=True)
    ]
