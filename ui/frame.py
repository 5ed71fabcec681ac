"""The frame of every page: its style, the line at the top, the language, and the way between the views."""

import json
from pathlib import Path

import streamlit as st

from config import reference
from geo.texts import LANGUAGES, N_
from store.snapshots import Waiting, waiting
from store.store import CURRENT, Store
from store.versions import Snapshot
from ui.address.programme_choices import Choices
from ui.address.session import tied
from ui.address.state import MEETING
from ui.components.markup import show, tag
from ui.context import Context
from ui.opening import REFERENCE, built_places
from ui.page_words import page_words
from ui.scenario import start_from
from words import Translator
from words.decisions.adopted import standing_line
from words.vintages import waiting_sentence

_FOLDER = Path(__file__).parent
STYLE, MEETING_STYLE = _FOLDER / "page.css", _FOLDER / "meeting.css"


def set_page() -> None:
    """Configure the page before anything is drawn on it."""
    st.set_page_config(page_title="Maillage", layout="wide", initial_sidebar_state="collapsed")
    st.html(STYLE)


def set_language(language: str) -> None:
    """Tell the browser the language of the page, which screen readers speak."""
    assert language in LANGUAGES
    st.html(f"<script>document.documentElement.lang='{language}'</script>", unsafe_allow_javascript=True)


def watch_server(translate: Translator) -> None:
    """Have the browser see when the server is gone, say so to the reader, and open the page anew when it is back.

    Streamlit's own page would say it in English, and once the server is there again its former session is not.
    """
    said = translate(N_("The server does not answer. The page opens again by itself once it does."))
    _run("watch.js", SAID=said)


def wait_for_files(translate: Translator) -> None:
    """Have the browser hold back a press that would enter a decision without a file that is still on its way.

    The server is told of a file once it has arrived whole: until then a decision would be entered without it.
    """
    said = translate(
        N_("Nothing is entered yet: {file} is still on its way. Wait until it is attached, then press again.")
    )
    failed = translate(
        N_("Nothing is entered yet: {file} did not arrive. Send it again or remove it, then press again.")
    )
    _run("arriving.js", SAID=said, FAILED=failed)


def say_words(translate: Translator) -> None:
    """Have the browser put our words in the place of Streamlit's own, which are English in every language."""
    _run("page_words.js", WORDS=page_words(translate))


def _run(name: str, **values: object) -> None:
    """Run a script of this folder in the page, with these values for the names in it."""
    script = (_FOLDER / name).read_text("utf-8")
    for name_in_script, value in values.items():
        script = script.replace(name_in_script, json.dumps(value).replace("<", "\\u003c"))
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def draw_top(context: Context, pages: dict[str, object], current: str) -> None:
    """Draw the line at the top: name, commune, views, language. ``current`` is the title of the open view."""
    _ = context.translate
    st.set_page_config(page_title=f"{_(current)} · {context.place_name} · Maillage")
    _run("page_frame.js", CURRENT=list(pages).index(current), VIEWS=_("Views"))
    if context.meeting:
        st.html(MEETING_STYLE)
    communes = {each.key: each.name.in_language(context.language) for each in built_places()}
    choice = len(communes) > 1 and context.place.key in communes
    with st.container(key="top", horizontal=True, vertical_alignment="center", gap="medium"):
        with st.container(key="brand", horizontal=True, vertical_alignment="center", width="content", gap="small"):
            if choice:
                show(tag("span", "Maillage", class_="wordmark"))
                _choose_commune(context, communes)
            show(
                tag(
                    "div",
                    tag(
                        "div",
                        None if choice else tag("span", "Maillage", class_="wordmark"),
                        None if choice else tag("span", context.place_name, class_="commune"),
                        tag("span", _shown(context), class_="shown"),
                        class_="titled",
                    ),
                    tag("span", _("Synthetic demonstration data"), class_="synthetic")
                    if context.place.synthetic
                    else None,
                    class_="brand",
                )
            )
        with st.container(key="views", horizontal=True, gap="small", width="content"):
            for title, page in pages.items():
                st.page_link(page, label=_(title))
        with st.container(key="choices", horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
            if context.view != MEETING:
                # The meeting has no other type.
                tied(
                    st.toggle,
                    _("Big type"),
                    key="meeting",
                    value=context.meeting,
                    accept=lambda on: {"mode": MEETING if on else ""},
                )
            tied(
                st.segmented_control,
                _("Language"),
                list(LANGUAGES),
                format_func=str.upper,
                required=True,
                label_visibility="collapsed",
                key="language",
                value=context.language,
                accept=lambda chosen: {"language": chosen},
            )
    # A container of its own, there or not: what follows keeps its place in the page.
    with st.container(key="behind"):
        if said := _newer(context):
            show(tag("p", said, class_="behind", role="status"))
    with st.container(key="adopted", horizontal=True, vertical_alignment="center", gap="small"):
        _adopted(context)


def _shown(context: Context) -> str:
    """Say which snapshot and which scenario every figure of the page is of."""
    built = context.translate(N_("Snapshot of {day}")).format(day=context.numbers.day(context.snapshot.created_at[:10]))
    return f"{built} · {context.scenario.title.in_language(context.language)}"


def _adopted(context: Context) -> None:
    """Say whether the scenario shown is the one the city adopted, with one press to the other; nothing in a meeting.

    An address that names no scenario shows what is in force today, which may be another than on the day it was sent.
    """
    _, in_force = context.translate, context.in_force
    if context.view == MEETING or in_force.is_in_force(reference()) or not in_force.adopted:
        return
    show(tag("p", standing_line(in_force, context.scenario, context.numbers), class_="adopted", role="status"))
    other = REFERENCE if in_force.is_in_force(context.scenario) else ""
    label = N_("Show the reference scenario") if other else N_("Show the scenario in force")
    st.button(_(label), key="other_scenario", type="tertiary", on_click=lambda: start_from(other))


def _newer(context: Context) -> str:
    """Say which layers are published newer than the page knows them; empty where none is."""
    store, snapshot = context.store, context.snapshot
    pointers = [store.layer_folder(layer.name) / CURRENT for layer in store.layers]
    # They are replaced whole, never written into: while none is another file, the answer is the same.
    state = tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in pointers)
    return waiting_sentence(_waiting(f"{store.folder}|{snapshot.id}", state, store, snapshot), context.numbers)


@st.cache_resource(max_entries=16, show_spinner=False)
def _waiting(
    identity: str,  # noqa: ARG001 - stands for the snapshot
    state: tuple[int, ...],  # noqa: ARG001
    _store: Store,
    _snapshot: Snapshot,
) -> tuple[Waiting, ...]:
    return waiting(_store, _snapshot)


def _choose_commune(context: Context, communes: dict[str, str]) -> None:
    """Draw the choice of the commune."""
    tied(
        st.selectbox,
        context.translate(N_("Commune")),
        list(communes),
        format_func=lambda key: communes[key],
        label_visibility="collapsed",
        width=230,
        key="commune",
        value=context.place.key,
        accept=lambda key: {
            "commune": key,
            "site": "",
            "sector": "",
            "sections": (),
            "entry": "",
            "at": None,
            "theme": "",
            "programme": Choices(),
        },
    )
