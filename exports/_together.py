"""Files that belong together: written beside, then put in place, so that a folder never holds half of two exports."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def together(folder: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Yield an empty folder to write into, and the list that names the files once they are in ``folder``.

    Files of other names in ``folder`` are left alone; when the block fails, all are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".export-", dir=folder))
    placed: list[Path] = []
    try:
        yield beside, placed
        for path in sorted(beside.iterdir()):
            os.replace(path, folder / path.name)
            placed.append(folder / path.name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
