"""What GeoJSON says that the geodata library passes over: whether it names a coordinate system, its features' ids."""

import json
import re

from layers._raw import RawFile

EDGE_BYTES = 65_536
"""How much of the beginning and end is looked at; members beside the features stand there."""

CRS_MEMBER = re.compile(r'"crs"\s*:\s*\{')
TRAILING_BBOX = re.compile(r'"bbox"\s*:\s*\[[^\]]*\]')
FEATURE_START = re.compile(r'"features"\s*:\s*\[')


def declared_crs(raw: RawFile) -> str | None:
    """Return the coordinate system a ``crs`` member names, or None when there is none."""
    with raw.path.open("rb") as stream:
        head = stream.read(EDGE_BYTES).decode("utf-8-sig", "replace")
        size = stream.seek(0, 2)
        stream.seek(max(0, size - EDGE_BYTES))
        tail = stream.read().decode("utf-8", "replace")
    before = FEATURE_START.split(head, maxsplit=1)[0]
    after = TRAILING_BBOX.sub("", tail).rpartition("]")[2]
    for text in (before, after):
        if found := CRS_MEMBER.search(text):
            try:
                member, _ = json.JSONDecoder().raw_decode(text, found.end() - 1)
            except json.JSONDecodeError:
                continue
            return _name(member)
    return None


def _name(member: dict[str, object]) -> str | None:
    properties = member.get("properties")
    if not isinstance(properties, dict):
        return None
    if member.get("type") == "EPSG" and "code" in properties:
        return f"EPSG:{properties['code']}"
    name = properties.get("name")
    return str(name) if name else None


def feature_ids(raw: RawFile) -> list[str | None]:
    """Return the ``id`` of each feature, read one after the other, None where a feature has none.

    The geodata library mixes them with a property of the same name, or makes them up.
    """
    text = raw.path.read_text(encoding="utf-8-sig", errors="replace")
    start = FEATURE_START.search(text)
    decoder = json.JSONDecoder()
    place = start.end() if start else 0
    ids: list[str | None] = []
    while (place := _next_object(text, place)) < len(text):
        feature, place = decoder.raw_decode(text, place)
        given = feature.get("id")
        ids.append(None if given is None else str(given))
    return ids


def _next_object(text: str, place: int) -> int:
    """Return where the next feature begins, or the end of the text when the list is closed."""
    while place < len(text) and text[place] in ", \t\r\n\x1e":
        place += 1
    return place if place < len(text) and text[place] == "{" else len(text)
