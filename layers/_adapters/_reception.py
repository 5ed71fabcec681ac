"""What files of 5G reception share: how much of them is kept, and the operator when only the file's name says it."""

import re
from pathlib import PurePath

from layers._adapters._same_building import plain

_KNOWN = {"proximus": "Proximus", "orange": "Orange", "telenet": "Telenet", "base": "BASE", "digi": "DIGI"}
_NOT_AN_OPERATOR = frozenset(
    [
        "5g",
        "nr",
        "nr5g",
        "4g",
        "lte",
        "coverage",
        "couverture",
        "dekking",
        "class",
        "classes",
        "classe",
        "klasse",
        "dbm",
        "rsrp",
        "signal",
        "raster",
        "grid",
        "mobile",
        "mobiel",
        "atlas",
        "bipt",
        "ibpt",
        "map",
        "carte",
        "kaart",
        "export",
        "be",
        "belgium",
        "belgique",
        "final",
    ]
)
_SEPARATORS = re.compile(r"[\s_.,()+-]+")


def operator_of_file_name(name: str) -> str:
    """Return the operator a file name speaks of: the known one, else the words left after the usual ones.

    Empty when the name says nothing, or names several operators.
    """
    words = [word for word in _SEPARATORS.split(PurePath(name.replace("\\", "/")).stem) if word]
    known = {_KNOWN[plain(word)] for word in words if plain(word) in _KNOWN}
    if known:
        return known.pop() if len(known) == 1 else ""
    return " ".join(word for word in words if plain(word) not in _NOT_AN_OPERATOR and not any(map(str.isdigit, word)))


def generation_of(text: str) -> str:
    """Return the mobile generation a text names (``4G``), or nothing."""
    found = re.search(r"(?<![A-Za-z0-9])([2-6])[gG](?![A-Za-z0-9])", text.replace("_", " "))
    return f"{found.group(1)}G" if found else ""


def slug(operator: str) -> str:
    """Return the operator's name as it stands in identifiers and file names: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", plain(operator)).strip("-") or "operator"
