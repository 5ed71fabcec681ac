"""The card of a place in the roster: when aidants are there and from where, whom they help, what would be lost."""

import numpy as np
import pandas as pd
from markupsafe import Markup

from geo.roster import NO_DOOR_REASONS, RosterPlan
from geo.texts import N_, NN_
from ui.components.markup import Content, joined, show, tag
from ui.components.site_card import draw_say, site_head
from ui.context import Context
from ui.roster.rosters import instance_of, roster_of, say_of
from ui.roster.words import belongs_words
from words.roster import half_day_words, helps_words

AREAS_TOLD = 4
"""Former communes named on the card of a place, those that ask for most help first."""


def draw_roster_card(context: Context, plan: RosterPlan, key: str, *, wifi: bool | None, then: RosterPlan) -> None:
    """Draw the card of one place.

    ``wifi``: whether it has Wi-Fi now or in the programme; None where not known. ``then``: the roster after the wave
    that is shown, whose figures the card has.
    """
    parts: list[Content] = [_head(context, plan, key)]
    if key in then.doors.index:
        parts.append(_there(context, then, key, wifi=wifi))
    else:
        parts.append(_later(context, plan, key) if key in plan.doors.index else _nobody(context, plan, key))
    show(tag("article", *parts, class_="card", data_site=key))
    # The choices in force, also while the card still tells of the former roster.
    roster = roster_of(context)
    draw_say(context, key, roster.forced_in, roster.excluded, say_of)
    said = {
        "forced": N_("It must have aidants: asked for by you or by the scenario."),
        "excluded": N_("Left out by you or by the scenario."),
    }
    holds = "forced" if key in roster.forced_in else "excluded" if key in roster.excluded else ""
    told = key in plan.not_doors.index and plan.not_doors.loc[key, "reason"] == holds
    if holds and not told:
        show(tag("p", context.translate(said[holds]), class_="small"))
    show(tag("div", *_around(context, key), *_from_where(context, then, key), class_="card"))


def _head(context: Context, plan: RosterPlan, key: str) -> Markup:
    """Return name, kind and place; of a partner's place what the roster knows of it."""
    if key in context.assessment.evidence.sites.index:
        return site_head(context, key)
    _ = context.translate
    table = plan.doors if key in plan.doors.index else plan.not_doors
    row = table.loc[key]
    where = str(row["section_name"]) if "section_name" in table and pd.notna(row["section_name"]) else ""
    kind = belongs_words(str(row["belongs_to"]), _) if "belongs_to" in table else ""
    return tag(
        "header",
        tag("h3", str(row["name"])),
        tag("p", _(N_("Place of {whose}")).format(whose=kind), class_="kind") if kind else None,
        tag("p", where, class_="where") if where else None,
    )


def _later(context: Context, plan: RosterPlan, key: str) -> Markup:
    """Say from which wave on a place has aidants."""
    wave = int(plan.sessions.loc[plan.sessions["door_id"] == key, "wave"].min())
    said = context.translate(N_("No aidants here yet: from wave {wave} on.")).format(wave=context.numbers.number(wave))
    return tag("p", said, class_="why", data_reason="later")


def _nobody(context: Context, plan: RosterPlan, key: str) -> Markup:
    """Say why a place has no aidants."""
    _ = context.translate
    if key in plan.not_doors.index:
        reason = str(plan.not_doors.loc[key, "reason"])
        return tag(
            "p", tag("b", _(N_("No aidants here."))), " ", _(NO_DOOR_REASONS[reason]), class_="why", data_reason=reason
        )
    said = _(N_("It could have some; the aidants help more elsewhere."))
    return tag("p", tag("b", _(N_("No aidants here."))), " ", said, class_="why", data_reason="elsewhere")


def _there(context: Context, plan: RosterPlan, key: str, *, wifi: bool | None) -> Markup:
    """Return when aidants are there, how much they help, and what leaving the place out would lose."""
    _, numbers, door = context.translate, context.numbers, plan.doors.loc[key]
    times = plan.sessions[plan.sessions["door_id"] == key]
    when = times.groupby("half_day", sort=False)["pairs"].sum()
    order = [each for each in plan.roster.half_days if each in when.index]
    people = _(NN_("{count} aidant", "{count} aidants", "count"))
    said = [
        tag(
            "li",
            tag("span", half_day_words(each, _)),
            tag("span", people.format(count=numbers.number(2 * int(when[each]))), class_="far"),
        )
        for each in order
    ]
    facts = [
        ("helps_per_week", _(N_("Helps a week")), numbers.fixed(door["helps_per_week"], 1)),
        ("utilisation", _(N_("Time in use")), numbers.percent(door["utilisation"])),
        ("lost", _(N_("Lost without it, helps a week")), numbers.fixed(door["lost_without_helps_per_week"], 1)),
        ("wave", _(N_("From wave")), numbers.number(int(times["wave"].min()))),
    ]
    rows = [tag("div", tag("dt", what), tag("dd", value, data_fact=name)) for name, what, value in facts]
    appointment = N_("So much of the time is in use that people come by appointment only.")
    lost = N_("Lost: if nobody took its place. The roster is made anew when you leave it out.")
    return joined(
        [
            tag("ul", *said, class_="nearest"),
            tag("dl", *rows, class_="facts"),
            tag("p", _(appointment), class_="why warned") if door["by_appointment"] else None,
            tag(
                "p",
                _(N_("No Wi-Fi here, neither today nor in the Wi-Fi programme.")),
                class_="why warned",
                data_flag="wifi",
            )
            if wifi is False
            else None,
            tag("p", _(lost), class_="small"),
        ]
    )


def _around(context: Context, key: str) -> list[Markup]:
    """Return whom a place helps: what those who live within the walk ask for, and where they live; when it is open."""
    _, numbers, instance = context.translate, context.numbers, instance_of(context)
    if key not in instance.doors.index:
        return []
    door = int(instance.doors.index.get_loc(key))
    need = instance.need
    near = need.doors.tocsc()[:, [door]].indices
    helps = need.amount[near] / instance.per_pair * instance.roster.helps_per_pair
    by_area = pd.Series(helps).groupby(need.area[near]).sum().sort_values(ascending=False)
    whole = float(helps.sum())
    ask = _(N_("Those who live within {walk} on foot ask for {aid_given} a week, and may go elsewhere too."))
    walk = instance.roster.walk_m or context.assessment.evidence.parameters.reach.limit_m
    areas = [
        tag("li", tag("span", need.area_names[area]), tag("span", numbers.fixed(amount, 1), class_="far"))
        for area, amount in by_area.head(AREAS_TOLD).items()
        if area >= 0 and amount > 0
    ]
    open_at = [each for each, opened in zip(instance.roster.half_days, instance.open[door], strict=True) if opened]
    return [
        tag(
            "section",
            tag("h4", _(N_("Whom it can help"))),
            tag("p", ask.format(walk=numbers.metres(walk), aid_given=helps_words(whole, numbers)), class_="why"),
            tag("ul", *areas, class_="nearest"),
        ),
        tag(
            "section",
            tag("h4", _(N_("Open long enough"))),
            tag("p", ", ".join(half_day_words(each, _) for each in open_at), class_="why"),
            tag("p", _desks(context, instance.doors.iloc[door]), class_="small"),
        ),
    ]


def _desks(context: Context, door: pd.Series) -> str:
    text = (
        N_("Desks for aidants: {desks}.") if not door["desks_assumed"] else N_("Desks for aidants: {desks}, assumed.")
    )
    return context.translate(text).format(desks=context.numbers.number(door["desks"]))


def _from_where(context: Context, plan: RosterPlan, key: str) -> list[Markup]:
    """Return the workplaces the aidants come from, never a name of a person."""
    mine = plan.moves[plan.moves["door_id"] == key]
    if mine.empty:
        return []
    _ = context.translate
    by_place = mine.groupby(["workplace_id", "workplace_name"], sort=True).agg(
        helpers=("helpers", "sum"), travel_m=("travel_m", "first")
    )
    rows = [
        tag(
            "li",
            tag("span", f"{name} ({identity})"),
            tag("span", _travel(context, int(row["helpers"]), float(row["travel_m"])), class_="far"),
        )
        for (identity, name), row in by_place.iterrows()
    ]
    note = _(N_("Workplaces, never people's names; sessions a week, and the way there."))
    return [
        tag("section", tag("h4", _(N_("Where its aidants come from"))), tag("ul", *rows, class_="nearest"),
            tag("p", note, class_="small"))
    ]  # fmt: skip


def _travel(context: Context, helpers: int, travel_m: float) -> str:
    numbers = context.numbers
    text = context.translate(NN_("{count} session", "{count} sessions", "count"))
    said = text.format(count=numbers.number(helpers))
    return said if np.isnan(travel_m) else f"{said} · {numbers.metres(travel_m)}"
