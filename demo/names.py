"""Names for neighbourhoods and streets: well-known places of the city, and everyday Walloon words put together.

No street is named after a person. Saints, trades, trees and mines are everybody's.
"""

import numpy as np

from demo.chance import generator

PLACES_KM: tuple[tuple[str, str, float, float], ...] = (
    ("52011A", "Ville Haute", 655.3, 622.5),
    ("52011A", "Ville Basse", 655.3, 621.8),
    ("52011A", "La Broucheterre", 654.8, 622.6),
    ("52011A", "Le Faubourg", 655.9, 623.4),
    ("52011A", "Parc Reine Astrid", 655.7, 622.4),
    ("52011A", "Spinois", 655.8, 623.9),
    ("52011B", "Dampremy-Centre", 654.2, 622.9),
    ("52011B", "La Planche", 653.6, 622.7),
    ("52011C", "Lodelinsart-Centre", 655.4, 624.5),
    ("52011C", "Bon-Air", 656.5, 625.0),
    ("52011D", "Gilly - Les Quatre-Bras", 658.0, 624.0),
    ("52011D", "Gilly-Haies", 657.5, 623.5),
    ("52011D", "Sart-Allet", 658.4, 622.7),
    ("52011D", "Soleilmont", 659.2, 624.7),
    ("52011E", "Montignies-Centre", 657.0, 622.1),
    ("52011E", "La Neuville", 656.3, 622.0),
    ("52011E", "Trieu-Kaisin", 657.6, 621.6),
    ("52011E", "Le Roctiau", 658.6, 621.3),
    ("52011F", "Couillet-Centre", 657.2, 619.8),
    ("52011F", "Couillet-Queue", 656.5, 620.4),
    ("52011F", "Les Fiestaux", 657.7, 619.2),
    ("52011G", "Marcinelle-Centre", 654.8, 620.8),
    ("52011G", "La Villette", 654.2, 621.4),
    ("52011G", "Bois du Cazier", 655.2, 618.7),
    ("52011G", "Marcinelle-Haies", 655.7, 618.1),
    ("52011G", "Bois de Marcinelle", 655.2, 617.0),
    ("52011H", "Mont-sur-Marchienne-Centre", 652.9, 620.1),
    ("52011H", "Les Hauchies", 652.4, 620.8),
    ("52011H", "Bois du Prince", 653.5, 617.4),
    ("52011J", "Marchienne-Centre", 652.0, 621.8),
    ("52011J", "La Docherie", 652.7, 623.6),
    ("52011J", "Étoile", 652.0, 622.9),
    ("52011J", "La Providence", 653.3, 621.8),
    ("52011K", "Monceau-Centre", 650.8, 622.4),
    ("52011K", "Hameau de Monceau", 650.5, 620.9),
    ("52011L", "Goutroux-Centre", 649.5, 622.6),
    ("52011M", "Roux-Centre", 651.4, 625.4),
    ("52011M", "La Bassée", 652.2, 625.0),
    ("52011N", "Jumet - Gohyssart", 654.3, 625.8),
    ("52011N", "Jumet - Heigne", 653.4, 626.4),
    ("52011N", "Jumet - Houbois", 656.2, 626.1),
    ("52011N", "Jumet - Le Hamendes", 655.0, 625.2),
    ("52011P", "Gosselies-Centre", 654.3, 628.5),
    ("52011P", "Aéroport", 656.2, 627.85),
    ("52011P", "Aéropole", 656.6, 628.8),
    ("52011P", "Faubourg de Bruxelles", 654.9, 629.5),
    ("52011R", "Ransart-Centre", 658.0, 627.2),
    ("52011R", "Masses-Diarbois", 658.8, 626.6),
    ("52011R", "Le Bois", 658.2, 628.4),
)
"""Section, name and place (km) of neighbourhoods people know; the nearest one of the section takes the name."""

_HEADS = (
    "Trieu", "Try", "Fond", "Champ", "Cité", "Coron", "Bruyère", "Chenois", "Fosse", "Terril", "Pré", "Tienne",
    "Rond-Point", "Vieux Chemin", "Grand Pré", "Petit Bois", "Haute Borne", "Sart", "Culot", "Ferme", "Moulin",
    "Closière", "Campagne", "Couture", "Plaine", "Carrefour",
)  # fmt: skip
_TAILS = (
    "des Alouettes", "des Aulnes", "des Bouleaux", "du Calvaire", "des Carrières", "du Centenaire", "de la Chapelle",
    "du Charbonnage", "des Charmes", "du Chêne", "de la Croix", "de l'Espinette", "de la Fontaine", "des Forgerons",
    "du Fort", "des Genêts", "de la Gripelotte", "des Houilleurs", "du Laminoir", "des Maraîchers", "du Marais",
    "des Mésanges", "du Noyer", "de l'Olive", "des Prunelles", "du Puits", "du Ry", "Saint-Antoine", "Sainte-Barbe",
    "Saint-Éloi", "du Spinoy", "des Tisserands", "de la Tour", "de la Verrerie", "du Vieux Puits", "du Wagnon",
)  # fmt: skip

_WHOLE = (
    "Les Alouettes", "L'Alouette", "Les Amandiers", "Le Basson", "La Belle-Vue", "Le Bosquet", "La Brasserie",
    "Les Bruyères",
    "Le Calvaire", "Cayauderie", "Chenoy", "La Chapelle", "Cimetière", "Cité-Jardin", "Corbeau", "La Corvée", "Coucou",
    "Les Closières", "La Digue", "L'Espérance", "La Ferrée", "Fond Jaune", "La Gare", "La Garenne", "Grand-Trieu",
    "Gripelotte",
    "Hublinbu", "La Justice", "La Limite", "Le Long-Bois", "La Machine à Feu", "La Maladrerie", "Malavée", "Le Marais",
    "Le Nord", "Pachis", "Le Panama", "Le Petit-Try", "Pont-à-Nole", "La Praile", "Le Rivage", "Saint-Antoine",
    "Sainte-Barbe",
    "Saint-Éloi", "Le Stade", "Les Taillis", "Try-Charly", "Le Vieux-Moulin", "Le Wainage", "Warchat", "Zoning",
)  # fmt: skip

_STREET_TAILS = (
    "de l'Abattoir", "des Acacias", "de l'Agasse", "des Alliés", "des Alouettes", "des Amandiers", "de l'Ange",
    "des Artisans",
    "de l'Atelier", "de l'Aubépine", "des Aulnes", "de l'Avenir", "du Bas Chemin", "du Basson", "du Beau Site",
    "de la Belle Vue",
    "des Bergeronnettes", "du Berger", "du Bois", "du Bois Planté", "du Bon Air", "des Bouleaux", "du Bosquet",
    "du Bourdon",
    "de la Brasserie", "des Briquetiers", "de la Briqueterie", "de la Bruyère", "du Calvaire", "du Canal",
    "des Canaris",
    "de la Carrière", "du Cayelet", "des Cerisiers", "du Champ de l'Alouette", "des Champs", "de la Chapelle",
    "du Charbonnage",
    "des Charbonniers", "des Charmes", "du Château d'Eau", "des Châtaigniers", "de la Chaussée", "du Chêne",
    "du Cimetière",
    "des Closières", "du Coq", "des Coquelicots", "de la Corderie", "du Coron", "des Corvées", "du Coucou",
    "de la Couture",
    "de la Croix", "du Culot", "de la Digue", "de l'Écluse", "des Écoles", "de l'Église", "de l'Enseignement",
    "de l'Épine",
    "de l'Espérance", "de l'Étang", "de l'Été", "du Faubourg", "de la Fenderie", "de la Ferme", "des Fleurs",
    "de la Fonderie",
    "du Fond", "de la Fontaine", "des Forgerons", "de la Forge", "de la Fosse", "des Fougères", "des Fours à Chaux",
    "de la Fraternité", "des Frênes", "du Gazomètre", "des Genêts", "de la Glacerie", "des Glaneuses", "du Grand Puits",
    "de la Grange", "du Gros Fayt", "de l'Harmonie", "de la Haie", "des Hauts Fourneaux", "des Haveurs", "du Hêtre",
    "des Hirondelles", "des Houilleurs", "des Iris", "de l'Industrie", "du Jardin", "des Jonquilles", "de la Justice",
    "de la Lampisterie", "du Laminoir", "des Lilas", "du Long Bois", "du Lavoir", "de la Machine", "du Maïeur",
    "du Manège",
    "des Maraîchers", "du Marais", "de la Marbrerie", "du Marché", "de la Marne", "des Mésanges", "des Métallurgistes",
    "des Mineurs", "du Moulin", "du Muguet", "des Noisetiers", "du Nord", "du Noyer", "de l'Observatoire", "des Oies",
    "des Ormes", "de l'Ouest", "de la Paix", "du Panama", "du Parc", "du Passage", "des Peupliers", "de la Perche",
    "du Pont",
    "de la Platinerie", "du Poirier", "de la Poudrière", "des Prairies", "du Pré", "des Prunelliers", "du Puits",
    "de la Raguette",
    "du Relais", "de la Résistance", "de la Rochelle", "des Rogations", "du Rond-Point", "des Roses", "du Roton",
    "du Ry",
    "du Sablon", "des Sapins", "du Sart", "des Saules", "de la Scierie", "du Sentier Vert", "de la Solidarité",
    "du Sorbier",
    "de la Source", "de la Station", "du Stade", "du Sud", "des Taillis", "du Temple", "du Terril", "de la Thure",
    "du Tienne",
    "des Tilleuls", "des Tisserands", "de la Tour", "du Tram", "du Travail", "du Trieu", "du Try", "de l'Union",
    "du Vallon",
    "de la Vallée", "des Verriers", "de la Verrerie", "du Vieux Moulin", "de la Victoire", "des Vignes",
    "de la Wallonie",
    "du Wainage", "de la Zone",
)  # fmt: skip
_STREET_KINDS = ("Rue",) * 14 + ("Avenue",) * 2 + ("Allée", "Chemin", "Ruelle", "Sentier", "Place", "Cité", "Clos")


def neighbourhood_names(seed: int, section: str, middles_km: list[tuple[float, float]]) -> list[str]:
    """Name the neighbourhoods of a section: known places first, the others from everyday words, no name twice."""
    names = [""] * len(middles_km)
    for place_section, name, x, y in PLACES_KM:
        if place_section == section:
            free = [index for index, taken in enumerate(names) if not taken]
            names[min(free, key=lambda index: (_away(middles_km[index], x, y), index))] = name
    chance = generator(seed, f"neighbourhood names {section}")
    heads = [_HEADS[index] for index in np.argsort(chance.random(len(_HEADS)))]
    tails = [_TAILS[index] for index in np.argsort(chance.random(len(_TAILS)))]
    pairs = [f"{heads[turn % len(heads)]} {tail}" for turn, tail in enumerate(tails)]
    pool = [*pairs[: len(_WHOLE) // 2], *_WHOLE]
    fresh = iter([pool[index] for index in np.argsort(chance.random(len(pool)))])
    return [name or next(fresh) for name in names]


def _away(middle: tuple[float, float], x: float, y: float) -> float:
    """Return the squared distance in km2, to the square metre."""
    return round((middle[0] - x) ** 2 + (middle[1] - y) ** 2, 6)


def street_names(seed: int, section: str, count: int) -> list[str]:
    """Return ``count`` different street names for a section."""
    chance = generator(seed, f"street names {section}")
    names: dict[str, None] = {}
    while len(names) < count:
        kind = _STREET_KINDS[int(chance.integers(len(_STREET_KINDS)))]
        tail = _STREET_TAILS[int(chance.integers(len(_STREET_TAILS)))]
        names.setdefault(f"{kind} {tail}")
    return list(names)
