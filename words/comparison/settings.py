"""What was asked otherwise of two sides: other data, other settings, each in a sentence."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from geo.ranking import CRITERIA
from geo.texts import N_
from words.marks import semicolons
from words.numbers import Numbers
from words.plan_result import SERVED

if TYPE_CHECKING:
    from geo.place import Frozen
    from layers import Layer
    from store.versions import Snapshot

MOST = 24
"""Settings told one by one; the scenarios' files have them all."""

NAMES: Mapping[str, str] = {
    "programme.first_year": N_("First year of the programme"),
    "programme.budgets_eur": N_("Budget of each year, EUR"),
    "programme.who_counts": N_("Who counts"),
    "programme.reach_m": N_("Walk to Wi-Fi, m"),
    "programme.floor_share": N_("Least share of each sector of activity"),
    "programme.carry_over": N_("What a year leaves goes to the next"),
    "programme.wait_for_fibre": N_("A building waits for fibre"),
    "programme.opex_ceiling_eur_per_year": N_("Most to run, EUR a year"),
    "programme.forced_in": N_("Buildings that must be equipped"),
    "programme.excluded": N_("Buildings left out of the programme"),
    "roster.aidants": N_("Aidants"),
    "roster.hours_per_week": N_("Hours of help a week, each"),
    "roster.walk_m": N_("Walk to help, m"),
    "roster.forced_in": N_("Doors that must have helpers"),
    "roster.excluded": N_("Doors left out"),
    "parameters.reach.limit_m": N_("Longest walk, m"),
    "parameters.reach.detour_factor": N_("Factor on straight lines"),
    "parameters.vulnerability.total_rate": N_("Rate of digital difficulty"),
    "parameters.vulnerability.gradient": N_("Gradient of digital difficulty"),
}
"""Dotted name of a setting -> what people call it; others are called as in a scenario file."""

_RANKINGS: Mapping[str, str] = {"wifi": N_("for Wi-Fi"), "aidants": N_("for helpers")}

_CRITERIA = {criterion.key: criterion.title for criterion in CRITERIA}

VALUES: Mapping[str, Mapping[str, str]] = {"programme.who_counts": SERVED}
"""Dotted name of a setting that is one of a few keys -> key -> what people call it."""

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
            for name in [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]:
                words = {**names, **{key: _(text) for key, text in VALUES.get(name, {}).items()}}
                said.append(
                    _(N_("{what}: {first} in A, {second} in B.")).format(
                        what=_called(name, numbers),
                        first=_written(old.get(name), words, numbers),
                        second=_written(new.get(name), words, numbers),
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
    if isinstance(value, Mapping) and value:
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
