"""Features of an OGC API (OGC 17-069r4): the collection named, in longitude and latitude, page after page."""

from geo.crs import MAP
from geo.place import Place
from layers.reading.coordinate_systems import around
from layers.reading.headers import normalised
from store._receiving.fetch import NO_MARKS, Fetched, Marks
from store._receiving.services.pages import (
    PAGE,
    Session,
    features_in,
    json_of,
    keep_geojson,
    whole_number,
    with_query,
)

_JSON = "application/geo+json, application/json;q=0.9"


def follow_ogc_features(session: Session, collection: str, place: Place, known: Marks) -> Fetched:
    """Ask for the features of a collection around the commune.

    Parameters
    ----------
    session
        Its address is that of the service, of its collections, of the collection or of its items.
    collection
        Name of the collection; may be empty where there is one.
    place
        Features within 2.5 km of its frame are asked for.
    known
        Marks of the last download, shown where it came in one page.

    Raises
    ------
    NotModified
        When the one page the collection has is still that of ``known``.
    Refused
        Any ``fetch.`` or ``service.`` fault.

    Notes
    -----
    No system is asked for: without ``crs`` the standard lays down longitude before latitude, whatever the service
    stores.
    """
    west, south, east, north = (f"{each:.6f}" for each in around(place, MAP))
    box = ",".join((west, south, east, north))
    address: str | None = with_query(_items(session, collection), limit=PAGE, bbox=box)
    features: list = []
    asked: set[str] = set()
    matched: int | None = None
    first = NO_MARKS
    while address is not None:
        if address in asked:
            session.refuse("service.no_paging")
        asked.add(address)
        content, marks = session.get(address, _JSON, known if len(asked) == 1 else NO_MARKS)
        told = json_of(session, content)
        found = features_in(session, told)
        if len(asked) == 1:
            matched, first = whole_number(told.get("numberMatched")), marks
        features += found
        following = _link(told, "next")
        # An empty page that leads on leads nowhere.
        address = session.link(address, following) if following and found else None
    if matched is not None and len(features) < matched:
        session.refuse("service.cut_short", found=len(features), expected=matched)
    return keep_geojson(session, features, None, first if len(asked) == 1 else NO_MARKS)


def _items(session: Session, collection: str) -> str:
    """Return the address of the features, from wherever in the service the configuration points."""
    address = session.address
    told = json_of(session, session.get(address, _JSON)[0])
    if told.get("type") == "FeatureCollection":
        return address
    listed = told.get("collections")
    if not isinstance(listed, list):
        if target := _link(told, "items", "geo+json"):
            return session.link(address, target)
        if not (target := _link(told, "data")):
            session.refuse("service.not_understood")
        address = session.link(address, target)
        listed = json_of(session, session.get(address, _JSON)[0]).get("collections")
    named = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    wanted = [each for each in named if not collection or normalised(str(each.get("id"))) == normalised(collection)]
    if len(wanted) != 1:
        names = ", ".join(str(each.get("id")) for each in named[:50])
        session.refuse("service.which_collection", collection=collection or "-", found=names or "-")
    target = _link(wanted[0], "items", "geo+json")
    if not target:
        session.refuse("service.no_geojson")
    return session.link(address, target)


def _link(told: dict, relation: str, kind: str = "") -> str | None:
    """Return the target of a link, of the media type wanted where one has it, or of none said."""
    links = told.get("links")
    fitting = [
        each
        for each in (links if isinstance(links, list) else [])
        if isinstance(each, dict) and str(each.get("rel")).rpartition("/")[2] == relation
    ]
    fitting = [each for each in fitting if isinstance(each.get("href"), str)]
    best = [each for each in fitting if kind and kind in str(each.get("type"))]
    other = [each for each in fitting if "html" not in str(each.get("type")) and (not kind or not each.get("type"))]
    return str((best or other)[0]["href"]) if best or other else None
