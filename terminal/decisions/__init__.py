"""The commands of the decision log."""
