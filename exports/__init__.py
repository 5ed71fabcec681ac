"""What leaves the program as files: the tables of an assessment, the same numbers as on screen."""
