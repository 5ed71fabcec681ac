"""HTML built from parts that are escaped unless they were built here too: no text of the data can become markup."""

import re
from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup, escape

from geo.texts import Counted

Content = str | Markup | None

_BARE = frozenset({"option", "script", "style", "title"})
"""Elements that hold a text and no others."""

_WHOLE = re.compile(r"Wi-Fi|« \S{1,30}(?!\S)(?: »)?|(?<!\S)\S{1,30} »")
"""What no line may end in the middle of: browsers break at the hyphen, and names from data have a plain space here."""


def kept_whole(text: str) -> Markup:
    """Return a text as markup in which no line ends inside "Wi-Fi", or between a word and its guillemet.

    The text itself stays as it is: whoever copies, searches or hears it finds the same characters.

    Examples
    --------
    >>> str(kept_whole("Wi-Fi & « Le Carrefour »"))
    '<span class="whole">Wi-Fi</span> &amp; <span class="whole">« Le</span> <span class="whole">Carrefour »</span>'
    """
    return Markup(_WHOLE.sub(r'<span class="whole">\g<0></span>', str(escape(text))))


def _marked(child: Content) -> Markup:
    return child if isinstance(child, Markup) else kept_whole(str(child))


def tag(name: str, *children: Content, **attributes: object) -> Markup:
    """Return one element; ``class_`` stands for class, ``data_x`` for data-x; an attribute of None is left out."""
    # Plain strings once each part is escaped: a page has thousands of elements, and Markup escapes what it joins again.
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    marked = escape if name in _BARE else _marked
    inside = "".join(marked(child) for child in children if child is not None)
    return Markup(f"<{name}{written}>{inside}</{name}>")


def filled(text: str, **parts: Content) -> Markup:
    """Fill the places of a translated sentence with parts that may be emphasised."""
    if isinstance(text, Counted):
        text = text.form({name: Markup(part).striptags() for name, part in parts.items()})
    return kept_whole(text).format(
        **{name: _marked(part) if part is not None else part for name, part in parts.items()}
    )


def joined(parts: Iterable[Content]) -> Markup:
    """Return the parts one after the other."""
    return Markup("".join(_marked(part) for part in parts if part is not None))


def show(*parts: Content) -> None:
    """Put the parts on the page."""
    if content := joined(parts):
        st.html(str(content))


def plain(text: str) -> str:
    """Return a text that Streamlit's labels show as it is, whatever Markdown would make of it."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def plain_lines(text: str) -> str:
    """Return a text of several lines that Streamlit's captions show as it is, each line by itself."""
    return "  \n".join(plain(line.strip()) for line in text.splitlines())
