"""What a delivery changes: figures, a table that says every change, and the same on the map."""

from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
import streamlit as st

from exports.csv_files import csv_bytes
from geo.changes import TableChange
from geo.texts import N_
from layers import Column, Layer
from store.changes import LayerChange, change_rows
from store.uploads import Looked, change_places
from ui.components.cells import cell
from ui.components.markup import joined, show, tag
from ui.context import Context
from ui.upload.difference_map import difference_map
from words.changes.lines import KINDS, change_lines, changed_totals

SHOWN = 200
"""Changes in the table of the page; the file has all of them."""


def draw_difference(context: Context, proposal: Looked, key: str = "upload") -> None:
    """Draw what changes in the layer as a whole; ``key`` tells two differences on one page apart."""
    _, found = context.translate, proposal.candidate
    change, layer = found.change, proposal.layer
    first, *totals = change_lines(change, _, changed=found.changed, named=_(layer.title))
    totals += changed_totals(change, _)
    show(
        tag("p", first, class_="why"),
        tag("ul", *(tag("li", each) for each in totals), class_="told") if totals else None,
    )
    if not found.changed or change.table is None:
        return
    rows = change_rows(change)
    if rows.empty:
        return
    places = change_places(context.store, proposal, change)
    if places is None or places.rows.empty:
        _table(context, layer, change, rows)
    else:
        left, right = st.columns([1.15, 1], gap="medium")
        with left:
            difference_map(context, places, key)
        with right:
            _table(context, layer, change, rows)
    st.download_button(
        _("Every change (CSV)"),
        partial(csv_bytes, rows),
        file_name=f"{layer.name}_changes.csv",
        mime="text/csv",
        key=f"{key}_changes",
        on_click="ignore",
    )


def _table(context: Context, layer: Layer, change: LayerChange, rows: pd.DataFrame) -> None:
    _, numbers = context.translate, context.numbers
    heads = (_("What"), _("Row"), _("Before"), _("After"))
    lines = []
    for told in tell_rows(context, layer, change, rows.head(SHOWN)):
        what = joined([told.what, tag("div", told.column, class_="small") if told.column else None])
        who = joined([tag("b", told.name), " ", tag("span", told.row, class_="small")]) if told.name else told.row
        lines.append(tag("tr", *(tag("td", each) for each in (what, who, told.before, told.after))))
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        tag("tbody", *lines),
        class_="board changes",
    )
    # It scrolls by keyboard too.
    show(tag("div", table, class_="scrolls", tabindex="0", role="region", aria_label=_("Every change, row by row")))
    if len(rows) > SHOWN:
        more = _(N_("Only in the file: {count}.")).format(count=numbers.number(len(rows) - SHOWN))
        show(tag("p", more, class_="small"))


@dataclass(frozen=True)
class Told:
    """One change in words."""

    what: str
    row: str
    name: str
    column: str = ""
    """What the column that differs means; empty where the row as a whole is meant."""
    before: str = ""
    after: str = ""

    @property
    def line(self) -> str:
        """What became of the row, on one line."""
        values = " → ".join(each for each in (self.before, self.after) if each)
        return " ".join(each for each in (self.what, f"({self.column})" if self.column else "", values) if each)


def tell_rows(context: Context, layer: Layer, change: LayerChange, rows: pd.DataFrame) -> list[Told]:
    """Return each change of `change_rows` in words."""
    _, numbers = context.translate, context.numbers
    columns = {column.name: column for column in layer.columns}
    values: dict[tuple[str, str], tuple[object, object]] = {}
    if change.table is not None:
        for row, column, before, after in change.table.changed.to_numpy().tolist():
            values[TableChange.shown(row), column] = (before, after)
    told = []
    for kind, row, name, column, before, after, distance in rows.itertuples(index=False, name=None):
        one = Told(_(KINDS[kind]), row, name)
        if kind in ("changed", "renamed"):
            was, now = (_value(context, columns.get(column), each) for each in values[row, column])
            meaning = _(columns[column].meaning) if column in columns and kind == "changed" else ""
            one = replace(one, column=meaning, before=was, after=now)
        elif kind == "moved":
            one = replace(one, after=f"{numbers.number(distance)}\u00a0m" if pd.notna(distance) else numbers.unknown)
        elif kind == "same_place":
            one = replace(one, before=before, after=after)
        told.append(one)
    return told


def _value(context: Context, column: Column | None, value: object) -> str:
    if column is None:
        return context.numbers.unknown if value is None else str(value)
    return cell(column, value, context)
