"""The decision on a delivery: all of it, some of its rows or none, with a reason where a guard rail asks for one."""

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from geo.changes import TableChange
from geo.texts import N_, NN_
from layers import Refused
from store.changes import Candidate, LayerChange, change_rows
from store.uploads import Proposal, approve, choosable, only_rows, put_away, row_change, take_back
from ui.address import session
from ui.components.markup import plain, show, tag
from ui.context import Context
from ui.errors import shown_errors
from ui.upload.difference import tell_rows
from ui.upload.faults import draw_faults
from ui.upload.permission import who
from words.marks import semicolons

_DONE = "upload_done"

MOST_BOXES = 30
"""Rows chosen by a box each; more are chosen from a list one can search."""


@dataclass(frozen=True)
class Done:
    """What was just published from this page."""

    proposal: Proposal
    version: str
    rows: int
    """How many rows were chosen; 0 for all."""


def draw_done(context: Context) -> None:
    """Say what was just published, with the button that takes it back."""
    _, done = context.translate, st.session_state.get(_DONE)
    if done is None or done.proposal.upload.folder.parents[1] != context.store.folder:
        return
    layer = done.proposal.layer
    current = context.store.history(layer.name).current
    if current is None or current.version != done.version:
        # Somebody has published since, or taken it back: there is nothing left to undo from here.
        return
    text = (
        _(N_("{layer}: published, the whole delivery."))
        if not done.rows
        else _(
            NN_(
                "{layer}: published, {count} row of the delivery; the others stay as they were.",
                "{layer}: published, {count} rows of the delivery; the others stay as they were.",
                "count",
            )
        )
    )
    with st.container(horizontal=True, vertical_alignment="center", key="upload_published", gap="medium"):
        said = text.format(layer=_(layer.title), count=context.numbers.number(done.rows))
        show(tag("p", tag("b", said), role="status", class_="why"))
        if st.button(_("Undo"), key="upload_undo", help=_("Back to what was published before, as a new entry.")):
            with shown_errors(_):
                take_back(
                    context.store,
                    layer,
                    done.proposal.source,
                    done.version,
                    done.proposal.over,
                    now=datetime.now(UTC),
                    who=who(),
                )
                st.session_state.pop(_DONE)
                session.draw_again()


def choose_rows(context: Context, proposal: Proposal) -> tuple[Candidate | None, int]:
    """Draw the choice between all and some rows; return what would be published, and how many rows were chosen.

    None while no row is chosen, or where what was chosen cannot be published; 0 rows stand for all.
    """
    _, found = context.translate, proposal.candidate
    change = row_change(context.store, proposal) if found.changed else None
    rows = choosable(change)
    if not rows or change is None:
        return found, 0
    key = f"upload_rows_{proposal.upload.id}_{proposal.over}"
    part = st.segmented_control(
        _("How much of it"),
        ["all", "some"],
        default="all",
        required=True,
        format_func={"all": _("All rows"), "some": _("Some rows")}.get,
        key=f"{key}_part",
    )
    if part != "some":
        return found, 0
    said = _rows_in_words(context, proposal, change)
    if len(rows) <= MOST_BOXES:
        with st.container(key="upload_boxes", gap="small"):
            chosen = [row for number, row in enumerate(rows) if st.checkbox(plain(said[row]), key=f"{key}_{number}")]
    else:
        chosen = st.multiselect(_("Rows to publish"), rows, format_func=lambda row: plain(said[row]), key=f"{key}_list")
    if not chosen:
        show(tag("p", _("Choose at least one row."), class_="why"))
        return None, 0
    if len(chosen) == len(rows):
        return found, 0
    try:
        return only_rows(context.store, proposal, chosen), len(chosen)
    except Refused as refused:
        draw_faults(context, proposal.layer.name, refused.faults)
        return None, 0


def draw_deciding(context: Context, proposal: Proposal, candidate: Candidate | None, rows: int) -> None:
    """Draw the reason, the button that publishes and the one that puts the delivery away."""
    _ = context.translate
    losses = candidate.change.losses if candidate is not None else ()
    reason = st.text_input(
        _("Why this is published all the same") if losses else _("Reason, kept in the history"),
        key=f"upload_reason_{proposal.upload.id}",
        help=_("It breaks a guard rail of the commune: say why, for whoever asks later.") if losses else None,
        max_chars=300,
        width=700,
    )
    if losses and not reason.strip():
        text = _("A guard rail of the commune is broken, see above: it is published only with a reason.")
        show(tag("p", text, class_="warned"))
    with st.container(horizontal=True, gap="small", key="upload_decide"):
        label = _publish_label(context, candidate, rows)
        barred = candidate is None or (bool(losses) and not reason.strip())
        if st.button(label, type="primary", key="upload_publish", disabled=barred) and candidate is not None:
            _publish(context, proposal, candidate, rows, reason)
        if st.button(
            _("Put away"), key="upload_put_away", help=_("Nothing of it is published, and it no longer waits here.")
        ):
            put_away(proposal.upload)
            st.rerun(scope="fragment")


def _publish_label(context: Context, candidate: Candidate | None, rows: int) -> str:
    _ = context.translate
    if candidate is not None and not candidate.changed:
        return _("Note that it was received")
    if not rows:
        return _("Publish all of it")
    text = _(NN_("Publish {count} row", "Publish {count} rows", "count"))
    return text.format(count=context.numbers.number(rows))


def _publish(context: Context, proposal: Proposal, candidate: Candidate, rows: int, reason: str) -> None:
    with shown_errors(context.translate):
        try:
            report = approve(context.store, proposal, candidate, now=datetime.now(UTC), who=who(), reason=reason)
        except Refused as refused:
            draw_faults(context, proposal.layer.name, refused.faults)
            return
        if not rows:
            # Of some rows, the others go on waiting.
            put_away(proposal.upload)
        if report.changed:
            st.session_state[_DONE] = Done(proposal, report.version, rows)
        session.draw_again()


def _rows_in_words(context: Context, proposal: Proposal, change: LayerChange) -> dict[str, str]:
    """Return key -> what happens to the row, on one line."""
    told: dict[str, list[str]] = {}
    rows = change_rows(change)
    rows = rows[rows["change"] != "same_place"]
    for each in tell_rows(context, proposal.layer, change, rows):
        told.setdefault(each.row, []).append(each.line)
    said = {}
    for row in choosable(change):
        shown = TableChange.shown(row)
        said[row] = (
            f"{shown} {change.names.get(row, '')}".strip() + " · " + semicolons(told.get(shown, []), context.translate)
        )
    return said
