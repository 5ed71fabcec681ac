"""Files that belong together: written beside, then put in place, so that a folder never holds half of two exports."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.held import held_folder


@contextmanager
def together(folder: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Yield an empty folder to write into, and the list that names the files once they are in ``folder``.

    Files of other names in ``folder`` are left alone; when the block fails, all are. What an export that was killed
    left in ``folder`` is removed.
    """
    placed: list[Path] = []
    made = not folder.exists()
    try:
        with held_folder(folder, ".export-") as beside:
            yield beside, placed
            for path in sorted(beside.iterdir()):
                os.replace(path, folder / path.name)
                placed.append(folder / path.name)
    finally:
        if made and not placed and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


@contextmanager
def alone(path: Path) -> Iterator[Path]:
    """Yield a path to write one file to, which takes the place of ``path`` once it is whole.

    What is no file, such as a terminal or a pipe, is written to as it is.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        yield path
        return
    with held_folder(target.parent, ".export-") as beside:
        yield beside / target.name
        os.replace(beside / target.name, target)
