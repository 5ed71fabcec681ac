"""Opening hours as a notice on a door says them."""

import re
from itertools import pairwise
from typing import Final

from geo.texts import N_
from words.numbers import Numbers

_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

_NAMES: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))

_ONE = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_RULE = re.compile(rf"({_ONE}(?:-{_ONE})?(?:,{_ONE}(?:-{_ONE})?)*)\s+(\d\d:\d\d-\d\d:\d\d(?:,\s*\d\d:\d\d-\d\d:\d\d)*)")
_CLOSED = re.compile(r"(?:PH|SH|PH,SH|SH,PH)\s+(?:off|closed)")


def opening_words(text: str, numbers: Numbers) -> str:
    """Return opening hours in OpenStreetMap's notation in words; as they are where they are more than days and times.

    What is said of public holidays is left out of the words only where it is that the door is closed.
    """
    if text.strip() == "24/7":
        return numbers.translate(N_("always open"))
    said = []
    for rule in text.split(";"):
        plain = rule.strip()
        if not plain or _CLOSED.fullmatch(plain):
            continue
        found = _RULE.fullmatch(plain)
        if found is None:
            return text
        days = ", ".join(_days(part, numbers) for part in found[1].split(","))
        times = ", ".join(_times(part.strip(), numbers) for part in found[2].split(","))
        said.append(f"{days} {times}")
    return " · ".join(said) or text


def _days(part: str, numbers: Numbers) -> str:
    names = [numbers.translate(_NAMES[_DAYS.index(day)]) for day in part.split("-")]
    return "–".join(names)


def _times(part: str, numbers: Numbers) -> str:
    minutes = [int(each[:2]) * 60 + int(each[3:]) for each in part.split("-")]
    return next(f"{numbers.time(start)}–{numbers.time(end)}" for start, end in pairwise(minutes))
