"""The fonts of a dossier: those of the app, brought from what is installed with it, and which letters they have."""

import io
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from store.held import held_folder

_OF_THE_APP = ("SourceSansVF-Upright", "SourceSerifVariable-Roman")
"""Fonts that come with Streamlit."""

_OTHER_LETTERS = "DejaVuSans.ttf"
"""Font that comes with matplotlib: Greek, Cyrillic, Hebrew, Arabic, signs."""


def font_folder(kept: Path) -> Path:
    """Return a folder that holds the fonts and nothing else, unpacked unless they are there from another time.

    Parameters
    ----------
    kept
        Folder of this program's own; the fonts of another version of it lie in other folders there.
    """
    packed = {f"{path.name.split('.')[0]}.ttf": path.read_bytes() for path in _packed()}
    packed[_OTHER_LETTERS] = (_folder_of("matplotlib") / "mpl-data" / "fonts" / "ttf" / _OTHER_LETTERS).read_bytes()
    folder = kept / sha256(b"".join(sha256(content).digest() for content in packed.values())).hexdigest()[:16]
    missing = [name for name in packed if not (folder / name).is_file()]
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        # Beside the folder, not in it: whatever lies there is taken for a font.
        with held_folder(kept) as beside:
            for name in missing:
                (beside / name).write_bytes(_unpacked(packed[name]))
                (beside / name).replace(folder / name)
    return folder


@cache
def letters(folder: Path) -> frozenset[int]:
    """Return the code points that at least one of the fonts of a folder can show."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for path in sorted(folder.iterdir()):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)


def showable(content: object, known: frozenset[int]) -> object:
    """Return plain data in which every character no font has is written out, as ``[U+4E2D]``, and none is lost."""
    if isinstance(content, str):
        if all(ord(each) in known for each in content):
            return content
        return "".join(each if ord(each) in known or each == "\n" else f"[U+{ord(each):04X}]" for each in content)
    if isinstance(content, Mapping):
        return {name: value if name == "svg" else showable(value, known) for name, value in content.items()}
    return [showable(each, known) for each in content] if isinstance(content, list | tuple) else content


def _packed() -> list[Path]:
    media = _folder_of("streamlit") / "static" / "static" / "media"
    return [next(iter(sorted(media.glob(f"{stem}.*.woff2")))) for stem in _OF_THE_APP]


def _folder_of(package: str) -> Path:
    """Return where a package lies, which is not loaded for it."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def _unpacked(content: bytes) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    if font.flavor is None:
        return content
    font.flavor = None
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()
