"""Static files: named by content, written once, forgotten in the end, and none from elsewhere."""

import os
import re
import time
from pathlib import Path

from ui.map.static_files import (
    FOLDER,
    KEPT_DAYS,
    ROOT,
    browser_library,
    publish,
    publish_once,
    remove_forgotten,
)


def test_files_lie_beside_the_main_script_and_never_among_the_sources() -> None:
    assert (FOLDER.parent / "app.py").is_file()
    assert FOLDER == ROOT / "static"
    assert not [path.name for path in (ROOT / "ui").rglob("*-*-*.*")]


def test_the_name_follows_the_content_and_nothing_is_written_twice(tmp_path: Path) -> None:
    first = publish({"sites.geojson": b"{}"}, "demo", tmp_path)
    (path,) = tmp_path.iterdir()
    written = path.stat().st_ino
    assert publish({"sites.geojson": b"{}"}, "demo", tmp_path) == first
    assert path.stat().st_ino == written
    assert publish({"sites.geojson": b"[]"}, "demo", tmp_path) != first
    assert len(list(tmp_path.iterdir())) == 2


def test_names_keep_what_tells_two_maps_apart(tmp_path: Path) -> None:
    # streamlit-folium removes whatever follows an underscore before it compares two maps.
    addresses = publish({"mobile_5g.geojson": b"{}"}, "52011", tmp_path)
    assert "_" not in addresses["mobile_5g.geojson"]
    assert addresses["mobile_5g.geojson"].startswith("../../app/static/")


def test_old_files_go_and_young_ones_stay(tmp_path: Path) -> None:
    publish({"old.geojson": b"1", "new.geojson": b"2"}, "demo", tmp_path)
    keep = tmp_path / ".gitkeep"
    keep.touch()
    old = next(tmp_path.glob("*old*"))
    for path in (old, keep):
        os.utime(path, (time.time() - (KEPT_DAYS + 1) * 86_400, 0))
    remove_forgotten(tmp_path)
    assert not old.exists()
    assert keep.exists()
    assert len(list(tmp_path.glob("*new*"))) == 1


def test_the_library_comes_from_this_machine(tmp_path: Path) -> None:
    library = browser_library(tmp_path)
    assert set(library) == {"leaflet.css", "atlas.css", "atlas.js"}
    style = library["atlas.css"].decode()
    fonts = re.findall(r'url\("([^"]+)"\)', style)
    assert len(fonts) == 3
    assert all((tmp_path / name).stat().st_size > 10_000 for name in fonts)
    ours = [path for path in (ROOT / "ui").rglob("*") if path.suffix in {".js", ".css"}]
    assert {"atlas.js", "atlas.css", "row_list.js", "search_box.js", "budget_curve.js", "page.css"} <= {
        path.name for path in ours
    }
    for path in ours:
        text = path.read_text("utf-8")
        assert set(re.findall(r"https?://[^\s\"')]+", text)) <= {"http://www.w3.org/2000/svg"}, path.name
        assert "innerHTML" not in text, path.name


def test_what_its_digest_tells_is_made_once(tmp_path: Path) -> None:
    made = []

    def make() -> bytes:
        made.append("made")
        return b"[]"

    first = publish_once(make, "streets.json", "demo", "1-a", tmp_path)
    assert publish_once(make, "streets.json", "demo", "1-a", tmp_path) == first
    assert first.endswith("/demo-streets-1-a.json")
    assert made == ["made"]
    assert publish_once(make, "streets.json", "demo", "1-b", tmp_path) != first
    assert len(made) == 2


def test_browsers_may_keep_what_they_have_fetched(tmp_path: Path) -> None:
    """A file without a word about it is kept for a tenth of its age: these say they are from 2000."""
    publish({"sites.geojson": b"1"}, "demo", tmp_path)
    publish({"sites.geojson": b"1"}, "demo", tmp_path)
    told = next(tmp_path.glob("demo-sites-*")).stat()
    assert time.gmtime(told.st_mtime)[:3] == (2000, 1, 1)
    assert time.time() - told.st_atime < 60
