"""Features of a WFS (OGC 09-025r2, 04-094): the type named, in a system that lists x first, page after page."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

import pyproj
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from pyproj.exceptions import CRSError

from geo.place import Place
from layers.reading.coordinate_systems import around, candidates
from layers.reading.headers import normalised
from store._receiving.fetch import NO_MARKS, Fetched, Marks
from store._receiving.services.pages import (
    PAGE,
    Session,
    features_in,
    json_of,
    keep,
    keep_geojson,
    whole_number,
    with_query,
)

_EPSG = re.compile(r"EPSG.*?[:/#](\d{4,6})$", re.I)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?FeatureCollection\b[^>]*>", re.S)
_END = re.compile(rb"</(?:[\w.-]+:)?FeatureCollection\s*>\s*$", re.S)
_TIME = re.compile(rb"""\s+timeStamp\s*=\s*(?:"[^"]*"|'[^']*')""")
_OF_ONE_PAGE = re.compile(rb"""\s+(?:numberMatched|numberReturned|next|previous)\s*=\s*(?:"[^"]*"|'[^']*')""")
_ATTRIBUTE = rb"""\b%s\s*=\s*["']([^"']*)["']"""
_MOST_WITHOUT_PAGES = 100_000


@dataclass(frozen=True)
class _Offer:
    """What the service says of the type wanted."""

    version: str
    name: str
    systems: tuple[str, ...]
    """Spelt as the service spells them, its own first."""
    formats: tuple[str, ...]


def follow_wfs(session: Session, collection: str, place: Place, known: Marks) -> Fetched:
    """Ask for the features of a type around the commune.

    Parameters
    ----------
    session
        Its address is what stands before ``?service=WFS``; parameters of its own (``map=``) are kept.
    collection
        Name of the type, with or without its prefix; may be empty where there is one.
    place
        Features within 2.5 km of its frame are asked for.
    known
        Marks of the last download, shown where it came in one page.

    Raises
    ------
    NotModified
        When the one page is still that of ``known``.
    Refused
        Any ``fetch.`` or ``service.`` fault.

    Notes
    -----
    Version 2.0 is paged by ``count`` and ``startIndex``; 1.1 knows no pages and is asked once. GeoJSON is taken where
    it is offered, else GML. Of the systems offered, the commune's own or a usual one that lists x first is asked for,
    so that programs that forget the order of the axes cannot get it wrong; the box is written in the order the
    authority lays down, as the standard wants where the system is named by URN.
    """
    offer = _offer(session, collection)
    system = _system(offer, place)
    as_json = next((each for each in offer.formats if re.search(r"json", each, re.I) and "script" not in each), None)
    newer = offer.version.startswith("2")
    asked: dict[str, object] = {"service": "WFS", "version": offer.version, "request": "GetFeature"}
    asked |= {"typeNames" if newer else "typeName": offer.name}
    asked |= {"outputFormat": as_json} if as_json else {}
    if system:
        asked |= {"srsName": system, "bbox": f"{_box(system, place)},{system}"}
    asked |= {"count": PAGE} if newer else {"maxFeatures": _MOST_WITHOUT_PAGES}
    pages: list[bytes] = []
    features: list = []
    crs: object = None
    last: object = None
    total, matched, first = 0, None, NO_MARKS
    while True:
        more = {"startIndex": total} if total else {}
        address = with_query(session.address, **asked, **more)
        content, marks = session.get(address, "*/*", NO_MARKS if pages else known)
        found: list = []
        if as_json:
            told = json_of(session, content)
            found = features_in(session, told)
            page: object = found
            returned = len(found)
            of_all = whole_number(told.get("numberMatched", told.get("totalFeatures")))
            crs = crs or told.get("crs")
        else:
            returned, of_all = _counts(session, content)
            page = _without_time(content)
        if pages and page == last:
            # It does not know startIndex: all it has came at once, or the rest cannot be asked for.
            if matched is not None:
                session.refuse("service.no_paging")
            break
        last = page
        features += found
        if not pages:
            matched, first = of_all, marks
        pages.append(content)
        total += returned
        if not newer or not returned or (matched is not None and total >= matched):
            break
    if matched is not None and total < matched:
        session.refuse("service.cut_short", found=total, expected=matched)
    if not newer and total >= _MOST_WITHOUT_PAGES:
        session.refuse("service.cut_short", found=total, expected=f"> {total}")
    marks = first if len(pages) == 1 else NO_MARKS
    if as_json:
        return keep_geojson(session, features, crs, marks)
    return keep(session, _joined(session, pages), ".gml", marks)


def _offer(session: Session, collection: str) -> _Offer:
    """Return what the service says of the type in its capabilities."""
    asked = {"service": "WFS", "request": "GetCapabilities", "acceptVersions": "2.0.0,1.1.0", "version": "2.0.0"}
    content, _ = session.get(with_query(session.address, **asked), "*/*")
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        session.refuse("service.not_understood")
    version = root.get("version", "")
    if _local(root) != "WFS_Capabilities" or not re.match(r"(2\.0|1\.1)\.", version):
        session.refuse("service.version", found=version or _local(root))
    types = [each for each in root.iter() if _local(each) == "FeatureType"]
    names = [_text(each, "Name") for each in types]
    wanted = [number for number, name in enumerate(names) if not collection or name == collection]
    if collection and not wanted:
        bare = normalised(collection.rpartition(":")[2])
        wanted = [number for number, name in enumerate(names) if normalised(name.rpartition(":")[2]) == bare]
    if len(wanted) != 1:
        found = ", ".join(names[:50]) or "-"
        session.refuse("service.which_collection", collection=collection or "-", found=found)
    one = types[wanted[0]]
    systems = [each.text.strip() for each in one.iter() if _local(each) in _SYSTEMS and each.text]
    formats = [each.text.strip() for each in one.iter() if _local(each) == "Format" and each.text]
    for operation in root.iter():
        if _local(operation) != "Operation" or operation.get("name") != "GetFeature":
            continue
        for parameter in operation.iter():
            if _local(parameter) == "Parameter" and parameter.get("name") == "outputFormat":
                formats += [each.text.strip() for each in parameter.iter() if _local(each) == "Value" and each.text]
    # The plainest spelling first: it is the one that is no dialect.
    plain = sorted(dict.fromkeys(formats), key=lambda each: (each != "application/json", len(each), each))
    return _Offer(version, names[wanted[0]], tuple(dict.fromkeys(systems)), tuple(plain))


_SYSTEMS = ("DefaultCRS", "DefaultSRS", "OtherCRS", "OtherSRS")


def _system(offer: _Offer, place: Place) -> str:
    """Return the system to ask for, as the service spells it; its own where it offers none of ours."""
    by_code: dict[str, str] = {}
    for each in offer.systems:
        if found := _EPSG.search(each):
            by_code.setdefault(f"EPSG:{found[1]}", each)
    ours = dict.fromkeys((place.metric_crs, *candidates(place)))
    fitting = [code for code in ours if code in by_code and not _north_first(code)]
    return by_code[fitting[0]] if fitting else next(iter(offer.systems), "")


def _box(system: str, place: Place) -> str:
    """Return the commune's surroundings in a system, its axes in the order the authority lays down."""
    found = _EPSG.search(system)
    code = f"EPSG:{found[1]}" if found else "EPSG:4326"
    west, south, east, north = around(place, code)
    # Only the old short spelling (EPSG:4326) means x first whatever the authority says.
    turned = not re.match(r"EPSG:\d", system, re.I) and _north_first(code)
    corners = (south, west, north, east) if turned else (west, south, east, north)
    return ",".join(f"{each:.6f}" for each in corners)


def _north_first(code: str) -> bool:
    try:
        return pyproj.CRS(code).axis_info[0].direction.casefold() == "north"
    except (CRSError, IndexError):
        return False


def _counts(session: Session, page: bytes) -> tuple[int, int | None]:
    """Return how many features a page of GML has, and how many there are in all, where it says so."""
    root = _ROOT.search(page[:65536])
    if root is None:
        session.refuse("service.not_understood")

    def said(name: bytes) -> int | None:
        found = re.search(_ATTRIBUTE % name, root[0])
        return whole_number(found[1].decode("ascii", "replace")) if found else None

    returned = said(b"numberReturned")
    if returned is None:
        returned = said(b"numberOfFeatures")
    if returned is None:
        returned = len(re.findall(rb"<(?:[\w.-]+:)?(?:member|featureMember)[\s>]", page))
    return returned, said(b"numberMatched")


def _without_time(page: bytes) -> bytes:
    """Return a page without the moment it was made, so that the same data are the same bytes."""
    return _ROOT.sub(lambda root: _TIME.sub(b"", root[0]), page, count=1)


def _joined(session: Session, pages: list[bytes]) -> bytes:
    """Return the members of all pages under the root of the first; the counts of a single page go."""
    first = pages[0]
    root = _ROOT.search(first)
    assert root is not None
    opening = _OF_ONE_PAGE.sub(b"", _TIME.sub(b"", root[0]))
    names = _namespaces(root[0])
    bodies = []
    for page in pages:
        start, end = _ROOT.search(page), _END.search(page)
        if start is None:
            session.refuse("service.not_understood")
        if start[0].endswith(b"/>"):
            continue
        if end is None or _namespaces(start[0]) != names:
            session.refuse("service.not_understood")
        bodies.append(page[start.end() : end.start()])
    if opening.endswith(b"/>"):
        return first[: root.start()] + opening
    end = _END.search(first)
    assert end is not None
    return b"".join((first[: root.start()], opening, *bodies, end[0]))


def _namespaces(opening: bytes) -> frozenset[bytes]:
    return frozenset(re.findall(rb"""xmlns(?::[\w.-]+)?\s*=\s*["'][^"']*["']""", opening))


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Element, name: str) -> str:
    return next((each.text.strip() for each in element if _local(each) == name and each.text), "")
