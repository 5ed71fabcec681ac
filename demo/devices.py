"""Devices of the demonstration city: where the public may use them, last year's lots, and the pupils of its schools."""

from dataclasses import dataclass, replace

from demo.buildings import UNKNOWN_SHARE, Building
from demo.chance import generator
from demo.geography import SECTIONS

_DESKS = {
    "bibliothèque": (4, 14, "bibliothécaire responsable"),
    "centre culturel": (2, 6, "coordination du centre culturel"),
    "ludothèque": (1, 3, "responsable de la ludothèque"),
    "espace seniors": (2, 6, "animation des espaces seniors"),
    "maison de jeunes": (2, 8, "coordination de la maison de jeunes"),
    "antenne sociale": (2, 6, "chef de l'antenne sociale"),
    "maison de quartier": (2, 8, "coordination de la maison de quartier"),
    "maison de repos": (1, 3, "animation"),
    "accueil de jour": (1, 4, "éducation"),
    "hôtel de ville": (4, 6, "accueil"),
    "maison communale annexe": (1, 4, "accueil"),
    "maison citoyenne": (3, 8, "animation de la maison citoyenne"),
    "espace emploi-formation": (4, 10, "conseil en emploi"),
    "promotion sociale": (6, 20, "économat"),
    "académie": (0, 2, "secrétariat"),
}
"""Kind of building with desks for the public -> the fewest, the most, and the function that looks after devices."""

_SCHOOLS = ("école fondamentale", "école maternelle", "école primaire")


@dataclass(frozen=True)
class Given:
    """Devices of one kind given to a building in a year."""

    building_id: str
    device_kind: str
    year: int
    devices_given: int
    devices_in_use: int | None
    devices_returned: int | None


@dataclass(frozen=True)
class SchoolSite:
    """Pupils of a level at a school site; None where the table does not say."""

    school_site_id: str
    name: str
    level: str
    pupils: int | None
    ise_class: int | None
    building_id: str | None


def with_desks(seed: int, buildings: list[Building]) -> list[Building]:
    """Return the buildings with desks for the public and the function in charge of devices, where somebody says so."""
    chance = generator(seed, "desks for the public")
    equipped = []
    for building in buildings:
        size, asked_desks, asked_function = (float(each) for each in chance.random(3))
        if building.public_access and building.kind in _DESKS:
            least, most, function = _DESKS[building.kind]
            desks = round(least + (most - least) * size)
            known = asked_desks >= UNKNOWN_SHARE
            named = function if asked_function >= 2 * UNKNOWN_SHARE else None
            equipped.append(replace(building, public_desks=desks if known else None, function_in_charge=named))
        else:
            equipped.append(replace(building, public_desks=0 if building.public_access and asked_desks > 0.5 else None))
    return equipped


def follow_up(seed: int, buildings: list[Building]) -> list[Given]:
    """Return last year's lots: half of the places with desks got some, and a few devices came back."""
    chance = generator(seed, "devices given")
    rows = []
    for building in buildings:
        takes, pcs, tablets, broken, asked = (float(each) for each in chance.random(5))
        if not building.public_desks or takes < 0.5:
            continue
        for kind, share in (("pc", pcs), ("tablet", tablets)):
            given = 1 + round(share * min(building.public_desks, 6))
            back = round(broken * 0.4 * given)
            known = asked >= UNKNOWN_SHARE
            rows.append(
                Given(building.building_id, kind, 2026, given, given - back if known else None, back if known else None)
            )
    return rows


def school_sites(seed: int, buildings: list[Building]) -> list[SchoolSite]:
    """Return the pupils of the commune's schools, and of a secondary school in each of the larger sections."""
    chance = generator(seed, "pupils")
    rows = []
    for building in buildings:
        if building.kind in _SCHOOLS:
            rows.append((building.name, "primary", 60, 380, building.section, building.building_id))
    for number, section in enumerate(SECTIONS):
        if section.residents >= 12_000:
            rows.append((f"Athénée communal de {section.name}", "secondary", 320, 980, number, None))
    sites = []
    for number, (name, level, least, most, section, building_id) in enumerate(rows, start=1):
        size, luck, asked = (float(each) for each in chance.random(3))
        # The more deprived the section, the lower the class: 1 is the least favoured.
        ise = min(20, max(1, round(20.5 - SECTIONS[section].bimd / 5 + 6 * (luck - 0.5))))
        pupils = round(least + (most - least) * size)
        known = asked >= UNKNOWN_SHARE / 2
        identifier = f"IM{number:04d}"
        sites.append(SchoolSite(identifier, name, level, pupils, ise if known else None, building_id))
    return sites
