"""Stories of a meeting: those shipped can be told, and what is wrong with a file is said at once."""

from pathlib import Path

import pytest

from config import STORIES, Alternative, line_of, load_story, stories
from geo.errors import ConfigurationError
from geo.place import LocalName
from geo.settings.programme import Programme
from layers import LAYERS
from ui.meeting.answers import ANSWERS
from words.meeting import QUESTIONS

HEAD = 'name = "mine"\ntitle = { fr = "a", nl = "b", en = "c" }\n'
TITLE = LocalName(fr="a", nl="b", en="c")


def _write(folder: Path, text: str, name: str = "story.toml") -> Path:
    path = folder / name
    path.write_text(HEAD + text, "utf-8")
    return path


def test_the_shipped_stories_can_be_told_and_ask_every_question() -> None:
    found, wrong = stories()
    assert sorted(found) == ["college", "comite"]
    assert wrong == ()
    asked = {step.asks for story in found.values() for step in story.steps}
    assert asked == set(QUESTIONS) == set(ANSWERS)
    assert [step.asks for step in found["college"].steps] == list(QUESTIONS), "the order of the questions of a college"
    known = {layer.name for layer in LAYERS if layer.drawing is not None}
    assert {name for story in found.values() for step in story.steps for name in step.layers} <= known


def test_shipped_texts_keep_the_spaces_of_french() -> None:
    for path in STORIES.glob("*.toml"):
        for step in load_story(path).steps:
            for text in (step.notes, step.question, *step.say, *(each.title for each in step.alternatives)):
                if text is not None:
                    assert not any(f" {mark}" in text.fr for mark in ":;?!»"), text.fr
                    assert "« " not in text.fr


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        '[[steps]]\nasks = "who"\n[[steps]]\nasks = "cost"\nminutes = 0\nnote = "x"\n'
        '[[steps]]\nasks = "decided"\nsay = [{ fr = "a", nl = "b" }]\n',
    )
    with pytest.raises(ConfigurationError) as caught:
        load_story(path)
    text = str(caught.value)
    assert "4 to correct" in text
    assert all(part in text for part in ("steps.0.asks", "'who'", "steps.1.minutes", "notes", "steps.2.say.0.en"))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ('asks = "what_if"', "alternatives: a step that asks what_if needs some"),
        (
            'asks = "cost"\n[[steps.alternatives]]\ntitle = { fr = "a", nl = "b", en = "c" }\nbudget_times = 2',
            "only a step that asks",
        ),
        ('asks = "what_if"\n[[steps.alternatives]]\ntitle = { fr = "a", nl = "b", en = "c" }', "changes nothing"),
        (
            'asks = "what_if"\n[[steps.alternatives]]\ntitle = { fr = "a", nl = "b", en = "c" }\n'
            "programme = { floor_share = 2, reech_m = 5 }",
            "reech_m",
        ),
    ],
)
def test_a_step_has_what_its_question_needs(tmp_path: Path, step: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        load_story(_write(tmp_path, f"[[steps]]\n{step}\n"))


def test_a_story_without_steps_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="steps is missing"):
        load_story(_write(tmp_path, ""))
    with pytest.raises(ConfigurationError, match="has no step"):
        load_story(_write(tmp_path, "steps = []\n"))


def test_an_alternative_is_laid_over_whatever_programme_is_in_force() -> None:
    base = Programme(first_year=2027, budgets_eur=(100_000.0, 60_000.0), floor_share=0.2)
    half = Alternative(title=TITLE, budget_times=0.5).over(base)
    assert half.budgets_eur == (50_000.0, 30_000.0)
    assert half.floor_share == 0.2
    own = Alternative(title=TITLE, programme={"budgets_eur": [7_000.0], "floor_share": 0.0}).over(base)
    assert (own.budgets_eur, own.floor_share, own.first_year) == ((7_000.0,), 0.0, 2027)
    with pytest.raises(ValueError, match="floor_share"):
        Alternative(title=TITLE, programme={"floor_share": 3})


def test_one_file_that_cannot_be_told_hides_only_itself(tmp_path: Path) -> None:
    _write(tmp_path, '[[steps]]\nasks = "cost"\n', "a.toml")
    _write(tmp_path, '[[steps]]\nasks = "cost"\n', "b.toml")
    (tmp_path / "c.toml").write_text("name = ", "utf-8")
    found, wrong = stories(tmp_path)
    assert list(found) == ["mine"]
    assert [each.parameters["file"].name for each in wrong] == ["b.toml", "c.toml"]


def test_a_key_is_found_at_its_line_whatever_stands_around_it() -> None:
    text = (
        'name = "x"\ntitle.fr = "[[steps]]"\n[[steps]]\nasks = "cost"\nnotes.fr = """\n[[steps]]\nminutes = 3\n"""\n'
        '[[steps]]\nasks = "what_if"\n[[steps.alternatives]]\nbudget_times = 2\n'
        "[[steps.alternatives]]\nbudget_times = 99\n"
    )
    assert line_of(text, ("title", "fr")) == 2
    assert line_of(text, ("steps", "0", "notes", "fr")) == 5
    # Not what stands inside the text of the notes; the step itself where the key is missing.
    assert line_of(text, ("steps", "0", "minutes")) == 3
    assert line_of(text, ("steps", "1", "alternatives", "1", "budget_times")) == 14
    assert line_of(text, ("steps", "1", "alternatives", "0", "title")) == 11
    assert line_of(text, ("nothing",)) is None
