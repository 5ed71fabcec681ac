"""Stories of a meeting: prepared questions, one a screen, written by whoever prepares it."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from config._scenarios import laid_over
from config._toml import build, by_name, faults_of, read_toml
from geo.errors import ConfigurationError, MaillageError, SettingsError
from geo.place import Frozen, LocalName
from geo.settings import Programme
from geo.texts import N_

STORIES = Path(__file__).parent / "stories"

Asks = Literal["left_out", "there", "proposed", "cost", "what_if", "missing", "decided"]


class Alternative(Frozen):
    """What would be decided otherwise: the programme in force with these changes laid over it."""

    title: LocalName
    """How the choice is called; it follows "What changes with": "half the budget"."""
    budget_times: float = Field(default=1.0, ge=0, le=10)
    """Every year's budget is taken so many times."""
    programme: dict[str, object] = Field(default_factory=dict)
    """Settings of ``[programme]``, as in a scenario: ``docs/settings.md``."""

    @model_validator(mode="after")
    def _says_something_that_can_be_planned(self) -> "Alternative":
        if self.budget_times == 1 and not self.programme:
            raise SettingsError([MaillageError(_CHANGES_NOTHING, key="programme")])
        self.over(Programme())
        return self

    def over(self, base: Programme) -> Programme:
        """Return a programme with this laid over it.

        Raises
        ------
        SettingsError
            When the two do not go together; it names every setting that is wrong, as ``programme.`` and its key.
        """
        told = base.model_dump(mode="json")
        told["budgets_eur"] = [each * self.budget_times for each in told["budgets_eur"]]
        try:
            return Programme.model_validate(laid_over(told, self.programme))
        except ValidationError as error:
            raise SettingsError(faults_of(Programme, error, within="programme")) from error


_CHANGES_NOTHING = N_("{key}: the choice changes nothing; write budget_times, or settings under programme.")


class Step(Frozen):
    """One screen: what is asked, in whose words, and what the speaker wants to remember."""

    asks: Asks
    """Which of the prepared questions; it decides what the screen shows."""
    question: LocalName | None = None
    """The question in words of one's own; the prepared one when left out."""
    say: tuple[LocalName, ...] = Field(default=(), max_length=8)
    """Sentences of one's own, under the answer."""
    notes: LocalName | None = None
    """For the speaker alone, on the second window."""
    minutes: float = Field(default=2.0, gt=0, le=120)
    """How long it may take."""
    gap: Literal["any", "help", "public", "home", "all"] = "any"
    """Of ``left_out``: what people lack, at first."""
    layers: tuple[str, ...] = Field(default=("wifi", "support_places"), max_length=6)
    """Of ``there``: the layers that can be shown, by name."""
    plan: Literal["both", "wifi", "aidants"] = "both"
    """Of ``proposed`` and ``decided``: which plan."""
    alternatives: tuple[Alternative, ...] = Field(default=(), max_length=4)
    """Of ``what_if``: what could be decided otherwise."""

    @model_validator(mode="after")
    def _has_what_its_question_needs(self) -> "Step":
        if self.asks == "what_if" and not self.alternatives:
            raise SettingsError([MaillageError(_NOTHING_TO_CHOOSE, key="alternatives")])
        if self.asks != "what_if" and self.alternatives:
            raise SettingsError([MaillageError(_NOTHING_ASKED, key="alternatives")])
        return self


_NOTHING_TO_CHOOSE = N_("{key}: a step that asks what_if needs some; add [[steps.alternatives]] under it.")
_NOTHING_ASKED = N_("{key}: only a step that asks what_if has any; leave them out, or ask what_if.")


class Story(Frozen):
    """A meeting from the first question to the last."""

    name: str = Field(min_length=1, pattern=r"^[a-z0-9_-]+$")
    title: LocalName
    steps: tuple[Step, ...] = Field(max_length=40)

    @model_validator(mode="after")
    def _asks_something(self) -> "Story":
        # Not a limit of the list: where every step has a fault of its own, that is no second one.
        if not self.steps:
            raise SettingsError([MaillageError(_NO_STEP, key="steps")])
        return self

    @property
    def minutes(self) -> float:
        """How long the whole may take."""
        return sum(step.minutes for step in self.steps)


_NO_STEP = N_("{key}: the story has no step; add [[steps]] with what each asks.")


def load_story(path: Path) -> Story:
    """Read a story.

    Raises
    ------
    ConfigurationError
        Naming every key that is unknown, missing or out of range, with its value.

    Examples
    --------
    >>> load_story(STORIES / "college.toml").steps[0].asks
    'left_out'
    """
    try:
        written = path.stat()
    except OSError:
        return build(Story, read_toml(path), path)
    return _known(path, (written.st_ino, written.st_size, written.st_mtime_ns))


@lru_cache(maxsize=64)
def _known(path: Path, written: tuple[int, int, int]) -> Story:  # noqa: ARG001 - which text of the file
    """Return the story of a file that was read before: every screen asks for it."""
    return build(Story, read_toml(path), path)


def stories(folder: Path = STORIES) -> tuple[dict[str, Story], tuple[ConfigurationError, ...]]:
    """Return the stories of a folder by name, and what is wrong with each file that cannot be used.

    Examples
    --------
    >>> sorted(stories()[0])
    ['college', 'comite']
    """
    taken = N_("{file} is left out: another story is called {name} already. Give it another name.")
    return by_name(folder, load_story, taken)
