"""The web entry: language, commune, snapshot and scenario, then the view the reader asked for."""

from contextlib import nullcontext
from dataclasses import replace

import streamlit as st

from ui.address import session
from ui.errors import shown_errors
from ui.frame import draw_top, say_words, set_language, set_page, wait_for_files, watch_server
from ui.map.stage import stage_without_map
from ui.opening import language_of, open_context
from ui.views import MAP, VIEWS
from words import translator


def main() -> None:
    """Draw the page."""
    set_page()
    state = session.open_address()
    language = language_of(state)
    translate = translator(language)
    set_language(language)
    watch_server(translate)
    say_words(translate)
    wait_for_files(translate)
    # Streamlit's pages give each view its address, and draw nothing: what a page draws leaves the screen when another
    # one is opened, and the frame of the map would be loaded anew. Drawn by the script itself, what is the same stays.
    pages = {view.key: st.Page(_nothing, title=translate(view.title), url_path=view.key) for view in VIEWS}
    bare = st.Page(_nothing, title=translate(VIEWS[0].title), url_path="", default=True)
    page = st.navigation([bare, *pages.values()], position="hidden")
    if page.url_path == bare.url_path and session.has_arrived() and state.of_the_map:
        # Such an address was shared when the bare one was that of the map.
        st.switch_page(pages[MAP])
    with shown_errors(translate):
        current = next((view for view in VIEWS if pages[view.key].url_path == page.url_path), VIEWS[0])
        context = replace(open_context(state), pages=pages, view=current.key)
        draw_top(context, {view.title: pages[view.key] for view in VIEWS}, current.title)
        with nullcontext() if current.has_map else stage_without_map(context):
            current.render(context)
    session.write_address()


def _nothing() -> None:
    """Stand for a view in the list of pages."""


main()
