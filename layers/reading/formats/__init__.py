"""Readers of formats a table may come in beside text, workbooks and databases."""
