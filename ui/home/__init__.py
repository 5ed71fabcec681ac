"""What the first view says: three recommendations with their small maps, what changed, what rests on missing data."""
