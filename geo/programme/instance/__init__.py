"""What is planned: buildings, tiers and costs, merged demand, in exact whole cents and millionths of people."""
