"""The first year of the Wi-Fi programme of the demonstration city, as its follow-up would tell of it: invented."""

from dataclasses import dataclass

from demo.buildings import UNKNOWN_SHARE, Building
from demo.chance import generator

YEAR = 2027

_TIERS = (("hall", 0.1, 0), ("public_rooms", 0.4, 0), ("whole", 1.0, 0), ("forecourt", 1.0, 2))
"""Tier, share of the floor area that gets Wi-Fi, access points outdoors: as the reference scenario has them."""


@dataclass(frozen=True)
class Done:
    """What happened in a building in a year; None where nobody filled it in."""

    building_id: str
    year: int
    progress: str
    tier: str | None
    spent_eur: float | None
    connections: int | None


def first_year(seed: int, buildings: list[Building]) -> list[Done]:
    """Return what was done in the first year: half of the public buildings, some of them dearer, a few dropped."""
    chance = generator(seed, "programme carried out")
    rows = []
    for building in buildings:
        begins, size, luck, ends, asked = (float(each) for each in chance.random(5))
        if not building.public_access or building.wifi_now == "public" or begins > 0.55:
            continue
        if ends < 0.06:
            rows.append(Done(building.building_id, YEAR, "dropped", None, 0.0, None))
            continue
        tier, share, outdoors = _TIERS[min(3, int(4 * size))]
        points = max(1, round(share * (building.floor_area_m2 or 600) / 150))
        euros = float(round((1900 + 900 * points + 1350 * outdoors) * (0.85 + 0.5 * luck), -2))
        if ends < 0.18:
            rows.append(Done(building.building_id, YEAR, "under_way", None, float(round(euros / 3, -2)), None))
            continue
        known = asked >= UNKNOWN_SHARE
        used = round(luck * 40) * points * 25 if asked >= 3 * UNKNOWN_SHARE else None
        rows.append(Done(building.building_id, YEAR, "installed", tier, euros if known else None, used))
    return rows
