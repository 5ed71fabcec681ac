"""Marks the texts that the interface translates; the English text is the key of the catalogues."""

from collections.abc import Callable, Mapping
from typing import Any, Final


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Return the message unchanged: the mark by which Babel finds a text declared far from the interface."""
    return message


def is_one_in_english(figure: str) -> bool:
    """Say whether a figure, as it is written, asks for the singular in English."""
    return figure == "1"


class Counted(str):
    """A text whose words depend on one of its figures; filling it in chooses the form by that figure as it is written.

    It is a text itself, in the form for several, so that it goes wherever texts do: a finding, an error, a table.

    Parameters
    ----------
    one, several
        The two forms, with the same places to fill in.
    figure
        The place whose figure decides.
    is_one
        Says of a figure as it is written whether the first form goes with it; English when left out.

    Examples
    --------
    >>> text = Counted("{count} street is closed.", "{count} streets are closed.", "count")
    >>> text.format(count=1), text.format(count=0)
    ('1 street is closed.', '0 streets are closed.')
    """

    one: str
    figure: str
    is_one: Callable[[str], bool]

    def __new__(
        cls, one: str, several: str, figure: str, is_one: Callable[[str], bool] = is_one_in_english
    ) -> "Counted":
        """Return the text; refuse a figure that is not to be filled in."""
        if any(f"{{{figure}}}" not in form for form in (one, several)):
            raise KeyError(figure)
        text = super().__new__(cls, several)
        text.one, text.figure, text.is_one = one, figure, is_one
        return text

    @property
    def several(self) -> str:
        """The form for several."""
        return str.__getitem__(self, slice(None))

    def __getnewargs__(self) -> tuple[str, str, str, Callable[[str], bool]]:  # type: ignore[override]
        """Return what makes the text again in another process."""
        return self.one, self.several, self.figure, self.is_one

    def __str__(self) -> str:
        """Return the text itself: ``str`` is the translator into English."""
        return self

    def form(self, facts: Mapping[str, Any]) -> str:
        """Return the form that goes with the figure as it is written, its places still to be filled in."""
        return self.one if self.is_one(str(facts[self.figure])) else self.several

    def format(self, *_: Any, **facts: Any) -> str:
        """Fill in the form that goes with the figure as it is written."""
        return self.format_map(facts)

    def format_map(self, facts: Mapping[str, Any]) -> str:  # type: ignore[override]
        """Fill in the form that goes with the figure as it is written."""
        return self.form(facts).format_map(facts)


def NN_(one: str, several: str, figure: str) -> str:  # noqa: N802 - as `N_`, with a plural
    """Return a text with a form for one and a form for several, and mark both for the catalogues.

    Examples
    --------
    >>> NN_("{count} year", "{count} years", "count").format(count=2)
    '2 years'
    """
    return Counted(one, several, figure)


def text_to_json(message: str) -> str | list[str]:
    """Return a text as JSON keeps it: of two forms, both and the figure that decides.

    Examples
    --------
    >>> text_to_json(NN_("{count} year", "{count} years", "count")), text_to_json("Method")
    (['{count} year', '{count} years', 'count'], 'Method')
    """
    return [message.one, message.several, message.figure] if isinstance(message, Counted) else message


def text_from_json(told: str | list[str]) -> str:
    """Return the text that ``text_to_json`` kept.

    Examples
    --------
    >>> text_from_json(["{count} year", "{count} years", "count"]).format(count=1)
    '1 year'
    """
    if isinstance(told, str):
        return told
    one, several, figure = told
    return Counted(one, several, figure)


LANGUAGES: Final = ("fr", "nl", "en")
"""The languages of the interface, the first one being the default."""
