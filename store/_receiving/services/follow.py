"""Following a map service to one file, by the protocol the commune's file names."""

from pathlib import Path
from urllib.parse import urlsplit

from geo.place import Place, Service
from store._publishing.durable import remove_folder
from store._publishing.file_names import safe_file_name
from store._receiving.fetch import Fetched, Marks, Progress
from store._receiving.services.ogc_features import follow_ogc_features
from store._receiving.services.pages import Session
from store._receiving.services.wfs import follow_wfs

_PROTOCOLS = {"wfs": follow_wfs, "ogc_features": follow_ogc_features}


def follow_service(
    service: Service, destination: Path, place: Place, known: Marks, progress: Progress | None = None
) -> Fetched:
    """Ask a service for the features around the commune and put them into one file in ``destination``.

    Raises
    ------
    NotModified
        When the service says that its only page is still that of ``known``.
    Refused
        Any ``fetch.`` or ``service.`` fault; nothing is left in ``destination`` then.

    Notes
    -----
    The requests are those of `fetch`, with its limits of time and size and its rules of redirection. The geodata
    library reads such services too, but fetches by itself, without limits, and keeps no bytes; a client library would
    bring a second way of downloading for a few dozen lines of protocol.
    """
    name = safe_file_name((service.collection or urlsplit(service.address).hostname or "features").replace(":", "_"))
    session = Session(service.address, destination, name, progress)
    try:
        return _PROTOCOLS[service.kind](session, service.collection, place, known)
    finally:
        if (pages := destination / "pages").exists():
            remove_folder(pages)
