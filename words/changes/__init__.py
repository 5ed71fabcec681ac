"""What a file changes, in words: rows, totals, and decisions."""
