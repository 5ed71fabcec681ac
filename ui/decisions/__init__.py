"""The decision log on the screen: what is in force on a card, entering, undoing, and laying decisions over a plan."""
