"""The Wi-Fi programme a reader asked for, and how far it is planned."""

import streamlit as st

from exports.tables import ranking_table
from geo.evidence import Evidence
from geo.programme import CostRange, Plan, Recount, cost_range, recounts
from geo.settings import Programme
from store.plans import keep_plan, kept_plan
from ui.address.programme_choices import programme_with
from ui.context import Context
from ui.decisions.log import decided
from ui.gaps.reviews import identity_of
from ui.planning import readers
from ui.planning.readers import Question
from ui.programme.planning import Planning
from ui.programme.standing import Standing


def programme_of(context: Context) -> Programme:
    """Return the programme in force: the scenario's, with the reader's choices, and decisions where asked, over it."""
    return decided(context, programme_with(context.scenario.programme, context.state.programme))


def question_of(context: Context) -> Question:
    """Return what is asked of the planner: data and parameters, then ranking and programme."""
    return question_about(context, programme_of(context))


def question_about(
    context: Context, programme: Programme, kind: str = "plan", planning: type[Planning] = Planning
) -> Question:
    """Return the same for another programme on the same data; ``kind`` keeps apart what one page looks at."""
    weights = ",".join(f"{key}={weight}" for key, weight in context.weights("wifi").items())
    asked = f"{weights}|{programme.model_dump_json()}"
    return Question(kind, identity_of(context), asked, lambda start: _made(context, programme, planning, start))


def planning_of(context: Context) -> Planning:
    """Return the planning of the programme in force; it is begun when nobody asked for it before."""
    return readers.planning_of(question_of(context))


def standing_of(context: Context) -> tuple[Standing, Standing]:
    """Return how far the programme in force is planned, and what to draw: that, or the former plan meanwhile."""
    return readers.standing_of(question_of(context))


def known_plan(context: Context) -> Plan | None:
    """Return the plan of the programme in force if somebody has had it planned; nothing is searched for."""
    plan = known_outcome(context)
    return plan if plan is not None and plan.has_plan else None


def known_outcome(context: Context) -> Plan | None:
    """Return the same, and where rules cannot hold together the outcome that says so."""
    return known_answer(context, question_of(context), programme_of(context))


def known_answer(context: Context, question: Question, programme: Programme) -> Plan | None:
    """Return the outcome of a question about a programme if somebody has had it planned; nothing is searched for."""
    where = (context.store, context.snapshot, context.assessment)
    return readers.known_plan(question, lambda: kept_plan(*where, programme))


def with_wifi(context: Context) -> frozenset[str] | None:
    """Return the buildings with Wi-Fi for the public, today or in the programme; None where no plan of it is known."""
    plan = known_plan(context)
    if plan is None:
        return None
    sites = context.assessment.evidence.sites
    there = sites.index[(sites["wifi_now"] == "public").fillna(value=False)]
    return frozenset(map(str, plan.rows["building_id"])) | frozenset(map(str, there))


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


def _made(context: Context, programme: Programme, planning: type[Planning], start: Standing | None = None) -> Planning:
    assessment = context.assessment
    order = ranking_table(assessment, "wifi", context.weights("wifi"))["building_id"].tolist()
    where = (context.store, context.snapshot, assessment)
    return planning(
        assessment.evidence,
        programme,
        order,
        kept=lambda: kept_plan(*where, programme),
        keep=lambda plan: keep_plan(*where, plan),
        start=start or Standing(),
    )
