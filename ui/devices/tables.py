"""The lists of device lots: places with exact share, lot and difference; and who gets nothing, and why."""

from geo.lots import LotsPlan
from geo.settings import Kind
from geo.texts import NN_
from ui.components import focus
from ui.components.markup import show, tag
from ui.components.row_list import Column, row_list
from ui.context import Context
from ui.map.lists import open_site
from words.devices import remainder_words, unmet_words

LOTS, UNMET = "lots", "lots_unmet"
"""Names of the two lists."""


def lots_table(context: Context, plan: LotsPlan, kind: Kind) -> None:
    """Draw the places that take a kind, those with most people first; choosing one opens its card."""
    _, numbers, table = context.translate, context.numbers, plan.kinds[kind].table
    order = sorted(table.index, key=lambda key: (-table.at[key, "lots"], -table.at[key, "need"], key))
    rows = [
        {
            "id": key,
            "name": context.building_names[key],
            "under": _(NN_("{people} resident counted", "{people} residents counted", "people")).format(
                people=numbers.people(table.at[key, "need"])
            ),
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
        choose=lambda key: open_site(LOTS, key),
        chosen=[context.state.site],
        fits_em=24,
        answers=(focus.PANEL,),
    )


def signed(context: Context, value: float) -> str:
    """Write a difference with its sign."""
    said = context.numbers.fixed(abs(value), 1)
    if not float(f"{abs(value):.1f}"):
        return said
    return f"+{said}" if value > 0 else f"−{said}"


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


def differing(context: Context, plan: LotsPlan, kind: Kind) -> str:
    """Say where largest remainder would give another lot."""
    return remainder_words(plan.kinds[kind], context.building_names, context.numbers)
