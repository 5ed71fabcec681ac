"""What was found in a delivery: every fault with its row, and all of them as a file to send back."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from exports.csv_files import csv_bytes
from exports.fault_tables import faults_table
from geo.texts import N_
from layers import Fault
from layers.recognition.preview import FileRow
from store.versions import count_faults, gravest_first
from ui.components.board import SEVERITIES
from ui.components.markup import show, tag
from ui.context import Context
from ui.upload.fault_map import draw_fault_map, row_of
from words.faults import fault_on_screen, problem_on_screen

SHOWN = 100
"""Faults on the page; the file has all of them."""

_LOSSES = ("change.many_gone", "change.people_off", "change.extent", "change.unjoined")
"""Guard rails of the commune."""

OTHER_ROWS = 20
"""Further rows of the same fault that are named."""

FIRST = 6
"""Faults that stand there at once; the others are opened."""


def draw_faults(
    context: Context, layer_name: str, faults: Sequence[Fault], rows: Mapping[tuple[str, int], FileRow] | None = None
) -> None:
    """Draw the faults, the gravest first, and the button for the file; ``rows`` are those they name, to be opened."""
    _, numbers = context.translate, context.numbers
    if not faults:
        show(tag("p", _("Nothing to report."), class_="why"))
        return
    counted = [
        f"{numbers.number(count)}\u00a0× {_(SEVERITIES[severity])}"
        for severity, count in count_faults(faults).items()
        if count
    ]
    show(tag("p", ", ".join(counted), class_="why"))
    ordered = gravest_first(faults)
    told = [_entry(context, layer_name, number, each, rows or {}) for number, each in enumerate(ordered[:SHOWN])]
    show(tag("ul", *told[:FIRST], class_="told faults"))
    if rest := told[FIRST:]:
        more = _(N_("The others: {count}")).format(count=numbers.number(len(ordered) - FIRST))
        left = len(ordered) - SHOWN
        beyond = _(N_("Only in the file: {count}.")).format(count=numbers.number(left)) if left > 0 else ""
        show(
            tag(
                "details",
                tag("summary", more),
                tag("ul", *rest, class_="told faults"),
                tag("p", beyond, class_="small") if beyond else None,
                class_="assumptions",
            )
        )
    if rows:
        draw_fault_map(context, layer_name, ordered[:SHOWN], rows)
    st.download_button(
        _("All of it (CSV)"),
        partial(csv_bytes, faults_table(ordered, numbers)),
        file_name=f"{layer_name}_faults.csv",
        mime="text/csv",
        key="upload_faults",
        on_click="ignore",
    )


def _entry(
    context: Context, layer_name: str, number: int, fault: Fault, rows: Mapping[tuple[str, int], FileRow]
) -> Markup:
    """Return one entry of the list; where its row is known it opens and shows it as it stands in the file."""
    _ = context.translate
    grave = tag("span", _(SEVERITIES.get(fault.severity, fault.severity)), class_=f"grave {fault.severity}")
    row = row_of(fault, rows)
    if row is None:
        return tag("li", grave, " ", _said(context, layer_name, fault))
    # What is meant stands first: a row may be wider than the page.
    meant = {fault.column, *fault.column.split(", ")}
    named = [(header, value) for header, value in row.cells if header in meant]
    cells = [*named, *((header, value) for header, value in row.cells if value and header not in meant)]
    marks = ["wrong" if header in meant else None for header, _value in cells]
    heads = [tag("th", header, scope="col", class_=mark) for (header, _value), mark in zip(cells, marks, strict=True)]
    values = [tag("td", value or "–", class_=mark) for (_header, value), mark in zip(cells, marks, strict=True)]
    number_cell = tag("td", str(row.row))
    table = tag(
        "table",
        tag("thead", tag("tr", tag("th", _("Row"), scope="col"), *heads)),
        tag("tbody", tag("tr", number_cell, *values)),
        class_="board first",
    )
    others = fault.parameters.get("rows")
    more = None
    if isinstance(others, tuple) and len(others) > 1:
        told = ", ".join(map(str, others[1 : 1 + OTHER_ROWS])) + (" …" if len(others) > 1 + OTHER_ROWS else "")
        more = tag("p", _(N_("The same on rows: {list}")).format(list=told), class_="small")
    # It scrolls by keyboard too.
    region = tag("div", table, class_="scrolls", tabindex="0", role="region", aria_label=_("The row in the file"))
    summary = tag("summary", grave, " ", _said(context, layer_name, fault))
    return tag("li", tag("details", summary, region, more, data_fault=str(number)))


def _said(context: Context, layer_name: str, fault: Fault) -> str:
    if fault.code in _LOSSES:
        # What to do about it stands where the decision is taken.
        return problem_on_screen(fault, context.numbers)
    return fault_on_screen(fault, context.numbers, layer_name)
