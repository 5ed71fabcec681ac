"""What is said of device lots wherever they are shown: the answer, the money, the end of the queue, assumptions."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from geo.lots import ASSUMED, PLACE_RULES, SCHOOL_RULES, KindLots, LotsPlan
from geo.settings import LEVELS
from geo.texts import N_, NN_
from words.marks import semicolons
from words.numbers import Numbers, Translate
from words.sentences import sentence
from words.units import cents

COUNTED = {
    "pc": NN_("{count} PC", "{count} PCs", "count"),
    "laptop": NN_("{count} laptop", "{count} laptops", "count"),
    "tablet": NN_("{count} tablet", "{count} tablets", "count"),
    **dict.fromkeys(LEVELS, NN_("{count} device", "{count} devices", "count")),
}
"""Kind, or level of schools -> so many devices."""

TITLES: Mapping[str, str] = {
    "pc": N_("PCs"),
    "laptop": N_("Laptops"),
    "tablet": N_("Tablets"),
    "primary": N_("Primary schools"),
    "secondary": N_("Secondary schools"),
}
"""Kind of device, or level of schools -> its name at the head of a column or a list."""

HELD_BY = {
    "minimum": N_("raised to the minimum lot"),
    "cap": N_("held down by its desks and hours"),
    "last_year": N_("held near last year's lot"),
    "forced": N_("given the minimum because you or the scenario ask for it"),
}
"""What keeps a lot from being what the queue alone would give."""

ASSUMPTIONS = dict(
    zip(
        ASSUMED,
        (
            NN_(
                "{count} place is taken to have a function in charge",
                "{count} places are taken to have a function in charge",
                "count",
            ),
            NN_(
                "{count} place is taken to have {desks} desks",
                "{count} places are taken to have {desks} desks each",
                "count",
            ),
            NN_(
                "{count} place is taken to be open {hours} h a week",
                "{count} places are taken to be open {hours} h a week",
                "count",
            ),
        ),
        strict=True,
    )
)

WHY = N_(
    "Lots by Sainte-Laguë: the next device always goes to the place with most people in difficulty per device (people "
    "divided by 2 × lots + 1), so that one more device, or one more person in need, never takes one away."
)
"""Why this rule was taken."""

WHY_DISTRICTS = N_(
    "Districts and kinds have fixed totals. Each entry is the need divided by the divisor of its district and by that "
    "of its kind, rounded, and kept between the minimum lots and the room there is; the divisors make all totals come "
    "out (biproportional apportionment). Within a district, each kind goes to its places by Sainte-Laguë. Over the "
    "whole city, one more device may then move others between districts."
)
"""What is said in its place where districts have fixed totals."""

NOTHING = N_(
    "No place meets the rules for devices. Name functions in charge and desks in the inventory, or say in the "
    "scenario, under [devices], what may be assumed."
)

_NOBODY = N_("Nothing is given: the rules ask for more devices than there are.")


def devices(kind: str, count: int, numbers: Numbers) -> str:
    """Write so many devices of a kind."""
    return numbers.translate(COUNTED[kind]).format(count=numbers.number(count))


def receiving(plan: LotsPlan) -> int:
    """Return how many places get a device."""
    lots = plan.places[[column for column in plan.places if column.startswith("lot_")]]
    return int((lots.sum(axis=1) > 0).sum())


def given_words(plan: LotsPlan, numbers: Numbers) -> str:
    """Enumerate what is given: 237 PCs, 134 laptops and 270 tablets, those of which there are none left out."""
    parts = [devices(kind, each.given, numbers) for kind, each in plan.kinds.items() if each.given]
    _ = numbers.translate
    if len(parts) < 2:
        return "".join(parts)
    return _(N_("{list} and {last}")).format(list=", ".join(parts[:-1]), last=parts[-1])


def answer(plan: LotsPlan, numbers: Numbers) -> str:
    """Say in one sentence what goes where."""
    _ = numbers.translate
    if plan.conflicts:
        return _(_NOBODY)
    if not receiving(plan):
        return _(NOTHING)
    text = _(
        NN_(
            "In {year}, {count} place gets {list}.",
            "In {year}, {count} places share {list}.",
            "count",
        )
    )
    return text.format(year=plan.settings.year, list=given_words(plan, numbers), count=numbers.number(receiving(plan)))


def reach_words(plan: LotsPlan, numbers: Numbers) -> str:
    """Say how many people live within a walk of a place that takes part, and how many do not."""
    _ = numbers.translate
    needs = [each.need for each in plan.kinds.values() if each.given]
    if not needs:
        return ""
    widest = min(needs, key=lambda need: need.unreached)
    text = _(
        N_(
            "Residents in digital difficulty within {metres} on foot of one of them: {people}; without any such place: "
            "{unreached}. Whoever reaches several counts in equal parts for each."
        )
    )
    return text.format(
        metres=numbers.metres(plan.reach_m),
        people=numbers.people(float(sum(widest.of.values()))),
        unreached=numbers.people(float(widest.unreached)),
    )


def money_words(plan: LotsPlan, numbers: Numbers) -> str:
    """Say what laptops and tablets cost, to the cent, and what is left."""
    spent = sum(each.spent_cents for each in plan.kinds.values())
    text = numbers.translate(N_("Laptops and tablets cost {spent}, reserve included; left of the budget: {left}."))
    return text.format(spent=cents(spent, numbers), left=cents(plan.left_cents, numbers))


def stock_words(lots: KindLots, numbers: Numbers) -> str:
    """Say how many devices of a kind there are, kept in reserve, given, and without a place that has room."""
    _ = numbers.translate
    text = N_("{kind}: {total} (in reserve: {reserve}; given: {given}).")
    if lots.shares is not None and lots.shares.left:
        text = N_("{kind}: {total} (in reserve: {reserve}; given: {given}; no place has room for: {stay}).")
    return _(text).format(
        kind=_(TITLES[lots.kind]),
        total=numbers.number(lots.bought),
        reserve=numbers.number(lots.reserve),
        given=numbers.number(lots.given),
        stay=numbers.number(0 if lots.shares is None else lots.shares.left),
    )


def queue_words(lots: KindLots, names: Mapping[str, object], numbers: Numbers) -> list[str]:
    """Say where the last device of a kind went, where the next would go, and who stood equal there."""
    _, shares, said = numbers.translate, lots.shares, []
    if shares is None or not len(lots.table):
        return []
    if (lots.table["district"] != "").any():
        return [_(N_("Each district has a queue of its own."))]
    if shares.last is not None:
        said.append(_(N_("The last one given went to {name}.")).format(name=names[shares.last]))
    if shares.following is not None:
        said.append(_(N_("The next one would go to {name}.")).format(name=names[shares.following]))
    else:
        said.append(_(N_("Every place is full.")))
    if shares.tied:
        tied = semicolons([str(names[key]) for key in shares.tied], _)
        said.append(_(N_("Equal at the end of the queue, the first by identifier first: {names}.")).format(names=tied))
    return said


def remainder_words(lots: KindLots, names: Mapping[str, object], numbers: Numbers) -> str:
    """Say which places largest remainder would give another lot."""
    _ = numbers.translate
    if not lots.differing:
        return _(N_("Largest remainder would give the same lots here."))
    listed = semicolons(
        [
            _(N_("{name}: {other} instead of {lots}")).format(
                name=names[key],
                other=numbers.number(lots.table.loc[key, "largest_remainder"]),
                lots=numbers.number(lots.table.loc[key, "lots"]),
            )
            for key in lots.differing
        ],
        _,
    )
    return _(N_("By largest remainder, other lots: {list}.")).format(list=listed)


def assumed_words(plan: LotsPlan, numbers: Numbers) -> list[str]:
    """Say what the scenario assumes of how many of the places that take part."""
    receives = plan.places[plan.places["status"] == "receives"]
    codes = receives["assumed"].str.split()
    said = []
    for code, text in ASSUMPTIONS.items():
        if count := int(codes.map(lambda told, code=code: code in told).sum()):
            facts = {
                "desks": numbers.number(plan.settings.assumed_desks),
                "hours": numbers.number(plan.settings.assumed_hours_per_week, 1),
            }
            said.append(numbers.translate(text).format(count=numbers.number(count), **facts))
    return said


def unmet_words(codes: str, translate: Translate) -> list[str]:
    """Return in words the rules a place does not meet."""
    return [translate({**PLACE_RULES, **SCHOOL_RULES}[code]) for code in codes.split()]


def school_words(plan: LotsPlan, numbers: Numbers) -> list[str]:
    """Say what goes to schools, by level, and what is assumed of how many; nothing where none is asked for."""
    _, said = numbers.translate, []
    for level, lots in plan.schools.items():
        if lots.given:
            text = _(N_("{level}: by pupils and socio-economic class (devices: {given}; sites: {sites})."))
            facts = {"given": numbers.number(lots.given), "sites": numbers.number(len(lots.table))}
            said.append(text.format(level=_(TITLES[level]), **facts))
    if plan.school_sites is not None and (count := int((plan.school_sites["assumed"] == "ise").sum())):
        text = _(N_("School sites whose socio-economic class is assumed ({grade}): {count}."))
        said.append(text.format(grade=plan.settings.schools.assumed_ise_class, count=numbers.number(count)))
    return said


def told_words(plan: LotsPlan, numbers: Numbers) -> list[str]:
    """Return what cannot be kept, all of it at once, and what must be known beside the lots."""

    def kinds(codes: object) -> str:
        return ", ".join(numbers.translate(TITLES.get(code, code)) for code in str(codes).split(", "))

    return [sentence(each, numbers, {"by_room": kinds, "by_total": kinds}) for each in (*plan.conflicts, *plan.notes)]


@dataclass(frozen=True)
class DistrictRow:
    """A district with its devices in words: of each kind the lots, who counts, and that by both divisors."""

    name: str
    lots: Mapping[str, str]
    people: Mapping[str, str]
    quotients: Mapping[str, str]
    total: str
    divisor: str


def district_rows(plan: LotsPlan, numbers: Numbers) -> list[DistrictRow]:
    """Return every district with its devices; nothing where they are not shared out by district."""
    told = plan.districts
    if told is None:
        return []
    of = {str(name): rows.set_index("device_kind") for name, rows in told.table.groupby("district")}
    return [
        DistrictRow(
            name,
            of[name]["lots"].map(numbers.number).to_dict(),
            # To the person, so that a division by hand comes to the quotient.
            of[name]["need"].map(numbers.number).to_dict(),
            {str(kind): _quotient(row, numbers) for kind, row in of[name].iterrows()},
            numbers.number(total),
            divisor_words(told.district_divisors[name], numbers),
        )
        for name, total in told.district_totals.items()
    ]


def _quotient(row: pd.Series, numbers: Numbers) -> str:
    said, held = numbers.fixed(row["quotient"], 2), {"minimum": N_("minimum"), "cap": N_("full")}.get(row["held_by"])
    return said if held is None else f"{said}, {numbers.translate(held)}"


def divisor_words(divisor: Fraction, numbers: Numbers) -> str:
    """Write a divisor; in the files it stands exactly."""
    return numbers.number(float(divisor), 6)
