"""What the operating system refuses, in words: a full disk, a folder nobody may write to, a path that is none."""

import errno
from pathlib import Path

from geo.errors import MaillageError
from geo.texts import N_

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def in_words(error: OSError, folder: Path | None = None) -> MaillageError:
    """Return an error of the system as one to be shown.

    Parameters
    ----------
    error
        What the system said.
    folder
        What to name where the system names no file.
    """
    file = error.filename or folder
    problem = (error.strerror or str(error)) + (f": {file}" if file else "")
    if error.errno in _FULL:
        message = N_(
            "Writing failed ({problem}). What was there before stays, nothing half is left. Make room, then try again."
        )
    elif error.errno in _FORBIDDEN:
        message = N_("Permission is missing ({problem}). Give it, or name another folder, then try again.")
    else:
        message = N_("The system refused ({problem}). Check the path and the disk, then try again.")
    return MaillageError(message, problem=problem)
