"""The kinds of municipal building of the demonstration city: how many, how named, how large, when open, how used.

Counts, sizes and uses are orders of magnitude for a city of 200,000 residents, not anybody's inventory.
"""

from dataclasses import dataclass
from typing import Literal

Spread = Literal["by_residents", "one_each", "centre"]
Ground = Literal["homes", "edge"]


@dataclass(frozen=True)
class Kind:
    """One kind of building. ``title`` is what its name begins with; ranges are least and most."""

    kind: str
    title: str
    activity: str
    count: int
    public: int
    """How many of them are open to the public."""
    floor_m2: tuple[int, int]
    staff: tuple[int, int] = (0, 0)
    """In contact with the public."""
    visitors: tuple[int, int] = (0, 0)
    """Visits a year, where the public comes."""
    requests: tuple[int, int] = (0, 0)
    """Requests for Wi-Fi or digital help a year, where the public comes."""
    hours: tuple[str, ...] = ()
    spread: Spread = "by_residents"
    ground: Ground = "homes"
    staff_wifi: float = 0.3
    """Share with Wi-Fi for staff."""


_SCHOOL_DAY = (
    "Mo-Tu,Th-Fr 07:30-16:30; We 07:30-12:30; SH,PH off",
    "Mo-Tu,Th-Fr 07:00-18:00; We 07:00-13:00; SH,PH off",
    "Mo-Tu,Th-Fr 08:00-16:00; We 08:00-12:15; SH,PH off",
)
_OFFICE = ("Mo-Fr 08:00-16:00; PH off", "Mo-Fr 07:30-16:00; PH off")
_COUNTER = (
    "Mo-Fr 08:00-12:00; PH off",
    "Mo-Fr 08:30-12:00,13:00-16:00; PH off",
    "Mo-Fr 08:00-12:00; We 13:00-18:00; PH off",
)
_WORKSHOP = ("Mo-Fr 07:00-15:30; PH off", "Mo-Th 07:00-15:30; Fr 07:00-14:00; PH off")
_LIBRARY = (
    "Tu-Fr 10:00-18:00; Sa 09:00-15:00; PH off",
    "Mo 13:00-18:00; We 10:00-18:00; Fr 13:00-18:00; Sa 09:00-12:30; PH off",
    "Tu,Th 13:00-17:30; We 10:00-12:00,13:00-18:00; Sa 09:30-12:30; PH off",
)
_EVENING = ("Mo-Fr 09:00-12:00,13:00-17:00; PH off", "Tu-Sa 10:00-18:00; PH off", "Mo-Fr 09:00-17:00; Sa 14:00-18:00")
_YOUTH = ("Tu-Fr 14:00-20:00; Sa 13:00-18:00", "We 13:00-19:00; Th-Fr 16:00-20:00; Sa 13:00-19:00")
_SENIORS = ("Mo-Fr 13:00-17:00; PH off", "Tu,Th 10:00-17:00", "Mo,We,Fr 13:30-17:30; PH off")
_SPORT = ("Mo-Fr 09:00-22:00; Sa-Su 09:00-19:00", "Mo-Su 08:00-22:00", "Mo-Fr 16:00-22:00; Sa-Su 09:00-20:00")
_POOL = ("Tu-Fr 08:00-20:00; Sa 09:00-17:00; Su 09:00-13:00", "Mo-Fr 12:00-19:30; Sa-Su 09:00-13:00")
_MUSEUM = ("Tu-Fr 09:00-17:00; Sa-Su 10:00-18:00", "Tu-Su 10:00-17:00; Jan 01,Dec 25 off")
_HALL = ("Fr-Su 10:00-23:00", "Mo-Su 09:00-22:00", "Sa-Su 10:00-24:00")

KINDS: tuple[Kind, ...] = (
    Kind("école fondamentale", "École fondamentale communale", "education", 96, 33, (700, 4200), (1, 4), (400, 4000),
         (2, 22), _SCHOOL_DAY, staff_wifi=0.45),
    Kind("école maternelle", "École maternelle communale", "education", 42, 0, (350, 1400), (1, 2), hours=_SCHOOL_DAY),
    Kind("école primaire", "École primaire communale", "education", 22, 9, (800, 2800), (1, 3), (400, 3000), (2, 18),
         _SCHOOL_DAY, staff_wifi=0.45),
    Kind("académie", "Académie de musique et des arts", "education", 6, 6, (900, 3200), (2, 4), (6000, 22000), (7, 43),
         ("Mo-Fr 15:00-21:00; Sa 09:00-17:00; SH off",), staff_wifi=0.7),
    Kind("promotion sociale", "Institut d'enseignement de promotion sociale", "education", 4, 4, (1500, 5200), (3, 6),
         (8000, 30000), (22, 120), ("Mo-Fr 09:00-12:00,13:00-21:30; SH off",), staff_wifi=0.8),
    Kind("crèche", "Crèche communale", "education", 20, 0, (250, 900), (1, 3), hours=("Mo-Fr 06:45-18:15; PH off",)),
    Kind("accueil extrascolaire", "Accueil extrascolaire", "education", 9, 0, (120, 500), (1, 2),
         hours=("Mo-Fr 15:30-18:30; We 12:00-18:30; PH off",)),
    Kind("centre PMS", "Centre psycho-médico-social", "education", 3, 3, (300, 800), (2, 5), (1500, 5000), (5, 29),
         _OFFICE,
         spread="centre"),
    Kind("bibliothèque", "Bibliothèque", "culture", 15, 15, (180, 1900), (2, 9), (6000, 70000), (65, 680), _LIBRARY,
         spread="one_each", staff_wifi=0.6),
    Kind("centre culturel", "Centre culturel", "culture", 8, 8, (600, 3200), (2, 6), (8000, 45000), (11, 94), _EVENING,
         staff_wifi=0.6),
    Kind("musée", "Musée", "culture", 5, 5, (700, 4500), (2, 8), (5000, 40000), (7, 72), _MUSEUM, spread="centre",
         staff_wifi=0.7),
    Kind("salle communale", "Salle communale", "culture", 18, 18, (250, 1200), (0, 1), (2500, 15000), (0, 22), _HALL,
         staff_wifi=0.05),
    Kind("ludothèque", "Ludothèque", "culture", 4, 4, (120, 400), (1, 3), (2000, 8000), (7, 43),
         ("We 13:00-18:00; Sa 09:30-12:30",)),
    Kind("atelier d'artistes", "Ateliers d'artistes", "culture", 3, 3, (300, 1100), (0, 2), (810, 4000), (0, 14),
         _EVENING),
    Kind("réserve", "Réserve des collections", "culture", 3, 0, (400, 2200), hours=_OFFICE, ground="edge"),
    Kind("hall omnisports", "Hall omnisports", "sport", 20, 20, (1100, 4200), (1, 3), (15000, 90000), (4, 58), _SPORT,
         staff_wifi=0.25),
    Kind("piscine", "Piscine", "sport", 5, 5, (1800, 5200), (3, 6), (40000, 160000), (7, 65), _POOL, staff_wifi=0.5),
    Kind("salle de gymnastique", "Salle de gymnastique", "sport", 10, 8, (300, 1000), (0, 1), (4000, 20000), (0, 14),
         _SPORT, staff_wifi=0.05),
    Kind("vestiaires", "Vestiaires du stade", "sport", 21, 4, (120, 600), (0, 1), (2000, 12000), (0, 7),
         ("Mo-Fr 17:00-22:00; Sa-Su 09:00-18:00",), ground="edge", staff_wifi=0.03),
    Kind("complexe de tennis", "Complexe de tennis", "sport", 6, 6, (400, 2200), (0, 2), (5000, 25000), (0, 18), _SPORT,
         staff_wifi=0.2),
    Kind("espace seniors", "Espace seniors", "social_action", 18, 18, (160, 700), (1, 3), (2500, 14000), (22, 190),
         _SENIORS,
         staff_wifi=0.25),
    Kind("maison de jeunes", "Maison de jeunes", "social_action", 14, 14, (200, 800), (2, 4), (2500, 13000), (18, 140),
         _YOUTH, staff_wifi=0.4),
    Kind("antenne sociale", "Antenne sociale du CPAS", "social_action", 16, 16, (250, 1100), (3, 12), (5000, 26000),
         (90, 680), _COUNTER, staff_wifi=0.7),
    Kind("maison de quartier", "Maison de quartier", "social_action", 18, 18, (150, 650), (1, 4), (2500, 12000),
         (22, 190),
         _EVENING, staff_wifi=0.3),
    Kind("maison de repos", "Maison de repos", "social_action", 7, 7, (3200, 9000), (4, 9), (9000, 30000), (11, 94),
         ("Mo-Su 09:00-19:00",), staff_wifi=0.8),
    Kind("épicerie sociale", "Épicerie sociale", "social_action", 4, 4, (120, 450), (1, 3), (3000, 11000), (14, 94),
         ("Tu-Fr 09:30-16:00; PH off",)),
    Kind("accueil de jour", "Centre d'accueil de jour", "social_action", 4, 4, (250, 900), (2, 5), (3500, 15000),
         (22, 150),
         ("Mo-Fr 09:00-16:30",), staff_wifi=0.5),
    Kind("logements de transit", "Logements de transit", "social_action", 11, 0, (220, 900)),
    Kind("bureaux", "Services sociaux, bureaux", "social_action", 5, 0, (300, 1600), (0, 3), hours=_OFFICE,
         staff_wifi=0.85),
    Kind("hôtel de ville", "Hôtel de Ville", "administration", 1, 1, (11500, 11500), (38, 38), (210000, 210000),
         (940, 940), ("Mo-Fr 08:00-16:00; Sa 09:00-12:00; PH off",), spread="centre", staff_wifi=1.0),
    Kind("maison communale annexe", "Maison communale annexe", "administration", 13, 13, (500, 2600), (4, 12),
         (14000, 62000), (86, 470), _COUNTER, spread="one_each", staff_wifi=0.9),
    Kind("maison citoyenne", "Maison citoyenne", "administration", 10, 10, (220, 800), (2, 5), (4000, 18000), (43, 290),
         _EVENING, staff_wifi=0.6),
    Kind("office des étrangers", "Office des étrangers", "administration", 1, 1, (900, 900), (12, 12), (46000, 46000),
         (400, 400), ("Mo-Fr 08:00-12:00; PH off",), spread="centre", staff_wifi=1.0),
    Kind("espace emploi-formation", "Espace emploi-formation", "administration", 5, 5, (250, 900), (2, 6),
         (4000, 16000),
         (54, 320), _OFFICE, staff_wifi=0.8),
    Kind("bureaux", "Bureaux communaux", "administration", 22, 0, (300, 3400), (0, 4), hours=_OFFICE, staff_wifi=0.9),
    Kind("archives", "Archives communales", "administration", 2, 1, (700, 1900), (1, 3), (690, 2500), (2, 14), _OFFICE,
         spread="centre"),
    Kind("gardiens de la paix", "Antenne des gardiens de la paix", "administration", 8, 0, (120, 380), (1, 4),
         hours=("Mo-Fr 07:00-19:00",), staff_wifi=0.5),
    Kind("dépôt", "Dépôt communal", "technical", 15, 0, (300, 3800), hours=_WORKSHOP, ground="edge", staff_wifi=0.15),
    Kind("atelier", "Atelier communal", "technical", 12, 0, (350, 2600), hours=_WORKSHOP, ground="edge",
         staff_wifi=0.2),
    Kind("garage", "Garage communal", "technical", 5, 0, (500, 2800), hours=_WORKSHOP, ground="edge", staff_wifi=0.2),
    Kind("serres", "Serres communales", "technical", 6, 0, (300, 2400), hours=_WORKSHOP, ground="edge", staff_wifi=0.1),
    Kind("local de la propreté", "Local de la propreté publique", "technical", 12, 0, (80, 420), (0, 1),
         hours=_WORKSHOP,
         staff_wifi=0.1),
    Kind("bureau du cimetière", "Bureau du cimetière", "technical", 12, 6, (60, 220), (1, 2), (900, 5000), (0, 11),
         ("Mo-Sa 08:00-16:00; PH off",), ground="edge", staff_wifi=0.1),
    Kind("chaufferie", "Chaufferie", "technical", 3, 0, (90, 350)),
)  # fmt: skip
"""Every kind, in the order of their numbers in the inventory."""

NOT_IN: dict[str, tuple[str, ...]] = {"maison communale annexe": ("52011A", "52011L")}
"""Kind -> sections that have none, where every other section has one."""
