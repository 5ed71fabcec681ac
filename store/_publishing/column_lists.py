"""A few columns of a published table as plain lists, for what must start without loading tables."""

import json
from functools import lru_cache
from pathlib import Path


def read_columns(path: Path, columns: tuple[str, ...]) -> dict[str, list[object]]:
    """Read a few columns of a published table as lists, None where a cell is empty; never its geometry."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        return file.read(columns=list(columns)).to_pydict()


@lru_cache(maxsize=256)
def system_of(path: Path) -> str:
    """Return the registered code of the system a published table's outlines are in, such as ``EPSG:3812``.

    Empty for a table without outlines, and where its system has no code. Published files never change, so that each is
    looked at once.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        told = json.loads((pq.read_schema(path).metadata or {}).get(b"geo", b"{}"))
        named = told["columns"][told["primary_column"]]["crs"]["id"]
        return f"{named['authority']}:{named['code']}"
    except (KeyError, TypeError, ValueError, OSError, pa.ArrowException):
        # Damaged files are reported by what reads them.
        return ""
