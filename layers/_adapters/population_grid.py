"""Grids of population, as a table of cells with coordinates or as squares: each cell a place where people live."""

import re
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import MAP
from geo.place import Place
from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers._read import opened, points_from_columns, read_features, read_table
from layers._spec import Cleaned
from layers.reading.coordinate_systems import AROUND_M, around
from layers.reading.header_peek import FEATURES, TABLES, headers_of
from layers.reading.headers import normalised, numbers, texts
from layers.reading.kinds import kind_of
from layers.reading.vintage import vintage_of_name

_PEOPLE = re.compile(r"(?:ms_)?pop(?:ulation)?(?:_?((?:19|20)\d{2}))?|tot_p_(\d{4})|obs_value_t")
_GRID_CRS = "EPSG:3035"
_COORDINATES: tuple[tuple[str, str, str | None], ...] = (
    ("lng", "lat", MAP),
    ("lon", "lat", MAP),
    ("long", "lat", MAP),
    ("longitude", "latitude", MAP),
    ("x_3035", "y_3035", _GRID_CRS),
    ("x", "y", None),
)
"""Pairs of columns, x first, and the system they are in; ``x_3035`` and ``y_3035`` are Statbel's lower left corners."""

_SIDE = "ms_len"
"""Side of a cell in metres, where cells are of several sizes."""


def recognise(raw: RawFile) -> bool:
    """Say whether this is a table or a set of features with a population and either coordinates or outlines."""
    found = headers_of(raw, (*TABLES, *FEATURES))
    people = [each for each in found if _PEOPLE.fullmatch(each)]
    placed = any(x in found and y in found for x, y, _ in _COORDINATES)
    return bool(people) and (placed or "coordinates" in found or _SIDE in found)


def clean(raws: Sequence[RawFile], place: Place) -> Cleaned:
    """Read the cells where people live, in the frame of the commune and 2.5 km around it.

    Parameters
    ----------
    raws
        One file: a table with longitude and latitude (``lng``, ``lat``) or corners in EPSG:3035, or features.
    place
        The commune.

    Returns
    -------
    Cleaned
        One row an inhabited cell, at its centre, its weight the people in it. Identifiers are made of the centre's
        coordinates in metres, so that they do not depend on the order of rows. The vintage is the year in the name of
        the population column (``POP_2015``), else the one in the name of the file.

    Raises
    ------
    Refused
        When the file cannot be read, has no column of population or coordinates, or no cell near the commune.
    """
    raw = raws[0]
    with opened(raw, (*FEATURES, *TABLES)) as inner:
        name = inner.name
        tabular = kind_of(inner) in ("text", "xlsx", "ods")
        frame, far, faults = _table(inner, place) if tabular else _features(inner, place)
    header, year = _people(frame, raw.name)
    vintage, said = (year, list[Fault]()) if year else vintage_of_name(name)
    faults += said
    inside = _inside(frame, place)
    far += int((~inside & ~frame.geometry.isna()).sum())
    margin = {"margin_km": f"{AROUND_M / 1000:g}", "place": place.name.fr}
    if not inside.any():
        raise Refused([*faults, Fault("residences.none_near", "error", raw.name, parameters=margin)])
    if far:
        faults.append(Fault("residences.far", "note", raw.name, parameters={"count": far, **margin}))
    near = frame[inside | frame.geometry.isna()]
    elsewhere = frame.index.difference(near.index)
    faults = [fault for fault in faults if fault.row not in elsewhere]
    weights, _, wrong = numbers(near[header], null_tokens=("",), file=raw.name, column=header)
    faults += wrong
    empty = weights == 0
    if empty.any():
        faults.append(Fault("residences.empty_cells", "note", raw.name, parameters={"count": int(empty.sum())}))
    return Cleaned(_cells(near[~empty], weights[~empty]), faults, vintage)


def _table(raw: RawFile, place: Place) -> tuple[gpd.GeoDataFrame, int, list[Fault]]:
    """Read cells from a table; those far away are counted and left out before points are made of them."""
    frame = read_table(raw, known=[name for x, y, _ in _COORDINATES for name in (x, y)])
    by_name = {normalised(str(each)): str(each) for each in frame.columns}
    pair = next(((by_name[x], by_name[y], crs) for x, y, crs in _COORDINATES if x in by_name and y in by_name), None)
    if pair is None:
        listed = {
            "aliases": ", ".join(f"{x} {y}" for x, y, _ in _COORDINATES),
            "headers": ", ".join(frame.attrs["headers"]),
        }
        raise Refused([Fault("header.missing", "error", raw.name, column="lng, lat", parameters=listed)])
    x, y, crs = pair
    if crs == _GRID_CRS and _SIDE in by_name:
        frame, faults = _centred(frame, x, y, by_name[_SIDE], raw.name)
    else:
        faults = []
    rows = frame if crs is None else _roughly_near(frame, x, y, crs, place)
    points, found = points_from_columns(rows, x, y, crs, place)
    return gpd.GeoDataFrame(rows, geometry=points, crs=place.metric_crs), len(frame) - len(rows), faults + found


def _centred(frame: pd.DataFrame, x: str, y: str, side: str, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Move the lower left corners of cells to their centres."""
    half, _, faults = numbers(frame[side], null_tokens=("",), file=file, column=side, certain=True)
    moved = frame.copy()
    for column in (x, y):
        corner, _, wrong = numbers(frame[column], null_tokens=("",), file=file, column=column, certain=True)
        moved[column] = (
            (corner + half / 2).map(repr, na_action="ignore").astype("str").where(corner.notna(), frame[column])
        )
        faults += wrong
    moved.attrs = frame.attrs
    return moved, faults


def _roughly_near(frame: pd.DataFrame, x: str, y: str, crs: str, place: Place) -> pd.DataFrame:
    """Return the rows around the commune and those whose coordinates are no numbers; all when none are around it."""
    west, south, east, north = around(place, crs)
    read_x = pd.to_numeric(texts(frame[x]).str.replace(",", ".", regex=False), errors="coerce")
    read_y = pd.to_numeric(texts(frame[y]).str.replace(",", ".", regex=False), errors="coerce")
    near = read_x.between(west, east) & read_y.between(south, north)
    if not near.any():
        return frame
    kept = frame[near | read_x.isna() | read_y.isna()]
    kept.attrs = frame.attrs
    return kept


def _features(raw: RawFile, place: Place) -> tuple[gpd.GeoDataFrame, int, list[Fault]]:
    """Read cells from features; a square stands for its centre."""
    frame, faults = read_features(raw, place)
    return frame.set_geometry(frame.geometry.centroid), 0, faults


def _people(frame: pd.DataFrame, file: str) -> tuple[str, str]:
    """Return the column of population and the year in its name, which may be empty."""
    found = {
        str(each): match
        for each in frame.columns
        if each != "geometry" and (match := _PEOPLE.fullmatch(normalised(str(each))))
    }
    if not found:
        headers = ", ".join(str(each) for each in frame.columns if each != "geometry")
        parameters = {"aliases": "pop, population, ms_pop, POP_2015, TOT_P_2021", "headers": headers}
        raise Refused([Fault("header.missing", "error", file, column="population", parameters=parameters)])
    if len(found) > 1:
        parameters = {"headers": ", ".join(found)}
        raise Refused([Fault("residences.which_population", "error", file, parameters=parameters)])
    [(header, match)] = found.items()
    return header, match[1] or match[2] or ""


def _inside(frame: gpd.GeoDataFrame, place: Place) -> pd.Series:
    west, south, east, north = around(place)
    points = np.asarray(frame.geometry.array, dtype=object)
    x, y = shapely.get_x(points), shapely.get_y(points)
    return pd.Series((x >= west) & (x <= east) & (y >= south) & (y <= north), index=frame.index)


def _cells(frame: gpd.GeoDataFrame, weights: pd.Series) -> gpd.GeoDataFrame:
    points = np.asarray(frame.geometry.array, dtype=object)
    # A cell without a place is identified by its row until it is left out.
    places = [
        f"row-{row}" if point is None else f"cell-{point.x:.0f}-{point.y:.0f}"
        for row, point in zip(frame.index, points, strict=True)
    ]
    nothing = pd.Series(None, index=range(len(frame)), dtype="str")
    table = pd.DataFrame(
        {
            "residence_id": pd.Series(places, dtype="str"),
            "kind": pd.Series("cell", index=range(len(frame)), dtype="str"),
            "weight": weights.to_numpy(dtype="float64"),
            **dict.fromkeys(("street", "house_number", "postal_code"), nothing),
            "source_row": pd.array(frame.index, dtype="Int64"),
        }
    )
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(points, crs=frame.crs), crs=frame.crs)
