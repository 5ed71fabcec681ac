"""Names as publishers shout them (``PONT-A-NOLE``), made readable (``Pont-à-Nole``)."""

import re

_FRENCH = "à au aux d de des du en et l la le les lez sous sur"
_DUTCH = "'s 't aan bij de den der en het op ten ter van"
_PARTICLES = frozenset(f"{_FRENCH} {_DUTCH}".split())
"""Words written small inside a name; capital where they open it or follow a dash, a bracket or a quotation mark."""

_WORD = re.compile(r"'[st](?!\w)|\w+", re.IGNORECASE)
_ROMAN_NUMERAL = re.compile(r"[IVX]{2,}")
_LETTERS_AND_DIGITS = re.compile(r"[A-Z]{1,2}\d+")
_OPENS_A_NAME = re.compile(r"(^|[-+&/] |[(\"«])$")


def readable_name(name: str) -> str:
    """Write a name in capitals the way people write it; a name that already has small letters keeps its own.

    Notes
    -----
    Accents the publisher left out are not guessed, with one exception that admits no doubt: a lone ``A`` between two
    hyphens is ``à``. Marks of footnotes (``ROUX*``) and doubled blanks go; a bracket gets the blank before it.
    """
    text = " ".join(name.replace("*", " ").replace("’", "'").split())
    if any(letter.islower() for letter in text):
        return text
    text = re.sub(r"(?<=\w)\(", " (", text)
    text = re.sub(r"(?<=\w-)A(?=-\w)", "À", text)
    return _WORD.sub(lambda match: _written(match.group(), text[: match.start()]), text)


def _written(word: str, before: str) -> str:
    """Return one word as it is written after ``before``."""
    if _ROMAN_NUMERAL.fullmatch(word) or _LETTERS_AND_DIGITS.fullmatch(word):
        return word
    small = word.lower()
    if small in _PARTICLES and not _OPENS_A_NAME.search(before):
        return small
    return small if word.startswith("'") else small[0].upper() + small[1:]
