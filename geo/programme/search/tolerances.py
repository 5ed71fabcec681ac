"""How exactly the search counts, and when another step is not worth its work."""

PROVEN = 1e-6
"""Relative gap below which floating-point numbers cannot tell a plan from its bound."""

ROUNDING_ERROR = 1e-9
"""Weighted person-years, or share of them where that is more, by which a bound may exceed a plan's worth for no other
reason than rounding. A plan that serves nobody and must spend is worth less than nothing: no ratio tells its gap."""

FACET, FEWEST_FACETS, FALL, FIRST_ROUNDS, ROUNDS = 1e-4, 10, 0.02, 2, 12
"""In the relaxed problem: share of a need by which a facet must be violated, the number of facets below which another
round is not worth its work, the part of the gap asked for by which a round must lower the bound, and rounds at the most
before the first plan and in all."""

SLACK = 0.05
"""Share of a need by which a facet may stay above the relaxed answer and is kept for the search in whole numbers."""

ROUNDING = (0.999, 0.9, 0.75, 0.6, 0.5)
"""Degrees from which an option of the relaxed plan is taken as bought before the greedy completes it."""

FAR = 0.005
"""Relative gap above which a better plan is sought by itself before the proof."""

NEAREST_GAP, NEAREST_NODES = 0.005, 50
"""Effort for the plan nearest to the relaxed one."""

PART, PART_BUILDINGS, PART_NODES, CLOSES, VAIN_PARTS, PARTS = 0.3, 100, 30, 0.1, 2, 40
"""Share of the buildings planned anew at once and how many at the most, nodes for it, the share of the gap that it must
close, how many times in a row it may close less, and how many parts at the most."""

APART, APART_OPTIONS = 1e-6, 400
"""How much an option must differ between the plan and the relaxed one to be planned anew for that, and how many may."""
