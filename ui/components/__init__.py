"""The pieces views are made of."""
