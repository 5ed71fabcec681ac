"""Files a publisher of the toy town delivers, written where a test wants them."""

from datetime import timedelta
from pathlib import Path

from tests.layers.toy_layers import CODES, NOW, RESIDENT_ROWS, SECTOR_ROWS, csv

LATER = NOW + timedelta(days=10)


def sectors_file(folder: Path, rows=SECTOR_ROWS, name: str = "secteurs.csv") -> Path:
    """Write the sectors of the toy town as a table."""
    return csv(folder / name, "code;name", rows)


def population_file(folder: Path, rows=RESIDENT_ROWS, name: str = "population.csv") -> Path:
    """Write the population of the toy town as a table."""
    return csv(folder / name, "code;population", rows)


def income_file(folder: Path, value: float = 10.0) -> Path:
    """Write the income of the toy town as a table."""
    return csv(folder / f"income{value}.csv", "code;income", [(code, value) for code in CODES])


def poverty_file(folder: Path, codes=CODES, value: float = 0.5) -> Path:
    """Write the poverty of the toy town as a table."""
    return csv(folder / "poverty.csv", "code;poverty", [(code, value) for code in codes])
