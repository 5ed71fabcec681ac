"""Who lives where, and how many of them are expected to be in digital vulnerability."""

from geo.population.inherited import INHERITED, JoinedIndicators, joined_indicators
from geo.population.residences import AGES, Disaggregation, disaggregate
from geo.population.vulnerability import Index, vulnerability_index, wide
from geo.population.vulnerable_count import Expected, expected_vulnerable
from geo.population.vulnerable_range import ASSUMPTIONS, assumed, assumed_rates

__all__ = [
    "AGES",
    "ASSUMPTIONS",
    "INHERITED",
    "Disaggregation",
    "Expected",
    "Index",
    "JoinedIndicators",
    "assumed",
    "assumed_rates",
    "disaggregate",
    "expected_vulnerable",
    "joined_indicators",
    "vulnerability_index",
    "wide",
]
