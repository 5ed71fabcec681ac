"""File names that are safe on every system, whatever a server or a user calls a file."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d|provenance\.json)$", re.IGNORECASE)
"""Names Windows keeps for devices, with or without an extension, and our own file beside the raw one."""

_LONGEST_BYTES = 120
"""Well below the 255 most file systems allow, so that paths stay short enough for Windows."""


def safe_file_name(name: str) -> str:
    """Return ``name`` without folders and without characters some system refuses; ``download`` when nothing is left.

    Letters of any language, blanks and the extension stay, so that people recognise their file.
    """
    last = re.split(r"[/\\]", name.strip())[-1]
    safe = _UNSAFE.sub("_", last).strip(" .")
    if not safe:
        return "download"
    if len(safe.encode()) > _LONGEST_BYTES:
        stem, dot, extension = safe.rpartition(".")
        if not dot or len(extension.encode()) > 10:
            stem, extension = safe, ""
        safe = _cut(stem, _LONGEST_BYTES - len(f"{dot}{extension}".encode())) + (f".{extension}" if extension else "")
    if _RESERVED.match(safe) or _RESERVED.match(safe.partition(".")[0]):
        return f"file_{safe}"
    return safe


def _cut(text: str, most_bytes: int) -> str:
    return text.encode()[:most_bytes].decode(errors="ignore").rstrip(" .")


def file_name_of_url(url: str) -> str:
    """Return a safe file name for what a web address delivers: the last part of its path."""
    return safe_file_name(unquote(PurePosixPath(urlsplit(url).path).name))
