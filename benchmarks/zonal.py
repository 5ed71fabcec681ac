"""Mean 5G class of every sector from a grid: ours beside exactextract itself, rasterstats and counting cell centres.

Run it with ``python -m benchmarks.zonal``; ``--write`` puts the table into docs/performance.md.
"""

import geopandas as gpd
import numpy as np
import rasterio.features
import shapely
from exactextract import exact_extract
from exactextract.feature import GeoPandasFeatureSource
from exactextract.raster import NumPyRasterSource
from pyproj import CRS
from rasterio import Affine
from rasterstats import zonal_stats

from benchmarks._report import Row, asked_to_write, conditions, publish, table, timed
from geo.coverage import reception_over
from geo.crs import METRIC
from geo.tables import SignalRaster

EXTENT_M = 10_000.0


def sectors(side: int) -> gpd.GeoDataFrame:
    """Return ``side`` x ``side`` crooked sectors that fill the city."""
    rng = np.random.default_rng(3)
    step = EXTENT_M / side
    corner = np.stack(np.meshgrid(np.arange(side + 1) * step, np.arange(side + 1) * step), axis=-1)
    corner[1:-1, 1:-1] += rng.uniform(-step / 3, step / 3, (side - 1, side - 1, 2))
    rings = np.stack([corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1]], axis=2).reshape(-1, 4, 2)
    return gpd.GeoDataFrame(geometry=shapely.polygons(rings), crs=METRIC)


def grid(cell_m: float) -> SignalRaster:
    """Return patches of reception over the city, as one operator's grid."""
    size = int(EXTENT_M / cell_m)
    rng = np.random.default_rng(4)
    x, y = np.meshgrid((np.arange(size) + 0.5) * cell_m, EXTENT_M - (np.arange(size) + 0.5) * cell_m)
    field = sum(
        np.sin(x / rng.uniform(200, 900) + rng.uniform(0, 6)) * np.cos(y / rng.uniform(200, 900)) for _ in range(4)
    )
    classes = np.clip(np.floor(field + 2), 0, 3).astype(np.uint8)
    return SignalRaster("operator", classes, (cell_m, 0.0, 0.0, 0.0, -cell_m, EXTENT_M), CRS(METRIC).to_wkt())


def by_centres(zones: gpd.GeoDataFrame, raster: SignalRaster) -> np.ndarray:
    """Return the mean over the cells whose centre lies in each zone."""
    shapes = zip(zones.geometry, range(1, len(zones) + 1), strict=True)
    zone = rasterio.features.rasterize(shapes, raster.classes.shape, transform=Affine(*raster.transform), dtype="int32")
    count = np.bincount(zone.ravel(), minlength=len(zones) + 1)
    total = np.bincount(zone.ravel(), weights=raster.classes.ravel(), minlength=len(zones) + 1)
    return (total / np.maximum(count, 1))[1:]


def by_rasterstats(zones: gpd.GeoDataFrame, raster: SignalRaster) -> np.ndarray:
    """Return mean class and indoor share by rasterstats, from the cells of each class counted in one pass."""
    counted = zonal_stats(zones, raster.classes, affine=Affine(*raster.transform), categorical=True, nodata=255)
    cells = np.array([[row.get(kind, 0) for kind in range(4)] for row in counted], dtype="float64")
    return np.column_stack([cells @ np.arange(4), cells[:, 2:].sum(axis=1)]) / cells.sum(axis=1)[:, None]


def by_exactextract(zones: gpd.GeoDataFrame, raster: SignalRaster) -> np.ndarray:
    """Return the same by exactextract called directly, over both grids in the order of the raster, as ours calls it."""
    grids = {"best": raster.classes.astype("float64"), "indoor": (raster.classes >= 2).astype("float64")}
    west, north, step = raster.transform[2], raster.transform[5], raster.transform[0]
    rows, columns = raster.classes.shape
    box = {"xmin": west, "ymin": north - rows * step, "xmax": west + columns * step, "ymax": north}
    sources = [NumPyRasterSource(values, **box, name=name) for name, values in grids.items()]
    found = exact_extract(
        sources, GeoPandasFeatureSource(zones), ["mean"], strategy="raster-sequential", output="pandas"
    )
    return found[["best_mean", "indoor_mean"]].to_numpy(dtype="float64")


def measured(zones: gpd.GeoDataFrame, cell_m: float) -> str:
    """Measure every method on one grid."""
    raster = grid(cell_m)
    ours_s, ours = timed(lambda: reception_over(zones, None, (raster,)), 5)
    both = ours[["mobile_5g_class_best_mean", "mobile_5g_indoor_area_share"]].to_numpy()
    rows = [Row("**Maillage**: exact cell fractions, mean and indoor share", 0.0, ours_s, "-")]
    for name, method in (
        ("exactextract called directly, the same", by_exactextract),
        ("rasterstats, the same from `categorical=True`", by_rasterstats),
    ):
        seconds, found = timed(lambda method=method: method(zones, raster), 5)
        rows.append(Row(name, 0.0, seconds, apart(found[:, 0], both[:, 0])))
    centres_s, centres = timed(lambda: by_centres(zones, raster), 5)
    rows.append(Row("cell centres only, mean alone", 0.0, centres_s, apart(centres, both[:, 0])))
    size = f"{len(zones)} sectors, {raster.classes.size:,} cells of {cell_m:.0f} m."
    return f"{size}\n\n{table(rows, 'ready', 'all sectors')}"


def apart(found: np.ndarray, ours: np.ndarray) -> str:
    """Return what the table says of the greatest difference of two means."""
    most = float(np.abs(found - ours).max())
    return "same" if most < 1e-6 else f"up to {most:.3f} classes apart"


def main(*, write: bool) -> None:
    """Measure, and show or write the tables."""
    zones = sectors(16)
    text = f"""## Zonal statistics

The mean 5G class of each sector, and the share of it that is served indoors; medians of five runs. Ours calls
exactextract. Methods that count a cell by its centre are off where cells are large beside sectors.
{conditions("numpy", "exactextract", "rasterstats", "rasterio")}

{measured(zones, 100)}

{measured(zones, 10)}
"""
    publish("zonal", text, write=write)


if __name__ == "__main__":
    main(write=asked_to_write("Zonal statistics."))
