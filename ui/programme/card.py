"""The card of a building in the Wi-Fi programme: its wave or why it waits, what it would need, and the reader's say."""

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from geo.evidence import Finding
from geo.programme import REASONS, Plan, Price, reasons
from geo.texts import N_, NN_
from ui.components.markup import joined, show, tag
from ui.components.ranks import compared_count, rank_text, records
from ui.components.site_card import draw_say, site_head
from ui.context import Context
from ui.programme.controls import say_of
from ui.programme.plans import planning_of, programme_of
from ui.programme.standing import Standing
from ui.programme.wave_map import tier_name
from ui.realised.found import found_of
from words.realised import became_sentence
from words.sentences import sentence

_PRICED = "priced_building"


def draw_plan_card(context: Context, standing: Standing, key: str, *, aidants: bool | None = None) -> None:
    """Draw the card of one building. ``aidants``: whether the roster has some there; None where not known."""
    plan = standing.plan
    assert plan is not None
    planned = plan.rows["building_id"].eq(key).any()
    show(
        tag(
            "article",
            site_head(context, key),
            _place_and_wave(context, plan, key),
            _bought(context, plan, key) if planned else _waits(context, plan, key),
            _became(context, plan, key),
            _decided(context, standing, key, planned=planned),
            _aidants(context, here=aidants, planned=bool(planned)),
            _reasons(context, plan, key, planned=planned),
            class_="card",
            data_site=key,
        )
    )
    if key in plan.instance.sites.index:
        _draw_say(context, key)
        if plan.has_plan:
            _draw_price(context, standing, key)


def _place_and_wave(context: Context, plan: Plan, key: str) -> Markup | None:
    """Say the building's place in the ranking beside its wave, with the walk each counts, and why the two differ."""
    _, numbers = context.translate, context.numbers
    record = records(context.ranked("wifi").loc[[key]])[0]
    if record["status"] == "excluded" or not plan.has_plan:
        return None
    years = plan.rows.loc[plan.rows["building_id"] == key, "year"]
    text = (
        N_(
            "{rank} of {count} in the ranking, which looks at each building alone, within {limit}. In the plan from "
            "{year}: it counts what all its buildings reach together, within {reach}, for their price."
        )
        if len(years)
        else N_(
            "{rank} of {count} in the ranking, which looks at each building alone, within {limit}. Not in the plan: it "
            "counts what all its buildings reach together, within {reach}, for their price."
        )
    )
    said = _(text).format(
        rank=rank_text(record, context),
        count=numbers.number(compared_count(context.ranked("wifi"))),
        limit=numbers.metres(context.assessment.evidence.parameters.reach.limit_m),
        year=years.min(),
        reach=numbers.metres(plan.instance.programme.reach_m),
    )
    return tag("p", said, class_="why", data_place=key)


def _aidants(context: Context, *, here: bool | None, planned: bool) -> Markup | None:
    """Flag a building with aidants that gets no Wi-Fi, and say of any other whether the roster has some."""
    if here is None or not (here or planned):
        return None
    said = {
        (True, False): N_("The roster has aidants here, and the programme no Wi-Fi."),
        (True, True): N_("The roster has aidants here too."),
        (False, True): N_("The roster has no aidants here."),
    }[here, planned]
    warned = here and not planned
    return tag("p", context.translate(said), class_="why warned" if warned else "why", data_flag="aidants")


def _became(context: Context, plan: Plan, key: str) -> Markup | None:
    """Say what became of it, where anybody has told."""
    found = found_of(context, plan)
    said = "" if found is None else became_sentence(found, key, context.numbers, context.translate)
    return tag("p", said, class_="why", data_became=key) if said else None


def _bought(context: Context, plan: Plan, key: str) -> Markup:
    """Return what the building gets and when, each purchase by itself."""
    _, numbers = context.translate, context.numbers
    parts = []
    for row in plan.rows[plan.rows["building_id"] == key].to_dict("records"):
        facts = [
            ("tier", _("What it gets"), tier_name(context, row["tier"])),
            ("access_points", _("Access points"), numbers.number(row["access_points"])),
            ("capex_eur", _("To install"), numbers.euros(row["capex_eur"])),
            ("opex_eur_per_year", _("To run, a year"), numbers.euros(row["opex_eur_per_year"])),
            ("people_gained", _("More people served"), numbers.people(row["people_gained"])),
        ]
        rows = [tag("div", tag("dt", what), tag("dd", value, data_fact=name)) for name, what, value in facts]
        parts.append(tag("section", tag("h4", str(row["year"])), tag("dl", *rows, class_="facts")))
    return joined(parts)


def _waits(context: Context, plan: Plan, key: str) -> Markup:
    _ = context.translate
    reason = str(plan.waiting.loc[key, "reason"])
    return tag("p", tag("b", _("Not in the plan.")), " ", _(REASONS[reason]), class_="why", data_reason=reason)


_DECIDED = {
    ("tier", True): N_("Proven under these assumptions: every plan as good as this one ends with the same tier here."),
    ("equipped", True): N_(
        "Proven under these assumptions: every plan as good as this one equips it; which tier, the gap leaves open."
    ),
    ("open", True): N_("The gap leaves it open: a plan as good may give it another tier, or do without it."),
    ("tier", False): N_("Proven under these assumptions: no plan as good as this one equips it."),
    ("open", False): N_("The gap leaves it open: a plan as good may equip it."),
}
"""What the proof decides of a building and whether it is in the plan -> words."""


def _decided(context: Context, standing: Standing, key: str, *, planned: bool) -> Markup | None:
    """Say whether the proof or only the gap decides what the plan does with the building."""
    what = standing.decided_of(key)
    if what is None:
        return None
    return tag("p", context.translate(_DECIDED[what, planned]), class_="why", data_decided=what)


def _reasons(context: Context, plan: Plan, key: str, *, planned: bool) -> Markup | None:
    """Return why the building is in its wave, or what it would need, sentence by sentence."""
    if not plan.has_plan:
        return None
    # What is bought, and why it waits in short, is said above already.
    told = [each for each in reasons(plan, key) if each.code != "reason.bought"][0 if planned else 1 :]
    if not told:
        return None
    title = N_("Why then and not sooner") if planned else N_("What it would need")
    said = [tag("li", reason_words(context, each), data_code=each.code) for each in told]
    return tag("section", tag("h4", context.translate(title)), tag("ul", *said, class_="told"))


def reason_words(context: Context, finding: Finding) -> str:
    """Return a reason in the reader's language, its tiers, sectors and amounts as people say them."""
    numbers = context.numbers
    write: dict[str, Callable[[object], str]] = {
        "persons": numbers.people,
        "person_years": numbers.people,
        "rate": lambda rate: numbers.number(rate, 1),
        "least": lambda least: numbers.number(least, 2),
        "eur": numbers.number,
        "left_eur": numbers.number,
        "place": numbers.number,
        "count": numbers.number,
    }
    return sentence(finding, numbers, write)


def _draw_say(context: Context, key: str) -> None:
    """Draw the buttons that force a building in, leave it out, or take that back, and what holds now."""
    programme = programme_of(context)
    draw_say(context, key, programme.forced_in, programme.excluded, say_of)
    said = {
        "forced": N_("It must be equipped: asked for by you or by the scenario."),
        "excluded": N_("Left out by you or by the scenario."),
    }
    holds = "forced" if key in programme.forced_in else "excluded" if key in programme.excluded else ""
    if holds:
        show(tag("p", context.translate(said[holds]), class_="small"))


def _draw_price(context: Context, standing: Standing, key: str) -> None:
    """Draw what the opposite of the plan's choice would cost, once somebody asks."""
    _, plan = context.translate, standing.plan
    assert plan is not None
    has = bool(plan.rows["building_id"].eq(key).any())
    asked = st.session_state.get(_PRICED) == key
    if not asked:
        text = N_("What would leaving it out cost?") if has else N_("What would equipping it cost the others?")
        st.button(_(text), key="price_site", on_click=lambda: st.session_state.update({_PRICED: key}))
        return
    planning = planning_of(context)
    if planning.standing().plan is None:
        # The card tells of the former plan: what is asked of the new one waits for it.
        return
    with st.spinner(_("Planning again")):
        price = planning.price_of(key)
    show(tag("p", _said(context, price, has=has), class_="price", data_price=price.lifted.kind, data_subject=key))


def _said(context: Context, price: Price, *, has: bool) -> str:
    _, people = context.translate, context.numbers.people
    if price.verdict == "impossible":
        return _("No plan keeps the rules then.")
    if price.verdict in ("costs", "helps"):
        text = (
            NN_(
                "Without it, {people} fewer person would be served on average ({low} to {high}).",
                "Without it, {people} fewer people would be served on average ({low} to {high}).",
                "people",
            )
            if has
            else NN_(
                "With it, {people} fewer person would be served on average ({low} to {high}).",
                "With it, {people} fewer people would be served on average ({low} to {high}).",
                "people",
            )
        )
        return _(text).format(
            people=people(abs(price.people)), low=people(price.people_low), high=people(price.people_high)
        )
    if price.verdict == "nothing":
        return _("Nothing: another plan is just as good.")
    if price.verdict == "too_wide":
        return _(
            NN_(
                "Less than {high} person on average; closer than that is not proven.",
                "Less than {high} people on average; closer than that is not proven.",
                "high",
            )
        ).format(high=people(price.people_high))
    return _("That was not found in the time given.")
