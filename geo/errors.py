"""The errors a user may meet: a translatable message and its parameters, naming thing, value and remedy."""

from collections.abc import Callable, Sequence


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


class SettingsError(ValueError):
    """Settings that contradict each other, each fault in words that can be translated.

    A ``ValueError``, so that the models of the settings may raise it while they are built; whoever reads a file then
    says each fault in a line of its own.

    Parameters
    ----------
    faults
        What is wrong, one error a fault. Each text begins with ``{key}:``, the setting it is about.

    Examples
    --------
    >>> from geo.texts import N_
    >>> fault = MaillageError(N_("{key}: {name} is given twice; keep one."), key="days", name="mon")
    >>> print(SettingsError([fault, fault]))
    days: mon is given twice; keep one.
    days: mon is given twice; keep one.
    """

    def __init__(self, faults: Sequence[MaillageError]) -> None:
        super().__init__(tuple(faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join(each.render() for each in self.faults)


def refuse(faults: Sequence[MaillageError]) -> None:
    """Raise a ``SettingsError`` with these faults; none of them, nothing.

    Examples
    --------
    >>> refuse([])
    """
    if faults:
        raise SettingsError(faults)
