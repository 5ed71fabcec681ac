"""The parts a page of method is made of: a title, a paragraph, a formula."""

from markupsafe import Markup

from ui.components.markup import tag


def heading(text: str) -> Markup:
    """Return a title."""
    return tag("h2", text)


def paragraph(text: str, **values: object) -> Markup:
    """Return a paragraph with its places filled in."""
    return tag("p", text.format(**values))


def formula(text: str) -> Markup:
    """Return a formula."""
    return tag("p", text, class_="formula")
