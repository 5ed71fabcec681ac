"""A scalable graphic as a picture, drawn with the fonts of the dossier and none of the machine."""

import tempfile
from pathlib import Path

from exports.dossier.fonts import font_folder

_PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#image(bytes(sys.inputs.at("svg")), format: "svg", width: 100%)
"""

POINTS_AN_INCH = 72

FINER = 1.2
"""Pixels for each unit of the graphic: 1600 units make the 1920 pixels of a projector."""


def picture(svg: str, width: int, height: int, kept: Path) -> bytes:
    """Return an SVG document as PNG; the same document always gives the same bytes.

    Parameters
    ----------
    svg
        The document, which fills the whole picture.
    width, height
        Its size in its own units.
    kept
        Folder of this program's own where fonts stay unpacked; where it cannot be written to, they are unpacked anew.
    """
    try:
        folder = font_folder(kept)
    except OSError:
        with tempfile.TemporaryDirectory(prefix="maillage-fonts-") as unkept:
            return _drawn(svg, width, height, font_folder(Path(unkept)))
    return _drawn(svg, width, height, folder)


def _drawn(svg: str, width: int, height: int, folder: Path) -> bytes:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    with tempfile.TemporaryDirectory(prefix="maillage-picture-") as empty:
        return typst.compile(
            _PAGE.format(width=width, height=height).encode(),
            root=empty,
            font_paths=fonts,
            ignore_system_fonts=True,
            package_path=empty,
            package_cache_path=empty,
            sys_inputs={"svg": svg},
            format="png",
            ppi=POINTS_AN_INCH * FINER,
        )
