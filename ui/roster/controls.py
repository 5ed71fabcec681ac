"""The choices of the roster: how many aidants, their hours, the walk, the floor, and the reader's say about doors."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from geo.roster import RosterRule
from geo.settings import Roster
from geo.texts import N_
from ui.address import session
from ui.address.roster_choices import AIDANTS, FLOOR_PERCENT, HALF_HOURS, WALK_M, RosterChoices
from ui.address.session import tied
from ui.components.markup import plain, show, tag
from ui.context import Context
from ui.roster.price_tags import price_tag
from ui.roster.rosters import say_of
from ui.roster.standing import Standing
from ui.scenario import choose_scenario, save_scenario
from words.roster import rule_words

OFFERED = (25, 50, 75, 100)
"""Numbers of aidants at one press: the city trains 25 at a time."""


def draw_roster_controls(context: Context, roster: Roster, standing: Standing) -> None:
    """Draw all choices, one under the other."""
    choose_scenario(context)
    _aidants(context, roster)
    _walk(context, roster)
    _floor(context, roster, standing)
    _doors(context, roster, standing)
    _of_scenario(context, roster, standing)
    _keeping(context)


def _chosen(context: Context, **changes: object) -> dict[str, object]:
    return {"roster": replace(context.state.roster, **changes)}  # type: ignore[arg-type]


def _number(
    draw: Callable[..., object],
    context: Context,
    field: str,
    label: str,
    bounds: tuple[int, int],
    step: int,
    value: int,
) -> None:
    tied(
        draw,
        label,
        *bounds,
        step=step,
        key=f"roster_{field}",
        value=min(max(value, bounds[0]), bounds[1]),
        accept=lambda number: _chosen(context, **{field: int(number)}),
    )


def _aidants(context: Context, roster: Roster) -> None:
    _, numbers = context.translate, context.numbers
    _number(st.number_input, context, "aidants", _(N_("Number of aidants")), AIDANTS, 5, roster.aidants)
    tied(
        st.segmented_control,
        _(N_("Number of aidants at one press")),
        list(OFFERED),
        format_func=lambda count: numbers.number(count),
        label_visibility="collapsed",
        key="roster_offered",
        value=roster.aidants if roster.aidants in OFFERED else None,
        accept=lambda count: {} if count is None else _chosen(context, aidants=int(count)),
    )
    tied(
        st.number_input,
        _(N_("Hours a week of each aidant")),
        HALF_HOURS[0] / 2,
        HALF_HOURS[1] / 2,
        step=0.5,
        format="%g",
        key="roster_hours",
        value=min(max(round(2 * roster.hours_per_week), HALF_HOURS[0]), HALF_HOURS[1]) / 2,
        accept=lambda hours: _chosen(context, half_hours=round(2 * float(hours))),
    )
    text = _(N_("Hours a week in all: {hours}; half-days with two aidants: {count}"))
    hours, count = roster.aidants * roster.hours_per_week, roster.pair_half_days(roster.aidants)
    said = text.format(hours=numbers.number(hours, 1), count=numbers.number(count))
    if roster.aidants and roster.hours_per_week < roster.symbolic_hours_per_week:
        least = numbers.number(roster.symbolic_hours_per_week, 1)
        said = f"{said}. " + _(N_("Below {hours} h a week each the plan is symbolic.")).format(hours=least)
    show(tag("p", said, class_="small total"))


def _walk(context: Context, roster: Roster) -> None:
    reach = context.assessment.evidence.parameters.reach.limit_m
    least, step = WALK_M[0], 50
    most = max(round(reach / step) * step, least + step)
    label = context.translate(N_("How far one walks to help, in metres"))
    walk = reach if roster.walk_m is None else roster.walk_m
    _number(st.slider, context, "walk", label, (least, most), step, round(walk))


def _floor(context: Context, roster: Roster, standing: Standing) -> None:
    _, floor = context.translate, roster.district_floor
    by = floor.by if floor else "section"
    label = {
        "section": N_("Least part of the need met in every former commune, in % (0: none)"),
        "district": N_("Least part of the need met in every district, in % (0: none)"),
    }
    _number(
        st.slider, context, "floor", _(label[by]), FLOOR_PERCENT, 5, round(100 * floor.served_share) if floor else 0
    )
    price_tag(context, standing, "floor")


def _doors(context: Context, roster: Roster, standing: Standing) -> None:
    """Draw the doors that are forced in or left out, each with the way to take it back."""
    _ = context.translate
    lists = {
        "forced_in": (_(N_("Must have aidants")), roster.forced_in),
        "excluded": (_(N_("Left out")), roster.excluded),
    }
    if not any(keys for _title, keys in lists.values()):
        show(tag("p", _(N_("Click on a place to force it in or to leave it out.")), class_="small"))
    for kind, (title, keys) in lists.items():
        if keys:
            show(tag("h4", title))
        for key in keys:
            st.button(
                f"{plain(door_name(context, standing, key))}\u2002×",
                key=f"free_{kind}_{key}",
                type="tertiary",
                help=_(N_("Take this back")),
                on_click=lambda key=key: say_of(context, key, ""),
            )
            price_tag(context, standing, kind, key)


def _of_scenario(context: Context, roster: Roster, standing: Standing) -> None:
    """Name the rules that only a scenario gives, each with its price: they hold, and have no control here."""
    _ = context.translate
    opened = roster.named(roster.open_half_days) if roster.open_half_days else ()
    rules = [
        *(RosterRule("activity_least", name) for name, least in roster.least_half_days_of_activity.items() if least),
        *(RosterRule("activity_most", name) for name in roster.most_half_days_of_activity),
        *(RosterRule("open", "", each) for each in opened),
    ]
    if rules:
        show(tag("h4", _(N_("Rules of the scenario"))))
    for rule in rules:
        show(tag("p", rule_words(rule, {}, _), class_="small"))
        price_tag(context, standing, rule.kind, rule.subject, rule.half_day)


def door_name(context: Context, standing: Standing, key: str) -> str:
    """Return the name of a place, of the city or of a partner."""
    if key in context.building_names.index:
        return str(context.building_names[key])
    tables = [] if standing.plan is None else [standing.plan.doors, standing.plan.not_doors]
    return next((str(table.at[key, "name"]) for table in tables if key in table.index), key)


def _keeping(context: Context) -> None:
    _ = context.translate
    with st.container(horizontal=True, gap="small"):
        st.button(
            _(N_("Reset")),
            key="reset_roster",
            help=_(N_("Back to the roster of the scenario.")),
            disabled=not context.state.roster.changed,
            on_click=lambda: session.change(roster=RosterChoices()),
        )
        save_scenario(context)
