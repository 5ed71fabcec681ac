"""What a reader of a roster must know: what is assumed, what is not known, and what does not count."""

from geo.evidence import Evidence, Finding
from geo.roster.instance import Instance
from geo.texts import N_, NN_

_SHARE_TOLD = 0.005
"""An assumption that concerns less of the need is not told."""


def notes_of(instance: Instance, evidence: Evidence) -> tuple[Finding, ...]:
    """Return the notes of an instance."""
    roster, found = instance.roster, list[Finding]()

    def note(code: str, message: str, severity: str = "note", **facts: object) -> None:
        found.append(Finding(f"roster.{code}", severity, message, facts))

    if not instance.listed:
        message = N_(
            "No list of workplaces is published: helpers are taken to be free in every half-day, and who comes from "
            "where is not known."
        )
        note("workplaces_absent", message, "warning")
    wanted = roster.pair_half_days(roster.aidants)
    if instance.pairs < wanted:
        message = NN_(
            "The workplaces can fill {count} half-day with a pair a week; {wanted} were asked for.",
            "The workplaces can fill {count} half-days with a pair a week; {wanted} were asked for.",
            "count",
        )
        note("too_few_helpers", message, "warning", count=instance.pairs, wanted=wanted)
    if evidence.support_places is None:
        message = N_("No places of digital help are published: the roster is planned as if there were none.")
        note("help_absent", message, "warning")
    if len(instance.existing_unknown):
        message = N_("Places of digital help that do not count, since too little is known of them: {count} ({names}).")
        names = "; ".join(str(name) for name in instance.existing_unknown["name"].head(5))
        note("help_not_known", message, "warning", count=len(instance.existing_unknown), names=names)
    assumed = int(instance.existing["spread_assumed"].sum())
    if assumed:
        message = NN_(
            "{count} place of digital help without known opening hours is taken to help evenly over the week.",
            "{count} places of digital help without known opening hours are taken to help evenly over the week.",
            "count",
        )
        note("help_hours_assumed", message, count=assumed)
    without = int((instance.not_doors["reason"] == "hours_not_known").sum())
    if without:
        message = NN_(
            "{count} place open to the public is no door, since its opening hours are not known.",
            "{count} places open to the public are no doors, since their opening hours are not known.",
            "count",
        )
        note("hours_not_known", message, "warning", count=without)
    closed = int((instance.not_doors["reason"] == "never_open").sum())
    if closed and not len(instance.doors):
        # Told where there is no door at all; otherwise the table of places that are none says it of each.
        message = NN_(
            "{count} place open to the public is no door, since it is not open long enough in any half-day of the "
            "roster. Change days, parts or session_hours of the scenario.",
            "{count} places open to the public are no doors, since they are not open long enough in any half-day of "
            "the roster. Change days, parts or session_hours of the scenario.",
            "count",
        )
        note("never_open", message, "warning", count=closed)
    elif not len(instance.doors):
        note("no_doors", N_("There is no door: no place can be used in any half-day of the roster."), "warning")
    desks = int(instance.doors["desks_assumed"].sum())
    if desks:
        message = N_(
            "Doors of which no list says how many desks they have for helpers: {count}. Desks taken for each: {desks}."
        )
        note("desks_assumed", message, count=desks, desks=roster.assumed_desks)
    if instance.need.seniors_assumed > _SHARE_TOLD:
        message = N_("For {percent} % of the need it is not known how many are seniors: an average share is taken.")
        note("seniors_assumed", message, percent=round(100 * instance.need.seniors_assumed, 1))
    if evidence.distance_method == "straight_line":
        message = N_("Walks are straight lines times a detour factor: no streets are published.")
        note("straight_lines", message, "warning")
    if len(instance.no_sources):
        message = N_("Workplaces from which nobody comes: {count} ({names}).")
        names = "; ".join(str(name) for name in instance.no_sources["name"].head(5))
        note("nobody_comes", message, count=len(instance.no_sources), names=names)
    return tuple(found)
