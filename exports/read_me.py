"""The page that stands beside exported files and says what each of them is."""

from collections.abc import Collection, Iterator, Mapping

from geo.programme import Plan
from geo.ranking import Assessment, influence, rank, related_criteria
from geo.texts import N_
from words import Translator
from words.influence import decides_sentences, related_sentences
from words.numbers import Numbers
from words.plan_result import result_sentence
from words.programme import PROOF_HOLDS, nothing_can_be_planned
from words.sentences import sentence

FILES: dict[str, str] = {
    "sectors.csv": N_(
        "One row per statistical sector: residents, indicators, vulnerability index, coverage, people in each gap."
    ),
    "sites.csv": N_(
        "One row per municipal building: where it is, what is known of it, coverage, cost of equipping it."
    ),
    "ranking_wifi.csv": N_(
        "Buildings ranked for public Wi-Fi, with the points each criterion brings and its raw value."
    ),
    "ranking_aidants.csv": N_(
        "Buildings ranked for digital helpers, with the points each criterion brings and its raw value."
    ),
    "criteria.csv": N_(
        "One row per ranking and criterion: its weight, and the part of the differences in score that it really makes."
    ),
    "criteria_pairs.csv": N_(
        "One row per ranking and two criteria: whether they say the same, so that they count twice, or the opposite."
    ),
    "demand.csv": N_("One row per place where people live: residents, expected vulnerable residents, coverage."),
    "reach.csv": N_(
        "One row per building and place where people live that is within a walk of it, with the metres walked."
    ),
    "gaps.csv": N_(
        "One row per place where people live: gaps at home, in public and for help, how many of the three, and how far "
        "the nearest Wi-Fi and help are."
    ),
    "gaps_by_sector.csv": N_(
        "One row per sector: residents, expected vulnerable residents and seniors in each gap, with the least and the "
        "most it may be; those with most vulnerable residents in a gap first."
    ),
    "gaps_by_section.csv": N_("The same by section, the commune of before the mergers."),
    "gaps_by_district.csv": N_("The same by district."),
    "access.csv": N_(
        "One row per place where people live: hours of help a week and places of public Wi-Fi within a walk per 1,000 "
        "people they are shared with, by three methods (2SFCA, E2SFCA, balanced)."
    ),
    "equity.csv": N_(
        "One row per measure of how evenly walks and access are spread over people, and over neighbourhoods ordered by "
        "vulnerability and by income."
    ),
    "programme_wifi.csv": N_(
        "The Wi-Fi programme: one row per building and year in which something is bought there, with the tier, access "
        "points, euros and people newly served."
    ),
    "programme_summary.csv": N_(
        "The Wi-Fi programme by year and sector of activity, and for all of them: what may be spent, what is, and what "
        "each sector is owed; people served."
    ),
    "programme_waiting.csv": N_("Buildings that get no Wi-Fi from the programme, each with the reason."),
    "realised.csv": N_(
        "What was carried out of the Wi-Fi programme beside its plan: one row per building, kept, late, dropped, to "
        "come or outside the plan, with what was planned and paid."
    ),
    "realised_years.csv": N_(
        "The same by year: euros planned and paid, buildings, and people served by the plan and in truth."
    ),
    "rest_wifi.csv": N_(
        "The rest of the programme, planned from what stands with the money left: one row per building and year in "
        "which something is added there."
    ),
    "rest_summary.csv": N_("The rest by year and sector of activity, as in programme_summary.csv."),
    "rest_waiting.csv": N_("Buildings to which the rest adds nothing, each with the reason."),
    "rest.json": N_(
        "What the rest is planned from: money of the years gone by, paid and left, and what is proven of it under the "
        "assumptions of its scenario. `maillage verify` recomputes it from the plan and the follow-up."
    ),
    "proof.json": N_(
        "What is proven of the programme under the assumptions of its scenario, and what a ranking and a simple rule "
        "come to on the same budget. `maillage verify` recomputes all of it from the snapshot and scenario.toml."
    ),
    "device_lots.csv": N_(
        "Device lots: one row per building with its PCs, laptops and tablets, or the rules it does not meet."
    ),
    "device_proof.csv": N_(
        "The proof of every lot: people counted, exact share, lot, difference, what the next and the last device go "
        "by, and the lot by largest remainder."
    ),
    "device_summary.csv": N_(
        "Device lots by kind: devices, reserve, euros spent and left, people reached, who had the last device and who "
        "would have the next."
    ),
    "device_districts.csv": N_(
        "Devices by district and kind: both totals and both divisors, by which every entry can be checked by hand. "
        "Without rows where each kind is shared out by itself."
    ),
    "school_lots.csv": N_(
        "Devices for schools: one row per school site and level, with its pupils, its lot and the proof of it, or the "
        "rules it does not meet; empty where none are asked for."
    ),
    "school_summary.csv": N_("Devices for schools by level: devices, reserve, pupils weighted by class, the queue."),
    "devices.json": N_(
        "Where the device lots come from, and what cannot be kept. `maillage verify` recomputes them from the snapshot "
        "and scenario.toml."
    ),
    "roster_doors.csv": N_(
        "The aidants' roster: one row per door, half-day and wave with its pairs, and what the door gives in all."
    ),
    "roster_summary.csv": N_(
        "The roster in figures: its bound, the balance of hours, fairness, absences; then areas and fifths of the need."
    ),
    "roster_waves.csv": N_("Waves of aidants, each with what no roster of so many gives and what ten more bring."),
    "roster_moves.csv": N_("How many helpers go from which workplace to which door; nobody's name."),
    "roster_hours.csv": N_("What hours a week of each aidant bring, and below which number a plan is symbolic."),
    "roster_new_places.csv": N_(
        "New places of help beside the roster, in the order in which they help most: what each adds and costs, and "
        "what no so many others exceed."
    ),
    "roster.json": N_(
        "Where the roster comes from. `maillage verify` recomputes it from the snapshot and scenario.toml."
    ),
    "timetable.ics": N_("The roster's timetable, for any calendar (iCalendar)."),
    "decisions.csv": N_(
        "The decision log: one row per entry with who, when and why, what it cost, whether it is in force and whether "
        "the plan it is about holds it. `maillage verify` checks that no entry was changed, removed or inserted."
    ),
    "lieux_mediation_numerique.csv": N_(
        "Places of digital help in the French national schema of digital mediation (version 1.0.2); what it asks for "
        "and nobody said is empty."
    ),
    "scenario.toml": N_("The scenario: parameters, budgets and rules, as far as they differ from the defaults."),
    "provenance.csv": N_("One row per file received: publisher, licence, vintage, digest."),
    "times.json": N_(
        "When each file came in, and how long the search of the plan took: the only file that may differ between two "
        "exports of the same data and scenario."
    ),
    "columns.csv": N_(
        "One row per column of these tables: its unit, what it says and how it comes about (in English)."
    ),
    "maillage.xlsx": N_(
        "The same tables as one workbook for a spreadsheet program, with the address of each building; the longest "
        "tables are not in it."
    ),
    "maillage.gpkg": N_("The same with geometries, for QGIS, styles included."),
    "maillage.qgs": N_("A QGIS project of those layers; keep it in the same folder as maillage.gpkg."),
    "sectors.parquet": N_("The sectors with their outlines as GeoParquet 1.1, for programs."),
    "sites.parquet": N_("The buildings with their places as GeoParquet 1.1, for programs."),
    "demand.parquet": N_("The places where people live as GeoParquet 1.1, for programs."),
    "catalogue.jsonld": N_("What these files are and rest on, for a portal of open data (DCAT-AP)."),
}
"""File -> what it holds."""

_CONVENTIONS = (
    N_("Tables are UTF-8 with a semicolon between cells and a decimal point. An empty cell means unknown, never zero."),
    N_("Coordinates x_m and y_m are metres in the system {crs}. Units stand in the column names."),
    N_("In distances, inf means that there is no such place at all."),
    N_("A text that a spreadsheet could run as a formula has an apostrophe before it."),
    N_("Expected vulnerable residents are estimates for groups; nothing here says anything about one person."),
)


def read_me(
    assessment: Assessment,
    weights: Mapping[str, Mapping[str, int]],
    snapshot_id: str,
    files: Collection[str],
    language: str,
    translate: Translator,
    plan: Plan | None = None,
) -> str:
    """Return the page as plain text in the language of ``translate``; it tells of ``files`` and no others.

    With a ``plan``, it says what that costs and whom it serves.
    """
    numbers = Numbers(language, translate)
    lines = opening_lines(assessment, snapshot_id, language, translate, plan)
    lines += ["", *(f"{name}: {translate(text)}" for name, text in FILES.items() if name in files), ""]
    lines += [*_on_criteria(assessment, weights, numbers), ""]
    lines += [translate(text).format(crs=assessment.evidence.place.metric_crs) for text in _CONVENTIONS]
    return "\n".join(lines) + "\n"


def opening_lines(
    assessment: Assessment, snapshot_id: str, language: str, translate: Translator, plan: Plan | None = None
) -> list[str]:
    """Return what stands before all else: whose data, of which snapshot, what they lack, what the ``plan`` comes to."""
    place, numbers = assessment.evidence.place, Numbers(language, translate)
    lines = [f"Maillage - {place.name.in_language(language)}", ""]
    if place.synthetic:
        lines += [translate(N_("Synthetic demonstration data: the contents are invented.")), ""]
    lines += [translate(N_("Snapshot {id}.")).format(id=snapshot_id)]
    if assessment.evidence.distance_method == "straight_line":
        factor = numbers.number(assessment.evidence.parameters.reach.detour_factor, 2)
        lines += [translate(N_("Distances are straight lines times {factor}.")).format(factor=factor)]
    lines += [sentence(finding, numbers) for finding in assessment.findings if finding.severity != "note"]
    if plan is not None and plan.has_plan and not nothing_can_be_planned(plan):
        lines += ["", result_sentence(plan, numbers, translate), translate(PROOF_HOLDS)]
    return lines


def _on_criteria(assessment: Assessment, weights: Mapping[str, Mapping[str, int]], numbers: Numbers) -> Iterator[str]:
    """Yield what decides each ranking, and which of its criteria say the same or the opposite."""
    for ranking, matrix in assessment.matrices.items():
        table = rank(matrix, weights[ranking])
        said = decides_sentences(influence(table, weights[ranking]), numbers)
        said += related_sentences(related_criteria(table, weights[ranking]), numbers)
        yield from (f"ranking_{ranking}.csv: {each}" for each in said)
