"""What was asked otherwise of two sides: other data, other settings, each in a sentence."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from geo.ranking import CRITERIA
from geo.texts import N_
from words.comparison.names import NAMES, TABLES, VALUES
from words.marks import semicolons
from words.numbers import Numbers

if TYPE_CHECKING:
    from geo.place import Frozen
    from layers import Layer
    from store.versions import Snapshot

MOST = 24
"""Settings told one by one; the scenarios' files have them all."""


_RANKINGS: Mapping[str, str] = {"wifi": N_("for Wi-Fi"), "aidants": N_("for helpers")}

_CRITERIA = {criterion.key: criterion.title for criterion in CRITERIA}

NOTHING, NO_LAYER = N_("nothing"), N_("none of them")


def settings_said(
    before: "Mapping[str, Frozen]", now: "Mapping[str, Frozen]", names: Mapping[str, str], numbers: Numbers
) -> list[str]:
    """Return a sentence for each setting that both sides have and that differs, weights first.

    Parameters
    ----------
    before, now
        ``parameters``, ``programme``, ``roster`` of each side, where it has them.
    names
        Key of a building -> its name; one without a name is told by its key.
    numbers
        The language, and how it writes numbers.
    """
    _, said = numbers.translate, []
    for part in before:
        if part in now:
            old, new = (dict(_flat(part, side[part].model_dump(mode="json"))) for side in (before, now))
            differ = [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
            for name in differ:
                if any(each.startswith(f"{name}.") for each in differ):
                    # One side has no such table: its parts, each beside nothing, say so.
                    continue
                if name in TABLES:
                    said.append(_(N_("{what}: not the same in A and in B.")).format(what=_called(name, numbers)))
                    continue
                words = {**names, **{key: _(text) for key, text in VALUES.get(name, {}).items()}}
                said.append(
                    _(N_("{what}: {first} in A, {second} in B.")).format(
                        what=_called(name, numbers),
                        first=_valued(name, old.get(name), words, numbers),
                        second=_valued(name, new.get(name), words, numbers),
                    )
                )
    left = len(said) - MOST
    return said if left <= 0 else [*said[:MOST], _(N_("and {count} more")).format(count=numbers.number(left))]


def snapshots_said(before: "Snapshot", now: "Snapshot", layers: "tuple[Layer, ...]", numbers: Numbers) -> str:
    """Say that two sides rest on other data, and on which; nothing where they rest on the same."""
    if before.id == now.id:
        return ""
    _ = numbers.translate
    other = [_(layer.title) for layer in layers if before.layers.get(layer.name) != now.layers.get(layer.name)]
    text = N_(
        "A rests on the data of {day}, B on those of {other_day}: what differs may come from the data. Layers that are "
        "not the same: {layers}."
    )
    days = {name: numbers.day(each.created_at[:10]) for name, each in (("day", before), ("other_day", now))}
    if days["day"] == days["other_day"]:
        days = {name: f"{days[name]} ({each.id[:6]})" for name, each in (("day", before), ("other_day", now))}
    return _(text).format(layers=", ".join(other) or _(NO_LAYER), **days)


def _flat(name: str, value: object) -> Iterator[tuple[str, object]]:
    """Yield each setting below a name, tables taken apart; weights come first."""
    if isinstance(value, Mapping) and value and name not in TABLES:
        for key in sorted(value, key=lambda each: each != "weights"):
            yield from _flat(f"{name}.{key}", value[key])
    else:
        yield name, value


def _called(name: str, numbers: Numbers) -> str:
    _ = numbers.translate
    if name in NAMES:
        return _(NAMES[name])
    parts = name.split(".")
    if parts[:2] == ["parameters", "weights"] and parts[-1] in _CRITERIA:
        text = N_("Weight of “{criterion}” {what}")
        return _(text).format(criterion=_(_CRITERIA[parts[-1]]), what=_(_RANKINGS.get(parts[2], parts[2])))
    return name


def _valued(name: str, value: object, words: Mapping[str, str], numbers: Numbers) -> str:
    """Write a value as people read it: a share as a percentage."""
    leaf = name.rpartition(".")[2]
    if isinstance(value, float) and (leaf.endswith(("_share", "_rate")) or "rate_" in leaf):
        return numbers.percent(value, 2)
    return _written(value, words, numbers)


def _written(value: object, words: Mapping[str, str], numbers: Numbers) -> str:
    _ = numbers.translate
    if value is None or value == [] or value == {}:
        return _(NOTHING)
    if isinstance(value, bool):
        return numbers.yes_no(value)
    if isinstance(value, int | float):
        # A year is no amount.
        return str(value) if isinstance(value, int) and 1900 <= value <= 2200 else numbers.number(value, 4)
    if isinstance(value, list):
        told = [_written(each, words, numbers) for each in value]
        return f"{len(told)} × {told[0]}" if len(told) > 1 and len(set(told)) == 1 else semicolons(told, _)
    if isinstance(value, Mapping):
        return semicolons((f"{words.get(key, key)} {_written(each, words, numbers)}" for key, each in value.items()), _)
    return words.get(str(value), str(value))
