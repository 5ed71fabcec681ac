"""How a view with a map is laid out: the same containers in the same places, so that the map outlives the view."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.components.markup import show, tag
from ui.context import Context
from ui.map.map import draw_map, is_map_drawn

_BESIDE = 3
"""How many containers stand before the map in the order of the page; style sheets put each in its place."""


@dataclass(frozen=True)
class Stage:
    """Where a view draws: its first sentence, what stands beside the map, what stands above it, and the map."""

    opening: DeltaGenerator
    beside: tuple[DeltaGenerator, ...]
    above: DeltaGenerator
    atlas: DeltaGenerator


def set_stage(*beside: str) -> Stage:
    """Lay out a view; ``beside`` names its containers in the order of tabs, by which the style sheet places them.

    A browser keeps what stands where it stood: the frame of the map is loaded once, and every view only colours it.
    So the map is at the same place in the tree of each view, whatever stands beside it. And it comes before most of
    that, while a container in which nothing is drawn yet is not on the page: a mark tells the style sheet at once what
    will be there, else the map would be laid out anew with each of them.
    """
    assert len(beside) <= _BESIDE
    opening = st.container(key="opening")
    with st.container(key="stage", horizontal=True):
        show(tag("i", class_=" ".join(f"with-{name}" for name in _marks(beside))))
        drawn = [st.container(key=name) for name in beside]
        for _ in range(_BESIDE - len(beside)):
            st.container()
        atlas = st.container(key="atlas")
    with atlas:
        above = st.container()
    return Stage(opening, tuple(drawn), above, atlas)


def _marks(beside: tuple[str, ...]) -> Iterator[str]:
    """Return what the style sheet is told of a stage: each container, whether there are choices, whether a map."""
    yield from beside
    if beside:
        yield "map"
    if set(beside) - {"panel", "sheet"}:
        yield "controls"


@contextmanager
def stage_without_map(context: Context) -> Iterator[None]:
    """Lay out a view that has no map, and keep the map that another one has drawn for the next that will."""
    # As a fragment stands in a container of its own, so does this.
    with st.container():
        if not is_map_drawn():
            with st.container(key="opening"):
                yield
            return
        stage = set_stage()
        with stage.atlas:
            draw_map(context, None)
        with stage.opening:
            yield
