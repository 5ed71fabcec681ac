"""Text from files as a terminal may show it: what could move, hide or turn what is read is written out instead."""

import io
import unicodedata
from contextlib import suppress

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HIDDEN = frozenset("\ufeff\ufff9\ufffa\ufffb\u206a\u206b\u206c\u206d\u206e\u206f\u200b\u2060")
"""Marks without width that are no part of any word."""

LAID_OUT = "\n\t"
"""What lays out text of our own; in a text from a file it would lay out what is around it."""


def printable(text: str, *, keep: str = "") -> str:
    r"""Return the text with every control and direction character written out, as ``\u001b``; those in ``keep`` stay.

    Notes
    -----
    Escape sequences (ECMA-48, both as ESC and as the C1 controls) can change colours, titles and the clipboard of a
    terminal; a carriage return overwrites the line; marks of direction make a name read as another (Unicode Technical
    Report 36). The form is JSON's, so that JSON that was printed still says the same.
    """
    if text.isprintable() and not _DIRECTIONS & set(text) and not _HIDDEN & set(text):
        return text
    return "".join(each if each in keep or _is_plain(each) else _written_out(each) for each in text)


def _is_plain(character: str) -> bool:
    if character in _DIRECTIONS or character in _HIDDEN or "\U000e0000" <= character <= "\U000e007f":
        return False
    return unicodedata.category(character) not in ("Cc", "Zl", "Zp", "Cs")


def _written_out(character: str) -> str:
    pairs = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pairs[place] << 8 | pairs[place + 1]:04x}" for place in range(0, len(pairs), 2))


class PrintableStream(io.TextIOWrapper):
    """A stream of text that is shown: what is no line break or tab of its own is written out."""

    def __init__(self, beneath: io.TextIOWrapper) -> None:
        super().__init__(
            beneath.buffer,
            encoding=beneath.encoding,
            # A console that cannot show a letter shows a question mark rather than failing.
            errors="replace",
            line_buffering=True,
            write_through=True,
        )
        self.beneath = beneath
        """The stream itself, for a progress bar, which draws with control characters."""

    def write(self, text: str) -> int:
        """Write a text and return its length."""
        super().write(printable(text, keep=LAID_OUT))
        return len(text)

    def close(self) -> None:
        """Write what waits; the stream beneath stays open, for it is another's."""
        with suppress(ValueError, OSError):
            self.flush()
