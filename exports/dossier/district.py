"""What a district or section gets beside its Wi-Fi: devices, half-days with helpers, and what was decided about it."""

from collections.abc import Iterator

import pandas as pd

from exports.dossier.blocks import Block, heading, paragraph
from exports.dossier.decided_part import decisions_about
from exports.dossier.material import Material
from exports.dossier.other_parts import has_roster, lots_table, roster_table
from geo.texts import N_


def district_parts(material: Material, codes: list[str], inside: pd.Index) -> Iterator[Block]:
    """Yield the devices, the roster and the decisions of a part of the commune.

    Parameters
    ----------
    material
        What the dossier is made from.
    codes
        Its sectors.
    inside
        Keys of the buildings in it.
    """
    _ = material.translate
    if material.lots is not None:
        yield heading(_(N_("Devices")))
        table = lots_table(material, material.lots, inside)
        yield paragraph(_(N_("No public place here receives a device."))) if table is None else table
    if has_roster(material):
        yield heading(_(N_("Roster of aidants")))
        doors = _doors(material, codes, inside)
        yield roster_table(material, doors) if len(doors) else paragraph(_(N_("No aidant works here.")))
    yield from decisions_about(material, {*codes, *map(str, inside)})


def _doors(material: Material, codes: list[str], inside: pd.Index) -> pd.Index:
    """Return the doors with helpers in these sectors: buildings, and places of partners by the section they name."""
    assert material.roster is not None
    doors = material.roster.doors
    sections = material.assessment.evidence.sectors.loc[codes, "section_name"].dropna().unique()
    elsewhere = doors.index.isin(material.assessment.evidence.sites.index)
    return doors.index[doors.index.isin(inside) | (~elsewhere & doors["section_name"].isin(sections))]
