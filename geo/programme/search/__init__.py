"""How a plan is found: greedy start, cuts, master problem, and the solver.

First the problem with options between 0 and 1 is solved with cuts (``cover``) until few are
violated: no plan is worth more than its optimum. Its options above a degree are taken as bought, and the greedy
completes the plan: the first plan, certified by that bound. Then the problem in whole numbers is solved, cuts are
added at every plan found, and so on until the gap is small enough. A plan's worth is always computed from the plan,
never taken from the solver's claim, and a plan counts only when it keeps every rule to the cent.
"""
