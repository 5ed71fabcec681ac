"""Every view as a reader has it before him: ``python -m benchmarks.screenshots [language [view ...]]``.

The pictures are in docs/screenshots, of all views or of those named.
The app is started on the demonstration city, that of ``MAILLAGE_TEST_DEMO``, else one built for the moment, with a few
decisions in the log of a copy: without any, the view of decisions would show nothing.
A file is called by its view and its window, with ``_reunion`` at the end where the type is that of a meeting.
"""

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from benchmarks._demo import decided_data
from benchmarks.slider_latency import ROOT, WARM, opened_page, running_app
from ui.views import VIEWS

FOLDER = ROOT / "docs" / "screenshots"
WINDOWS = ((1366, 768), (1920, 1080), (390, 844))
COLOURS = 64
"""Half of a picture's colours: the most frequent, kept exactly, beside as many that stand far apart, however rare."""

LAST = ("accueil", "reunion")
"""Views that plan nothing and show what others have planned."""

BUSY = ".st-key-stop_search, [data-phase=first], [data-phase=waiting], [data-testid=stSpinner]"
"""What stands on a page on which something is still being looked for."""

PATIENCE_MS = 180_000
"""How long the proof of the programme may take; what is shown does not change once it stands."""


def main(arguments: list[str]) -> None:
    """Write all pictures, and say how large they are."""
    language = arguments[0] if arguments else "fr"
    views = arguments[1:] or sorted((view.key for view in VIEWS), key=lambda key: key in LAST)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with decided_data() as data:
        written = [*_pictures(data, language, views)]
    total = sum(path.stat().st_size for path in written)
    largest = max(written, key=lambda path: path.stat().st_size)
    print(
        f"{len(written)} pictures in {FOLDER.relative_to(ROOT)}, {total / 1e6:.1f} MB; "
        f"the largest, {largest.name}, {largest.stat().st_size / 1e3:.0f} kB"
    )


def _pictures(data: Path, language: str, views: Sequence[str]) -> Iterator[Path]:
    environment = {"MAILLAGE_DATA": str(data.resolve()), "MAILLAGE_COMMUNE": "demo"}
    with running_app(environment, WARM) as address, opened_page() as page:
        for view in views:
            for mode, name in (("", ""), ("&mode=reunion", "_reunion")):
                for width, height in WINDOWS:
                    page.set_viewport_size({"width": width, "height": height})
                    page.goto(f"{address}/{view}?lang={language}{mode}")
                    _wait(page)
                    path = FOLDER / f"{view}_{width}x{height}{name}.png"
                    _keep(page.screenshot(animations="disabled"), path)
                    yield path


def _wait(page: Page) -> None:
    """Wait until the view is drawn whole: its map, and the proof of a programme."""
    page.wait_for_selector(".headline", timeout=PATIENCE_MS)
    page.wait_for_timeout(1500)
    if page.locator(".st-key-atlas").count():
        page.wait_for_function(
            "() => document.querySelector('.st-key-atlas iframe')?.contentWindow?.maillageReady", timeout=PATIENCE_MS
        )
    for _ in range(2):
        # A search begins a moment after the page: the second look sees it.
        page.wait_for_function("(busy) => !document.querySelector(busy)", arg=BUSY, timeout=PATIENCE_MS)
        page.wait_for_timeout(2500)


def _keep(picture: bytes, path: Path) -> None:
    """Write a picture in few colours, without a date, so that the same picture is the same file."""
    whole = Image.open(io.BytesIO(picture)).convert("RGB")
    counted = sorted(whole.getcolors(whole.width * whole.height) or [], reverse=True)[:COLOURS]
    apart = whole.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _count, colour in counted for part in colour] + apart[: 3 * COLOURS])
    whole.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
