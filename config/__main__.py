"""Writes docs/settings.md, and the defaults that other pages name; run as `python -m config`."""

from pathlib import Path

from config.settings_page import filled, page, pages

ROOT = Path(__file__).parent.parent

(ROOT / "docs" / "settings.md").write_text(page(), "utf-8")
for path in pages(ROOT):
    path.write_text(filled(path.read_text("utf-8")), "utf-8")
