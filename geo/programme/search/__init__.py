"""How a plan is found: greedy start, cuts, master problem, and the solver."""
