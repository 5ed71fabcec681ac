"""The data view: the state of every layer, what was found in it, where it comes from, and what can be taken away."""

from datetime import UTC, datetime

import streamlit as st

from geo.evidence import LAYERS_ABSENT
from geo.texts import N_, NN_
from layers import layer
from store.status import LayerStatus, provenance_table, status
from ui.address import session
from ui.address.session import tied
from ui.components.board import board, columns_table, told_list, vintage_board
from ui.components.headline import headline
from ui.components.markup import show, tag
from ui.context import Context
from ui.leaving.downloads import draw_downloads
from ui.leaving.files import draw_leaving
from ui.upload.bringing_in import draw_bringing_in
from ui.upload.building import draw_waiting
from ui.upload.corrections import draw_corrections
from ui.upload.history import draw_history
from ui.views._view import View
from words.faults import fault_on_screen
from words.sentences import sentence
from words.vintages import vintage_words

SHOWN = 200
"""Faults of one attempt shown at most; `maillage validate` lists them all."""


def render(context: Context) -> None:
    """Draw the view."""
    _ = context.translate
    statuses = status(context.store, today=datetime.now(UTC).date())
    _answer(context, statuses)
    draw_waiting(context)
    draw_corrections(context)
    draw_bringing_in(context)
    show(tag("h2", _("What is published"), class_="sheet"))
    show(board(context, statuses))
    show(tag("h3", _("The years they describe"), class_="step"))
    show(vintage_board(context, statuses, datetime.now(UTC).date()))
    show(tag("h2", _("What to know of the data behind the numbers"), class_="sheet"))
    order = {"error": 0, "warning": 1, "note": 2}
    found = sorted(context.assessment.findings, key=lambda finding: order.get(finding.severity, 3))
    show(told_list(((each.severity, sentence(each, context.numbers)) for each in found), context))
    snapshot_faults = [(fault.severity, fault_on_screen(fault, context.numbers)) for fault in context.snapshot.faults]
    if snapshot_faults:
        show(told_list(snapshot_faults, context))
    show(tag("h2", _("Take the tables away"), class_="sheet"))
    draw_downloads(context)
    draw_leaving(context)
    show(tag("h2", _("One layer in detail"), class_="sheet"))
    _one_layer(context, {each.layer: each for each in statuses})


def _answer(context: Context, statuses: list[LayerStatus]) -> None:
    _, numbers = context.translate, context.numbers
    there = [each for each in statuses if each.state in ("fresh", "stale") or each.rows is not None]
    said = _("For {commune}, layers published: {published} of {layers}.").format(
        published=numbers.number(len(there)), layers=numbers.number(len(statuses)), commune=context.place_name
    )
    of_state = {
        "stale": lambda count: _.ngettext(
            "One to be brought up to date: {layers}.", "To be brought up to date: {layers}.", count
        ),
        "undated": lambda count: _.ngettext("One of unknown date: {layers}.", "Of unknown date: {layers}.", count),
        "failed": lambda count: _.ngettext(
            "One whose last update was refused: {layers}.", "Last update refused: {layers}.", count
        ),
        "absent": lambda count: _.ngettext("One is missing: {layers}.", "Missing: {layers}.", count),
    }
    by_state = {state: [_(each.title) for each in statuses if each.state == state] for state in of_state}
    rest = [
        of_state[state](len(titles)).format(layers=", ".join(titles)) for state, titles in by_state.items() if titles
    ]
    made = _("Snapshot {id} of {day}").format(
        id=context.snapshot.id[:12], day=numbers.day(context.snapshot.created_at[:10])
    )
    headline(" ".join([said, *rest]), rests_on=[made])


@st.fragment
def _one_layer(context: Context, statuses: dict[str, LayerStatus]) -> None:
    _, numbers = context.translate, context.numbers
    names = list(statuses)
    asked = context.state.layer
    chosen = asked if asked in names else names[0]
    tied(
        st.pills,
        _("Layer"),
        names,
        format_func=lambda name: _(statuses[name].title),
        required=True,
        label_visibility="collapsed",
        key="layer",
        value=chosen,
        accept=lambda name: {"layer": "" if name == names[0] else str(name)},
    )
    one, declared = statuses[chosen], layer(chosen)
    show(tag("p", _(declared.description), class_="why"))
    if one.state == "absent" and one.layer in LAYERS_ABSENT:
        show(tag("p", _(LAYERS_ABSENT[one.layer]), class_="why"))
    _joins(context, one)
    show(tag("h4", _("Where it comes from")))
    for source in declared.sources:
        got = next((each for each in one.sources if each.source == source.name), None)
        if got:
            told = (
                _(
                    NN_(
                        "{rows} row of {vintage}, received on {day}, from {files}",
                        "{rows} rows of {vintage}, received on {day}, from {files}",
                        "rows",
                    )
                )
                if got.vintage
                else _(
                    NN_(
                        "{rows} row, received on {day}, {vintage}, from {files}",
                        "{rows} rows, received on {day}, {vintage}, from {files}",
                        "rows",
                    )
                )
            )
            told = told.format(
                rows=numbers.number(got.rows),
                vintage=vintage_words(got.vintage, numbers),
                day=numbers.day(got.received_at[:10]),
                files=", ".join(got.files),
            )
        else:
            told = _("nothing received")
        page = tag("a", source.page, href=source.page, target="_blank", rel="noreferrer") if source.page else None
        show(
            tag(
                "p",
                tag("b", _(source.title)),
                f" · {_(source.publisher)} · {_(source.licence)} · ",
                told,
                ". ",
                _(source.formats),
                " " if page else None,
                page,
                class_="why",
            )
        )
    if one.attempted_at:
        show(tag("h4", _("The last attempt, {day}").format(day=numbers.day(one.attempted_at[:10]))))
        faults = [(fault.severity, fault_on_screen(fault, numbers, one.layer)) for fault in one.faults]
        show(told_list(faults[:SHOWN], context) if faults else tag("p", _("Nothing to report."), class_="why"))
        total = sum(one.fault_counts.values())
        if total > SHOWN:
            more = _("… and {count} more; whoever runs Maillage can list them all.").format(
                count=numbers.number(total - SHOWN)
            )
            show(tag("p", more, class_="small"))
    show(tag("h4", _("What its columns mean")), columns_table(context, declared))
    draw_history(context, declared)
    files = provenance_table(context.store, context.snapshot)
    files = files[files["layer"] == one.layer]
    if len(files):
        show(tag("h4", _("Files behind it")))
        entries = [
            tag("li", f"{row.file_name} · {numbers.number(row.size_bytes)} B · SHA-256 ", tag("code", row.sha256))
            for row in files.itertuples()
        ]
        show(tag("ul", *entries, class_="told"))
    session.write_address()


def _joins(context: Context, one: LayerStatus) -> None:
    """Say how well the layer's sector codes fit the outlines."""
    _, numbers = context.translate, context.numbers
    said = []
    if one.join_rate is not None:
        said.append(_("{share} of its sector codes have an outline.").format(share=numbers.percent(one.join_rate, 1)))
    if one.sectors_share is not None:
        said.append(
            _("It has figures for {share} of the neighbourhoods.").format(share=numbers.percent(one.sectors_share, 1))
        )
    if one.sectors_inherited:
        said.append(
            _(
                "Neighbourhoods with the rates of the sector they were a part of, marked as such: {count}; totals are "
                "not passed on."
            ).format(count=numbers.number(one.sectors_inherited))
        )
    if said:
        show(tag("p", " ".join(said), class_="why"))


VIEW = View(key="donnees", title=N_("Data"), render=render, has_map=False)
