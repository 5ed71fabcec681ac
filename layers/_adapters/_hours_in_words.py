"""Opening hours as people write them in French or Dutch, brought to OpenStreetMap's notation."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_FRENCH: Final = ("lundi lun lu", "mardi mar", "mercredi mer me", "jeudi jeu je", "vendredi ven ve", "samedi sam")
_DUTCH: Final = ("maandag", "dinsdag din", "woensdag woe wo", "donderdag don do", "vrijdag vrij vr", "zaterdag zat za")
_CODES: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAYS: Final = {
    "fr": {name: day for day, names in enumerate((*_FRENCH, "dimanche dim")) for name in names.split()},
    "nl": {name: day for day, names in enumerate((*_DUTCH, "zondag zon zo")) for name in names.split()},
    "": {"mo": 0, "tu": 1, "we": 2, "th": 3, "fr": 4, "sa": 5, "su": 6},
}
_BOTH: Final = {"ma": {"fr": 1, "nl": 0}, "di": {"fr": 6, "nl": 1}}
"""Short names that are one day in French and another in Dutch: the rest of the cell must say which language it is."""

_EVERY_DAY: Final = re.compile(r"\b(?:tous les jours|chaque jour|7 ?j(?:ours)? ?/ ?7|alle dagen|elke dag|dagelijks)\b")
_UP_TO: Final = re.compile(r"\b(?:t/m|t\.e\.m\.?|tem|tot en met)(?= )")
_APPOINTMENT: Final = re.compile(
    r"(?:uniquement |seulement |alleen |enkel )?(?:sur|op) (?:rendez-? ?vous|rdv|afspraak)"
    r"(?: uniquement| seulement)?\.?"
)
_BREAK: Final = re.compile(
    r"[\s,;.(]*\b(?:fermee?s?|gesloten|hors|sauf|buiten|behalve|uitgezonderd)"
    r"(?: (?:pendant|durant|en|tijdens|op))?(?: (?:les|des|de|periode de))?"
    r" (?:(?P<school>(?:vacances|conges) scolaires|vacances|schoolvakanties?|vakanties?)"
    r"|(?P<public>jours feries|feestdagen))\)?\.?$"
)
"""Shut in school holidays or on public holidays, at the end of a text."""
_FILLING: Final = frozenset({"du", "de", "des", "le", "les", "van", "op"})
_TO: Final = frozenset({"-", "a", "au", "tot", "jusqu'a"})
_AND: Final = frozenset({",", "et", "en", "/", "&", "+"})
_SHUT: Final = frozenset({"ferme", "fermee", "gesloten"})

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<time>\d{1,2} ?(?:[h:.u]|heures?|uur)(?: ?\d{2})?(?![\d:.a-z]))|(?P<number>\d{1,2}(?!\d))"
    r"|(?P<word>jusqu'a|[a-z]+)\.?|(?P<mark>[-,/&+;:\n]))"
)
_LOST_DASH: Final = re.compile(r"^(\d{1,2}[hu](?:\d{2})?)(\d{1,2}[hu](?:\d{2})?)$", re.I)
_CLOCK: Final = re.compile(r"(\d{1,2}) ?(?:[h:.u]|heures?|uur)? ?(\d{2})?")


@dataclass
class _Group:
    """Days and the times said of them; no times: shut."""

    days: list[int]
    times: list[str]


def by_appointment(text: str) -> bool:
    """Say whether a text says only that one needs an appointment."""
    return _APPOINTMENT.fullmatch(_plain(text)) is not None


def language_of(texts: Iterable[str]) -> str:
    """Return the one language, ``fr`` or ``nl``, in which the texts name days; nothing when there is none, or both."""
    words = {word for text in texts for word in re.findall("[a-z]+", _plain(text))}
    spoken = [language for language in ("fr", "nl") if words & set(_DAYS[language])]
    return spoken[0] if len(spoken) == 1 else ""


def in_notation(text: str, usual: str = "") -> str | None:
    """Return opening hours written in French or Dutch in OpenStreetMap's notation; None when a word is not understood.

    Parameters
    ----------
    text
        What stands there.
    usual
        The language of the other cells, which settles ``ma`` and ``di`` where the cell itself does not.

    Notes
    -----
    Every word must be known: a text with "vacances scolaires" or "1er mercredi du mois" is not read in part.
    """
    plain = _UP_TO.sub("tot", _EVERY_DAY.sub("mo-su", _plain(text)))
    shut = ""
    while (told := _BREAK.search(plain)) is not None:
        shut = ("; SH off" if told["school"] else "; PH off") + shut
        plain = plain[: told.start()]
    tokens: list[tuple[str, str]] = []
    position, end = 0, len(plain)
    while position < end:
        found = _TOKEN.match(plain, position)
        if found is None or found.lastgroup is None:
            return None
        tokens.append((found.lastgroup, found[found.lastgroup]))
        position = found.end()
    tokens = [token for token in tokens if token[1] not in _FILLING]
    words = {value for kind, value in tokens if kind == "word"}
    spoken = [language for language in ("fr", "nl") if words & set(_DAYS[language])] or [usual]
    if len(spoken) > 1 or (not spoken[0] and words & set(_BOTH)):
        return None
    try:
        written = _written(_groups(tokens, spoken[0]))
    except (ValueError, IndexError):
        return None
    return written + shut if written else None


def hours_of_days(times: Mapping[int, Sequence[str]]) -> str:
    """Write the times of each day (0 is Monday) in the notation, days with the same times together.

    Examples
    --------
    >>> hours_of_days({0: ["09:00-12:00"], 1: ["09:00-12:00"], 2: ["09:00-12:00"], 5: ["10:00-11:00"]})
    'Mo-We 09:00-12:00; Sa 10:00-11:00'
    """
    together: dict[tuple[str, ...], list[int]] = {}
    for day in sorted(times):
        if times[day]:
            together.setdefault(tuple(times[day]), []).append(day)
    return _written([_Group(days, list(each)) for each, days in together.items()])


def span_in_notation(text: str) -> str | None:
    """Return the spans of time of one day, or part of it, in the notation; None when they are not understood.

    Notes
    -----
    ``9h12h`` is 9h-12h with its dash lost: an hour is written before each h.

    Examples
    --------
    >>> span_in_notation("8h30-12h et 13u-17u"), span_in_notation("14h18h"), span_in_notation("14h-12h")
    ('08:30-12:00,13:00-17:00', '14:00-18:00', None)
    """
    written = in_notation("mo " + _LOST_DASH.sub(r"\1-\2", text.strip()))
    found = re.fullmatch(r"Mo ([\d:,-]+)", written or "")
    return found[1] if found else None


def day_named(word: str) -> int | None:
    """Return which day a whole word names in French or Dutch, 0 being Monday."""
    plain = _plain(word)
    return next((_DAYS[each][plain] for each in ("fr", "nl") if len(plain) > 4 and plain in _DAYS[each]), None)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    for dash in "‐‑‒–—−":
        decomposed = decomposed.replace(dash, "-")
    letters = "".join(each for each in decomposed if not unicodedata.combining(each))
    return re.sub(r"[ \t\r]+", " ", letters).strip().lower()


def _groups(tokens: list[tuple[str, str]], language: str) -> list[_Group]:
    """Read days and their times, one group after another. ValueError or IndexError when it is anything else."""
    groups: list[_Group] = []
    position = 0

    def value() -> str:
        return tokens[position][1] if position < len(tokens) else ""

    def is_day() -> bool:
        return any(value() in names for names in (_DAYS[language], _DAYS[""], _BOTH))

    def day() -> int:
        nonlocal position
        name = value()
        position += 1
        if name in _DAYS[language]:
            return _DAYS[language][name]
        return _BOTH[name][language] if name in _BOTH else _DAYS[""][name]

    while position < len(tokens):
        days: list[int] = []
        while is_day():
            first = day()
            last = first
            if value() in _TO:
                position += 1
                last = day()
                if last <= first:
                    raise ValueError(tokens)
            days += range(first, last + 1)
            if value() in _AND and position + 1 < len(tokens) and tokens[position + 1][0] == "word":
                position += 1
        if not days:
            raise ValueError(tokens)
        position += value() == ":"
        times: list[str] = []
        if value() in _SHUT:
            position += 1
        else:
            while True:
                start, end = tokens[position], tokens[position + 2]
                if tokens[position + 1][1] not in _TO:
                    raise ValueError(tokens)
                times.append(_times(start, end))
                position += 3
                position += value() in ("h", "u", "uur", "heures")
                if value() in _AND and tokens[position + 1][0] in ("time", "number"):
                    position += 1
                    continue
                break
        groups.append(_Group(days, times))
        while position < len(tokens) and (value() in _AND or value() in (";", "\n")):
            position += 1
    return groups


def _times(start: tuple[str, str], end: tuple[str, str]) -> str:
    """Return a span of time; of two bare numbers nothing says that they are hours."""
    if {start[0], end[0]} not in ({"time"}, {"time", "number"}):
        raise ValueError(start, end)
    minutes = [_minute(start[1]), _minute(end[1])]
    if minutes[0] >= minutes[1]:
        raise ValueError(start, end)
    return "-".join(f"{each // 60:02d}:{each % 60:02d}" for each in minutes)


def _minute(text: str) -> int:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(text)
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise ValueError(text)
    return hour * 60 + minute


def _written(groups: list[_Group]) -> str:
    """Write the groups; a day said twice keeps both its times."""
    text, said = "", set[int]()
    for group in groups:
        days = list(dict.fromkeys(group.days))
        run = len(days) > 2 and all(after - before == 1 for before, after in pairwise(days))
        names = f"{_CODES[days[0]]}-{_CODES[days[-1]]}" if run else ",".join(_CODES[each] for each in days)
        adds = bool(group.times) and not said.isdisjoint(days)
        text += ("" if not text else ", " if adds else "; ") + f"{names} {','.join(group.times) or 'off'}"
        said.update(days)
    return text
