"""The web entry: language, commune, snapshot and scenario, then the view the reader asked for."""

from collections.abc import Callable

import streamlit as st

from ui.address import session
from ui.context import Context
from ui.errors import shown_errors
from ui.frame import draw_top, say_words, set_language, set_page, watch_server
from ui.opening import language_of, open_context
from ui.views import VIEWS, View
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
    opened: list[Context] = []

    def drawing(view: View) -> Callable[[], None]:
        return lambda: view.render(opened[0])

    pages = {
        view.key: st.Page(drawing(view), title=translate(view.title), url_path=view.key, default=view is VIEWS[0])
        for view in VIEWS
    }
    page = st.navigation(list(pages.values()), position="hidden")
    with shown_errors(translate):
        opened.append(open_context(state))
        current = next(view.title for view in VIEWS if translate(view.title) == page.title)
        draw_top(opened[0], {view.title: pages[view.key] for view in VIEWS}, current)
        page.run()
    session.write_address()


main()
