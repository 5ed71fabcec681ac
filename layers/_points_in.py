"""Points out of two columns of text: read, held against where the commune lies, brought to METRIC."""

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import METRIC
from geo.place import Place
from layers._coordinate_systems import known_crs, near, settle, to_metric
from layers._fault import Fault, Refused
from layers._headers import numbers, texts

MOST = 0.5
"""Share of points near the commune from which a way of reading them counts as the one meant."""


def points_from_columns(
    frame: pd.DataFrame, x: str, y: str, crs: str | None, place: Place
) -> tuple[gpd.GeoSeries, list[Fault]]:
    """Turn two columns into METRIC points.

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
    read_x, _, _ = numbers(frame[x], null_tokens=("",), file=file, column=x)
    read_y, _, _ = numbers(frame[y], null_tokens=("",), file=file, column=y)
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
            points[usable], found = _placed(xy[usable], frame.index[usable], written[usable], crs, place, file, column)
        except Refused as refused:
            found = list(refused.faults)
        faults += found
    return gpd.GeoSeries(points, index=frame.index, crs=METRIC), sorted(faults, key=lambda each: each.row or 0)


def _placed(
    xy: np.ndarray, rows: pd.Index, written: pd.Series, crs: str | None, place: Place, file: str, column: str
) -> tuple[np.ndarray, list[Fault]]:
    """Return METRIC points, missing where the coordinates are far away or swapped, and the faults."""
    bounds = np.hstack([xy, xy])
    declared = known_crs(crs, file) if crs else None
    try:
        system, swapped, faults = settle(bounds, place, declared=declared, usual=None, file=file, share=MOST)
    except Refused:
        # No reading puts most of them near; then one that puts some near, their neighbours being faults row by row.
        system, swapped, faults = settle(bounds, place, declared=declared, usual=None, file=file)
    if swapped:
        xy, bounds = xy[:, ::-1], bounds[:, [1, 0, 3, 2]]
    inside = near(bounds, place, system)
    turned = ~inside & near(bounds, place, system, swapped=True)
    frame = pd.DataFrame(index=rows)
    metric = to_metric(np.asarray(shapely.points(xy), dtype=object), system)
    where = {"place": place.name.fr}
    faults += _at(frame, "place.swapped", turned, file, column, written, where)
    faults += _at(frame, "place.outside", ~inside & ~turned, file, column, written, where)
    metric[~inside] = None
    return metric, faults


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
