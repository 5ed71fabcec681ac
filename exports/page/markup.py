"""The blocks of a dossier as HTML: every text is escaped, none is ever markup."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import cast

from exports.dossier.blocks import Block


def text_of(words: object) -> str:
    """Return a text as HTML shows it, in quotation marks of attributes too."""
    return escape(str(words), quote=True)


def markup(blocks: Iterable[Block]) -> str:
    """Return blocks as HTML; maps and page breaks are left out, for the page has its own map."""
    return "\n".join(_DRAWN[str(block["kind"])](block) for block in blocks if block["kind"] in _DRAWN)


def _heading(block: Block) -> str:
    level = 2 if block["level"] == 1 else 3
    return f"<h{level}>{text_of(block['text'])}</h{level}>"


def _paragraph(block: Block) -> str:
    return f'<p class="{text_of(block["look"])}">{text_of(block["text"])}</p>'


def _items(block: Block) -> str:
    kind = "ol" if block["kind"] == "lead" else "ul"
    items = "".join(f"<li>{text_of(each)}</li>" for each in cast(Sequence[str], block["items"]))
    return f'<{kind} class="{text_of(block["kind"])}">{items}</{kind}>'


def _facts(block: Block) -> str:
    rows = cast(Sequence[Sequence[str]], block["rows"])
    told = "".join(f"<div><dt>{text_of(name)}</dt><dd>{text_of(value)}</dd></div>" for name, value in rows)
    return f'<dl class="facts">{told}</dl>'


def _table(block: Block) -> str:
    columns = cast(Sequence[Mapping[str, object]], block["columns"])
    sides = [text_of(column["align"]) for column in columns]
    head = "".join(
        f'<th scope="col" class="{side}">{text_of(column["title"])}</th>'
        for column, side in zip(columns, sides, strict=True)
    )
    rows = [
        "".join(f'<td class="{side}">{text_of(cell)}</td>' for cell, side in zip(row, sides, strict=True))
        for row in cast(Sequence[Sequence[str]], block["rows"])
    ]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    caption = f"<caption>{text_of(block['caption'])}</caption>" if block["caption"] else ""
    total = ' class="total"' if block["total"] else ""
    whole = f"<table{total}>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    # What is wider than a telephone is moved by keys too.
    return f'<div class="wide" tabindex="0">{whole}</div>'


_DRAWN = {
    "heading": _heading,
    "paragraph": _paragraph,
    "lead": _items,
    "list": _items,
    "facts": _facts,
    "table": _table,
}
