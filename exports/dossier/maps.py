"""The maps of a dossier with their legends and their words for readers who do not see them."""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from exports.dossier.blocks import Block, figure
from exports.dossier.material import Material
from exports.maps.classes import UNKNOWN as UNKNOWN_DIGIT
from exports.maps.classes import classify, wave_colours
from exports.maps.drawing import PAPER, SOFT, UNKNOWN, WIDTH, Dot, Ground
from geo.texts import N_, NN_
from words.marks import semicolons
from words.sentences import tier_words

_PAGE_MM = 162.0
"""Width of what is printed on a page."""


def ground(material: Material, codes: Sequence[str] | None = None) -> Ground:
    """Return the part of the commune made of these sectors, with the others around it; all of it without ``codes``."""
    sectors = material.assessment.evidence.sectors
    if codes is None:
        return Ground(sectors)
    chosen = sectors.index.isin(list(codes))
    return Ground(sectors[chosen], sectors[~chosen])


def need_map(
    material: Material, shown: Ground, where: str, height_mm: float = 135, letter: float | None = None
) -> Block:
    """Return the neighbourhoods filled by the share of their residents who are in digital difficulty."""
    _, numbers = material.translate, material.numbers
    fills, legend = need_fills(material, shown)
    people = shown.sectors["vulnerable_count"].to_numpy("float64", na_value=math.nan)
    known = np.argsort(-np.nan_to_num(people, nan=-1.0), kind="stable")[:3]
    told = (f"{sector_name(material, shown.sectors.iloc[place])} ({numbers.people(people[place])})" for place in known)
    text = _(
        N_(
            "Map of {where}: neighbourhoods ({count}) filled by the share of their residents in digital difficulty. "
            "Most such residents live in: {most}."
        )
    )
    alt = text.format(where=where, count=numbers.number(len(people)), most=semicolons(told, _))
    caption = _(N_("Share of residents in digital difficulty, by neighbourhood (estimated; the darker, the more)."))
    return figure(
        shown.drawing(fills, (), material.water, letter=letter or _letter(shown, height_mm)),
        alt,
        caption,
        legend,
        height_mm=height_mm,
    )


def _letter(shown: Ground, height_mm: float) -> float:
    """Return how wide a letter of a name is on a map of this height, as the template sets it, in the map's units."""
    width_pt = min(height_mm / (shown.height / WIDTH), _PAGE_MM) * 72 / 25.4
    return 0.53 * max(6.0, min(8.0, width_pt * 0.014)) / width_pt * WIDTH


def need_fills(material: Material, shown: Ground) -> tuple[pd.Series, list[tuple[str, float, str]]]:
    """Return the colour of each neighbourhood by the share of its residents in digital difficulty, and the legend."""
    _, numbers = material.translate, material.numbers
    people = shown.sectors["vulnerable_count"].to_numpy("float64", na_value=math.nan)
    residents = shown.sectors["population"].to_numpy("float64", na_value=math.nan)
    share = np.divide(people, residents, out=np.full(len(people), math.nan), where=residents > 0)
    classes = classify(pd.Series(share, shown.sectors.index), "amount")
    fills = [UNKNOWN if digit == UNKNOWN_DIGIT else classes.colours[int(digit)] for digit in classes.digits]
    words = classes.labels(
        numbers.percent, _(N_("less than {high}")), _(N_("{low} to {high}")), _(N_("{low} and more"))
    )
    legend = [(colour, 0.0, text) for colour, text in zip(classes.colours, words, strict=False)]
    unknown = classes.digits.count(UNKNOWN_DIGIT)
    if unknown:
        legend.append(("unknown", 0.0, _(N_("nobody lives there, or not known"))))
    return pd.Series(fills, shown.sectors.index), legend


def gap_map(
    material: Material, shown: Ground, where: str, height_mm: float = 135, letter: float | None = None
) -> Block:
    """Return the neighbourhoods filled by how many of their residents in digital difficulty are in some gap."""
    _, numbers = material.translate, material.numbers
    people = material.review.totals["sector"]["any_gap_vulnerable"].reindex(shown.sectors.index).astype("float64")
    classes = classify(people, "people")
    fills = [UNKNOWN if digit == UNKNOWN_DIGIT else classes.colours[int(digit)] for digit in classes.digits]
    words = classes.labels(numbers.people, _(N_("less than {high}")), _(N_("{low} to {high}")), _(N_("{low} and more")))
    legend = [(colour, 0.0, text) for colour, text in zip(classes.colours, words, strict=False)]
    if UNKNOWN_DIGIT in classes.digits:
        legend.append(("unknown", 0.0, _(N_("nobody lives there, or not known"))))
    told = (
        f"{sector_name(material, shown.sectors.loc[code])} ({numbers.people(people[code])})"
        for code in people.sort_values(ascending=False, kind="stable").index[:3]
    )
    text = _(
        N_(
            "Map of {where}: neighbourhoods ({count}) filled by how many of their residents in digital difficulty lack "
            "a good connection at home, public Wi-Fi or help. Most such residents live in: {most}."
        )
    )
    alt = text.format(where=where, count=numbers.number(len(people)), most=semicolons(told, _))
    caption = _(
        N_(
            "Residents in digital difficulty who lack a good connection at home, public Wi-Fi or help within a walk, "
            "by neighbourhood (estimated)."
        )
    )
    drawing = shown.drawing(
        pd.Series(fills, shown.sectors.index), (), material.water, letter=letter or _letter(shown, height_mm)
    )
    return figure(drawing, alt, caption, legend, height_mm=height_mm)


def wave_map(
    material: Material, shown: Ground, where: str, height_mm: float = 135, letter: float | None = None
) -> Block:
    """Return the buildings of the plan, coloured by the year they are begun in and sized by what they get."""
    plan = material.plan
    assert plan is not None
    _, numbers, programme = material.translate, material.numbers, plan.instance.programme
    sites = material.assessment.evidence.sites
    inside = sites[sites["sector_code_statbel"].isin(shown.sectors.index) & (sites["location_status"] == "located")]
    bought = plan.rows.groupby("building_id").agg(begun=("year", "min"), tier=("tier", "last"))
    colours = dict(zip(programme.years, wave_colours(len(programme.years)), strict=True))
    tiers = [tier.key for tier in programme.tiers]
    # Dots are as large on paper whatever the size of the map.
    larger = max(1.0, 150 / height_mm)
    radii = {key: (4.0 + 4.0 * place / max(len(tiers) - 1, 1)) for place, key in enumerate(tiers)}
    others = inside[~inside.index.isin(bought.index)]
    dots = [Dot(x, y, 1.8 * larger, SOFT, SOFT) for x, y in zip(others["x_m"], others["y_m"], strict=True)]
    planned = (
        inside[inside.index.isin(bought.index)].join(bought).sort_values("tier", key=lambda each: -each.map(radii))
    )
    for row in planned.itertuples():
        dots.append(Dot(row.x_m, row.y_m, radii[row.tier] * larger, colours[row.begun]))
    said = _(NN_("{year}: {count} building", "{year}: {count} buildings", "count"))
    counts = planned["begun"].value_counts()
    each_year = [said.format(year=year, count=numbers.number(int(counts.get(year, 0)))) for year in programme.years]
    legend = [(colours[year], 7.0, text) for year, text in zip(programme.years, each_year, strict=True)]
    legend.append((SOFT, 4.0, _(N_("not in the plan"))))
    if len(tiers) > 1:
        legend += [(PAPER, radii[key], tier_words(key, _)) for key in (tiers[0], tiers[-1])]
    text = _(N_("Map of {where}: buildings that get public Wi-Fi, by the year they are begun in. {years}."))
    alt = text.format(where=where, years=semicolons(each_year, _))
    caption = _(N_("Buildings of the Wi-Fi programme: the darker, the sooner; the larger, the more they get."))
    drawing = shown.drawing(None, dots, material.water, letter=letter or _letter(shown, height_mm))
    return figure(drawing, alt, caption, legend, height_mm=height_mm)


def place_map(material: Material, shown: Ground, key: str, height_mm: float = 70) -> Block:
    """Return where one building stands."""
    _, site = material.translate, material.assessment.evidence.sites.loc[key]
    dot = Dot(site["x_m"], site["y_m"], 13, "#c8401e")
    alt = _(N_("Map of where {name} stands.")).format(name=material.names[key])
    return figure(shown.drawing(None, [dot], material.water), alt, alt, height_mm=height_mm)


def sector_name(material: Material, sector: pd.Series) -> str:
    """Return the name of a neighbourhood in the language of the pages, else in the other, else its code."""
    first, second = ("nl", "fr") if material.language == "nl" else ("fr", "nl")
    for column in (f"sector_name_{first}", f"sector_name_{second}"):
        if pd.notna(sector[column]):
            return str(sector[column])
    return str(sector.name)
