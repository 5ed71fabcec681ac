"""Deciding on a card: what is in force about its subject, and a form to add to the log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from geo.errors import MaillageError
from geo.lots import school_names
from geo.roster import door_names
from geo.texts import N_
from store.decisions import GAPS, KINDS, OF_SCHOOLS, VERDICTS, Decision, Entry, in_force
from ui.components.markup import plain, show, tag
from ui.context import Context
from ui.decisions.correcting import correction_fields
from ui.decisions.evidence import evidence_shown, files_field
from ui.decisions.log import enter, entries_of, signed_in, undo, who_is_here
from words.decisions.corrections import correction_words
from words.decisions.entries import (
    FACTS,
    SCHOOL_FACTS,
    VERDICT_WORDS,
    Names,
    about_words,
    decision_words,
    kind_words,
)

BUILDING = ("building_forced", "building_excluded", "wave_overridden", "rank_overridden", "reviewed")
"""Kinds that can be entered on the card of a building."""
GAP_KINDS = ("gap_confirmed", "gap_contested")
"""Kinds that judge a gap."""
PARTNER = ("building_forced", "building_excluded", "wave_overridden")
"""On the card of a place of the roster that is no building of the inventory."""
SECTOR = (*GAP_KINDS, "reviewed")
"""On the card of a neighbourhood."""
SCHOOL = (*OF_SCHOOLS, "reviewed")
"""On the card of a school site."""

_DONE, _WRONG, _TURN = "decision_entered", "decision_refused", "decision_turn"


@dataclass(frozen=True)
class About:
    """What a form is about: its subject by its key, the kinds that can be entered, what is proposed first."""

    subject: str
    kinds: Sequence[str]
    first: str = ""
    """The plan or gap proposed."""
    apart: str = ""
    """Tells its form from the others, where several stand on a page."""
    title: str = ""
    """What is written on the form; empty for its own words."""

    @property
    def of_school(self) -> bool:
        """Whether its subject is a school site."""
        return bool({*self.kinds} & {*OF_SCHOOLS})

    def concerns(self, entry: Entry) -> bool:
        """Say whether an entry is about its subject; a school site may have the key of a building."""
        return entry.subject == self.subject and (
            entry.kind == "reviewed" or (entry.kind in OF_SCHOOLS) == self.of_school
        )


def draw_decisions(context: Context, about: About) -> None:
    """Draw what is in force about a subject, and below, folded, the form that adds to it."""
    _, standing = context.translate, in_force(entries_of(context))
    mine = [entry for entry in standing if about.concerns(entry)]
    if mine:
        listed = told(context, mine, named(context))
        show(tag("section", tag("h4", _(N_("Decided"))), listed, data_decided=about.subject))
    key = f"decide_{st.session_state.get(_TURN, 0)}{about.apart}"
    title = plain(about.title) or _(N_("Decide, or say what is wrong"))
    with st.expander(title, expanded=_said(_WRONG, about.subject) is not None):
        _fields(context, about, key)
        _answered(context, about.subject)


def told(context: Context, entries: Sequence[Entry], names: Names) -> Markup:
    """Return entries as a list: what, by whom, when, why, resting on what; subjects are called by ``names``."""
    _, items = context.translate, []
    for entry in entries:
        said = decision_words(entry, _, names, whole=False)
        corrected = correction_words(entry, _)
        by = _(N_("{who}, {day}: {why}")).format(
            who=entry.who, day=context.numbers.day(entry.at_utc[:10]), why=entry.why
        )
        items.append(
            tag(
                "li",
                tag("b", said),
                " ",
                by,
                f" ({entry.evidence})" if entry.evidence else None,
                tag("div", _(N_("To be corrected {correction}")).format(correction=corrected)) if corrected else None,
                evidence_shown(context, entry),
                data_entry=str(entry.number),
            )
        )
    return tag("ul", *items, class_="told")


def who_field(context: Context, key: str) -> str:
    """Draw the field that asks who decides, where nobody is signed in; return the name."""
    if name := signed_in():
        return name
    return st.text_input(context.translate(N_("Who decides")), value=who_is_here(), max_chars=200, key=f"{key}_who")


def undo_form(context: Context, entry: Entry) -> None:
    """Draw the form that takes an entry back by a new one."""
    _, key = context.translate, f"undo_{entry.number}"
    who = who_field(context, key)
    why = st.text_area(_(N_("Why it holds no longer")), max_chars=10_000, key=f"{key}_why", height=80)
    if st.button(_(N_("Take it back by a new entry")), key=f"{key}_enter"):
        _enter(context, key, lambda: undo(context, entry.number, who=who, why=why))
    _answered(context, key)


def verdict_form(context: Context, subject: str, about: str) -> None:
    """Draw the form by which a member judges a fact under review."""
    _, key = context.translate, f"judge_{st.session_state.get(_TURN, 0)}"
    value = _verdict(context, key, "accepted")
    corrects, after = correction_fields(context, subject, about, key)
    why, evidence, files = _reasons(context, key)
    who = who_field(context, key)
    if st.button(_(N_("Enter into the log")), key=f"{key}_enter"):
        _enter(
            context,
            f"{subject} {about}",
            lambda: enter(
                context,
                Decision("reviewed", subject, about, value, who, why, evidence, corrects=corrects, after=after),
                files,
            ),
        )
    _answered(context, f"{subject} {about}")


def gap_form(context: Context, subject: str, gap: str) -> None:
    """Draw the form by which a member confirms or contests a gap under review."""
    _, key = context.translate, f"gap_{st.session_state.get(_TURN, 0)}"
    kind = str(
        st.selectbox(_(N_("Verdict")), GAP_KINDS, format_func=lambda each: kind_words(each, _), key=f"{key}_kind")
    )
    why, evidence, files = _reasons(context, key)
    who = who_field(context, key)
    if st.button(_(N_("Enter into the log")), key=f"{key}_enter"):
        _enter(
            context,
            f"{subject} {gap}",
            lambda: enter(context, Decision(kind, subject, gap, "", who, why, evidence), files),
        )
    _answered(context, f"{subject} {gap}")


def _fields(context: Context, about: About, key: str) -> None:
    _ = context.translate
    kind = str(
        st.selectbox(
            _(N_("What is decided")), about.kinds, format_func=lambda each: kind_words(each, _), key=f"{key}_kind"
        )
    )
    declared, what, value, corrects, after = KINDS[kind], "", "", "", ""
    if len(declared.about) == 1:
        (what,) = declared.about
    elif declared.about:
        choices = [*([""] if declared.whole else []), *declared.about]
        start = choices.index(about.first) if about.first in choices else 0
        label = N_("Which gap") if declared.about == GAPS else N_("Which plan")
        what = str(
            st.selectbox(
                _(label),
                choices,
                index=start,
                format_func=lambda each: about_words(each, _) if each else _(N_("All three")),
                key=f"{key}_about_{kind}",
            )
        )
    elif declared.value == "verdict":
        facts = SCHOOL_FACTS if about.of_school else FACTS
        what = str(
            st.selectbox(
                _(N_("Which fact")), list(facts), format_func=lambda each: about_words(each, _, kind), key=f"{key}_fact"
            )
        )
    if declared.value == "whole":
        first = context.scenario.programme.first_year if kind == "wave_overridden" else 1
        label = N_("Year, or wave") if kind == "wave_overridden" else N_("Place in the ranking")
        value = str(
            int(
                st.number_input(
                    _(label), min_value=1, max_value=999_999, value=first, step=1, key=f"{key}_value_{kind}"
                )
            )
        )
    elif declared.value == "verdict":
        value = _verdict(context, key, "open")
        if not about.of_school:
            # A site has a row a level, so that no single cell is its own.
            corrects, after = correction_fields(context, about.subject, what, key)
    why, evidence, files = _reasons(context, key)
    who = who_field(context, key)
    if st.button(_(N_("Enter into the log")), key=f"{key}_enter"):
        with st.spinner(_(N_("Working out what it costs"))):
            _enter(
                context,
                about.subject,
                lambda: enter(
                    context,
                    Decision(kind, about.subject, what, value, who, why, evidence, corrects=corrects, after=after),
                    files,
                ),
            )


def _verdict(context: Context, key: str, first: str) -> str:
    _ = context.translate
    return str(
        st.selectbox(
            _(N_("Verdict")),
            list(VERDICTS),
            index=VERDICTS.index(first),
            format_func=lambda each: _(VERDICT_WORDS[each]),
            key=f"{key}_verdict",
        )
    )


def _reasons(context: Context, key: str) -> tuple[str, str, list[tuple[str, bytes]]]:
    _ = context.translate
    why = st.text_area(_(N_("Why")), max_chars=10_000, key=f"{key}_why", height=80)
    evidence = st.text_input(
        _(N_("What it rests on: seen when, a link, a document")), max_chars=20_000, key=f"{key}_evidence"
    )
    return why, evidence, files_field(context, key)


def _enter(context: Context, subject: str, write: Callable[[], Entry]) -> None:
    """Write to the log, and remember for its form what is in it now, or everything that was wrong."""
    try:
        entry = write()
    except MaillageError as error:
        st.session_state[_WRONG] = (subject, error.render(context.translate))
        st.session_state.pop(_DONE, None)
        return
    st.session_state.pop(_WRONG, None)
    st.session_state[_DONE] = (subject, str(entry.number))
    # Fields with another key are empty again.
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.rerun()


def _said(what: str, subject: str) -> str | None:
    """Return what was answered last to the form of this subject; it stays until the form is sent again."""
    whose, said = st.session_state.get(what, ("", ""))
    return said if whose == subject and said else None


def _answered(context: Context, subject: str) -> None:
    """Say that it is entered, or what is wrong."""
    _ = context.translate
    if (wrong := _said(_WRONG, subject)) is not None:
        show(tag("div", wrong, class_="error", role="alert"))
    if (number := _said(_DONE, subject)) is not None:
        said = _(N_("Entered into the log under number {entry}.")).format(entry=number)
        show(tag("p", said, class_="small", role="status", data_entered=number))


def named(context: Context) -> Names:
    """Return the names of buildings, partners' places, neighbourhoods and school sites, as subjects are called."""
    evidence = context.assessment.evidence
    doors, sectors = door_names(evidence).to_dict(), evidence.sectors.index
    places = {**doors, **context.building_names.to_dict(), **{str(code): context.sector_name(code) for code in sectors}}
    return Names(places, school_names(evidence))
