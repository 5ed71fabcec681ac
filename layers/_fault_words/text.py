"""What every fault says: a problem and its remedy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FaultText:
    """What a fault code says: ``problem`` and ``remedy`` are English ``N_`` texts with ``{named}`` places.

    Available in both: ``file``, ``row``, ``column``, ``value`` and the fault's own parameters.
    """

    problem: str
    remedy: str
