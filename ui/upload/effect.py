"""What a delivery changes in the decisions, computed when asked for, in a process of its own."""

import time

import streamlit as st

from geo.errors import MaillageError
from geo.solving import Control
from geo.texts import N_
from store.changes import Candidate
from store.effect import Effect
from store.uploads import Looked
from store.uploads.building import effect_apart
from ui.address.programme_choices import programme_with
from ui.components.markup import show, tag
from ui.context import Context
from words.changes.effect import effect_lines
from words.faults import error_sentence

_KEPT = "upload_effect"


def draw_effect(context: Context, proposal: Looked, candidate: Candidate, key: str = "upload") -> None:
    """Draw the effect where it is known, else the button that computes it; ``key`` as for `draw_difference`."""
    _ = context.translate
    show(tag("h4", _("What it changes in the decisions")))
    asked = (context.identity, context.scenario.name, context.state.programme, str(context.state.weights))
    identity = (asked, proposal.layer.name, proposal.over, candidate.version.version)
    kept = st.session_state.get(_KEPT)
    if kept is not None and kept[0] == identity:
        _say(context, kept[1])
        return
    text = _(
        "People in each gap, the rankings, the Wi-Fi plan and a first roster of helpers are computed as if this were "
        "published. It takes some seconds to some minutes, and publishes nothing."
    )
    show(tag("p", text, class_="why"))
    if st.button(_("Compute the effect on the decisions"), key=f"{key}_effect_button"):
        with waited(context, _("Computing the effect")) as control:
            found = _computed(context, candidate, control)
        st.session_state[_KEPT] = (identity, found)
        st.rerun(scope="fragment")


def waited(context: Context, what: str) -> "_Waited":
    """Return a context that shows how long something takes, and drops it when the reader asks for something else."""
    return _Waited(context, what)


class _Waited:
    def __init__(self, context: Context, what: str) -> None:
        self._context, self._what, self._shown = context, what, -1
        self._status = st.empty()
        self._since = time.monotonic()

    def __enter__(self) -> Control:
        self._look()
        return Control(time.perf_counter, left=self._look)

    def __exit__(self, *_exception: object) -> None:
        self._status.empty()

    def _look(self) -> bool:
        """Show the seconds; that it is drawn at all lets Streamlit end the run of a reader who has gone on."""
        seconds = int(time.monotonic() - self._since)
        if seconds != self._shown:
            self._shown = seconds
            text = self._context.translate(N_("{what}: {seconds} s"))
            said = text.format(what=self._what, seconds=self._context.numbers.number(seconds))
            self._status.html(str(tag("p", said, class_="certificate", role="status")))
        return False


def _computed(context: Context, candidate: Candidate, control: Control) -> Effect | MaillageError:
    programme = programme_with(context.scenario.programme, context.state.programme)
    weights = {ranking: context.weights(ranking) for ranking in context.scenario.parameters.weights}
    parameters = context.scenario.parameters.model_copy(update={"weights": weights})
    try:
        return effect_apart(context.store, candidate, parameters, programme, control, context.scenario.roster)
    except MaillageError as error:
        return error


def _say(context: Context, found: Effect | MaillageError) -> None:
    _, numbers = context.translate, context.numbers
    if isinstance(found, MaillageError):
        text = _(N_("Its effect on the decisions cannot be computed: {reason}"))
        show(tag("p", text.format(reason=error_sentence(found, numbers)), class_="warned", role="alert"))
        return
    _heading, *lines = effect_lines(found, context.language, _)
    show(tag("ul", *(tag("li", line.strip()) for line in lines), class_="told"))
