"""The choices of the Wi-Fi programme, each rule with its price beside it."""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.programme import half_the_average_rate
from geo.settings import Programme
from geo.texts import N_, NN_
from ui.address import session
from ui.address.programme_choices import (
    AREA_M2,
    BUDGET_EUR,
    REACH_M,
    STOP_PERSON_YEARS,
    WHO,
    YEARS,
    Choices,
)
from ui.address.session import tied
from ui.address.told import told
from ui.components.markup import plain, show, tag
from ui.context import Context
from ui.programme.choosing import amount, chosen, once, switch
from ui.programme.price_tags import price_tag
from ui.programme.rule_controls import draw_rule_controls
from ui.programme.standing import Standing
from ui.scenario import choose_scenario, save_scenario

WHO_TITLES = {
    "vulnerable": N_("Residents in digital difficulty"),
    "in_a_gap": N_("Residents without a good connection"),
    "all": N_("All residents"),
}

BUDGET_STEP_EUR = 50_000


def draw_plan_controls(
    context: Context, programme: Programme, standing: Standing, *, assumptions: bool
) -> DeltaGenerator:
    """Draw all choices, one under the other, with the prices of rules as far as they are known.

    ``assumptions``: with what is assumed where something is not known, which may also stand elsewhere on the page.
    Returns the place below the reach, for what takes its time: ``ui.programme.recount``.
    """
    choose_scenario(context)
    _money(context, programme, standing)
    _people(context, programme)
    below_reach = st.container()
    _rules(context, programme, standing)
    _buildings(context, programme, standing)
    if assumptions:
        draw_assumptions(context, programme)
    _keeping(context)
    return below_reach


def _money(context: Context, programme: Programme, standing: Standing) -> None:
    _, numbers = context.translate, context.numbers
    budgets = programme.budgets_eur
    amount(
        st.number_input, context, "budget", _("Budget a year, in euros"), BUDGET_EUR, BUDGET_STEP_EUR, round(budgets[0])
    )
    amounts = " + ".join(numbers.euros(each) for each in budgets) if len(set(budgets)) > 1 else ""
    said = _("{euros} in all").format(euros=numbers.euros(sum(budgets))) + (f" ({amounts})" if amounts else "")
    show(tag("p", said, class_="small total"))
    price_tag(context, standing, "budget")
    _stop(context, programme, standing)
    amount(st.slider, context, "years", _("Years"), YEARS, 1, len(budgets))
    switch(context, "carry", _("What a year leaves may be spent later"), on=programme.carry_over)
    price_tag(context, standing, "carry_over")


def _stop(context: Context, programme: Programme, standing: Standing) -> None:
    """Draw from how few people on a euro is not spent, with the figure that is offered at one press."""
    _, numbers, asked = context.translate, context.numbers, programme.least_person_years_per_thousand_eur
    amount(
        st.number_input,
        context,
        "stop",
        _("Stop where {euros} serve fewer person-years than (0: never)").format(euros=numbers.euros(1000)),
        STOP_PERSON_YEARS,
        1,
        round(asked),
        _("Only what a rule asks for is still bought below it; the rest of the money stays."),
    )
    half = half_the_average_rate(standing.plan) if standing.plan is not None and standing.plan.has_plan else 0
    if not asked and half:
        once(
            context,
            "stop_at_half",
            _("Plan again and stop at {least}, half of this plan's average").format(least=numbers.number(half)),
            stop=half,
        )


def _people(context: Context, programme: Programme) -> None:
    _, evidence = context.translate, context.assessment.evidence
    tied(
        st.selectbox,
        _("Who counts"),
        list(WHO),
        format_func=lambda key: _(WHO_TITLES[key]),
        key="plan_who",
        value=programme.who_counts,
        accept=lambda key: chosen(context, who=str(key)),
    )
    least, step = REACH_M[0], 50
    most = max(round(evidence.parameters.reach.limit_m / step) * step, least + step)
    amount(
        st.slider,
        context,
        "reach",
        _("How far one walks to public Wi-Fi, in metres"),
        (least, most),
        step,
        # An address, or a scenario, may say more than the control offers.
        round(min(max(programme.reach_m, least), most)),
    )


def _rules(context: Context, programme: Programme, standing: Standing) -> None:
    _ = context.translate
    show(tag("h4", _("Rules and their price")))
    if programme.least_person_years_per_thousand_eur:
        said = _("Prices count what a plan saves by stopping earlier, at the rate at which spending stops.")
        show(tag("p", said, class_="small"))
    draw_rule_controls(context, programme, standing)
    switch(context, "fibre", _("A building waits until fibre can be ordered"), on=programme.wait_for_fibre)
    price_tag(context, standing, "wait_for_fibre")


def _buildings(context: Context, programme: Programme, standing: Standing) -> None:
    """Draw the buildings that are forced in or left out, each with its price and the way to take it back."""
    _ = context.translate
    lists = {
        "forced_in": (_("Must be equipped"), programme.forced_in),
        "excluded": (_("Left out"), programme.excluded),
    }
    if not any(keys for _title, keys in lists.values()):
        show(tag("p", _("Click on a building to force it in or to leave it out."), class_="small"))
    names = context.building_names
    for kind, (title, keys) in lists.items():
        if not keys:
            continue
        show(tag("h4", title))
        for key in keys:
            name = names.get(key, key)
            st.button(
                f"{plain(name)}\u2002×",
                key=f"free_{kind}_{key}",
                type="tertiary",
                help=_("Take this back"),
                on_click=lambda key=key: say_of(context, key, ""),
            )
            price_tag(context, standing, kind, key)


def draw_assumptions(context: Context, programme: Programme) -> None:
    """Draw what is assumed of buildings of which something is not known; without it they are not planned."""
    _, sites = context.translate, context.assessment.evidence.sites
    public = sites[sites["public_access"].fillna(value=False)]
    unknown = {
        "area": int(public["floor_area_m2"].isna().sum()),
        "fibre": int((public["fibre_status"].isna() & public["fibre_now"].isna()).sum()),
    }
    if not any(unknown.values()):
        return
    show(tag("h4", _("Unknown data: assumptions")))
    if unknown["area"]:
        label = _(
            NN_(
                "Floor area assumed of {count} public building, in m² (0: it is not planned)",
                "Floor area assumed of {count} public buildings, in m² (0: they are not planned)",
                "count",
            )
        )
        area = round(programme.assumed_floor_area_m2 or 0)
        said = label.format(count=context.numbers.number(unknown["area"]))
        amount(st.number_input, context, "area", said, AREA_M2, 50, area)
    if unknown["fibre"]:
        label = _("Plan public buildings of unknown fibre as if they had none ({count})")
        said = label.format(count=context.numbers.number(unknown["fibre"]))
        switch(context, "nofibre", said, on=programme.assume_no_fibre)


def say_of(context: Context, building: str, wanted: str) -> None:
    """Force a building in (``forced``), leave it out (``excluded``) or neither (``""``)."""
    choices = context.state.programme
    session.change(programme=replace(choices, **told(context.scenario.programme, choices, building, wanted)))


def _keeping(context: Context) -> None:
    _ = context.translate
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Reset"),
            key="reset_programme",
            help=_("Back to the programme of the scenario."),
            disabled=not context.state.programme.changed,
            on_click=lambda: session.change(programme=Choices()),
        )
        save_scenario(context)
