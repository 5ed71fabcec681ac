"""One building on one page: what it gets and when, or why it gets nothing; what surrounds it; what is not known."""

from collections.abc import Iterator

import pandas as pd

from exports.dossier.blocks import Block, beside, facts, heading, paragraph
from exports.dossier.maps import ground, place_map
from exports.dossier.material import Material
from exports.dossier.programme_part import programme_sentence
from geo.programme import REASONS
from geo.texts import N_, NN_
from words.devices import devices
from words.numbers import is_unknown
from words.realised import became_sentence
from words.sentences import activity_words, tier_words


def building_blocks(material: Material, key: str) -> Iterator[Block]:
    """Yield what the head of a building reads."""
    _, site = material.translate, material.assessment.evidence.sites.loc[key]
    yield heading(_(N_("What is planned here")))
    said = [paragraph(text) for text in planned_sentences(material, key)]
    if site["location_status"] == "located":
        section = site["section_code_statbel"]
        sectors = material.assessment.evidence.sectors
        codes = sectors.index[sectors["section_code_statbel"] == section]
        yield beside(said, place_map(material, ground(material, list(codes)), key, 58))
    else:
        yield from said
        yield paragraph(_(N_("Where it stands is not known, so that no walk to it is counted.")), "warned")
    yield heading(_(N_("What is known of it")))
    yield facts(known_facts(material, site))


def planned_sentences(material: Material, key: str) -> Iterator[str]:
    """Yield what a building gets and when, or why it gets nothing."""
    _, numbers, plan = material.translate, material.numbers, material.plan
    if plan is None or not material.has_plan:
        yield programme_sentence(material)
    elif key in set(plan.rows["building_id"]):
        text = _(
            NN_(
                "In {year}: {tier}. To install: {capex}; to run: {opex} a year. It serves {people} more person.",
                "In {year}: {tier}. To install: {capex}; to run: {opex} a year. It serves {people} more people.",
                "people",
            )
        )
        for row in plan.rows[plan.rows["building_id"] == key].to_dict("records"):
            yield text.format(
                year=row["year"],
                tier=tier_words(row["tier"], _),
                capex=numbers.euros(row["capex_eur"]),
                opex=numbers.euros(row["opex_eur_per_year"]),
                people=numbers.people(row["people_gained"]),
            )
    else:
        reason = plan.waiting["reason"].get(key)
        text = _(N_("The Wi-Fi programme does not equip it. {reason}"))
        yield text.format(reason=_(REASONS[reason]) if reason in REASONS else numbers.unknown)
    found = material.realised
    if found is not None and (became := became_sentence(found, key, numbers, _)):
        yield became
    given = _devices(material, key)
    if given:
        yield _(N_("Devices it receives: {devices}.")).format(devices=", ".join(given))


def _devices(material: Material, key: str) -> list[str]:
    if material.lots is None:
        return []
    return [
        devices(kind, count, material.numbers)
        for kind, lots in material.lots.kinds.items()
        if lots.shares is not None and (count := lots.shares.lots.get(key, 0))
    ]


def known_facts(material: Material, site: pd.Series) -> Iterator[tuple[str, str]]:
    """Yield what is known of a building and around it, each with its name."""
    _, numbers = material.translate, material.numbers
    within = _("{what} within {limit} m on foot")
    limit = numbers.number(material.assessment.evidence.parameters.reach.limit_m)
    yield _("Sector of activity"), activity_words(str(site["activity"]), _)
    public = numbers.yes_no(site["public_access"])
    if site["public_access_assumed"]:
        public = _(N_("{value} (assumed: no list says so)")).format(value=public)
    yield _("Open to the public"), public
    area = numbers.number(site["floor_area_m2"])
    yield _("Floor area"), area if is_unknown(site["floor_area_m2"]) else f"{area}\u202fm²"
    yield within.format(what=_("Residents"), limit=limit), numbers.people(site["population_in_reach"])
    yield (
        within.format(what=_("Residents in digital difficulty"), limit=limit),
        numbers.people(site["vulnerable_in_reach"]),
    )
    words = {
        "available": N_("available"),
        "building": N_("under construction"),
        "planned": N_("planned"),
        "none": N_("not foreseen"),
    }
    fibre = site["fibre_status"]
    yield _("Fibre at the building"), numbers.unknown if is_unknown(fibre) else _(words[fibre])
    yield _("Access points"), numbers.number(site["access_points"])
    # What is planned above may come in steps, or end lower: the whole building at once costs something else.
    yield _(N_("To equip the whole building at once")), _euros(material, site, "capex", "eur")
    yield _(N_("To run the whole building, a year")), _euros(material, site, "opex", "eur_per_year")
    yield _(N_("Place in the ranking for public Wi-Fi")), _rank(material, str(site.name))


def _euros(material: Material, site: pd.Series, kind: str, unit: str) -> str:
    numbers = material.numbers
    low, high = site.get(f"{kind}_low_{unit}"), site.get(f"{kind}_high_{unit}")
    if is_unknown(site[f"{kind}_{unit}"]) and not is_unknown(low) and not is_unknown(high):
        text = material.translate(N_("between {low} and {high}"))
        return text.format(low=numbers.euros(low), high=numbers.euros(high))
    return numbers.euros(site[f"{kind}_{unit}"])


def _rank(material: Material, key: str) -> str:
    _, numbers, row = material.translate, material.numbers, material.ranked.loc[key]
    if row["status"] == "excluded":
        return _("Not compared")
    compared = int((material.ranked["status"] != "excluded").sum())
    low, high = (numbers.number(row[name]) for name in ("rank_low", "rank_high"))
    if low == high:
        return _(N_("{rank} of {count}")).format(rank=low, count=numbers.number(compared))
    return _(N_("between {low} and {high}, of {count}")).format(low=low, high=high, count=numbers.number(compared))
