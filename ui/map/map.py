"""The map: a constant and tiny base, geometry fetched from static files, and everything that changes sent as digits."""

import time
from collections.abc import Mapping

import folium
import streamlit as st
from folium.template import Template

from ui.address import session
from ui.context import Context
from ui.map.overlays import for_browser

KEY = "map"
_HEARD, _DRAWN = "map_heard", "map_drawn_in"
HEIGHT_PX = 600
"""Before the style of the page gives the map the height of the window."""

OPENED_REST_S, CHANGED_REST_S = 0.25, 0.06
"""How long a page rests once its map is on its way, when its view is opened and when something on it was changed.

A browser draws together what comes within a few milliseconds: with the lists and choices that follow, the map would
wait for all of them. What is changed next waits for the rest to end, so that it is short where one is not arriving.
"""


class _Drawing(folium.MacroElement):
    """Hands the map over to our script, with the addresses of the geometry and how each overlay is drawn."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.maillageAtlas({{ this._parent.get_name() }}, {{ this.addresses|tojson }}, "
        "{{ this.overlays|tojson }}, {{ this.streets|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._name = "Drawing"
        self.addresses = {name.removesuffix(".geojson"): address for name, address in context.addresses.items()}
        self.overlays = for_browser(context.store.layers)
        self.streets = None if context.streets is None else {"address": context.streets.address}


class _Payload(folium.FeatureGroup):
    """Draws nothing: streamlit-folium runs its script whenever the text of it changes."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.featureGroup(); window.maillageApply({{ this.payload|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, payload: Mapping[str, object]) -> None:
        super().__init__(control=False)
        self.payload = dict(payload)


class _AtlasMap(folium.Map):
    """A map whose scripts and styles come from this machine alone."""

    def __init__(self, library: Mapping[str, str], frame: tuple[float, float, float, float]) -> None:
        west, south, east, north = frame
        super().__init__(
            location=[(south + north) / 2, (west + east) / 2],
            zoom_start=12,
            tiles=None,
            attribution_control=False,
            zoom_snap=0.1,
            zoom_delta=0.5,
            min_zoom=10,
            max_zoom=19,
        )
        self.default_js = [("atlas", library["atlas.js"])]
        self.default_css = [(name, library[f"{name}.css"]) for name in ("leaflet", "atlas")]


def draw_map(context: Context, payload: Mapping[str, object] | None) -> None:
    """Draw the map, or leave it as it is drawn; what the reader did on it is told to ``hear_map`` at the next run."""
    # Imported while a page is drawn: a component that is imported before, as by ``ui.serving``, is never registered.
    from streamlit_folium import st_folium

    # Never cached: streamlit-folium renames the parts of the map it is given.
    base = _AtlasMap(context.library, context.place.frame_wgs84)
    base.add_child(_Drawing(context))
    st_folium(
        base,
        key=KEY,
        height=HEIGHT_PX,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=None if payload is None else _Payload(payload),
    )
    opened = st.session_state.get(_DRAWN) != context.view
    st.session_state[_DRAWN] = context.view
    if payload is not None:
        time.sleep(OPENED_REST_S if opened else CHANGED_REST_S)


def is_map_drawn() -> bool:
    """Say whether this reader's page has a map by now, which a view without one keeps."""
    return _DRAWN in st.session_state


def hear_map() -> None:
    """Take over what was clicked or moved on the map since the last run, and nothing twice."""
    told = st.session_state.get(KEY)
    if not isinstance(told, dict):
        return
    before = st.session_state.get(_HEARD, {})
    st.session_state[_HEARD] = dict(told)
    if told.get("n") and told["n"] != before.get("n"):
        session.change(site=str(told.get("site") or ""), sector=str(told.get("sector") or ""))
    if told.get("at") and told["at"] != before.get("at"):
        latitude, longitude, zoom = (float(each) for each in told["at"])
        session.change(at=(round(latitude, 5), round(longitude, 5), round(zoom, 2)))
