"""From what somebody chose for the columns and words of a file to the mapping it is read by."""

from collections.abc import Mapping as Chosen
from dataclasses import dataclass

from geo.errors import MaillageError
from geo.place import Mapping
from geo.texts import N_
from layers.recognition.preview import Preview, X, Y, chosen_of, with_columns


@dataclass(frozen=True)
class Choices:
    """What somebody chose."""

    columns: Chosen[str, str | None]
    """Header of the file -> column of ours, empty or None where it is not used."""
    constants: Chosen[str, str | None]
    """Column of ours that no column of the file says -> the code that holds for all rows."""


def mapping_with(found: Preview, choices: Choices) -> Mapping | MaillageError:
    """Return the mapping that reads a file as it was chosen, or why there is none.

    Only what differs from how the file would be read anyway is written down: a header that is known by its name needs
    no line.
    """
    chosen = {header: ours for header, ours in choices.columns.items() if ours}
    for ours in dict.fromkeys(chosen.values()):
        headers = [header for header, each in chosen.items() if each == ours]
        if len(headers) > 1:
            text = N_("Two columns cannot stand for the same thing: {headers}. Choose another meaning for one of them.")
            return MaillageError(text, headers=", ".join(headers))
    if (X in chosen.values()) != (Y in chosen.values()):
        return MaillageError(N_("A place needs both coordinates, x and y. Choose a column for each, or for neither."))
    by_name = {each.header: each.read_as for each in found.columns if each.certainty == "named"}
    said = {ours: header for header, ours in chosen.items() if by_name.get(header) != ours}
    # What a mapping names and this file does not have stays: it may be of another year's file.
    headers = {each.header for each in found.columns}
    kept = {ours: header for ours, header in chosen_of(found.mapping).items() if header not in headers}
    mapping = with_columns(found.mapping, {**{ours: each for ours, each in kept.items() if ours not in said}, **said})
    constants = {name: code for name, code in choices.constants.items() if code and name not in said}
    still = {name: code for name, code in found.mapping.constants.items() if name not in said}
    return mapping.model_copy(update={"constants": {**still, **constants}})


def words_with(mapping: Mapping, chosen: Chosen[tuple[str, str], str | None]) -> Mapping:
    """Return a mapping that also translates words: ``chosen`` is (column of ours, word) -> code, None where open."""
    values = {column: dict(words) for column, words in mapping.values.items()}
    for (column, word), code in chosen.items():
        if code:
            values.setdefault(column, {})[word] = code
    return mapping.model_copy(update={"values": values})
