"""What the files of a roster claim: rows as they are written, yet to be checked."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One row of a file: its line and its cells, numbers as numbers and empty cells as None.

    Examples
    --------
    >>> line = Line(2, {"door_id": "b1", "pairs": 2.0, "activity": None})
    >>> line.text("door_id"), line.figure("pairs"), line.text("activity")
    ('b1', 2.0, '')
    """

    number: int
    cells: Mapping[str, str | float | None]

    def text(self, column: str) -> str:
        """Return a cell as text; empty for none."""
        value = self.cells.get(column)
        return "" if value is None else str(value)

    def figure(self, column: str) -> float:
        """Return a cell as a number; NaN for none and for words."""
        value = self.cells.get(column)
        return value if isinstance(value, float) else float("nan")


@dataclass(frozen=True)
class ClaimedRoster:
    """The tables of a roster.

    Attributes
    ----------
    doors
        One row a door, half-day and wave: ``door_id``, ``half_day``, ``wave``, ``pairs``, and of the door as a whole
        ``helps_per_week``, ``utilisation``, ``by_appointment``.
    summary
        One row a figure: ``scope`` (``all`` or an area), ``measure``, ``value``.
    waves
        ``aidants``, ``pairs``, ``helps_per_week``, ``bound_helps_per_week``.
    moves
        ``workplace_id``, ``door_id``, ``half_day``, ``helpers``, ``travel_m``.
    status
        What is said to be proven.
    new_places
        New places of help in their order, as ``geo.roster.NewPlaces.places`` has them, ``place_id`` among the cells;
        None where the files have none.

    Examples
    --------
    >>> ClaimedRoster((), (), (), (), "infeasible").status
    'infeasible'
    """

    doors: tuple[Line, ...]
    summary: tuple[Line, ...]
    waves: tuple[Line, ...]
    moves: tuple[Line, ...]
    status: str
    new_places: tuple[Line, ...] | None = None
