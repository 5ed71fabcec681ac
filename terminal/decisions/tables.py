"""What the command line prints of the decision log."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from geo.errors import MaillageError
from geo.texts import N_
from store.decisions import Entry, numbers_in_force
from terminal.tables import aligned
from words.decisions.entries import NO_NAMES, Names, cost_words, decision_words
from words.numbers import Numbers, Translate

if TYPE_CHECKING:
    from store.store import Store
    from store.versions import Snapshot


def decision_records(entries: Sequence[Entry], shown: Sequence[Entry]) -> list[dict[str, object]]:
    """Return entries as JSON data, each with whether it is in force."""
    standing = numbers_in_force(entries)
    return [{**asdict(entry), "in_force": entry.number in standing} for entry in shown]


def decision_lines(
    entries: Sequence[Entry], shown: Sequence[Entry], names: Names, language: str, translate: Translate
) -> list[str]:
    """Return entries as a table, oldest first; subjects by their ``names`` and keys."""
    _, numbers = translate, Numbers(language, translate)
    if not shown:
        return [_(N_("No decision is in force.")) if entries else _(N_("Nothing was decided yet."))]
    standing = numbers_in_force(entries)
    rows = [
        {
            _(N_("number")): str(entry.number),
            _(N_("entered (UTC)")): entry.at_utc[:16].replace("T", " "),
            _(N_("decision")): decision_words(entry, _, names),
            _(N_("who")): entry.who,
            _(N_("why")): entry.why,
            _(N_("what it costs")): cost_words(entry, numbers),
            _(N_("in force")): numbers.yes_no(entry.number in standing),
        }
        for entry in shown
    ]
    return aligned(rows)


def subject_names(store: "Store", snapshot: "Snapshot | None") -> Names:
    """Return the names of a snapshot's buildings and school sites; none before there is one, or of what is unread."""
    if snapshot is None:
        return NO_NAMES
    layers = ("buildings", "building_id"), ("school_pupils", "school_site_id")
    return Names(*(_names(store, snapshot, layer, key) for layer, key in layers))


def _names(store: "Store", snapshot: "Snapshot", layer: str, key: str) -> dict[str, str]:
    if layer not in snapshot.layers:
        return {}
    try:
        read = store.read_columns(layer, (key, "name"), snapshot.layers[layer])
    except MaillageError:
        # A log can be read without its subjects.
        return {}
    return {str(each): str(name) for each, name in zip(read[key], read["name"], strict=True) if name}
