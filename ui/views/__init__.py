"""The views, in the order of the navigation; the first is where one arrives."""

from ui.views import aidants, carte, classement, comparer, decisions, donnees, equipements, lacunes, methode, programme
from ui.views._view import View

VIEWS: tuple[View, ...] = (
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

__all__ = ["VIEWS", "View"]
