"""Checking a cleaned table against its layer's declaration: every fault at once, and the rows that may be published."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pandera.pandas as pa

from geo.errors import MaillageError
from geo.place import Place
from geo.texts import N_
from layers._fault import Fault, Severity
from layers._spec import DROPPED, Cleaned, Column, Layer
from layers.checking.fault_rows import PROVENANCE, by_position, capped, concerns_place, located, mask, too_many
from layers.checking.geometry_checks import REPEATED_OUTLINE, check_geometry
from layers.reading.headers import booleans, dates, numbers, texts, whole_numbers

DTYPES = {"text": "str", "integer": "Int64", "number": "float64", "boolean": "boolean", "date": "datetime64[us]"}


def check(cleaned: Cleaned, layer: Layer, place: Place, *, file: str) -> Cleaned:
    """Check a cleaned table and return the rows that may be published, with every fault.

    Parameters
    ----------
    cleaned
        What ``clean`` returned: the layer's columns, ``geometry`` if the layer has one, ``source_row``, and
        ``source_file`` (the name its faults use) where several files were read.
    layer
        The declaration.
    place
        The commune.
    file
        Named in faults.

    Returns
    -------
    Cleaned
        The table in declared types and order, sorted by key, without ``source_row``. Rows with a ``row`` fault are
        left out, those of ``cleaned.faults`` included; where the layer does without a place and only the place is
        at fault, the row stays and its geometry is None. Any ``error`` among the faults means: do not publish.

    Raises
    ------
    MaillageError
        When the table has not the declared columns: a mistake in the source's code, not in the file.
    """
    table = _as_declared(cleaned.table, layer)
    known = list(cleaned.faults)
    if table.empty:
        return _result(table, layer, place, known, cleaned, file)
    # Inside, faults name rows by their position; at the end, by file and line.
    given, absent = by_position(known, table)
    found = _cast(table, layer)
    found += _check_values(table, layer, given + found)
    found += _check_keys(table, layer)
    unplaced = np.zeros(len(table), dtype=bool)
    if layer.geometry is not None:
        explained = mask(table, [fault for fault in given if concerns_place(fault)])
        if any(fault.severity == "error" and concerns_place(fault) for fault in known):
            explained[:] = True
        checked = check_geometry(table, layer, place, explained=explained)
        table["geometry"], unplaced = checked.geometry, checked.unplaced
        if cleaned.rasters or any(fault.code == "place.no_columns" for fault in known):
            # A layer delivered as grids has no outlines; a list without columns of coordinates has been told so.
            checked.faults = [fault for fault in checked.faults if fault.code != "places.unknown"]
        repeated = {fault.row for fault in found if fault.code == "key.repeated_row"}
        found += [fault for fault in checked.faults if not (fault.code == REPEATED_OUTLINE and fault.row in repeated)]
        _note_dropped(table, [*given, *checked.faults])
    set_aside = mask(table, [each for each in given + found if each.severity == "row" and not concerns_place(each)])
    if layer.geometry_required:
        set_aside |= unplaced
    faults = known + located(found, table, file)
    faults += too_many(faults, absent, set_aside, unplaced, file)
    return _result(table[~set_aside], layer, place, faults, cleaned, file)


def _note_dropped(table: pd.DataFrame, faults: list[Fault]) -> None:
    """Write beside the rows that stay without a place which coordinates were dropped, where the layer asks for it."""
    if not set(DROPPED) <= set(table.columns):
        return
    for column, parameter in zip(DROPPED, ("x_m", "y_m"), strict=True):
        table[column] = np.nan
        for fault in faults:
            if fault.code == "place.outside" and fault.row is not None and parameter in fault.parameters:
                table.loc[fault.row, column] = float(str(fault.parameters[parameter]))


def _as_declared(given: pd.DataFrame, layer: Layer) -> pd.DataFrame:
    """Return a copy in declared column order, indexed by position."""
    names = [column.name for column in layer.columns] + (["geometry"] if layer.geometry else [])
    expected = [*names, *(each for each in PROVENANCE if each == "source_row" or each in given.columns)]
    undeclared = sorted(set(given.columns) ^ set(expected))
    if undeclared:
        message = N_("The source of layer {layer} does not keep to its declared columns: {columns}.")
        raise MaillageError(message, layer=layer.name, columns=", ".join(map(str, undeclared)))
    return pd.DataFrame(given)[expected].reset_index(drop=True)


def _result(
    table: pd.DataFrame, layer: Layer, place: Place, faults: list[Fault], cleaned: Cleaned, file: str
) -> Cleaned:
    """Return the table as published: typed, sorted by key, without provenance; an empty one is an error."""
    if table.empty:
        _cast(table, layer)
        if not any(fault.severity == "error" for fault in faults):
            faults = [*faults, Fault("table.no_rows", "error", file)]
    bare = table.drop(columns=[each for each in PROVENANCE if each in table.columns])
    ordered = bare.sort_values(list(layer.key), kind="stable").reset_index(drop=True)
    ordered.attrs = {}
    if layer.geometry is not None:
        ordered = gpd.GeoDataFrame(ordered, geometry="geometry", crs=place.metric_crs)
    return Cleaned(ordered, capped(faults), cleaned.vintage, cleaned.rasters)


def _cast(table: pd.DataFrame, layer: Layer) -> list[Fault]:
    """Give every column its declared type in place; cells that have not that type are emptied and named."""
    faults: list[Fault] = []
    for column in layer.columns:
        cells = table[column.name]
        if column.kind == "text":
            values, found = texts(cells), list[Fault]()
        elif column.kind == "date":
            values, found = dates(cells, file="", column=column.name)
        elif column.kind == "boolean":
            values, found = booleans(cells, file="", column=column.name)
        elif column.kind == "integer":
            values, _, found = whole_numbers(cells, null_tokens=("",), file="", column=column.name)
        else:
            values, _, found = numbers(cells, null_tokens=("",), file="", column=column.name)
        table[column.name] = values
        faults += found
    return faults


def _check_values(table: pd.DataFrame, layer: Layer, known: list[Fault]) -> list[Fault]:
    """Hold every column against what it may contain, through pandera."""
    names = [column.name for column in layer.columns]
    schema = pa.DataFrameSchema({column.name: _column_schema(column) for column in layer.columns})
    try:
        schema.validate(pd.DataFrame(table[names]), lazy=True)
    except pa.errors.SchemaErrors as errors:
        failures = errors.failure_cases.sort_values(["index", "column"], kind="stable")
    else:
        return []
    # A cell that could not be read is empty now, and named already; a source may name it by its header.
    unread = {
        (each.row, each.column if each.column in names else "")
        for each in known
        if each.code.startswith(("value.not_", "value.two_"))
    }
    faults = []
    for name, case, value, index in failures[["column", "check", "failure_case", "index"]].itertuples(index=False):
        column, place = layer.column(name), int(index)
        if case != "not_nullable":
            faults.append(Fault(case, "row", "", place, name, str(value), _limit(case, column)))
        elif not unread & {(place, name), (place, "")}:
            faults.append(Fault("value.missing", "row", "", place, name))
    return faults


def _column_schema(column: Column) -> pa.Column:
    checks = []
    if column.labels:
        checks.append(pa.Check.isin(list(column.labels), error="value.not_allowed"))
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum, error="value.too_small"))
    if column.maximum is not None:
        checks.append(pa.Check.le(column.maximum, error="value.too_large"))
    return pa.Column(DTYPES[column.kind], checks, nullable=not column.required)


def _limit(case: str, column: Column) -> dict[str, object]:
    if case == "value.not_allowed":
        return {"allowed": ", ".join(column.labels)}
    return {"limit": f"{column.minimum if case == 'value.too_small' else column.maximum:g}"}


def _check_keys(table: pd.DataFrame, layer: Layer) -> list[Fault]:
    """Name rows that share a key: a mistake when they differ, a repetition when they are the same in everything."""
    key = list(layer.key)
    shared = table[table.duplicated(key, keep=False) & table[key].notna().all(axis=1)]
    if shared.empty:
        return []
    contents = shared.drop(columns=[each for each in PROVENANCE if each in shared.columns])
    if layer.geometry is not None:
        contents["geometry"] = gpd.GeoSeries(shared["geometry"]).to_wkb()
    same = contents.duplicated()
    firsts = pd.Series(shared.index, index=shared.index).groupby([shared[each] for each in key]).transform("first")
    faults = []
    for place in shared.index[shared.duplicated(key)]:
        severity: Severity = "row" if same[place] else "error"
        code = "key.repeated_row" if same[place] else "key.duplicate"
        value = ", ".join(str(shared.loc[place, each]) for each in key)
        faults.append(Fault(code, severity, "", int(place), ", ".join(key), value, {"other_row": int(firsts[place])}))
    return faults
