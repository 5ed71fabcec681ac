"""How many examples a law is tried on: a share of them in every run, all of them in ``make thorough``."""

from collections.abc import Sequence
from typing import TypeVar

import pytest
from hypothesis import settings

QUICK, EVERYDAY, THOROUGH = "quick", "everyday", "thorough"

SHARES = {QUICK: 0.03, EVERYDAY: 0.06, THOROUGH: 1.0}
"""What part of the examples of ``make thorough`` a run draws."""

LEAST = {QUICK: 3, EVERYDAY: 6, THOROUGH: 0}
"""A run draws at least so many, where the law asks for so many at all."""

_EXAMPLES = 100
"""What a law that says nothing is tried on in a thorough run, as Hypothesis has it."""


Case = TypeVar("Case")


def some(cases: Sequence[Case], everyday: int) -> list[Case]:
    """Return cases that are slow to try: all of them in a thorough run, else so many, spread over the whole list."""
    if settings.get_current_profile_name() == THOROUGH or len(cases) <= everyday:
        return list(cases)
    return [cases[place * len(cases) // everyday] for place in range(everyday)]


def times(thorough: int, everyday: int) -> int:
    """Return how often something slow is done: as often as wanted in a thorough run, less often in every other."""
    return thorough if settings.get_current_profile_name() == THOROUGH else everyday


def thorough_only() -> pytest.MarkDecorator:
    """Return the mark of a test that tries again at length what others show every day: it runs in ``make thorough``."""
    skipped = settings.get_current_profile_name() != THOROUGH
    return pytest.mark.skipif(skipped, reason="slow, and tried in another way every day: it runs in make thorough")


def register() -> None:
    """Make all profiles known; ``--hypothesis-profile`` chooses another one than that of every day."""
    for name, share in SHARES.items():
        # The same examples each time, and no clock: a slow or busy machine is no fault of the program's.
        settings.register_profile(name, deadline=None, derandomize=True, max_examples=round(share * _EXAMPLES))
    settings.load_profile(EVERYDAY)


def draws(examples: int, *, everyday: int = 0) -> settings:
    """Return the settings of a law that a thorough run tries on so many examples, and other runs on a share of them.

    Parameters
    ----------
    examples
        How many a thorough run draws.
    everyday
        How many every run but a quick one draws at least.
    """
    profile = settings.get_current_profile_name()
    least = min(examples, max(LEAST[profile], everyday if profile == EVERYDAY else 0))
    return settings(max_examples=max(least, round(SHARES[profile] * examples)))
