"""Where points are: in which sector, section and district, or how far outside the commune."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.overlay import coordinates, first_area
from geo.place import Place

BORDER_TOLERANCE_M = 25.0
"""How far outside an outline a building may stand and still count as inside: outlines are drawn at 1:10 000, addresses
are placed at the street, and a building is no less the commune's for that."""

DROPPED = ("dropped_x_m", "dropped_y_m")
"""Columns of the buildings: coordinates in metres that were dropped because they are too far from the commune."""


def frame_sectors(sectors: gpd.GeoDataFrame, place: Place) -> gpd.GeoDataFrame:
    """Return the sectors by code, sorted, with the section's configured name and its district (NA without one)."""
    framed = sectors.set_index("sector_code_statbel").sort_index()
    district_of = {section: district for district, sections in place.districts.items() for section in sections}
    section = framed["section_code_statbel"]
    return gpd.GeoDataFrame(
        {
            "sector_name_fr": framed["sector_name_fr"],
            "sector_name_nl": framed["sector_name_nl"],
            "section_code_statbel": section,
            "section_name": section.map(place.section_names).astype("str").fillna(framed["section_name"]),
            "district": section.map(district_of).astype("str"),
            "area_m2": framed["area_m2"].astype("float64"),
        },
        geometry=framed.geometry,
        crs=sectors.crs,
    )


def sector_position(points: np.ndarray, sectors: gpd.GeoDataFrame) -> np.ndarray:
    """Return the row of ``sectors`` each point is in, -1 when in none; on a shared border the lowest code wins."""
    return first_area(points, sectors.geometry.to_numpy())


def place_sites(buildings: gpd.GeoDataFrame, sectors: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the buildings by identifier, sorted, on one point each, with the sector they are in.

    Returns
    -------
    GeoDataFrame with the columns of the layer, then ``x_m``, ``y_m``, ``sector_code_statbel``,
    ``section_code_statbel``, ``section_name``, ``district``, ``location_status`` (``located``, ``no_coordinates``,
    ``outside_commune``) and ``distance_outside_m`` (0 when located, NaN without coordinates). Coordinates so far away
    that they were dropped when the list was read (``dropped_x_m``, ``dropped_y_m``) are outside too: they say how far.

    Notes
    -----
    An outline is represented by a point inside it, so that a building with a yard never falls beside itself. A building
    at most ``BORDER_TOLERANCE_M`` outside the commune is in the nearest sector.
    """
    sites = buildings.set_index("building_id").sort_index()
    points = shapely.point_on_surface(sites.geometry.to_numpy())
    points[shapely.is_missing(points)] = shapely.Point()
    given = ~shapely.is_empty(points)
    position = np.full(len(points), -1)
    position[given] = sector_position(points[given], sectors)
    distance = np.where(position >= 0, 0.0, np.nan)
    astray = np.flatnonzero(given & (position < 0))
    if len(astray) and len(sectors):
        outlines = sectors.geometry.to_numpy()
        nearest = shapely.STRtree(outlines).nearest(points[astray])
        beside = shapely.distance(points[astray], outlines[nearest])
        on_border = beside <= BORDER_TOLERANCE_M
        position[astray[on_border]] = nearest[on_border]
        distance[astray] = np.where(on_border, 0.0, beside)
    placed = position >= 0
    columns = {column: sites[column] for column in sites.columns if column != sites.geometry.name}
    columns["x_m"], columns["y_m"] = (pd.Series(axis, index=sites.index) for axis in coordinates(points).T)
    columns["sector_code_statbel"] = _take(pd.Series(sectors.index, index=sectors.index), position, sites.index)
    for column in ("section_code_statbel", "section_name", "district"):
        columns[column] = _take(sectors[column], position, sites.index)
    dropped = ~given & _given(sites)
    if dropped.any() and len(sectors):
        far = shapely.points(sites.loc[dropped, list(DROPPED)].to_numpy(dtype="float64"))
        outlines = sectors.geometry.to_numpy()
        distance[dropped] = shapely.distance(far, outlines[shapely.STRtree(outlines).nearest(far)])
    status = np.select([placed, ~given & ~dropped], ["located", "no_coordinates"], "outside_commune")
    columns["location_status"] = pd.Series(status, index=sites.index, dtype="str")
    columns["distance_outside_m"] = pd.Series(distance, index=sites.index)
    return gpd.GeoDataFrame(
        columns, geometry=gpd.GeoSeries(points, index=sites.index, crs=sectors.crs), crs=sectors.crs
    )


def _given(sites: pd.DataFrame) -> np.ndarray:
    """Say of which buildings coordinates were dropped."""
    if not set(DROPPED) <= set(sites.columns):
        return np.zeros(len(sites), dtype=bool)
    return np.asarray(sites[list(DROPPED)].notna().all(axis=1))


def near_commune(points: np.ndarray, sectors: gpd.GeoDataFrame, margin_m: float) -> np.ndarray:
    """Say of each point whether it is in the commune or at most ``margin_m`` outside it."""
    near = np.zeros(len(points), dtype=bool)
    if len(points) and len(sectors):
        tree = shapely.STRtree(sectors.geometry.to_numpy())
        near[tree.query(points, predicate="dwithin", distance=margin_m)[0]] = True
    return near


def _take(values: pd.Series, position: np.ndarray, index: pd.Index) -> pd.Series:
    """Return the value at each position by ``index``, missing where the position is -1."""
    taken = values.astype("str").reindex([*values.index, None]).iloc[position]
    return pd.Series(taken.to_numpy(), index=index, dtype="str")
