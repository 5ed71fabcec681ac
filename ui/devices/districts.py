"""The table of districts: devices of each kind with both totals and both divisors, to be checked by hand."""

from markupsafe import Markup

from geo.lots import LotsPlan
from geo.texts import N_
from ui.components.markup import show, tag
from ui.context import Context
from words.devices import TITLES, district_rows, divisor_words
from words.lots.districts import tied_words


def districts_table(context: Context, plan: LotsPlan) -> None:
    """Draw every district with its devices; nothing where they are not shared out by district."""
    _, numbers, told = context.translate, context.numbers, plan.districts
    if told is None:
        return
    kinds = list(told.kind_totals)
    first = N_("District") if context.assessment.evidence.place.districts else N_("Former commune")
    heads = [first, *(TITLES[kind] for kind in kinds), N_("Total"), N_("Divisor")]
    rows = [
        tag(
            "tr",
            tag("th", row.name, scope="row"),
            *(_entry(row.lots[kind], row.people[kind], row.quotients[kind], kind) for kind in kinds),
            tag("td", row.total),
            tag("td", row.divisor),
            data_district=row.name,
        )
        for row in district_rows(plan, numbers)
    ]
    totals = [numbers.number(told.kind_totals[kind]) for kind in kinds]
    divisors = [divisor_words(told.kind_divisors[kind], numbers) for kind in kinds]
    whole = numbers.number(sum(told.kind_totals.values()))
    feet = [
        tag(
            "tr", tag("th", _("Total"), scope="row"), *(tag("td", each) for each in totals), tag("td", whole), tag("td")
        ),
        tag("tr", tag("th", _("Divisor"), scope="row"), *(tag("td", each) for each in divisors), tag("td"), tag("td")),
    ]
    head = tag("thead", tag("tr", *(tag("th", _(each), scope="col") for each in heads)))
    said = _(
        "Under each lot: residents counted; then that number divided by the divisor of the district and by that of "
        "the kind, which is rounded to the lot and kept between the minimum lots and the room there is."
    )
    show(
        tag("h2", _("Devices by district"), class_="sheet"),
        tag("p", " ".join(tied_words(plan, numbers)), class_="small"),
        tag(
            "div",
            tag("table", head, tag("tbody", *rows), tag("tfoot", *feet), class_="figures", data_table="districts"),
            class_="wide",
        ),
        tag("p", said, class_="small"),
    )


def _entry(lots: str, people: str, quotient: str, kind: str) -> Markup:
    """Return the lots of a district and kind with what proves them."""
    proof = tag("div", f"{people} → {quotient}", class_="small")
    return tag("td", tag("b", lots), proof, data_kind=kind)
