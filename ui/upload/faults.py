"""What was found in a delivery: every fault with its row, and all of them as a file to send back."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from exports.csv_files import csv_bytes
from exports.fault_tables import faults_table
from geo.texts import N_
from layers import Fault
from store.versions import count_faults, gravest_first
from ui.components.board import SEVERITIES, told_list
from ui.components.markup import show, tag
from ui.context import Context
from words.faults import fault_on_screen, problem_on_screen

SHOWN = 100
"""Faults on the page; the file has all of them."""

_LOSSES = ("change.many_gone", "change.people_off", "change.extent", "change.unjoined")
"""Guard rails of the commune."""

FIRST = 6
"""Faults that stand there at once; the others are opened."""


def draw_faults(context: Context, layer_name: str, faults: Sequence[Fault]) -> None:
    """Draw the faults, the gravest first, and the button for the file."""
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
    told = [(each.severity, _said(context, layer_name, each)) for each in ordered[:SHOWN]]
    show(told_list(told[:FIRST], context))
    if rest := told[FIRST:]:
        more = _(N_("The others: {count}")).format(count=numbers.number(len(ordered) - FIRST))
        left = len(ordered) - SHOWN
        beyond = _(N_("Only in the file: {count}.")).format(count=numbers.number(left)) if left > 0 else ""
        show(
            tag(
                "details",
                tag("summary", more),
                told_list(rest, context),
                tag("p", beyond, class_="small") if beyond else None,
                class_="assumptions",
            )
        )
    st.download_button(
        _("All of it (CSV)"),
        partial(csv_bytes, faults_table(ordered, numbers)),
        file_name=f"{layer_name}_faults.csv",
        mime="text/csv",
        key="upload_faults",
        on_click="ignore",
    )


def _said(context: Context, layer_name: str, fault: Fault) -> str:
    if fault.code in _LOSSES:
        # What to do about it stands where the decision is taken.
        return problem_on_screen(fault, context.numbers)
    return fault_on_screen(fault, context.numbers, layer_name)
