"""Measurements of speed, side by side with well-known peers; each writes its own part of docs/performance.md."""
