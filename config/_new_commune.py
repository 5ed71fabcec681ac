"""The file of a commune the program does not know yet, written from what Statbel's sectors say of it."""

import math
import re
import unicodedata
from collections.abc import Mapping

import tomli_w

from geo.place import LocalName

DEGREES = 1000
"""The frame is rounded outwards to a thousandth of a degree, some 70 to 110 m."""


def commune_file_name(nis_code: str, name: LocalName) -> str:
    """Return how the file is called: ``92094_namur.toml``.

    Examples
    --------
    >>> commune_file_name("62063", LocalName(fr="Liège", nl="Luik", en="Liège"))
    '62063_liege.toml'
    """
    plain = unicodedata.normalize("NFKD", name.fr).encode("ascii", "ignore").decode("ascii").lower()
    return f"{nis_code}_{re.sub(r'[^a-z0-9]+', '_', plain).strip('_')}.toml"


def commune_toml(
    nis_code: str, name: LocalName, bounds_wgs84: tuple[float, float, float, float], section_names: Mapping[str, str]
) -> str:
    """Write the file of a commune.

    Parameters
    ----------
    nis_code
        Five digits.
    name
        In three languages.
    bounds_wgs84
        West, south, east, north of its sectors, in degrees; rounded outwards.
    section_names
        Code -> readable name of each former commune; one that is only a code is written as a comment.

    Returns
    -------
    str
        TOML that ``place_from`` reads. What only the city knows stands there as a comment.

    Examples
    --------
    >>> text = commune_toml("92094", LocalName(fr="Namur", nl="Namen", en="Namur"), (4.72, 50.4, 5.0, 50.53), {})
    >>> text.splitlines()[1]
    'key = "92094"'
    """
    west, south, east, north = bounds_wgs84
    frame = [
        math.floor(west * DEGREES) / DEGREES,
        math.floor(south * DEGREES) / DEGREES,
        math.ceil(east * DEGREES) / DEGREES,
        math.ceil(north * DEGREES) / DEGREES,
    ]
    named = {code: said for code, said in sorted(section_names.items()) if said != code}
    nameless = [code for code in sorted(section_names) if code not in named]
    head = {"key": nis_code, "nis_code": nis_code}
    written = [
        "# What the program must know of this commune; written from Statbel's sectors, to be completed by hand.",
        tomli_w.dumps(head).rstrip(),
        f"name = {{ fr = {_quoted(name.fr)}, nl = {_quoted(name.nl)}, en = {_quoted(name.en)} }}",
        f"frame_wgs84 = {frame}  # west, south, east, north, in degrees",
        "",
        "# The former communes. Where a name reads badly, write it as people say it.",
        "[section_names]",
        *(f"{code} = {_quoted(said)}" for code, said in named.items()),
        *(f'# {code} = ""' for code in nameless),
        "",
        "# Schools of the Federation Wallonie-Bruxelles: the names as its list writes them, letter by letter.",
        "# [schools]",
        f"# organising_authority = {_quoted('Ville de ' + name.fr)}",
        f"# commune_name = {_quoted(name.fr)}",
        "",
        "# [renamed_streets]",
        '# "Rue du Roi" = "Rue de la Station"   # old name = name in the register of addresses',
        "",
        "# Headers and words of the city's own lists: docs/formats_of_city_files.md",
        '# [mappings."buildings.inventory".columns]',
        '# name = "Dénomination"',
    ]
    return "\n".join(written) + "\n"


def _quoted(text: str) -> str:
    return tomli_w.dumps({"x": text}).partition(" = ")[2].strip()
