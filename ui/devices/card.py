"""The card of a place in the device lots: its lots with their proof, or what it lacks, and the reader's say."""

import pandas as pd
from markupsafe import Markup

from geo.lots import KindLots, LotsPlan, school_names
from geo.settings import LEVELS
from geo.texts import N_
from ui.components.markup import joined, show, tag
from ui.components.site_card import draw_say, site_head
from ui.context import Context
from ui.devices.lots import rules_of, say_of
from ui.devices.tables import signed
from words.devices import HELD_BY, TITLES, devices, unmet_words

_ASSUMED = {
    "function": N_("that a function is in charge of devices"),
    "desks": N_("its desks"),
    "hours": N_("its opening hours"),
}


def draw_lots_card(context: Context, plan: LotsPlan, key: str) -> None:
    """Draw the card of one building."""
    show(tag("article", site_head(context, key), _standing(context, plan, key), class_="card", data_site=key))
    rules = rules_of(context)
    draw_say(context, key, rules.forced, rules.excluded, say_of)
    lots = [_lot(context, each, key) for each in plan.kinds.values() if key in each.table.index]
    show(tag("div", *lots, _not_taken(context, plan, key), *_schools(context, plan, key), class_="card"))


def draw_school_card(context: Context, plan: LotsPlan, site: str) -> None:
    """Draw the card of a school site that is no building of the inventory, or whose building is not named."""
    _, name = context.translate, school_names(context.assessment.evidence)[site]
    head = tag("header", tag("h3", name), tag("p", _(N_("School site {key}")).format(key=site), class_="where"))
    sites = plan.school_sites
    nothing = tag("p", tag("b", _(N_("The scenario has no devices for schools."))), class_="why")
    told = [nothing] if sites is None else _school(context, plan, sites[sites["school_site_id"] == site])
    show(tag("article", head, *told, class_="card", data_school=site))


def _schools(context: Context, plan: LotsPlan, key: str) -> list[Markup]:
    """Return the lots of the school sites in the building, or the rules they do not meet."""
    sites = plan.school_sites
    return [] if sites is None else _school(context, plan, sites[(sites["building_id"] == key).fillna(value=False)])


def _school(context: Context, plan: LotsPlan, rows: pd.DataFrame) -> list[Markup]:
    """Return what school sites get at each level, or why they get nothing."""
    _, found = context.translate, []
    for row in rows.itertuples():
        lots = plan.schools.get(str(row.level))
        site = str(row.school_site_id)
        if lots is not None and site in lots.table.index:
            found.append(_lot(context, lots, site))
            continue
        said = {
            "unmet": [
                tag("p", _("It does not meet:"), class_="why"),
                tag("ul", *(tag("li", each) for each in unmet_words(str(row.unmet), _))),
            ],
            "excluded": [tag("p", _("Left out by you or by the scenario."), class_="why")],
            "not_asked": [tag("p", _(N_("The scenario has no devices for this level.")), class_="why")],
            "receives": [tag("p", _("It gets nothing."), class_="why")],
        }[str(row.status)]
        found.append(tag("section", tag("h4", _(TITLES[str(row.level)])), *said, data_kind=str(row.level)))
    return found


def _standing(context: Context, plan: LotsPlan, key: str) -> Markup:
    """Say what the place gets, or every rule it does not meet, and what is assumed of it."""
    _, numbers, row = context.translate, context.numbers, plan.places.loc[key]
    unmet = [tag("li", said) for said in unmet_words(str(row["unmet"]), _)]
    parts: list[Markup] = []
    if row["status"] == "receives":
        given = [devices(kind, int(row[f"lot_{kind}"]), numbers) for kind in plan.kinds if row[f"lot_{kind}"]]
        said = _("It gets: {list}.").format(list=", ".join(given)) if given else _("It gets nothing.")
        parts.append(tag("p", tag("b", said), class_="why"))
        if unmet:
            parts.append(tag("p", _("It does not meet, but is forced in:"), class_="why"))
    else:
        sites = plan.school_sites
        taught = sites is not None and bool((sites["building_id"] == key).fillna(value=False).any())
        nothing = _("As a public place, it gets nothing.") if taught else _("It gets nothing.")
        lacks = [" ", _("It does not meet:")] if row["status"] == "unmet" else []
        parts.append(tag("p", tag("b", nothing), *lacks, class_="why"))
        unmet = unmet if lacks else []
    if unmet:
        parts.append(tag("ul", *unmet, class_="told"))
    if assumed := [_(_ASSUMED[code]) for code in str(row["assumed"]).split()]:
        parts.append(tag("p", _("Assumed: {list}.").format(list=", ".join(assumed)), class_="small"))
    facts = [
        (_("Desks for the public"), numbers.number(row["desks"])),
        (_("Open, hours a week"), numbers.number(row["hours_per_week"], 1)),
    ]
    rows = [tag("div", tag("dt", what), tag("dd", value)) for what, value in facts]
    return joined([*parts, tag("dl", *rows, class_="facts")])


def _lot(context: Context, lots: KindLots, key: str) -> Markup:
    """Return the proof of a place's lot of one kind."""
    _, numbers, row = context.translate, context.numbers, lots.table.loc[key]
    facts = [
        ("need", *_counted(context, lots, row["need"])),
        ("quota_by_need", _("Share by need alone"), numbers.fixed(row["quota_by_need"], 2)),
        ("least", _("Least and most"), f"{numbers.number(row['least'])} – {numbers.number(row['most'])}"),
        ("quota", _("Exact share between them"), numbers.fixed(row["quota"], 2)),
        ("lots", _("Lot"), numbers.number(row["lots"])),
        ("difference", _("Difference"), signed(context, float(row["difference"]))),
        ("last_year", _("Last year's lot"), numbers.number(row["last_year"])),
        ("next_quotient", _("Counted per device, for the next one"), numbers.number(row["next_quotient"], 1)),
        ("last_quotient", _("Counted per device, for its last one"), numbers.number(row["last_quotient"], 1)),
        ("largest_remainder", _("By largest remainder"), numbers.number(row["largest_remainder"])),
    ]
    rows = [tag("div", tag("dt", what), tag("dd", value, data_fact=name)) for name, what, value in facts]
    held = [tag("p", _(HELD_BY[str(row["held_by"])]).capitalize() + ".", class_="small")] if row["held_by"] else []
    return tag("section", tag("h4", _(TITLES[lots.kind])), tag("dl", *rows, class_="facts"), *held, data_kind=lots.kind)


def _counted(context: Context, lots: KindLots, need: float) -> tuple[str, str]:
    """Return what is counted for a lot, and how much of it: residents, or pupils weighted by class."""
    _, numbers = context.translate, context.numbers
    if lots.kind in LEVELS:
        return _("Pupils, weighted by class"), numbers.number(need, 1)
    return _("Residents counted"), numbers.people(need)


def _not_taken(context: Context, plan: LotsPlan, key: str) -> Markup | None:
    _ = context.translate
    kinds = [_(TITLES[kind]) for kind, each in plan.kinds.items() if key in each.not_taken]
    if not kinds:
        return None
    return tag("p", _("Its cap is below the minimum lot of: {list}.").format(list=", ".join(kinds)), class_="small")
