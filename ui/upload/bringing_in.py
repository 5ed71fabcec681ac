"""From a dropped file to a published version, step by step, on one page."""

import streamlit as st

from geo.texts import N_
from store.uploads import Proposal, Upload, put_away
from store.versions import gravest_first
from ui.components.markup import show, tag
from ui.context import Context
from ui.errors import shown_errors
from ui.upload.columns import draw_columns
from ui.upload.deciding import choose_rows, draw_deciding, draw_done
from ui.upload.difference import draw_difference
from ui.upload.dropping import draw_dropping
from ui.upload.effect import draw_effect
from ui.upload.faults import SHOWN, draw_faults
from ui.upload.permission import may_publish
from ui.upload.proposals import faults_of, proposal_of, rows_of
from ui.upload.recognising import draw_recognising
from words.faults import error_sentence


@st.fragment
def draw_bringing_in(context: Context) -> None:
    """Draw the whole way of a delivery; where nobody may publish from here, say how it is done."""
    _ = context.translate
    show(tag("h2", _("Bring a new file in"), class_="sheet"))
    if not may_publish():
        text = _(
            "From here the data are only looked at. Files are brought in on the machine Maillage runs on (maillage "
            "refresh), or from here once it is opened with maillage app --uploads."
        )
        show(tag("p", text, class_="why"))
        return
    draw_done(context)
    with shown_errors(_):
        upload = draw_dropping(context)
        if upload is None:
            return
        told = draw_recognising(context, upload)
        if told is None:
            _put_away_only(context, upload)
            return
        layer, source, vintage, sheet = told
        mapping = draw_columns(context, upload, layer, source, sheet)
        with st.spinner(_("Reading, checking and comparing")):
            found = proposal_of(context.store, upload, layer, source, vintage, sheet, mapping)
        show(tag("h3", _("What was found in it"), class_="step"))
        faults = faults_of(found)
        shown = gravest_first(faults)[:SHOWN]
        rows = rows_of(context.store, upload, layer, source, sheet, mapping, shown)
        if not isinstance(found, Proposal):
            said = _("It cannot be published as it is. What is published stays.")
            show(tag("p", said if faults else error_sentence(found, context.numbers), class_="warned", role="alert"))
            if faults:
                draw_faults(context, layer.name, faults, rows)
            _put_away_only(context, upload)
            return
        draw_faults(context, layer.name, faults, rows)
        show(tag("h3", _("What it changes"), class_="step"))
        draw_difference(context, found)
        show(tag("h3", _("Decide"), class_="step"))
        candidate, rows = choose_rows(context, found)
        if candidate is not None and candidate.changed:
            draw_effect(context, found, candidate)
        draw_deciding(context, found, candidate, rows)


def _put_away_only(context: Context, upload: Upload) -> None:
    help_text = context.translate(N_("Nothing of it is published, and it no longer waits here."))
    if st.button(context.translate("Put away"), key="upload_put_away", help=help_text):
        put_away(upload)
        st.rerun(scope="fragment")
