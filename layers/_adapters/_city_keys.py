"""Keys of rows whose list has none: made from what a row says and where it is."""

from collections.abc import Sequence
from hashlib import sha256

import geopandas as gpd
import pandas as pd

from layers._fault import Fault
from layers.reading.headers import texts


def make_keys(table: gpd.GeoDataFrame, key: str, prefix: str, file: str, beside: Sequence[str] = ()) -> list[Fault]:
    """Fill missing keys in place, from what the row says and where it is, so that they stay when rows are reordered.

    ``beside`` are columns that only count where a row has no coordinates.
    """
    without = table[key].isna()
    if not without.any():
        return []
    columns = [name for name in table.columns if name not in (key, "source_row", "geometry", *beside)]
    contents = pd.DataFrame({name: texts(table.loc[without, name]).fillna("") for name in columns})
    where = table.geometry[without].centroid
    # To the metre: another program may write the same place with other decimals.
    for name, values in (("x", where.x), ("y", where.y), ("area", table.geometry[without].area)):
        contents[name] = [f"{value:.0f}" for value in values]
    nowhere = table.geometry[without].isna()
    for name in beside:
        # Rows without coordinates are told apart by their addresses; those with some keep the key they always had.
        said = texts(table.loc[without, name])
        contents[name] = (name + "=" + said).where(nowhere & said.notna(), "")
    # The area before them is never empty, so that keys made without them stay as they were.
    made = ["\x1f".join(row).rstrip("\x1f") for row in contents.itertuples(index=False, name=None)]
    table.loc[without, key] = [f"{prefix}-{sha256(text.encode()).hexdigest()[:10]}" for text in made]
    return [Fault("key.made_up", "note", file, column=key, parameters={"count": int(without.sum())})]
