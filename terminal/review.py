"""The commands of the review: who is left without, and who walks to a building."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.texts import N_
from terminal.opening import Settings, current_walks, say, tell

WalkProfile = Literal["normal", "slow"]
"""As ``geo.settings.WalkProfile``, which would load the whole of pydantic to print a help text."""


def gaps(
    context: typer.Context,
    profile: Annotated[
        WalkProfile | None, typer.Option(help=N_("Who walks, for as long as the parameters say."))
    ] = None,
    at: Annotated[
        str | None, typer.Option(help=N_("When: 'Wed 15:00', or a name such as evening or saturday."))
    ] = None,
    limit: Annotated[float | None, typer.Option(min=1, max=20_000, help=N_("Longest walk in metres."))] = None,
    scenario: Annotated[Path | None, typer.Option(help=N_("Scenario file (TOML)."))] = None,
    top: Annotated[int | None, typer.Option(min=1, help=N_("Only the first so many sectors."))] = None,
    out: Annotated[Path | None, typer.Option(help=N_("Write the sectors as CSV, as `export` does."))] = None,
) -> None:
    """Count who is left without a connection at home, public Wi-Fi or help within a walk."""
    from exports.csv_files import write_csv
    from exports.review_tables import gaps_by_table
    from exports.tables import noted
    from geo.gaps import review
    from geo.hours import when
    from terminal.review_tables import gap_lines

    settings: Settings = context.obj
    _ = settings.translate
    moment = None if at is None else when(at)
    assessment, walk = current_walks(settings, settings.scenario(scenario).parameters)
    reviewed = review(assessment.evidence, walk, limit_m=limit, profile=profile, at=moment)
    if out is not None:
        table = gaps_by_table(reviewed, "sector")
        write_csv(noted(table if top is None else table.head(top), assessment), out)
        tell(_("Written: {file}").format(file=out))
        return
    say(gap_lines(reviewed, assessment, settings.language, _, top))


def reach(
    context: typer.Context,
    building: Annotated[
        str, typer.Argument(metavar="BUILDING_ID", help=N_("Building, as the buildings layer names it."))
    ],
    profile: Annotated[
        WalkProfile | None, typer.Option(help=N_("Who walks, for as long as the parameters say."))
    ] = None,
    out: Annotated[Path | None, typer.Option(help=N_("Write the walks as CSV, as `export` does."))] = None,
) -> None:
    """Say who can walk to a building, and how many live within 5, 10 and 15 minutes of it."""
    from exports.csv_files import write_csv
    from exports.review_tables import walks_table
    from exports.tables import noted
    from geo.gaps import limit_of, walkers, who_walks_there
    from geo.walking import areas_in_minutes
    from terminal.review_tables import reach_lines

    settings: Settings = context.obj
    _ = settings.translate
    assessment, walk = current_walks(settings, settings.scenario(None).parameters)
    evidence = assessment.evidence
    there = who_walks_there(evidence, walk, building, profile=profile)
    if out is not None:
        write_csv(noted(walks_table(building, there), assessment), out)
        tell(_("Written: {file}").format(file=out))
        return
    speed_m_s = evidence.parameters.walk.speed_m_s(profile or "normal")
    areas = areas_in_minutes(
        walk, evidence.sites.loc[building, ["x_m", "y_m"]].to_numpy(), speed_m_s, crs=evidence.sites.crs
    )
    counted, limit_m = walkers(evidence, walk, building, speed_m_s), limit_of(evidence.parameters, profile=profile)
    say(reach_lines(there, counted, areas, building, limit_m, assessment, settings.language, _))
