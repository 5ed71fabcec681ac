"""What a plan must tell of the data behind it, found anew, and beside it what it tells."""

from collections.abc import Mapping

import pandas as pd

from geo.audit._buildings import Building
from geo.audit._claimed import ClaimedNote
from geo.audit._differences import PROOF, Differences
from geo.evidence import Evidence
from geo.settings import Programme
from geo.texts import N_

_COST_NOT_KNOWN = ("floor_area_not_known", "fibre_not_known", "running_cost_not_known")

_NAMED = 3
"""Buildings of unknown cost that are named."""

_SAID = N_("{file}, {column}: the sentence does not say {value}.")

Note = tuple[str, str, Mapping[str, object]]
"""Code, subject and what fills the text."""


def check_notes(
    told: tuple[ClaimedNote, ...],
    buildings: Mapping[str, Building],
    evidence: Evidence,
    programme: Programme,
    differences: Differences,
) -> None:
    """Compare the notes of a plan with what is to be said."""
    right = [*_of_buildings(buildings, evidence, programme), *_of_people(evidence, programme)]
    differences.key("notes", _codes([(each.code, each.subject) for each in told]), _codes([each[:2] for each in right]))
    for number, (note, (_, _, facts)) in enumerate(zip(told, right, strict=False)):
        for name, value in facts.items():
            differences.key(f"notes[{number}].{name}", note.parameters.get(name), value)
    for number, note in enumerate(told):
        check_sentence(f"notes[{number}]", note, differences)


def check_sentence(name: str, told: ClaimedNote, differences: Differences) -> None:
    """Hold that a sentence says what is said to fill it."""
    for value in told.parameters.values():
        differences.figures += 1
        if str(value) not in told.message:
            differences.tell("sentence", _SAID, file=PROOF, column=f"{name}.message", value=value)


def _codes(notes: list[tuple[str, str]]) -> str:
    return "; ".join(" ".join(filter(None, each)) for each in notes)


def _of_buildings(buildings: Mapping[str, Building], evidence: Evidence, programme: Programme) -> list[Note]:
    found: list[Note] = []
    planned = [building for building in buildings.values() if not building.why_not]
    if area := sum("area" in building.assumed for building in planned):
        taken = f"{programme.assumed_floor_area_m2:g}"
        found.append(("programme.floor_area_assumed", "", {"count": area, "area": taken}))
    if fibre := sum("fibre" in building.assumed for building in planned):
        found.append(("programme.fibre_assumed", "", {"count": fibre}))
    unknown = [building.name for building in buildings.values() if building.why_not in _COST_NOT_KNOWN]
    if unknown:
        facts: dict[str, object] = {"count": len(unknown), "names": ", ".join(unknown[:_NAMED])}
        found.append(("programme.cost_not_known", "", facts))
    named = {*programme.excluded, *programme.quotes}
    found += [("programme.unknown_building", key, {"building": key}) for key in sorted(named) if key not in buildings]
    late = sum(building.why_not == "fibre_not_in_time" for building in buildings.values())
    if late and programme.wait_for_fibre:
        found.append(("programme.fibre_not_in_time", "", {"count": late}))
    limit = evidence.parameters.reach.limit_m
    if programme.reach_m > limit:
        found.append(("programme.reach_cut", "", {"limit": f"{limit:g}", "reach": f"{programme.reach_m:g}"}))
    return found


def _of_people(evidence: Evidence, programme: Programme) -> list[Note]:
    found: list[Note] = []
    if evidence.wifi is None:
        found.append(("programme.wifi_absent", "", {}))
    if programme.who_counts == "in_a_gap":
        gaps = zip(
            evidence.demand["population"], evidence.demand["home_gap"], evidence.demand["public_gap"], strict=True
        )
        unknown = [people for people, home, public in gaps if pd.isna(home) and (pd.isna(public) or not public)]
        if unknown:
            persons = round(float(pd.Series(unknown, dtype="float64").sum()))
            found.append(("programme.gap_not_known", "", {"persons": persons}))
    rule = programme.district_minimum
    if rule is not None and rule.by == "district" and not evidence.place.districts:
        found.append(("programme.no_districts", "", {}))
    return found
