"""Device lots as files: their tables, how they are written and read back, and what each column says."""
