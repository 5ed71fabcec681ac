"""Following the publishers of all layers at once, with one text at the end that can be mailed as it is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geo.errors import MaillageError
from geo.texts import N_, NN_
from terminal.opening import Settings, now, say, tell
from terminal.tables import progress

if TYPE_CHECKING:
    from layers import Layer, Source
    from store.refresh import RefreshReport
    from store.store import Store

_INVENTED = N_("{commune} is invented: no publisher has newer data of it. Name a commune with --commune.")
_NOTHING = N_("No layer comes from a publisher's address yet. Refresh one without --from: maillage refresh sectors")


def follow_all(settings: Settings, store: "Store") -> tuple[bool, bool]:
    """Ask every publisher for newer data, and say what came of it; one that refuses keeps nobody else from being asked.

    Returns
    -------
    tuple
        Whether anything new was published, and whether everybody could be asked and nothing was refused.
    """
    from store.held import scratch
    from store.refresh import RefusedRefresh
    from store.refresh import refresh as refresh_layer
    from terminal.faults import fault_lines

    _ = settings.translate
    commune = store.place.name.in_language(settings.language)
    if store.place.synthetic:
        raise MaillageError(_INVENTED, commune=commune)
    asked = list(followable(store))
    if not asked:
        raise MaillageError(_NOTHING)
    published = same = refused = 0
    told: list[str] = []
    for layer, source in asked:
        name = f"{layer.name} ({source.name})"
        try:
            with scratch(), progress(name, _) as advance:
                report = refresh_layer(store, layer, source, None, now=now(), progress=advance)
        except RefusedRefresh as error:
            refused += 1
            faults = [fault for fault in error.faults if fault.severity == "error"]
            told += [_("{layer}: refused. What was published stays.").format(layer=name)]
            told += [f"    {line}" for line in fault_lines(faults, _)]
            continue
        published += report.changed
        same += not report.changed
        told.append(outcome_line(name, report, settings))
    head = _("{commune}. Layers published: {published}; not changed: {same}; refused: {count}.")
    tell(head.format(commune=commune, published=published, same=same, count=refused))
    say(told)
    return published > 0, refused == 0


def followable(store: "Store") -> "Iterator[tuple[Layer, Source]]":
    """Yield what has an address: the sources of each layer that are published, and what a first build needs.

    A source that was never published is left for somebody to choose, but for layers nothing works without.
    """
    for layer in store.layers:
        with_address = [each for each in layer.sources if each.url or store.place.service(layer.name, each.name)]
        version = store.published(layer.name)
        if version is None:
            if layer.required and len(with_address) == 1:
                yield layer, with_address[0]
            continue
        given = {part.source for part in version.sources}
        yield from ((layer, source) for source in with_address if source.name in given)


def outcome_line(name: str, report: "RefreshReport", settings: Settings) -> str:
    """Return what a refresh came to, in one line."""
    _ = settings.translate
    if report.not_modified_since is not None:
        text = _("{layer}: not changed at its publisher since {day}; version {version} stays.")
        return text.format(layer=name, day=report.not_modified_since[:10], version=report.version)
    if not report.changed:
        return _("{layer}: nothing changed, version {version} stays.").format(layer=name, version=report.version)
    text = _(
        NN_(
            "{layer}: {rows} row published, version {version}.",
            "{layer}: {rows} rows published, version {version}.",
            "rows",
        )
    )
    return text.format(layer=name, rows=report.rows, version=report.version)
