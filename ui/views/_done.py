"""What the review of gaps can take to be done: waves of the Wi-Fi programme, or the roster, as they are planned now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from geo.roster import RosterPlan, roster_places
from geo.texts import N_
from ui.components.markup import show, tag
from ui.context import Context
from ui.gaps.reviews import Added, first_ranked
from ui.planning.standing import Standing
from ui.programme import plans
from ui.programme.progress import draw_progress as draw_plan_progress
from ui.roster import rosters
from ui.roster.progress import draw_progress as draw_roster_progress

ROSTER, WIFI = "roster", "wifi"


@dataclass(frozen=True, eq=False)
class Done:
    """What is done, as far as it is known: what it adds, and how its plan stands."""

    kind: str = ""
    """``wifi``, ``roster``, or nothing where the first of the rankings are taken to be equipped."""
    added: Added = field(default_factory=Added)
    count: int = 0
    """Buildings that get Wi-Fi, or places with aidants."""
    draw_progress: Callable[[], None] = lambda: None
    """Says how sure the plan is and keeps looking at a search under way."""


def choices(context: Context) -> dict[str, str]:
    """Return what can be taken to be done, each with its title; nothing for today."""
    _, years = context.translate, plans.programme_of(context).years
    after = _(N_("After the Wi-Fi programme up to {year}"))
    return {
        "": _(N_("Today, or with the first of the rankings")),
        **{f"{WIFI}{wave}": after.format(year=year) for wave, year in enumerate(years, start=1)},
        ROSTER: _(N_("After the roster of helpers")),
    }


def done_of(context: Context) -> Done:
    """Return what the reader takes to be done; a plan nobody has asked for yet is begun."""
    wanted = context.state.after
    if wanted not in choices(context) or not wanted:
        added = first_ranked(context)
        return Done(added=added)
    with st.spinner(context.translate(N_("Looking for a first plan"))):
        if wanted == ROSTER:
            standing, _drawn = rosters.standing_of(context)
            return _roster(context, standing)
        standing, _drawn = plans.standing_of(context)
        return _wifi(context, standing, int(wanted.removeprefix(WIFI)))


def draw_unknown(context: Context, done: Done) -> None:
    """Say so where nothing is planned that could be done: the figures are those of today."""
    if done.kind and not done.count:
        said = N_("No plan of it is known so far, or it adds nothing: the figures are those of today.")
        show(tag("p", context.translate(said), class_="small", data_done="nothing"))


def _wifi(context: Context, standing: Standing, wave: int) -> Done:
    plan = standing.plan
    draw = partial(draw_plan_progress, context, standing)
    if plan is None or not plan.has_plan:
        return Done(WIFI, draw_progress=draw)
    last = plan.instance.programme.years[wave - 1]
    bought = plan.rows.loc[plan.rows["year"] <= last, "building_id"].unique()
    sites = context.assessment.evidence.sites
    there = sites.index[(sites["wifi_now"] == "public").fillna(value=False).to_numpy(dtype=bool)]
    new = tuple(sorted(str(each) for each in bought if each not in there))
    return Done(WIFI, Added(wifi=new), len(new), draw)


def _roster(context: Context, standing: Standing) -> Done:
    plan = standing.plan
    draw = partial(draw_roster_progress, context, standing)
    if not isinstance(plan, RosterPlan) or not plan.has_plan:
        return Done(ROSTER, draw_progress=draw)
    places = roster_places(plan, context.assessment.evidence)
    return Done(ROSTER, Added(places=places), len(places), draw)
