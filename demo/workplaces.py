"""The workplaces of the demonstration city from which helpers come, and its partners' places."""

from dataclasses import dataclass

from demo.buildings import Building
from demo.chance import generator


@dataclass(frozen=True)
class Workplace:
    """One line of the list; None where nobody filled it in."""

    workplace_id: str
    in_building: str | None
    name: str
    belongs_to: str
    volunteers: int | None
    released_hours_per_week: float | None
    released_hours: str | None
    help_desks: int | None
    opening_hours: str | None
    x_m: float | None
    y_m: float | None


_OF_THE_CITY = 54
"""Buildings whose staff would help; the largest."""

_OFFICE, _WITH_EVENINGS = "Mo-Fr 09:00-17:00", "Mo-Fr 09:00-20:30; Sa 09:00-17:00"

_RELEASED = (_OFFICE, _OFFICE, _WITH_EVENINGS, "We 13:00-17:00; Mo-Fr 17:00-20:30")
"""When staff may leave: in office hours, later as well, or after lessons."""

_PARTNERS = (
    ("ASBL Le Fil Numérique, Gilly", 4, 3.0, "Tu,Th 13:00-17:00", 2, "Tu,Th 13:00-17:00", 658.0, 623.7),
    ("Maison de quartier, Dampremy", 3, 3.0, "We 13:00-20:30", 2, "We 13:00-20:30; Sa 09:00-12:00", 654.0, 622.8),
    ("Cercle des aînés, Jumet", 5, 3.0, "Mo,Fr 09:00-12:00", 4, "Mo,Fr 09:00-12:00", 654.3, 625.6),
    ("Association des locataires, Marchienne", 2, 3.0, "Sa 09:00-17:00", 2, "Sa 09:00-17:00", 652.0, 621.7),
    ("Atelier informatique, Couillet", 4, 6.0, "Mo-Fr 17:00-20:30", 2, "Mo-Fr 17:00-20:30", 657.1, 619.9),
    ("Comité de la Docherie", 2, 3.0, "Th 09:00-17:00", None, None, 652.8, 623.5),
)
"""Name, volunteers, hours each, when, desks, opening hours, place (km). The last has not sent in its hours."""


def workplaces(seed: int, buildings: list[Building]) -> list[Workplace]:
    """Return the workplaces of the city with the most staff willing to help, then its partners' places."""
    chance = generator(seed, "workplaces")
    willing = [each for each in buildings if each.contact_staff]
    largest = sorted(willing, key=lambda each: (-(each.contact_staff or 0), each.building_id))[:_OF_THE_CITY]
    rows = []
    for building in sorted(largest, key=lambda each: each.building_id):
        volunteers = 1 + int(chance.integers(4))
        school = building.activity == "education"
        released = _RELEASED[3] if school else _RELEASED[int(chance.integers(3))]
        hours = 6.0 if chance.random() < 0.15 else 3.0
        unknown = chance.random() < 0.04
        desks = 2 + int(chance.integers(5))
        rows.append(
            Workplace(
                *(f"A{len(rows) + 1:03d}", building.building_id, building.name, "city", volunteers),
                *(hours, None if unknown else released, desks if chance.random() < 0.9 else None, None, None, None),
            )
        )
    for name, volunteers, hours, released, partner_desks, opening, x, y in _PARTNERS:
        rows.append(
            Workplace(
                *(f"A{len(rows) + 1:03d}", None, name, "partner", volunteers, hours, released, partner_desks),
                *(opening, x * 1000, y * 1000),
            )
        )
    return rows
