"""Which of point and comma is the decimal mark of a column, and which sets thousands apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from layers._fault import Fault, Severity

BLANKS = " \u00a0\u2009\u202f"
"""Ordinary, unbreakable, thin: between digits they can only set thousands apart."""
GROUPED = rf"^[+-]?[0-9]{{1,3}}(?:[{BLANKS}'’][0-9]{{3}})+(?:[.,][0-9]+)?$"
NUMBER = r"^[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?$"
TWO_READINGS = r"^[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}$"
"""``1.250``: a thousand and more, or a little over one."""
LONGEST = 60
"""Characters of a number; more digits were not written by anybody who counted."""
PERCENT = r"\s*%$"
CLEAR_FROM = 0.05
"""Cells that can only be decimals, as a share of those with two readings, from which a note will do."""

_OTHER = {".": ",", ",": "."}


@dataclass(frozen=True)
class Marks:
    """What the configuration says of the numbers of a file; what it leaves open, the column shows."""

    decimal: str | None = None
    thousands: str | None = None

    @property
    def of_thousands(self) -> str | None:
        """The mark that sets thousands apart, point or comma: the one that is not the decimal mark."""
        if self.thousands in _OTHER:
            return self.thousands
        return _OTHER[self.decimal] if self.decimal else None

    @property
    def of_decimals(self) -> str | None:
        """The decimal mark."""
        return self.decimal or _OTHER.get(self.thousands or "")


NOTHING_SAID = Marks()


def plain_numbers(
    words: pd.Series, *, marks: Marks, whole: bool, certain: bool, file: str, column: str
) -> tuple[pd.Series, list[Fault]]:
    """Write the numbers of a column with a decimal point and no other mark.

    Parameters
    ----------
    words
        Stripped text, indexed by row number.
    marks
        What the configuration says.
    whole
        True when the column counts: a reading with decimals is then none.
    certain
        True when one mark followed by three digits is the decimal mark: numbers a program wrote, coordinates.
    file, column
        Named in faults.

    Returns
    -------
    tuple
        The numbers as text that Python reads, missing where a cell is no number, and the faults: a ``row`` fault
        ``value.two_readings`` for each cell the column does not decide, or one ``value.thousands_taken`` or
        ``value.decimals_taken`` that shows both readings.

    Notes
    -----
    A mark sets thousands apart where it stands twice in a cell (``1.234.567``), before the other one (``1.250,50``),
    where the other one is a decimal mark (``12,5``), or, in a column where no cell has decimals, where three digits
    ending in 0 follow it beside whole numbers (``850``): decimals are written with one length, or without zeros at
    their end. A mark is a decimal mark where it is followed by more or less than three digits, or stands after 0, after
    more than three digits, or after the other mark. A column that shows both decides nothing.
    """
    percent = words.str.contains(PERCENT, na=False)
    bare = words.where(~percent, words.str.replace(PERCENT, "", regex=True))
    blanks = bare.str.match(GROUPED, na=False)
    bare = bare.where(~blanks, bare.str.replace(rf"[{BLANKS}'’]", "", regex=True))
    bare = bare.where(bare.str.len() <= LONGEST)
    open_cells = bare.str.match(TWO_READINGS, na=False) & ~blanks
    thousands, faults = _thousands_mark(bare, words, open_cells, marks, whole, certain, file, column)
    unsettled = pd.Series(data=False, index=words.index)
    if thousands is None and open_cells.any() and not certain and marks.of_decimals is None:
        unsettled = open_cells
    plain = _written(bare, thousands, marks)
    # A number with a percent sign is a hundredth of what stands before it.
    simple = plain.str.match(r"^[+-]?[0-9.]+$", na=False)
    plain = plain.where(~(percent & simple), plain + "e-2").where(~(percent & ~simple))
    return plain.where(~unsettled), faults


def _written(bare: pd.Series, thousands: str | None, marks: Marks) -> pd.Series:
    """Take out the marks of thousands and turn the decimal mark into a point."""
    written = bare.copy()
    for mark, other in _OTHER.items():
        # 1.234.567 and 1.250,50 say by themselves which mark is which.
        clear = bare.str.match(_many(mark), na=False) | bare.str.match(_both(mark, other), na=False)
        if marks.of_decimals == mark:
            clear &= False
        grouped = clear | (bare.str.match(_in_threes(mark, other), na=False) if thousands == mark else clear)
        written = written.where(~grouped, bare.str.replace(mark, "", regex=False))
        if thousands == mark and marks.of_thousands == mark:
            # Said to set thousands apart, yet not before three digits: no number.
            written = written.where(grouped | ~bare.str.contains(mark, regex=False, na=False))
    return written.where(written.str.match(NUMBER, na=False)).str.replace(",", ".", regex=False)


def _many(mark: str) -> str:
    return rf"^[+-]?[0-9]{{1,3}}(?:\{mark}[0-9]{{3}}){{2,}}$"


def _both(mark: str, other: str) -> str:
    return rf"^[+-]?[0-9]{{1,3}}(?:\{mark}[0-9]{{3}})+\{other}[0-9]*$"


def _in_threes(mark: str, other: str) -> str:
    return rf"^[+-]?[0-9]{{1,3}}(?:\{mark}[0-9]{{3}})+(?:\{other}[0-9]*)?$"


def _thousands_mark(
    bare: pd.Series,
    words: pd.Series,
    open_cells: pd.Series,
    marks: Marks,
    whole: bool,
    certain: bool,
    file: str,
    column: str,
) -> tuple[str | None, list[Fault]]:
    """Return the mark that sets thousands apart in this column, None when there is none, and what there is to say."""
    if marks.of_thousands is not None:
        return marks.of_thousands, []
    if certain or not open_cells.any():
        return None, []
    cells = words[open_cells]
    found = {mark for mark in _OTHER if bare[open_cells].str.contains(mark, regex=False).any()}
    if len(found) == 2:
        # One of them has three decimals, and which one nobody says.
        return None, _two_readings(cells, file, column)
    mark = found.pop()
    decimals, thousands = _evidence(bare, open_cells, mark, whole)
    if bool(decimals) == thousands:
        return None, _two_readings(cells, file, column)
    if thousands:
        return mark, [_one_reading("value.thousands_taken", "warning", cells, file, column)]
    severity: Severity = "note" if decimals >= CLEAR_FROM * len(cells) else "warning"
    return "", [_one_reading("value.decimals_taken", severity, cells, file, column)]


def _evidence(bare: pd.Series, open_cells: pd.Series, mark: str, whole: bool) -> tuple[int, bool]:
    """Count the cells in which ``mark`` can only be a decimal mark, and say whether it sets thousands apart in any."""
    other = _OTHER[mark]
    numbers = bare[bare.str.match(NUMBER, na=False)]
    with_mark = numbers.str.contains(mark, regex=False)
    decimals = int((with_mark & ~open_cells[numbers.index]).sum())
    decimals += int(bare.str.match(_both(other, mark), na=False).sum())
    thousands = bool((bare.str.match(_many(mark), na=False) | bare.str.match(_both(mark, other), na=False)).any())
    thousands |= bool(numbers.str.contains(other, regex=False).any())
    undecided = bare[open_cells]
    if whole:
        # A column that counts has no halves.
        thousands |= bool((undecided.str[-3:] != "000").any())
    plain = numbers.str.match(r"^[+-]?[0-9]*[1-9][0-9]*$")
    thousands |= bool(plain.any() and undecided.str.endswith("0").any())
    return decimals, thousands


def _readings(cell: str) -> dict[str, object]:
    digits = cell.split("%")[0].strip()
    mark = "." if "." in digits else ","
    whole, rest = digits.split(mark)
    return {"one": whole + rest, "other": f"{whole}.{rest}".rstrip("0").rstrip(".")}


def _two_readings(cells: pd.Series, file: str, column: str) -> list[Fault]:
    return [
        Fault("value.two_readings", "row", file, int(row), column, str(cell), _readings(str(cell)))
        for row, cell in zip(cells.index, cells, strict=True)
    ]


def _one_reading(code: str, severity: Severity, cells: pd.Series, file: str, column: str) -> Fault:
    said = {"count": len(cells), "first": cells.index[0], **_readings(str(cells.iloc[0]))}
    return Fault(code, severity, file, column=column, value=str(cells.iloc[0]), parameters=said)


def unmistakable(value: float) -> str:
    """Write a number a program holds so that its point cannot be taken to set thousands apart: ``2.1250``."""
    written = str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    whole, point, decimals = written.partition(".")
    return written + "0" if point and len(decimals) == 3 and decimals.isdigit() and len(whole) <= 4 else written


def null_numbers(tokens: Sequence[str]) -> list[float]:
    """Return those of the words for nothing that are numbers: ``-1`` also stands for ``-1.0``."""
    found = []
    for token in tokens:
        try:
            found.append(float(token.replace(",", ".")))
        except ValueError:
            continue
    return found
