"""The buildings of the page: a mark on the map, a line in the list, what is searched, and the card, as plain data."""

import unicodedata
from collections.abc import Mapping, Sequence

import pandas as pd

from exports.dossier.building import known_facts, planned_sentences
from exports.dossier.material import Material
from exports.maps.classes import wave_colours
from exports.maps.drawing import SOFT, Ground
from geo.programme import REASONS
from geo.texts import N_
from words.marks import semicolons
from words.names import address_words
from words.programme import nothing_can_be_planned
from words.sentences import tier_words

Building = dict[str, object]


def buildings(material: Material, ground: Ground) -> list[Building]:
    """Return every building, those of the programme first by year, the others by name.

    Each has ``id``, ``name``, ``line`` (what it gets, in short), ``where``, ``found`` (what a search looks in, without
    accents), ``planned`` (sentences), ``facts`` (pairs), ``year`` (None where it gets nothing), and on the map ``x``,
    ``y``, ``radius`` and ``fill``; without a place these four are None.
    """
    sites = material.assessment.evidence.sites
    bought = _bought(material)
    found = [_building(material, ground, str(key), site, bought.get(str(key))) for key, site in sites.iterrows()]
    return sorted(found, key=lambda each: (each["year"] or 9999, folded(str(each["name"])), str(each["id"])))


def years(material: Material) -> dict[int, str]:
    """Return the years of the programme with their colours; none where nothing is planned."""
    if not material.has_plan:
        return {}
    assert material.plan is not None
    planned = material.plan.instance.programme.years
    return dict(zip(planned, wave_colours(len(planned)), strict=True))


def folded(text: str) -> str:
    """Return a text as it is searched: in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each))


def _bought(material: Material) -> Mapping[str, pd.DataFrame]:
    if not material.has_plan:
        return {}
    assert material.plan is not None
    return {str(key): rows for key, rows in material.plan.rows.groupby("building_id")}


def _building(material: Material, ground: Ground, key: str, site: pd.Series, bought: pd.DataFrame | None) -> Building:
    name = str(material.names[key])
    where = address_words(site)
    year = None if bought is None else int(bought["year"].min())
    mark: Building = dict.fromkeys(("x", "y", "radius", "fill"))
    if site["location_status"] == "located":
        x, y = ground.at(float(site["x_m"]), float(site["y_m"]))
        fill = SOFT if year is None else years(material)[year]
        mark = {"x": round(x, 1), "y": round(y, 1), "radius": 2.6 if year is None else 6.5, "fill": fill}
    return {
        "id": key,
        "name": name,
        "line": _line(material, key, bought),
        "where": where,
        "found": folded(f"{name} {key} {where}"),
        "planned": list(planned_sentences(material, key)),
        "facts": [list(pair) for pair in known_facts(material, site)],
        "year": year,
        **mark,
    }


def _line(material: Material, key: str, bought: pd.DataFrame | None) -> str:
    _, numbers, plan = material.translate, material.numbers, material.plan
    if bought is not None:
        text = _(N_("{year} · {tier} · {capex}"))
        rows: Sequence[dict[str, object]] = bought.to_dict("records")
        told = (
            text.format(year=row["year"], tier=tier_words(str(row["tier"]), _), capex=numbers.euros(row["capex_eur"]))
            for row in rows
        )
        return semicolons(told, _)
    if plan is None or not material.has_plan or nothing_can_be_planned(plan):
        return ""
    reason = plan.waiting["reason"].get(key)
    return _(REASONS[reason]) if reason in REASONS else numbers.unknown
