"""What is written in the cells of a column: decimal marks, percentages, codes for what is withheld."""
