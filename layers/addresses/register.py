"""The published register of addresses, in which a written address is looked up, with how sure the answer is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

import numpy as np

from layers.addresses.words import Address, Street, street_of

THRESHOLD = 0.8
"""Certainty below which nothing is placed."""
OTHER_KIND = 0.86
"""Of a street whose own words agree and whose kind does not: an avenue called a rue."""
OTHER_CODE = 0.92
"""Of a street found under another postal code than the one written."""
OTHER_LETTER, BETWEEN, NO_NUMBER = 0.97, 0.9, 0.82
"""Of a house with another letter; of a place between two neighbours; of the middle of a short street."""
NEXT_DOORS = 10
"""House numbers from a neighbour up to which a missing house is placed between those on its side."""
SHORT_M = 150.0
"""How far the houses of a street may lie from its middle for the middle to stand for an address without a number."""
ONE_PLACE_M = 100.0
"""Streets that could both be meant are one answer when their houses are no farther apart."""
TOO_LIKE = 0.05
"""What the best street must be better by than the next, unless it is written exactly so."""
_LEAST_LIKE = 0.8
_LONG_WORD = 4
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"

Reason = Literal["unread", "unknown", "number", "several", "code"]


class House(NamedTuple):
    """A house of the register."""

    number: int
    letter: str
    x: float
    y: float


@dataclass(frozen=True)
class Found:
    """Where an address is (the commune's metres), what it was read as, and how sure that is, 0 to 1."""

    x: float
    y: float
    read_as: str
    certainty: float


@dataclass(frozen=True)
class Missed:
    """Why an address was not placed, and what was nearest to it."""

    reason: Reason
    near: str = ""


@dataclass(frozen=True)
class _Candidate:
    score: float
    key: tuple[str, str]


class Register:
    """Streets by postal code, each with its houses."""

    def __init__(self, rows: Iterable[tuple[str, str, str, float, float]], renamed: Mapping[str, str]) -> None:
        """Take ``(street, house numbers, postal code, x, y)`` of each place, and old names of streets with the new."""
        self._houses: dict[tuple[str, str], list[House]] = defaultdict(list)
        for street, numbers, code, x, y in rows:
            for each in re.finditer(r"(\d+)\s*([a-zA-Z]*)", numbers):
                self._houses[street, code].append(House(int(each[1]), each[2].lower(), x, y))
        self._codes = {code for _, code in self._houses if code}
        # A street may bear a name in two languages.
        written = [(key, street_of(name)) for key in self._houses for name in key[0].split(" / ")]
        self._written = written
        self._bags = np.array([_letters(name) for _, name in written]).reshape(len(written), len(_ALPHABET))
        self._with_word: dict[str, set[int]] = defaultdict(set)
        for place, (_, name) in enumerate(written):
            for word in name.words:
                if len(word) >= _LONG_WORD:
                    self._with_word[word].add(place)
        self._renamed = {street_of(old): new for old, new in renamed.items()}
        self._known: dict[Street, list[_Candidate]] = {}

    def find(self, address: Address) -> Found | Missed:
        """Look an address up.

        Returns
        -------
        Found or Missed
            Found when one street alone can be meant and the certainty is `THRESHOLD` or more. The certainty is the
            product of how alike the streets are written and how well the house number fits.
        """
        if address.postal_code and self._codes and address.postal_code not in self._codes:
            return Missed("code", ", ".join(sorted(self._codes)[:5]))
        street = street_of(address.street)
        if street in self._renamed:
            street = street_of(self._renamed[street])
        every = self._like(street)
        here = [each for each in every if not address.postal_code or each.key[1] in (address.postal_code, "")]
        if not any(each.score >= THRESHOLD for each in here):
            here = [_Candidate(each.score * OTHER_CODE, each.key) for each in every]
        good = [each for each in here if each.score >= THRESHOLD]
        if not good:
            return Missed("unknown", self._shown(here[0].key) if here else "")
        best = good[0].score
        exact = [each for each in good if each.score == best]
        rivals = exact if best == 1 else [each for each in good if each.score > best - TOO_LIKE]
        found = [self._house(each, address) for each in rivals]
        placed = [each for each in found if each is not None and each.certainty >= THRESHOLD]
        if len(rivals) > 1 and (len(placed) < len(rivals) or _apart(placed) > ONE_PLACE_M):
            return Missed("several", ", ".join(self._shown(each.key) for each in rivals[:5]))
        return placed[0] if placed else Missed("number", self._shown(rivals[0].key))

    def _like(self, street: Street) -> list[_Candidate]:
        """Return the streets written like one, the likest first."""
        if street not in self._known:
            scores: dict[tuple[str, str], float] = {}
            for place in self._worth_comparing(street):
                key, name = self._written[place]
                score = likeness(street, name)
                if score > scores.get(key, 0.0):
                    scores[key] = score
            found = [_Candidate(score, key) for key, score in scores.items()]
            self._known[street] = sorted(found, key=lambda each: (-each.score, each.key))
        return self._known[street]

    def _worth_comparing(self, street: Street) -> list[int]:
        """Return the places of the names that share a long word, or enough letters to be alike, with a street."""
        bag = _letters(street)
        shared = np.minimum(self._bags, bag).sum(axis=1)
        together = self._bags.sum(axis=1) + bag.sum()
        enough = set(np.flatnonzero(2 * shared >= _LEAST_LIKE * together).tolist())
        return sorted(enough.union(*(self._with_word.get(word, set()) for word in street.words)))

    def _house(self, street: _Candidate, address: Address) -> Found | None:
        houses = self._houses[street.key]
        if not address.number:
            return self._middle(street)
        same = [each for each in houses if each.number == address.number]
        for each in same:
            if each.letter == address.letter:
                return self._told(street, each[2:], f"{each.number}{each.letter}", 1.0)
        if same:
            first = min(same, key=lambda each: each.letter)
            return self._told(street, first[2:], f"{first.number}{first.letter}", OTHER_LETTER)
        side = [each for each in houses if each.number % 2 == address.number % 2]
        below = max((each for each in side if each.number < address.number), default=None)
        above = min((each for each in side if each.number > address.number), default=None)
        if (
            below is None
            or above is None
            or min(address.number - below.number, above.number - address.number) > NEXT_DOORS
        ):
            return self._middle(street)
        share = (address.number - below.number) / (above.number - below.number)
        x, y = (low + share * (high - low) for low, high in zip(below[2:], above[2:], strict=True))
        return self._told(street, (x, y), f"{below.number}-{above.number}", BETWEEN)

    def _middle(self, street: _Candidate) -> Found | None:
        """Return the middle of a street that is short: all its houses are near it, whatever their numbers."""
        houses = self._houses[street.key]
        middle = np.median([(each.x, each.y) for each in houses], axis=0)
        far = max(float(np.hypot(each.x - middle[0], each.y - middle[1])) for each in houses)
        return self._told(street, middle, "", NO_NUMBER) if far <= SHORT_M else None

    def _told(self, street: _Candidate, where: Iterable[float], number: str, fits: float) -> Found:
        x, y = (float(each) for each in where)
        name, code = street.key
        read_as = f"{name} {number}".strip() + (f", {code}" if code else "")
        return Found(x, y, read_as, round(street.score * fits, 3))

    def _shown(self, key: tuple[str, str]) -> str:
        return f"{key[0]} ({key[1]})" if key[1] else key[0]


def _letters(street: Street) -> np.ndarray:
    """Count the letters and digits of a street's own words."""
    joined = "".join(street.words)
    return np.array([joined.count(each) for each in _ALPHABET])


def likeness(written: Street, known: Street) -> float:
    """Return how alike two streets are, 0 to 1; 0 where they cannot be the same.

    Examples
    --------
    >>> likeness(street_of("av. E. Vandervelde"), street_of("Avenue Emile Vandervelde"))
    0.93
    >>> likeness(street_of("rue du 8 mai"), street_of("rue du 11 mai"))
    0.0
    """
    alike = _words_alike(written.words, known.words)
    same_kind = bool(written.kinds & known.kinds) or not (written.kinds and known.kinds)
    score = alike if same_kind else alike * OTHER_KIND
    return round(score, 3) if score >= _LEAST_LIKE - 0.15 else 0.0


def _words_alike(written: tuple[str, ...], known: tuple[str, ...]) -> float:
    if written == known:
        return 1.0
    one, other = "".join(written), "".join(known)
    if not one or not other:
        return 0.0
    if re.findall(r"\d+", " ".join(written)) != re.findall(r"\d+", " ".join(known)):
        return 0.0
    if one == other:
        return 0.99
    short, long = sorted((written, known), key=len)
    if len(short) == len(long) and all(_initial(a, b) for a, b in zip(written, known, strict=True)):
        return 0.93
    # A street named after a person, without the first name: the family name stands last.
    if len(short) < len(long) and short[-1] == long[-1] and len(short[-1]) > 3 and set(short) <= set(long):
        return 0.9
    ratio = SequenceMatcher(None, " ".join(written), " ".join(known), autojunk=False).ratio()
    if ratio < _LEAST_LIKE:
        return 0.0
    if len(short) == len(long):
        # One word of a name that is quite another word is another name: Jean and Jules Destree.
        ratio = min(ratio, *(_word_ratio(a, b) + 0.12 for a, b in zip(written, known, strict=True)))
    return min(ratio, 0.98)


def _initial(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _word_ratio(one: str, other: str) -> float:
    return 1.0 if _initial(one, other) else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _apart(found: list[Found]) -> float:
    return max(float(np.hypot(a.x - b.x, a.y - b.y)) for a in found for b in found)
