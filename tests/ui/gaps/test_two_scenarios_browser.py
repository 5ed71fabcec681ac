"""Two scenarios that differ in their catchments alone, in one page after the other: each shows its own figures."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from benchmarks.slider_latency import running_app
from config import load_scenario, place
from geo.equity import access_review, equity_review, readings
from geo.gaps import present_distances, review_of
from store.assessments import open_assessment
from store.store import Store
from tests.conftest import ROOT
from tests.laws import thorough_only
from tests.source_tree import PACKAGES
from words import translator
from words.numbers import Numbers

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCENARIOS = {
    "as_it_is": 'name = "as_it_is"\ntitle = {fr = "A", nl = "A", en = "A"}\n',
    "catchments": (
        'name = "catchments"\ntitle = {fr = "B", nl = "B", en = "B"}\n[parameters.catchments]\n'
        'shared_by = "vulnerable_count"\npoverty_share = 0.9\nfamily = "step"\n'
    ),
}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program whose folder of scenarios holds the two."""
    copy = tmp_path_factory.mktemp("program")
    for name in (*PACKAGES, ".streamlit"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, copy / name)
    for name, text in SCENARIOS.items():
        (copy / "config" / "scenarios" / f"{name}.toml").write_text(text, "utf-8")
    return copy


@pytest.fixture(scope="module")
def address(program: Path, demo_data: Path) -> Iterator[str]:
    environment = {"MAILLAGE_DATA": str(demo_data), "MAILLAGE_COMMUNE": "demo", "PYTHONPATH": str(program)}
    with running_app(environment, ("streamlit", "run", str(program / "app.py"))) as at:
        yield at


def _expected(program: Path, demo_data: Path, name: str) -> list[str]:
    """Return the numbers of the sentences about access below the line, computed apart from any page."""
    store = Store(demo_data, place("demo"))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    scenario = load_scenario(program / "config" / "scenarios" / f"{name}.toml")
    evidence = open_assessment(store, snapshot, scenario.parameters).evidence
    limit_m = evidence.parameters.reach.limit_m
    measured = equity_review(
        evidence, review_of(evidence, present_distances(evidence), limit_m), access_review(evidence)
    )
    numbers, said = Numbers("en", translator("en")), []
    for service in ("help", "wifi"):
        key = (service, "access_balanced", "residents", "vulnerability_index")
        told = readings(key, measured.figures.loc[key], measured.measures[key], limit_m)["poverty"].parameters
        said.append(numbers.number(told["line"], 2))
    return said


def _shown(page: Page) -> list[str]:
    page.wait_for_selector("[data-reading=access_balanced_poverty]", timeout=90_000)
    return page.locator("[data-reading=access_balanced_poverty]").all_inner_texts()


@thorough_only()
def test_each_scenario_shows_the_figures_of_its_own_catchments(
    browser: BrowserContext, address: str, program: Path, demo_data: Path
) -> None:
    page = browser.new_page()
    try:
        expected = {name: _expected(program, demo_data, name) for name in SCENARIOS}
        assert expected["as_it_is"] != expected["catchments"]
        for name in (*SCENARIOS, "as_it_is"):
            page.goto(f"{address}/lacunes?lang=en&scenario={name}")
            for line, text in zip(expected[name], _shown(page), strict=True):
                assert line in re.findall(r"\d[\d,]*(?:\.\d+)?", text), (name, text)
    finally:
        page.close()
