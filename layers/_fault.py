"""A fault found in a file: a stable code, where it is, what stands there and what to do about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

from geo.errors import MaillageError
from geo.texts import N_
from layers._fault_words.checking import CHECKING
from layers._fault_words.city import CITY
from layers._fault_words.delivery import DELIVERY
from layers._fault_words.official import OFFICIAL
from layers._fault_words.reading import READING
from layers._fault_words.street import STREETS
from layers._fault_words.text import FaultText

Severity = Literal["error", "row", "warning", "note"]
"""error: the file is refused. row: this row is set aside (too many of them refuse the file). warning: published, but
somebody should look. note: something the reader may want to know (an alias used, rows of other communes left out)."""


@dataclass(frozen=True)
class Fault:
    """One fault. The words come from ``CATALOGUE[code]``, so that each can be said in three languages."""

    code: str
    severity: Severity
    file: str = ""
    row: int | None = None
    """Line of a text file or spreadsheet (the header is line 1), or number of a feature counted from 1."""
    column: str = ""
    value: str = ""
    """What was found, as text, cut at 80 characters."""
    parameters: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            raise KeyError(self.code)
        if len(self.value) > 80:
            object.__setattr__(self, "value", self.value[:79] + "…")


class Refused(MaillageError):  # noqa: N818 - named after the file, not the error
    """A file that cannot be read at all; ``faults`` says everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("{faults}", faults=tuple(faults))
        self.faults = tuple(faults)

    def render(self, translate: Callable[[str], str] = str) -> str:
        """Return one line a fault, in the language of ``translate``; after twenty, how many more there are."""
        lines = [describe(fault, translate) for fault in self.faults[:20]]
        if len(self.faults) > 20:
            lines.append(translate(N_("... and {count} more.")).format(count=len(self.faults) - 20))
        return "\n".join(lines)


class _Given(dict[str, object]):
    """What a fault says of itself; a fault kept by a former version may lack what its words name today."""

    def __missing__(self, name: str) -> str:
        return "?"


def describe(
    fault: Fault,
    translate: Callable[[str], str] = str,
    write: Callable[[str, object], object] = lambda _name, value: value,
) -> str:
    """Say a fault in one line: where, what stands there, what is wrong and what to do.

    Parameters
    ----------
    fault
        What to say.
    translate
        Turns an English text of the catalogue into the reader's language.
    write
        Name of a place and what fills it -> how that is written for the reader; as it is when left out.

    Notes
    -----
    ``file, row 12, column X: 'value': problem remedy``. What the problem names itself is not said twice.
    """
    text = CATALOGUE[fault.code]
    told = {
        **fault.parameters,
        "file": fault.file,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
    }
    given = _Given({name: write(name, value) for name, value in told.items()})
    problem = translate(text.problem)
    where = []
    if fault.file and "{file}" not in problem:
        where.append(fault.file)
    if fault.row is not None and "{row}" not in problem:
        where.append(translate(N_("row {row}")).format(row=fault.row))
    if fault.column and "{column}" not in problem:
        where.append(translate(N_("column {column}")).format(column=given["column"]))
    parts = [", ".join(where)] if where else []
    if fault.value and "{value}" not in problem:
        parts.append(f"'{fault.value}'")
    parts.append(problem.format_map(given) + " " + translate(text.remedy).format_map(given))
    # Each language sets the colon in its own way.
    joined = translate(N_("{what}: {value}"))
    return reduce(lambda what, value: joined.format(what=what, value=value), parts).strip()


CATALOGUE: dict[str, FaultText] = {
    **READING,
    **CHECKING,
    **DELIVERY,
    **OFFICIAL,
    **CITY,
    **STREETS,
}
"""Every fault the program can name. Adapters and checks add theirs here, grouped by what they concern."""
