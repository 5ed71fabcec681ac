"""What pages are made of, as plain data: the template sets it and never takes any of it for markup."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from exports.maps.drawing import Drawing

Block = Mapping[str, object]
Align = Literal["left", "right"]


def heading(text: str, level: int = 1) -> Block:
    """Return a title of a part."""
    return {"kind": "heading", "text": text, "level": level}


def paragraph(text: str, look: Literal["plain", "soft", "warned"] = "plain") -> Block:
    """Return a paragraph; soft ones say what figures rest on, warned ones what must not be overlooked."""
    return {"kind": "paragraph", "text": text, "look": look}


def lead(sentences: Iterable[str]) -> Block:
    """Return the sentences a dossier opens with, numbered."""
    return {"kind": "lead", "items": list(sentences)}


def listed(items: Iterable[str]) -> Block:
    """Return a list."""
    return {"kind": "list", "items": list(items)}


def facts(rows: Iterable[tuple[str, str]]) -> Block:
    """Return pairs of what is known and its value."""
    return {"kind": "facts", "rows": [list(row) for row in rows]}


def table(
    columns: Sequence[tuple[str, Align, float]],
    rows: Iterable[Sequence[str]],
    caption: str = "",
    *,
    total: bool = False,
) -> Block:
    """Return a table.

    Parameters
    ----------
    columns
        Heading, side its cells stand at, and share of the width.
    rows
        Cells, as they are read.
    caption
        What it shows.
    total
        Whether the last row sums up the others.
    """
    return {
        "kind": "table",
        "columns": [{"title": _capital(title), "align": align, "width": width} for title, align, width in columns],
        "rows": [list(row) for row in rows],
        "caption": caption,
        "total": total,
    }


def figure(
    drawing: Drawing,
    alt: str,
    caption: str,
    legend: Sequence[tuple[str, float, str]] = (),
    *,
    height_mm: float = 150,
) -> Block:
    """Return a map with its legend: colour, radius of a dot (0 for a filled area) and words of each row."""
    return {
        "kind": "figure",
        "svg": drawing.svg,
        "ratio": drawing.ratio,
        "labels": [{"text": each.text, "x": each.x, "y": each.y} for each in drawing.labels],
        "alt": alt,
        "caption": caption,
        "legend": [{"colour": colour, "radius": radius, "text": text} for colour, radius, text in legend],
        "height": height_mm,
    }


def beside(left: Iterable[Block], right: Block) -> Block:
    """Return paragraphs with a map beside them."""
    return {"kind": "beside", "left": list(left), "right": right}


def page_break() -> Block:
    """Return the beginning of another page."""
    return {"kind": "break"}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
