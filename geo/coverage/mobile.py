"""5G reception over sectors, residences and buildings, from areas of a class and from grids."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer

from geo.crs import METRIC
from geo.overlay import areas_at_least, coordinates, pairs_inside
from geo.tables import SignalRaster

UNKNOWN = 255
"""The value of a grid cell whose class is not known."""

BEST_CLASS = 3
"""Deep indoor: no operator can do better."""


@dataclass(frozen=True)
class Reception:
    """Classes at points, NaN where not known: over the operators, and what bounds them.

    ``best`` and ``least`` are known only where no unknown operator could change them; ``best_low`` counts an unknown
    operator as none, ``best_high`` as deep indoor.
    """

    best: np.ndarray
    least: np.ndarray
    best_low: np.ndarray
    best_high: np.ndarray


def reception_at(
    points: np.ndarray,
    areas: gpd.GeoDataFrame | None,
    grids: tuple[SignalRaster, ...],
    crs: object = METRIC,
) -> Reception:
    """Return the best and the least class over the operators at each point; ``crs`` is the system of the points.

    Notes
    -----
    Whether an operator's areas are exclusive or cumulative is not stated by BIPT: the highest class at the point
    counts. A point in none of its areas has no reception when the operator draws no area of class 0, and is unknown
    when it does (the map then has a hole). Grids are sampled at the cell that holds the point.
    """
    classes = np.vstack([_classes_at(points, *sources, crs) for sources in _by_operator(areas, grids).values()])
    unknown = np.isnan(classes)
    low = np.where(unknown, 0, classes)
    high = np.where(unknown, BEST_CLASS, classes)
    nowhere = shapely.is_missing(points) | shapely.is_empty(points)
    best_low, best_high = (np.where(nowhere, np.nan, each.max(axis=0)) for each in (low, high))
    least_low, least_high = low.min(axis=0), high.min(axis=0)
    return Reception(
        best=np.where(best_low == best_high, best_low, np.nan),
        least=np.where((least_low == least_high) & ~nowhere, least_low, np.nan),
        best_low=best_low,
        best_high=best_high,
    )


def reception_over(
    sectors: gpd.GeoDataFrame, areas: gpd.GeoDataFrame | None, grids: tuple[SignalRaster, ...]
) -> pd.DataFrame:
    """Return the mean best class and the share at indoor class or better, by area, of each sector.

    Returns
    -------
    DataFrame by sector: ``mobile_5g_class_best_mean`` (0-3), ``mobile_5g_indoor_area_share`` (0-1), both over the part
    of the sector where at least one operator's class is known; NaN where none is.

    Notes
    -----
    Grids on one common lattice are summed by exact cell fractions (exactextract, raster-sequential). Areas, and grids
    that do not lie on one lattice, are overlaid as polygons, with ``mean = sum over k of area(best >= k) / area``.

    Examples
    --------
    >>> classes = reception_over(evidence.sectors, town.mobile_5g, ())
    >>> classes["mobile_5g_class_best_mean"].head(5).round(6).tolist()
    [1.0, 1.0, 1.0, 2.0, 1.5]
    """
    if areas is None or not len(areas):
        first = grids[0]
        # A lattice turned against the axes of its reference system cannot be summed by rows and columns.
        level = first.transform[1] == 0 == first.transform[3] and first.transform[0] > 0 > first.transform[4]
        if level and all(_lattice(grid) == _lattice(first) for grid in grids):
            return _over_grid(sectors, first, np.stack([grid.classes for grid in grids]))
    return _over_areas(sectors, areas, grids)


def _by_operator(
    areas: gpd.GeoDataFrame | None, grids: tuple[SignalRaster, ...]
) -> dict[str, tuple[gpd.GeoDataFrame | None, list[SignalRaster]]]:
    drawn = {} if areas is None else {str(name): part for name, part in areas.groupby("operator")}
    names = sorted({*drawn, *(grid.operator for grid in grids)})
    return {name: (drawn.get(name), [grid for grid in grids if grid.operator == name]) for name in names}


def _classes_at(
    points: np.ndarray, areas: gpd.GeoDataFrame | None, grids: list[SignalRaster], crs: object
) -> np.ndarray:
    """Return one operator's class at each point, NaN where not known; several sources give the highest."""
    known = [_sample(points, grid, crs) for grid in grids]
    if areas is not None:
        level = areas["class"].to_numpy(dtype="float64")
        area, point = pairs_inside(points, areas.geometry.to_numpy())
        classes = np.full(len(points), np.nan if (level == 0).any() else 0.0)
        np.fmax.at(classes, point, level[area])
        known.append(classes)
    return np.fmax.reduce(known)


def _sample(points: np.ndarray, grid: SignalRaster, crs: object) -> np.ndarray:
    to_grid = Transformer.from_crs(crs, grid.crs, always_xy=True)
    x, y = to_grid.transform(*coordinates(points).T)
    a, b, west, d, e, north = grid.transform
    column, row = np.linalg.solve([[a, b], [d, e]], np.vstack([np.asarray(x) - west, np.asarray(y) - north]))
    rows, columns = grid.classes.shape
    inside = np.isfinite(column) & np.isfinite(row) & (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    classes = np.full(len(points), np.nan)
    found = grid.classes[row[inside].astype(np.int64), column[inside].astype(np.int64)]
    classes[inside] = np.where(found == UNKNOWN, np.nan, found)
    return classes


def _lattice(grid: SignalRaster) -> tuple[object, ...]:
    return grid.transform, grid.classes.shape, grid.crs


def _over_grid(sectors: gpd.GeoDataFrame, grid: SignalRaster, classes: np.ndarray) -> pd.DataFrame:
    # Imported where it is used: a command that finds its assessment kept does without.
    from exactextract import exact_extract
    from exactextract.feature import GeoPandasFeatureSource
    from exactextract.raster import NumPyRasterSource

    best = np.where(classes == UNKNOWN, -1.0, classes).max(axis=0)
    best[best < 0] = np.nan
    indoor = np.where(np.isnan(best), np.nan, best >= 2)
    cell_x, _, west, _, cell_y, north = grid.transform
    rows, columns = best.shape
    frame = (west, north + rows * cell_y, west + columns * cell_x, north)
    sources = [
        NumPyRasterSource(np.ascontiguousarray(values), *frame, nodata=np.nan, name=name, srs_wkt=grid.crs)
        for name, values in (("best", best), ("indoor", indoor))
    ]
    outlines = gpd.GeoDataFrame({"row": np.arange(len(sectors))}, geometry=sectors.geometry.to_numpy(), crs=sectors.crs)
    table = exact_extract(
        sources,
        GeoPandasFeatureSource(outlines.to_crs(grid.crs)),
        ["mean"],
        include_cols=["row"],
        strategy="raster-sequential",
        output="pandas",
    ).sort_values("row")
    return pd.DataFrame(
        {
            "mobile_5g_class_best_mean": table["best_mean"].to_numpy(dtype="float64"),
            "mobile_5g_indoor_area_share": table["indoor_mean"].to_numpy(dtype="float64"),
        },
        index=sectors.index,
    )


def _over_areas(
    sectors: gpd.GeoDataFrame, areas: gpd.GeoDataFrame | None, grids: tuple[SignalRaster, ...]
) -> pd.DataFrame:
    drawn = [] if areas is None else [(areas["class"].to_numpy(dtype="int64"), areas.geometry.to_numpy())]
    drawn += [_as_areas(grid, sectors.crs) for grid in grids]
    level = np.concatenate([classes for classes, _ in drawn])
    zones = np.concatenate([outlines for _, outlines in drawn])
    outlines = sectors.geometry.to_numpy()
    without_holes = areas is not None and any(not (part["class"] == 0).any() for _, part in areas.groupby("operator"))
    at_least = areas_at_least(outlines, zones, level, range(BEST_CLASS + 1))
    known = shapely.area(outlines) if without_holes else at_least[0]
    with np.errstate(invalid="ignore"):
        mean, indoor = (at_least[1] + at_least[2] + at_least[3]) / known, at_least[2] / known
    return pd.DataFrame(
        {
            "mobile_5g_class_best_mean": np.clip(mean, 0, BEST_CLASS),
            "mobile_5g_indoor_area_share": np.clip(indoor, 0, 1),
        },
        index=sectors.index,
    )


def _as_areas(grid: SignalRaster, crs: object) -> tuple[np.ndarray, np.ndarray]:
    """Return the classes and outlines, in ``crs``, of the patches of equal class of a grid."""
    # Imported where it is used: a command that finds its assessment kept does without.
    import rasterio.features
    from rasterio import Affine

    patches = rasterio.features.shapes(grid.classes, mask=grid.classes != UNKNOWN, transform=Affine(*grid.transform))
    level, outlines = [], []
    for outline, value in patches:
        level.append(int(value))
        outlines.append(shapely.geometry.shape(outline))
    series = gpd.GeoSeries(outlines, crs=grid.crs).to_crs(crs)
    return np.array(level, dtype="int64"), series.to_numpy()
