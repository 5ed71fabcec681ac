"""The lists of device lots: places with exact share, lot and difference; and who gets nothing, and why."""

from geo.lots import KindLots, LotsPlan
from geo.texts import NN_
from ui.components import focus
from ui.components.markup import show, tag
from ui.components.row_list import Column, row_list
from ui.context import Context
from ui.devices.lots import names_of
from ui.devices.schools import open_school
from ui.map.lists import open_site
from words.devices import remainder_words, unmet_words

LOTS, UNMET = "lots", "lots_unmet"
"""Names of the two lists."""


def lots_table(context: Context, plan: LotsPlan, lots: KindLots) -> None:
    """Draw the places, or school sites, that take a kind, the largest lot first; choosing one opens its card."""
    _, numbers, table = context.translate, context.numbers, lots.table
    names, under = names_of(context, plan, lots), _under(context, plan, lots)
    order = sorted(table.index, key=lambda key: (-table.at[key, "lots"], -table.at[key, "need"], key))
    rows = [
        {
            "id": key,
            "name": names[key],
            "under": under[key],
            "quota": numbers.fixed(table.at[key, "quota"], 1),
            "lots": numbers.number(table.at[key, "lots"]),
            "difference": signed(context, float(table.at[key, "difference"])),
        }
        for key in order
    ]
    columns = [
        Column("name", _("Place"), "minmax(0, 1fr)"),
        Column("quota", _("Exact share"), "4.6em", right=True, help=_("In proportion to need, between least and most")),
        Column("lots", _("Lot"), "3.2em", right=True),
        Column("difference", _("Difference"), "5.4em", right=True, help=_("Lot less exact share")),
    ]
    row_list(
        context,
        LOTS,
        columns,
        rows,
        spoken=_("Places, those with the largest lot first"),
        choose=lambda key: _open(context, plan, lots, key),
        chosen=[context.state.site, context.state.school],
        fits_em=24,
        answers=(focus.PANEL,),
    )


def _under(context: Context, plan: LotsPlan, lots: KindLots) -> dict[str, str]:
    """Say under each name whom it counts: residents, or pupils and their school's class."""
    _, numbers, sites = context.translate, context.numbers, plan.school_sites
    if lots.kind not in plan.schools or sites is None:
        text = _(NN_("{people} resident counted", "{people} residents counted", "people"))
        return {str(key): text.format(people=numbers.people(need)) for key, need in lots.table["need"].items()}
    mine = sites[sites["level"] == lots.kind].set_index("school_site_id")
    text = _(NN_("{count} pupil, class {grade}", "{count} pupils, class {grade}", "count"))
    return {
        str(key): text.format(
            count=numbers.number(mine.at[key, "pupils"]), grade=numbers.number(mine.at[key, "ise_class"])
        )
        for key in lots.table.index
    }


def _open(context: Context, plan: LotsPlan, lots: KindLots, key: str) -> None:
    """Open the card of a place, or that of a school site."""
    if lots.kind in plan.schools:
        open_school(context, LOTS, key)
    else:
        open_site(LOTS, key)


def signed(context: Context, value: float) -> str:
    """Write a difference with its sign."""
    said = context.numbers.fixed(value, 1)
    return f"+{said}" if round(value, 1) > 0 else said


def unmet_table(context: Context, plan: LotsPlan) -> None:
    """Draw the buildings open to the public that get nothing, each with the rules it does not meet."""
    _, sites = context.translate, context.assessment.evidence.sites
    none = plan.places[plan.places["status"] != "receives"]
    closed = none["unmet"].str.split().map(lambda codes: "public_access" in codes) & (none["status"] == "unmet")
    shown = none[~closed]
    rows = [
        {
            "id": key,
            "name": context.building_names[key],
            "section": "" if section != section or section is None else str(section),
            "reason": _("Left out by you or by the scenario.")
            if status == "excluded"
            else " ".join(unmet_words(unmet, _)),
        }
        for key, section, status, unmet in zip(
            shown.index,
            sites["section_name"].reindex(shown.index).astype(object),
            shown["status"],
            shown["unmet"],
            strict=True,
        )
    ]
    columns = [
        Column("name", _("Building"), "minmax(0, 2fr)"),
        Column("section", _("Former commune"), "minmax(0, 1fr)"),
        Column("reason", _("Why not"), "minmax(0, 3fr)"),
    ]
    show(tag("h2", _("Places that get nothing, and why"), class_="sheet"))
    row_list(
        context,
        UNMET,
        columns,
        rows,
        spoken=_("Places that get nothing"),
        choose=lambda key: open_site(UNMET, key),
        chosen=[context.state.site],
        fits_em=40,
    )
    if closed.any():
        said = _("Buildings closed to the public, left out of this list: {count}.")
        show(tag("p", said.format(count=context.numbers.number(int(closed.sum()))), class_="small"))


def differing(context: Context, plan: LotsPlan, lots: KindLots) -> str:
    """Say where largest remainder would give another lot."""
    return remainder_words(lots, names_of(context, plan, lots), context.numbers)
