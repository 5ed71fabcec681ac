"""Addresses and the cells of a population grid made one layer, without placing anybody twice."""

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from layers._fault import Fault
from layers._spec import Cleaned

EXACT = ("address", "dwelling")
"""Kinds of places people live at, rather than near."""


def merge(parts: Sequence[Cleaned]) -> Cleaned:
    """Keep the addresses and dwellings where there are any, else the cells of the grid.

    Returns
    -------
    Cleaned
        The rows kept and a note ``residences.addresses_win`` that counts the cells left out. The vintage is that of
        the parts rows were kept of.

    Notes
    -----
    Weights of different kinds do not compare (letterboxes and persons), and residents of a sector are shared out
    once: the finer kind wins for the whole commune, never sector by sector.
    """
    tables = [part.table for part in parts if not part.table.empty] or [parts[0].table]
    whole = pd.concat(tables, ignore_index=True)
    exact = whole["kind"].isin(EXACT)
    faults = [fault for part in parts for fault in part.faults]
    cells = int((~exact).sum())
    if exact.any() and cells:
        faults.append(Fault("residences.addresses_win", "note", parameters={"count": cells}))
        whole = whole[exact].reset_index(drop=True)
    kinds = set(whole["kind"])
    vintages = {part.vintage for part in parts if part.vintage and kinds & set(part.table["kind"])}
    placed = gpd.GeoDataFrame(whole, geometry="geometry", crs=tables[0].crs)
    return Cleaned(placed, faults, "; ".join(sorted(vintages)))
