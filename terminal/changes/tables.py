"""What the command line prints of a change and of a history."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.texts import N_
from terminal.tables import aligned
from words.numbers import Translate, numbers_of

if TYPE_CHECKING:
    from store.changes import LayerChange
    from store.history import HistoryEntry

HASH_SHOWN = 12
"""Characters of a hash in a table for people; JSON has all of them."""


ACTIONS: dict[str, str] = {
    "refresh": N_("refreshed:"),
    "rollback": N_("gone back to"),
    "withdraw": N_("withdrawn:"),
    "unknown": N_("published"),
}
"""What made a version the current one."""

_COUNTS: dict[str, str] = {
    "added": N_("added: {count}"),
    "removed": N_("gone: {count}"),
    "renamed": N_("renamed: {count}"),
    "moved": N_("moved: {count}"),
    "redrawn": N_("drawn otherwise: {count}"),
    "changed": N_("with other values: {count}"),
    "unchanged": N_("unchanged: {count}"),
}


def change_lines(change: "LayerChange", translate: Translate, *, changed: bool = True) -> list[str]:
    """Return a change in a line of figures, and a line for each total that stays."""
    from store.changes import counts

    numbers, layer = numbers_of(translate), change.layer.name
    if not changed:
        return [translate(N_("{layer}: nothing changes.")).format(layer=layer)]
    if not change.rows_before:
        text = translate(N_("{layer}: nothing was published before; rows now: {rows}."))
        return [text.format(layer=layer, rows=numbers.number(change.rows_now))]
    told = [
        translate(_COUNTS[what]).format(count=numbers.number(count))
        for what, count in counts(change).items()
        if count or what == "unchanged"
    ]
    text = translate(N_("{layer}: rows before: {before}; now: {now}. {told}"))
    facts = {"before": numbers.number(change.rows_before), "now": numbers.number(change.rows_now)}
    lines = [text.format(layer=layer, told="; ".join(told), **facts).rstrip()]
    for each in change.totals:
        if each.before == each.now and each.now.value is not None:
            text = translate(N_("{what}, as before: {now}."))
            value = numbers.number(round(each.now.value, 2), 2)
            lines.append(text.format(what=translate(each.total.text), now=value))
    return lines


def history_lines(entries: Sequence["HistoryEntry"], translate: Translate) -> list[str]:
    """Return the entries of histories as a table, unknown ones said to be."""
    if not entries:
        return [translate(N_("Nothing was published yet."))]
    unknown = translate(N_("unknown"))
    rows = []
    for each in entries:
        files = ", ".join(f"{file.file_name} ({file.sha256[:HASH_SHOWN]})" for file in each.files)
        what = translate(ACTIONS[each.action])
        rows.append(
            {
                translate(N_("layer")): each.layer,
                translate(N_("version")): (each.version or "-") + (" *" if each.current else ""),
                translate(N_("published")): each.published_at[:16].replace("T", " "),
                translate(N_("what")): f"{what} {each.source}".strip(),
                translate(N_("who")): each.who or unknown,
                translate(N_("rows")): "" if each.rows is None else str(each.rows),
                translate(N_("vintage")): each.vintage,
                translate(N_("files (SHA-256)")): files,
                translate(N_("reason")): each.reason,
            }
        )
    return [*aligned(rows), translate(N_("* current version. Times are UTC."))]
