"""What map services answer: pages fetched within the limits of one download, taken apart and put together."""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from geo.texts import N_
from layers import Fault, RawFile, Refused
from layers.reading.kinds import kind_of
from store._receiving.exception_text import LONGEST_SAID, exception_text
from store._receiving.fetch import LONGEST_DOWNLOAD_S, NO_MARKS, Fetched, Marks, Progress, fetch

LARGEST_BYTES = 512 * 1024**2
"""Of all pages together: they are held in memory to be put together."""
MOST_PAGES = 2000
PAGE = 1000
"""Features asked for at once; a service that gives fewer is asked again."""


@dataclass
class Session:
    """One download in several requests: where to, where its pages are put, and how much it may still take."""

    address: str
    folder: Path
    name: str
    progress: Progress | None = None
    most_bytes: int = LARGEST_BYTES
    deadline: float = field(default_factory=lambda: time.monotonic() + LONGEST_DOWNLOAD_S)
    pages: int = 0
    taken_bytes: int = 0

    def get(self, address: str, accept: str, known: Marks = NO_MARKS) -> tuple[bytes, Marks]:
        """Return the answer to a request and its marks; raises as `fetch` does, and for what a service says is wrong.

        Raises
        ------
        Refused
            ``service.too_many_pages``, ``fetch.too_large``, ``service.says`` and those of `fetch`.
        """
        self.pages += 1
        if self.pages > MOST_PAGES:
            self.refuse("service.too_many_pages", limit=MOST_PAGES)
        got: Fetched = fetch(
            address,
            self.folder / "pages",
            known=known,
            accept=accept,
            longest_download_s=max(self.deadline - time.monotonic(), 1.0),
            largest_bytes=max(self.most_bytes - self.taken_bytes, 1),
        )
        content = got.path.read_bytes()
        kind = kind_of(RawFile(self.name, got.path))
        got.path.unlink()
        self.taken_bytes += len(content)
        if self.progress is not None:
            self.progress(self.taken_bytes, None, N_("downloading"))
        if (said := exception_text(content, kind)) is not None:
            self.refuse("service.says", said=said)
        return content, got.marks

    def refuse(self, code: str, **parameters: object) -> NoReturn:
        """Refuse what the service offers or answers."""
        told = {"url": self.address, **{name: str(value) for name, value in parameters.items()}}
        raise Refused([Fault(code, "error", self.name, parameters=told)])

    def link(self, base: str, target: str) -> str:
        """Return the address a link of the service leads to; refused unless it stays on the service's own host.

        A service answers with addresses to go on from: one that leads elsewhere could have the program read what only
        this machine may, and would not be what the commune's file names.
        """
        address = urljoin(base, target)
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or parts.hostname != urlsplit(self.address).hostname:
            self.refuse("service.elsewhere", target=address[:LONGEST_SAID])
        return address


def with_query(address: str, **asked: object) -> str:
    """Return an address with these parameters, which replace those of the same name in any letter case."""
    parts = urlsplit(address)
    names = {name.casefold() for name in asked}
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
    query = [*((name, value) for name, value in kept if name.casefold() not in names), *asked.items()]
    return urlunsplit(parts._replace(query=urlencode(query, safe=":,/"), fragment=""))


def json_of(session: Session, content: bytes) -> dict:
    """Return the object an answer holds."""
    try:
        told = json.loads(content, parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        session.refuse("service.not_understood")
    if not isinstance(told, dict):
        session.refuse("service.not_understood")
    return told


def features_in(session: Session, told: dict) -> list:
    """Return the features of a page."""
    found = told.get("features")
    if told.get("type") != "FeatureCollection" or not isinstance(found, list):
        session.refuse("service.not_understood")
    return found


def whole_number(value: object) -> int | None:
    """Return a count a service gives, as number or text; None where it gives none (``unknown``)."""
    if isinstance(value, bool):
        return None
    return int(value) if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()) else None


def keep_geojson(session: Session, features: list, crs: object, marks: Marks) -> Fetched:
    """Write the features of all pages as one file, without what differs from one asking to the next (links, times)."""
    ids = [each.get("id") for each in features if isinstance(each, dict) and isinstance(each.get("id"), str | int)]
    if len(set(ids)) != len(ids):
        # Rows were added or taken away between two pages.
        session.refuse("service.moved")
    whole = {"type": "FeatureCollection", **({"crs": crs} if crs else {}), "features": features}
    content = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
    return keep(session, content, ".geojson", marks)


def keep(session: Session, content: bytes, suffix: str, marks: Marks) -> Fetched:
    """Write what was put together under the name of the collection."""
    session.folder.mkdir(parents=True, exist_ok=True)
    path = session.folder / (session.name + suffix)
    path.write_bytes(content)
    return Fetched(path, session.address, len(content), marks)


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found
