"""Residents of sectors shared out among residences, to the last one."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import METRIC
from geo.errors import DataError
from geo.location import sector_position
from geo.texts import N_

REPRESENTATIVE = "sector:"
"""Prefix of the demand point that stands for a sector without residences."""


@dataclass(frozen=True)
class Disaggregation:
    """Where the residents are.

    Attributes
    ----------
    demand
        GeoDataFrame by ``demand_id``, sorted: ``sector_code_statbel``, ``section_code_statbel``, ``x_m``, ``y_m``,
        ``population``, ``located``, points in METRIC. Everybody in a sector with an outline, and nobody else.
    residents
        Residents per sector with an outline, by code; NaN where no figure is published.
    unlocated
        Residents of codes without an outline: people the register cannot place.
    residences_outside
        How many residences were set aside because they lie in no sector.

    Examples
    --------
    >>> away = toy.population(unlocated=12)
    >>> disaggregate(evidence.sectors, away, town.residences).unlocated
    12.0
    """

    demand: gpd.GeoDataFrame
    residents: pd.Series
    unlocated: float
    residences_outside: int


def disaggregate(
    sectors: gpd.GeoDataFrame, population: pd.DataFrame, residences: gpd.GeoDataFrame | None
) -> Disaggregation:
    """Share the residents of each sector among its residences by weight: ``P_b = P_s * w_b / sum(w)``.

    Parameters
    ----------
    sectors
        As ``frame_sectors`` returns them.
    population, residences
        The layers; ``residences`` None when nobody published them.

    Raises
    ------
    DataError
        When a code occurs twice in the population table.

    Notes
    -----
    The dasymetric method (weights from ancillary points; mass preserving by construction, Tobler 1979). A sector with
    residents but without any residence of positive weight keeps its residents on a point inside it, with ``located``
    False. Residences without residents (weight 0, or an empty sector) are left out: they carry nobody.

    Examples
    --------
    >>> spread = disaggregate(evidence.sectors, town.population, town.residences)
    >>> spread.demand["population"].head(4).tolist()
    [25.0, 75.0, 50.0, 150.0]
    """
    counted = population.set_index("sector_code_statbel")["population"].astype("float64").sort_index()
    if not counted.index.is_unique:
        twice = sorted(counted.index[counted.index.duplicated()])
        raise DataError(
            N_("The population table names a sector twice: {codes}. Keep one row each."), codes=", ".join(twice)
        )
    residents = counted.reindex(sectors.index)
    unlocated = float(counted.drop(sectors.index, errors="ignore").sum())

    weighted, outside = _weighted(sectors, residences)
    share = weighted.groupby("position")["weight"].transform(lambda weight: weight / weight.max())
    share = share / share.groupby(weighted["position"]).transform("sum")
    weighted["population"] = residents.to_numpy()[weighted["position"]] * share
    weighted = weighted[weighted["population"] > 0]

    without = np.flatnonzero((residents > 0).to_numpy() & ~np.isin(np.arange(len(sectors)), weighted["position"]))
    standing = pd.DataFrame(
        {
            "demand_id": REPRESENTATIVE + sectors.index[without].astype("str"),
            "position": without,
            "population": residents.to_numpy()[without],
            "located": False,
            "point": shapely.point_on_surface(sectors.geometry.to_numpy()[without]),
        }
    )
    everybody = pd.concat([weighted, standing]) if len(weighted) else standing
    everybody = everybody.sort_values("demand_id")
    if not everybody["demand_id"].is_unique:
        raise DataError(N_("Two residences have the same identifier."))
    return Disaggregation(_demand(everybody, sectors), residents.rename("population"), unlocated, outside)


def _weighted(sectors: gpd.GeoDataFrame, residences: gpd.GeoDataFrame | None) -> tuple[pd.DataFrame, int]:
    """Return the residences of positive weight that lie in a sector, and how many lie in none."""
    if residences is None:
        residences = gpd.GeoDataFrame({"residence_id": [], "weight": []}, geometry=[], crs=METRIC)
    points = residences.geometry.to_numpy()
    position = sector_position(points, sectors)
    frame = pd.DataFrame(
        {
            "demand_id": residences["residence_id"].astype("str").to_numpy(),
            "position": position,
            "weight": residences["weight"].to_numpy(dtype="float64"),
            "located": True,
            "point": points,
        }
    ).sort_values("demand_id", kind="stable")
    return frame[(frame["position"] >= 0) & (frame["weight"] > 0)].copy(), int((position < 0).sum())


def _demand(everybody: pd.DataFrame, sectors: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    points = everybody["point"].to_numpy()
    position = everybody["position"].to_numpy(dtype="int64")
    return gpd.GeoDataFrame(
        {
            "sector_code_statbel": sectors.index.to_numpy()[position],
            "section_code_statbel": sectors["section_code_statbel"].to_numpy()[position],
            "x_m": shapely.get_x(points),
            "y_m": shapely.get_y(points),
            "population": everybody["population"].to_numpy(dtype="float64"),
            "located": everybody["located"].to_numpy(dtype=bool),
        },
        index=pd.Index(everybody["demand_id"].to_numpy(), dtype="str", name="demand_id"),
        geometry=points,
        crs=METRIC,
    ).astype({"sector_code_statbel": "str", "section_code_statbel": "str"})
