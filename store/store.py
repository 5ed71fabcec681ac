"""The published data of one commune on disk: versions of layers, snapshots of all of them, and how to read either."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import DataError, NothingPublishedError
from geo.place import Place
from geo.texts import N_
from layers import Layer
from store._publishing.column_lists import read_columns, system_of
from store._publishing.durable import read_json, remove_folder, remove_temporaries, write_json, writer_lock
from store._publishing.hashes import hash_of, hashes_of, whole
from store.held import remove_abandoned
from store.publications import History, Publication
from store.system_errors import in_words
from store.versions import LayerVersion, Snapshot, columns_id, snapshot_from_json, version_from_json, version_name

if TYPE_CHECKING:
    import pandas as pd

    from geo.tables import SignalRaster, Tables

TABLE = "table.parquet"
META = "meta.json"
CURRENT = "current.json"
ATTEMPTS = "attempts.json"
RASTERS = "rasters"
PARTS = "parts"
UPLOADS = "uploads"


@dataclass(frozen=True)
class Store:
    """The data of one commune under a data folder.

    Readers need no lock: every file they open was put there in one step and is never changed, and the few pointers
    (``current.json``) are replaced in one step.
    """

    data: Path
    place: Place
    declared: Sequence[Layer] | None = None
    """The layers; those of the registry when None."""

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The declared layers, in the order they are refreshed and shown."""
        if self.declared is not None:
            return tuple(self.declared)
        from layers import LAYERS

        return LAYERS

    @property
    def folder(self) -> Path:
        """Where everything computed for this commune lies."""
        return self.data / "processed" / self.place.key

    def raw_folder(self, layer_name: str) -> Path:
        """Where the raw files of a layer lie, those of other communes included."""
        return self.data / "raw" / layer_name

    def layer_folder(self, layer_name: str) -> Path:
        """Where the versions of a layer lie."""
        return self.folder / "layers" / layer_name

    @property
    def snapshot_folder(self) -> Path:
        """Where the snapshots lie."""
        return self.folder / "snapshots"

    def layer(self, name: str) -> Layer:
        """Return the declared layer called ``name``; KeyError when there is none."""
        return {each.name: each for each in self.layers}[name]

    def history(self, layer_name: str) -> History:
        """Return what was published of a layer, oldest first."""
        path = self.layer_folder(layer_name) / CURRENT
        if not path.exists():
            return History()
        told = read_json(path)
        publications = tuple(Publication(**each) for each in told["publications"])
        return History(publications, tuple(told["withdrawn"]), told["generation"])

    def published(self, layer_name: str) -> LayerVersion | None:
        """Return the current version of a layer; None when it was never published."""
        current = self.history(layer_name).current
        return self.version(layer_name, current.version) if current else None

    def version(self, layer_name: str, version: str) -> LayerVersion:
        """Return what is known of one version.

        Raises
        ------
        NothingPublishedError
            When there is no such version.
        """
        path = self.layer_folder(layer_name) / version / META
        if not path.exists():
            message = N_("Layer {layer} has no version {version}. Run: maillage status")
            raise NothingPublishedError(message, layer=layer_name, version=version)
        return version_from_json(read_json(path))

    def read(self, layer_name: str, version: str | None = None) -> "pd.DataFrame":
        """Read the rows of a layer, sorted by key; a GeoDataFrame in metres when the layer has geometry.

        Raises
        ------
        NothingPublishedError
            When the layer (or that version of it) was not published.
        DataError
            When it was published with other columns than the layer declares today or in another system than the
            commune's, or its file is damaged.
        """
        # What reads tables is loaded with the first of them: the status of the layers needs none.
        from store._publishing.table_files import read_table

        found = self.readable(layer_name, version)
        self.refuse_other_system(found)
        return read_table(self.whole(found, self.table_path(found)), self.layer(layer_name))

    def refuse_other_system(self, version: LayerVersion) -> None:
        """Refuse a version whose outlines are in another system than the commune's file names today.

        Raises
        ------
        DataError
            Naming both systems: measured together, nothing would lie where it is.
        """
        path = self.table_path(version)
        before = system_of(path) if self.layer(version.layer).geometry is not None and path.exists() else ""
        if before and before != self.place.metric_crs:
            message = N_(
                "The layer {layer} was published in {stored}, and the commune's file now says metric_crs = {written}. "
                "Write {stored} there again, or begin with an empty folder (--data) and refresh every layer there."
            )
            raise DataError(message, layer=version.layer, stored=before, written=self.place.metric_crs)

    def read_columns(
        self, layer_name: str, columns: tuple[str, ...], version: str | None = None
    ) -> dict[str, list[object]]:
        """Read a few columns of a layer as lists, None where a cell is empty; raises as `read` does."""
        found = self.readable(layer_name, version)
        return read_columns(self.whole(found, self.table_path(found)), columns)

    def readable(self, layer_name: str, version: str | None = None) -> LayerVersion:
        """Return a version whose columns are those the layer declares today; raises as `read` does."""
        found = self.published(layer_name) if version is None else self.version(layer_name, version)
        if found is None:
            message = N_("Layer {layer} is not published yet. Run: maillage refresh {layer}")
            raise NothingPublishedError(message, layer=layer_name)
        if found.columns_id != columns_id(self.layer(layer_name)):
            message = N_(
                "Version {version} of layer {layer} was published with other columns than this program uses. "
                "Run: maillage refresh {layer}"
            )
            raise DataError(message, layer=layer_name, version=found.version)
        return found

    def table_path(self, version: LayerVersion) -> Path:
        """Return where the rows of a version lie."""
        return self.layer_folder(version.layer) / version.version / TABLE

    def whole(self, version: LayerVersion, path: Path) -> Path:
        """Return the path of a file of a version once its bytes are known to be those that were published.

        Raises
        ------
        DamagedError
            When they are not. A file is looked at when it is first opened in this process.
        """
        folder = self.layer_folder(version.layer) / version.version
        known = hashes_of(folder)
        if known is None:
            # A part may bear the same name: that of the source `table`.
            return whole(path, self._table_hash(version, path) if path == folder / TABLE else None)
        return whole(path, known.get(path.relative_to(folder).as_posix(), ""))

    def _table_hash(self, version: LayerVersion, path: Path) -> str:
        """Return the hash of a table published before hashes were written; empty when the version's name disproves it.

        A version is named after the hashes of its table and rasters, and after its sources.
        """
        found = hash_of(path)
        rasters = {name: hash_of(path.parent / RASTERS / name) for name in version.rasters}
        return found if version_name(version.layer, found, rasters, version.sources) == version.version else ""

    def part_path(self, version: LayerVersion, source: str) -> Path:
        """Return where the rows of one source lie; no file is there when the layer has one source only."""
        return self.layer_folder(version.layer) / version.version / PARTS / f"{source}.parquet"

    def tables(self, snapshot: Snapshot) -> "Tables":
        """Read every layer of a snapshot; optional layers it does not have are None."""
        from geo.tables import Tables
        from store._publishing.table_files import signal_rasters

        known = {field.name for field in fields(Tables)}
        read = {name: self.read(name, version) for name, version in snapshot.layers.items() if name in known}
        rasters: tuple[SignalRaster, ...] = ()
        if "mobile_5g" in read:
            version = self.version("mobile_5g", snapshot.layers["mobile_5g"])
            folder = self.layer_folder("mobile_5g") / version.version / RASTERS
            for name in version.rasters:
                self.whole(version, folder / name)
            rasters = signal_rasters(read["mobile_5g"], folder)
        return Tables(**read, mobile_5g_rasters=rasters)

    def snapshot(self, snapshot_id: str) -> Snapshot:
        """Return a snapshot by its id.

        Raises
        ------
        NothingPublishedError
            When there is no such snapshot.
        """
        path = self.snapshot_folder / f"{snapshot_id}.json"
        if not path.exists():
            raise NothingPublishedError(
                N_("There is no snapshot {snapshot}. Run: maillage build"), snapshot=snapshot_id
            )
        return snapshot_from_json(read_json(path))

    def current_snapshot(self) -> Snapshot | None:
        """Return the snapshot everything is shown from; None before the first ``build``."""
        path = self.snapshot_folder / CURRENT
        return self.snapshot(read_json(path)["snapshot"]) if path.exists() else None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer in this data folder, and first remove what a killed writer left.

        Raises
        ------
        StoreBusyError
            When somebody else is writing.
        MaillageError
            When the folder may not be written to, or the disk is full. What is published stays readable.
        """
        try:
            # One lock for the whole data folder, since communes share the raw files.
            with writer_lock(self.data / "processed" / ".lock"):
                self._remove_remains()
                try:
                    yield
                except OSError:
                    # A full disk: what did not fit must not fill it until somebody writes again.
                    self._remove_temporaries()
                    raise
        except OSError as error:
            raise in_words(error, self.data) from error

    def _remove_remains(self) -> None:
        self._remove_temporaries()
        try:
            self._remove_versions_of_nobody()
        except DataError:
            # A damaged file does not say which versions are needed: none is removed. `maillage check` names the file.
            return

    def _remove_temporaries(self) -> None:
        remove_temporaries(self.snapshot_folder)
        # Files are dropped without the writer's lock: only what a dead process left there goes.
        remove_abandoned(self.folder / UPLOADS)
        for layer in self.layers:
            remove_temporaries(self.raw_folder(layer.name))
            remove_temporaries(self.layer_folder(layer.name))

    def _remove_versions_of_nobody(self) -> None:
        in_snapshots: set[tuple[str, str]] = set()
        if self.snapshot_folder.is_dir():
            for path in sorted(self.snapshot_folder.glob("*.json")):
                if path.name != CURRENT:
                    in_snapshots.update(read_json(path)["layers"].items())
        for layer in self.layers:
            folder = self.layer_folder(layer.name)
            history = self.history(layer.name)
            kept = {each.version for each in history.publications} | set(history.withdrawn)
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if path.is_dir() and path.name not in kept and (layer.name, path.name) not in in_snapshots:
                    remove_folder(path)


def write_history(store: Store, layer_name: str, history: History) -> None:
    """Replace ``current.json`` of a layer in one step."""
    told = {
        "publications": [vars(each) for each in history.publications],
        "withdrawn": list(history.withdrawn),
        "generation": history.generation,
    }
    write_json(store.layer_folder(layer_name) / CURRENT, told)
