"""What floors ask for and what can be given: by sums alone, before any roster is searched for."""
