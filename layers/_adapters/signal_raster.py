"""5G reception as GeoTIFFs, one per operator: cells of a class 0-3, or in dBm classed by the place's thresholds."""

import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import geopandas as gpd
import numpy as np
import pandas as pd
from rasterio._err import CPLE_BaseError
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader, MemoryFile
from rasterio.warp import transform_bounds
from rasterio.windows import Window

from geo.place import Place
from layers._adapters._reception import generation_of, operator_of_file_name, slug
from layers._adapters._signal_grid import UNKNOWN, SignalGrid, extent, geotiff
from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers._spec import Cleaned
from layers.reading.coordinate_systems import around
from layers.reading.kinds import kind_of

CELLS_LIMIT = 25_000_000
"""Cells read at most inside the frame: 10 m cells over 50 x 50 km."""

BLOCK_LIMIT_BYTES = 1 << 28
"""A TIFF is read block by block; one whose single block is larger than this would fill the memory."""

CLASSES = (0, 1, 2, 3)
DBM = (-160.0, -20.0)
"""Every power a phone can measure of a 5G cell lies between these (SS-RSRP: -156 to -31 dBm, 3GPP TS 38.133)."""


def recognise(raw: RawFile) -> bool:
    """Say whether the file is a TIFF."""
    return kind_of(raw) == "tiff"


def clean(raws: Sequence[RawFile], place: Place) -> Cleaned:
    """Read one raster per operator to classes 0-3 (255 unknown) around the commune.

    Parameters
    ----------
    raws
        GeoTIFFs of one band, in any coordinate system they name. The operator is the tag ``operator``, else told from
        the file name.
    place
        Its frame and 2.5 km around it are kept; its thresholds class a raster in dBm.

    Returns
    -------
    Cleaned
        One row a raster: its extent, no class, and the name of the grid in ``rasters`` (uint8, deflate, the raster's
        own coordinate system; the same input gives the same bytes).

    Raises
    ------
    Refused
        When a raster has no coordinate system, position or operator, lies elsewhere, is too large, or holds values
        that are neither classes nor dBm; with the faults of every file.
    """
    rows: list[dict[str, object]] = []
    faults: list[Fault] = []
    rasters: dict[str, bytes] = {}
    dates: list[str] = []
    for raw in sorted(raws, key=lambda each: (each.name, each.sha256)):
        try:
            grid = _grid(raw, place)
        except Refused as refused:
            faults += refused.faults
            continue
        faults += grid.faults
        name = f"5g_{slug(grid.operator)}.tif"
        if name in rasters:
            faults.append(Fault("coverage.operator_twice", "error", raw.name, value=grid.operator))
            continue
        rasters[name] = geotiff(grid)
        dates.append(grid.date)
        rows.append(
            {
                "coverage_id": f"{slug(grid.operator)}-grid",
                "operator": grid.operator,
                "class": pd.NA,
                "raster_file": name,
                "source_row": 1,
                "geometry": extent(grid, place.metric_crs),
            }
        )
    if any(fault.severity == "error" for fault in faults):
        raise Refused(faults)
    columns = {"coverage_id": "str", "operator": "str", "class": "Int64", "raster_file": "str", "source_row": "Int64"}
    plain = pd.DataFrame(rows, columns=[*columns, "geometry"]).astype(columns)
    table = gpd.GeoDataFrame(plain, geometry="geometry", crs=place.metric_crs)
    return Cleaned(table, faults, max(dates, default=""), rasters)


@contextmanager
def _opened(raw: RawFile) -> Iterator[DatasetReader]:
    """Open a TIFF held in memory; whatever the library cannot read is one fault."""
    try:
        with warnings.catch_warnings():
            # A raster without a place is reported as a fault by this module.
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with MemoryFile(raw.content) as memory, memory.open(driver="GTiff") as dataset:
                yield dataset
    except (RasterioError, CPLE_BaseError, UnicodeDecodeError) as error:
        raise Refused([Fault("raster.unreadable", "error", raw.name, value=str(error))]) from error


def _grid(raw: RawFile, place: Place) -> SignalGrid:
    """Read the part of a raster around the commune."""
    with _opened(raw) as dataset:
        operator, faults = _operator(raw, dataset)
        faults += _layout_faults(raw, dataset)
        if any(fault.severity == "error" for fault in faults):
            raise Refused(faults + _value_faults_at_large(raw, dataset, place))
        window = _window(raw, dataset, place)
        values, known = _values(dataset, window)
        classes, more = _classes(raw, values, known, _unit(dataset), place)
        a, b, c, d, e, f = tuple(dataset.transform)[:6]
        transform = (a, b, c + window.col_off * a, d, e, f + window.row_off * e)
        date = dataset.tags().get("TIFFTAG_DATETIME", "")[:10].replace(":", "-")
        return SignalGrid(operator, classes, transform, dataset.crs.to_wkt(), date, faults + more)


def _operator(raw: RawFile, dataset: DatasetReader) -> tuple[str, list[Fault]]:
    """Return the operator of a raster, and how it was found."""
    tags = {name.casefold(): value.strip() for name, value in dataset.tags().items()}
    wrong = []
    generation = tags.get("technology", "") or generation_of(raw.name)
    if generation and generation.casefold() not in ("5g", "nr", "5g nr"):
        wrong.append(Fault("coverage.not_5g", "error", raw.name, value=generation))
    if tags.get("operator"):
        return tags["operator"], wrong
    told = operator_of_file_name(raw.name)
    if not told:
        return "", [*wrong, Fault("coverage.no_operator", "error", raw.name)]
    return told, [*wrong, Fault("coverage.operator_from_name", "note", raw.name, value=told)]


def _layout_faults(raw: RawFile, dataset: DatasetReader) -> list[Fault]:
    """Return what keeps a raster from being read at all."""
    faults = []
    a, b, _, d, e, _ = tuple(dataset.transform)[:6]
    if dataset.crs is None or not (dataset.crs.is_projected or dataset.crs.is_geographic):
        faults.append(Fault("raster.no_crs", "error", raw.name))
    if dataset.transform.is_identity:
        faults.append(Fault("raster.no_place", "error", raw.name))
    elif b or d or a <= 0 or e >= 0:
        faults.append(Fault("raster.rotated", "error", raw.name))
    if dataset.count != 1:
        names = ", ".join(name or str(number) for number, name in enumerate(dataset.descriptions, start=1))
        count = {"count": dataset.count}
        faults.append(Fault("raster.several_bands", "error", raw.name, value=names, parameters=count))
    if np.dtype(dataset.dtypes[0]).kind not in "iuf":
        faults.append(Fault("raster.unknown_type", "error", raw.name, value=dataset.dtypes[0]))
    height, width = dataset.block_shapes[0]
    if height * width * np.dtype(dataset.dtypes[0]).itemsize > BLOCK_LIMIT_BYTES:
        faults.append(Fault("raster.block_too_large", "error", raw.name, value=f"{width} x {height}"))
    return faults


def _value_faults_at_large(raw: RawFile, dataset: DatasetReader, place: Place) -> list[Fault]:
    """Return what is wrong with the values of a raster that is refused already, as far as it can be read."""
    codes = {fault.code for fault in _layout_faults(raw, dataset)}
    if codes - {"raster.several_bands"}:
        return []
    try:
        window = _window(raw, dataset, place)
        values, known = _values(dataset, window)
        _classes(raw, values, known, _unit(dataset), place)
    except Refused as refused:
        return list(refused.faults)
    return []


def _window(raw: RawFile, dataset: DatasetReader, place: Place) -> Window:
    """Return the cells that touch the frame and its margin.

    Raises
    ------
    Refused
        When none does, or they are too many to read.
    """
    west, south, east, north = transform_bounds(place.metric_crs, dataset.crs, *around(place), densify_pts=21)
    cell_width, _, x, _, cell_height, y = tuple(dataset.transform)[:6]
    left, right = (west - x) / cell_width, (east - x) / cell_width
    top, bottom = (north - y) / cell_height, (south - y) / cell_height
    column, row = max(0, math.floor(left)), max(0, math.floor(top))
    width = min(dataset.width, math.ceil(right)) - column
    height = min(dataset.height, math.ceil(bottom)) - row
    if width <= 0 or height <= 0:
        bounds = ", ".join(f"{value:.6g}" for value in dataset.bounds)
        raise Refused([Fault("raster.outside", "error", raw.name, value=bounds, parameters={"place": place.name.fr})])
    if width * height > CELLS_LIMIT:
        size, limit = f"{width} x {height}", {"limit": CELLS_LIMIT}
        raise Refused([Fault("raster.too_many_cells", "error", raw.name, value=size, parameters=limit)])
    return Window(column, row, width, height)


def _values(dataset: DatasetReader, window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Return the values of the window, scaled as the file says, and where they are known."""
    values = dataset.read(1, window=window)
    known = dataset.read_masks(1, window=window) != 0
    if values.dtype == np.uint8 and dataset.nodata is None:
        known &= values != UNKNOWN
    if values.dtype.kind == "f":
        known &= np.isfinite(values)
    scale, offset = dataset.scales[0], dataset.offsets[0]
    if (scale, offset) != (1.0, 0.0):
        values = values * scale + offset
    return values, known


def _unit(dataset: DatasetReader) -> str:
    """Return what the file says its numbers are: ``dbm``, ``class`` or nothing."""
    tags = {**dataset.tags(), **dataset.tags(1)}
    said = [dataset.units[0] or "", dataset.descriptions[0] or ""]
    said += [value for name, value in tags.items() if name.casefold() in ("unit", "units", "unittype", "quantity")]
    words = " ".join(said).casefold()
    if "dbm" in words:
        return "dbm"
    return "class" if "class" in words or "klasse" in words else ""


def _classes(
    raw: RawFile, values: np.ndarray, known: np.ndarray, unit: str, place: Place
) -> tuple[np.ndarray, list[Fault]]:
    """Turn the values into classes 0-3, 255 where unknown.

    Raises
    ------
    Refused
        When they are neither classes nor dBm, or not what the file says they are: it is never guessed.
    """
    inside = values[known]
    if not inside.size:
        raise Refused([Fault("raster.no_values", "error", raw.name, parameters={"place": place.name.fr})])
    low, high = float(inside.min()), float(inside.max())
    found = {"low": f"{low:.6g}", "high": f"{high:.6g}"}
    are_classes = bool(np.isin(inside, CLASSES).all())
    are_dbm = low >= DBM[0] and high <= DBM[1]
    if (unit == "dbm" and not are_dbm) or (unit == "class" and not are_classes):
        raise Refused([Fault("raster.not_as_said", "error", raw.name, parameters={**found, "unit": unit})])
    if not are_classes and not are_dbm:
        raise Refused([Fault("raster.neither_class_nor_dbm", "error", raw.name, parameters=found)])
    classes = np.full(values.shape, UNKNOWN, dtype=np.uint8)
    if are_classes:
        classes[known] = inside.astype(np.uint8)
        return classes, []
    thresholds = place.mobile_5g_thresholds_dbm
    # A value equal to a threshold belongs to the class above it.
    classes[known] = np.searchsorted(np.array(thresholds), inside, side="right").astype(np.uint8)
    parameters = dict(zip(("outdoor", "indoor", "deep_indoor"), (f"{each:g}" for each in thresholds), strict=True))
    return classes, [Fault("raster.classed_by_thresholds", "note", raw.name, parameters=parameters)]
