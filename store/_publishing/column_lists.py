"""A few columns of a published table as plain lists, for what must start without loading tables."""

from pathlib import Path


def read_columns(path: Path, columns: tuple[str, ...]) -> dict[str, list[object]]:
    """Read a few columns of a published table as lists, None where a cell is empty; never its geometry."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        return file.read(columns=list(columns)).to_pydict()
