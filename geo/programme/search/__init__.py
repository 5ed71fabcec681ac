"""How a plan is found: greedy start, relaxed problem, rounding, parts, and the whole problem in the solver.

First the problem with options between 0 and 1 is solved, held closer by the facets of small classes (``hulls``): no
plan is worth more than its optimum. Its options above a degree are taken as bought, and the greedy completes the plan:
the first plan, certified by that bound. Where none of these keeps the rules, the plan nearest to the relaxed one that
does is sought by itself; where the plan is still far from the bound, parts of it are planned anew. So is, once, what
differs between plan and relaxed plan. Then the whole problem is solved in whole numbers until the gap is small enough.
A plan's worth is always computed from the plan, never taken from the solver's claim, and a plan counts only when it
keeps every rule to the cent.
"""
