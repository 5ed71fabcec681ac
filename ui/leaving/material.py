"""What the files are made from: all the page shows, with the reader's own weights, programme, roster and lots."""

from dataclasses import dataclass, replace

from config import Scenario
from exports.dossier.material import Material
from exports.maps.drawing import waters
from geo.lots import LotsPlan
from geo.programme import Plan
from geo.roster import NewPlaces, RosterPlan
from store.decisions import InForce, open_log
from store.status import provenance_table
from ui.context import Context
from ui.devices.lots import lots_of
from ui.opening import GEOGRAPHY
from ui.programme.plans import known_plan, programme_of
from ui.roster.new_places import known_new_places
from ui.roster.rosters import known_roster, roster_of
from ui.scenario import own_scenario, with_decisions


@dataclass(frozen=True)
class OnScreen:
    """What the reader has chosen and had planned, read while the page is drawn: a file is made later, elsewhere."""

    scenario: Scenario
    plan: Plan | None
    lots: LotsPlan
    roster: RosterPlan | None
    new_places: NewPlaces | None
    in_force: InForce
    """What was adopted, with the decisions laid over it where the page has them so."""


def on_screen(context: Context) -> OnScreen:
    """Return what is in force on the page: the scenario with the reader's choices laid over it, and its plans."""
    parameters = context.scenario.parameters
    lots, own = lots_of(context), own_scenario(context)
    laid = {
        # Changed on the page, it is no longer what its name says.
        "name": own.name,
        "title": own.title,
        "parameters": parameters.model_copy(
            update={"weights": {ranking: context.weights(ranking) for ranking in parameters.weights}}
        ),
        "programme": programme_of(context),
        "roster": roster_of(context),
        "devices": lots.settings,
    }
    roster = known_roster(context)
    found = known_new_places(context, roster)
    adopted = context.in_force
    if context.state.decided:
        adopted = replace(adopted, scenario=with_decisions(context, adopted.scenario))
    return OnScreen(context.scenario.model_copy(update=laid), known_plan(context), lots, roster, found, adopted)


def material_of(context: Context, shown: OnScreen) -> Material:
    """Return the material of what is on the screen.

    Nothing is searched for: without a plan or a roster that somebody had planned, the pages say that there is none.
    """
    return Material(
        assessment=context.assessment,
        scenario=shown.scenario,
        snapshot=context.snapshot.id,
        created_at=context.snapshot.created_at,
        provenance=provenance_table(context.store, context.snapshot),
        plan=shown.plan,
        lots=shown.lots,
        roster=shown.roster,
        water=waters(GEOGRAPHY / f"{context.place.nis_code}.geojson", context.place.metric_crs),
        translate=context.translate,
        decisions=open_log(context.store).entries(),
        new_places=shown.new_places,
        in_force=shown.in_force,
    )
