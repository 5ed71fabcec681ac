"""The view that compares, as Streamlit runs it: its figures are the engine's, and both sides stand in the address."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from config import place, scenarios
from geo.comparison import difference
from geo.settings import Programme
from geo.solving import Control
from store.assessments import open_assessment
from store.comparing import chosen_of, kept_plans, open_side
from store.plans import open_plan
from store.store import Store
from tests.ui.pages import checked, run_view, words
from tests.ui.rows import listed
from ui.comparison.map import BOTH, MOVED, ONLY_A, ONLY_B, comparison_payload, shown_rows
from ui.planning.planner import planner
from words import translator
from words.comparison import answer_sentence, changes_said
from words.numbers import Numbers

pytestmark = pytest.mark.slow

Open = Callable[..., AppTest]

EN = Numbers("en", translator("en"))

POOR, RICH = (
    Programme(budgets_eur=(each,) * 2, floor_share=0.0, gap=0.1, time_limit_s=20) for each in (100_000.0, 150_000.0)
)
"""Two programmes that are planned in a moment."""


@pytest.fixture(scope="module")
def data(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the demonstration city, where two Wi-Fi plans are kept."""
    folder = tmp_path_factory.mktemp("compared")
    shutil.copytree(demo_data / "processed", folder / "processed", ignore=shutil.ignore_patterns("plans"))
    store = Store(folder, place("demo"))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    assessment = open_assessment(store, snapshot, scenarios()["reference"].parameters)
    for programme in (POOR, RICH):
        open_plan(store, snapshot, assessment, programme, Control(lambda: 0.0))
    return folder


@pytest.fixture(scope="module")
def store(data: Path) -> Store:
    return Store(data, place("demo"))


@pytest.fixture(scope="module")
def names(store: Store) -> dict[str, str]:
    """Return the two kept plans as an address names them."""
    budgets = {each.programme.budgets_eur[0]: f"plan:{each.id}" for each in kept_plans(store) if each.programme}
    return {"poor": budgets[100_000.0], "rich": budgets[150_000.0]}


@pytest.fixture
def open_app(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setenv("MAILLAGE_DATA", str(data))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "demo")

    def at(**query: str) -> AppTest:
        return run_view("comparer", 120, **query)

    yield at
    planner().forget()


def test_two_kept_plans_say_what_the_engine_says(open_app: Open, store: Store, names: dict[str, str]) -> None:
    current = store.current_snapshot()
    sides = tuple(open_side(store, chosen_of(store, names[each], {}, current)) for each in ("poor", "rich"))
    found = difference(*sides)
    test = open_app(a=names["poor"], b=names["rich"])
    page = words(test)
    assert answer_sentence(found, "programme", EN) in page
    called = changes_said(found, sides, {}, EN)["programme"]
    assert called[0] in page, "people"
    assert called[1] in page, "euros"
    assert "Budget of each year, EUR: 2 × 100,000 in A, 2 × 150,000 in B." in page
    rows = found.subjects["programme"].rows
    table = listed(test, "compared")
    assert set(table["id"]) == set(rows.index)
    moved = int((rows["change"] != "same").sum())
    assert (table["change"] != "the same in both").tolist() == [place < moved for place in range(len(table))]


def test_an_address_restores_both_sides_and_they_turn_round(open_app: Open, names: dict[str, str]) -> None:
    query = {"a": names["poor"], "b": names["rich"], "c.what": "programme", "c.show": "b"}
    test = open_app(**query)
    assert {name: test.query_params[name] for name in query} == query
    before = words(test)
    checked(next(each for each in test.button if each.key == "turn_sides").click().run())
    assert (test.query_params["a"], test.query_params["b"]) == (names["rich"], names["poor"])
    assert "more in B" in before
    assert "People served at the end" in words(test)
    assert "fewer in B" in words(test)


def test_two_scenarios_that_differ_in_weights_are_told_by_their_rankings(open_app: Open) -> None:
    page = words(open_app(b="people_first"))
    assert "Ranking for Wi-Fi, from A to B:" in page, "the first subject that differs"
    assert "Weight of “Vulnerable residents within a walk” for Wi-Fi: 8 in A, 10 in B." in page


def test_the_same_choice_twice_differs_in_nothing(open_app: Open, names: dict[str, str]) -> None:
    page = words(open_app(a=names["rich"], b=names["rich"]))
    assert "Nothing differs between A and B" in page
    assert "A and B are the same choice." in page
    assert "Both ask for the same." in page


def test_what_is_not_planned_is_said_with_a_button_and_nothing_is_searched_for(open_app: Open) -> None:
    test = open_app(**{"a": "reference", "b": "people_first", "c.what": "programme"})
    assert "Wi-Fi programme: there are not two to compare." in words(test)
    assert "The Wi-Fi programme of this side is not planned yet." in words(test)
    assert {each.key for each in test.button} >= {"plan_side_a", "plan_side_b"}
    assert planner()._known == {}


@pytest.mark.parametrize("wrong", ["nobody", "plan:ffffffff", "reference@../../etc", "<img src=x>"])
def test_what_an_address_names_and_is_not_there_is_said_and_something_is_shown(open_app: Open, wrong: str) -> None:
    test = open_app(a=wrong)
    assert len(test.caption) == 1
    assert "There " in test.caption[0].value.replace("\\", "") or "called" in test.caption[0].value
    assert "from A to B" in words(test)


def test_the_map_has_a_colour_for_each_kind_of_change(
    open_app: Open, store: Store, names: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict] = []

    def remembered(context, subject, compared, shown):
        drawn = comparison_payload(context, subject, compared, shown)
        seen.append({"index": list(context.assessment.evidence.sites.index), "compared": compared, **drawn["sites"]})
        return drawn

    monkeypatch.setattr("ui.views.comparer.comparison_payload", remembered)
    open_app(a=names["poor"], b=names["rich"])
    drawn = seen[-1]
    kinds = {"only_before": ONLY_A, "only_now": ONLY_B, "earlier": MOVED, "later": MOVED, "other": MOVED, "same": BOTH}
    expected = {key: kinds[change] for key, change in shown_rows("programme", drawn["compared"])["change"].items()}
    painted = {
        key: drawn["colours"][int(paint)]
        for key, paint in zip(drawn["index"], drawn["paint"], strict=True)
        if paint != "."
    }
    assert painted == expected
    ringed = {drawn["index"][place] for place in drawn["ringed"]}
    assert ringed == {key for key, colour in expected.items() if colour == MOVED}
    open_app(a=names["poor"], b=names["rich"], **{"c.show": "a"})
    alone = seen[-1]
    shown = {key for key, paint in zip(alone["index"], alone["paint"], strict=True) if paint != "."}
    rows = alone["compared"].rows
    assert shown == set(rows.index[rows["year_before"].notna()])
    open_app(a=names["poor"], b=names["rich"], **{"c.show": "swipe"})
    both = seen[-1]
    assert (both["codes"], both["paint"]) == (alone["codes"], alone["paint"]), "A is left of the divider"
    right = {key for key, paint in zip(both["index"], both["swipe"]["paint"], strict=True) if paint != "."}
    assert right == set(rows.index[rows["year_now"].notna()])
    assert both["swipe"]["ends"] == ("A", "B")
