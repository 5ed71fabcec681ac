"""Of when a file is, where only its name or its wrapping says so."""

import re
import zipfile
from collections.abc import Iterable

from layers._fault import Fault
from layers._raw import RawFile
from layers.reading.kinds import kind_of

_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")

UNDATED = "n.d."
"""Stands where nothing says of when a value is: no date, *non daté*, *niet gedateerd*."""

SEVERAL = "; "
"""Stands between the vintages of data of several days or years."""


def vintage_of_name(name: str) -> tuple[str, list[Fault]]:
    """Return the day (``2023-01-01``) or year (``2019``) a file name holds; empty when it holds none.

    Parameters
    ----------
    name
        As `layers.reading.archive.opened` gives it: ``archive.zip: folder/member``. The member's own name, which its
        publisher gave, goes before the archive's.

    Returns
    -------
    tuple
        The vintage, and a note ``vintage.from_name`` or a warning ``vintage.unknown``.
    """
    archive, _, member = name.rpartition(": ")
    for each in (member.rpartition("/")[2], member, archive):
        for pattern in (_DAY, _YEAR):
            found = pattern.search(each)
            if found:
                vintage = "-".join(found.groups())
                return vintage, [Fault("vintage.from_name", "note", name, value=vintage)]
    return "", [Fault("vintage.unknown", "warning", name)]


def together(vintages: Iterable[str]) -> str:
    """Return the vintages of several files or rows as one text, `UNDATED` among them where some have none."""
    each = set(vintages)
    dated = sorted(each - {"", UNDATED})
    return SEVERAL.join([*dated, *([UNDATED] if dated and len(each) > len(dated) else [])])


def vintage_of_archive(raw: RawFile) -> tuple[str, list[Fault]]:
    """Return the day a publisher packed its archive, for files that say nothing else; else what the name says.

    Returns
    -------
    tuple
        The latest day of the members, and a note ``vintage.from_archive``; or the answer of `vintage_of_name`.
    """
    if kind_of(raw) != "zip":
        return vintage_of_name(raw.name)
    with zipfile.ZipFile(raw.path) as archive:
        days = [member.date_time[:3] for member in archive.infolist() if not member.is_dir()]
    year, month, day = max(days)
    if year <= 1980:
        # Placeholder dates of archives that keep none.
        return vintage_of_name(raw.name)
    vintage = f"{year:04d}-{month:02d}-{day:02d}"
    return vintage, [Fault("vintage.from_archive", "note", raw.name, value=vintage)]
