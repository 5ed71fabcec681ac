"""Faults of files as sentences: numbers as the reader's language writes them, on the screen also names for keys."""

from geo.errors import MaillageError
from layers import CATALOGUE, LAYERS, Fault, describe
from words.marks import quoted
from words.numbers import Numbers
from words.sentences import as_said

_AS_FOUND = frozenset(
    "file row other_row first last value one other read examples lines found low high limit".split()  # noqa: SIM905
)
"""Places filled with what stands in the file, or with what is compared with it: written as the file writes it."""

_COUNTS = frozenset(("found", "limit"))
"""The two of them that are counts when they are whole numbers."""

_TEXT = "what"
"""A place filled with an ``N_`` text of the program."""


def fault_sentence(fault: Fault, numbers: Numbers) -> str:
    """Say a fault in one line, columns and layers by their keys, as files and commands name them."""
    return describe(fault, numbers.translate, lambda name, value: _written(name, value, numbers))


def fault_on_screen(fault: Fault, numbers: Numbers, layer_name: str = "") -> str:
    """Say a fault in one line, columns and layers by what they mean.

    Parameters
    ----------
    fault
        What to say.
    numbers
        The language, and how it writes numbers.
    layer_name
        The layer the file is of; its columns keep their keys where it is not known.
    """
    titles = {each.name: each.title for each in LAYERS}
    meanings = {
        column.name: column.meaning for each in LAYERS if layer_name in (each.name, "") for column in each.columns
    }
    named = {"column": meanings, "other_column": meanings, "layer": titles}

    def write(name: str, value: object) -> object:
        words = named.get(name, {})
        if value in words:
            return quoted(numbers.translate(words[str(value)]), numbers.translate)
        return _written(name, value, numbers)

    return describe(fault, numbers.translate, write)


def problem_on_screen(fault: Fault, numbers: Numbers) -> str:
    """Say what is wrong without the remedy, where the page itself offers one and the words name a command."""
    text = numbers.translate(CATALOGUE[fault.code].problem)
    return text.format(**{name: _written(name, value, numbers) for name, value in fault.parameters.items()})


def _written(name: str, value: object, numbers: Numbers) -> object:
    if name == _TEXT:
        return numbers.translate(str(value))
    if name in _COUNTS and isinstance(value, int):
        return numbers.number(value)
    return value if name in _AS_FOUND else as_said(value, numbers)


def error_sentence(error: MaillageError, numbers: Numbers) -> str:
    """Say an error as ``MaillageError.render`` does, decimal numbers as the reader's language writes them."""
    if type(error).render is not MaillageError.render:
        return error.render(numbers.translate)
    # Whole numbers stay as they are: most are ports, years and rows.
    facts = {
        name: value if isinstance(value, int) else as_said(value, numbers) for name, value in error.parameters.items()
    }
    return numbers.translate(error.message).format(**facts)
