"""HTML built from parts that are escaped unless they were built here too: no text of the data can become markup."""

import re
from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup, escape

from geo.texts import Counted

Content = str | Markup | None


def tag(name: str, *children: Content, **attributes: object) -> Markup:
    """Return one element; ``class_`` stands for class, ``data_x`` for data-x; an attribute of None is left out."""
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    inside = Markup("").join(escape(child) for child in children if child is not None)
    return Markup("<{name}{written}>{inside}</{name}>").format(name=Markup(name), written=written, inside=inside)


def filled(text: str, **parts: Content) -> Markup:
    """Fill the places of a translated sentence with parts that may be emphasised."""
    if isinstance(text, Counted):
        text = text.form({name: Markup(part).striptags() for name, part in parts.items()})
    return Markup(str(escape(text))).format(**parts)


def joined(parts: Iterable[Content]) -> Markup:
    """Return the parts one after the other."""
    return Markup("").join(escape(part) for part in parts if part is not None)


def show(*parts: Content) -> None:
    """Put the parts on the page."""
    if content := joined(parts):
        st.html(str(content))


def plain(text: str) -> str:
    """Return a text that Streamlit's labels show as it is, whatever Markdown would make of it."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
