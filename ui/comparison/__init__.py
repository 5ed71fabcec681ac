"""Two sides beside each other on the screen: choosing them, what differs, the map and the table of it."""
