"""How many examples a law is tried on: a share of them in every run, all of them in ``make thorough``."""

from hypothesis import settings

EVERYDAY, THOROUGH = "everyday", "thorough"

SHARE = 0.3
"""What part of the examples of ``make thorough`` an everyday run draws."""

LEAST = 20
"""An everyday run draws at least so many, where the law asks for so many at all."""


def register() -> None:
    """Make both profiles known; ``--hypothesis-profile thorough`` chooses the other one."""
    # The same examples each time, and no clock: a slow or busy machine is no fault of the program's.
    settings.register_profile(EVERYDAY, deadline=None, derandomize=True, max_examples=round(SHARE * 100))
    settings.register_profile(THOROUGH, deadline=None, derandomize=True, max_examples=100)
    settings.load_profile(EVERYDAY)


def draws(examples: int, *, least: int = LEAST) -> settings:
    """Return the settings of a law that a thorough run tries on so many examples, and an everyday one on a share."""
    if settings.get_current_profile_name() == THOROUGH:
        return settings(max_examples=examples)
    return settings(max_examples=max(min(examples, least), round(SHARE * examples)))
