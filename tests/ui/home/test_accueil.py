"""The first view: its figures are those of the views it leads to, and it says what nobody has planned."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from config import place, reference
from geo.ranking import Assessment
from store.plans import kept_plan
from store.store import Store
from tests.cities import assessed
from tests.ui.pages import run_view
from ui.planning.planner import planner
from words import translator
from words.numbers import Numbers
from words.plan_result import result_facts

pytestmark = pytest.mark.slow

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def assessment(demo_planned: Path) -> Assessment:
    return assessed(demo_planned, "demo")


@pytest.fixture
def open_app(demo_planned: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("MAILLAGE_DATA", str(demo_planned))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "demo")

    def at(view: str, **query: str) -> AppTest:
        return run_view(view, **query)

    return at


def part(test: AppTest, pattern: str) -> str:
    """Return the text of the first piece of the page that the pattern finds, without markup."""
    page = " ".join(each.proto.body for each in test.get("html"))
    found = re.search(pattern, page, re.DOTALL)
    assert found, pattern
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found[1])).strip()


def advice(test: AppTest, key: str) -> str:
    return part(test, rf'data-advice="{key}".*?class="said">(.*?)</p>')


def test_its_figures_are_those_of_the_plan_and_of_the_views(
    open_app: Open, demo_planned: Path, assessment: Assessment
) -> None:
    home = open_app("accueil")
    store = Store(demo_planned, place("demo"))
    plan = kept_plan(store, store.current_snapshot(), assessment, reference().programme)
    facts = result_facts(plan, Numbers("en", translator("en")), translator("en"))
    said = advice(home, "wifi")
    assert all(facts[name] in said for name in ("equipped", "euros", "opex_per_year", "served", "percent", "before"))
    assert f"{plan.years.iloc[0]['buildings']:.0f} of them in {plan.years.index[0]}" in said
    gaps = part(open_app("lacunes"), r'class="answer"[^>]*>(.*?)</p>')
    assert advice(home, "gaps") == gaps
    assert part(home, r'class="answer"[^>]*>(.*?)</p>') == part(open_app("carte"), r'class="answer"[^>]*>(.*?)</p>')
    page = " ".join(each.proto.body for each in home.get("html"))
    pictures = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)"', page)
    assert len(pictures) == 3
    assert all(len(data) < 150_000 for data, _alt in pictures), "small enough not to be waited for"


def test_what_nobody_has_planned_is_offered_and_not_begun(open_app: Open) -> None:
    planner().forget()
    test = open_app("accueil", p__budget="123000", a__aidants="37")
    assert advice(test, "wifi") == "Which buildings get public Wi-Fi first has not been planned yet under these rules."
    assert "has not been planned yet" in advice(test, "aidants")
    links = [each.proto.label for each in test.get("page_link")]
    assert {"Plan the Wi-Fi programme", "Plan the helpers"} <= set(links)
    assert "Your own choices in the other views are counted in." in part(test, r'class="rests">(.*?)</p>')
    assert planner()._known == {}, "a page that recommends plans nothing"
