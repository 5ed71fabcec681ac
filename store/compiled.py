"""Where compiled code is kept when neither the folder of the program nor the user's own may be written to."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

from store.held import held_folder

_VARIABLE = "NUMBA_CACHE_DIR"
_KERNEL = Path(__file__).resolve().parent.parent / "geo" / "walking"


@contextmanager
def compiled_code_kept() -> Iterator[None]:
    """Keep compiled code in a temporary folder during the block where numba would find no place for it and give up."""
    own = (_KERNEL / "__pycache__", Path.home() / ".cache" / "numba")
    if _VARIABLE in os.environ or any(_may_be_written(each) for each in own):
        yield
        return
    with held_folder(Path(gettempdir()), "maillage-") as folder:
        os.environ[_VARIABLE] = str(folder)
        try:
            yield
        finally:
            del os.environ[_VARIABLE]


def _may_be_written(folder: Path) -> bool:
    """Say whether files can be put into a folder, which need not be there yet."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)
