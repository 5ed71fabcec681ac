"""What everything that leaves the room is made from: the snapshot, a scenario, and the plans kept for the two."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from terminal.devices import lots_to_write
from terminal.opening import ROOT, Settings, current_assessment
from terminal.roster.command import places_to_write

if TYPE_CHECKING:
    from exports.dossier.material import Material
    from store.store import Store


def material_of(
    settings: Settings,
    scenario: Path | None,
    language: str | None,
    new_places: int = 0,
    *,
    with_decisions: bool = False,
) -> "tuple[Material, Store]":
    """Return the material of the current snapshot in a language, that of the messages when none is asked for.

    No plan is searched for: the programme and the roster are those planned before, None where there are none. Only so
    many new places of help are looked for beside the roster, as asked.

    Raises
    ------
    DecisionConflict
        Where decisions are laid over the scenario and contradict each other.
    """
    from exports.dossier.material import Material
    from exports.maps.drawing import waters
    from store.decisions import InForce, in_force, open_log, scenario_laid_over
    from store.plans import kept_plan
    from store.rosters import kept_roster
    from store.status import provenance_table
    from terminal.decisions.adopted import in_force_of
    from terminal.decisions.laid import PARTS, lay_over
    from words import translator

    chosen = settings.scenario(scenario)
    store, snapshot, assessment = current_assessment(settings, chosen.parameters)
    adopted = in_force_of(store) or InForce()
    if with_decisions:
        chosen = lay_over(settings, store, assessment, chosen, *PARTS).scenario
        standing = in_force(open_log(store).entries())
        adopted = replace(adopted, scenario=scenario_laid_over(adopted.scenario, standing, assessment.evidence))
    roster = kept_roster(store, snapshot, assessment, chosen.roster)
    found = places_to_write(store, snapshot, assessment, roster, new_places) if new_places and roster else None
    material = Material(
        assessment=assessment,
        scenario=chosen,
        snapshot=snapshot.id,
        created_at=snapshot.created_at,
        provenance=provenance_table(store, snapshot),
        plan=kept_plan(store, snapshot, assessment, chosen.programme),
        lots=lots_to_write(assessment, chosen).plan,
        roster=roster,
        water=waters(ROOT / "config" / "geography" / f"{store.place.nis_code}.geojson", store.place.metric_crs),
        translate=translator(language or settings.language),
        decisions=open_log(store).entries(),
        new_places=found,
        in_force=adopted,
    )
    return material, store
