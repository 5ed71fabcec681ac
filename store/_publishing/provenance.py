"""Raw files kept as received, each in a folder named by its hash, with where and when it came from, and its licence."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from config import mapping_toml
from geo.errors import DataError, MaillageError
from geo.place import Mapping
from geo.texts import N_
from layers import RawFile, Source
from store._publishing.durable import (
    publish_folder,
    read_json,
    remove_folder,
    sealed,
    temporary_beside,
    write_bytes,
    write_json,
)
from store._publishing.file_names import safe_file_name
from store._publishing.hashes import hash_of
from store.versions import FileReference, digest, utc_text

PROVENANCE = "provenance.json"

_SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


@dataclass(frozen=True)
class Reception:
    """One way in which the bytes of a raw file reached us."""

    source: str
    """Empty when no source recognised the file."""
    publisher: str
    licence: str
    url: str
    """Empty when somebody passed the file by hand."""
    file_name: str
    retrieved_at: str
    """UTC, ISO 8601: the first time these bytes came this way."""


def keep_raw(folder: Path, file: RawFile, source: Source | None, *, url: str, now: datetime) -> FileReference:
    """Copy a received file into the layer's raw folder, with its provenance, unless its bytes are there already.

    ``folder`` is ``raw/<layer>``; ``url`` where it was downloaded from, empty for a file passed by hand.

    Returns
    -------
    FileReference
        The kept copy, with the name it was received with this time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    reception = Reception(
        source=source.name if source else "",
        publisher=source.publisher if source else "",
        licence=source.licence if source else "",
        url=url,
        file_name=file.name,
        retrieved_at=utc_text(now),
    )
    beside = temporary_beside(folder / "raw")
    beside.mkdir()
    copy = beside / safe_file_name(file.name)
    with file.path.open("rb") as received, copy.open("xb") as kept:
        copyfileobj(received, kept, 1 << 20)
    # The hash is that of the copy: the file passed may still be changing.
    with copy.open("rb") as stream:
        sha256 = file_digest(stream, "sha256").hexdigest()
    target = folder / sha256
    if raw_is_whole(target):
        copy.unlink()
        beside.rmdir()
        _add_reception(target / PROVENANCE, reception)
    else:
        if target.exists():
            # Damaged on the disk: the bytes just received take its place.
            remove_folder(target)
        told = {
            "sha256": sha256,
            "size_bytes": copy.stat().st_size,
            "file_name": copy.name,
            "received": [asdict(reception)],
        }
        (beside / PROVENANCE).write_bytes(sealed(told))
        publish_folder(beside, target)
    reference = reference_of(file, sha256)
    if file.mapping is not None and source is not None:
        # In the words of a commune's file: whoever has to read these bytes again needs them.
        write_bytes(
            target / mapping_name(reference), mapping_toml(f"{folder.name}.{source.name}", file.mapping).encode()
        )
    return reference


def mapping_name(reference: FileReference) -> str:
    """Return how the file beside the raw one is called that says how its columns are read."""
    return f"mapping_{digest(reference.mapping)[:8]}.toml"


def reference_of(file: RawFile, sha256: str) -> FileReference:
    """Return what a version keeps of a file: enough to read it again in the same way."""
    mapping = "" if file.mapping is None else file.mapping.model_dump_json(exclude_defaults=True)
    return FileReference(sha256, file.name, file.sheet or "", mapping)


def raw_is_whole(folder: Path) -> bool:
    """Say whether a folder of the raw store holds the bytes it is named after, and says where they came from."""
    try:
        return hash_of(folder / read_json(folder / PROVENANCE)["file_name"]) == folder.name
    except (FileNotFoundError, NotADirectoryError, DataError, KeyError):
        return False


def _add_reception(path: Path, reception: Reception) -> None:
    told = read_json(path)
    known = [{**each, "retrieved_at": ""} for each in told["received"]]
    if {**asdict(reception), "retrieved_at": ""} not in known:
        told["received"].append(asdict(reception))
        write_json(path, told)


def open_raw(folder: Path, reference: FileReference) -> RawFile:
    """Return a kept file under the name it was received with.

    Raises
    ------
    DataError
        When somebody removed it from the raw folder, or it is damaged.
    """
    kept = folder / reference.sha256 / _told(folder, reference)["file_name"]
    if not raw_is_whole(kept.parent):
        message = N_(
            "The raw file {file} ({folder}) is damaged. "
            "Restore the folder from a copy, or refresh the layer from the file."
        )
        raise DataError(message, file=reference.file_name, folder=str(kept.parent))
    mapping = Mapping.model_validate_json(reference.mapping) if reference.mapping else None
    return RawFile(reference.file_name, kept, reference.sheet or None, mapping)


def size_bytes(folder: Path, reference: FileReference) -> int:
    """Return the size of a kept file; raises as `open_raw` does."""
    return int(_told(folder, reference)["size_bytes"])


def reception_of(folder: Path, reference: FileReference, source: str) -> Reception:
    """Return how a kept file first came in for ``source`` under that name, or the nearest record to it.

    Raises as `open_raw` does.
    """
    received = [Reception(**each) for each in _told(folder, reference)["received"]]
    return max(received, key=lambda each: (each.source == source, each.file_name == reference.file_name))


def _told(folder: Path, reference: FileReference) -> dict:
    kept = folder / reference.sha256
    if not (kept / PROVENANCE).exists():
        message = N_(
            "The raw file {file} ({folder}) is gone. "
            "Restore the folder from a copy, or refresh the layer from the file."
        )
        raise DataError(message, file=reference.file_name, folder=str(kept))
    return read_json(kept / PROVENANCE)


@contextmanager
def as_received(
    paths: Sequence[Path], sheet: str = "", mapping: Mapping | None = None
) -> Iterator[tuple[RawFile, ...]]:
    """Give the files at ``paths`` as raw files, ordered by name so that the order they are passed in does not count.

    ``sheet`` is the sheet, table or layer to read in each of them, empty where nobody says; ``mapping`` how they are
    laid out, None where the commune's configuration says it.

    A ``.shp`` is nothing without the files beside it: it is packed with them into one uncompressed zip whose bytes
    depend on theirs alone.

    Raises
    ------
    MaillageError
        When a path leads to no file, or none is given.
    """
    if not paths:
        raise MaillageError(N_("No file was given."))
    for path in paths:
        if not path.is_file():
            message = N_("{file} is not a file. Give the path of the file itself, not of the folder it is in.")
            raise MaillageError(message, file=str(path))
    with TemporaryDirectory(prefix="maillage-") as scratch:
        files = [_as_raw_file(path, Path(scratch, str(number))) for number, path in enumerate(paths)]
        files = [replace(file, sheet=sheet or None, mapping=mapping) for file in files]
        yield tuple(sorted(files, key=lambda file: (file.name, str(file.path))))


def _as_raw_file(path: Path, scratch: Path) -> RawFile:
    if path.suffix.lower() != ".shp":
        return RawFile(path.name, path)
    beside = {each.suffix.lower(): each for each in path.parent.iterdir() if each.stem == path.stem}
    packed = scratch.with_suffix(".zip")
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for suffix in _SHAPEFILE_PARTS:
            if suffix in beside:
                # A fixed date, so that the same shapefile gives the same bytes on any day.
                archive.writestr(ZipInfo(path.stem + suffix, (1980, 1, 1, 0, 0, 0)), beside[suffix].read_bytes())
    return RawFile(f"{path.name}.zip", packed)
