"""What a reader changes in a roster of aidants, as one immutable value in the address, laid over the scenario's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from pydantic import ValidationError

from geo.settings import LONGEST_WALK_M, DistrictMinimum, Roster
from ui.address.told import with_said

AIDANTS = (0, 1000)
"""Least and most aidants that can be chosen."""
HALF_HOURS = (1, 40)
"""Half hours a week that each of them helps."""
WALK_M = (100, LONGEST_WALK_M)
"""Least and most that an address may say; the control ends at the reach of the assessment, which a scenario sets."""
FLOOR_PERCENT = (0, 100)

_PREFIX = "a."
_AND = "~"
_BOUNDS = {"aidants": AIDANTS, "half_hours": HALF_HOURS, "walk": WALK_M, "floor": FLOOR_PERCENT}


@dataclass(frozen=True)
class RosterChoices:
    """What differs from the scenario's roster; None or nothing: as the scenario has it."""

    aidants: int | None = None
    half_hours: int | None = None
    """Half hours a week that each aidant helps."""
    walk: int | None = None
    """Metres walked to help."""
    floor: int | None = None
    """Percent of the need that must be met in every district or former commune; 0: no minimum."""
    forced: tuple[str, ...] = ()
    """Doors that must have aidants, beside the scenario's."""
    excluded: tuple[str, ...] = ()
    """Doors left out, beside the scenario's."""
    freed: tuple[str, ...] = ()
    """Doors that the scenario forces in or leaves out and the reader does not."""

    @property
    def changed(self) -> bool:
        """Whether anything differs from the scenario."""
        return self != RosterChoices()

    def query(self) -> dict[str, str]:
        """Return the query parameters that restore these choices."""
        written = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, tuple):
                value = _AND.join(value) or None
            if value is not None:
                written[_PREFIX + each.name] = str(value)
        return written


def read_roster_choices(query: Mapping[str, str]) -> RosterChoices:
    """Return the choices an address describes; what is not understood is left out."""
    found: dict[str, object] = {}
    for name, (low, high) in _BOUNDS.items():
        text = query.get(_PREFIX + name, "")
        if re.fullmatch(r"\d{1,5}", text) and low <= int(text) <= high:
            found[name] = int(text)
    for name in ("forced", "excluded", "freed"):
        found[name] = tuple(dict.fromkeys(each for each in query.get(_PREFIX + name, "").split(_AND) if each))
    return RosterChoices(**found)  # type: ignore[arg-type]


def roster_with(base: Roster, choices: RosterChoices) -> Roster:
    """Return the scenario's roster with a reader's choices laid over it.

    Choices that do not go together with the scenario (a door both forced in and left out) give way to it.
    """
    changes: dict[str, object] = with_said(base, choices)
    if choices.aidants is not None:
        changes["aidants"] = choices.aidants
    if choices.half_hours is not None:
        changes["hours_per_week"] = choices.half_hours / 2
    if choices.walk is not None:
        changes["walk_m"] = float(choices.walk)
    if choices.floor is not None:
        by = base.district_floor.by if base.district_floor else "section"
        least = DistrictMinimum(by=by, served_share=choices.floor / 100)
        changes["district_floor"] = least.model_dump() if choices.floor else None
    try:
        return Roster.model_validate({**base.model_dump(), **changes})
    except ValidationError:
        return base
