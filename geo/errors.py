"""The errors a user may meet: a translatable message and its parameters, naming thing, value and remedy."""

from collections.abc import Callable


class MaillageError(Exception):
    """Tell the user what is wrong and what to do.

    Parameters
    ----------
    message
        English text marked with ``N_``, with ``{named}`` places for the parameters.
    parameters
        What fills the places: the file, row, column, value. Never text that itself needs translating.
    """

    def __init__(self, message: str, **parameters: object) -> None:
        super().__init__(message, parameters)
        self.message = message
        self.parameters = parameters

    def render(self, translate: Callable[[str], str] = str) -> str:
        """Return the message in the language of ``translate``, with its parameters filled in."""
        return translate(self.message).format(**self.parameters)

    def __str__(self) -> str:
        return self.render()


class ConfigurationError(MaillageError):
    """A configuration or scenario file that cannot be used; lists every fault found in it."""


class DataError(MaillageError):
    """Data that the engine refuses to compute with."""


class NothingPublishedError(MaillageError):
    """A layer or snapshot was asked for that has not been published yet."""
