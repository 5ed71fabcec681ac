"""Street and house number of an address as people write it in French or Dutch; streets brought to one form."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_TYPES: Final = {
    "rue": "r",
    "avenue": "av ave aven",
    "boulevard": "bd bld bvd boul blvd",
    "place": "pl",
    "placette": "",
    "square": "sq",
    "allee": "all",
    "impasse": "imp",
    "route": "rte",
    "chaussee": "ch chee chaus",
    "chemin": "ch chem che",
    "quai": "",
    "residence": "res",
    "esplanade": "esp",
    "passage": "pass",
    "cours": "crs",
    "faubourg": "fg fbg",
    "sentier": "sent",
    "clos": "",
    "cite": "",
    "ruelle": "",
    "venelle": "",
    "dreve": "",
    "montee": "",
    "parvis": "",
    "parc": "",
    "rond": "",
    "villa": "",
}
"""First word of a French street -> its abbreviations; ``ch`` is one of two."""
_TITLES: Final = {
    "saint": "st",
    "sainte": "ste",
    "docteur": "dr doct",
    "general": "gal gen",
    "professeur": "prof pr",
    "commandant": "cdt",
    "marechal": "mal",
    "capitaine": "cap cpt",
    "lieutenant": "lt",
    "colonel": "col",
    "president": "pdt pres",
    "bourgmestre": "bgm bourgm",
    "burgemeester": "burg",
    "notre": "n",
    "dame": "",
}
_ENDINGS: Final = (("stwg", "steenweg"), ("stw", "steenweg"), ("str", "straat"), ("pln", "plein"), ("ln", "laan"))
"""What Dutch streets end in, cut short."""
_FILLING: Final = frozenset(
    {"de", "du", "des", "la", "le", "les", "l", "d", "a", "au", "aux", "et", "en"}
    | {"van", "der", "den", "het", "t", "s", "ter", "ten"}
)

_NUMBER: Final = r"\d{1,4}(?:\s?(?:bis|ter|quater)\b|\s?[a-z]\b)?(?:\s?[-/+]\s?\d{1,4}[a-z]?\b)*"
_BOX: Final = re.compile(r"\b(?:bte|boite|bt|bus|b|box|app|appt|et|etage|verd|bp|cs)\b\.?\s?\d+\w?")
_TOWN: Final = re.compile(r"(?<=[a-z\d)])[\s,;(-]+(?:[bf]-)?(?P<code>[1-9]\d{3}|\d{5})\s+[a-z][a-z' -]*\)?$")
_LEADING: Final = re.compile(rf"^(?:n[°o]\s?)?(?P<number>{_NUMBER})\s*,?\s+(?P<street>\D.*)$")
_AMONG: Final = re.compile(rf"\b(?P<number>{_NUMBER})\s*,?\s+(?P<street>(?:{'|'.join(_TYPES)})\s.*)$")
"""A number and a street behind the name of a house or an association."""
_TRAILING: Final = re.compile(rf"^(?P<street>\D.*?)[\s,]+(?:n[°o]\.?\s?)?(?P<number>{_NUMBER})$")


@dataclass(frozen=True)
class Street:
    """A street brought to one form: its kinds (``rue``; two where an abbreviation leaves it open) and its own words."""

    kinds: frozenset[str]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Address:
    """What an address says: the street as written, the first house number (0: none) and its letter, the postal code."""

    street: str
    number: int
    letter: str
    postal_code: str


def read_address(text: str, postal_code: str = "") -> Address | None:
    """Return what an address says; None where no street can be told.

    Parameters
    ----------
    text
        ``Rue de la Neuville 3 bte 2``, ``14 rue Camille Claudel``, ``Mairie - 3, place d'Armes, 6000 Charleroi``.
    postal_code
        Of its own column; else the one in front of a town at the end of the text.

    Notes
    -----
    Of a range of house numbers (``12-14``) the first counts. Boxes, floors and post-office boxes are left out.

    Examples
    --------
    >>> read_address("3 bis, rue de la Gare - 6000 Charleroi")
    Address(street='rue de la gare', number=3, letter='bis', postal_code='6000')
    """
    # Lists made of several fields leave two blanks where they were joined.
    words = _plain(re.sub(r"(?<=[^\W\d_])(?<!\d[^\W\d_])(?<!bis)(?<!ter)\s{2,}", " - ", text.strip()))
    town = _TOWN.search(words)
    code = postal_code.strip() or (town["code"] if town else "")
    if town:
        words = words[: town.start()]
    words = re.sub(r"\s+", " ", _BOX.sub(" ", words)).strip(" ,;-/")
    # A comma may part a number from its street, or an address from what it is.
    pieces = [each.strip(" ,;()") for comma in (r"(?<!\d),", ",") for each in re.split(rf"\s-\s|[;()]|{comma}", words)]
    parts = list(dict.fromkeys(each for each in pieces if each))
    whole = [] if " - " in words else [words.replace(",", " ")]
    for part in (*whole, *parts):
        found = _LEADING.match(part) or _TRAILING.match(part) or _AMONG.search(part)
        if found is None or not own_words(found["street"]):
            continue
        digits = re.match(r"(\d+)\s?([a-z]*)", found["number"])
        if digits is not None and int(digits[1]):
            return Address(found["street"].strip(" ,"), int(digits[1]), digits[2], code)
    for part in parts:
        if (street := street_of(part)).kinds and street.words:
            return Address(part, 0, "", code)
    return None


def street_of(text: str) -> Street:
    """Bring a street to one form, in which spelling counts and case, accents and abbreviations do not.

    Examples
    --------
    >>> sorted(street_of("Bd. du Dr Schweitzer").kinds), street_of("Bd. du Dr Schweitzer").words
    (['boulevard'], ('docteur', 'schweitzer'))
    """
    words = [_whole(each) for each in re.findall(r"[a-z0-9]+", _plain(text))]
    kinds: frozenset[str] = frozenset()
    if len(words) > 1:
        kinds = frozenset(kind for kind, short in _TYPES.items() if words[0] == kind or words[0] in short.split())
        if kinds:
            words = words[1:]
    return Street(kinds, tuple(each for each in words if each not in _FILLING))


def own_words(text: str) -> tuple[str, ...]:
    """Return the words of a street beside its kind."""
    return street_of(text).words


def _whole(word: str) -> str:
    """Write out a title, or the ending of a Dutch street."""
    for title, short in _TITLES.items():
        if word in short.split():
            return title
    for ending, whole in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + whole
    return word


def _plain(text: str) -> str:
    """Return a text in small letters, without accents, with plain dashes and apostrophes."""
    for dash in "‐‑‒–—−":
        text = text.replace(dash, "-")
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe").replace("Œ", "OE"))
    letters = "".join(each for each in decomposed if not unicodedata.combining(each))
    return re.sub(r"\s+", " ", letters).strip().lower()
