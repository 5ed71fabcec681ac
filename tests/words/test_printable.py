"""Text from files on a terminal: nothing in it can move, hide or turn what is read, and nothing of it is lost."""

import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws import draws
from words.printable import LAID_OUT, PrintableStream, printable

BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}

STEERING = "".join(
    character
    for character in map(chr, range(0x110000))
    if unicodedata.category(character) in ("Cc", "Zl", "Zp") or unicodedata.bidirectional(character) in BIDI
)
"""All controls, separators of lines, and marks that turn the direction of what follows."""


def _steers(text: str) -> bool:
    return bool(set(text) & (set(STEERING) | set("\u200e\u200f\u061c")))


@given(st.text(st.characters() | st.sampled_from(STEERING)))
@draws(300)
def test_no_text_steers_a_terminal(text: str) -> None:
    assert not _steers(printable(text))
    assert not _steers(printable(text, keep=LAID_OUT).replace("\n", "").replace("\t", ""))


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(STEERING)))
@draws(300)
def test_printed_json_says_the_same(text: str) -> None:
    written = json.dumps({text: [text]}, ensure_ascii=False, indent=1)
    assert json.loads(printable(written, keep=LAID_OUT)) == {text: [text]}


@pytest.mark.parametrize("text", ["École «\u202fLes Étangs\u202f»", "مكتبة", "ספרייה", "図書館", "👩‍💻", "Zoë & Ïlès"])
def test_names_of_any_language_stay_as_they_are(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\u001b[31mred"),
        ("\x1b]0;title\x07", "\\u001b]0;title\\u0007"),
        ("\x9b2J", "\\u009b2J"),
        ("a\rb", "a\\u000db"),
        ("a\nb", "a\\u000ab"),
        ("exe\u202egnp", "exe\\u202egnp"),
        ("\U000e0041", "\\udb40\\udc41"),
    ],
)
def test_what_steers_is_written_out(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_stream_writes_out_whatever_prints_to_it() -> None:
    beneath = io.TextIOWrapper(io.BytesIO(), "latin-1")
    stream = PrintableStream(beneath)
    print("a\x1b[2Jb\u202e", "→", file=stream)
    assert beneath.buffer.getvalue() == b"a\\u001b[2Jb\\u202e ?\n"
    stream.close()
    assert not beneath.closed
