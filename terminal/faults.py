"""What the command line prints of faults and errors, in the reader's language."""

from collections.abc import Sequence
from dataclasses import replace

from geo.errors import MaillageError
from geo.texts import N_
from layers import Fault, Refused
from words.faults import error_sentence, fault_sentence
from words.numbers import Numbers, Translate, numbers_of
from words.printable import printable

FAULTS_SHOWN = 30
"""Faults printed before the rest is only counted; `validate` prints them all."""

PASTED = "mapping.to_paste"
"""The fault that holds lines for the commune's file; on one line they could not be pasted."""

SEVERITIES: dict[str, str] = {
    "error": N_("error"),
    "row": N_("row set aside"),
    "warning": N_("warning"),
    "note": N_("note"),
}


def fault_lines(faults: Sequence[Fault], translate: Translate, *, most: int | None = FAULTS_SHOWN) -> list[str]:
    """Return a line a fault, the gravest first, and how many were left out."""
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    sorted_faults = sorted(faults, key=lambda fault: order[fault.severity])
    shown = sorted_faults if most is None else sorted_faults[:most]
    numbers = numbers_of(translate)
    lines = [f"[{translate(SEVERITIES[fault.severity])}] {_said(fault, numbers)}" for fault in shown]
    if left_out := len(sorted_faults) - len(shown):
        lines.append(translate(N_("... and {count} more; `maillage validate` lists them all.")).format(count=left_out))
    return lines


def _said(fault: Fault, numbers: Numbers) -> str:
    """Return the sentence of a fault with what a file says in it written out; lines to paste stay lines."""
    if fault.code != PASTED:
        return printable(fault_sentence(fault, numbers))
    # The lines are of our own making, words of the file stand in them in quotes; its name and header do not.
    plain = replace(fault, file=printable(fault.file), column=printable(fault.column))
    return printable(fault_sentence(plain, numbers), keep="\n")


def fault_record(fault: Fault, translate: Translate) -> dict[str, object]:
    """Return a fault as JSON data, its sentence included."""
    return {
        "code": fault.code,
        "severity": fault.severity,
        "file": fault.file,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "parameters": {name: str(value) for name, value in fault.parameters.items()},
        "text": fault_sentence(fault, numbers_of(translate)),
    }


def error_lines(error: MaillageError, translate: Translate) -> list[str]:
    """Return the error, and a line for each fault it carries; of a file that is refused the faults say it all."""
    faults: Sequence[Fault] = getattr(error, "faults", ())
    if type(error) is Refused and faults:
        return fault_lines(faults, translate)
    return [error_sentence(error, numbers_of(translate)), *fault_lines(faults, translate)]
