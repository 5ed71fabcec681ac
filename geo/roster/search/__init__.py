"""The search for a roster: greedy, model, solver."""
