"""How well the published layers that are keyed by sector join to the sectors, source by source."""

from collections.abc import Collection, Mapping

from layers import Layer
from layers.checking.joins import CODE, Columns, JoinRate, join_rate
from store._publishing.column_lists import read_columns
from store.store import Store
from store.versions import LayerVersion, columns_id

SECTORS = "sectors"
POPULATION = "population"


def current_versions(store: Store, names: Collection[str] | None = None) -> dict[str, str]:
    """Return layer -> current version, for the layers (or those named) published with the columns of today."""
    versions = {}
    for layer in store.layers:
        if names is not None and layer.name not in names:
            continue
        published = store.published(layer.name)
        if published is not None and published.columns_id == columns_id(layer):
            versions[layer.name] = published.version
    return versions


def join_part(store: Store, table: Columns, *, layer_name: str, file: str) -> JoinRate | None:
    """Measure how rows about to be published join to the published sectors; None while there are no sectors."""
    versions = current_versions(store, (SECTORS, POPULATION))
    if SECTORS not in versions:
        return None
    sectors, population = _frames(store, versions, layer_name)
    layer = next(each for each in store.layers if each.name == layer_name)
    return join_rate(table, sectors, population, file=file, passing_on=store.place if layer.passes_on else None)


def join_rates(store: Store, versions: Mapping[str, str]) -> dict[str, dict[str, JoinRate]]:
    """Return layer -> source -> join rate, for the layers keyed by sector among these versions.

    Each source is measured by itself: in an indicators layer of several sources, one with renumbered codes would
    disappear among the others.
    """
    rates: dict[str, dict[str, JoinRate]] = {}
    if SECTORS not in versions:
        return rates
    for layer in store.layers:
        if layer.sector_keyed and layer.name in versions:
            sectors, population = _frames(store, versions, layer.name)
            version = store.version(layer.name, versions[layer.name])
            rates[layer.name] = {
                part.source: join_rate(
                    part_codes(store, version, part.source, layer),
                    sectors,
                    population,
                    file=", ".join(file.file_name for file in part.files),
                    passing_on=store.place if layer.passes_on else None,
                )
                for part in version.sources
            }
    return rates


def _frames(store: Store, versions: Mapping[str, str], layer_name: str) -> tuple[Columns, Columns | None]:
    sectors = store.read_columns(SECTORS, (CODE,), versions[SECTORS])
    if POPULATION not in versions or layer_name == POPULATION:
        return sectors, None
    return sectors, store.read_columns(POPULATION, (CODE, "population"), versions[POPULATION])


def part_codes(store: Store, version: LayerVersion, source: str, layer: Layer) -> Columns:
    """Return the sector codes one source gave to a version; of indicators, which and in what unit, too."""
    path = store.part_path(version, source)
    columns = (CODE, "indicator", "unit") if layer.passes_on else (CODE,)
    return read_columns(store.whole(version, path if path.exists() else store.table_path(version)), columns)
