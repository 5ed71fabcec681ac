"""The views, in the order of the navigation; the first is where one arrives."""

from ui.views import (
    accueil,
    aidants,
    carte,
    classement,
    comparer,
    decisions,
    donnees,
    equipements,
    lacunes,
    methode,
    programme,
    reunion,
)
from ui.views._view import View

VIEWS: tuple[View, ...] = (
    accueil.VIEW,
    reunion.VIEW,
    carte.VIEW,
    classement.VIEW,
    programme.VIEW,
    aidants.VIEW,
    equipements.VIEW,
    lacunes.VIEW,
    comparer.VIEW,
    decisions.VIEW,
    donnees.VIEW,
    methode.VIEW,
)

MAP = carte.VIEW.key
"""The view of the map, which was the first one before."""

__all__ = ["MAP", "VIEWS", "View"]
