"""The choices of device lots: how many PCs, how much money, and what may be assumed where nothing is known."""

import streamlit as st

from geo.lots import LotsPlan
from geo.settings import DEVICE_KINDS
from geo.texts import N_
from ui.address import session
from ui.address.lots_choices import FIELDS
from ui.address.session import tied
from ui.address.state import LOTS_HOURS, MOST_DESKS, MOST_FOR_SCHOOLS, MOST_PCS, MOST_THOUSAND_EUR, State
from ui.components.markup import show, tag
from ui.context import Context
from ui.devices.given import draw_school_sites, draw_totals
from ui.devices.lots import rules_of
from ui.scenario import choose_scenario, save_scenario
from words.devices import TITLES, assumed_words, stock_words


def draw_lots_controls(context: Context, plan: LotsPlan) -> None:
    """Draw all choices, one under the other."""
    _, rules = context.translate, rules_of(context)
    choose_scenario(context)
    tied(
        st.number_input,
        _("PCs to give"),
        1,
        MOST_PCS,
        step=10,
        key="lots_pcs",
        value=min(max(rules.pcs, 1), MOST_PCS),
        accept=lambda count: {"lots_pcs": int(count)},
    )
    tied(
        st.number_input,
        _("Budget for laptops and tablets, in thousands of euros"),
        1,
        MOST_THOUSAND_EUR,
        step=10,
        key="lots_budget",
        value=min(max(round(rules.budget_eur / 1000), 1), MOST_THOUSAND_EUR),
        accept=lambda thousands: {"lots_budget": int(thousands)},
    )
    if context.assessment.evidence.school_pupils is not None:
        _draw_schools(context)
        draw_school_sites(context)
    tied(
        st.toggle,
        _("A fixed total for every district or former commune"),
        key="lots_district",
        value=rules.by_district,
        help=_(
            "By the need of each district, or as the scenario says; the kinds are then shared out among all districts "
            "at once."
        ),
        accept=lambda on: {"lots_district": "yes" if on else "no"},
    )
    if rules.by_district:
        draw_totals(context, plan)
    stock = [tag("li", stock_words(each, context.numbers)) for each in (*plan.kinds.values(), *plan.schools.values())]
    show(tag("ul", *stock, class_="small"))
    draw_lots_assumptions(context)
    base = State()
    own = {name: getattr(base, name) for name in FIELDS}
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Reset"),
            key="reset_lots",
            help=_("Back to the rules of the scenario."),
            disabled=all(getattr(context.state, name) == value for name, value in own.items()),
            on_click=lambda: session.change(**own),
        )
        save_scenario(context)


_SCHOOLS = {
    "primary": N_("Devices for nursery and primary schools (0: none)"),
    "secondary": N_("Devices for secondary schools (0: none)"),
}


def _draw_schools(context: Context) -> None:
    """Draw how many devices there are for the schools of each level."""
    rules = rules_of(context).schools
    for level, label in _SCHOOLS.items():
        tied(
            st.number_input,
            context.translate(label),
            0,
            MOST_FOR_SCHOOLS,
            step=10,
            key=f"lots_{level}",
            value=min(rules.devices(level), MOST_FOR_SCHOOLS),
            accept=lambda count, level=level: {f"lots_{level}": int(count)},
        )


def draw_lots_assumptions(context: Context) -> None:
    """Draw what is assumed of public places of which something is not known; without it they get nothing."""
    _, numbers, rules = context.translate, context.numbers, rules_of(context)
    sites = context.assessment.evidence.sites
    public = sites[sites["public_access"].fillna(value=False)]
    unknown = {
        "function": int(public["function_in_charge"].isna().sum()),
        "desks": int(public["public_desks"].isna().sum()),
        "hours": int(public["opening_hours_per_week"].isna().sum()),
    }
    if not any(unknown.values()):
        return
    show(tag("h4", _("Unknown data: assumptions")))
    if unknown["function"]:
        label = _("Take it that a function is in charge where none is named ({count})")
        tied(
            st.toggle,
            label.format(count=numbers.number(unknown["function"])),
            key="lots_function",
            value=rules.assume_function,
            accept=lambda on: {"lots_function": "yes" if on else "no"},
        )
    if unknown["desks"]:
        label = _("Desks assumed in public places where none are known ({count}); 0: they get nothing")
        tied(
            st.number_input,
            label.format(count=numbers.number(unknown["desks"])),
            0,
            MOST_DESKS,
            step=1,
            key="lots_desks",
            value=min(rules.assumed_desks or 0, MOST_DESKS),
            accept=lambda count: {"lots_desks": int(count)},
        )
    if unknown["hours"]:
        label = _("Opening hours a week assumed where they are not known ({count}); 0: such places get nothing")
        tied(
            st.number_input,
            label.format(count=numbers.number(unknown["hours"])),
            0,
            LOTS_HOURS,
            step=1,
            key="lots_hours",
            value=min(round(rules.assumed_hours_per_week or 0), LOTS_HOURS),
            accept=lambda count: {"lots_hours": int(count)},
        )


def assumed_line(context: Context, plan: LotsPlan) -> list[str]:
    """Return what the lots rest on that nobody knows."""
    return assumed_words(plan, context.numbers)


def choose_device(context: Context, plan: LotsPlan, value: str) -> None:
    """Draw the choice of the kind of device, or level of schools, that map, list and proof show."""
    _, numbers = context.translate, context.numbers
    first, there = next(iter(DEVICE_KINDS)), {**plan.kinds, **plan.schools}
    tied(
        st.segmented_control,
        _("Kind of device"),
        list(there),
        format_func=lambda kind: f"{_(TITLES[kind])} ({numbers.number(there[kind].given)})",
        required=True,
        label_visibility="collapsed",
        key="device_kind",
        value=value,
        accept=lambda kind: {"device": "" if kind == first else str(kind)},
    )
