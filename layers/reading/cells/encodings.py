"""The encoding of a text that is not Unicode, told by which letters stand between letters."""

import re

from layers._fault import Fault, Refused
from layers._raw import RawFile

CANDIDATES = ("cp1252", "cp850", "mac_roman")
"""Windows, DOS and Macintosh, the likeliest first."""
_USUAL = frozenset("éèêëàâäáçôöóîïíûùüúœæñßšž")
"""Small letters of French, Dutch and German, and two of names from elsewhere that Windows has."""
_INSIDE = re.compile(rb"[A-Za-z][\x80-\xff]{1,2}(?=[A-Za-z])")
_AT_THE_END = re.compile(rb"[A-Za-z][\x80-\xff](?![A-Za-z\x80-\xff])")
_AT_THE_START = re.compile(rb"(?<![A-Za-z0-9\x80-\xff])[\x80-\xff](?=[a-z])")
_MOST = 20_000_000
"""Bytes looked at."""
GOOD = 0.8
"""Share of the letters inside words that are usual ones, in the encoding a text is in."""


def likely_encoding(raw: RawFile) -> str:
    """Return the encoding in which the bytes inside words are letters; ``cp1252`` where there are none.

    Raises
    ------
    Refused
        ``table.doubtful_encoding`` where they are letters in none.
    """
    with raw.path.open("rb") as stream:
        content = stream.read(_MOST)
    scores = {encoding: _score(content, encoding) for encoding in CANDIDATES}
    if all(score is None for score in scores.values()):
        return CANDIDATES[0]
    known = {encoding: score or 0.0 for encoding, score in scores.items()}
    best = max(CANDIDATES, key=lambda encoding: known[encoding])
    if known[best] == known[CANDIDATES[0]]:
        best = CANDIDATES[0]
    rivals = [score for encoding, score in known.items() if encoding != best]
    # Letters of other languages may be unusual in every encoding: doubtful is only what another one reads better.
    if (known[best] < GOOD and max(rivals) > 1 - GOOD) or (best != CANDIDATES[0] and known[CANDIDATES[0]] > 1 - GOOD):
        raise Refused([Fault("table.doubtful_encoding", "error", raw.name, value="Windows-1252")])
    return best


def _score(content: bytes, encoding: str) -> float | None:
    """Return the share of the foreign bytes beside letters that are usual there; None where there are none.

    Inside a word letters and the apostrophe are usual; at its end also what closes a sentence or a quotation.
    """
    usual = total = 0
    for pattern, beside in ((_INSIDE, "’'-–"), (_AT_THE_END, "’”…»–—°²"), (_AT_THE_START, "‘“«–—€œŒ")):
        for match in pattern.finditer(content):
            text = match.group().decode(encoding, "replace")
            foreign = text if pattern is _AT_THE_START else text[1:]
            for letter in foreign:
                total += 1
                capital = letter.lower() in _USUAL and (match.group()[:1].isupper() or pattern is _AT_THE_START)
                usual += letter in _USUAL or letter in beside or capital
    return usual / total if total else None
