"""The municipal buildings of the demonstration city: where they stand, how they are called, what is known of them."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from demo.building_kinds import KINDS, NOT_IN, Kind
from demo.building_names import Namer
from demo.chance import generator, share_out
from demo.coverage import FibreArea
from demo.geography import SECTIONS
from demo.partition import Sector, habitability
from demo.streets import Houses, Street

UNKNOWN_SHARE = 0.07
"""Share of the cells nobody filled in, in every column that may be empty."""
APART_M = 40.0
"""No two buildings stand closer than this."""

_READY_DAYS = ("2026-09-01", "2027-01-04", "2027-07-01", "2027-09-01", "2028-01-03")
"""When works are over in the few buildings that are being renovated."""


@dataclass(frozen=True)
class Building:
    """One line of the inventory; None where nobody filled it in."""

    building_id: str
    name: str
    activity: str
    kind: str
    address: str | None
    postal_code: str
    public_access: bool
    floor_area_m2: int | None
    opening_hours: str | None
    contact_staff: int | None
    aidant_candidates: int | None
    wifi_now: str | None
    fibre_now: bool | None
    requests_per_year: int | None
    visitors_per_year: int | None
    public_desks: int | None
    function_in_charge: str | None
    ready_from: str | None
    x_m: float
    y_m: float
    section: int


def inventory(
    seed: int, sectors: list[Sector], streets: list[Street], houses: Houses, fibre: list[FibreArea]
) -> list[Building]:
    """Invent the city's list of its buildings, in the order of their identifiers."""
    chance = generator(seed, "buildings")
    plots = _Plots(sectors, houses)
    namer = Namer(generator(seed, "building names"))
    networks = {
        status: shapely.union_all([area.outline for area in fibre if area.status == status])
        for status in ("available", "building")
    }
    buildings: list[Building] = []
    for kind in KINDS:
        public = np.zeros(kind.count, dtype=bool)
        public[np.argsort(chance.random(kind.count))[: kind.public]] = True
        of_section = _sections_of(kind)
        for turn, section in enumerate(of_section):
            house = plots.choose(chance, section, kind)
            name = namer.name(
                kind, SECTIONS[section].name, sectors[houses.sector[house]].name, of_section.count(section) == 1
            )
            spot = (round(float(houses.x_m[house]) + 2.0, 1), round(float(houses.y_m[house]) - 1.5, 1))
            address = f"{streets[houses.street[house]].name} {houses.number[house]}"
            identifier = f"BC{len(buildings) + 1:04d}"
            buildings.append(
                _building(chance, identifier, name, address, kind, bool(public[turn]), section, spot, networks)
            )
    return buildings


def _sections_of(kind: Kind) -> list[int]:
    """Return the section of every building of a kind, ascending."""
    if kind.spread == "centre":
        return [0] * kind.count
    if kind.spread == "one_each":
        without = NOT_IN.get(kind.kind, ())
        return [index for index, section in enumerate(SECTIONS) if section.code not in without][: kind.count]
    counts = share_out(kind.count, np.array([float(section.residents) for section in SECTIONS]))
    return [index for index, count in enumerate(counts) for _ in range(count)]


class _Plots:
    """Houses at which a building may stand, and those already taken."""

    def __init__(self, sectors: list[Sector], houses: Houses) -> None:
        self.x = houses.x_m
        self.y = houses.y_m
        self.section = np.array([sector.section for sector in sectors])[houses.sector]
        self.liking = habitability(self.x / 1000, self.y / 1000)
        self.taken: list[tuple[float, float]] = []

    def choose(self, chance: np.random.Generator, section: int, kind: Kind) -> int:
        """Return the index of a house of the section that suits the kind and is not next to another building."""
        mine = np.flatnonzero(self.section == section)
        if kind.spread == "by_residents":
            liking = self.liking[mine]
            weight = 1.0 / (0.05 + liking) ** 2 if kind.ground == "edge" else 0.3 + liking
        else:
            centre_x, centre_y = SECTIONS[section].centre_km
            away = (self.x[mine] / 1000 - centre_x) ** 2 + (self.y[mine] / 1000 - centre_y) ** 2
            weight = 1.0 / (0.03 + away) ** 2
        mass = np.cumsum(weight)
        while True:
            house = int(mine[np.searchsorted(mass, chance.random() * mass[-1])])
            x, y = float(self.x[house]), float(self.y[house])
            if all((x - a) ** 2 + (y - b) ** 2 >= APART_M * APART_M for a, b in self.taken):
                self.taken.append((x, y))
                return house


def _building(
    chance: np.random.Generator,
    identifier: str,
    name: str,
    address: str,
    kind: Kind,
    public: bool,
    section: int,
    spot: tuple[float, float],
    networks: dict[str, BaseGeometry],
) -> Building:
    """Draw what is known of one building. Larger ones have more staff and more visitors."""
    known = chance.random(9) >= UNKNOWN_SHARE
    size = float(chance.random()) ** 2
    staff = _between(kind.staff, 0.6 * size + 0.4 * float(chance.random()))
    crowd = 0.7 * size + 0.3 * float(chance.random())
    # Where people own less, more of them ask for help and for a connection.
    need = crowd * (0.5 + SECTIONS[section].bimd / 110.0)
    willing = round(staff * float(chance.random()) ** 2 * 0.6)
    ready = _READY_DAYS[int(chance.integers(len(_READY_DAYS)))] if chance.random() < 0.035 else None
    fibre_now = _has_fibre(chance, kind, spot, networks)
    wifi = _wifi(chance, kind, name)
    hours = kind.hours[int(chance.integers(len(kind.hours)))] if kind.hours else None
    return Building(
        building_id=identifier,
        name=name,
        activity=kind.activity,
        kind=kind.kind,
        address=address if known[0] else None,
        postal_code=SECTIONS[section].postal_code,
        public_access=public,
        floor_area_m2=_tens(_between(kind.floor_m2, size)) if known[1] else None,
        opening_hours=hours if known[2] or wifi == "public" else None,
        contact_staff=staff if known[3] else None,
        aidant_candidates=willing if known[4] else None,
        wifi_now=wifi if known[5] or wifi == "public" else None,
        fibre_now=fibre_now if known[6] else None,
        requests_per_year=(_between(kind.requests, need) if public else 0) if known[7] else None,
        visitors_per_year=(_tens(_between(kind.visitors, crowd)) if public else 0) if known[8] else None,
        public_desks=None,
        function_in_charge=None,
        ready_from=ready,
        x_m=spot[0],
        y_m=spot[1],
        section=section,
    )


def _between(least_most: tuple[int, int], share: float) -> int:
    least, most = least_most
    return round(least + (most - least) * min(share, 1.0))


def _tens(value: int) -> int:
    return round(value / 10) * 10


def _has_fibre(
    chance: np.random.Generator, kind: Kind, spot: tuple[float, float], networks: dict[str, BaseGeometry]
) -> bool:
    """Connect half of what lies in the finished network, and the few the city connected on its own account."""
    point = Point(spot)
    share = 0.55 if networks["available"].covers(point) else 0.06 if networks["building"].covers(point) else 0.02
    return bool(chance.random() < share) or kind.kind in ("hôtel de ville", "office des étrangers")


def _wifi(chance: np.random.Generator, kind: Kind, name: str) -> str:
    """Open Wi-Fi where the press says it is (2021-2023): town hall and annexes, foreigners' office, two libraries."""
    drawn = chance.random()
    if kind.kind in ("hôtel de ville", "maison communale annexe", "office des étrangers"):
        return "public"
    if kind.kind == "bibliothèque" and ("Rimbaud" in name or "Gosselies" in name):
        return "public"
    return "staff" if drawn < kind.staff_wifi else "none"
