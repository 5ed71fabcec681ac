"""The programme carried out beside the plan on the page, and the rest planned from what stands when a reader asks."""

import time

import pandas as pd
import streamlit as st
from markupsafe import Markup

from exports.realised.tables import is_realised, told_buildings
from geo.equity import equity_over_time
from geo.programme import Plan, Present, Realised, Search, first_plan, present_of
from geo.solving import Control
from geo.texts import N_
from store.plans import kept_rest
from ui.components.markup import show, tag
from ui.components.row_list import Column, row_list
from ui.context import Context
from ui.gaps.reviews import walk_of
from ui.map.lists import open_site
from ui.realised.by_hand import draw_by_hand
from ui.realised.found import found_of, identity
from ui.upload.permission import may_publish
from words.realised import SHORT, STATES, WITHIN_WALK, realised_sentences, rest_sentences, tier_said
from words.sentences import tier_words

_ASKED = "realised_rest"

CARRIED = "carried_out"
"""Name of the list of buildings."""

_HEADS = (N_("state"), N_("residents"), N_("most vulnerable fifth"), N_("least vulnerable fifth"))


def has_panel(context: Context, plan: Plan) -> bool:
    """Say whether anything was carried out that a plan can be held against, or may be told from this page."""
    return plan.has_plan and (may_publish() or is_realised(context.assessment.evidence, plan))


def draw_realised(context: Context, plan: Plan) -> None:
    """Draw what became of the plan, the form that tells more, and the rest once it is asked for."""
    _, numbers = context.translate, context.numbers
    found = found_of(context, plan)
    show(tag("h4", _(N_("Carried out, beside this plan"))))
    if found is None:
        text = _(N_("Nothing was told yet of what was carried out of this programme."))
        show(tag("p", text, class_="why"))
    else:
        show(_listed(realised_sentences(found, numbers, _)))
    draw_by_hand(context, plan)
    if found is None:
        return
    if found.until < plan.instance.programme.years[-1]:
        _draw_rest(context, plan)
    _draw_buildings(context, found)


def _draw_buildings(context: Context, found: Realised) -> None:
    """Draw the buildings of which there is anything to tell, planned beside carried out; a row opens the card."""
    _, numbers, names = context.translate, context.numbers, context.building_names
    outside = "unplanned"
    beside = _(N_("planned: {planned}; carried out: {stands}"))
    rows = []
    for key, row in told_buildings(found).iterrows():
        planned = [] if pd.isna(row["planned_tier"]) else [str(row["planned_year"]), tier_words(row["planned_tier"], _)]
        planned += [] if pd.isna(row["planned_eur"]) else [numbers.euros(row["planned_eur"])]
        there = []
        if pd.notna(row["installed_year"]):
            tier = tier_said(row["tier"], assumed=row["tier_assumed"], translate=_)
            there = [str(row["installed_year"]), tier]
        if pd.notna(row["progress"]):
            there.append(numbers.euros(row["spent_eur"]) if row["spent_known"] else numbers.unknown)
        told = {"planned": ", ".join(planned) or _(SHORT[outside]), "stands": ", ".join(there) or _(N_("not told"))}
        name = str(names.get(key, row["name"]))
        rows.append({"id": str(key), "name": name, "under": beside.format(**told), "state": _(SHORT[row.outcome])})
    columns = [Column("name", _("Building"), "minmax(0, 1fr)"), Column("state", _(N_("state")).capitalize(), "5.6em")]
    show(tag("h4", _(N_("What differs from the plan first"))))
    row_list(
        context,
        CARRIED,
        columns,
        rows,
        spoken=_(N_("What was carried out, building by building")),
        choose=lambda row: open_site(CARRIED, row, row),
        chosen=[context.state.site] if context.state.site else [],
    )


def _draw_rest(context: Context, plan: Plan) -> None:
    """Draw the button that plans the rest, and the rest once it is asked for."""
    _, numbers = context.translate, context.numbers
    asked = identity(context, plan)
    if st.button(_(N_("Plan the rest from here")), key="plan_rest"):
        st.session_state[_ASKED] = asked
    if st.session_state.get(_ASKED) != asked:
        return
    with st.spinner(_("Looking for a first plan")):
        present = _present(asked, context, plan)
        # What was planned to the end and kept is what files say as well.
        kept = kept_rest(context.store, context.snapshot, context.assessment, plan, present)
        said, shares = _rest(f"{asked} {kept is not None}", context.language, context, plan, present, kept)
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
    return tag("section", tag("ul", *(tag("li", each) for each in said), class_="told"))


@st.cache_resource(max_entries=16, show_spinner=False)
def _present(identity: str, _context: Context, _plan: Plan) -> Present:  # noqa: ARG001 - the key of the cache
    """Return what is left of a plan."""
    found = found_of(_context, _plan)
    assert found is not None
    return present_of(_context.assessment.evidence, _plan, found)


@st.cache_resource(max_entries=16, show_spinner=False)
def _rest(
    identity: str,  # noqa: ARG001 - the key of the cache
    language: str,  # noqa: ARG001 - so is this
    _context: Context,
    _plan: Plan,
    _present: Present,
    _kept: Plan | None,
) -> tuple[list[str], dict[str, tuple[float, ...]]]:
    """Return what is said of the rest, and the shares of residents near Wi-Fi before, now and after it."""
    evidence = _context.assessment.evidence
    found = found_of(_context, _plan)
    assert found is not None
    after = _kept or first_plan(Search(_present.instance, Control(time.perf_counter)))
    states: dict[str, tuple[str, ...]] = {"before": (), "now": found.installed}
    if after.has_plan:
        states["after"] = tuple(sorted({*found.installed, *after.rows["building_id"]}))
    table = equity_over_time(evidence, walk_of(_context), states, _reach_m(_context, _plan))
    shown = table[["mean", "mean_worse_off", "mean_better_off"]]
    shares = {str(state): tuple(float(each) for each in row) for state, row in shown.iterrows()}
    return rest_sentences(_present, after, found, _context.numbers, _context.translate), shares
