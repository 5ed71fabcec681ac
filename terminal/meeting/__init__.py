"""The command that looks a story of a meeting through before the meeting."""
