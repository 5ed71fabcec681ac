"""What the publishers' sites said of the files last downloaded from them, so that only what changed is asked for."""

from dataclasses import asdict, dataclass

from geo.errors import DataError
from layers import Layer, Source
from store._publishing.durable import read_json, write_json
from store._receiving.fetch import NO_MARKS, Marks
from store.store import Store
from store.versions import FileReference, columns_id

FILE = "followed.json"


@dataclass(frozen=True)
class Followed:
    """One source's last download that was published."""

    address: str
    etag: str
    last_modified: str
    sha256: str
    checked_at: str
    """UTC, ISO 8601: when the site last said that this is the file."""

    @property
    def marks(self) -> Marks:
        """What to show the site."""
        return Marks(self.etag, self.last_modified)


def followed(store: Store, layer: Layer, source: Source, address: str) -> Followed | None:
    """Return the last download of a source from an address, where its bytes are still what is published of the source.

    None where the site said nothing by which to ask, and where the source was published from other bytes since, or
    under other columns.
    """
    try:
        told = read_json(store.layer_folder(layer.name) / FILE).get(source.name)
        last = Followed(**told) if told else None
    except (FileNotFoundError, NotADirectoryError, DataError, TypeError):
        # Lost or damaged: the file is downloaded once more.
        return None
    if last is None or last.address != address or last.marks == NO_MARKS:
        return None
    version = store.published(layer.name)
    if version is None or version.columns_id != columns_id(layer):
        return None
    files = [file.sha256 for part in version.sources if part.source == source.name for file in part.files]
    return last if files == [last.sha256] else None


def remember(
    store: Store, layer: Layer, source: Source, address: str, marks: Marks, file: FileReference, at: str
) -> None:
    """Write down what the site said of a file that is published now."""
    path = store.layer_folder(layer.name) / FILE
    try:
        told = read_json(path)
    except (FileNotFoundError, NotADirectoryError, DataError):
        told = {}
    kept = {name: each for name, each in told.items() if isinstance(each, dict)}
    last = Followed(address, marks.etag, marks.last_modified, file.sha256, at)
    write_json(path, {**kept, source.name: asdict(last)})
