"""A mapping as the lines of a commune's file, and read from such lines."""

from pathlib import Path

import tomli_w

from config._toml import build, read_toml
from geo.errors import ConfigurationError
from geo.place import Frozen, Mapping
from geo.texts import N_


class _Mappings(Frozen):
    """What is read of a file: a whole file of a commune has more sections, which are passed over."""

    mappings: dict[str, Mapping]


def mapping_toml(key: str, mapping: Mapping) -> str:
    """Return a mapping as TOML to paste into the file of the commune.

    Parameters
    ----------
    key
        Of which source: ``layer.source``.
    mapping
        What stands in it; what is as it is without being said is left out.

    Examples
    --------
    >>> print(mapping_toml("wifi.city", Mapping(columns={"name": "Lieu"}, constants={"access": "public"})))
    [mappings."wifi.city".columns]
    name = "Lieu"
    <BLANKLINE>
    [mappings."wifi.city".constants]
    access = "public"
    <BLANKLINE>
    """
    told = mapping.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    return tomli_w.dumps({"mappings": {key: told}}) if told else ""


def load_mapping(path: Path, key: str) -> Mapping:
    """Return the mapping of a source from a TOML file that has its section: one of `mapping_toml`, or a commune's own.

    Raises
    ------
    ConfigurationError
        When the file cannot be read or used, or has no such section (naming those it has).
    """
    content = read_toml(path)
    found = content.get("mappings")
    if not isinstance(found, dict) or key not in found:
        message = N_('{file} has no section [mappings."{key}"]; it has: {found}. Write it, or name another file.')
        there = ", ".join(map(str, found)) if isinstance(found, dict) and found else "-"
        raise ConfigurationError(message, file=path, key=key, found=there)
    return build(_Mappings, {"mappings": {key: found[key]}}, path).mappings[key]
