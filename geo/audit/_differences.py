"""What a plan's files say beside what was recomputed: every difference as a finding, and how many figures agree."""

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from geo.audit._claimed import Cell, Row
from geo.evidence import Finding
from geo.texts import N_

WIFI, SUMMARY, WAITING, PROOF = "programme_wifi.csv", "programme_summary.csv", "programme_waiting.csv", "proof.json"

RELATIVE = 1e-9
"""Relative difference below which two floating-point sums in another order are the same."""

_CELL = N_("{file}, row {row}, {column}: found {value}; expected {recomputed}.")
_KEY = N_("{file}, {column}: found {value}; expected {recomputed}.")
_SURPLUS = N_("{file}, row {row}: {value} does not belong there.")
_TWICE = N_("{file}, row {row}: {value} appears twice.")
_MISSING = N_("{file}: the row of {value} is missing.")


class Differences:
    """Collects what differs. ``figures`` counts what was compared, whether it differed or not."""

    def __init__(self, names: Mapping[str, str] = MappingProxyType({})) -> None:
        """``names``: what files are called, where that is not what a plan's are."""
        self._names = names
        self.found: list[Finding] = []
        self.figures = 0

    def tell(self, code: str, message: str, subject: str = "", **parameters: object) -> None:
        """Take note of something wrong; ``message`` is an ``N_`` text."""
        if "file" in parameters:
            parameters["file"] = self._names.get(str(parameters["file"]), parameters["file"])
        shown: dict[str, object] = {name: written(value) for name, value in parameters.items()}
        self.found.append(Finding(f"plan.{code}", "error", message, shown, subject))

    def cell(self, file: str, row: Row, column: str, right: object, half_step: float = 0.0) -> None:
        """Compare one cell; numbers may differ by the rounding of the file, ``half_step``."""
        self.figures += 1
        value = row.cells.get(column)
        if not _same(value, right, half_step):
            self.tell("cell", _CELL, file=file, row=row.number, column=column, value=value, recomputed=right)

    def key(self, name: str, value: object, right: object, slack: float = 0.0) -> None:
        """Compare one figure of ``proof.json``; floating-point numbers up to the order of their sums, and ``slack``."""
        self.figures += 1
        if not _same(value, right, RELATIVE * abs(right) + slack if isinstance(right, float) else 0.0):
            self.tell("key", _KEY, file=PROOF, column=name, value=value, recomputed=right)

    def table(
        self,
        file: str,
        rows: Sequence[Row],
        keys: Sequence[Hashable],
        right: Mapping[Hashable, Mapping[str, object]],
        half_steps: Mapping[str, float],
    ) -> None:
        """Compare a whole table: rows that are missing, doubled or too many, and every cell of the others.

        Parameters
        ----------
        file, rows, keys
            The table, and what each of its rows is about.
        right
            What must stand there, by the same keys.
        half_steps
            Half the last decimal of rounded columns.
        """
        seen: set[Hashable] = set()
        for row, key in zip(rows, keys, strict=True):
            if key in seen:
                self.tell("twice", _TWICE, file=file, row=row.number, value=key)
            elif key not in right:
                self.tell("surplus", _SURPLUS, file=file, row=row.number, value=key)
            else:
                for column, value in right[key].items():
                    self.cell(file, row, column, value, half_steps.get(column, 0.0))
            seen.add(key)
        for key in right:
            self.figures += 1
            if key not in seen:
                self.tell("missing", _MISSING, file=file, value=key)


def written(value: object) -> str:
    """Return a value as a message shows it."""
    if value is None:
        return "–"
    if isinstance(value, tuple):
        return ", ".join(written(each) for each in value if each != "")
    if isinstance(value, Fraction):
        return f"{float(value):.9g}"
    return str(value)


def bare(text: Cell, known: Mapping[str, object]) -> str:
    """Return an identifier without the apostrophe that keeps spreadsheets from running it as a formula."""
    told = str(text)
    return told[1:] if told not in known and told.startswith("'") and told[1:] in known else told


def _same(value: object, right: object, half_step: float) -> bool:
    if value is None or right is None:
        return value is right
    if isinstance(right, str) or isinstance(value, str):
        # A text that a spreadsheet would run has an apostrophe before it in the file.
        return value in (right, f"'{right}")
    if isinstance(right, float) or half_step:
        return abs(Fraction(_number(value)) - Fraction(_number(right))) <= Fraction(half_step)
    return Fraction(_number(value)) == Fraction(_number(right))


def _number(value: object) -> int | float | Decimal | Fraction:
    assert isinstance(value, int | float | Decimal | Fraction)
    return value
