"""The history of a layer: each publication with its file, its hand and its reason, and the ways back."""

from datetime import UTC, datetime

import streamlit as st

from geo.texts import N_
from layers import Layer
from store.history import HistoryEntry, history_of, rollback, withdraw
from ui.address import session
from ui.components.markup import show, tag
from ui.context import Context
from ui.errors import shown_errors
from ui.upload.permission import may_publish, who
from words.changes.lines import ACTIONS
from words.vintages import vintage_words

SHOWN = 50
"""Entries on the page; `maillage history` lists them all."""


def draw_history(context: Context, declared: Layer) -> None:
    """Draw the entries, the newest first, and what takes the layer back to one of them."""
    _ = context.translate
    entries = history_of(context.store, declared)
    if not entries:
        return
    show(tag("h4", _("History")))
    heads = (_("Published (UTC)"), _("What"), _("Describes"), _("Rows"), _("Who"), _("Reason"), _("Version"))
    lines = [tag("tr", *(tag("td", each) for each in _cells(context, declared, entry))) for entry in entries[:SHOWN]]
    head = tag("thead", tag("tr", *(tag("th", each, scope="col") for each in heads)))
    show(tag("div", tag("table", head, tag("tbody", *lines), class_="board"), class_="wide"))
    if may_publish():
        _ways_back(context, declared, entries)


def _cells(context: Context, declared: Layer, entry: HistoryEntry) -> tuple[object, ...]:
    _, numbers = context.translate, context.numbers
    files = ", ".join(file.file_name for file in entry.files)
    source = next((_(each.title) for each in declared.sources if each.name == entry.source), entry.source)
    what = f"{_(ACTIONS[entry.action])} {source}".strip()
    beside, current = [files], _("current")
    if entry.rows_taken is not None:
        beside.append(_(N_("some rows: {count}")).format(count=numbers.number(entry.rows_taken)))
    return (
        f"{numbers.day(entry.published_at[:10])} {entry.published_at[11:16]}",
        tag("div", what, tag("div", " · ".join(each for each in beside if each), class_="small")),
        vintage_words(entry.vintage, numbers) if entry.vintage else "–",
        "–" if entry.rows is None else numbers.number(entry.rows),
        entry.who or numbers.unknown,
        entry.reason,
        tag("div", tag("code", entry.version[:12] or "–"), " ", tag("b", current) if entry.current else None),
    )


def _ways_back(context: Context, declared: Layer, entries: list[HistoryEntry]) -> None:
    _, numbers = context.translate, context.numbers
    current = next((each.version for each in entries if each.current), "")
    versions = {each.version: each for each in reversed(entries) if each.version and each.version != current}
    published = context.store.published(declared.name)
    sources = [part.source for part in published.sources] if published is not None else []
    # What nothing can be built without cannot be left empty.
    removable = sources if len(sources) > 1 or not declared.required else []
    if not versions and not removable:
        return
    key = f"{declared.name}_{current}"
    with st.expander(_("Go back, or leave a source out")):
        reason = st.text_input(_("Reason, kept in the history"), key=f"back_reason_{key}", max_chars=300)
        if versions:
            with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                to = st.selectbox(
                    _("Version to go back to"),
                    list(versions)[::-1],
                    format_func=lambda each: _(N_("{version}, published on {day}")).format(
                        version=each[:12], day=numbers.day(versions[each].published_at[:10])
                    ),
                    key=f"back_to_{key}",
                    width=420,
                )
                if st.button(_("Go back to it"), key=f"back_{key}"):
                    with shown_errors(_):
                        rollback(
                            context.store,
                            declared,
                            str(to),
                            now=datetime.now(UTC),
                            who=who(),
                            reason=reason,
                            only_from=current,
                        )
                        session.draw_again()
        if removable:
            with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                source = st.selectbox(
                    _("Source to leave out"),
                    removable,
                    format_func=lambda each: _(declared.source(each).title),
                    key=f"without_{key}",
                    width=420,
                )
                if st.button(_("Publish without it"), key=f"withdraw_{key}"):
                    with shown_errors(_):
                        withdraw(context.store, declared, str(source), now=datetime.now(UTC), who=who(), reason=reason)
                        session.draw_again()
