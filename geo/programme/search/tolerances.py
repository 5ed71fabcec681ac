"""How exactly the search counts, and when another step is not worth its time."""

PROVEN = 1e-6
"""Relative gap below which floating-point numbers cannot tell a plan from its bound."""

ROUNDING_ERROR = 1e-9
"""Weighted person-years, or share of them where that is more, by which a bound may exceed a plan's worth for no other
reason than rounding. A plan that serves nobody and must spend is worth less than nothing: no ratio tells its gap."""

CLAIM_TOLERANCE = 1e-6
"""People by which the solver's claim of what is served may exceed the truth unnoticed."""

LP_TOLERANCE, LP_FEWEST_CUTS, LP_FEW_PARTS, LP_ROUNDS = 0.05, 12, 50, 40
"""In the relaxed problem: people by which a cut must be violated, the number of cuts below which another round is not
worth its time (or this part of all there can be, where that is less), and rounds at the most."""

ROUNDING = (0.999, 0.9, 0.75, 0.6, 0.5)
"""Degrees from which an option of the relaxed plan is taken as bought before the greedy completes it."""

PART, WORTH_PARTS, VAIN_PARTS = 0.3, 200, 4
"""Share of the buildings planned anew at once, number of options from which that is worth it, and the number of times
it may bring next to nothing before the proof begins."""


def fewest_cuts(parts: int) -> int:
    """Return the number of violated cuts below which another round is not worth its time, of so many there can be."""
    return min(LP_FEWEST_CUTS, 1 + parts // LP_FEW_PARTS)
