"""The buttons of what leaves the room, and how each file is made when it is asked for."""

import time
from datetime import datetime
from functools import partial

import streamlit as st

from exports.dossier.pages import city_pages
from exports.dossier.pdf import missing_packages, pdf_apart
from exports.page.page import page
from geo.solving import Control
from geo.texts import N_
from store.apart import apart
from ui.context import Context
from ui.leaving.material import OnScreen, material_of, on_screen


def draw_leaving(context: Context) -> None:
    """Draw a button for each file; a file is made when it is asked for."""
    _ = context.translate
    missing, shown = missing_packages(), on_screen(context)
    with st.container(horizontal=True, gap="small", key="leaving"):
        if not missing:
            st.download_button(
                _(N_("Dossier, for print and screen readers (PDF)")),
                partial(dossier_of, context, shown),
                file_name=f"maillage_{context.place.key}.pdf",
                mime="application/pdf",
                key="download_dossier",
                on_click="ignore",
            )
        st.download_button(
            _(N_("Map, list and cards in one file, without a network (HTML)")),
            partial(page_of, context, shown),
            file_name=f"maillage_{context.place.key}.html",
            mime="text/html",
            key="download_page",
            on_click="ignore",
        )
    if missing:
        text = _(N_("To write a dossier, {packages} must be installed: pip install 'maillage[dossier]'."))
        st.caption(text.format(packages=", ".join(missing)))


def dossier_of(context: Context, shown: OnScreen) -> bytes:
    """Return the dossier of what is on the screen as PDF, set in a process of its own: the app goes on meanwhile."""
    material = material_of(context, shown)
    created = datetime.fromisoformat(material.created_at)
    kept = context.store.folder / "fonts"
    return apart(pdf_apart, city_pages(material), created, kept, control=Control(time.perf_counter))


def page_of(context: Context, shown: OnScreen) -> bytes:
    """Return map, list and cards of what is on the screen as one HTML file."""
    return page(material_of(context, shown)).encode()
