"""The placemarks of a KML file (Google My Maps, Google Earth, QGIS) as records, where they are as Well-Known Text."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, iterparse

from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers.reading.damage import refusing_damage
from layers.reading.formats.sheets import Cells, Records, batched

MOST_BYTES = 256 * 1024**2
PLACE = "wkt"
"""The column of the outlines; KML is always in longitude and latitude."""
_SRID = "SRID=4326;"
_NUMBER = re.compile(r"^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$")
_MARKUP = re.compile(r"<[^>]*>")


def kml_records(raw: RawFile) -> Records:
    """Return one record a placemark: its name, its description, its data, and ``wkt``.

    Raises
    ------
    Refused
        ``file.unreadable``, ``file.too_large``, or ``file.empty`` where there is no placemark.

    Notes
    -----
    Heights are left out. Links to other files are not followed.
    """
    size = raw.path.stat().st_size
    if size > MOST_BYTES:
        raise Refused([Fault("file.too_large", "error", raw.name, parameters={"found": size, "limit": MOST_BYTES})])
    with refusing_damage(raw.name):
        found = list(_placemarks(raw))
    if not found:
        raise Refused([Fault("file.empty", "error", raw.name)])
    names = dict.fromkeys(name for record in found for name in record if name != PLACE)
    header = [*names, PLACE]
    cells: list[Cells] = [[record.get(name) for name in header] for record in found]
    return Records(header, batched(iter(enumerate(cells, start=1))))


def _placemarks(raw: RawFile) -> Iterator[dict[str, str | None]]:
    for _, element in iterparse(raw.path, events=("end",)):
        if _tag(element) == "Placemark":
            yield _record(element)
            element.clear()


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _record(placemark: Element) -> dict[str, str | None]:
    record: dict[str, str | None] = {}
    for each in placemark.iter():
        tag, text = _tag(each), (each.text or "").strip()
        if tag in ("name", "description") and each in list(placemark):
            record[tag] = _MARKUP.sub(" ", text).strip() or None
        elif tag == "Data":
            value = next((child for child in each if _tag(child) == "value"), None)
            record[each.get("name", "")] = (value.text or "").strip() or None if value is not None else None
        elif tag == "SimpleData":
            record[each.get("name", "")] = text or None
    record.pop("", None)
    shapes = [shape for each in placemark if (shape := _shape(each)) is not None]
    record[PLACE] = _SRID + shapes[0] if shapes else None
    return record


def _shape(element: Element) -> str | None:
    """Return a geometry as Well-Known Text, None for an element that is none; one that cannot be read as it stands."""
    tag = _tag(element)
    if tag == "Point":
        return f"POINT ({_positions(element)})"
    if tag == "LineString":
        return f"LINESTRING ({_positions(element)})"
    if tag == "Polygon":
        rings = [ring for side in ("outerBoundaryIs", "innerBoundaryIs") for ring in element if _tag(ring) == side]
        return "POLYGON (" + ", ".join(f"({_positions(ring)})" for ring in rings) + ")"
    if tag == "MultiGeometry":
        parts = [shape for each in element if (shape := _shape(each)) is not None]
        kinds = {part.partition(" ")[0] for part in parts}
        if len(kinds) == 1:
            return f"MULTI{kinds.pop()} (" + ", ".join(part.partition(" ")[2] for part in parts) + ")"
        return "GEOMETRYCOLLECTION (" + ", ".join(parts) + ")"
    return None


def _positions(element: Element) -> str:
    """Return the positions of a geometry; what is no number is kept, so that the row is named as unreadable."""
    coordinates = next((each for each in element.iter() if _tag(each) == "coordinates"), None)
    if coordinates is None:
        return "?"
    positions = []
    for written in (coordinates.text or "").split():
        parts = written.split(",")
        usable = len(parts) in (2, 3) and all(_NUMBER.match(part) for part in parts[:2])
        positions.append(f"{parts[0]} {parts[1]}" if usable else "?")
    return ", ".join(positions) or "?"
