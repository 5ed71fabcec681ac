"""What a reader changes in the rules of device lots, laid over those of the scenario."""

from typing import Any

from pydantic import ValidationError

from geo.evidence import Evidence
from geo.lots import districts_of
from geo.settings import LEVELS, Lots
from ui.address.state import State

FIELDS = (
    *("lots_pcs", "lots_budget", "lots_function", "lots_desks", "lots_hours", "lots_district", "lots_totals"),
    *("lots_primary", "lots_secondary", "lots_forced", "lots_excluded", "lots_freed"),
    *("lots_schools_forced", "lots_schools_excluded", "lots_schools_freed"),
)
"""The choices, as the state of a page names them; 0 or nothing stands for the scenario's."""


def lots_with(base: Lots, choices: State, evidence: Evidence) -> Lots:
    """Return a scenario's rules with a reader's choices over them; those that do not go together with it give way.

    Buildings, school sites and districts that there are not are left out: an address may come from another commune.
    """
    changes: dict[str, Any] = _lists(
        base.forced, base.excluded, choices.lots_forced, choices.lots_excluded, choices.lots_freed, evidence.sites.index
    )
    if choices.lots_pcs:
        changes["pcs"] = choices.lots_pcs
    if choices.lots_budget:
        changes["budget_eur"] = 1000.0 * choices.lots_budget
    if choices.lots_function:
        changes["assume_function"] = choices.lots_function == "yes"
    if choices.lots_district:
        changes["by_district"] = choices.lots_district == "yes"
        if choices.lots_district == "no":
            changes["district_totals"] = {}
    if changes.get("by_district", base.by_district) and choices.lots_totals:
        there = {*districts_of(evidence)}
        changes["district_totals"] = {name: total for name, total in choices.lots_totals.items() if name in there}
    if choices.lots_desks:
        changes["assumed_desks"] = choices.lots_desks
    if choices.lots_hours:
        changes["assumed_hours_per_week"] = float(choices.lots_hours)
    pupils = evidence.school_pupils
    # Without a table of pupils there is no such choice; what the scenario asks for is then refused in words.
    if pupils is not None:
        asked = {level: count for level in LEVELS if (count := getattr(choices, f"lots_{level}"))}
        own = base.schools
        said = (choices.lots_schools_forced, choices.lots_schools_excluded, choices.lots_schools_freed)
        changes["schools"] = {
            **own.model_dump(),
            **asked,
            **_lists(own.forced, own.excluded, *said, pupils["school_site_id"]),
        }
    try:
        return Lots.model_validate({**base.model_dump(), **changes})
    except ValidationError:
        return base


def _lists(
    forced: tuple[str, ...],
    excluded: tuple[str, ...],
    also_forced: tuple[str, ...],
    also_excluded: tuple[str, ...],
    freed: tuple[str, ...],
    known: object,
) -> dict[str, tuple[str, ...]]:
    """Return what is forced in and what left out once a reader has spoken."""
    there = set(known)  # type: ignore[call-overload]
    must = ({*forced} - {*freed} - {*also_excluded}) | ({*also_forced} & there)
    out = ({*excluded} - {*freed} | ({*also_excluded} & there)) - {*also_forced}
    return {"forced": tuple(sorted(must)), "excluded": tuple(sorted(out))}
