"""Writes docs/data_dictionary.md; run as `python -m layers`."""

from pathlib import Path

from layers._dictionary import dictionary

(Path(__file__).parent.parent / "docs" / "data_dictionary.md").write_text(dictionary(), "utf-8")
