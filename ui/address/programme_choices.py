"""What a reader changes in a Wi-Fi programme, as one immutable value in the address, laid over the scenario's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from pydantic import ValidationError

from geo.settings import LONGEST_WALK_M, DistrictMinimum, Programme
from ui.address.told import with_said

BUDGET_EUR = (0, 5_000_000)
"""Least and most of a year's budget that can be chosen."""
YEARS = (1, 8)
REACH_M = (100, LONGEST_WALK_M)
"""Least and most that an address may say; the control ends at the reach of the assessment, which a scenario sets."""
FLOOR_PERCENT = (0, 30)
LEAST_PERCENT = (0, 100)
OPEX_EUR = (0, 2_000_000)
AREA_M2 = (0, 10_000)
STOP_PERSON_YEARS = (0, 100_000)
"""Least person-years that 1,000 EUR must serve to be spent by choice."""
WHO = ("vulnerable", "in_a_gap", "all")

_PREFIX = "p."
_AND = "~"
_BOUNDS = {
    "budget": BUDGET_EUR,
    "years": YEARS,
    "reach": REACH_M,
    "floor": FLOOR_PERCENT,
    "least": LEAST_PERCENT,
    "opex": OPEX_EUR,
    "stop": STOP_PERSON_YEARS,
    "nofloors": (0, YEARS[1]),
    "area": AREA_M2,
    "nofibre": (0, 1),
    "carry": (0, 1),
    "fibre": (0, 1),
}


@dataclass(frozen=True)
class Choices:
    """What differs from the scenario's programme; None or nothing: as the scenario has it."""

    budget: int | None = None
    """Euros a year, the same in every year."""
    years: int | None = None
    reach: int | None = None
    """Metres walked to public Wi-Fi."""
    floor: int | None = None
    """Percent of each year's budget that every sector of activity gets at least."""
    least: int | None = None
    """Percent of the need that must be met in every former commune after the last year; 0: no minimum."""
    opex: int | None = None
    """Ceiling on running cost in euros a year; 0: none."""
    stop: int | None = None
    """Person-years that 1,000 EUR must serve at the least to be spent by choice; 0: any."""
    nofloors: int | None = None
    """How many of the last years have no least share of the sectors."""
    carry: int | None = None
    """1: what one year leaves may be spent in the next; 0: not."""
    fibre: int | None = None
    """1: a building waits for fibre; 0: not."""
    area: int | None = None
    """Square metres assumed of buildings whose floor area is not known; 0: such buildings are not planned."""
    nofibre: int | None = None
    """1: no fibre is assumed where nobody says; 0: such buildings are not planned."""
    who: str = ""
    forced: tuple[str, ...] = ()
    """Buildings that must be equipped, beside the scenario's."""
    excluded: tuple[str, ...] = ()
    """Buildings left out, beside the scenario's."""
    freed: tuple[str, ...] = ()
    """Buildings that the scenario forces in or leaves out and the reader does not."""

    @property
    def changed(self) -> bool:
        """Whether anything differs from the scenario."""
        return self != Choices()

    def query(self) -> dict[str, str]:
        """Return the query parameters that restore these choices."""
        written = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, tuple):
                value = _AND.join(value) or None
            if value is not None and value != "":
                written[_PREFIX + each.name] = str(value)
        return written


def read_choices(query: Mapping[str, str]) -> Choices:
    """Return the choices an address describes; what is not understood is left out."""
    found: dict[str, object] = {}
    for name, (low, high) in _BOUNDS.items():
        text = query.get(_PREFIX + name, "")
        if re.fullmatch(r"\d{1,9}", text) and low <= int(text) <= high:
            found[name] = int(text)
    if (who := query.get(_PREFIX + "who", "")) in WHO:
        found["who"] = who
    for name in ("forced", "excluded", "freed"):
        found[name] = tuple(dict.fromkeys(each for each in query.get(_PREFIX + name, "").split(_AND) if each))
    return Choices(**found)  # type: ignore[arg-type]


def programme_with(base: Programme, choices: Choices) -> Programme:
    """Return the scenario's programme with a reader's choices laid over it.

    Choices that do not go together with the scenario (a building both forced in and left out) give way to it.
    """
    changes: dict[str, object] = {**_money(base, choices), **_rules(choices), **with_said(base, choices)}
    try:
        return Programme.model_validate({**base.model_dump(), **changes})
    except ValidationError:
        return base


def _money(base: Programme, choices: Choices) -> dict[str, object]:
    budgets = base.budgets_eur
    if choices.years is not None:
        budgets = (*budgets, *[budgets[-1]] * choices.years)[: choices.years]
    if choices.budget is not None:
        budgets = (float(choices.budget),) * len(budgets)
    changes: dict[str, object] = {"budgets_eur": budgets}
    if len(budgets) != len(base.budgets_eur):
        changes["year_weights"] = ()
    return changes


def _rules(choices: Choices) -> dict[str, object]:
    changes: dict[str, object] = {}
    if choices.reach is not None:
        changes["reach_m"] = float(choices.reach)
    if choices.who:
        changes["who_counts"] = choices.who
    if choices.floor is not None:
        changes |= {"floor_share": choices.floor / 100, "floor_share_of_activity": {}, "floor_eur_of_activity": {}}
    if choices.stop is not None:
        changes["least_person_years_per_thousand_eur"] = float(choices.stop)
    if choices.nofloors is not None:
        changes["last_years_without_floors"] = choices.nofloors
    if choices.carry is not None:
        changes["carry_over"] = bool(choices.carry)
    if choices.fibre is not None:
        changes["wait_for_fibre"] = bool(choices.fibre)
    if choices.opex is not None:
        changes["opex_ceiling_eur_per_year"] = float(choices.opex) if choices.opex else None
    if choices.area is not None:
        changes["assumed_floor_area_m2"] = float(choices.area) if choices.area else None
    if choices.nofibre is not None:
        changes["assume_no_fibre"] = bool(choices.nofibre)
    if choices.least is not None:
        changes["district_minimum"] = (
            DistrictMinimum(served_share=choices.least / 100).model_dump() if choices.least else None
        )
    return changes
