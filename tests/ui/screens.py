"""Every view and card of the app as a screen to be tried, and what is read off it in the browser."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import streamlit
from axe_playwright_python.base import AXE_SCRIPT

from geo.ranking.assessment import Assessment
from tests.ui.conftest import Visit
from words._collect import read_catalogue

LANGUAGES = ("fr", "nl", "en")

SMALL = "p.years=1&p.budget=150000"
"""A programme that is proven at once."""


@dataclass(frozen=True)
class Screen:
    """An address of the app, and what is opened there."""

    path: str
    opens: str = ""
    """Selector of what is pressed once the view is drawn."""
    there: str = ".headline"
    """Selector of what must be there before anything is read."""

    def visit(self, visit: Visit, language: str, *, meeting: bool = False) -> None:
        """Open the screen, and wait until it is drawn."""
        filled = self.path.format(**_KEYS)
        visit.open(filled + ("&" if "?" in filled else "?") + f"lang={language}" + ("&mode=reunion" if meeting else ""))
        if visit.page.locator(".st-key-atlas").count():
            visit.wait_for_map()
        visit.page.wait_for_selector(self.there, timeout=30_000)
        visit.settle()
        if self.opens:
            visit.page.locator(self.opens).first.click()
            visit.settle(400)


_KEYS = {"site": "", "sector": ""}

SCREENS = {
    "home": Screen("/", there="[data-advice=gaps]"),
    "meeting": Screen("/reunion", there=".st-key-told .answer"),
    "cost in a meeting": Screen("/reunion?step=4", there=".st-key-told .answer"),
    "building in a meeting": Screen("/reunion?step=3&site={site}", there=".card h3"),
    "notes of a meeting": Screen("/reunion?step=5&notes=1", there=".speaker"),
    "map": Screen("/carte"),
    "neighbourhoods": Screen("/carte?list=sectors&show=fibre~mobile_5g~wifi~support_places"),
    "building": Screen("/carte?site={site}", there=".card h3"),
    "neighbourhood": Screen("/carte?sector={sector}", there=".card h3"),
    "filters": Screen("/carte?act=culture", ".st-key-filters button", "[data-testid=stPopover]"),
    "themes": Screen("/carte", ".st-key-theme input"),
    "ranking": Screen("/classement"),
    "why": Screen("/classement?site={site}&w.wifi=opening_hours.9", there=".card h3"),
    "gaps": Screen("/lacunes"),
    "gap": Screen("/lacunes?sector={sector}&gap=help&when=Wed~15.00&wifi_first=3", there=".card h3"),
    "gap of a building": Screen("/lacunes?site={site}&walkers=slow", there=".card h3"),
    "waves": Screen(f"/programme?{SMALL}"),
    "proof": Screen(f"/programme?{SMALL}&panel=proof&p.forced={{site}}"),
    "curve": Screen(f"/programme?{SMALL}&panel=curve"),
    "carried out": Screen(f"/programme?{SMALL}&panel=realised", there="ul.told"),
    "purchase": Screen(f"/programme?{SMALL}&site={{site}}", there=".card h3"),
    "roster": Screen("/aidants?a.aidants=25", there=".timetable td.open"),
    "place of the roster": Screen("/aidants?a.aidants=25&site={site}", there=".card h3"),
    "waves of the roster": Screen("/aidants?a.aidants=50&a.panel=waves", there="table.figures"),
    "new places of the roster": Screen("/aidants?a.aidants=25&a.panel=new", there="[data-proof=new_places]"),
    "lots": Screen("/equipements?device=tablet", there=".st-key-sheet h2.sheet"),
    "lots of a place": Screen("/equipements?site={site}&d.forced={site}", there=".card h3"),
    "lots of schools": Screen(
        "/equipements?device=primary&d.primary=500&d.secondary=100", there=".st-key-sheet h2.sheet"
    ),
    "school site": Screen("/equipements?device=secondary&d.secondary=100&school=IM0161", there="[data-school]"),
    "too few devices": Screen("/equipements?d.pcs=5", there="[role=alert]"),
    "comparison": Screen("/comparer?b=people_first", there=".st-key-sheet h2.sheet"),
    "both sides on one map": Screen("/comparer?b=people_first&c.show=swipe", there=".st-key-sheet h2.sheet"),
    "compared building": Screen("/comparer?b=people_first&c.show=b&site={site}", there=".card h3"),
    "decisions": Screen("/decisions"),
    "review": Screen("/decisions?log=reviews"),
    "deciding": Screen("/?site={site}", "[data-testid=stExpander] summary", ".card h3"),
    "data": Screen("/donnees", there=".diff svg"),
    "method": Screen("/methode"),
}

EVERY = [
    (screen, language)
    for turn in range(3)
    for screen, language in zip(SCREENS, cycle(LANGUAGES[turn:] + LANGUAGES[:turn]))
]
"""Every screen in one language, then in the next."""


def name_keys(assessment: Assessment) -> None:
    """Say which building and which neighbourhood the cards are opened on: a public one in the middle of the list."""
    sites, sectors = assessment.evidence.sites, assessment.evidence.sectors
    public = sites[sites["public_access"].fillna(value=False) & (sites["location_status"] == "located")]
    _KEYS["site"] = str(public.index[len(public) // 2])
    _KEYS["sector"] = str(sectors["population"].astype("Float64").idxmax())


def axe_findings(visit: Visit) -> list[str]:
    """Return what axe finds against WCAG 2.1 A and AA on the page and in its frames.

    It tells the contrast of what is in the window only: the window is made as high as most pages are long.
    """
    size = visit.page.viewport_size or {"width": 1366, "height": 768}
    visit.page.set_viewport_size({"width": size["width"], "height": 2600})
    visit.settle()
    for frame in visit.page.frames:
        frame.evaluate(AXE_SCRIPT)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
    options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
    found = visit.page.evaluate("(options) => axe.run(document, options)", options)
    visit.page.set_viewport_size(size)
    return [
        f"{each['id']}: {node['target']} {node['html'][:300]} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


WINDOWS = {"laptop": (1366, 768), "projector": (1920, 1080), "telephone": (390, 844), "laptop at 200 %": (683, 384)}


def misfits(visit: Visit, *windows: str) -> dict[str, list[str]]:
    """Return what is cut or runs out in windows of these kinds, or of all: the page stays open and is made so large."""
    size, found = visit.page.viewport_size, {}
    for window in windows or WINDOWS:
        width, height = WINDOWS[window]
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.settle(400)
        out = read(visit, "misfits()")
        if width > 1000 and read(visit, "spreadOfTheTop()") >= 16:
            out.append("the line at the top has more than one line")
        if out:
            found[window] = out
    if size:
        visit.page.set_viewport_size(size)
    return found


READING = (Path(__file__).parent / "reading.js").read_text("utf-8")


def read(visit: Visit, expression: str) -> Any:
    """Evaluate an expression in the page, with what ``reading.js`` defines."""
    return visit.page.evaluate(f"() => {{ {READING}\nreturn {expression}; }}")


def texts(visit: Visit) -> list[tuple[str, str]]:
    """Return every text a reader sees or hears, with the attribute it stands in or ``text``; shadows and frames too."""
    return [(said, where) for said, where in read(visit, "texts()")]


@cache
def _spoken_by_streamlit() -> frozenset[str]:
    """Return the English texts in what Streamlit sends to a browser: names, labels and what stands on its widgets."""
    holders = "aria-label|ariaLabel|title|placeholder|label|children|tooltip|message|content|alt|dismiss|[a-z]+Label"
    pattern = re.compile(rf"[\"']?(?:{holders})[\"']?\s*[:=]\s*([\"`])((?:(?!\1).){{2,160}})\1")
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    scripts = (path.read_text("utf-8", errors="replace") for path in folder.glob("*.js"))
    return frozenset(text for script in scripts for _quote, text in pattern.findall(script))


@cache
def streamlit_english(language: str) -> Callable[[str], bool]:
    """Return what tells whether a text is Streamlit's own English one, and none of ours in that language."""
    plain, filled = set(), []
    for text in _spoken_by_streamlit():
        if not re.search(r"[A-Za-z]{2}", text):
            continue
        if "${" in text:
            parts = re.split(r"\$\{[^}]*\}+", text)
            if max(len(part.strip()) for part in parts) >= 4:
                filled.append(re.compile(".+".join(map(re.escape, parts))))
        elif re.fullmatch(r"[A-Z].*|.*[a-z] [a-z].*", text):
            plain.add(text)
    plain |= {"No results", "Press Enter to apply", "Skip to main content", "streamlit_folium.st_folium"}
    ours = {message.string for message in read_catalogue(language) if isinstance(message.string, str)}
    return lambda said: (said in plain or any(each.fullmatch(said) for each in filled)) and said not in ours
