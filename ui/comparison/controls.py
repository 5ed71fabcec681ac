"""Choosing the two sides, of which data they are, and what of them the map shows; having planned what is not yet."""

import streamlit as st

from config import scenarios
from geo.comparison import SUBJECTS
from geo.texts import N_
from store.comparing import AT, PLAN, ROSTER, Chosen, snapshots_of
from ui.address import session
from ui.address.session import tied
from ui.comparison.map import SWIPE
from ui.comparison.planning import ask_for, asked_for
from ui.comparison.sides import HERE, Told, choices_of, kept_of
from ui.components.markup import filled, show, tag
from ui.context import Context
from words.comparison import SIDE, SUBJECT_TITLES, kept_words

SIDES = ("a", "b")

_UNPLANNED = {
    "programme": N_("The Wi-Fi programme of this side is not planned yet."),
    "roster": N_("The roster of this side is not planned yet."),
}
_SEARCHED = {
    "programme": N_("A better plan of this side is still being looked for."),
    "roster": N_("A better roster of this side is still being looked for."),
}
_SOUGHT = {
    "programme": N_("A first plan of this side is being looked for."),
    "roster": N_("A first roster of this side is being looked for."),
}
_NONE = {
    "programme": N_("This side holds no Wi-Fi plan: its rules cannot hold together."),
    "roster": N_("This side holds no roster: its rules cannot hold together."),
}
_NOT_ITS_OWN = {
    "programme": N_("A kept roster says nothing of the Wi-Fi programme."),
    "roster": N_("A kept Wi-Fi plan says nothing of aidants."),
    "rank_wifi": N_("A kept plan says nothing of rankings: nobody kept its weights."),
    "rank_aidants": N_("A kept plan says nothing of rankings: nobody kept its weights."),
}


def title_of(context: Context, name: str) -> str:
    """Return what a side is called: a scenario by its title, a kept plan by what it comes to."""
    _ = context.translate
    base, _at, snapshot = name.partition(AT)
    known, other = scenarios(), f" ({snapshot[:6]})" if snapshot and snapshot != context.snapshot.id else ""
    if base == HERE:
        return _(N_("As set in the other views")) + other
    if base in known:
        return known[base].title.in_language(context.language) + other
    kept = kept_of(context, name)
    return name if kept is None else kept_words(kept, context.numbers)


def draw_sides(context: Context, sides: tuple[Chosen, Chosen]) -> None:
    """Draw the choice of both sides, and the button that turns them round."""
    for letter, one in zip(SIDES, sides, strict=True):
        _draw_side(context, letter, one)
    st.button(
        context.translate(N_("Turn A and B round")),
        key="turn_sides",
        type="tertiary",
        on_click=lambda: session.change(compared_a=sides[1].name, compared_b=sides[0].name),
    )


def draw_state(context: Context, subject: str, sides: tuple[Told, Told]) -> None:
    """Say what of the subject is not known of a side, with the button that has it planned."""
    _ = context.translate
    for letter, one in zip(SIDES, sides, strict=True):
        said, can_be_planned = _state(subject, one)
        if not said:
            continue
        show(tag("p", filled(_(SIDE), side=tag("b", letter.upper()), what=_(said)), class_="small"))
        question = one.questions.get(subject)
        if can_be_planned and question is not None and not asked_for(question):
            st.button(
                _(N_("Have it planned")),
                key=f"plan_side_{letter}",
                on_click=lambda question=question: ask_for(question),
            )


def choose_subject(context: Context, subject: str) -> None:
    """Draw the choice of what is compared on the map and in the table."""
    _ = context.translate
    tied(
        st.radio,
        _(N_("On the map and in the table")),
        list(SUBJECTS),
        format_func=lambda key: _(SUBJECT_TITLES[key]),
        key="compared",
        value=subject,
        accept=lambda key: {"compared": str(key)},
    )


def choose_shown(context: Context) -> None:
    """Draw the choice between the difference, either side, and both with a divider."""
    _ = context.translate
    words = {"": _(N_("Difference")), "a": "A", "b": "B", SWIPE: _(N_("A and B"))}
    tied(
        st.segmented_control,
        _(N_("On the map")),
        list(words),
        format_func=lambda key: words[key],
        required=True,
        label_visibility="collapsed",
        key="compared_side",
        value=context.state.compared_side,
        accept=lambda key: {"compared_side": str(key or "")},
    )


def _draw_side(context: Context, letter: str, one: Chosen) -> None:
    _, letter_shown = context.translate, letter.upper()
    base, _at, _snapshot = one.name.partition(AT)
    options = choices_of(context)
    field = f"compared_{letter}"
    tied(
        st.selectbox,
        letter_shown,
        options,
        format_func=lambda name: title_of(context, name),
        key=f"side_{letter}",
        value=base if base in options else options[0],
        accept=lambda name: {field: str(name)},
    )
    snapshots = snapshots_of(context.store)
    if len(snapshots) < 2 or base.startswith((PLAN, ROSTER)):
        return
    days = {each.id: context.numbers.day(each.created_at[:10]) for each in snapshots}
    current = context.snapshot.id

    def called(identity: str) -> str:
        text = N_("{day} (in force)") if identity == current else N_("{day} ({code})")
        return _(text).format(day=days[identity], code=identity[:6])

    tied(
        st.selectbox,
        _(N_("Data of {side}")).format(side=letter_shown),
        list(days),
        format_func=lambda identity: called(identity),
        key=f"data_{letter}",
        value=one.snapshot.id,
        accept=lambda identity: {field: base if identity == current else f"{base}{AT}{identity}"},
    )


def _state(subject: str, one: Told) -> tuple[str, bool]:
    """Return what is not known of a subject on a side, and whether it can be planned."""
    if subject.startswith("rank_"):
        return ("" if one.side.ranks or one.chosen.scenario else _NOT_ITS_OWN[subject]), False
    plan, there = (
        (one.side.plan, one.side.has_plan) if subject == "programme" else (one.side.roster, one.side.has_roster)
    )
    if subject in one.searching:
        return (_SEARCHED if there else _SOUGHT)[subject], False
    if there:
        return "", False
    if plan is not None:
        return _NONE[subject], False
    return (_UNPLANNED[subject], True) if subject in one.questions else (_NOT_ITS_OWN[subject], False)
