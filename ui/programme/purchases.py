"""The whole programme as a table, as it is exported, and the buildings that wait, with the reason."""

from collections.abc import Mapping, Sequence

from geo.programme import REASONS, Plan
from ui.components.row_list import Column, Row, row_list
from ui.context import Context
from ui.map.lists import open_site
from ui.programme.wave_map import tier_name
from words.sentences import activity_words

BOUGHT, WAITING = "bought", "waiting"
"""Names of the two lists."""

_READ = [
    "year",
    "building_id",
    "section",
    "activity",
    "tier",
    "access_points",
    "capex_eur",
    "opex_eur_per_year",
    "people_gained",
]
"""Columns of a plan's rows that the table shows; there are three times as many."""


def purchases_table(context: Context, plan: Plan, year: int) -> None:
    """Draw what is bought, by year and building, of one year only where one is chosen; a row opens the card."""
    _, numbers, names = context.translate, context.numbers, context.building_names
    table = plan.rows[plan.rows["year"] == year] if year else plan.rows
    told = table[_READ].to_dict("records")
    # A building may be bought a second time, for a better tier: a row is known by year and building.
    buildings = {f"{row['year']} {row['building_id']}": row["building_id"] for row in told}
    rows = [
        {
            "id": f"{row['year']} {row['building_id']}",
            "year": str(row["year"]),
            "name": names[row["building_id"]],
            "section": row["section"] or "",
            "activity": activity_words(row["activity"], _),
            "tier": tier_name(context, row["tier"]),
            "access_points": numbers.number(row["access_points"]),
            "capex_eur": numbers.number(row["capex_eur"]),
            "opex_eur_per_year": numbers.number(row["opex_eur_per_year"]),
            "people_gained": numbers.number(row["people_gained"]),
        }
        for row in told
    ]
    columns = [
        Column("year", _("Year"), "3.2em"),
        Column("name", _("Building"), "minmax(0, 2.6fr)"),
        Column("section", _("Former commune"), "minmax(0, 1.5fr)"),
        Column("activity", _("Sector of activity"), "minmax(0, 1.3fr)"),
        Column("tier", _("What it gets"), "minmax(0, 1.4fr)"),
        Column("access_points", _("Access points"), "4.6em", right=True),
        Column("capex_eur", _("To install, EUR"), "5.4em", right=True),
        Column("opex_eur_per_year", _("To run, EUR a year"), "6.4em", right=True),
        Column("people_gained", _("More people served"), "6.4em", right=True),
    ]
    _draw(context, BOUGHT, columns, rows, buildings, _("What is bought, by year and building"), 66)


def waiting_table(context: Context, plan: Plan) -> None:
    """Draw the buildings without Wi-Fi from the programme, each with the reason; a row opens the card."""
    _, sites = context.translate, context.assessment.evidence.sites
    sections = sites["section_name"].reindex(plan.waiting.index).astype(object).fillna("")
    rows = [
        {
            "id": str(key),
            "name": name,
            "section": section,
            "activity": activity_words(activity, _),
            "reason": _(REASONS[reason]),
        }
        for key, name, section, activity, reason in zip(
            plan.waiting.index,
            context.building_names[plan.waiting.index],
            sections,
            plan.waiting["activity"],
            plan.waiting["reason"],
            strict=True,
        )
    ]
    columns = [
        Column("name", _("Building"), "minmax(0, 2fr)"),
        Column("section", _("Former commune"), "minmax(0, 1fr)"),
        Column("activity", _("Sector of activity"), "minmax(0, 1fr)"),
        Column("reason", _("Why not"), "minmax(0, 2.6fr)"),
    ]
    buildings = {str(row["id"]): str(row["id"]) for row in rows}
    _draw(context, WAITING, columns, rows, buildings, _("Buildings without Wi-Fi from the programme"), 48)


def _draw(
    context: Context,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    buildings: Mapping[str, str],
    spoken: str,
    fits_em: float,
) -> None:
    chosen = context.state.site
    row_list(
        context,
        name,
        columns,
        rows,
        spoken=spoken,
        choose=lambda row: open_site(name, buildings[row], row),
        chosen=[row for row, key in buildings.items() if key == chosen],
        fits_em=fits_em,
    )
