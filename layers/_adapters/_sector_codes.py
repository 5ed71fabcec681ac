"""Codes of sectors that a spreadsheet took for numbers: 52011E021 is 52011 with 21 zeros to it."""

import re
from decimal import Decimal, InvalidOperation

import pandas as pd

from layers._fault import Fault

_NUMBER = re.compile(r"^(?P<sign>-?)(?P<digits>\d{1,30}(?:[.,]\d{1,20})?)(?:[eE]\+?(?P<power>\d{1,3}))?$")
_CUT = re.compile(r"\d{5}E\d{2}")
"""A code without its ninth character. Programs write a number with one digit before its mark, so it is none."""
_DECIMALS_OF_DISPLAY = 2
"""A spreadsheet shows ``5.20E+26`` for 52011E022, and saves as text what it shows."""
_EXAMPLES = 5


def codes_put_right(codes: pd.Series, nis_code: str, file: str, column: str) -> tuple[pd.Series, list[Fault]]:
    """Give back their form to codes of a section E that were read as powers of ten.

    Parameters
    ----------
    codes
        Codes of sectors as text, in upper case, indexed by row number.
    nis_code
        The commune the file is read for: where digits are lost, only codes that may be its own are named.
    file, column
        Named in faults.

    Returns
    -------
    tuple
        The codes, and the faults: ``sector.codes_put_right`` (warning) with how many and which, and
        ``sector.codes_lost`` (error) where the digits of the commune were rounded away.

    Notes
    -----
    ``52011E021`` is 52011 x 10^21: five digits of the commune, then how many zeros follow, so that each number
    comes from one code. Spreadsheets that read a minus sign at the end (``52011E01-``) make the number
    negative, others leave such a code alone: a negative number had two digits and the dash, a positive one
    three digits. 52011 itself stays what it is, the commune, and ``52011E02`` a code whose last character was cut off.
    """
    candidates = codes[codes.str.fullmatch(r"-?[\d.,]+(?:E\+?\d+)?", na=False)]
    right = codes.copy()
    told: list[str] = []
    lost: list[str] = []
    for row, code in zip(candidates.index.tolist(), candidates, strict=True):
        match = None if _CUT.fullmatch(str(code)) else _NUMBER.match(str(code))
        if match is None:
            continue
        form = _code_of(match)
        if form is None:
            if _may_be_of(match, nis_code):
                lost.append(f"{row}: {code}")
        elif form != code:
            right[row] = form
            if form != nis_code:
                told.append(f"{row}: {code} = {form}")
    faults = []
    if told:
        said = {"count": len(told), "examples": _listed(told)}
        faults.append(Fault("sector.codes_put_right", "warning", file, column=column, parameters=said))
    if lost:
        said = {"count": len(lost), "examples": _listed(lost)}
        faults.append(Fault("sector.codes_lost", "error", file, column=column, parameters=said))
    return right, faults


def communes_put_right(codes: pd.Series) -> pd.Series:
    """Return codes of communes without the decimals or the mark of thousands a program gave them: 52011.0, 52.011."""
    words = codes.str.replace(r"^(\d{5})[.,]0+$", r"\1", regex=True)
    return words.str.replace(r"^(\d{2})[.,\s\u00a0\u202f](\d{3})$", r"\1\2", regex=True)


def _code_of(match: re.Match[str]) -> str | None:
    """Return the code a number was; None when its digits are too few, its own text where it is no such code."""
    try:
        value = Decimal(match["digits"].replace(",", ".") + (f"E{match['power']}" if match["power"] else ""))
    except InvalidOperation:
        return match.string
    digits = "".join(map(str, value.normalize().as_tuple().digits))
    if not value or value != value.to_integral_value() or len(digits) > 5 or value < 10_000:
        return match.string
    zeros = value.adjusted() - 4
    if match["power"] and _decimals(match) <= _DECIMALS_OF_DISPLAY and len(digits) < 5:
        return None
    commune = digits.ljust(5, "0")
    if zeros == 0:
        return f"{commune}E00-" if match["sign"] else commune
    return f"{commune}E{zeros:02d}-" if match["sign"] else f"{commune}E{zeros:03d}"


def _decimals(match: re.Match[str]) -> int:
    return len(re.split(r"[.,]", match["digits"])[1]) if re.search(r"[.,]", match["digits"]) else 0


def _may_be_of(match: re.Match[str], nis_code: str) -> bool:
    """Say whether the commune's digits, rounded as the number is, give its digits."""
    shown = match["digits"].replace(",", ".")
    places = _decimals(match)
    rounded = (Decimal(nis_code) / 10_000).quantize(Decimal(1).scaleb(-places))
    return rounded == Decimal(shown)


def _listed(values: list[str]) -> str:
    listed = ", ".join(values[:_EXAMPLES])
    return f"{listed}, ... ({len(values)})" if len(values) > _EXAMPLES else listed
