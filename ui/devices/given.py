"""Totals that districts are given, and school sites forced in or left out: choices of device lots with a list each."""

from collections.abc import Collection

import streamlit as st

from geo.lots import LotsPlan, districts_of
from geo.texts import N_
from ui.address.session import tied
from ui.context import Context
from ui.devices.lots import chosen_rules

MOST = 99_999
"""Devices a district can be given here."""


def draw_totals(context: Context, plan: LotsPlan) -> None:
    """Draw which districts have a total of their own, and that of each; the others share the rest by need."""
    _, given = context.translate, chosen_rules(context).district_totals
    now = {} if plan.districts is None else plan.districts.district_totals
    of_districts = bool(context.assessment.evidence.place.districts)
    label = N_("Districts with a given total") if of_districts else N_("Former communes with a given total")
    tied(
        st.multiselect,
        _(label),
        sorted({*districts_of(context.assessment.evidence)}),
        placeholder=_(N_("None: all by need")),
        help=_(N_("Those without a given total share the rest by need.")),
        key="lots_totals",
        value=sorted(given),
        accept=lambda names: {"lots_totals": {name: given.get(name, now.get(name, 0)) for name in names}},
    )
    for name, total in sorted(given.items()):
        tied(
            st.number_input,
            _(N_("Devices of all kinds for {name}")).format(name=name),
            0,
            MOST,
            step=1,
            key=f"lots_total_{name}",
            value=min(total, MOST),
            accept=lambda count, name=name: {"lots_totals": {**given, name: int(count)}},
        )


def draw_school_sites(context: Context) -> None:
    """Draw which school sites get devices whatever rule they do not meet, and which get none."""
    pupils, rules = context.assessment.evidence.school_pupils, chosen_rules(context).schools
    if pupils is None or not rules.asked:
        return
    _, names = context.translate, dict(zip(pupils["school_site_id"], pupils["name"], strict=True))
    lists = {"forced": rules.forced, "excluded": rules.excluded}
    labels = {
        "forced": N_("School sites that get devices whatever rule they do not meet"),
        "excluded": N_("School sites left out"),
    }
    for name, keys in lists.items():
        other = "excluded" if name == "forced" else "forced"
        tied(
            st.multiselect,
            _(labels[name]),
            sorted(names, key=lambda key: (names[key], key)),
            format_func=lambda key: names[key],
            placeholder=_(N_("None")),
            key=f"lots_schools_{name}",
            value=[key for key in keys if key in names],
            accept=lambda chosen, name=name, other=other: _said(context, name, chosen, other, lists[other]),
        )


def _said(
    context: Context, name: str, chosen: Collection[str], other: str, others: Collection[str]
) -> dict[str, object]:
    """Return what changes when the sites of one list are ``chosen``; whoever is on both leaves the other list."""
    base = context.scenario.devices.schools
    own = {"forced": {*base.forced}, "excluded": {*base.excluded}}
    wanted = {name: {*chosen}, other: {*others} - {*chosen}}
    freed = {key for each in own for key in own[each] - wanted[each] if key not in {*chosen, *wanted[other]}}
    return {
        **{f"lots_schools_{each}": tuple(sorted(wanted[each] - own[each])) for each in own},
        "lots_schools_freed": tuple(sorted(freed)),
    }
