"""The command of device lots: who gets how many, with the proof of every lot."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.texts import N_
from terminal.decisions.laid import WithDecisions, laid_lines, lay_over
from terminal.opening import Settings, current_assessment, say, tell

if TYPE_CHECKING:
    from config import Scenario
    from exports.lots.tables import LotsToWrite
    from geo.ranking import Assessment


def devices(
    context: typer.Context,
    scenario: Annotated[
        Path | None, typer.Option(help=N_("Scenario file (TOML); when left out, the one adopted, else the defaults."))
    ] = None,
    with_decisions: WithDecisions = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help=N_("Write the files of the lots, as `export` does."))
    ] = None,
) -> None:
    """Share out PCs, laptops and tablets among public places in proportion to need, each lot with its proof."""
    from exports.decisions.beside import decisions_beside
    from exports.lots.files import write_lots
    from geo.lots import school_names
    from store.decisions import outcome_of_lots
    from terminal.device_tables import lots_lines
    from words.decisions.entries import Names
    from words.devices import receiving

    settings: Settings = context.obj
    _ = settings.translate
    chosen = settings.scenario(scenario)
    store, snapshot, assessment = current_assessment(settings, chosen.parameters)
    laid = lay_over(settings, store, assessment, chosen, "devices") if with_decisions else None
    chosen = chosen if laid is None else laid.scenario
    written = lots_to_write(assessment, chosen)
    say(lots_lines(written.plan, assessment, settings.language, _))
    if laid is not None:
        evidence = assessment.evidence
        names = Names(evidence.sites["name"].astype(str).to_dict(), school_names(evidence))
        say(laid_lines(laid, "devices", outcome_of_lots(written.plan), _, names))
    if written.plan.conflicts or not (
        receiving(written.plan) or any(each.given for each in written.plan.schools.values())
    ):
        # Files of it would show zeros where nothing was decided.
        raise typer.Exit(1)
    if out is not None:
        log = None if laid is None else decisions_beside(out, laid.entries, outcome_of_lots(written.plan))
        for path in write_lots(out, written, assessment, snapshot.id, log):
            tell(_("Written: {file}").format(file=path))


def lots_to_write(assessment: "Assessment", scenario: "Scenario") -> "LotsToWrite":
    """Return the lots of a scenario, as their files want them."""
    from config import scenario_toml
    from exports.lots.tables import LotsToWrite
    from geo.lots import plan_lots

    plan = plan_lots(assessment.evidence, scenario.devices)
    return LotsToWrite(plan, scenario.name, scenario_toml(scenario))
