"""What the command line prints of the review: who is left out, and who walks to a building."""

from typing import TYPE_CHECKING

import pandas as pd

from geo.gaps import Review
from geo.hours import DAYS, PERHAPS_OPEN, Moment, When
from geo.ranking import Assessment
from geo.texts import N_, NN_
from terminal.tables import aligned, place_lines, text_or_blank, value_or_bounds
from words.numbers import Translate, numbers_of

if TYPE_CHECKING:
    import geopandas as gpd

SECTORS_SHOWN = 12
"""Sectors printed when nobody says how many; the file has them all."""

_RESTS_ON = ("fibre", "mobile_5g", "wifi", "support_places")
"""Layers without which a gap is not known of anybody."""

_KINDS: dict[str, str] = {
    "home_gap": N_("without fibre or good 5G at home"),
    "public_gap": N_("without public Wi-Fi within a walk"),
    "help_gap": N_("without help within a walk"),
    "any_gap": N_("in at least one of these"),
    "all_gaps": N_("in all three"),
}

_SHORT: dict[str, str] = {
    "any_gap": N_("in a gap"),
    "home_gap": N_("at home"),
    "public_gap": N_("in public"),
    "help_gap": N_("for help"),
    "all_gaps": N_("all three"),
}


def walk_lines(limit_m: float, assessment: Assessment, translate: Translate) -> list[str]:
    """Say how far people are taken to walk, and how walks are measured."""
    evidence = assessment.evidence
    numbers = numbers_of(translate)
    limit = numbers.number(limit_m)
    if evidence.distance_method == "straight_line":
        text = translate(N_("Walks of up to {limit} m, straight lines times {factor}: no street network is loaded."))
        return [text.format(limit=limit, factor=numbers.number(evidence.parameters.reach.detour_factor, 2))]
    return [translate(N_("Walks of up to {limit} m along the streets.")).format(limit=limit)]


def moment_line(at: When | None, translate: Translate) -> str:
    """Say when people are taken to come."""
    if at is None:
        return translate(N_("Opening hours are not looked at: every place counts as open."))
    if isinstance(at, Moment):
        day, time = translate(DAYS[at.day]), numbers_of(translate).time(at.minute)
        return translate(N_("Open on {day} at {time}, in a week without holidays.")).format(day=day, time=time)
    return translate(N_("Open for an hour or more: {times}.")).format(times=translate(at.title))


def gap_lines(
    reviewed: Review, assessment: Assessment, language: str, translate: Translate, most: int | None = None
) -> list[str]:
    """Return who is left out: the commune, the sections, and the first ``most`` sectors."""
    _ = translate
    totals = reviewed.totals
    commune = totals["commune"].iloc[0]
    overall = [
        {
            _(N_("people")): _(text),
            _(N_("residents")): _bounds(commune, kind, "persons"),
            _(N_("in digital difficulty")): _bounds(commune, kind, "vulnerable"),
            _(N_("aged 65 and over")): _bounds(commune, kind, "seniors"),
        }
        for kind, text in _KINDS.items()
    ]
    lines = [
        *place_lines(assessment.evidence.place, language, _),
        *walk_lines(reviewed.limit_m, assessment, _),
        moment_line(reviewed.at, _),
        *([] if reviewed.at is None else [_(PERHAPS_OPEN)]),
        *(_(finding.message) for finding in assessment.findings if finding.subject in _RESTS_ON),
        "",
        *aligned(overall),
        "",
        _(N_("Residents in digital difficulty, by section:")),
        *_table(totals["section"], ["section_name"], _),
    ]
    sectors = totals["sector"]
    shown = sectors.head(SECTORS_SHOWN if most is None else most)
    name = "sector_name_nl" if language == "nl" else "sector_name_fr"
    heading = _(N_("Residents in digital difficulty, by sector ({shown} of {count}):"))
    lines += ["", heading.format(shown=len(shown), count=len(sectors)), *_table(shown, [name, "section_name"], _)]
    if totals["commune"]["rests_on_unknown"].iloc[0]:
        lines += [
            "",
            _(N_("?: of somebody there it is not known; where it matters the least and the most it may be are given.")),
        ]
    return lines


def reach_lines(
    there: pd.DataFrame,
    counted: pd.DataFrame,
    areas: "gpd.GeoDataFrame",
    building: str,
    limit_m: float,
    assessment: Assessment,
    language: str,
    translate: Translate,
) -> list[str]:
    """Return who walks to a building, and how many live within so many minutes of it.

    Parameters
    ----------
    there
        As ``geo.gaps.building_reach.who_walks_there`` returns it.
    counted, areas
        As ``geo.gaps.walkers.walkers`` and ``geo.walking.walks.areas_in_minutes`` return them.
    building, limit_m
        The building, and the longest walk of ``there``.
    assessment, language, translate
        What it belongs to, and the language to say it in.
    """
    _, numbers = translate, numbers_of(translate)
    site = assessment.evidence.sites.loc[building]
    said = _(
        NN_(
            "{name}: {residents} resident within the walk, {vulnerable} of them in digital difficulty.",
            "{name}: {residents} residents within the walk, {vulnerable} of them in digital difficulty.",
            "residents",
        )
    )
    lines = [
        *place_lines(assessment.evidence.place, language, _),
        *walk_lines(limit_m, assessment, _),
        said.format(
            name=site["name"],
            residents=numbers.number(there["population"].sum()),
            vulnerable=numbers.number(there["vulnerable_count"].sum()),
        ),
    ]
    if there["population"].sum() > 0:
        mean = (there["distance_m"] * there["population"]).sum() / there["population"].sum()
        text = _(
            NN_(
                "They live in {places} place, {nearest} to {farthest} m away, and walk {mean} m on average.",
                "They live in {places} places, {nearest} to {farthest} m away, and walk {mean} m on average.",
                "places",
            )
        )
        lines.append(
            text.format(
                places=numbers.number(len(there)),
                nearest=numbers.number(there["distance_m"].min()),
                farthest=numbers.number(there["distance_m"].max()),
                mean=numbers.number(mean),
            )
        )
    rows = [
        {
            _(N_("minutes")): f"{time:g}",
            _(N_("metres")): f"{row['limit_m']:.0f}",
            _(N_("residents")): f"{row['persons']:.0f}",
            _(N_("in digital difficulty")): f"{row['vulnerable']:.0f}",
            _(N_("area (ha)")): numbers.fixed(areas.geometry.area[time] / 10_000),
        }
        for time, row in counted.iterrows()
    ]
    return [*lines, "", *aligned(rows)]


def _table(totals: pd.DataFrame, names: list[str], translate: Translate) -> list[str]:
    headings = {"sector_name_fr": N_("sector"), "sector_name_nl": N_("sector"), "section_name": N_("section")}
    rows = [
        {
            **{translate(headings[name]): text_or_blank(row[name]) for name in names},
            translate(N_("in difficulty")): f"{row['vulnerable_count']:.0f}",
            **{translate(text): _bounds(row, kind, "vulnerable") for kind, text in _SHORT.items()},
            "?": "?" if row["rests_on_unknown"] else "",
        }
        for _, row in totals.iterrows()
    ]
    return aligned(rows)


def _bounds(row: pd.Series, kind: str, amount: str) -> str:
    column = f"{kind}_{amount}"
    return value_or_bounds(row[column], row[f"{column}_low"], row[f"{column}_high"])
