"""The controls of the rules of a Wi-Fi programme, each with its price below it."""

from collections.abc import Callable, Mapping

import streamlit as st

from geo.programme import RULES
from geo.settings import Programme
from ui.address.programme_choices import FLOOR_PERCENT, LEAST_PERCENT, OPEX_EUR
from ui.components.markup import show, tag
from ui.context import Context
from ui.programme.choosing import amount, once
from ui.programme.price_tags import price_tag
from ui.programme.standing import Standing

OPEX_STEP_EUR = 10_000


def draw_rule_controls(context: Context, programme: Programme, standing: Standing) -> None:
    """Draw what stands under "Rules", in the order of the registry; of a rule without a control, its price."""
    for each in RULES:
        if each.kind in CONTROLS:
            CONTROLS[each.kind](context, programme, standing)
        elif each.kind not in ELSEWHERE and any(price.lifted.kind == each.kind for price in standing.prices):
            show(tag("p", context.translate(each.whole)))
            price_tag(context, standing, each.kind)


def _floor(context: Context, programme: Programme, standing: Standing) -> None:
    _ = context.translate
    own = bool(programme.floor_share_of_activity or programme.floor_eur_of_activity)
    amount(
        st.slider,
        context,
        "floor",
        _("Least share of each sector a year, in %"),
        FLOOR_PERCENT,
        1,
        round(100 * programme.floor_share),
        _("A sector that has less left to equip gets all that is left."),
    )
    if own:
        show(tag("p", _("The scenario has other shares for some sectors; moving this replaces them."), class_="small"))
    price_tag(context, standing, "floor")
    _without_floors(context, programme)


def _opex_ceiling(context: Context, programme: Programme, standing: Standing) -> None:
    _ = context.translate
    ceiling = programme.opex_ceiling_eur_per_year
    amount(
        st.number_input,
        context,
        "opex",
        _("Ceiling on running cost a year, in euros (0: none)"),
        OPEX_EUR,
        OPEX_STEP_EUR,
        round(ceiling or 0),
        _("What all access points of the programme cost each year once it has ended."),
    )
    price_tag(context, standing, "opex_ceiling")


def _district_minimum(context: Context, programme: Programme, standing: Standing) -> None:
    _ = context.translate
    minimum = programme.district_minimum
    amount(
        st.slider,
        context,
        "least",
        _("Least part of the need met in every former commune, in % (0: none)"),
        LEAST_PERCENT,
        5,
        round(100 * minimum.served_share) if minimum else 0,
    )
    price_tag(context, standing, "district_minimum")


def _without_floors(context: Context, programme: Programme) -> None:
    """Draw the way to plan the last year without least shares, or to take that back."""
    _, free = context.translate, programme.last_years_without_floors
    if free:
        since = programme.years[-min(free, len(programme.years))]
        once(context, "floors_again", _("No least share from {year} on ×").format(year=since), nofloors=0)
    elif programme.floor_share or programme.floor_share_of_activity or programme.floor_eur_of_activity:
        said = _("Plan again without these shares in {year}").format(year=programme.years[-1])
        once(context, "floors_stop", said, nofloors=1)


CONTROLS: Mapping[str, Callable[[Context, Programme, Standing], None]] = {
    "floor": _floor,
    "opex_ceiling": _opex_ceiling,
    "district_minimum": _district_minimum,
}
"""Rule -> what draws its control, and its price below it."""

ELSEWHERE = frozenset({"budget", "forced_in", "excluded"})
"""Rules whose controls stand with the money and on the cards of buildings."""

SCENARIO_ONLY: frozenset[str] = frozenset()
"""Settings of rules that only a scenario's file can say; of such a rule the page tells its name and its price."""
