"""The validated tables the engine starts from, one field a layer; a layer nobody published is None."""

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd


@dataclass(frozen=True)
class SignalRaster:
    """5G classes of one operator on a grid.

    ``classes`` is uint8, row 0 in the north, 0-3 as BIPT's classes and 255 for unknown. ``transform`` holds the six
    coefficients (a, b, c, d, e, f) of the affine map from (column, row) to coordinates in ``crs`` (WKT text).
    """

    operator: str
    classes: np.ndarray
    transform: tuple[float, float, float, float, float, float]
    crs: str


@dataclass(frozen=True)
class Tables:
    """One commune's published layers. Geometries are in one system of metres; columns are those the layers declare.

    Tables are ordered by key and carry a plain RangeIndex; the key is a column (``sector_code_statbel``,
    ``building_id``, ...), since published files have no index.
    """

    sectors: gpd.GeoDataFrame
    population: pd.DataFrame
    buildings: gpd.GeoDataFrame
    indicators: pd.DataFrame | None = None
    residences: gpd.GeoDataFrame | None = None
    fibre: gpd.GeoDataFrame | None = None
    mobile_5g: gpd.GeoDataFrame | None = None
    mobile_5g_rasters: tuple[SignalRaster, ...] = field(default=())
    wifi: gpd.GeoDataFrame | None = None
    support_places: gpd.GeoDataFrame | None = None
    workplaces: gpd.GeoDataFrame | None = None
    streets: gpd.GeoDataFrame | None = None
    devices: pd.DataFrame | None = None
    school_pupils: pd.DataFrame | None = None
    realised: pd.DataFrame | None = None
