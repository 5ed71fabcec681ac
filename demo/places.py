"""Existing Wi-Fi and existing digital help of the demonstration city, in it and just outside."""

from dataclasses import dataclass

import numpy as np

from demo.buildings import Building
from demo.chance import generator
from demo.streets import Houses


@dataclass(frozen=True)
class Hotspot:
    """A place with Wi-Fi for the public or for customers; None where the list does not say."""

    wifi_id: str
    name: str
    operator: str | None
    access: str
    setting: str | None
    x_m: float
    y_m: float


@dataclass(frozen=True)
class SupportPlace:
    """A place where people find help with digital matters."""

    place_id: str
    name: str
    kind: str
    help_hours_per_week: float | None
    opening_hours: str | None
    x_m: float
    y_m: float


_CITY = "Ville de Charleroi"

_OUT_OF_DOORS = (
    ("Place de la Ville Haute", 655.35, 622.55),
    ("Quai de la Ville Basse", 655.05, 621.6),
    ("Parc Reine Astrid", 655.75, 622.35),
    ("Esplanade de la Gare", 655.45, 621.3),
    ("Campus de la Broucheterre", 654.85, 622.75),
)
_FREE = (
    ("Gare de Charleroi, salle des pas perdus", "SNCB", 655.35, 621.25),
    ("Centre commercial de la Ville Basse", "Galerie commerçante", 655.15, 621.75),
    ("Centre commercial de Gilly", "Galerie commerçante", 658.3, 624.3),
    ("Hôpital de Lodelinsart, accueil", "Hôpital public", 655.9, 624.6),
    ("Hôpital de Montignies, accueil", "Hôpital public", 657.3, 621.8),
    ("Aérogare", "Aéroport", 656.2, 628.3),
    ("Université du Travail, hall", "Province de Hainaut", 654.9, 622.8),
)
"""Name, operator and place (km) of hotspots of others, open to everybody."""
_CUSTOMERS = (
    ("Café de la Ville Haute", 655.25, 622.6),
    ("Brasserie de la Digue", 655.0, 621.85),
    ("Restaurant rapide de la Ville Basse", 655.4, 621.85),
    ("Hôtel de la Gare", 655.5, 621.6),
    ("Restaurant rapide de Gilly", 658.6, 623.6),
    ("Café de Gohyssart", 654.35, 625.9),
    ("Restaurant rapide de Jumet", 655.1, 626.6),
    ("Hôtel de l'Aéroport", 656.5, 628.2),
    ("Restaurant rapide de Gosselies", 655.2, 628.9),
    ("Café de Marchienne", 651.9, 621.6),
    ("Café du Stade, Marcinelle", 654.9, 620.2),
    ("Restaurant rapide de Couillet", 657.6, 620.0),
)
"""Cafés, hotels and restaurants: customers only."""
_OUTSIDE = (
    ("Bibliothèque de la commune voisine (est)", "Commune voisine", "public", 660.5, 621.7),
    ("Maison communale de la commune voisine (nord-ouest)", "Commune voisine", "public", 650.6, 627.6),
    ("Café de la commune voisine (sud-ouest)", None, "customers", 650.4, 619.1),
    ("Restaurant rapide de la commune voisine (est)", None, "customers", 660.9, 624.1),
)
"""Across the city's border, within 2 km: people walk over it."""

_CPAS_SPACES = (
    ("Marchienne-au-Pont", 652.1, 621.6), ("Charleroi", 655.1, 622.2), ("Gilly", 658.1, 623.9),
    ("Monceau-sur-Sambre", 650.8, 622.5),
    ("Dampremy", 654.1, 622.9), ("Gosselies", 654.4, 628.4), ("Docherie", 652.7, 623.6), ("Marcinelle", 654.7, 620.7),
    ("Jumet", 654.2, 625.7), ("Montignies-sur-Sambre", 657.1, 622.0),
)  # fmt: skip
_EPN = (
    ("Charleroi", 655.4, 622.7), ("Roux", 651.5, 625.4), ("Couillet", 657.2, 619.7),
    ("Mont-sur-Marchienne", 652.9, 620.0),
    ("Ransart", 658.0, 627.1), ("Lodelinsart", 655.5, 624.5), ("Gilly-Haies", 657.5, 623.5),
    ("Jumet-Heigne", 653.4, 626.4),
)  # fmt: skip
_OTHER_HELP = (
    ("Permanence numérique de la Maison de l'Emploi", "other", 9.0, "Mo-Fr 09:00-12:00; PH off", 655.6, 622.2),
    ("Aide aux démarches en ligne, syndicat", "other", None, "Tu,Th 13:30-16:30", 655.2, 622.4),
    ("Aidant numérique de la bibliothèque de Marchienne", "aidant", 3.0, "We 14:00-17:00", 651.9, 621.8),
    ("Aidant numérique de la maison citoyenne de Goutroux", "aidant", 3.0, "Tu 09:00-12:00", 649.5, 622.6),
    ("EPN de la commune voisine (est)", "epn", 16.0, "Mo-Th 09:00-12:00,13:00-16:00", 660.6, 621.6),
)
_SPACE_HOURS = (
    "Mo-Fr 09:00-12:00; PH off", "Mo,We,Fr 09:00-12:00,13:00-16:00; PH off", "Tu,Th 09:00-12:00,13:00-16:00; PH off",
)  # fmt: skip
_EPN_HOURS = (
    "Mo-Th 13:00-17:00; PH off",
    "Tu-Fr 09:00-12:00,13:00-16:00; PH off",
    "Mo,We,Fr 13:00-18:00; Sa 09:30-12:30",
)


def hotspots(seed: int, buildings: list[Building], houses: Houses) -> list[Hotspot]:
    """Return the Wi-Fi points: the city's own, those of others, those for customers, and a few across the border."""
    chance = generator(seed, "wifi")
    rows: list[tuple[str, str | None, str, str | None, float, float]] = []
    for building in buildings:
        if building.wifi_now == "public":
            rows.append((building.name, _CITY, "public", "indoor", building.x_m, building.y_m))
    rows += [(name, _CITY, "public", "outdoor", x * 1000, y * 1000) for name, x, y in _OUT_OF_DOORS]
    rows += [(name, operator, "public", "indoor", *_at(houses, x, y)) for name, operator, x, y in _FREE]
    rows += [(name, None, "customers", "indoor", *_at(houses, x, y)) for name, x, y in _CUSTOMERS]
    rows += [(name, operator, access, "indoor", x * 1000, y * 1000) for name, operator, access, x, y in _OUTSIDE]
    unknown = chance.random(len(rows)) < 0.08
    return [
        Hotspot(f"W{number:03d}", name, operator, access, None if unknown[number - 1] else setting, x, y)
        for number, (name, operator, access, setting, x, y) in enumerate(rows, start=1)
    ]


def support_places(seed: int, houses: Houses) -> list[SupportPlace]:
    """Return the CPAS digital spaces, the public digital spaces and a few others, with the help they already give."""
    chance = generator(seed, "support places")
    rows: list[tuple[str, str, float | None, str | None, float, float]] = []
    for name, x, y in _CPAS_SPACES:
        # Four animators for ten spaces: about fifteen hours a week each.
        hours = float(chance.integers(6, 11) * 2)
        opening = _SPACE_HOURS[int(chance.integers(len(_SPACE_HOURS)))]
        rows.append((f"Espace numérique du CPAS de {name}", "cpas", hours, opening, *_at(houses, x, y)))
    for name, x, y in _EPN:
        hours = float(chance.integers(12, 21))
        opening = _EPN_HOURS[int(chance.integers(len(_EPN_HOURS)))]
        rows.append((f"Espace public numérique de {name}", "epn", hours, opening, *_at(houses, x, y)))
    for name, kind, week, opening, x, y in _OTHER_HELP:
        rows.append((name, kind, week, opening, x * 1000, y * 1000))
    # One list in life always forgets some hours.
    forgotten = int(chance.integers(len(_CPAS_SPACES)))
    return [
        SupportPlace(f"S{number:03d}", name, kind, hours, None if number - 1 == forgotten else opening, x, y)
        for number, (name, kind, hours, opening, x, y) in enumerate(rows, start=1)
    ]


def _at(houses: Houses, x_km: float, y_km: float) -> tuple[float, float]:
    """Return a spot at the house nearest to a point of the sketch."""
    away = np.round((houses.x_m - x_km * 1000) ** 2 + (houses.y_m - y_km * 1000) ** 2, 3)
    nearest = int(np.argmin(away))
    return round(float(houses.x_m[nearest]) - 3.0, 1), round(float(houses.y_m[nearest]) + 2.0, 1)
