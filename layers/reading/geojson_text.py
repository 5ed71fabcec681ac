"""GeoJSON taken apart as the standard says (RFC 7946): its features one by one, and whatever else must be known."""

import json
import re
from dataclasses import dataclass, field

from layers._fault import Fault, Refused
from layers._raw import RawFile

MOST_BYTES = 1024**3
"""The text is held in memory; the sectors of all Belgium are a quarter of this."""

GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")

_BLANKS = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n\x1e\x00]*")
"""Between the texts of a sequence (RFC 8142), and the zeros some programs leave behind the last."""

_LONGEST_WHOLE = 18
"""Digits up to which a whole number is kept as one."""

_SHOWN = 60


@dataclass
class Features:
    """What a file of GeoJSON holds."""

    numbers: list[int] = field(default_factory=list)
    """Which features of the file these are, counted from 1."""
    ids: list[str | None] = field(default_factory=list)
    properties: list[dict[str, object]] = field(default_factory=list)
    geometries: list[object] = field(default_factory=list)
    """As they stand in the file; None where it says null."""
    crs: str | None = None
    """The coordinate system a ``crs`` member names."""
    faults: list[Fault] = field(default_factory=list)
    seen: int = 0
    """How many stood in the place of a feature, those that are none included."""


def features_of(raw: RawFile) -> Features:
    """Take a file apart: a collection of features, features one after the other, or a bare geometry.

    Returns
    -------
    Features
        With a ``row`` fault ``feature.not_one`` for everything in the place of a feature that is none.

    Raises
    ------
    Refused
        ``file.too_large``, ``table.encoding``, ``file.unreadable`` (no JSON, or cut short), ``geojson.not_features``,
        ``geojson.key_twice``, ``crs.link``, ``crs.unreadable``.

    Notes
    -----
    No library that knows other kinds of JSON (recipes of commands, tiles, services) sees the text, no address in it is
    opened, and a key that stands twice is refused: programs differ in which of the two they take.
    """
    found = Features()
    text = _text(raw)
    place = _BETWEEN.match(text, 0).end()  # type: ignore[union-attr]
    try:
        while place < len(text):
            place = _one_text(text, place, found, raw.name)
            place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]
    except _TwiceError as twice:
        raise Refused([Fault("geojson.key_twice", "error", raw.name, found.seen + 1, value=str(twice))]) from twice
    except (ValueError, RecursionError) as error:
        # Among them nesting deeper than any geometry has.
        raise Refused([Fault("file.unreadable", "error", raw.name)]) from error
    return found


class _TwiceError(ValueError):
    """A key stands twice in one object."""


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(next(key for key in keys if keys.count(key) > 1))
    return members


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_WHOLE else float(digits)


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=_whole)


def _text(raw: RawFile) -> str:
    size = raw.path.stat().st_size
    if size > MOST_BYTES:
        limits = {"found": size, "limit": MOST_BYTES}
        raise Refused([Fault("file.too_large", "error", raw.name, parameters=limits)])
    content = raw.path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = {"position": error.start}
        value = f"0x{content[error.start]:02X}"
        raise Refused([Fault("table.encoding", "error", raw.name, value=value, parameters=where)]) from error


def _one_text(text: str, place: int, found: Features, file: str) -> int:
    """Take one JSON text apart and return where it ends."""
    if text[place] != "{":
        raise ValueError("not an object")
    members: dict[str, object] = {}
    place = _after(text, place + 1)
    before, after = "{", ","
    while text[place : place + 1] != "}":
        if before == after:
            place = _after(text, _expect(text, place, ","))
        before = after
        if text[place : place + 1] != '"':
            raise ValueError("not a key")
        key, place = _DECODER.raw_decode(text, place)
        place = _after(text, _expect(text, _after(text, place), ":"))
        if key in members:
            raise _TwiceError(key)
        if key == "features" and text[place : place + 1] == "[":
            members[key], place = None, _list(text, place, found, file)
        else:
            members[key], place = _DECODER.raw_decode(text, place)
        place = _after(text, place)
    _keep(members, found, file)
    return place + 1


def _list(text: str, place: int, found: Features, file: str) -> int:
    """Take the list of features apart, one at a time: the numbers of a country's outlines take room as objects."""
    place = _after(text, place + 1)
    first = True
    while text[place : place + 1] != "]":
        if not first:
            place = _after(text, _expect(text, place, ","))
        first = False
        feature, place = _DECODER.raw_decode(text, place)
        _add(feature, found, file)
        place = _after(text, place)
    return place + 1


def _after(text: str, place: int) -> int:
    found = _BLANKS.match(text, place)
    return found.end() if found else place


def _expect(text: str, place: int, mark: str) -> int:
    if text[place : place + 1] != mark:
        raise ValueError(f"no {mark}")
    return place + 1


def _keep(members: dict[str, object], found: Features, file: str) -> None:
    """Take what an object of the outermost level says, once its features are taken."""
    kind = members.get("type")
    if kind == "FeatureCollection" and "features" in members:
        if members["features"] is not None:
            raise Refused([Fault("geojson.not_features", "error", file, value=str(members["features"])[:_SHOWN])])
        _count(members, found, file)
    elif "features" not in members and kind == "Feature":
        _add(members, found, file)
    elif "features" not in members and kind in GEOMETRIES:
        _add({"type": "Feature", "properties": None, "geometry": members}, found, file)
    else:
        raise Refused([Fault("geojson.not_features", "error", file, value=str(kind)[:_SHOWN])])
    named = _named(members.get("crs"), file)
    if named is not None and found.crs not in (None, named):
        raise Refused([Fault("crs.several", "error", file, value=f"{found.crs}, {named}")])
    found.crs = found.crs or named


def _count(members: dict[str, object], found: Features, file: str) -> None:
    """Hold the features against how many a service says there are, or that it left some out."""
    further = members.get("properties")
    said = {**(further if isinstance(further, dict) else {}), **members}
    totals = [said.get(name) for name in ("numberMatched", "totalFeatures")]
    total = max((each for each in totals if isinstance(each, int)), default=0)
    if total > found.seen or said.get("exceededTransferLimit") is True:
        counts = {"found": found.seen, "total": total if total > found.seen else "?"}
        found.faults.append(Fault("features.not_all", "error", file, parameters=counts))


def _add(feature: object, found: Features, file: str) -> None:
    found.seen += 1
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or feature.get("type") != "Feature" or not isinstance(properties, dict | None):
        shown = json.dumps(feature, ensure_ascii=False)[:_SHOWN]
        found.faults.append(Fault("feature.not_one", "row", file, found.seen, value=shown))
        return
    given = feature.get("id")
    found.numbers.append(found.seen)
    found.ids.append(None if given is None else str(given))
    found.properties.append(properties or {})
    found.geometries.append(feature.get("geometry"))


def _named(member: object, file: str) -> str | None:
    """Return the coordinate system a ``crs`` member names, as GeoJSON of before 2016 does."""
    if member is None:
        return None
    properties = member.get("properties") if isinstance(member, dict) else None
    if isinstance(member, dict) and isinstance(properties, dict):
        if member.get("type") == "link" or "href" in properties:
            address = str(properties.get("href", ""))
            raise Refused([Fault("crs.link", "error", file, value=address)])
        if member.get("type") == "EPSG" and "code" in properties:
            return f"EPSG:{properties['code']}"
        if properties.get("name"):
            return str(properties["name"])
    raise Refused([Fault("crs.unreadable", "error", file, value=json.dumps(member, ensure_ascii=False)[:_SHOWN])])
