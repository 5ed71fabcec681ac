"""When two entries of building lists name one building: names and addresses compared word by word."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

SAME_NAME = 0.85
"""Least similarity of two names of one building (1 = the same words). "Médiathèque" against "Mediatheque" with a letter
missing passes; "Ecole du Nord" against "Ecole du Sud" (0.74) does not. A convention, for names within 30 m only."""

_LINKING_WORDS = frozenset(
    [
        "a",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "een",
        "en",
        "het",
        "van",
        "der",
        "den",
        "the",
        "of",
    ]
)
_GENERIC_WORDS = frozenset(
    [
        "communal",
        "communale",
        "communaux",
        "communales",
        "municipal",
        "municipale",
        "municipaux",
        "municipales",
        "fondamental",
        "fondamentale",
        "gemeentelijk",
        "gemeentelijke",
    ]
)
"""Words that say whose a building is or nothing at all, not which one it is. What it is (library, pool) stays."""
_LONG_FORMS = {"bibl": "bibliotheque", "st": "saint", "ste": "sainte"}
_LONG_FORMS_OF_STREETS = _LONG_FORMS | {
    "av": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "boul": "boulevard",
    "ch": "chaussee",
    "chee": "chaussee",
    "fbg": "faubourg",
    "pl": "place",
    "pte": "petite",
    "r": "rue",
    "rte": "route",
    "sq": "square",
    "str": "straat",
}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
"""Without ``v`` and ``x``, which are more often initials."""
_POSTAL_TAIL = re.compile(r"(?<=\S)[\s,;-]+(?:b-?\s?)?\d{4}\s+\D+$")
_BOX = re.compile(r"\s(?:bte|boite|bus)\s*\w+$")
_WORDS = re.compile(r"[^\W\d_]+|\d+")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return the text in small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


@dataclass(frozen=True)
class Entry:
    """What a list says of a building, as far as it tells which building it is."""

    name: str
    address: str = ""
    postal_code: str = ""

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the name that tell buildings apart; all its words when none does."""
        found = [_LONG_FORMS.get(word, word) for word in _WORDS.findall(plain(self.name))]
        telling = frozenset(_ROMAN.get(word, word) for word in found if word not in _LINKING_WORDS | _GENERIC_WORDS)
        return telling or frozenset(found)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of the name: school 1 is not school 2, however alike the rest."""
        return frozenset(word for word in self.words if word.isdigit())

    @cached_property
    def street_and_number(self) -> tuple[str, ...]:
        """The words of the address in alphabetical order, without postal code, town and box; empty without a number."""
        street = _BOX.sub("", _POSTAL_TAIL.sub("", plain(self.address).strip()))
        words = [_LONG_FORMS_OF_STREETS.get(word, word) for word in _WORDS.findall(street)]
        if not any(word.isdigit() for word in words):
            return ()
        return tuple(sorted(word for word in words if word not in _LINKING_WORDS))


def same_words(one: Entry, other: Entry) -> bool:
    """Say whether two names consist of the same telling words, in any order."""
    return bool(one.words) and one.words == other.words


def similarity(one: Entry, other: Entry) -> float:
    """Return how alike two names are, 0-1.

    Notes
    -----
    1 when the words of one are among those of the other, two at least ("Rimbaud library" in "Arthur Rimbaud library");
    0 when their numbers differ; else the share of letters in common of the words in alphabetical order
    (Ratcliff and Obershelp's measure, as in ``difflib``, whose result depends on the order of its arguments: they are
    sorted first).
    """
    if not one.words or not other.words or one.numbers != other.numbers:
        return 0.0
    if one.words == other.words:
        return 1.0
    fewer, more = sorted((one.words, other.words), key=len)
    if len(fewer) >= 2 and fewer < more:
        return 1.0
    first, second = sorted(" ".join(sorted(words)) for words in (one.words, other.words))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def same_address(one: Entry, other: Entry) -> bool:
    """Say whether two entries give the same street and number, and no different postal codes."""
    if one.postal_code and other.postal_code and one.postal_code != other.postal_code:
        return False
    return bool(one.street_and_number) and one.street_and_number == other.street_and_number
