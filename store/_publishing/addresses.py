"""The published addresses by which rows of other layers may be placed."""

from pathlib import Path

from layers import Layer
from layers.addresses.placing import takes_addresses
from store._publishing.sector_joins import current_versions
from store.store import Store

RESIDENCES = "residences"


def addresses_for(store: Store | None, layer: Layer) -> Path | None:
    """Return the published table of residences, where rows of ``layer`` may be placed by it and there is one."""
    if store is None or not takes_addresses(layer):
        return None
    if RESIDENCES not in current_versions(store, (RESIDENCES,)):
        return None
    version = store.published(RESIDENCES)
    return store.whole(version, store.table_path(version)) if version is not None else None
