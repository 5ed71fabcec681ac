"""The tables of an export as one workbook: its cells, its sheets, and what stands on its tabs and over its columns."""
