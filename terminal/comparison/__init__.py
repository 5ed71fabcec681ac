"""Two scenarios, kept plans, kept rosters or states of the data compared on the command line."""
