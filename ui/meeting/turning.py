"""Turning from question to question: buttons, keys and a remote, where one is, the time, and the speaker's window."""

from pathlib import Path

import streamlit as st

from config import Story
from geo.texts import N_
from ui.context import Context
from ui.meeting.story import turn_to
from ui.registered import registered

KEY = "turning"

_FOLDER = Path(__file__).parent

_HTML = """
<nav class="turning" data-unnamed>
<button type="button" class="back"><span aria-hidden="true">&#8249;</span></button>
<span class="place" role="status"></span>
<button type="button" class="on"><span aria-hidden="true">&#8250;</span></button>
<button type="button" class="timer"></button>
<span class="told" role="status"></span>
<a class="notes" target="_blank" rel="opener"></a>
</nav>
"""


def draw_turning(context: Context, story: Story, place: int, minutes: float) -> None:
    """Draw it. ``minutes`` is what may have passed when the question on the screen has been answered."""
    _ = context.translate
    steps = len(story.steps)

    def turned() -> None:
        wanted = st.session_state[KEY]["turned"]
        if isinstance(wanted, int | float):
            turn_to(min(max(int(wanted), 1), steps))

    registered("turning", _HTML, _FOLDER / "turning.css", _FOLDER / "turning.js")(
        key=KEY,
        data={
            "place": place,
            "steps": steps,
            "story": f"{context.place.key}-{story.name}",
            "due_s": round(60 * minutes),
            "whole_s": round(60 * story.minutes),
            "is_notes": bool(context.state.notes),
            "words": {
                "nav": _(N_("Questions")),
                "back": _(N_("Question before")),
                "on": _(N_("Next question")),
                "place": _(N_("{number} of {total}")).format(number=place, total=steps),
                "start": _(N_("Start the clock")),
                "again": _(N_("Put the clock back to the start")),
                "notes": _(N_("Notes")),
                "of": _(N_("{time} of {times}")),
                "late": _(N_("The time for this question is over")),
                "over": _(N_("The time is up")),
            },
        },
        on_turned_change=turned,
    )
