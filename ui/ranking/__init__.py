"""What the view of the ranking is made of: list, weights, why."""
