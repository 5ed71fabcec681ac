"""The Wi-Fi programme a reader asked for, and how far it is planned."""

from uuid import uuid4

import streamlit as st

from exports.tables import ranking_table
from geo.evidence import Evidence
from geo.programme import CostRange, Plan, Recount, cost_range, recounts
from geo.settings import Programme
from store.plans import keep_plan, kept_plan
from ui.address.programme_choices import programme_with
from ui.context import Context
from ui.gaps.reviews import identity_of
from ui.programme.planning import Planning, planner
from ui.programme.standing import Standing

FIRST_PLAN_S, NEXT_PLAN_S = 12.0, 0.5
"""How long a page waits for a first plan before it says that one is under way; less when it has a former plan to show,
so that whoever moves a slider is never kept waiting for a value passed over."""

_LOOKED_AT, _DRAWN, _LEFT = "planning", "plan_drawn", "plan_left"


def programme_of(context: Context) -> Programme:
    """Return the programme in force: the scenario's, with the reader's choices laid over it."""
    return programme_with(context.scenario.programme, context.state.programme)


def identity(context: Context) -> str:
    """Return what the present plan is made from, as one text: data, parameters, ranking and programme."""
    weights = ",".join(f"{key}={weight}" for key, weight in context.weights("wifi").items())
    return f"{identity_of(context)}|{weights}|{programme_of(context).model_dump_json()}"


def planning_of(context: Context) -> Planning:
    """Return the planning of the programme in force; it is begun when nobody asked for it before."""
    wanted = identity(context)
    former = st.session_state.get(_LOOKED_AT)
    st.session_state[_LOOKED_AT] = wanted
    return planner().open(wanted, lambda: _made(context), former)


def waits(context: Context) -> bool:
    """Say whether this reader waits for the proof of the programme in force, as everybody does until told otherwise."""
    return st.session_state.get(_LEFT) != identity(context)


def keep_waiting(context: Context) -> None:
    """Have it remembered that this reader waits."""
    planning_of(context).waits(_reader())


def stop_waiting(context: Context) -> None:
    """Wait no longer: the search ends with the best plan so far where nobody else waits for it."""
    if not planning_of(context).stop(_reader()):
        st.session_state[_LEFT] = identity(context)


def go_on(context: Context) -> None:
    """Wait again, and take the search up where it was stopped."""
    st.session_state.pop(_LEFT, None)
    planning_of(context)
    planner().take_up(identity(context), lambda start: _made(context, start))


def _reader() -> str:
    return st.session_state.setdefault("reader", uuid4().hex)


def standing_of(context: Context) -> tuple[Standing, Standing]:
    """Return how far the programme in force is planned, and what to draw: that, or the former plan until there is one.

    What is drawn has no plan only when a first one has not been found in ``FIRST_PLAN_S``.
    """
    here = identity_of(context)
    whose, former = st.session_state.get(_DRAWN, ("", None))
    known = former is not None and whose == here
    standing = planning_of(context).wait_for_plan(NEXT_PLAN_S if known else FIRST_PLAN_S)
    if standing.plan is not None:
        st.session_state[_DRAWN] = (here, standing)
        return standing, standing
    return standing, former if known else standing


def cost_range_of(context: Context, plan: Plan) -> CostRange:
    """Return what a plan would cost at the ends of the published prices; computed once for the same plan."""
    return _cost_range(_bought(context, plan), plan, context.assessment.evidence)


def recounts_of(context: Context, plan: Plan) -> tuple[Recount, ...]:
    """Return what a plan's purchases would serve at other reaches; computed once for the same plan."""
    return _recounts(_bought(context, plan), plan, context.assessment.evidence)


def _bought(context: Context, plan: Plan) -> str:
    """Return what a plan buys and on what, as one text; not what it is worth: two plans may be worth the same."""
    programme = plan.instance.programme.model_dump_json()
    return f"{identity_of(context)}|{programme}|{plan.state.tobytes().hex()}"


@st.cache_resource(max_entries=64, show_spinner=False)
def _cost_range(
    identity: str,  # noqa: ARG001 - the key of the cache
    _plan: Plan,
    _evidence: Evidence,
) -> CostRange:
    return cost_range(_plan, _evidence)


@st.cache_resource(max_entries=64, show_spinner=False)
def _recounts(
    identity: str,  # noqa: ARG001 - the key of the cache
    _plan: Plan,
    _evidence: Evidence,
) -> tuple[Recount, ...]:
    return recounts(_plan, _evidence)


def _made(context: Context, start: Standing | None = None) -> Planning:
    assessment, programme = context.assessment, programme_of(context)
    order = ranking_table(assessment, "wifi", context.weights("wifi"))["building_id"].tolist()
    where = (context.store, context.snapshot, assessment)
    return Planning(
        assessment.evidence,
        programme,
        order,
        kept=lambda: kept_plan(*where, programme),
        keep=lambda plan: keep_plan(*where, plan),
        start=start or Standing(),
    )
