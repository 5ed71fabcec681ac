"""Putting what was passed, or what a publisher's address delivers, into the raw store, and telling its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from geo.crs import MAP
from geo.errors import MaillageError
from geo.place import Mapping, Place
from geo.texts import N_
from layers import Layer, Refused, Source
from layers.reading.coordinate_systems import around
from store._publishing.apart import source_of
from store._publishing.durable import remove_folder, temporary_beside
from store._publishing.provenance import as_received, keep_raw
from store._receiving.fetch import NO_MARKS, Marks, Progress, fetch
from store._receiving.services.follow import follow_service
from store.store import Store
from store.versions import FileReference


@dataclass(frozen=True)
class Received:
    """Files in the raw store, their source, and what the site they came from said of them."""

    source: Source
    references: list[FileReference]
    marks: Marks = NO_MARKS


@dataclass(frozen=True)
class LaidOut:
    """How files are to be read, where whoever passes them says so; it goes before the commune's configuration."""

    sheet: str = ""
    """The sheet, table or layer."""
    mapping: Mapping | None = None


def downloadable(layer: Layer, source: Source | None, place: Place) -> tuple[Source, str]:
    """Return the source to download a layer from (the one named, else the only one that can be) and its address.

    Raises
    ------
    MaillageError
        When its publisher offers no lasting download, or several sources could be meant.
    """
    if source is None:
        with_address = [each for each in layer.sources if each.url or place.service(layer.name, each.name)]
        if len(with_address) > 1:
            message = N_("Layer {layer} can be downloaded from several sources. Name one with --source: {sources}.")
            raise MaillageError(message, layer=layer.name, sources=", ".join(each.name for each in with_address))
        source = with_address[0] if with_address else None
    if source is not None and (service := place.service(layer.name, source.name)) is not None:
        return source, service.identity
    if source is not None and source.url is not None:
        west, south, east, north = (f"{degrees:.5f}" for degrees in around(place, MAP))
        address = source.url.format(nis_code=place.nis_code, west=west, south=south, east=east, north=north)
        return source, address
    pages = dict.fromkeys(each.page for each in ([source] if source else layer.sources) if each.page)
    if pages:
        message = N_(
            "Layer {layer} cannot be downloaded by a program. Get the file from {pages} and pass it with --from."
        )
        raise MaillageError(message, layer=layer.name, pages=", ".join(pages))
    raise MaillageError(N_("Layer {layer} is made of the city's own files. Pass them with --from."), layer=layer.name)


def receive(
    store: Store,
    layer: Layer,
    source: Source | None,
    files: Sequence[Path],
    address: str,
    laid_out: LaidOut,
    now: datetime,
    advance: Progress,
    known: Marks = NO_MARKS,
) -> Received:
    """Put the files, or what ``address`` delivers, into the raw store, and tell their source.

    Raises
    ------
    NotModified
        When the site says that what it would deliver is still what it delivered with the marks ``known``.
    """
    folder = store.raw_folder(layer.name)
    if not address:
        return Received(*_keep(folder, layer, source, files, "", laid_out, now, advance))
    beside = temporary_beside(folder / "download")
    try:
        service = store.place.service(layer.name, source.name) if source is not None else None
        if service is None or service.kind == "file":
            fetched = fetch(address if service is None else service.address, beside, known=known, progress=advance)
        else:
            fetched = follow_service(service, beside, store.place, known, advance)
        return Received(*_keep(folder, layer, source, [fetched.path], address, laid_out, now, advance), fetched.marks)
    finally:
        if beside.exists():
            remove_folder(beside)


def _keep(
    folder: Path,
    layer: Layer,
    source: Source | None,
    files: Sequence[Path],
    url: str,
    laid_out: LaidOut,
    now: datetime,
    advance: Progress,
) -> tuple[Source, list[FileReference]]:
    advance(1, 4, N_("keeping the raw files"))
    with as_received(files, laid_out.sheet, laid_out.mapping) as received:
        try:
            told = source if source is not None else source_of(layer, received)
        except Refused:
            # Kept nevertheless: an unrecognised file will need to be looked at.
            for file in received:
                keep_raw(folder, file, None, url=url, now=now)
            raise
        return told, [keep_raw(folder, file, told, url=url, now=now) for file in received]
