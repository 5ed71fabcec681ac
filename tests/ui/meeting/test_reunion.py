"""The meeting as Streamlit runs it: what each question shows is what the views show, and the difference is counted."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from config import Alternative, place, stories
from geo.errors import SettingsError
from geo.place import LocalName
from geo.programme import Plan
from geo.settings import Programme
from geo.solving import Control
from store.plans import open_plan
from store.store import Store
from tests.cities import assessed
from tests.ui.pages import run_view
from ui.meeting.otherwise import refused
from ui.planning.planner import planner
from words import translator
from words.meeting import QUESTIONS
from words.numbers import Numbers
from words.plan_result import result_facts

pytestmark = pytest.mark.slow

Open = Callable[..., AppTest]

SMALL = {"p__years": "1", "p__budget": "150000"}
"""A programme that is proven at once, and so is half of it."""

COLLEGE = stories()[0]["college"]
STEP = {step.asks: str(place) for place, step in enumerate(COLLEGE.steps, 1)}


@pytest.fixture
def open_app(demo_planned: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("MAILLAGE_DATA", str(demo_planned))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "demo")

    def at(view: str = "reunion", **query: str) -> AppTest:
        return run_view(view, **query)

    return at


def page(test: AppTest) -> str:
    return " ".join(each.proto.body for each in test.get("html"))


def text(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", markup)).strip()


def answer(test: AppTest) -> str:
    found = re.search(r'class="answer"[^>]*>(.*?)</p>', page(test), re.DOTALL)
    assert found
    return text(found[1])


@pytest.mark.parametrize("place", range(1, len(COLLEGE.steps) + 1))
def test_every_question_has_its_answer_and_none_plans_anything(open_app: Open, place: int) -> None:
    planner().forget()
    test = open_app(step=str(place))
    assert f'data-step="{place}">{QUESTIONS[COLLEGE.steps[place - 1].asks]}</h1>' in page(test)
    assert len(answer(test)) > 20
    assert 'role="alert"' not in page(test)
    controls = [*test.get("button_group"), *test.selectbox]
    assert len([each for each in controls if each.key == "pick"]) <= 1
    assert planner()._known == {}


def test_its_figures_are_those_of_the_views(open_app: Open) -> None:
    for gap in ("any", "help"):
        assert answer(open_app(step=STEP["left_out"], pick=gap)) == answer(open_app("lacunes", gap=gap))
    assert answer(open_app(step=STEP["there"])) == answer(open_app("carte"))
    home = page(open_app("accueil"))
    said = re.search(r'data-advice="wifi".*?class="said">(.*?)</p>', home, re.DOTALL)
    assert said
    assert answer(open_app(step=STEP["proposed"])) == text(said[1])
    assert len(re.findall(r"<tr><th scope=\"row\">20\d\d</th>", page(open_app(step=STEP["cost"])))) == 4


@pytest.fixture(scope="module")
def plans(demo_planned: Path) -> tuple[Plan, Plan]:
    """Return a small programme and that with half its budget, both proven and kept."""
    store = Store(demo_planned, place("demo"))
    where = (store, store.current_snapshot(), assessed(demo_planned, "demo"))
    base = Programme(budgets_eur=(150_000.0,))
    (half, _quarter) = COLLEGE.steps[int(STEP["what_if"]) - 1].alternatives
    control = Control(lambda: 0.0)
    return open_plan(*where, base, control), open_plan(*where, half.over(base), control)


def test_the_difference_is_that_of_the_two_plans(open_app: Open, plans: tuple[Plan, Plan]) -> None:
    planner().forget()
    now, then = plans
    test = open_app(step=STEP["what_if"], **SMALL)
    bought = [plan.rows.groupby("building_id")["tier"].last() for plan in plans]
    comes, goes = set(bought[1].index) - set(bought[0].index), set(bought[0].index) - set(bought[1].index)
    other = [key for key in set(bought[0].index) & set(bought[1].index) if bought[0][key] != bought[1][key]]
    numbers, translate = Numbers("en", translator("en")), translator("en")
    facts = [result_facts(plan, numbers, translate) for plan in plans]
    assert goes, "half the money buys less"
    said = answer(test)
    assert f"people served in the end: {facts[1]['served']} instead of {facts[0]['served']}" in said
    assert f"to install: {facts[1]['euros']} instead of {facts[0]['euros']}" in said
    assert f"coming in: {len(comes)}; going out: {len(goes)}" in said
    assert f"equipped otherwise: {len(other)}." in said
    table = re.search(r'data-difference="table".*?</table>', page(test), re.DOTALL)
    assert table
    for plan in (now, then):
        assert f"<td>{plan.certificate['buildings']}</td>" in table[0]
    assert planner()._known == {}, "what is kept is read, and nothing planned"


def test_what_is_not_known_is_offered(open_app: Open) -> None:
    planner().forget()
    test = open_app(step=STEP["what_if"], p__budget="123456", p__years="2")
    assert "has not been planned yet" in answer(test)
    assert "Plan the Wi-Fi programme" in [each.proto.label for each in test.get("page_link")]
    assert planner()._known == {}


def test_the_notes_are_the_speakers(open_app: Open) -> None:
    test = open_app(step="1", pick="help", story="comite")
    assert "Who has no good connection at home?" in page(test)
    notes = open_app(step=STEP["cost"], notes="1", lang="fr")
    assert "la seconde revient chaque année" in page(notes)
    assert "la seconde revient" not in page(open_app(step=STEP["cost"], lang="fr"))
    assert 'class="answer"' not in page(notes), "the answer is the room's"


def test_an_address_full_of_nonsense_shows_a_question(open_app: Open) -> None:
    test = open_app(step="39", story="../x", pick="<script>", notes="maybe", site="nothing")
    assert f'data-step="{len(COLLEGE.steps)}"' in page(test)
    assert 'role="alert"' not in page(test)


def test_a_choice_that_contradicts_the_programme_says_why_in_the_language_of_the_page() -> None:
    title = LocalName(fr="a", nl="b", en="c")
    choice = Alternative(title=title, programme={"year_weights": [1.0] * 4})
    with pytest.raises(SettingsError) as caught:
        choice.over(Programme(budgets_eur=(1.0,)))
    french = translator("fr")
    said = refused(title.fr, caught.value, french).render(french)
    assert "programme.year_weights\u00a0: donnez-en autant que budgets_eur compte d’années (1)" in said
    assert said.endswith("fournis\u00a0: 4.")
