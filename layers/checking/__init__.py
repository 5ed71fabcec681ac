"""What the checks of cleaned tables are made of."""
