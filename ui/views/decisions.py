"""The view of what was decided: the log with who and why, the committee's review, and the way back by a new entry."""

from collections.abc import Collection, Sequence

import streamlit as st

from exports.csv_files import csv_bytes
from exports.decisions.files import FILE, decisions_table
from exports.tables import noted
from geo.texts import N_, NN_
from layers import LAYERS
from store.corrections import corrections
from store.decisions import GAP, UNDONE, Entry, Review, numbers_in_force, progress_of, reviews_of
from ui.address import session
from ui.address.session import tied
from ui.components.headline import headline
from ui.components.markup import show, tag
from ui.components.row_list import Column, row_list
from ui.context import Context
from ui.decisions.evidence import draw_downloads_of
from ui.decisions.form import About, draw_decisions, gap_form, named, told, undo_form, verdict_form
from ui.decisions.log import entries_of
from ui.errors import shown_errors
from ui.scenario import own_scenario
from ui.views._view import View
from words.decisions.entries import VERDICT_WORDS, about_words, cost_words, counts_words, decision_words

SHOWN = ("force", "reviews", "all")
"""What the list shows; the first when nothing is chosen."""
TITLES = {"force": N_("In force"), "reviews": N_("Review"), "all": N_("The whole log")}

DECISIONS, REVIEWS = "decisions", "reviews"
"""Names of the two lists."""


def render(context: Context) -> None:
    """Draw the view."""
    with shown_errors(context.translate):
        _live(context)


@st.fragment
def _live(context: Context) -> None:
    entries = entries_of(context)
    reviews = reviews_of(entries)
    _answer(context, entries, reviews)
    _ = context.translate
    tied(
        st.segmented_control,
        _(N_("Shown")),
        list(SHOWN),
        format_func=lambda key: _(TITLES[key]),
        required=True,
        label_visibility="collapsed",
        key="log_shown",
        value=context.state.log or SHOWN[0],
        accept=lambda key: {"log": "" if key == SHOWN[0] else str(key), "entry": ""},
    )
    if context.state.log == "reviews":
        _reviews(context, reviews)
    else:
        _entries(context, entries)
    show(tag("h2", _(N_("Adopt the scenario, accept a layer")), class_="sheet"))
    with st.container(key="decide_here"):
        _on_the_whole(context)
    if entries:
        _file(context, entries)
    session.write_address()


def _answer(context: Context, entries: Sequence[Entry], reviews: Sequence[Review]) -> None:
    """Say how much is in force, and how far the review is."""
    _, number, progress = context.translate, context.numbers.number, progress_of(reviews)
    standing = numbers_in_force(entries)
    count = sum(_decides(entry, standing) for entry in entries)
    if not entries:
        headline(_(N_("Nothing was decided yet.")), also=[_(_HOW)])
        return
    said = (
        _(NN_("{count} decision is in force.", "{count} decisions are in force.", "count")).format(count=number(count))
        if count
        else _(N_("No decision is in force."))
    )
    also = []
    if progress.total:
        text = N_("Under review: {total}; settled: {given}. Judged by several members: {counted}, alike: {matched}.")
        told_of = _(text).format(
            total=number(progress.total),
            given=number(progress.done),
            counted=number(progress.judged_by_several),
            matched=number(progress.agreed),
        )
        if progress.disputed:
            told_of += " " + _(N_("They disagree, listed first: {count}.")).format(count=number(progress.disputed))
        also.append(told_of)
    if waiting := corrections(context.store, entries):
        text = N_("Accepted corrections that wait under Data for their layer: {count}.")
        also.append(_(text).format(count=number(len(waiting))))
    headline(said, also=[*also, _(_HOW)])


_HOW = N_(
    "Nothing in the log is ever changed: who changes their mind enters that. Decide on the card of a building or a "
    "neighbourhood."
)


def _decides(entry: Entry, standing: Collection[int]) -> bool:
    """Say whether an entry is a decision in force; what members say of a fact stands in the list of reviews."""
    return entry.number in standing and entry.kind not in (UNDONE, "reviewed")


def _entries(context: Context, entries: Sequence[Entry]) -> None:
    _, numbers, standing = context.translate, context.numbers, numbers_in_force(entries)
    names = named(context)
    whole = context.state.log == "all"
    shown = [each for each in reversed(entries) if whole or _decides(each, standing)]
    rows = [
        {
            "id": str(entry.number),
            "number": numbers.number(entry.number),
            "day": numbers.day(entry.at_utc[:10]),
            "name": decision_words(entry, _, names, keyed=False),
            "who": entry.who,
            "why": entry.why,
            "cost": cost_words(entry, numbers),
            "force": numbers.yes_no(entry.number in standing),
        }
        for entry in shown
    ]
    columns = [
        Column("number", _(N_("Entry")), "3.6em", right=True),
        Column("day", _(N_("Day")), "7.5em"),
        Column("name", _(N_("Decision")), "minmax(0, 2.4fr)"),
        Column("who", _(N_("Who")), "minmax(0, 1fr)"),
        Column("why", _(N_("Why")), "minmax(0, 1.8fr)"),
        Column("cost", _(N_("What it costs")), "minmax(0, 1.4fr)"),
        Column("force", _(N_("In force")), "4.5em"),
    ]
    chosen = context.state.entry
    row_list(
        context,
        DECISIONS,
        columns,
        rows,
        spoken=_(N_("Decisions, the latest first")),
        choose=lambda key: session.change(entry=key),
        chosen=[chosen] if chosen else (),
        fits_em=62,
    )
    opened = next((each for each in shown if str(each.number) == chosen), None)
    if opened is not None:
        with st.container(key="entry_open"):
            show(
                tag("h2", decision_words(opened, _, names, keyed=False), class_="sheet"), told(context, [opened], names)
            )
            draw_downloads_of(context, [opened])
            if opened.number in standing:
                undo_form(context, opened)


def _reviews(context: Context, reviews: Sequence[Review]) -> None:
    _, names = context.translate, named(context)
    rows = [
        {
            "id": _identity(each),
            "name": names.of(each.entries[0]) or each.subject,
            "fact": about_words(each.about, _, each.kind),
            "state": _(VERDICT_WORDS[each.state]),
            "judged": counts_words(each.counts, context.numbers),
            "who": ", ".join(each.verdicts),
            "agreed": "" if each.agreed is None else context.numbers.yes_no(each.agreed),
        }
        for each in reviews
    ]
    columns = [
        Column("name", _(N_("Building or neighbourhood")), "minmax(0, 2fr)"),
        Column("fact", _(N_("Fact or gap")), "minmax(0, 1.4fr)"),
        Column("state", _(N_("Where it stands")), "8em"),
        Column("judged", _(N_("Verdicts of the members")), "minmax(0, 1.5fr)"),
        Column("who", _(N_("Judged by")), "minmax(0, 1fr)"),
        Column("agreed", _(N_("Alike")), "4.5em"),
    ]
    chosen = context.state.entry
    row_list(
        context,
        REVIEWS,
        columns,
        rows,
        spoken=_(N_("What is under review: where members disagree first, then what is open")),
        choose=lambda key: session.change(entry=key),
        chosen=[chosen] if chosen else (),
        fits_em=56,
    )
    opened = next((each for each in reviews if _identity(each) == chosen), None)
    if opened is not None:
        with st.container(key="entry_open"):
            title = f"{names.of(opened.entries[0]) or opened.subject} · {about_words(opened.about, _, opened.kind)}"
            show(tag("h2", title, class_="sheet"), told(context, opened.entries, names))
            draw_downloads_of(context, opened.entries)
            if opened.kind == GAP:
                gap_form(context, opened.subject, opened.about)
            else:
                verdict_form(context, opened.subject, opened.about)


def _identity(review: Review) -> str:
    """Return what tells a review from the others in the list."""
    return "~".join((review.kind, review.subject, review.about))


def _on_the_whole(context: Context) -> None:
    """Draw what can be decided on no card: the scenario on the page, and layers in spite of a warning."""
    _ = context.translate
    own = own_scenario(context)
    subjects = {own.name: own.title.in_language(context.language), **{each.name: _(each.title) for each in LAYERS}}
    subject = str(
        st.selectbox(
            _(N_("Scenario or layer")), list(subjects), format_func=lambda key: subjects[key], key="whole_subject"
        )
    )
    kinds = ("scenario_adopted",) if subject == own.name else ("layer_accepted",)
    draw_decisions(context, About(subject, kinds))


def _file(context: Context, entries: Sequence[Entry]) -> None:
    def made() -> bytes:
        return csv_bytes(noted(decisions_table(entries), context.assessment))

    st.download_button(
        context.translate(N_("The whole log (CSV)")),
        made,
        file_name=FILE,
        mime="text/csv",
        key="download_decisions",
        on_click="ignore",
    )


VIEW = View(key="decisions", title=N_("Decisions"), render=render, has_map=False)
