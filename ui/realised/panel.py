"""The programme carried out beside the plan on the page, and the rest planned from what stands when a reader asks."""

import time
from hashlib import sha256

import streamlit as st
from markupsafe import Markup

from exports.realised.tables import is_realised, realised_of
from geo.equity import equity_over_time
from geo.evidence import Evidence
from geo.programme import Plan, Realised, Search, first_plan, present_of
from geo.solving import Control
from geo.texts import N_
from ui.components.markup import show, tag
from ui.context import Context
from ui.gaps.reviews import identity_of, walk_of
from words.realised import STATES, WITHIN_WALK, realised_sentences, rest_sentences

_ASKED = "realised_rest"

_HEADS = (N_("state"), N_("residents"), N_("most vulnerable fifth"), N_("least vulnerable fifth"))


def can_be_compared(context: Context, plan: Plan) -> bool:
    """Say whether anything was carried out that a plan can be held against."""
    return is_realised(context.assessment.evidence, plan)


def draw_realised(context: Context, plan: Plan) -> None:
    """Draw what became of the plan, and the rest once it is asked for."""
    _, numbers = context.translate, context.numbers
    evidence, programme = context.assessment.evidence, plan.instance.programme
    content = f"{identity_of(context)}|{programme.model_dump_json()}".encode()
    identity = sha256(content + plan.state.tobytes()).hexdigest()
    found = _compared(identity, evidence, plan)
    if found is None:
        return
    show(tag("h4", _(N_("Carried out, beside this plan"))), _listed(realised_sentences(found, numbers, _)))
    if found.until >= programme.years[-1]:
        return
    if st.button(_(N_("Plan the rest from here")), key="plan_rest"):
        st.session_state[_ASKED] = identity
    if st.session_state.get(_ASKED) != identity:
        return
    with st.spinner(_("Looking for a first plan")):
        said, shares = _rest(identity, context.language, context, plan)
    rows = [
        tag("tr", tag("th", _(STATES[state]), scope="row"), *(tag("td", numbers.percent(each, 1)) for each in values))
        for state, values in shares.items()
    ]
    title = tag("caption", _(WITHIN_WALK).format(metres=numbers.metres(_reach_m(context, plan))))
    head = tag("thead", tag("tr", *(tag("th", _(each), scope="col") for each in _HEADS)))
    table = tag("table", title, head, tag("tbody", *rows), class_="figures") if rows else None
    show(tag("h4", _(N_("The rest of the programme"))), _listed(said), table)


def _reach_m(context: Context, plan: Plan) -> float:
    return min(plan.instance.programme.reach_m, context.assessment.evidence.parameters.reach.limit_m)


def _listed(said: list[str]) -> Markup:
    return tag("ul", *(tag("li", each) for each in said), class_="told")


@st.cache_resource(max_entries=16, show_spinner=False)
def _compared(
    identity: str,  # noqa: ARG001 - the key of the cache
    _evidence: Evidence,
    _plan: Plan,
) -> Realised | None:
    return realised_of(_evidence, _plan)


@st.cache_resource(max_entries=16, show_spinner=False)
def _rest(
    identity: str,
    language: str,  # noqa: ARG001 - part of the key of the cache
    _context: Context,
    _plan: Plan,
) -> tuple[list[str], dict[str, tuple[float, ...]]]:
    """Return what is said of the rest, and the shares of residents near Wi-Fi before, now and after it."""
    evidence = _context.assessment.evidence
    found = _compared(identity, evidence, _plan)
    assert found is not None
    rest = present_of(evidence, _plan, found)
    after = first_plan(Search(rest.instance, Control(time.perf_counter)))
    states: dict[str, tuple[str, ...]] = {"before": (), "now": found.installed}
    if after.has_plan:
        states["after"] = tuple(sorted({*found.installed, *after.rows["building_id"]}))
    table = equity_over_time(evidence, walk_of(_context), states, _reach_m(_context, _plan))
    shown = table[["mean", "mean_worse_off", "mean_better_off"]]
    shares = {str(state): tuple(float(each) for each in row) for state, row in shown.iterrows()}
    return rest_sentences(rest, after, found, _context.numbers, _context.translate), shares
