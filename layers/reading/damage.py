"""Damaged files end in a refusal, whichever of their readers' many errors they meet."""

import errno
import lzma
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError

import pyarrow as pa
from openpyxl.utils.exceptions import InvalidFileException
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError
from pyproj.exceptions import CRSError
from shapely.errors import GEOSException

from layers._fault import Fault, Refused

DAMAGE = (
    # Errors that readers raise for impossible bytes, found by damaging good files at random.
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    LookupError,
    ValueError,
    OverflowError,
    ParseError,
    InvalidFileException,
    sqlite3.Error,
    pa.ArrowException,
    DataSourceError,
    DataLayerError,
    FeatureError,
    FieldError,
    GeometryError,
    GEOSException,
    CRSError,
)


@contextmanager
def refusing_damage(file: str, code: str = "file.unreadable", also: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Turn what a reader raises over damaged bytes into a refusal of ``file``; keep it around the reader's call alone.

    ``also`` are errors that only this reader raises over bytes, and that elsewhere would be mistakes of our own. An
    OSError counts where it is about the bytes (a position before the beginning), not about the disk.
    """
    try:
        yield
    except (*DAMAGE, *also) as error:
        raise Refused([Fault(code, "error", file)]) from error
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):
            raise
        raise Refused([Fault(code, "error", file)]) from error
