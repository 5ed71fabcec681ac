"""What a version of a layer changes, in lines of figures; the same on the screen and on the command line."""

from typing import TYPE_CHECKING

from geo.texts import N_
from words.marks import semicolons
from words.numbers import Translate, numbers_of

if TYPE_CHECKING:
    from store.changes import LayerChange

ACTIONS: dict[str, str] = {
    "refresh": N_("refreshed:"),
    "correct": N_("corrected:"),
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
    lines = [text.format(layer=layer, told=semicolons(told, translate), **facts).rstrip()]
    for each in change.totals:
        if each.before == each.now and each.now.value is not None:
            text = translate(N_("{what}, as before: {now}."))
            value = numbers.number(round(each.now.value, 2), 2)
            lines.append(text.format(what=translate(each.total.text), now=value))
    return lines


def changed_totals(change: "LayerChange", translate: Translate) -> list[str]:
    """Return a line for each total that is another than before, and for how many rows it is not known."""
    numbers, lines = numbers_of(translate), []
    for each in change.totals:
        before, now = (
            numbers.unknown if one.value is None else numbers.number(round(one.value, 2), 2)
            for one in (each.before, each.now)
        )
        if (before, each.before.unknown) == (now, each.now.unknown):
            continue
        text = translate(N_("{what}, before: {before}; now: {now}."))
        line = text.format(what=translate(each.total.text), before=before, now=now)
        if each.before.unknown or each.now.unknown:
            text = translate(N_("Rows of which it is not known, before: {unknown_before}; now: {unknown}."))
            unknown = (numbers.number(one.unknown) for one in (each.before, each.now))
            line += " " + text.format(**dict(zip(("unknown_before", "unknown"), unknown, strict=True)))
        lines.append(line)
    return lines
