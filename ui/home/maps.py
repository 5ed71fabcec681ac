"""The three small maps of the first view, drawn once for the same data and plan, light enough not to be waited for."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np
import pandas as pd
import shapely
import streamlit as st
from markupsafe import Markup

from exports.maps.classes import wave_colours
from exports.maps.drawing import UNKNOWN, Dot, Ground, waters
from geo.programme import Plan
from geo.roster import RosterPlan
from geo.texts import N_
from ui.components.markup import tag
from ui.context import Context
from ui.gaps.map import gap_theme
from ui.gaps.reviews import Added, identity_of, limit_m, reviewed
from ui.gaps.words import chosen_gap
from ui.home.advice import Advice
from ui.map.classes import UNKNOWN as UNKNOWN_DIGIT
from ui.opening import GEOGRAPHY
from ui.roster.map import AIDANTS

SMOOTHING = 0.004
"""Of the longer side: some sixty metres in Charleroi, which is a pixel of so small a map."""

SMALL, LARGE = 9.0, 26.0
"""Radius of the smallest and of the largest dot, a thousandth of the map's width each."""


Drawn = tuple[pd.Series | None, Sequence[Dot]]
"""Fill of each neighbourhood, or None for the ground alone, and dots."""


def key_map(context: Context, advice: Advice) -> Markup:
    """Return the map of a recommendation as a picture with its words; without a plan, the ground alone."""
    plan = advice.plan
    if isinstance(plan, Plan):
        picture, words = _picture(_bought(context, plan), partial(_wave_dots, context, plan), context), _waves(context)
    elif isinstance(plan, RosterPlan):
        asked = f"{plan.roster.model_dump_json()}|{plan.certificate['helps_per_week']}|{len(plan.sessions)}"
        picture = _picture(f"{identity_of(context)}|{asked}", partial(_doors, context, plan), context)
        words = context.translate(N_("Places with helpers: the larger, the more help they give."))
    elif advice.key == "gaps":
        asked = f"{chosen_gap(context)}|{context.state.when}|{limit_m(context)}"
        picture = _picture(f"{identity_of(context)}|{asked}", partial(_left_out, context), context)
        words = context.translate(N_("Share of residents left out, by neighbourhood: the darker, the more."))
    else:
        picture = _picture(identity_of(context), lambda: (None, ()), context)
        words = context.translate(N_("Nothing is planned yet: the commune alone."))
    return tag("figure", tag("img", src=picture, alt=words), tag("figcaption", words), class_="key_map")


def _waves(context: Context) -> str:
    return context.translate(N_("Buildings that get Wi-Fi: the darker, the sooner."))


def _bought(context: Context, plan: Plan) -> str:
    return f"{identity_of(context)}|{plan.instance.programme.model_dump_json()}|{plan.state.tobytes().hex()}"


@st.cache_resource(max_entries=48, show_spinner=False)
def _picture(identity: str, _drawn: Callable[[], Drawn], _context: Context) -> str:  # noqa: ARG001 - the key
    """Return the address of a picture that holds all of it."""
    fills, dots = _drawn()
    ground, water = _ground(identity_of(_context), _context)
    svg = ground.drawing(fills, dots, water, named=False).svg
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


@st.cache_resource(max_entries=4, show_spinner=False)
def _ground(identity: str, _context: Context) -> tuple[Ground, list[shapely.Geometry]]:  # noqa: ARG001
    place = GEOGRAPHY / f"{_context.place.nis_code}.geojson"
    return Ground(_context.assessment.evidence.sectors, smoothing=SMOOTHING), waters(place, _context.place.metric_crs)


def _wave_dots(context: Context, plan: Plan) -> Drawn:
    sites, years = context.assessment.evidence.sites, plan.instance.programme.years
    colours = dict(zip(years, wave_colours(len(years)), strict=True))
    begun = plan.rows.groupby("building_id")["year"].min()
    there = sites.loc[[key for key in begun.index if sites.loc[key, "location_status"] == "located"]]
    # Those of the first wave lie above all others.
    order = sorted(there.index, key=lambda key: (-begun[key], key))
    return None, [Dot(there.loc[key, "x_m"], there.loc[key, "y_m"], SMALL, colours[begun[key]]) for key in order]


def _doors(context: Context, plan: RosterPlan) -> Drawn:
    sites = context.assessment.evidence.sites
    doors = plan.doors[plan.doors.index.isin(sites.index[sites["location_status"] == "located"])]
    helps = doors["helps_per_week"].astype("float64")
    most = float(helps.max()) if len(helps) else 0.0
    radii = np.maximum(SMALL, LARGE * np.sqrt(helps / most)) if most > 0 else helps * 0 + SMALL
    rows: Iterable[str] = sorted(doors.index, key=lambda key: (-radii[key], key))
    return None, [Dot(sites.loc[key, "x_m"], sites.loc[key, "y_m"], float(radii[key]), AIDANTS) for key in rows]


def _left_out(context: Context) -> Drawn:
    theme = gap_theme(context, reviewed(context, Added()))
    classes = theme.classes
    fills = [UNKNOWN if digit == UNKNOWN_DIGIT else classes.colours[int(digit)] for digit in classes.digits]
    return pd.Series(fills, context.assessment.evidence.sectors.index), ()
