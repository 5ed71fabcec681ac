"""Writes docs/exported_columns.md; run as `python -m exports`."""

from pathlib import Path

from exports.columns import page

(Path(__file__).parent.parent / "docs" / "exported_columns.md").write_text(page(), "utf-8")
