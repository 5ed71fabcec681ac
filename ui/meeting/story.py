"""Which story is told, and which of its questions is on the screen."""

from collections.abc import Mapping

from config import Step, Story, stories
from geo.errors import ConfigurationError, MaillageError
from geo.texts import N_
from ui.address import session
from ui.context import Context
from words.meeting import question_words
from words.numbers import Translate


def told_stories(translate: Translate) -> tuple[dict[str, Story], tuple[ConfigurationError, ...]]:
    """Return the stories there are, and what is wrong with the others.

    Parameters
    ----------
    translate
        Of the reader's language, in which an error says why each file cannot be told.

    Raises
    ------
    MaillageError
        When there is none that can be told.
    """
    found, wrong = stories()
    if not found:
        reasons = "\n".join(each.render(translate) for each in wrong)
        message = N_("There is no story that can be told: put one into config/stories (docs/stories.md). {reason}")
        raise MaillageError(message, reason=reasons)
    return found, wrong


def story_of(context: Context, found: Mapping[str, Story]) -> Story:
    """Return the story of the address, the first there is where it names none or one that is not there."""
    return found.get(context.state.story) or next(iter(found.values()))


def place_of(context: Context, story: Story) -> int:
    """Return which step is shown, 1 being the first; an address that says too much shows the last."""
    return min(max(context.state.step, 1), len(story.steps))


def turn_to(place: int) -> None:
    """Show another step; what was chosen on this one is left behind."""
    session.change(step=place, pick="", site="", sector="")


def question_of(context: Context, step: Step) -> str:
    """Return the question of a step, in its own words or the prepared ones."""
    return question_words(step, context.language, context.translate)
