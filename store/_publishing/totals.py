"""The figures a layer says of itself as a whole, and the ground its rows cover."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from layers import Layer, Total

M2_PER_KM2 = 1e6

MIDDLE = (5.0, 95.0)
"""Percentiles of eastings and northings between which points are taken to cover the ground: one stray point is no
extent."""


@dataclass(frozen=True)
class Figure:
    """One total of a table."""

    value: float | None
    """None where the table lacks the column, or no row says it."""
    unknown: int
    """Rows of which it is not known whether, or with how much, they count."""


def figure(table: pd.DataFrame, total: Total) -> Figure:
    """Return a total of the rows of a layer; areas and lengths in km2 and km, from geometries in metres."""
    needed = {*([total.column] if total.column else []), *([total.where[0]] if total.where else [])}
    if not needed <= set(table.columns):
        return Figure(None, len(table))
    rows, unsure = table, 0
    if total.where is not None:
        column, wanted = total.where
        unsure = int(table[column].isna().sum())
        rows = table[(table[column] == wanted).fillna(value=False).to_numpy(dtype=bool)]
    if total.measure == "rows":
        return Figure(float(len(rows)), unsure)
    if total.measure == "area_km2":
        # Areas of two operators overlap: ground counts once.
        return Figure(float(shapely.union_all(_geometries(rows)).area) / M2_PER_KM2, unsure)
    amounts = rows[str(total.column)]
    unsure += int(amounts.isna().sum())
    if len(rows) and amounts.isna().all():
        return Figure(None, unsure)
    whole = float(amounts.sum())
    return Figure(whole / 1000 if total.measure == "length_km" else whole, unsure)


def ground_m2(layer: Layer, table: pd.DataFrame) -> float:
    """Return the area of the box that holds the rows of a layer: of points, of all but the outermost twentieth."""
    if layer.geometry is None or "geometry" not in table.columns:
        return 0.0
    geometries = _geometries(table)
    there = geometries[~(shapely.is_missing(geometries) | shapely.is_empty(geometries))]
    if not len(there):
        return 0.0
    if (shapely.get_type_id(there) == shapely.GeometryType.POINT).all():
        west, east = np.percentile(shapely.get_x(there), MIDDLE)
        south, north = np.percentile(shapely.get_y(there), MIDDLE)
    else:
        west, south, east, north = shapely.total_bounds(there)
    return float((east - west) * (north - south))


def _geometries(table: pd.DataFrame) -> np.ndarray:
    return np.asarray(table["geometry"].astype("object"), dtype="object")
