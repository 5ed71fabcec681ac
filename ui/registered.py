"""Components of our own, each made of a piece of HTML, a style and scripts beside the module that draws it."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer


@cache
def registered(name: str, html: str, style: Path, *scripts: Path) -> ComponentRenderer:
    """Return what draws the component; it is made known to Streamlit once. Its scripts are one, in this order."""
    return st.components.v2.component(
        f"maillage_{name}",
        html=html,
        css=style.read_text("utf-8"),
        js="\n".join(script.read_text("utf-8") for script in scripts),
    )
