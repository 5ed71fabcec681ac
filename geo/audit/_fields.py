"""Every field of a plan's files and how it is checked: what is recomputed, and what is taken as told."""

from collections.abc import Mapping
from typing import Literal

from geo.audit._claimed import ClaimedProof
from geo.audit._differences import SUMMARY, WAITING, WIFI
from geo.evidence import Finding
from geo.texts import N_

How = Literal["recomputed", "held", "word", "told"]
"""``recomputed``: from the evidence and the settings. ``held`` against other fields and the settings, whose error would
show there. ``word``: the solver's word, held only against what is known. ``told``: nothing can recompute it."""


def _all(file: str, how: How, *columns: str) -> dict[str, How]:
    return {f"{file}, {column}": how for column in columns}


FIELDS: Mapping[str, How] = {
    **_all(WIFI, "recomputed", "name", "activity", "section", "access_points", "capex_eur", "opex_eur_per_year"),
    **_all(WIFI, "recomputed", "people_gained", "data_note"),
    # What is bought is the plan itself: held against the inventory, the rules, the sums and the other files.
    **_all(WIFI, "held", "building_id", "tier", "year"),
    **_all(SUMMARY, "recomputed", "budget_eur", "available_eur", "spent_eur", "floor_eur", "left_eur", "owed_eur"),
    **_all(SUMMARY, "recomputed", "opex_eur_per_year", "buildings", "people_counted", "people_served", "served_share"),
    **_all(SUMMARY, "recomputed", "year", "activity", "people_gained", "data_note"),
    **_all(WAITING, "recomputed", "building_id", "name", "activity", "reason", "data_note"),
    # How the files are read, and the data the check opens.
    "format": "told",
    "snapshot": "told",
    "commune": "held",
    "data_note": "recomputed",
    "scenario": "held",
    "certificate.status": "word",
    "certificate.objective": "recomputed",
    "certificate.bound": "word",
    "certificate.gap": "word",
    "certificate.gap_of_gain": "word",
    "certificate.gap_asked": "held",
    "certificate.person_years": "recomputed",
    "certificate.person_years_already": "recomputed",
    "certificate.worth_per_eur": "recomputed",
    "certificate.spent_eur": "recomputed",
    "certificate.opex_eur": "recomputed",
    "certificate.opex_eur_per_year": "recomputed",
    "certificate.method": "told",
    "certificate.ended_by": "told",
    "certificate.seconds": "told",
    "certificate.time_limit_s": "held",
    "certificate.solver": "told",
    "certificate.seed": "held",
    "certificate.rounds": "told",
    "certificate.cuts": "told",
    "certificate.buildings": "recomputed",
    "certificate.buildings_possible": "recomputed",
    "certificate.people_classes": "recomputed",
    "conflict[].code": "held",
    "conflict[].message": "told",
    "conflict[].parameters": "held",
    "conflict[].subject": "held",
    "notes[].code": "recomputed",
    "notes[].message": "told",
    "notes[].parameters": "recomputed",
    "notes[].subject": "recomputed",
    "three_way[].method": "held",
    "three_way[].tier": "recomputed",
    "three_way[].person_years": "recomputed",
    "three_way[].person_years_gained": "recomputed",
    "three_way[].served_last_year": "recomputed",
    "three_way[].mean_served_share": "recomputed",
    "three_way[].spent_eur": "recomputed",
    "three_way[].buildings": "recomputed",
    "three_way[].rules_broken[].kind": "recomputed",
    "three_way[].rules_broken[].subject": "recomputed",
    "three_way[].rules_broken[].year": "recomputed",
    "three_way[].purchases": "held",
}
"""Field -> how it is checked. Of a sentence (``message``) only the figures in it are, of what the search says of itself
(method, solver, rounds, cuts, ended_by, seconds) only that it can be read as such."""

_BOUND = N_(
    "The bound is the solver's word, and gap and status rest on it: no plan tried here passes it, but that none can "
    "was not recomputed."
)
_NO_PLAN = N_(
    "That no plan can keep all the rules is the solver's word: no plan tried here does, but that none can was not "
    "recomputed."
)
_SUM = N_(
    "That the rules named cannot hold together was recomputed; that none of them can be left out is the program's word."
)
_NONE_FOUND = N_("That no plan was found in the time given is the program's word.")
_TOLD = N_("Not checked, since nothing can recompute them: {fields}.")


def not_checked(proof: ClaimedProof, *, proven: bool) -> tuple[Finding, ...]:
    """Say what of a plan was not recomputed; ``proven``: a conflict follows from plain sums."""
    status = proof.certificate.status
    code = {"infeasible": "sum" if proven else "no_plan", "none_found": "none_found"}.get(status, "bound")
    message = {"sum": _SUM, "no_plan": _NO_PLAN, "none_found": _NONE_FOUND, "bound": _BOUND}[code]
    more = {1: ["seconds"], 2: []}.get(proof.format, ["ended_by"])
    search = ("method", "solver", "rounds", "cuts", *more)
    return (
        Finding(f"plan.word_{code}", "note", message, {}),
        Finding("plan.told", "note", _TOLD, {"fields": ", ".join(search)}),
    )
