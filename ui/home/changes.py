"""What changed since the data were last built: layers, people, and what was decided meanwhile."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from os import environ
from types import MappingProxyType

import streamlit as st
from markupsafe import Markup

from geo.comparison import moved_gaps
from geo.errors import MaillageError
from geo.ranking import Assessment
from geo.texts import N_
from store.assessments import kept_totals
from store.snapshots import LayerTurn, former_snapshot, layer_turns
from store.store import Store
from store.versions import Snapshot
from ui.components.markup import tag
from ui.context import Context
from words.faults import error_sentence

PEOPLE: Mapping[str, str] = MappingProxyType(
    {
        "population": N_("Residents. Before: {before}; now: {number}."),
        "home_gap_persons": N_("Residents without a good connection at home. Before: {before}; now: {number}."),
        "public_gap_persons": N_("Residents without public Wi-Fi within a walk. Before: {before}; now: {number}."),
        "help_gap_persons": N_("Residents without digital help within a walk. Before: {before}; now: {number}."),
    }
)
"""Name in ``moved_gaps`` -> how it is said."""

MOST = 3
"""Decisions told at most, the newest first."""


def what_changed(context: Context) -> Iterator[Markup]:
    """Yield a paragraph on the former state, then what differs, then what was decided since."""
    _, numbers = context.translate, context.numbers
    former = former_of(context)
    day = numbers.day(context.snapshot.created_at[:10])
    if former is None:
        said = _(N_("These are the first data built ({day}): there is nothing to compare them with yet."))
        yield tag("p", said.format(day=day))
    else:
        text = _(N_("Between the data built on {former} and those built on {day}:"))
        yield tag("p", text.format(former=numbers.day(former.created_at[:10]), day=day))
        turns = [_turn(context, each) for each in layer_turns(context.store, former, context.snapshot)]
        people = _people(context, former)
        yield tag("ul", *(tag("li", each) for each in [*turns, *people]), class_="told")
    yield from decided_since(context, former)


@st.cache_resource(max_entries=16, show_spinner=False)
def _former_of(folder: str, snapshot_id: str, _store: Store, _snapshot: Snapshot) -> Snapshot | None:  # noqa: ARG001
    return former_snapshot(_store, _snapshot)


def former_of(context: Context) -> Snapshot | None:
    """Return the data that were built before; looked for once."""
    store, snapshot = context.store, context.snapshot
    return _former_of(str(store.folder), snapshot.id, store, snapshot)


def _turn(context: Context, turn: LayerTurn) -> str:
    """Say how a layer differs."""
    _, numbers = context.translate, context.numbers
    before, now = turn.rows
    title = _(turn.title)
    if before is None and now is not None:
        said = _(N_("{layer}: published for the first time (rows: {rows}).")).format(
            layer=title, rows=numbers.number(now)
        )
    elif now is None:
        said = _(N_("{layer}: no longer published.")).format(layer=title)
    else:
        text = _(N_("{layer}: brought up to date (rows: {rows}; before: {before})."))
        said = text.format(layer=title, rows=numbers.number(now), before=numbers.number(before))
    return f"{said} {turn.reason}".strip()


def _people(context: Context, former: Snapshot) -> list[str]:
    """Say whom that concerns; that the former figures are not kept is said too."""
    _, numbers, now = context.translate, context.numbers, context.assessment
    totals = kept_totals(context.store, former, context.scenario.parameters)
    if totals is None:
        return [_(N_("How many people that concerns is not known: the former figures are not kept."))]
    # Of the former assessment only the totals are read: nothing else of it is asked for.
    before: Assessment = replace(now, totals=totals)
    moved = moved_gaps(before, now)
    if moved.empty:
        return [_(N_("No figure of people moved."))]
    return [
        _(PEOPLE[str(name)]).format(before=numbers.people(row["before"]), number=numbers.people(row["now"]))
        for name, row in moved.iterrows()
    ]


def decided_since(context: Context, former: Snapshot | None) -> Iterator[Markup]:
    """Yield what was decided since the former data were built."""
    log = context.store.data / "decisions" / f"{context.place.key}.sqlite"
    if not log.exists() and not environ.get("MAILLAGE_DECISIONS_URL"):
        # Nobody has decided anything here: the database need not be loaded to say so.
        yield tag("p", context.translate(N_("No decision is in the log.")))
        return
    from store.decisions import open_log
    from ui.decisions.form import named
    from words.decisions.entries import decision_words

    _ = context.translate
    try:
        entries = open_log(context.store).entries()
    except MaillageError as error:
        yield tag("p", error_sentence(error, context.numbers), class_="warned")
        return
    since = [each for each in entries if former is None or each.at_utc > former.created_at]
    if not since:
        yield tag("p", _(N_("Nothing was decided since.")))
        return
    names = named(context)
    told = [
        tag("li", f"{context.numbers.day(each.at_utc[:10])} · {decision_words(each, _, names, keyed=False)}")
        for each in since[::-1][:MOST]
    ]
    text = _(N_("Decisions in the log since: {count}. The last ones:"))
    yield tag("p", text.format(count=context.numbers.number(len(since))))
    yield tag("ul", *told, class_="told")
