"""Features asked of a map service (WFS, OGC API Features), page by page, and kept as one file."""
