"""Who lives where, invented: residents, incomes, deprivation, diplomas and age of every neighbourhood.

Every section keeps its published residents exactly, its deprivation and its income closely; inside a section chance and
the distance from the old centre decide. Vintages are those of the published figures the city is built from.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from demo.chance import bell, generator, share_out, smooth_noise
from demo.geography import SECTIONS
from demo.partition import Sector

SCORED_LEAST_RESIDENTS = 17
"""How many of the least populated neighbourhoods the deprivation index leaves out, as the real one does."""

_WEIGHTS = {"income": 0.2, "employment": 0.2, "education": 0.25, "housing": 0.15, "health": 0.15, "crime": 0.05}
"""Weights of the domains in the Belgian index of multiple deprivation."""
_CRIME_SCORE = 76.205469
"""One value for the whole city, as in the real file: the police zone is its smallest unit."""
_RANKED = 18_765
"""Neighbourhoods ranked in the country."""


@dataclass(frozen=True)
class Deprivation:
    """Scores of the index, one element a scored neighbourhood, higher is more deprived."""

    sector: np.ndarray
    domains: dict[str, np.ndarray]
    score: np.ndarray

    def rank(self, domain: str | None = None) -> np.ndarray:
        """Return the national rank, 1 the most deprived, along curves of the shape of the published ones."""
        if domain is None:
            share = np.exp(-self.score * self.score / 820.0)
        else:
            share = 1.0 - (1.0 - np.exp(-self.domains[domain] / 23.0)) / (1.0 - np.exp(-100.0 / 23.0))
        return np.maximum(np.round(_RANKED * share), 1).astype(np.int64)

    def decile(self, domain: str | None = None) -> np.ndarray:
        """Return the national tenth, 1 the most deprived."""
        return np.minimum((self.rank(domain) - 1) * 10 // _RANKED + 1, 10)


@dataclass(frozen=True)
class Incomes:
    """Net taxable income per declaration, one element a neighbourhood; NaN where withheld."""

    declarations: np.ndarray
    mean_eur: np.ndarray
    median_eur: np.ndarray


@dataclass(frozen=True)
class People:
    """Everything known of the residents, one element a sector in the order of the list."""

    residents: np.ndarray
    deprivation: Deprivation
    incomes: Incomes
    shares: dict[str, np.ndarray]
    """Key of an indicator to a share between 0 and 1; NaN where not known."""


def settle(seed: int, sectors: list[Sector]) -> People:
    """Invent the people of the city."""
    residents = _residents(seed, sectors)
    all_scores = _deprivation(seed, sectors, residents)
    scored = np.sort(np.argsort(residents, kind="stable")[SCORED_LEAST_RESIDENTS:])
    deprivation = Deprivation(
        scored, {name: values[scored] for name, values in all_scores.items()}, _composite(all_scores)[scored]
    )
    incomes = _incomes(seed, sectors, residents, _composite(all_scores))
    return People(residents, deprivation, incomes, _shares(seed, sectors, residents, all_scores["education"]))


def _of_section(sectors: list[Sector]) -> np.ndarray:
    return np.array([sector.section for sector in sectors])


def _fitted(sectors: list[Sector], values: np.ndarray, residents: np.ndarray, aims: list[float]) -> np.ndarray:
    """Return how much to add to the values of every section for its mean per resident to meet its aim."""
    of_section = _of_section(sectors)
    shift = np.zeros(len(sectors))
    for index, aim in enumerate(aims):
        mine = of_section == index
        shift[mine] = aim - float(np.round((values[mine] * residents[mine]).sum() / residents[mine].sum(), 9))
    return shift


def _residents(seed: int, sectors: list[Sector]) -> np.ndarray:
    """Share out every section's residents by area, habitability and chance; some neighbourhoods stay nearly empty."""
    chance = generator(seed, "residents")
    of_section = _of_section(sectors)
    area = np.round([sector.outline.area / 10_000 for sector in sectors], 4)
    luck = 0.5 + chance.random(len(sectors))
    empty = (chance.random(len(sectors)) < 0.15) & np.array([sector.rank > 1 for sector in sectors])
    emptiness = 0.02 + 0.4 * chance.random(len(sectors)) ** 3
    weight = np.array([sector.density for sector in sectors]) * area * luck * np.where(empty, emptiness, 1.0)
    residents = np.zeros(len(sectors), dtype=np.int64)
    for index, section in enumerate(SECTIONS):
        mine = of_section == index
        # Dense centres hold more per hectare, but no neighbourhood holds a quarter of its section.
        residents[mine] = share_out(section.residents, np.minimum(weight[mine], 2.6 * np.median(weight[mine])))
    return residents


def _deprivation(seed: int, sectors: list[Sector], residents: np.ndarray) -> dict[str, np.ndarray]:
    """Draw the domain scores of every neighbourhood, then lift or lower each section to its published score."""
    chance = generator(seed, "deprivation")
    middles = np.round([shapely.get_coordinates(sector.outline.centroid)[0] for sector in sectors], 1)
    nearby = smooth_noise(chance, middles[:, 0], middles[:, 1], 1500.0)
    crowding = np.minimum(residents / np.array([sector.outline.area for sector in sectors]) * 10_000 / 60.0, 1.5)
    common = 9.0 * nearby + 10.0 * crowding + 5.0 * bell(chance, len(sectors))
    domains = {
        "income": 45.0 + common + 9.0 * bell(chance, len(sectors)),
        "employment": 56.0 + common + 9.0 * bell(chance, len(sectors)),
        "education": 60.0 + common + 7.0 * bell(chance, len(sectors)),
        "housing": 39.0 + 0.4 * common + 18.0 * bell(chance, len(sectors)),
        "health": 30.0 + 0.04 * common + 1.2 * bell(chance, len(sectors)),
        "crime": np.full(len(sectors), _CRIME_SCORE),
    }
    aims = [section.bimd for section in SECTIONS]
    for _ in range(12):
        domains = {name: np.clip(values, 0.1, 99.9) for name, values in domains.items()}
        shift = _fitted(sectors, _composite(domains), residents, aims)
        for name in ("income", "employment", "education", "housing"):
            domains[name] = domains[name] + shift
    return {name: np.round(np.clip(values, 0.1, 99.9), 6) for name, values in domains.items()}


def _composite(domains: dict[str, np.ndarray]) -> np.ndarray:
    """Return the weighted mean of the domains, in their fixed order."""
    total = np.zeros_like(domains["crime"])
    for name, weight in _WEIGHTS.items():
        total = total + weight * domains[name]
    return np.round(total, 6)


def _incomes(seed: int, sectors: list[Sector], residents: np.ndarray, score: np.ndarray) -> Incomes:
    """Draw incomes that fall with deprivation; withhold them where few people declare, as the publisher does."""
    chance = generator(seed, "incomes")
    declarations = np.round(residents * (0.54 + 0.04 * bell(chance, len(sectors)))).astype(np.int64)
    of_section = _of_section(sectors)
    aims = np.array([section.income_eur for section in SECTIONS], dtype=float)
    relative = 1.0 - 0.011 * (score - np.array([SECTIONS[index].bimd for index in of_section]))
    median = aims[of_section] * np.clip(relative + 0.05 * bell(chance, len(sectors)), 0.6, 1.7)
    for _ in range(3):
        median = median + _fitted(sectors, median, residents, list(aims))
    mean = median * (1.24 + 0.05 * bell(chance, len(sectors)))
    withheld = np.zeros(len(sectors), dtype=bool)
    withheld[np.argsort(declarations, kind="stable")[: round(0.09 * len(sectors))]] = True
    only_mean = ~withheld & (chance.random(len(sectors)) < 0.015)
    return Incomes(
        declarations,
        np.where(withheld, np.nan, np.round(mean)),
        np.where(withheld | only_mean, np.nan, np.round(median)),
    )


def _shares(seed: int, sectors: list[Sector], residents: np.ndarray, education: np.ndarray) -> dict[str, np.ndarray]:
    """Draw diplomas that follow the education score, and age that follows the suburbs; some are not known."""
    chance = generator(seed, "shares")
    low = np.clip(0.20 + 0.0033 * education + 0.025 * bell(chance, len(sectors)), 0.08, 0.75)
    high = np.clip(0.40 - 0.0032 * education + 0.02 * bell(chance, len(sectors)), 0.04, 0.70)
    low, high = np.round(low, 3), np.round(high, 3)
    bimd = np.array([SECTIONS[sector.section].bimd for sector in sectors])
    old = np.clip(0.17 + 0.0011 * (56.0 - bimd) + 0.025 * bell(chance, len(sectors)), 0.06, 0.40)
    few = residents < 60
    unknown_diploma = few | (chance.random(len(sectors)) < 0.03)
    unknown_age = few | (chance.random(len(sectors)) < 0.02)
    return {
        "share_low_diploma": np.where(unknown_diploma, np.nan, low),
        "share_middle_diploma": np.where(unknown_diploma, np.nan, np.round(1.0 - low - high, 3)),
        "share_high_diploma": np.where(unknown_diploma, np.nan, high),
        "share_65_plus": np.where(unknown_age, np.nan, np.round(old, 3)),
    }
