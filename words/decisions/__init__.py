"""The decision log in words."""
