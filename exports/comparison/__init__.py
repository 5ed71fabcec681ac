"""A comparison as a table: what differs, one row a figure or a building's quantity."""
