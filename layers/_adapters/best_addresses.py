"""BeSt, the address register of the three regions: each house with an address in use is a place where people live."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from geo.crs import MAP, METRIC
from geo.place import Place
from layers._adapters._sector_rows import examples
from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers._read import opened, points_from_columns
from layers._spec import Cleaned
from layers.reading.header_peek import headers_of
from layers.reading.headers import find, normalised
from layers.reading.vintage import vintage_of_archive

_BLOCK_BYTES = 1 << 24
"""Read at once: two million addresses pass in 16 MB pieces, of which only the commune's rows are kept."""

_REQUIRED = ("municipality_id", "address_id", "street_id", "house_number", "postcode")
_NAMES = ("streetname_fr", "streetname_nl", "streetname_de")
_OPTIONAL = ("box_number", "status", *_NAMES)
_COORDINATES = (
    ("epsg:3812_x", "epsg:3812_y", METRIC),
    ("epsg:31370_x", "epsg:31370_y", "EPSG:31370"),
    ("epsg:4326_lon", "epsg:4326_lat", MAP),
)
"""Metres first: they have millimetres, the degrees five decimals, up to 0.7 m off. In October 2026 Lambert 2008 takes
the place of Lambert 72."""

APART_M = 2.0
"""Farther apart than this, two places given to one address are not one place rounded in two ways."""

_IN_USE = "current"
_ZERO = r"[+-]?0*[.,]?0*"


def recognise(raw: RawFile) -> bool:
    """Say whether this is a table of addresses with BeSt's column names."""
    found = headers_of(raw, ("text",))
    return found >= {"municipality_id", "address_id"} and any(x in found and y in found for x, y, _ in _COORDINATES)


def clean(raws: Sequence[RawFile], place: Place) -> Cleaned:
    """Read the houses of one commune.

    Parameters
    ----------
    raws
        One file: the addresses of a region, or a part of them.
    place
        The commune.

    Returns
    -------
    Cleaned
        One row a house (street, number and postal code) with an address in use. Its weight is the number of its
        letterboxes in use, at least 1: a house with twelve boxes holds more households than one with a single door.
        It stands where its first address does: the one without a box, else the lowest address number. Houses without
        coordinates (zeros) are left out and counted. Lambert coordinates are read where there are any, else degrees;
        a house where the two are more than 2 m apart is named. The vintage is the day the archive was packed.

    Raises
    ------
    Refused
        When the file cannot be read, has not BeSt's columns or no address of the commune.

    Notes
    -----
    Reads two million addresses in bounded memory: pieces are cut down to the commune as they come.
    """
    raw = raws[0]
    with opened(raw, ("text",)) as inner:
        frame, columns, faults = _rows_of_commune(inner, raw.name, place)
    vintage, said = vintage_of_archive(raw)
    faults += said
    if "status" in columns:
        in_use = frame["status"].str.casefold() == _IN_USE
        if not in_use.all():
            count = {"count": int((~in_use).sum())}
            faults.append(Fault("residences.not_in_use", "note", raw.name, parameters=count))
        frame = frame[in_use]
    houses, gathered = _houses(frame, raw.name)
    faults += gathered
    nowhere = houses["nowhere"]
    if nowhere.any():
        listed = [f"{row}: {number}" for row, number in houses.loc[nowhere, "house_number"].fillna("-").items()]
        parameters = {"count": int(nowhere.sum()), "total": len(houses), "examples": examples(listed)}
        faults.append(Fault("residences.no_coordinates", "warning", raw.name, parameters=parameters))
    placed = houses[~nowhere]
    points, found = _points(placed, columns, place, raw.name)
    table = pd.DataFrame(
        {
            "residence_id": ("best-" + placed["address_id"]).astype("str"),
            "kind": pd.Series("address", index=placed.index, dtype="str"),
            "weight": placed["weight"].astype("float64"),
            "street": _street_names(placed),
            "house_number": placed["house_number"].astype("str"),
            "postal_code": placed["postcode"].astype("str"),
            "source_row": pd.Series(placed.index, index=placed.index, dtype="Int64"),
        }
    )
    whole = gpd.GeoDataFrame(table, geometry=points, crs=place.metric_crs).reset_index(drop=True)
    return Cleaned(whole, faults + found, vintage)


def _street_names(houses: pd.DataFrame) -> pd.Series:
    """Return the names of the street of each house in the languages it has, each once."""
    names = houses.reindex(columns=_NAMES)
    said = [" / ".join(dict.fromkeys(name for name in row if isinstance(name, str))) for row in names.to_numpy()]
    streets = pd.Series(said, index=houses.index, dtype="str")
    return streets.where(streets != "")


def _rows_of_commune(raw: RawFile, file: str, place: Place) -> tuple[pd.DataFrame, dict[str, str], list[Fault]]:
    """Return the addresses of one commune, indexed by line, with what their columns are and the faults."""
    headers, delimiter = _header(raw.path)
    columns, faults = _columns(headers, file)
    wanted = [header for ours, header in columns.items() if not ours.startswith("crs")]
    kept: list[pa.Table] = []
    communes: set[str] = set()
    ragged: list[Fault] = []
    total = 0
    line = 2
    for batch in _batches(raw, file, delimiter, wanted, ragged):
        codes = pc.utf8_trim_whitespace(batch.column(columns["municipality_id"]))
        communes.update(str(each) for each in pc.unique(codes).to_pylist())
        lines = pa.array(range(line, line + batch.num_rows), pa.int64())
        inside = pc.fill_null(pc.equal(codes, place.nis_code), fill_value=False)
        table = pa.Table.from_batches([batch]).append_column("line", lines)
        kept.append(table.filter(inside))
        line += batch.num_rows
        total += batch.num_rows
    if ragged:
        raise Refused([*faults, *ragged])
    inside_rows = sum(table.num_rows for table in kept)
    if not inside_rows:
        parameters = {"nis_code": place.nis_code, "found": examples(sorted(communes)) or "-"}
        raise Refused([*faults, Fault("rows.no_commune", "error", file, parameters=parameters)])
    if inside_rows < total:
        faults.append(Fault("rows.other_communes", "note", file, parameters={"count": total - inside_rows}))
    types = {pa.string(): pd.StringDtype(na_value=float("nan"))}
    frame = pa.concat_tables(kept).to_pandas(types_mapper=types.get).set_index("line")
    frame.index.name = "row"
    frame = frame.rename(columns={header: ours for ours, header in columns.items()})
    for column in frame.columns:
        stripped = frame[column].str.strip()
        frame[column] = stripped.where(stripped != "")
    return frame, columns, faults


def _points(
    placed: pd.DataFrame, columns: dict[str, str], place: Place, file: str
) -> tuple[gpd.GeoSeries, list[Fault]]:
    """Return where the houses are, by the first system that has coordinates, and which have another place in another.

    A house without coordinates in the first system stands where the next one says.
    """
    points, faults = _read_in(0, placed, columns, place, file)
    number = 1
    while f"x_{number}" in columns:
        other, _ = _read_in(number, placed, columns, place, file)
        given = points.notna() & placed[[f"x_{number}", f"y_{number}"]].notna().all(axis=1)
        apart = points.distance(other)
        # One of the two may be so far away that it was dropped.
        wrong = given & ((apart > APART_M) | other.isna())
        if wrong.any():
            listed = [f"{row}: {apart[row]:.1f} m" if apart[row] >= 0 else f"{row}: -" for row in placed.index[wrong]]
            parameters = {
                "count": int(wrong.sum()),
                "first": columns["crs_0"],
                "second": columns[f"crs_{number}"],
                "apart_m": f"{APART_M:g}",
                "examples": examples(listed),
            }
            faults.append(Fault("residences.two_places", "warning", file, parameters=parameters))
        missing = points.isna() & placed[["x_0", "y_0"]].isna().any(axis=1)
        points = points.where(~missing, other)
        number += 1
    return points, faults


def _read_in(
    number: int, placed: pd.DataFrame, columns: dict[str, str], place: Place, file: str
) -> tuple[gpd.GeoSeries, list[Fault]]:
    """Return the points in one of the systems."""
    x, y, crs = (columns[f"{what}_{number}"] for what in ("x", "y", "crs"))
    frame = placed.rename(columns={f"x_{number}": x, f"y_{number}": y})
    frame.attrs = {"file": file}
    return points_from_columns(frame, x, y, crs, place)


def _header(path: Path) -> tuple[list[str], str]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        first = stream.readline()
    delimiter = max(",;|\t", key=first.count)
    return [each.strip() for each in next(csv.reader([first], delimiter=delimiter), [])], delimiter


def _columns(headers: list[str], file: str) -> tuple[dict[str, str], list[Fault]]:
    """Return our names of the columns and the file's.

    ``x_0`` and ``y_0`` are the coordinates to use and ``crs_0`` their system; ``x_1`` and so on the same in another.
    """
    empty = pd.DataFrame(columns=headers)
    columns: dict[str, str] = {}
    faults: list[Fault] = []
    for wanted, required in ((_REQUIRED, True), (_OPTIONAL, False)):
        for column in wanted:
            name, said = find(empty, (column,), required=required, file=file, column=column)
            faults += said
            if name is not None:
                columns[column] = name
    by_name = {normalised(each): each for each in headers}
    pairs = [(by_name[x], by_name[y], crs) for x, y, crs in _COORDINATES if x in by_name and y in by_name]
    for number, pair in enumerate(pairs):
        columns |= dict(zip((f"x_{number}", f"y_{number}", f"crs_{number}"), pair, strict=True))
    if not pairs:
        listed = {"aliases": ", ".join(f"{x} {y}" for x, y, _ in _COORDINATES), "headers": ", ".join(headers)}
        faults.append(Fault("header.missing", "error", file, column="x, y", parameters=listed))
    if any(fault.severity == "error" for fault in faults):
        raise Refused(faults)
    return columns, faults


def _batches(
    raw: RawFile, file: str, delimiter: str, wanted: list[str], ragged: list[Fault]
) -> Iterator[pa.RecordBatch]:
    """Yield the rows in pieces; lines with too many or too few cells are put into ``ragged``."""

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        counts = {"found": row.actual_columns, "expected": row.expected_columns}
        ragged.append(Fault("table.ragged_row", "error", file, row.number, parameters=counts))
        return "skip"

    try:
        reader = arrow_csv.open_csv(
            raw.path,
            read_options=arrow_csv.ReadOptions(use_threads=False, block_size=_BLOCK_BYTES),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, invalid_row_handler=set_aside),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=wanted, column_types=dict.fromkeys(wanted, pa.string()), strings_can_be_null=False
            ),
        )
        yield from reader
    except pa.ArrowInvalid as error:
        raise Refused([Fault("file.unreadable", "error", file)]) from error


def _houses(frame: pd.DataFrame, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Gather addresses into houses: each the row of its first address with coordinates, weighted by its boxes."""
    rows = frame.copy()
    if "box_number" not in rows:
        rows["box_number"] = pd.Series(pd.NA, index=rows.index, dtype="str")
    pairs = [(each, f"y_{each[2:]}") for each in rows.columns if each.startswith("x_")]
    rows["nowhere"] = np.logical_and.reduce([rows[[x, y]].isna().any(axis=1) for x, y in pairs])
    # (0, 0) in either system means an unknown place; converted, zeros in Lambert would lie in France.
    for column in (each for pair in pairs for each in pair):
        rows["nowhere"] |= rows[column].str.fullmatch(_ZERO, na=False)
    rows["house_number"] = rows["house_number"].str.replace(r"\s+", "", regex=True)
    # An address without street or number counts as a separate house: nothing links it to another.
    known = rows["street_id"].notna() & rows["house_number"].notna()
    together = rows["street_id"] + "\t" + rows["house_number"] + "\t" + rows["postcode"].fillna("")
    house = together.str.upper().where(known, "\t" + rows["address_id"])
    boxes = rows["box_number"].str.upper().groupby(house).nunique()
    order = pd.DataFrame(
        {
            "nowhere": rows["nowhere"],
            "box": rows["box_number"].notna(),
            "length": rows["address_id"].str.len(),
            "address": rows["address_id"],
        }
    ).sort_values(["nowhere", "box", "length", "address"], kind="stable")
    first = house.loc[order.index].drop_duplicates()
    houses = rows.loc[first.index].assign(weight=boxes.reindex(first).clip(lower=1).to_numpy()).sort_index()
    if int(boxes.sum()):
        parameters = {"boxes": int(boxes.sum()), "houses": int((boxes > 0).sum())}
        return houses, [Fault("residences.boxes", "note", file, parameters=parameters)]
    return houses, []
