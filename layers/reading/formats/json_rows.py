"""The records of a list of objects in JSON, as data services answer: bare, or under a key such as ``data``."""

import json

from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers.reading.damage import refusing_damage
from layers.reading.formats.sheets import Cells, Records, as_text, batched

MOST_BYTES = 128 * 1024**2
_DEEPEST = 3
"""How far down the list of records may stand: ``result.records.data``."""


def json_records(raw: RawFile) -> Records:
    """Return the records of the only list of objects; what is nested in a record gets names such as ``place.city``.

    Raises
    ------
    Refused
        ``file.unreadable``, ``file.too_large``, ``file.service_error``, ``json.no_rows``, or ``table.several_tables``
        naming the lists by their keys.
    """
    size = raw.path.stat().st_size
    if size > MOST_BYTES:
        raise Refused([Fault("file.too_large", "error", raw.name, parameters={"found": size, "limit": MOST_BYTES})])
    with refusing_damage(raw.name, also=(RecursionError,)):
        content = json.loads(raw.path.read_text("utf-8-sig"), parse_int=str)
    lists = _lists(content, "", 0)
    if not lists and isinstance(content, dict) and "error" in content:
        raise Refused([Fault("file.service_error", "error", raw.name)])
    if not lists:
        raise Refused([Fault("json.no_rows", "error", raw.name)])
    if len(lists) > 1:
        names = {"sheets": ", ".join(lists)}
        raise Refused([Fault("table.several_tables", "error", raw.name, parameters=names)])
    (rows,) = lists.values()
    records = [_element(row) if _of_overpass(content) else _flat(row) for row in rows]
    header = list(dict.fromkeys(name for record in records for name in record))
    cells: list[Cells] = [[record.get(name) for name in header] for record in records]
    return Records(header, batched(iter(enumerate(cells, start=1))))


def _of_overpass(content: object) -> bool:
    """Say whether this is the answer of Overpass, OpenStreetMap's query service."""
    return isinstance(content, dict) and "elements" in content and "Overpass" in str(content.get("generator"))


def _element(element: dict[str, object]) -> dict[str, str | None]:
    """Return an element of OpenStreetMap: what it is, where (or its centre, where that was asked for), and its tags."""
    kind, number, tags, centre = (element.get(each) for each in ("type", "id", "tags", "center"))
    where = {**element, **centre} if isinstance(centre, dict) else element
    record = {"id": f"{kind}/{number}", "lat": as_text(where.get("lat")), "lon": as_text(where.get("lon"))}
    return {**_flat(tags if isinstance(tags, dict) else {}), **record}


def _lists(value: object, name: str, depth: int) -> dict[str, list[dict[str, object]]]:
    """Return the lists of objects by where they stand, not looking into the objects of a list."""
    if isinstance(value, list):
        return {name: value} if value and all(isinstance(each, dict) for each in value) else {}
    if not isinstance(value, dict) or depth == _DEEPEST:
        return {}
    found: dict[str, list[dict[str, object]]] = {}
    for key, each in value.items():
        found |= _lists(each, f"{name}.{key}" if name else str(key), depth + 1)
    return found


def _flat(record: dict[str, object], prefix: str = "", depth: int = 0) -> dict[str, str | None]:
    cells: dict[str, str | None] = {}
    for key, value in record.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            cells |= _flat(value, f"{prefix}{key}.", depth + 1)
        elif isinstance(value, list | dict):
            cells[prefix + key] = json.dumps(value, ensure_ascii=False)
        else:
            cells[prefix + key] = as_text(value)
    return cells
