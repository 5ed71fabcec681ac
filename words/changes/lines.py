"""What a version of a layer changes, in lines of figures; the same on the screen and on the command line."""

from typing import TYPE_CHECKING

from geo.texts import N_
from words.numbers import Translate, numbers_of

if TYPE_CHECKING:
    from store.changes import LayerChange

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


KINDS: dict[str, str] = {
    "added": N_("added"),
    "removed": N_("gone"),
    "renamed": N_("renamed"),
    "moved": N_("moved"),
    "redrawn": N_("drawn otherwise"),
    "changed": N_("other value"),
    "same_place": N_("perhaps a new identifier"),
}
"""What became of a row, by the word of `store.changes.change_rows`."""


def change_lines(change: "LayerChange", translate: Translate, *, changed: bool = True, named: str = "") -> list[str]:
    """Return a change in a line of figures, and a line for each total that stays; ``named`` is the layer's name."""
    from store.changes import counts

    numbers, layer = numbers_of(translate), named or change.layer.name
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
