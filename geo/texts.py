"""Marks the texts that the interface translates; the English text is the key of the catalogues."""

from typing import Final


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Return the message unchanged: the mark by which Babel finds a text declared far from the interface."""
    return message


LANGUAGES: Final = ("fr", "nl", "en")
"""The languages of the interface, the first one being the default."""
