"""Names of municipal buildings as a city writes them: what it is, which one, and the section it stands in."""

from collections.abc import Iterator

import numpy as np

from demo.building_kinds import Kind

_CITY = "Charleroi"

_FIXED: dict[tuple[str, str], tuple[str, ...]] = {
    ("hôtel de ville", _CITY): ("Hôtel de Ville de Charleroi",),
    ("office des étrangers", _CITY): ("Office des étrangers de Charleroi",),
    ("bibliothèque", _CITY): ("Bibliothèque Rimbaud, Charleroi",),
    ("musée", _CITY): (
        "Musée des Beaux-Arts de Charleroi",
        "Musée du Verre de Charleroi",
        "Musée de l'Industrie de Charleroi",
        "Musée d'Histoire locale de Charleroi",
        "Musée de l'Imprimerie « L'Atelier du Plomb » de Charleroi",
    ),
    ("archives", _CITY): ("Archives de la Ville de Charleroi", "Archives de l'état civil de Charleroi"),
    ("centre PMS", _CITY): (
        "Centre psycho-médico-social 1 de Charleroi",
        "Centre psycho-médico-social 2 de Charleroi",
        "Centre psycho-médico-social 3 de Charleroi",
    ),
}

_SCHOOL_THEMES = (
    "Les Tournesols", "Clair Soleil", "Les Marronniers", "La Clé des Champs", "L'Envol", "Les P'tits Loups",
    "L'Arc-en-Ciel",
    "L'Oiseau Bleu", "Les Coccinelles", "Le Petit Prince", "La Farandole", "Les Lucioles", "L'Île aux Trésors",
    "Les Hirondelles",
    "La Marelle", "Les Écureuils", "L'Air du Temps", "Les Bruyères", "La Ruche", "Le Cerf-Volant",
    "Les Étoiles Filantes",
    "L'Été Indien", "Les Cerisiers", "La Source", "Les Mésanges", "Le Chêne Vert", "L'Abeille", "Les Sorbiers",
    "La Passerelle",
    "Grandir Ensemble",
)  # fmt: skip
_OTHER_THEMES = (
    "L'Églantine", "Le Trait d'Union", "La Rencontre", "Le Foyer", "L'Entraide", "Les Amis Réunis", "La Maison Bleue",
    "Le Point du Jour", "L'Éclaircie", "Le Carrefour", "La Boussole", "L'Aiguillage", "Le Relais",
    "La Chaufferie Douce",
    "L'Escale", "Le Coron", "La Lampisterie", "Les Feux Follets", "Le Ballon d'Or", "Le Phare",
)  # fmt: skip
_THEMED = frozenset(
    {
        "crèche",
        "maison de jeunes",
        "espace seniors",
        "maison de quartier",
        "maison de repos",
        "accueil de jour",
        "ludothèque",
        "épicerie sociale",
        "salle communale",
    }
)


class Namer:
    """Gives every building a name nobody else has, the same each time from the same chance."""

    def __init__(self, chance: np.random.Generator) -> None:
        self._chance = chance
        self._given: set[str] = set()

    def name(self, kind: Kind, section: str, neighbourhood: str, alone: bool) -> str:
        """Return the name of a building; ``alone`` when the section has no other of its kind."""
        for candidate in self._candidates(kind, section, neighbourhood, alone):
            if candidate not in self._given:
                self._given.add(candidate)
                return candidate
        raise AssertionError(f"no name left for {kind.title} in {section}")

    def _candidates(self, kind: Kind, section: str, neighbourhood: str, alone: bool) -> Iterator[str]:
        yield from _FIXED.get((kind.kind, section), ())
        drawn = self._chance.random()
        themes = _SCHOOL_THEMES if kind.kind.startswith("école") or kind.kind == "crèche" else _OTHER_THEMES
        theme = themes[int(self._chance.integers(len(themes)))]
        themed = drawn < 0.4 and (kind.kind in _THEMED or kind.kind.startswith("école"))
        # A few lists in the city use typewriter quotation marks, as lists do.
        quoted = f'"{theme}"' if drawn < 0.03 else f"« {theme} »"
        if alone and not themed:
            yield f"{kind.title} de {section}"
        if themed:
            yield f"{kind.title} {quoted}, {section}"
        place = _place(section, neighbourhood)
        yield f"{kind.title} de {place}"
        for number in range(2, 30):
            yield f"{kind.title} de {place} {number}"


def _place(section: str, neighbourhood: str) -> str:
    """Say where it is so that the section can be read in it: ``Gilly-Haies``, ``Roux - La Bassée``."""
    stem = section.split("-")[0]
    name = neighbourhood.replace(" - ", "-")
    if name.startswith(stem):
        return section if name.endswith("-Centre") else name
    return f"{section} - {name}"
