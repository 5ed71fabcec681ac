"""How device lots are shared out, in words, with the rules in force."""

from collections.abc import Iterable

from markupsafe import Markup

from geo.settings import DEVICE_KINDS
from ui.components.method_text import formula, heading, paragraph
from ui.context import Context
from ui.devices.lots import rules_of
from words.devices import TITLES, WHY, WHY_DISTRICTS
from words.marks import semicolons


def lots_method(context: Context) -> Iterable[Markup]:
    """Yield the title, texts and formulas of the section."""
    _, numbers, rules = context.translate, context.numbers, rules_of(context)
    yield heading(_("Device lots"))
    yield paragraph(
        _(
            "A place may get devices when it is open to the public, a function in charge of them is named, it has "
            "desks (at least: {desks}) and it is open long enough (hours a week, at least: {hours}). What is not known "
            "is not met, and the card of the place says so."
        ),
        desks=numbers.number(rules.least_desks),
        hours=numbers.number(rules.least_hours_per_week, 1),
    )
    yield formula(
        _(
            "need of a place = sum of the residents in digital difficulty within the walk, each divided by the number "
            "of places within their walk"
        )
    )
    yield formula(
        _("most devices of a place = desks × devices for a desk × the lesser of 1 and hours a week ÷ {hours}").format(
            hours=numbers.number(rules.full_hours_per_week, 1)
        )
    )
    yield paragraph(
        _("Minimum lot, then devices for a desk: {list}."),
        list=semicolons(
            (
                f"{_(TITLES[kind])} {numbers.number(rules.least_lot[kind])}, "
                f"{numbers.number(rules.devices_per_desk[kind], 2)}"
                for kind in DEVICE_KINDS
            ),
            _,
        ),
    )
    yield paragraph(_(WHY))
    yield paragraph(
        _(
            "Largest remainder, which keeps every lot within one of its exact share, does take devices away when there "
            "is one more to give. No method does both (Balinski and Young, 1982)."
        )
    )
    yield paragraph(_(WHY_DISTRICTS))
    yield formula(
        _(
            "lots of a district and kind = residents counted ÷ (divisor of the district × divisor of the kind), "
            "rounded, between its minimum lots and the room there is"
        )
    )
    yield paragraph(
        _(
            "A district without a given total shares what the others leave, by the need of its places (Sainte-Laguë). "
            "Totals that cannot be kept together are named, with their sums, and nothing is given."
        )
    )
