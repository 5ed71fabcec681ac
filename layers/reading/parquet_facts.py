"""What a parquet file says of itself, held against limits and against what it holds, before its cells are read."""

import json

import pyarrow as pa
import pyarrow.parquet as pq

from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers.reading.damage import refusing_damage

MOST_ROWS = 5_000_000
"""The largest table in use, the addresses of Wallonia, has 2,107,107 rows."""

MOST_CELLS = 250_000_000
MOST_BYTES = 4 * 1024**3
"""Of the columns once unpacked. A few kilobytes can say the same sixty million times."""


def check_parquet(raw: RawFile) -> pa.Schema:
    """Refuse a file that would unpack to more than can be held, and return what its columns are.

    Raises
    ------
    Refused
        ``table.too_many_rows``, ``file.too_large``, ``file.unreadable``.
    """
    with refusing_damage(raw.name), pq.ParquetFile(raw.path) as file:
        told, schema = file.metadata, file.schema_arrow
        unpacked = sum(told.row_group(each).total_byte_size for each in range(told.num_row_groups))
        rows = max(told.num_rows, sum(told.row_group(each).num_rows for each in range(told.num_row_groups)))
    limit = min(MOST_ROWS, MOST_CELLS // max(1, len(schema.names)))
    if rows > limit:
        raise Refused([Fault("table.too_many_rows", "error", raw.name, parameters={"limit": limit})])
    if unpacked > MOST_BYTES:
        limits = {"found": unpacked, "limit": MOST_BYTES}
        raise Refused([Fault("file.too_large", "error", raw.name, parameters=limits)])
    return schema


def geometry_column(schema: pa.Schema, file: str) -> str:
    """Return the column with the geometry, by what the file says (GeoParquet 1.0 and 1.1, well-known binary).

    Raises
    ------
    Refused
        ``features.no_geometry`` where it says nothing; ``features.wrong_metadata`` where it says what is not so.
    """
    said = (schema.metadata or {}).get(b"geo")
    if said is None:
        raise Refused([Fault("features.no_geometry", "error", file)])
    wrong = Refused([Fault("features.wrong_metadata", "error", file)])
    try:
        told = json.loads(said)
    except (ValueError, RecursionError) as error:
        raise wrong from error
    columns = told.get("columns") if isinstance(told, dict) else None
    name = told.get("primary_column") if isinstance(told, dict) else None
    if not isinstance(columns, dict) or not isinstance(name, str) or name not in schema.names:
        raise wrong
    for each, column in columns.items():
        if not isinstance(column, dict) or column.get("encoding") != "WKB" or schema.names.count(each) != 1:
            raise wrong
        kind = schema.field(each).type
        if not (pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind)):
            raise wrong
    if name not in columns:
        raise wrong
    return name
