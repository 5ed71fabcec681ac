"""Where a change lies on the map: each row that differs, as it was and as it would be."""

from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.changes import row_keys
from geo.crs import MAP
from store._publishing.changes import LayerChange
from store._publishing.table_files import conform
from store.store import Store
from store.uploads.approval import Looked

Colour = Literal["added", "removed", "changed"]

MOST_DRAWN = 2000
"""Rows drawn at most; the others are counted."""

SMOOTHING_M = 2
"""How far an outline on the map may be from the published one."""

_CODE = "sector_code_statbel"


@dataclass(frozen=True)
class ChangePlaces:
    """Rows that differ, on the map."""

    rows: pd.DataFrame
    """By key: ``colour``, ``name``, ``before`` and ``after`` (geometries in metres, None where there is none),
    ``distance_m`` (NaN where it has not moved)."""
    same: np.ndarray
    """Geometries of rows that are as they were, of layers of points."""
    unplaced: int
    """Rows that differ and have no place before nor after."""
    left_out: int
    """Rows beyond `MOST_DRAWN`."""


def change_places(store: Store, proposal: Looked, change: LayerChange) -> ChangePlaces | None:
    """Return where a change lies; None where nothing can be compared, or its rows have no place on a map.

    Rows of a table keyed by sector lie where the published outline of their sector is.
    """
    layer, table = change.layer, change.table
    if table is None:
        return None
    now = conform(proposal.candidate.whole.table, layer)
    places = pd.Series(dtype="object")
    if layer.geometry is not None:
        places = pd.Series(np.asarray(now["geometry"].astype("object")), row_keys(now, layer.key), dtype="object")
    elif layer.sector_keyed and store.published("sectors") is not None:
        sectors = store.read("sectors").set_index(_CODE)["geometry"]
        keys = [*table.removed.index, *table.added.index, *table.both]
        codes = pd.Series([key.split("\x1f")[layer.key.index(_CODE)] for key in keys], keys, dtype="object")
        places = codes.map(sectors.astype("object"))
    else:
        return None
    drawn = layer.geometry is not None
    cells = table.cells.set_index("row")
    geometry = cells[cells["column"] == "geometry"]
    touched = [*dict.fromkeys(cells.index)]
    gone = table.removed["geometry"] if drawn else places
    was = geometry["before"]
    told: list[tuple[str, Colour, object, object]] = []
    for row in table.removed.index:
        told.append((row, "removed", gone.get(row), None))
    for row in table.added.index:
        told.append((row, "added", None, places.get(row)))
    for row in touched:
        before = was[row] if row in was.index else places.get(row)
        told.append((row, "changed", before, places.get(row)))
    rows = pd.DataFrame(told, columns=["row", "colour", "before", "after"]).set_index("row")
    rows["name"] = [change.names.get(row, "") for row in rows.index]
    rows["distance_m"] = table.moved.reindex(rows.index).to_numpy(dtype="float64")
    there = [_is_there(each.before) or _is_there(each.after) for each in rows.itertuples()]
    placed = rows[np.array(there, dtype=bool)]
    others = places[~places.index.isin(rows.index)].to_numpy() if drawn else np.array([], dtype="object")
    points = others[shapely.get_type_id(others) == shapely.GeometryType.POINT] if len(others) else others
    return ChangePlaces(
        placed.iloc[:MOST_DRAWN],
        points,
        len(rows) - len(placed),
        max(0, len(placed) - MOST_DRAWN),
    )


def as_degrees(geometries: pd.Series, crs: object) -> gpd.GeoSeries:
    """Return geometries in degrees, for a browser: outlines as smooth as the eye needs."""
    drawn = gpd.GeoSeries(list(geometries), index=geometries.index, crs=crs)
    return drawn.simplify(SMOOTHING_M).to_crs(MAP)


def _is_there(geometry: object) -> bool:
    return isinstance(geometry, shapely.Geometry) and not geometry.is_empty
