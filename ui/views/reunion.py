"""The view of a meeting: one prepared question a screen, the map large, the answer in big type, turned like slides."""

from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

import ui.meeting
from config import Step, Story
from geo.errors import ConfigurationError
from geo.texts import N_
from ui.address import session
from ui.address.session import tied
from ui.address.state import MEETING
from ui.components.markup import plain, show, tag
from ui.components.site_card import site_card
from ui.context import Context
from ui.errors import shown_errors
from ui.map.choosers import close_card, find_building
from ui.map.map import draw_map, hear_map
from ui.map.stage import set_stage
from ui.meeting.answers import ANSWERS
from ui.meeting.screen import Control, Screen
from ui.meeting.story import place_of, question_of, story_of, told_stories
from ui.meeting.turning import draw_turning
from ui.programme.card import draw_plan_card
from ui.programme.plans import known_plan
from ui.programme.standing import Standing
from ui.roster.rosters import with_aidants
from ui.views._view import View

STYLE = Path(ui.meeting.__file__).parent / "meeting_view.css"

MANY = 4
"""From so many choices on, they are a list to open and not a row of buttons."""


def render(context: Context) -> None:
    """Draw the view."""
    st.html(STYLE)
    with shown_errors(context.translate):
        _live(context)


@st.fragment
def _live(context: Context) -> None:
    with shown_errors(context.translate):
        hear_map()
        found, wrong = told_stories(context.translate)
        story = story_of(context, found)
        place = place_of(context, story)
        if context.state.notes:
            _speaker(context, story, place, found, wrong)
        else:
            _screen(context, story, place, found, wrong)
    session.write_address()


def _screen(
    context: Context, story: Story, place: int, found: dict[str, Story], wrong: tuple[ConfigurationError, ...]
) -> None:
    """Draw what the room sees."""
    step = story.steps[place - 1]
    stage = set_stage("panel")
    with stage.opening:
        _question(context, story, place, found)
        if place == 1:
            _say_wrong(context, wrong)
    with shown_errors(context.translate):
        screen = ANSWERS[step.asks](context, step)
        with stage.beside[0]:
            if context.state.site in context.assessment.evidence.sites.index:
                _card(context)
            else:
                _told(context, step, screen)
        with stage.atlas:
            draw_map(context, screen.drawn)


def _question(context: Context, story: Story, place: int, found: dict[str, Story]) -> None:
    """Draw the question, under the first the choice of the story; the search for a building, the way on and back."""
    step = story.steps[place - 1]
    with st.container(key="question", horizontal=True):
        with st.container():
            show(tag("h1", question_of(context, step), class_="question headline", data_step=str(place)))
            if place == 1:
                _choose_story(context, story, found)
        with st.container():
            find_building(context, label=context.translate(N_("Why not this building?")))
        with st.container():
            _turning(context, story, place)


def _turning(context: Context, story: Story, place: int) -> None:
    draw_turning(context, story, place, sum(step.minutes for step in story.steps[:place]))


def _choose_story(context: Context, story: Story, found: dict[str, Story]) -> None:
    """Draw the choice of the story where there are several."""
    _ = context.translate
    if len(found) > 1:
        first = next(iter(found))
        tied(
            st.segmented_control,
            _(N_("Story")),
            list(found),
            format_func=lambda name: plain(found[name].title.in_language(context.language)),
            required=True,
            label_visibility="collapsed",
            key="story",
            value=story.name,
            accept=lambda name: {"story": "" if name in (None, first) else str(name), "step": 1, "pick": ""},
        )


def _say_wrong(context: Context, wrong: tuple[ConfigurationError, ...]) -> None:
    """Say what is wrong with files that cannot be told."""
    for each in wrong:
        show(tag("div", each.render(context.translate), class_="error", role="alert"))


def _told(context: Context, step: Step, screen: Screen) -> None:
    """Draw the answer, the one control, and what goes with it."""
    with st.container(key="told"):
        show(
            tag("p", *screen.said, class_="answer"),
            _own_words(context, step),
            tag("p", screen.sure, class_="small") if screen.sure else None,
        )
        with _slot(used=screen.control is not None):
            if screen.control is not None:
                _control(screen.control)
        with _slot(used=screen.offer is not None):
            if screen.offer is not None:
                screen.offer()
        with _slot(used=screen.link is not None):
            if screen.link is not None:
                view, words = screen.link
                st.page_link(context.pages[view], label=words)
        with _slot(used=bool(screen.more)):
            show(*screen.more)


def _slot(*, used: bool) -> DeltaGenerator:
    """Return a place that is drawn anew on every screen, even with nothing.

    A screen turned while a search is looked at would else keep parts of the one before: what a timer draws is not
    cleared away with the rest.
    """
    return st.container() if used else st.empty()


def _own_words(context: Context, step: Step) -> Markup | None:
    if not step.say:
        return None
    kind = "ol" if step.asks == "decided" else "ul"
    return tag(kind, *(tag("li", each.in_language(context.language)) for each in step.say), class_="say")


def _control(control: Control) -> None:
    many = len(control.words) > MANY
    options = {} if many else {"required": True}
    tied(
        st.selectbox if many else st.segmented_control,
        control.label,
        list(control.words),
        format_func=lambda key: plain(control.words[key]) if not many else control.words[key],
        label_visibility="collapsed",
        key="pick",
        value=control.value,
        accept=lambda key: {"pick": str(key or "")},
        **options,
    )


def _card(context: Context) -> None:
    """Draw the card that answers why a building is in the plan or not; what it is where nothing is planned."""
    close_card(context, label=context.translate(N_("Back to the question")))
    site, plan = context.state.site, known_plan(context)
    with st.container(key="card"):
        if plan is None:
            show(site_card(context, site))
        else:
            aidants = with_aidants(context)
            draw_plan_card(context, Standing(plan=plan), site, aidants=None if aidants is None else site in aidants)


def _speaker(
    context: Context, story: Story, place: int, found: dict[str, Story], wrong: tuple[ConfigurationError, ...]
) -> None:
    """Draw what the speaker alone sees: the question, what to remember, and what comes next."""
    _, step = context.translate, story.steps[place - 1]
    language = context.language
    with st.container(key="opening"):
        _turning(context, story, place)
        _choose_story(context, story, found)
        _say_wrong(context, wrong)
        remember = step.notes.in_language(language) if step.notes else _(N_("There are no notes for this question."))
        after = story.steps[place] if place < len(story.steps) else None
        minutes = _(N_("Minutes for this question: {minutes}")).format(minutes=context.numbers.number(step.minutes, 1))
        show(
            tag(
                "div",
                tag("h1", question_of(context, step), class_="question headline", data_step=str(place)),
                tag("p", remember, class_="remember"),
                _own_words(context, step),
                tag("p", minutes, class_="small"),
                tag("h2", _(N_("Then"))) if after else None,
                tag("p", question_of(context, after)) if after else None,
                class_="speaker",
            )
        )


VIEW = View(key=MEETING, title=N_("Meeting"), render=render)
