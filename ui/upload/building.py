"""The button that computes the results on the layers that wait, in a process of its own; the frame says which wait."""

from datetime import UTC, datetime

import streamlit as st

from geo.texts import N_
from store.snapshots import waiting
from store.uploads.building import build_apart
from ui.address import session
from ui.components.markup import show, tag
from ui.context import Context
from ui.errors import shown_errors
from ui.upload.effect import waited
from ui.upload.permission import may_publish

_BUILT = "upload_built"


@st.fragment
def draw_waiting(context: Context) -> None:
    """Let the results be computed again, or say who can; nothing where no layer waits."""
    _, found = context.translate, waiting(context.store, context.snapshot)
    if not found:
        if st.session_state.pop(_BUILT, None) == context.snapshot.id:
            text = _(N_("The results are computed again: every view now rests on the newest layers."))
            show(tag("p", text, class_="why", role="status"))
        return
    if not may_publish():
        ask = _("Ask whoever runs Maillage to compute the results again (maillage build).")
        show(tag("p", ask, class_="why"))
        return
    if st.button(
        _("Compute the results again"),
        key="build",
        help=_("Whoever reads a page keeps the former figures until the new ones are there."),
    ):
        with shown_errors(_), waited(context, _("Computing the results")) as control:
            built = build_apart(context.store, context.scenario.parameters, datetime.now(UTC), control)
            st.session_state[_BUILT] = built
            session.draw_again()
