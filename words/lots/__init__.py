"""Device lots in words, by subject."""
