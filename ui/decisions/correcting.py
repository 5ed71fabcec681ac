"""What a layer should say instead: the fields of a review by which a member asks for a correction."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from geo.texts import N_
from layers import Column, layer
from store.corrections import cell_now, columns_to_correct, layer_with
from store.decisions import schools_of
from ui.components.markup import show, tag
from ui.context import Context
from words.decisions.corrections import value_words

FIRST: Mapping[str, str] = MappingProxyType(
    {
        "public_wifi": "wifi_now",
        "fibre": "fibre_now",
        "open_to_the_public": "public_access",
        "opening_hours": "opening_hours",
        "place": "address",
        "residents": "population",
        "help": "help_hours_per_week",
    }
)
"""Fact under review -> column proposed first."""

_YES_NO = ("true", "false")


def correction_fields(context: Context, subject: str, fact: str, key: str) -> tuple[str, str]:
    """Draw the fields; return layer and column (empty: nothing to correct) and what should stand there."""
    _ = context.translate
    name = "buildings" if subject in context.building_names.index else layer_with(context.store, subject)
    if name is None and subject in schools_of(context.assessment.evidence):
        # A school site has a row a level, so that no single cell is its own.
        return "", ""
    # Of what no list has, a neighbourhood's residents are what could be missing: that is said below.
    name = name or "population"
    columns = sorted(columns_to_correct(name), key=lambda column: column.name != FIRST.get(fact))
    known = {column.name: column for column in columns}
    chosen = st.selectbox(
        _(N_("What the layer should say otherwise")),
        list(known),
        index=None,
        format_func=lambda each: _(known[each].meaning),
        placeholder=_(N_("Nothing to correct")),
        help=_(
            N_("Once accepted by the committee, it waits under Data; nothing is published before it is approved there.")
        ),
        key=f"{key}_corrects",
    )
    if chosen is None:
        return "", ""
    column, now = known[str(chosen)], cell_now(context.store, name, subject, str(chosen))
    if now is None:
        text = _(N_("Layer {layer} has no row of it that could be corrected.")).format(layer=_(layer(name).title))
        show(tag("p", text, class_="warned"))
        return "", ""
    said = _(N_("The layer says: {value}.")).format(value=value_words(column, now, context.numbers))
    show(tag("p", said, class_="small"))
    return f"{name}.{column.name}", _value(context, column, f"{key}_{column.name}_after")


def _value(context: Context, column: Column, key: str) -> str:
    _ = context.translate
    label = _(N_("It should say"))
    codes = list(column.labels) if column.labels else list(_YES_NO) if column.kind == "boolean" else []
    if codes:
        chosen = st.selectbox(
            label,
            codes,
            index=None,
            format_func=lambda each: value_words(column, each, context.numbers),
            placeholder=context.numbers.unknown,
            key=key,
        )
        return str(chosen or "")
    hints = {"date": "2026-05-31", "integer": "12", "number": "1250.5"}
    hint = "Mo-Fr 09:00-17:00" if column.name == "opening_hours" else hints.get(column.kind, "")
    return st.text_input(label, placeholder=hint or context.numbers.unknown, max_chars=200, key=key).strip()
