"""Who lives where, and how many of them are expected to be in digital vulnerability."""

from geo.population.residences import Disaggregation, disaggregate
from geo.population.vulnerability import Index, vulnerability_index, wide
from geo.population.vulnerable_count import Expected, expected_vulnerable

__all__ = ["Disaggregation", "Expected", "Index", "disaggregate", "expected_vulnerable", "vulnerability_index", "wide"]
