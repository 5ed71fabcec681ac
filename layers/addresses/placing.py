"""Rows without coordinates placed by their address, from the register of addresses, each with how sure that is."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.place import Place
from layers._fault import Fault
from layers._spec import Cleaned, Layer
from layers.addresses.register import THRESHOLD, Found, Missed, Reason, Register
from layers.addresses.words import read_address
from layers.checking.fault_rows import concerns_place

SURE = 0.99
"""Certainty from which a placement is counted and not named."""
STREET, NUMBER, CODE = ADDRESS_COLUMNS = ("street", "house_number", "postal_code")
"""Columns of the register."""
_MISSED: Mapping[Reason, str] = {
    "unread": "place.address_unread",
    "unknown": "place.address_unknown",
    "number": "place.address_number",
    "several": "place.address_several",
    "code": "place.address_elsewhere",
}


def takes_addresses(layer: Layer) -> bool:
    """Say whether rows of a layer may be placed by their address."""
    return layer.geometry in ("point", "point or polygon") and "address" in {each.name for each in layer.columns}


def placed_by_address(cleaned: Cleaned, layer: Layer, place: Place, addresses: Path | None, file: str) -> Cleaned:
    """Place the rows that have an address and no coordinates.

    Parameters
    ----------
    cleaned
        What a source's ``clean`` returned: ``address``, perhaps ``postal_code``, and ``geometry`` in metres.
    layer
        The layer.
    place
        The commune; may name streets that have been renamed.
    addresses
        The published table of the layer ``residences``; None where there is none.
    file
        Named in faults where the table names none.

    Returns
    -------
    Cleaned
        With the points found, and the faults ``place.by_address`` (note; how many), ``place.roughly`` (warning; one a
        row whose certainty is below `SURE`), one warning for each row that was not placed, or ``place.addresses_wait``
        where no address is published. Rows with coordinates that cannot be used are left alone.
    """
    table = cleaned.table
    bare = shapely.is_missing(table.geometry.array) | shapely.is_empty(table.geometry.array)
    told = {(each.file, each.row) for each in cleaned.faults if each.row is not None and concerns_place(each)}
    files = table["source_file"].astype(str) if "source_file" in table.columns else pd.Series(file, index=table.index)
    explained = np.array(
        [(name, row) in told for name, row in zip(files, table["source_row"], strict=True)], dtype=bool
    )
    wanted = table.index[bare & ~explained & table["address"].notna().to_numpy()]
    if not takes_addresses(layer) or wanted.empty:
        return cleaned
    register = _register(addresses, place)
    nowhere = [each for each in cleaned.faults if each.code == "place.no_columns"]
    if register is None:
        # Where the rows may stay without a place, what is said of the missing columns is enough.
        if not any(each.severity == "error" for each in nowhere):
            return cleaned
        waiting = [
            replace(each, code="place.addresses_wait") if each.code == "place.no_columns" else each
            for each in cleaned.faults
        ]
        return replace(cleaned, faults=waiting)
    faults = [each for each in cleaned.faults if each.code != "place.no_columns"]
    shapes = np.asarray(table.geometry.array, dtype=object).copy()
    codes = table[CODE] if CODE in table.columns else pd.Series(None, index=table.index, dtype="str")
    sure, rough = 0, 0
    for position in wanted:
        text, code = str(table.loc[position, "address"]), codes[position]
        address = read_address(text, "" if pd.isna(code) else str(code))
        found = register.find(address) if address is not None else Missed("unread")
        row = int(table.loc[position, "source_row"])
        if isinstance(found, Found):
            shapes[table.index.get_loc(position)] = shapely.Point(found.x, found.y)
            sure += found.certainty >= SURE
            if found.certainty < SURE:
                rough += 1
                told_of: dict[str, object] = {"read": found.read_as, "percent": round(100 * found.certainty)}
                faults.append(Fault("place.roughly", "warning", files[position], row, "address", text, told_of))
        else:
            told_of = {"near": found.near or "-"}
            faults.append(Fault(_MISSED[found.reason], "warning", files[position], row, "address", text, told_of))
    counts = {"count": sure + rough, "total": len(wanted), "rough": rough, "percent": round(100 * THRESHOLD)}
    faults.append(Fault("place.by_address", "note", file, column="address", parameters=counts))
    whole = table.assign(geometry=gpd.GeoSeries(shapes, index=table.index, crs=place.metric_crs))
    return replace(cleaned, table=gpd.GeoDataFrame(whole, geometry="geometry", crs=place.metric_crs), faults=faults)


def _register(addresses: Path | None, place: Place) -> Register | None:
    if addresses is None:
        return None
    table = gpd.read_parquet(addresses)
    if not set(ADDRESS_COLUMNS) <= set(table.columns):
        return None
    known = table[table[STREET].notna() & table[NUMBER].notna()]
    if known.empty:
        return None
    words = [known[each].fillna("").astype(str) for each in ADDRESS_COLUMNS]
    rows = zip(*words, known.geometry.x, known.geometry.y, strict=True)
    return Register(rows, place.renamed_streets)
