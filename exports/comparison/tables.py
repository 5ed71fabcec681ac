"""What differs between two sides as one table: a row for each figure, and each quantity of a building that differs."""

from collections.abc import Iterator

import pandas as pd

from geo.comparison import Compared, Difference

FILE = "comparison.csv"

COLUMNS = ("subject", "key", "name", "change", "quantity", "unit", "a", "b")
"""``docs/comparison.md`` says what they hold."""

UNITS = {
    "population": "persons",
    "home_gap_persons": "persons",
    "public_gap_persons": "persons",
    "help_gap_persons": "persons",
    "people_served": "persons",
    "people_counted": "persons",
    "capex_eur": "EUR",
    "opex_eur_per_year": "EUR a year",
    "buildings": "buildings",
    "helps_per_week": "helps a week",
    "pairs": "pairs a week",
    "doors": "doors",
    "left_hours": "hours a week",
    "helps": "helps a week",
}
"""Quantity -> its unit; those without one are keys, years and places."""

_OF_BUILDINGS = {
    "programme": ("year", "tier", "capex_eur"),
    "roster": ("half_days", "pairs", "helps"),
    "rank": ("rank",),
}

PEOPLE = "people"
"""Subject of the people in gaps, before any measure."""

Row = tuple[str, str, str, str, str, str, object, object]


def comparison_table(found: Difference) -> pd.DataFrame:
    """Return every figure, and of every building that differs every quantity of its subject; empty where nothing does.

    Returns
    -------
    DataFrame
        ``COLUMNS``. ``a`` and ``b`` hold numbers and texts; None where there is none or it is not known.
    """
    rows = [*_figures(PEOPLE, found.gaps)]
    for subject, compared in found.subjects.items():
        rows += [*_figures(subject, compared.figures), *_buildings(subject, compared)]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="object")


def _figures(subject: str, figures: pd.DataFrame) -> Iterator[Row]:
    for name, row in figures.iterrows():
        before, now = (_cell(row[end]) for end in ("before", "now"))
        yield subject, "", "", "", str(name), UNITS.get(str(name), ""), before, now


def _buildings(subject: str, compared: Compared) -> Iterator[Row]:
    quantities = _OF_BUILDINGS["rank" if subject.startswith("rank_") else subject]
    moved = compared.rows[compared.rows["change"] != "same"]
    for key, row in zip(moved.index, moved.to_dict("records"), strict=True):
        for quantity in quantities:
            before, now = (_cell(row[f"{quantity}_{end}"]) for end in ("before", "now"))
            yield subject, str(key), str(row["name"]), row["change"], quantity, UNITS.get(quantity, ""), before, now


def _cell(value: object) -> object:
    """Return a number without a decimal where it has none, None where nothing is known."""
    if pd.isna(value) or value == "":  # type: ignore[call-overload]
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 3)
    return value
