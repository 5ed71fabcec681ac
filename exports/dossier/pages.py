"""The pages of a dossier as plain data: of the commune, of one district or section, of one building."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from exports.dossier.blocks import Block, facts, heading, lead, page_break, paragraph
from exports.dossier.building import building_blocks
from exports.dossier.decided_part import decisions_of, decisions_part
from exports.dossier.district import district_parts
from exports.dossier.maps import ground, need_map, wave_map
from exports.dossier.material import Material
from exports.dossier.other_parts import (
    absences,
    devices_part,
    gap_sentence,
    gap_table,
    gaps_part,
    identity,
    method_part,
    provenance_part,
    roster_part,
    scenario_part,
)
from exports.dossier.programme_part import (
    buildings_part,
    programme_part,
    programme_sentence,
    proof_sentences,
    purchases,
)
from exports.dossier.realised_part import realised_buildings_part, realised_part
from geo.errors import MaillageError
from geo.texts import N_
from words.devices import answer
from words.names import address_words

Pages = dict[str, object]

SYNTHETIC = N_("Synthetic demonstration data: the contents are invented.")


def city_pages(material: Material) -> Pages:
    """Return the dossier of the whole commune."""
    _, where = material.translate, material.place_name
    whole = ground(material)
    blocks: list[Block] = [page_break(), heading(_(N_("Where the need is"))), need_map(material, whole, where, 190)]
    if material.has_plan:
        blocks += [page_break(), heading(_(N_("Where Wi-Fi comes")))]
        blocks.append(wave_map(material, whole, where, 190))
    blocks.append(page_break())
    blocks += parts_of_city(material)
    subtitle = _(N_("Public Wi-Fi and digital help: what the city can do, and why"))
    return _document(material, where, subtitle, [lead(leading_sentences(material)), *scenario_part(material)], blocks)


def leading_sentences(material: Material) -> list[str]:
    """Return the sentences a dossier opens with: who is left out, what the plan comes to, how sure it is."""
    _, commune = material.translate, material.review.totals["commune"].iloc[0]
    third = proof_sentences(material) or (answer(material.lots, material.numbers) if material.lots else "")
    where = _("In {commune}").format(commune=material.place_name)
    return [each for each in (gap_sentence(material, commune, where), programme_sentence(material), third) if each]


def parts_of_city(material: Material, *, buildings: bool = True) -> Iterator[Block]:
    """Yield the parts of the dossier of a commune behind its maps; its buildings wave by wave come last."""
    programme, rest = (programme_part, realised_part, gaps_part), (decisions_part, method_part, provenance_part)
    for part in (*programme, devices_part, roster_part, *rest):
        yield from part(material)
    if buildings:
        yield from realised_buildings_part(material)
        yield from buildings_part(material)


def district_pages(material: Material, code: str) -> Pages:
    """Return the dossier of one district, by its name, or of one section, by its code or name.

    Raises
    ------
    MaillageError
        When there is no such district or section; the message lists those there are.
    """
    _ = material.translate
    name, codes, row = district_of(material, code)
    shown = ground(material, codes)
    sites = material.assessment.evidence.sites
    inside = sites.index[sites["sector_code_statbel"].isin(codes)]
    opening = [
        lead([gap_sentence(material, row, _(N_("In {commune}")).format(commune=name))]),
        *scenario_part(material),
        need_map(material, shown, name, 105),
    ]
    blocks: list[Block] = [heading(_(N_("Who is left out"))), gap_table(material, row), *absences(material)]
    blocks += [heading(_(N_("The Wi-Fi programme")))]
    rows = material.plan.rows[material.plan.rows["building_id"].isin(inside)] if material.has_plan else None  # type: ignore[union-attr]
    if rows is None:
        blocks.append(paragraph(programme_sentence(material)))
    elif rows.empty:
        blocks.append(paragraph(_(N_("The programme buys nothing here."))))
    else:
        blocks += [wave_map(material, shown, name, 95), purchases(material, rows, by_year=True)]
    blocks += district_parts(material, codes, inside)
    blocks += [*method_part(material), *provenance_part(material)]
    return _document(material, name, material.place_name, opening, blocks)


def building_pages(material: Material, key: str) -> Pages:
    """Return the page of one building, to be handed to its head.

    Raises
    ------
    MaillageError
        When there is no building of this identifier.
    """
    _, sites = material.translate, material.assessment.evidence.sites
    if key not in sites.index:
        raise MaillageError(
            N_("There is no building {building}. maillage rank wifi --out FILE lists them all."), building=key
        )
    site = sites.loc[key]
    where = address_words(site)
    opening = list(building_blocks(material, key))
    subtitle = ", ".join([*([where] if where else []), material.place_name])
    return _document(
        material, str(site["name"]), subtitle, [*opening, *decisions_of(material, key), facts(identity(material))], []
    )


def district_of(material: Material, code: str) -> tuple[str, list[str], pd.Series]:
    """Return name, sectors and totals of a district or section."""
    sectors, totals = material.assessment.evidence.sectors, material.review.totals
    if "district" in totals and code in totals["district"].index:
        return code, sectors.index[sectors["district"] == code].tolist(), totals["district"].loc[code]
    sections = totals["section"]
    found = code if code in sections.index else next(iter(sections.index[sections["section_name"] == code]), None)
    if found is None:
        districts = list(totals["district"].index) if "district" in totals else []
        known = [
            *sorted(districts),
            *(f"{each} ({sections.loc[each, 'section_name']})" for each in sorted(sections.index)),
        ]
        raise MaillageError(
            N_("There is no district or section {code}. There are: {known}."), code=code, known=", ".join(known)
        )
    name = sections.loc[found, "section_name"]
    codes = sectors.index[sectors["section_code_statbel"] == found].tolist()
    return str(found if pd.isna(name) else name), codes, sections.loc[found]


def footer(material: Material) -> str:
    """Return what tells these pages from others, in one line."""
    text = material.translate(N_("Snapshot {snapshot} · scenario {scenario} ({digest})"))
    return text.format(snapshot=material.snapshot, scenario=material.scenario.name, digest=material.scenario_digest)


def _document(
    material: Material, title: str, subtitle: str, opening: Sequence[Block], blocks: Iterable[Block]
) -> Pages:
    _ = material.translate
    synthetic = _(SYNTHETIC) if material.place.synthetic else ""
    return {
        "language": material.language,
        "title": title,
        "subtitle": subtitle,
        "author": "Maillage",
        "description": f"{title}: {subtitle}. {synthetic}".strip(),
        "keywords": [material.snapshot, material.scenario_digest],
        "running": f"Maillage · {material.place_name}",
        "synthetic": synthetic,
        "footer": footer(material),
        "contents": _(N_("Contents")),
        "opening": list(opening),
        "blocks": list(blocks),
    }
