"""The page that stands beside exported files and says what each of them is."""

from collections.abc import Callable

from geo.assessment import Assessment
from geo.texts import N_

_FILES: dict[str, str] = {
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
    "demand.csv": N_("One row per place where people live: residents, expected vulnerable residents, coverage."),
    "provenance.csv": N_("One row per file received: publisher, licence, vintage, digest."),
    "maillage.gpkg": N_("The same with geometries, for QGIS, styles included."),
}

_CONVENTIONS = (
    N_("Tables are UTF-8 with a semicolon between cells and a decimal point. An empty cell means unknown, never zero."),
    N_("Coordinates x_m and y_m are metres in Belgian Lambert 2008 (EPSG:3812). Units stand in the column names."),
    N_("A text that a spreadsheet could run as a formula has an apostrophe before it."),
    N_("Expected vulnerable residents are estimates for groups; nothing here says anything about one person."),
)


def read_me(assessment: Assessment, snapshot_id: str, language: str, translate: Callable[[str], str]) -> str:
    """Return the page as plain text in the language of ``translate``."""
    place = assessment.evidence.place
    lines = [f"Maillage - {place.name.in_language(language)}", ""]
    if place.synthetic:
        lines += [translate(N_("Synthetic demonstration data: the contents are invented.")), ""]
    lines += [translate(N_("Snapshot {id}.")).format(id=snapshot_id)]
    if assessment.evidence.distance_method == "straight_line":
        factor = assessment.evidence.parameters.reach.detour_factor
        lines += [translate(N_("Distances are straight lines times {factor}.")).format(factor=factor)]
    lines += [
        translate(finding.message).format(**finding.parameters)
        for finding in assessment.findings
        if finding.severity != "note"
    ]
    lines += ["", *(f"{name}: {translate(text)}" for name, text in _FILES.items()), ""]
    lines += [translate(text) for text in _CONVENTIONS]
    return "\n".join(lines) + "\n"
