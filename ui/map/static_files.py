"""What the browser fetches, written once under names that hold a digest of the content."""

import os
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from importlib.metadata import files
from pathlib import Path

import streamlit

ROOT = Path(__file__).resolve().parents[2]
STATIC = "MAILLAGE_STATIC"
"""Variable that names the folder Streamlit serves from where a server has one of its own."""

FOLDER = ROOT / "static"
"""The same where the program's own script is run."""

ADDRESS = "../../app/static"
"""Relative to the frame of the map, so that it also holds under a base path of the server."""

KEPT_DAYS = 7
"""Files no page has asked for since then are removed."""

SCRIPTS = ("symbols", "legend", "names", "water", "streets", "view", "swipe", "keys", "atlas")
"""Our own scripts of the map, each after those it uses."""

_OURS = Path(__file__).parent / "browser"
"""Where our own scripts and style of the map lie."""

LONG_AGO = 946_684_800
"""When every file says it was last changed: the year 2000. Streamlit tells browsers nothing about keeping files, and
they keep one without asking again for a tenth of the time since then; a name with a digest never changes its content.
When a file was last asked for stands in its time of access."""

_FONTS = {
    "sans": "SourceSansVF-Upright",
    "serif": "SourceSerifVariable-Roman",
    "serif-italic": "SourceSerifVariable-Italic",
}
"""Fonts that come with Streamlit: the map is set in the type of the page."""


def publish(contents: Mapping[str, bytes], prefix: str, folder: Path | None = None) -> dict[str, str]:
    """Write contents, given by file name, that are not there yet; return their addresses by the same names."""
    folder = folder or served_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return {
        name: _put(folder, prefix, name, sha256(content).hexdigest()[:16], lambda content=content: content)
        for name, content in contents.items()
    }


def publish_once(make: Callable[[], bytes], name: str, prefix: str, digest: str, folder: Path | None = None) -> str:
    """Return the address of a file of which ``digest`` tells the content; it is made only where it is not there yet."""
    folder = folder or served_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return _put(folder, prefix, name, digest, make)


def _put(folder: Path, prefix: str, name: str, digest: str, make: Callable[[], bytes]) -> str:
    stem, _dot, ending = name.rpartition(".")
    # Hyphens only: streamlit-folium overlooks whatever follows an underscore when it tells maps apart.
    target = folder / f"{prefix}-{stem.replace('_', '-')}-{digest}.{ending}"
    if not target.exists():
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        beside.write_bytes(make())
        beside.replace(target)
    os.utime(target, (time.time(), LONG_AGO))
    return f"{ADDRESS}/{target.name}"


def served_folder() -> Path:
    """Return the folder whose files the browser can fetch."""
    return Path(os.environ.get(STATIC, FOLDER))


def remove_forgotten(folder: Path | None = None) -> None:
    """Remove what has not been asked for during `KEPT_DAYS`."""
    oldest = time.time() - KEPT_DAYS * 86_400
    for path in (folder or served_folder()).glob("*-*-*.*"):
        if path.stat().st_atime < oldest:
            path.unlink(missing_ok=True)


def browser_library(folder: Path | None = None) -> dict[str, bytes]:
    """Return what draws the map: Leaflet from its installed package, and our own scripts and style.

    The fonts the style names are published on the way, since it holds their addresses.
    """
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    fonts = {f"{name}.woff2": next(media.glob(f"{stem}*.woff2")).read_bytes() for name, stem in _FONTS.items()}
    style = (_OURS / "atlas.css").read_text("utf-8")
    for name, address in publish(fonts, "atlas", folder).items():
        style = style.replace(f'url("{name}")', f'url("{address.rpartition("/")[2]}")')
    # One file of all scripts: the map's frame fetches each after the one before, and every fetch takes its time.
    scripts = [_leaflet("leaflet.js"), *((_OURS / f"{name}.js").read_bytes() for name in SCRIPTS)]
    return {"leaflet.css": _leaflet("leaflet.css"), "atlas.css": style.encode(), "atlas.js": b"\n;\n".join(scripts)}


def _leaflet(name: str) -> bytes:
    """Return a file of Leaflet as the package ``django-js-lib-leaflet`` delivers it."""
    return next(Path(path.locate()).read_bytes() for path in files("django-js-lib-leaflet") or [] if path.name == name)
