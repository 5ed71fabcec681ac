"""What looks like one place under a new identifier: at one spot and of like name, gone there and come here."""

import unicodedata
from difflib import SequenceMatcher

import numpy as np
import pandas as pd
import shapely

from geo.changes.change import GEOMETRY, TableChange

NEAR_M = 50.0
"""How far apart the two may be, in metres: a door and the middle of its building."""

ALIKE = 0.6
"""How alike their names must be, 0-1, as ``difflib`` measures it without case and accents; its own rule of thumb."""

COLUMNS = ("before", "after", "distance_m", "likeness")


def same_places(change: TableChange, name: str) -> pd.DataFrame:
    """Propose which of the rows removed and added are one place under a new identifier.

    Parameters
    ----------
    change
        A change of a table whose geometries are in a metric CRS.
    name
        Column that names a row.

    Returns
    -------
    DataFrame
        ``before`` and ``after`` (keys), ``distance_m`` between their middles, ``likeness`` of their names, 0-1. A row
        is in one pair at most: the most alike pair comes first, of these the nearest, then by key.

    Examples
    --------
    >>> town = gpd.GeoDataFrame({"id": ["7"], "name": ["École du Nord"]}, geometry=gpd.points_from_xy([0], [0]))
    >>> pairs = same_places(compared_tables(town, town.assign(id=["FX-7"]), ("id",)), "name")
    >>> pairs.to_numpy().tolist()
    [['7', 'FX-7', 0.0, 1.0]]
    """
    gone, came = _placed(change.removed, name), _placed(change.added, name)
    if gone.empty or came.empty:
        return pd.DataFrame([], columns=list(COLUMNS))
    here, there = _middles(gone), _middles(came)
    near = shapely.STRtree(there).query(here, predicate="dwithin", distance=NEAR_M)
    pairs = []
    for left, right in zip(*near, strict=True):
        alike = _likeness(str(gone[name].iloc[left]), str(came[name].iloc[right]))
        if alike >= ALIKE:
            far = float(shapely.distance(here[left], there[right]))
            pairs.append((-alike, far, str(gone.index[left]), str(came.index[right])))
    taken: set[str] = set()
    told = []
    for alike, far, before, after in sorted(pairs):
        if f"-{before}" not in taken and f"+{after}" not in taken:
            taken |= {f"-{before}", f"+{after}"}
            told.append((before, after, far, -alike))
    return pd.DataFrame(told, columns=list(COLUMNS))


def _placed(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    if GEOMETRY not in rows.columns or name not in rows.columns:
        return rows.iloc[:0]
    geometries = np.asarray(rows[GEOMETRY].astype("object"), dtype="object")
    there = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    return rows[there & rows[name].notna().to_numpy()]


def _middles(rows: pd.DataFrame) -> np.ndarray:
    return shapely.centroid(np.asarray(rows[GEOMETRY].astype("object"), dtype="object"))


def _likeness(one: str, other: str) -> float:
    # The longer one first: the measure is not the same both ways.
    first, second = sorted((_folded(one), _folded(other)), key=lambda each: (-len(each), each))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in apart if not unicodedata.combining(each)).split())
