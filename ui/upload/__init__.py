"""Bringing files in from the browser: dropped, told, looked at, approved, taken back."""
