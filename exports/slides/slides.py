"""Maps for slides, wide as a projector: as scalable graphics for any program of slides, and as pictures."""

import textwrap
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import cast

from exports._together import together
from exports.dossier.blocks import Block
from exports.dossier.maps import gap_map, ground, need_map, wave_map
from exports.dossier.material import Material
from exports.dossier.pages import SYNTHETIC, footer
from exports.dossier.pdf import without_controls
from exports.dossier.picture import picture
from exports.maps.drawing import INK, PAPER, SOFT
from exports.maps.drawing import WIDTH as DRAWN
from geo.texts import N_

WIDTH, HEIGHT = 1600, 900

_MAP = (60.0, 150.0, 980.0, 670.0)
"""Left, top, width and height of what a map may fill."""

_LABEL = 15
"""Size of the letters of a name on the map."""

_SANS = "SourceSans3VF, 'Source Sans 3', 'Segoe UI', 'DejaVu Sans', Arial, sans-serif"
_SERIF = "'Source Serif 4', Georgia, 'DejaVu Sans', serif"

_ASIDE, _LINE, _LETTERS = 1090, 38, 42
"""Left of the legend, height of its lines, letters of one."""


def write_slides(material: Material, folder: Path, kept: Path) -> list[Path]:
    """Write every map as ``.svg`` and ``.png`` into a folder, all or nothing, and return the files.

    Parameters
    ----------
    material
        What is shown, and the language.
    folder
        Where to.
    kept
        Folder of this program's own where fonts stay unpacked.
    """
    with together(folder) as (beside, placed):
        for name, text in slides(material).items():
            (beside / f"{name}.svg").write_text(text, "utf-8")
            (beside / f"{name}.png").write_bytes(picture(text, WIDTH, HEIGHT, kept))
    return placed


def slides(material: Material) -> dict[str, str]:
    """Return the maps by the names of their files: need, gaps and, where there is a plan, the programme."""
    _, where, whole = material.translate, material.place_name, ground(material)
    wide = min(_MAP[2], _MAP[3] / (whole.height / DRAWN))
    letter = 0.53 * _LABEL / wide * DRAWN
    found = {
        "need": (_(N_("Where the need is")), need_map(material, whole, where, letter=letter)),
        "gaps": (_(N_("Who is left out")), gap_map(material, whole, where, letter=letter)),
    }
    if material.has_plan:
        found["programme"] = (_(N_("Where Wi-Fi comes")), wave_map(material, whole, where, letter=letter))
    return {f"maillage_{name}": slide(material, title, figure) for name, (title, figure) in found.items()}


def slide(material: Material, title: str, figure: Block) -> str:
    """Return one map with its title, legend, caption and origin as an SVG document that needs nothing else."""
    shown = cast(Mapping[str, object], without_controls(figure))
    left, top, most_wide, most_high = _MAP
    ratio = float(str(figure["ratio"]))
    wide = min(most_wide, most_high / ratio)
    high = wide * ratio
    left += (most_wide - wide) / 2
    place = f'<svg x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" '
    inner = str(figure["svg"]).split(">", 1)
    view = inner[0].split('viewBox="')[1].split('"')[0]
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
        _text(60, 84, title, 46, _SERIF, weight=600),
        _text(60, 124, material.place_name, 24, _SANS, colour="#5b574e"),
        f'{place}viewBox="{view}">{inner[1]}',
        *_labels(cast(Sequence[Mapping[str, object]], shown["labels"]), left, top, wide, high),
        *_aside(material, shown),
        _text(60, 866, str(without_controls(footer(material))), 17, _SANS, colour="#5b574e"),
    ]
    told = f"<title>{escape(title)}</title><desc>{escape(str(shown['alt']))}</desc>"
    head = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg {head} lang="{material.language}" role="img">{told}{"".join(parts)}</svg>\n'


def _labels(labels: Sequence[Mapping[str, object]], left: float, top: float, wide: float, high: float) -> list[str]:
    """Return the names on the map, with paper around the letters."""
    return [
        f'<text x="{left + float(str(each["x"])) * wide:.1f}" y="{top + float(str(each["y"])) * high + 5:.1f}" '
        f'font-family="{_SERIF}" font-size="{_LABEL}" text-anchor="middle" fill="{INK}" stroke="{PAPER}" '
        f'stroke-width="3" stroke-opacity="0.85" paint-order="stroke">{escape(str(each["text"]))}</text>'
        for each in labels
    ]


def _aside(material: Material, shown: Mapping[str, object]) -> list[str]:
    """Return what stands right of the map: invented data called so, the caption, the legend."""
    parts, line = [], 190
    if material.place.synthetic:
        for each in textwrap.wrap(material.translate(SYNTHETIC), _LETTERS):
            parts.append(_text(_ASIDE, line, each, 22, _SANS, weight=600, colour="#7a2a10"))
            line += 30
        line += 24
    for each in textwrap.wrap(str(shown["caption"]), _LETTERS):
        parts.append(_text(_ASIDE, line, each, 23, _SANS))
        line += 31
    line += 24
    for row in cast(Sequence[Mapping[str, object]], shown["legend"]):
        parts.append(_swatch(row, line))
        for each in textwrap.wrap(str(row["text"]), _LETTERS - 4):
            parts.append(_text(_ASIDE + 52, line, each, 22, _SANS))
            line += 28
        line += _LINE - 28
    return parts


def _swatch(row: Mapping[str, object], line: float) -> str:
    radius, colour = float(str(row["radius"])), str(row["colour"])
    if radius > 0:
        return f'<circle cx="{_ASIDE + 17}" cy="{line - 8}" r="{radius:g}" fill="{colour}" stroke="{INK}"/>'
    fill = "url(#unknown)" if colour == "unknown" else colour
    return f'<rect x="{_ASIDE}" y="{line - 20}" width="34" height="22" fill="{fill}" stroke="{SOFT}"/>'


def _text(x: float, y: float, words: str, size: int, family: str, *, weight: int = 500, colour: str = INK) -> str:
    look = f'font-family="{family}" font-size="{size}" font-weight="{weight}" fill="{colour}"'
    return f'<text x="{x:g}" y="{y:g}" {look}>{escape(words)}</text>'
