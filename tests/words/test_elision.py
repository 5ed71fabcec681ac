"""A French word loses its vowel before a vowel, and only there: « d’habitants », but « de personnes »."""

import re

from words._collect import read_catalogue

VOWELS = "aeiouàâéèêëîïôùûœ"
WHOLE = re.compile(rf"(?<![\w-])(de|le|la|que|ne|se|lorsque|puisque) [{VOWELS}]")
CUT = re.compile(rf"(?<!\w)(?:[dlnsjmtc]|qu|lorsqu|puisqu)’(?![{VOWELS}yh])\w", re.IGNORECASE)
"""Before « y » and « h » a word may be whole or cut: « le yaourt » and « l’y », « le haut » and « l’heure »."""


def _texts() -> list[str]:
    texts: list[str] = []
    for each in read_catalogue("fr"):
        texts += [each.string] if isinstance(each.string, str) else list(each.string)
    return texts


def test_no_word_is_cut_before_a_consonant() -> None:
    assert CUT.search("moins d’personnes")
    assert not CUT.search("moins d’habitants, qu’elle n’a pas ; l’École")
    assert [text for text in _texts() if CUT.search(text)] == []


def test_no_word_stays_whole_before_a_vowel() -> None:
    assert WHOLE.search("moins de élèves")
    assert [text for text in _texts() if WHOLE.search(text)] == []
