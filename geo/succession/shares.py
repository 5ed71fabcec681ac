"""Which part of each former sector lies in which sector of today, by area and by where people live."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import DataError
from geo.overlay import coordinates, first_area
from geo.texts import N_

_CODE = "sector_code_statbel"
SLIVER_SHARE = 0.01
"""A piece below this share of both sectors is none: outlines drawn at 1:10,000 differ by metres from year to year."""


@dataclass(frozen=True)
class Succession:
    """The pieces in which former sectors and those of today overlap.

    Attributes
    ----------
    pieces
        One row a piece: ``old_code``, ``new_code``, ``area_m2``, ``old_share`` (of the former sector, 0-1; adds up to 1
        over its pieces), ``new_share`` (of today's), ``by`` (``addresses`` where the former sector has residences, else
        ``area``: what ``old_share`` goes by), ``unchanged`` (the same code, and the same ground).
    uncovered
        Former sector -> the share of its area that lies in no sector of today, where that is more than a sliver.

    Examples
    --------
    >>> both = succession(town.sectors, town.sectors)
    >>> int(both.pieces["unchanged"].sum()), len(both.uncovered)
    (9, 0)
    """

    pieces: pd.DataFrame
    uncovered: dict[str, float]


def succession(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, residences: gpd.GeoDataFrame | None = None) -> Succession:
    """Hold former outlines against those of today.

    Parameters
    ----------
    old, new
        ``sector_code_statbel`` and outlines, in the same metres.
    residences
        Points with a ``weight``, where people live; None when nobody published any.

    Raises
    ------
    DataError
        When the systems differ, or no outline overlaps another.

    Notes
    -----
    Areal weighting (Goodchild and Lam 1980), and where there are addresses the dasymetric form of it: what a former
    sector counted is split as its residences are, not as its ground is, since a park has area and no people.

    Examples
    --------
    >>> succession(town.sectors, town.sectors).pieces["old_share"].tolist() == [1.0] * 9
    True
    """
    if old.crs != new.crs:
        raise DataError(N_("Former sectors and those of today are in different coordinate systems."))
    before, after = (shapely.make_valid(np.asarray(each.geometry.array, dtype=object)) for each in (old, new))
    pair_old, pair_new = shapely.STRtree(after).query(before, predicate="intersects")
    areas = shapely.area(shapely.intersection(before[pair_old], after[pair_new]))
    pieces = pd.DataFrame(
        {
            "old_code": old[_CODE].to_numpy()[pair_old],
            "new_code": new[_CODE].to_numpy()[pair_new],
            "area_m2": areas,
            "of_old": areas / shapely.area(before)[pair_old],
            "new_share": areas / shapely.area(after)[pair_new],
        }
    )
    covered = pieces.groupby("old_code")["of_old"].sum().reindex(old[_CODE].to_numpy(), fill_value=0.0)
    uncovered = {str(code): float(1 - share) for code, share in covered.items() if 1 - share > SLIVER_SHARE}
    pieces = pieces[(pieces["of_old"] >= SLIVER_SHARE) | (pieces["new_share"] >= SLIVER_SHARE)]
    if pieces.empty:
        raise DataError(N_("No former sector overlaps one of today: the files are of different communes."))
    pieces = pieces.sort_values(["old_code", "new_code"], ignore_index=True)
    same = pieces["old_code"] == pieces["new_code"]
    whole = (pieces["of_old"] >= 1 - SLIVER_SHARE) & (pieces["new_share"] >= 1 - SLIVER_SHARE)
    weights = _weights(pieces, before, after, old, new, residences)
    by_area = pieces["area_m2"] / pieces.groupby("old_code")["area_m2"].transform("sum")
    of_all = weights.groupby(pieces["old_code"]).transform("sum")
    by_weight = weights / of_all.where(of_all > 0)
    told = pieces.drop(columns="of_old").assign(
        old_share=by_weight.fillna(by_area),
        by=by_weight.isna().map({True: "area", False: "addresses"}).astype("str"),
        unchanged=same & whole,
    )
    columns = ["old_code", "new_code", "area_m2", "old_share", "new_share", "by", "unchanged"]
    return Succession(told[columns], uncovered)


def _weights(
    pieces: pd.DataFrame,
    before: np.ndarray,
    after: np.ndarray,
    old: gpd.GeoDataFrame,
    new: gpd.GeoDataFrame,
    residences: gpd.GeoDataFrame | None,
) -> pd.Series:
    """Return the weight of the residences in each piece, 0 where there are none."""
    if residences is None or residences.empty:
        return pd.Series(0.0, pieces.index)
    points = np.asarray(residences.geometry.array, dtype=object)
    known = np.isfinite(coordinates(points)).all(axis=1)
    points, weight = points[known], residences["weight"].to_numpy(dtype="float64")[known]
    in_old, in_new = first_area(points, before), first_area(points, after)
    both = (in_old >= 0) & (in_new >= 0)
    found = pd.DataFrame(
        {
            "old_code": old[_CODE].to_numpy()[in_old[both]],
            "new_code": new[_CODE].to_numpy()[in_new[both]],
            "weight": weight[both],
        }
    )
    sums = found.groupby(["old_code", "new_code"])["weight"].sum()
    index = pd.MultiIndex.from_frame(pieces[["old_code", "new_code"]])
    return pd.Series(sums.reindex(index).fillna(0.0).to_numpy(), pieces.index)
