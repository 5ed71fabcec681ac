"""The page as one file: no request, nothing fetched, opened from a folder or a stick by any browser of today."""

import base64
import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import cast

from exports.dossier.maps import ground, need_fills
from exports.dossier.material import Material
from exports.dossier.pages import SYNTHETIC, footer, leading_sentences, parts_of_city
from exports.dossier.pdf import without_controls
from exports.maps.drawing import SOFT, WIDTH
from exports.page.buildings import buildings, years
from exports.page.markup import markup, text_of
from exports.text_files import write_text
from geo.texts import N_

_HERE = Path(__file__).parent

_WORDS = {
    "skip": N_("To the dossier"),
    "stage": N_("Map and list of buildings"),
    "search": N_("Search by name, address or section"),
    "only": N_("Only those in the programme"),
    "closer": N_("Closer"),
    "farther": N_("Farther"),
    "whole": N_("The whole commune"),
    "card": N_("Card of the building"),
    "need": N_("Share of residents in digital difficulty, by neighbourhood (estimated)"),
    "years": N_("Buildings of the Wi-Fi programme, by the year they are begun in"),
}
"""What stands on the page beside the figures."""


def write_page(material: Material, path: Path) -> None:
    """Write the page to a file, whole or not at all."""
    write_text(page(material), path)


def page(material: Material) -> str:
    """Return the page in the language of the material.

    Its figures are those of the dossier, whose parts stand under the map. What a browser may do with it is said in the
    page itself: run this one script, use this one style, and nothing else; no address at all is allowed.
    """
    _, place = material.translate, material.place_name
    style, script = ((_HERE / name).read_text("utf-8") for name in ("page.css", "page.js"))
    shown = ground(material)
    fills, classes = need_fills(material, shown)
    drawing = shown.drawing(fills, (), material.water)
    told = {
        "buildings": buildings(material, shown),
        "labels": [{"text": each.text, "x": each.x * WIDTH, "y": each.y * shown.height} for each in drawing.labels],
        "words": {"close": _(N_("Close")), "count": _(N_("Shown: {shown} of {all}"))},
    }
    data = json.dumps(without_controls(told), ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    title = f"Maillage - {place}"
    subtitle = _(N_("Public Wi-Fi and digital help: what the city can do, and why"))
    said = cast(dict[str, object], without_controls({"blocks": list(parts_of_city(material, buildings=False))}))[
        "blocks"
    ]
    opening = "".join(f"<li>{text_of(without_controls(each))}</li>" for each in leading_sentences(material))
    synthetic = f'<p class="synthetic">{text_of(_(SYNTHETIC))}</p>' if material.place.synthetic else ""
    alt = _(N_("Map of {where}: the list beside it says the same in words.")).format(where=place)
    word = {name: text_of(_(text)) for name, text in _WORDS.items()}
    return f"""<!DOCTYPE html>
<html lang="{text_of(material.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{text_of(title)}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#dossier">{word["skip"]}</a>
<header>
<h1>{text_of(place)}</h1>
<p>{text_of(subtitle)}</p>
{synthetic}
<ol class="lead">{opening}</ol>
</header>
<section class="stage" aria-label="{word["stage"]}">
<div class="panel">
<div class="search">
<label for="search">{word["search"]}</label>
<input type="search" id="search" autocomplete="off">
<label class="only"><input type="checkbox" id="only">{word["only"]}</label>
<p class="count" id="count" aria-live="polite"></p>
</div>
<ul class="list" id="list"></ul>
</div>
<div class="map">
{drawing.svg.replace("<svg ", f'<svg class="ground" role="img" aria-label="{text_of(alt)}" ', 1)}
<div class="zoom">
<button type="button" id="closer" aria-label="{word["closer"]}">+</button>
<button type="button" id="farther" aria-label="{word["farther"]}">−</button>
<button type="button" id="whole" aria-label="{word["whole"]}">⤢</button>
</div>
<div class="card" id="card" role="region" aria-label="{word["card"]}" hidden></div>
</div>
</section>
<div class="legend">
{_legend(material, classes)}
</div>
<main class="dossier" id="dossier" tabindex="-1">
{markup(said)}
</main>
<footer>{text_of(footer(material))}</footer>
<script type="application/json" id="told">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def _policy(style: str, script: str) -> str:
    """Return what the page allows itself: the style and the script in it, known by their digests."""

    def known(text: str) -> str:
        return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; style-src {known(style)}; script-src {known(script)}; base-uri 'none'; form-action 'none'"
    )


def _legend(material: Material, classes: Sequence[tuple[str, float, str]]) -> str:
    _ = material.translate
    word = {name: text_of(_(text)) for name, text in _WORDS.items()}
    rows = [f"<strong>{word['need']}</strong>"]
    rows += [_row(_square(colour), text) for colour, _radius, text in classes]
    planned = years(material)
    if planned:
        rows.append(f"<strong>{word['years']}</strong>")
        rows += [_row(_round(colour, 6), str(year)) for year, colour in planned.items()]
        rows.append(_row(_round(SOFT, 3), _(N_("not in the plan"))))
    return "\n".join(rows)


def _row(drawn: str, text: str) -> str:
    return f"<span>{drawn}{text_of(text)}</span>"


def _square(colour: str) -> str:
    if colour == "unknown":
        # The hatching of the map, which stands in the same page.
        colour = "url(#unknown)"
    shape = f'<rect x="0.5" y="0.5" width="21" height="13" fill="{colour}" stroke="{SOFT}"/>'
    return f'<svg width="22" height="14" viewBox="0 0 22 14" aria-hidden="true">{shape}</svg>'


def _round(colour: str, radius: float) -> str:
    shape = f'<circle cx="7" cy="7" r="{radius:g}" fill="{colour}" stroke="#1f2328" stroke-width="0.8"/>'
    return f'<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{shape}</svg>'
