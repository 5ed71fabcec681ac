"""The view of the Wi-Fi programme: waves, money, the certificate, what each rule costs, and why a building waits."""

from dataclasses import replace

import streamlit as st

from geo.programme import RULES, Plan
from geo.texts import N_
from store.decisions import outcome_of_programme
from ui.address import session
from ui.address.programme_choices import programme_with
from ui.address.session import tied
from ui.address.state import PLAN_PANELS
from ui.components import focus
from ui.components.headline import absences, assumed_open, distance_words, headline, vintages
from ui.components.markup import show, tag
from ui.context import Context
from ui.decisions.form import BUILDING, About, draw_decisions
from ui.decisions.laid import choose_decisions, draw_decided
from ui.errors import shown_errors
from ui.gaps.walk_areas import with_areas
from ui.map.choosers import close_card, find_building
from ui.map.map import draw_map, hear_map
from ui.map.stage import set_stage
from ui.programme.budget_curve import budget_curve_chart
from ui.programme.card import draw_plan_card
from ui.programme.controls import draw_assumptions, draw_plan_controls
from ui.programme.method import assumptions
from ui.programme.plans import programme_of, standing_of
from ui.programme.progress import draw_progress
from ui.programme.proof import proof
from ui.programme.purchases import BOUGHT, WAITING, purchases_table, waiting_table
from ui.programme.recount import draw_recount
from ui.programme.standing import Standing
from ui.programme.wave_map import wave_payload
from ui.programme.words import rests_on_words, result_words
from ui.programme.years import waves
from ui.realised.panel import draw_realised, has_panel
from ui.roster.rosters import with_aidants
from ui.views._view import View
from words.programme import nothing_can_be_planned, nothing_sentence
from words.sentences import sentence

FORMER = ".st-key-stage .st-key-atlas, .st-key-stage .st-key-panel { opacity: 0.4; }"
"""How the former plan is drawn while the first of a changed programme is being looked for."""

PANEL_TITLES = {"waves": N_("Waves"), "proof": N_("Proof"), "curve": N_("Budget"), "realised": N_("Carried out")}


def render(context: Context) -> None:
    """Draw the view."""
    with shown_errors(context.translate):
        _live(context)


@st.fragment
def _live(context: Context) -> None:
    hear_map()
    programme = programme_of(context)
    stage = set_stage("plan_controls", "panel", "sheet")
    controls, panel, sheet = stage.beside
    with stage.opening, st.spinner(context.translate(N_("Looking for a first plan"))):
        standing, drawn = standing_of(context)
    plan = drawn.plan
    nothing = standing.plan is not None and nothing_can_be_planned(standing.plan)
    if nothing:
        # Nobody knows what a rule costs where nothing can be planned.
        standing = drawn = replace(standing, prices=(), curve=(), contenders=())
    with stage.opening:
        _answer(context, standing)
        outcome = None if standing.plan is None else outcome_of_programme(standing.plan)
        draw_decided(context, programme_with(context.scenario.programme, context.state.programme), outcome)
        if nothing:
            # What would bring a plan about stands right under the sentence that says there is none.
            with st.container(key="assumptions"):
                draw_assumptions(context, programme)
        if drawn is not standing:
            show(tag("style", FORMER))
    # Answer and map before the choices: they are what a reader waits for.
    year = 0
    if plan is not None:
        with stage.above:
            year = _wave(context, plan)
        with stage.atlas:
            draw_map(context, with_areas(context, wave_payload(context, plan, year)))
    with controls:
        choose_decisions(context)
        below_reach = draw_plan_controls(context, programme, standing, assumptions=not nothing)
    session.write_address()
    if plan is None:
        return
    with panel:
        _panel(context, drawn, plan)
    with sheet:
        _tables(context, plan, year)
    # Last, since it takes a second the first time.
    with below_reach:
        draw_recount(context, standing)


def _answer(context: Context, standing: Standing) -> None:
    """Say what the plan does, or which rules cannot hold together, and how sure that is."""
    _, numbers, plan = context.translate, context.numbers, standing.plan
    rests_on = [
        *vintages(context, "population", "buildings", "fibre", "wifi"),
        distance_words(context),
        *assumed_open(context),
    ]
    if plan is None:
        headline(_("A first plan is being looked for."), rests_on=rests_on)
    elif nothing_can_be_planned(plan):
        headline(nothing_sentence(plan, context.assessment.evidence, numbers, _), rests_on=rests_on)
    elif plan.has_plan:
        assumed = [sentence(each, context.numbers) for each in plan.notes if each.code.endswith("_assumed")]
        rests_on = [*assumed, *rests_on_words(plan, _, numbers), *rests_on]
        missing = absences(context)
        rests_on += [missing] if missing else []
        headline(result_words(plan, _, numbers), also=_with_aidants(context, plan), rests_on=rests_on)
    elif plan.status == "infeasible":
        headline(_("These rules cannot hold together:"), rests_on=rests_on)
        said = [tag("li", sentence(each, context.numbers)) for each in plan.conflict]
        told = {each.code.removeprefix("conflict.") for each in plan.conflict}
        rules = {each.kind for each in RULES}
        smallest = len(said) > 1 and {kind for kind in told if not kind.startswith("sum_")} <= rules
        lift = _("Without any one of them, the others can hold.") if smallest else None
        show(
            tag("div", tag("ul", *said), tag("p", lift, class_="small") if lift else None, class_="error", role="alert")
        )
    else:
        headline(_("No plan was found in the time given; whether there is one is not known."), rests_on=rests_on)
    draw_progress(context, standing)


def _with_aidants(context: Context, plan: Plan) -> list[str]:
    """Say how many of the equipped buildings have aidants, where a roster is known."""
    aidants, equipped = with_aidants(context), set(plan.rows["building_id"])
    if aidants is None or not equipped:
        return []
    text = N_("Buildings equipped with aidants in the roster: {count}; without: {without}.")
    both = len(equipped & aidants)
    number = context.numbers.number
    return [context.translate(text).format(count=number(both), without=number(len(equipped) - both))]


def _wave(context: Context, plan: Plan) -> int:
    """Draw the choice of a wave, and return its year; 0 for all."""
    _, years = context.translate, plan.instance.programme.years
    chosen = context.state.wave if context.state.wave in years else 0
    words = {0: _("All waves"), **{year: str(year) for year in years}}
    tied(
        st.segmented_control,
        _("Wave"),
        list(words),
        format_func=lambda year: words[year],
        required=True,
        label_visibility="collapsed",
        key="wave",
        value=chosen,
        accept=lambda year: {"wave": int(year or 0)},
    )
    return chosen


def _panel(context: Context, standing: Standing, plan: Plan) -> None:
    if context.state.site in context.assessment.evidence.sites.index:
        close_card(context, BOUGHT, WAITING)
        with st.container(key="card"):
            aidants, site = with_aidants(context), context.state.site
            draw_plan_card(context, standing, site, aidants=None if aidants is None else site in aidants)
            draw_decisions(context, About(site, BUILDING, "wifi"))
        return
    _ = context.translate
    find_building(context, answers=(focus.PANEL,))
    if nothing_can_be_planned(plan):
        return
    panels = [each for each in PLAN_PANELS if each != "realised" or has_panel(context, plan)]
    tied(
        st.segmented_control,
        _("Beside the map"),
        panels,
        format_func=lambda key: _(PANEL_TITLES[key]),
        required=True,
        label_visibility="collapsed",
        key="plan_panel",
        value=context.state.panel if context.state.panel in panels else PLAN_PANELS[0],
        accept=lambda key: {"panel": "" if key == PLAN_PANELS[0] else str(key)},
    )
    with st.container(key="card"):
        if context.state.panel == "curve":
            _curve(context, standing, plan)
        elif context.state.panel == "realised" and "realised" in panels:
            draw_realised(context, plan)
        elif context.state.panel == "proof":
            show(proof(context, standing), assumptions(context))
        elif plan.has_plan:
            show(waves(context, plan))


def _curve(context: Context, standing: Standing, plan: Plan) -> None:
    _ = context.translate
    show(tag("h4", _("What each budget would serve")))
    if standing.curve:
        budget_curve_chart(context, plan, standing.curve, lambda euros: _take_budget(context, euros))
    waits = _("The curve is drawn once the plan stands.") if not standing.curve else None
    under_way = _("More points are being computed.") if standing.curve and standing.phase == "curve" else None
    said = [
        waits or _("Each budget is planned by itself: a larger one need not contain the smaller one's purchases."),
        _("Thin line above: what no plan can pass.") if standing.curve else None,
        under_way,
    ]
    show(*(tag("p", each, class_="small") for each in said if each))


def _take_budget(context: Context, euros: int) -> None:
    session.change(programme=replace(context.state.programme, budget=euros))


def _tables(context: Context, plan: Plan, year: int) -> None:
    _ = context.translate
    if plan.has_plan and not nothing_can_be_planned(plan):
        show(tag("h2", _("The programme, purchase by purchase"), class_="sheet"))
        purchases_table(context, plan, year)
    show(tag("h2", _("Buildings outside the programme, and why"), class_="sheet"))
    waiting_table(context, plan)


VIEW = View(key="programme", title=N_("Wi-Fi programme"), render=render)
