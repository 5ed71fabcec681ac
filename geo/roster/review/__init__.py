"""A roster looked at from several sides: fairness, waves, hours, what an absence does."""
