"""The lists of the roster: places with aidants, waves, former communes, and the places without aidants, with why."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from geo.roster import NO_DOOR_REASONS, RosterPlan
from geo.texts import N_
from ui.components import focus
from ui.components.markup import show, tag
from ui.components.row_list import Column, row_list
from ui.context import Context
from ui.map.lists import open_site
from ui.roster.words import belongs_words

DOORS, NO_DOORS = "roster_doors", "roster_no_doors"
"""Names of the two lists."""


def doors_table(context: Context, doors: pd.DataFrame) -> None:
    """Draw the places with aidants, those that help most first; a row opens the card."""
    _, numbers = context.translate, context.numbers
    # Row by row out of a table of many columns takes longer than all the rest of the page.
    told = doors.to_dict("index")
    order = sorted(told, key=lambda key: (-told[key]["helps_per_week"], key))
    rows = [
        {
            "id": key,
            "name": str(told[key]["name"]),
            "under": _under(context, told[key]),
            "pairs": numbers.number(told[key]["pairs_per_week"]),
            "helps": numbers.fixed(told[key]["helps_per_week"], 1),
            "use": numbers.percent(told[key]["utilisation"]),
        }
        for key in order
    ]
    columns = [
        Column("name", _(N_("Place")), "minmax(0, 1fr)"),
        Column("pairs", _(N_("Half-days")), "4.4em", right=True, help=_(N_("Half-days a week with two aidants"))),
        Column("helps", _(N_("Helps")), "3.6em", right=True, help=_(N_("Helps a week"))),
        Column("use", _(N_("In use")), "3.8em", right=True, help=_(N_("Share of the aidants' time in use"))),
    ]
    row_list(
        context,
        DOORS,
        # In big type the names need the room; the card has the rest.
        columns[:-1] if context.meeting else columns,
        rows,
        spoken=_(N_("Places with aidants, those that help most first")),
        choose=lambda key: open_site(DOORS, key),
        chosen=[context.state.site],
        fits_em=22,
        answers=(focus.PANEL,),
    )


def _under(context: Context, door: Mapping[Hashable, Any]) -> str:
    """Say where a place is, and whose it is where it is not the city's."""
    where = [str(door["section_name"])] if pd.notna(door["section_name"]) else []
    whose = [] if door["belongs_to"] == "city" else [belongs_words(str(door["belongs_to"]), context.translate)]
    by = [context.translate(N_("by appointment"))] if door["by_appointment"] else []
    return " · ".join([*where, *whose, *by])


def waves_table(context: Context, plan: RosterPlan) -> Markup:
    """Return what each wave of training gives, beside what no roster of so many aidants exceeds."""
    _, numbers = context.translate, context.numbers
    before, rows = 0.0, []
    for row in plan.waves.to_dict("records"):
        helps = float(row["helps_per_week"])
        rows.append(
            tag(
                "tr",
                tag("th", numbers.number(row["aidants"]), scope="row"),
                tag("td", numbers.number(row["pairs"])),
                tag("td", numbers.fixed(helps, 1)),
                tag("td", f"+{numbers.fixed(helps - before, 1)}"),
                tag("td", numbers.fixed(row["bound_helps_per_week"], 1)),
            )
        )
        before = helps
    titles = [N_("aidants"), N_("half-days a week"), N_("helps a week"), N_("this wave adds"), N_("at most")]
    said = _(N_("Every wave lies inside the next. “At most”: what no roster of so many aidants exceeds."))
    return tag("section", _table(titles, rows, context, "waves"), tag("p", said, class_="small"))


def areas_table(context: Context, plan: RosterPlan, *, today: bool = False) -> Markup:
    """Return the share of the need met in every former commune, the worst off first; ``today``: without aidants."""
    _, numbers = context.translate, context.numbers
    ordered = plan.areas.sort_values("share", kind="stable")
    floor = plan.roster.district_floor
    rows = [
        tag(
            "tr",
            tag("th", str(area), scope="row"),
            tag("td", numbers.fixed(row["need_helps_per_week"], 1)),
            tag("td", numbers.percent(row["share_before"])),
            None if today else tag("td", numbers.percent(row["share"])),
        )
        for area, row in ordered.iterrows()
    ]
    known = ordered["share"].dropna()
    said = []
    if len(known):
        text = _(N_("The worst off: {area}, where {percent} of the need is met."))
        said.append(text.format(area=known.index[0], percent=numbers.percent(known.iloc[0])))
    if floor is not None and not today:
        text = _(N_("Floor asked for: {percent} of the need everywhere."))
        said.append(text.format(percent=numbers.percent(floor.served_share)))
    titles = [N_("area"), N_("helps needed a week"), N_("met today"), N_("met with the aidants")]
    titles = titles[:-1] if today else titles
    return tag("section", tag("p", " ".join(said), class_="small"), _table(titles, rows, context, "areas"))


def _table(titles: list[str], rows: list[Markup], context: Context, name: str) -> Markup:
    head = tag("tr", *(tag("th", context.translate(title), scope="col") for title in titles))
    return tag("table", tag("thead", head), tag("tbody", *rows), class_="figures", data_table=name)


def no_doors_table(context: Context, plan: RosterPlan) -> None:
    """Draw the places open to the public that can have no aidants, each with why; the closed ones are counted."""
    _ = context.translate
    closed = plan.not_doors["reason"] == "not_public"
    shown = plan.not_doors[~closed]
    sections = context.assessment.evidence.sites["section_name"].reindex(shown.index).astype(object).fillna("")
    rows = [
        {"id": str(key), "name": str(name), "section": str(section), "reason": _(NO_DOOR_REASONS[reason])}
        for key, name, section, reason in zip(shown.index, shown["name"], sections, shown["reason"], strict=True)
    ]
    columns = [
        Column("name", _(N_("Place")), "minmax(0, 2fr)"),
        Column("section", _(N_("Former commune")), "minmax(0, 1fr)"),
        Column("reason", _(N_("Why not")), "minmax(0, 2fr)"),
    ]
    show(tag("h2", _(N_("Places that cannot have aidants, and why")), class_="sheet"))
    row_list(
        context,
        NO_DOORS,
        columns,
        rows,
        spoken=_(N_("Places that cannot have aidants")),
        choose=lambda key: open_site(NO_DOORS, key),
        chosen=[context.state.site],
        fits_em=40,
    )
    if closed.any():
        said = _(N_("Buildings closed to the public, left out of this list: {count}."))
        show(tag("p", said.format(count=context.numbers.number(int(closed.sum()))), class_="small"))
