"""Reading one TOML file into one model, with every fault of the file said at once."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Protocol, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from geo.errors import ConfigurationError, MaillageError, SettingsError
from geo.texts import N_

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)


LARGEST_BYTES = 4_000_000
"""Largest file taken for a configuration: an offer for every tier of a thousand buildings is a tenth of that."""


def read_toml(path: Path) -> dict[str, object]:
    """Return the content of a TOML file.

    Raises
    ------
    ConfigurationError
        When there is no such file, it cannot be read, or it is not TOML (with the line).
    """
    try:
        if path.exists() and not path.is_file():
            raise ConfigurationError(N_("{file} is not a file. Name a TOML file, as those in config/ are."), file=path)
        if path.exists() and path.stat().st_size > LARGEST_BYTES:
            message = N_("{file} is too large for a configuration file. Name a TOML file, as those in config/ are.")
            raise ConfigurationError(message, file=path)
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigurationError(N_("There is no file {file}."), file=path) from error
    except OSError as error:
        message = N_("{file} cannot be read ({reason}). Give permission, or name another file.")
        raise ConfigurationError(message, file=path, reason=error.strerror or error) from error
    except RecursionError as error:
        message = N_("{file} has too many lists or tables inside each other. Compare it with the files in config/.")
        raise ConfigurationError(message, file=path) from error
    except ValueError as error:
        # Not TOML, not UTF-8, or a number of more digits than Python reads.
        raise ConfigurationError(
            N_("{file} is not a TOML file: {reason}. Compare it with the files in config/."), file=path, reason=error
        ) from error


def build(model: type[Model], content: Mapping[str, object], path: Path) -> Model:
    """Return ``content`` as a ``model``; ConfigurationError names every key that is wrong, its value and why."""
    try:
        return model.model_validate(content)
    except RecursionError as error:
        message = N_("{file} has too many lists or tables inside each other. Compare it with the files in config/.")
        raise ConfigurationError(message, file=path) from error
    except ValidationError as error:
        raise UnusableFile(path, faults_of(model, error)) from error


def faults_of(model: type[BaseModel], error: ValidationError, within: str = "") -> list[MaillageError]:
    """Return every fault of a model that could not be built, each with its whole ``key``.

    Parameters
    ----------
    model
        What was to be built.
    error
        What came instead.
    within
        Table the model stands in; put before every key.
    """
    found = []
    for fault in error.errors():
        told = fault.get("ctx", {}).get("error")
        if isinstance(told, SettingsError):
            table = ".".join(str(part) for part in fault["loc"])
            several = [_under(table, each) for each in told.faults]
        else:
            several = [_told(model, fault)]
        found += [_under(within, each) for each in several]
    return found


def _under(table: str, fault: MaillageError) -> MaillageError:
    """Return a fault with the table before its key."""
    if not table:
        return fault
    key = f"{table}.{fault.parameters['key']}"
    if isinstance(fault, _WrongValue):
        return fault.called(key)
    return MaillageError(fault.message, **{**fault.parameters, "key": key})


def _told(model: type[BaseModel], fault: "ErrorDetails") -> MaillageError:
    """Say one fault of a file: an unknown key with the nearest there is, anything else with its value and why."""
    key = ".".join(str(part) for part in fault["loc"]) or "(file)"
    if fault["type"] == "missing":
        return MaillageError(N_("{key} is missing. Add it."), key=key)
    if fault["type"] == "extra_forbidden":
        known = _keys_at(model, fault["loc"][:-1])
        near = get_close_matches(str(fault["loc"][-1]), known, n=1, cutoff=0.6)
        if near:
            return MaillageError(
                N_("{key}: there is no such key. Write {likely} if that is meant."), key=key, likely=near[0]
            )
        return MaillageError(N_("{key}: there is no such key. Known keys: {known}."), key=key, known=", ".join(known))
    reason = _REASONS.get(fault["type"], fault["msg"].removeprefix("Value error, "))
    facts = {name: each for name, each in fault.get("ctx", {}).items() if isinstance(each, int | float | str)}
    return _WrongValue(key, _shown(fault["input"]), reason, facts)


_REASONS: Mapping[str, str] = {
    "string_type": N_("this should be text, between quotation marks"),
    "string_pattern_mismatch": N_("this is not written as it should be ({pattern})"),
    "bool_type": N_("this should be true or false"),
    "bool_parsing": N_("this should be true or false"),
    "float_type": N_("this should be a number"),
    "float_parsing": N_("this should be a number"),
    "int_type": N_("this should be a whole number"),
    "int_parsing": N_("this should be a whole number"),
    "int_from_float": N_("this should be a whole number"),
    "finite_number": N_("this should be a number"),
    "tuple_type": N_("this should be a list, between square brackets"),
    "list_type": N_("this should be a list, between square brackets"),
    "dict_type": N_("this should be a table of names and values"),
    "model_type": N_("this should be a table of names and values"),
    "literal_error": N_("this should be one of {expected}"),
    "greater_than_equal": N_("this should be {ge} or more"),
    "greater_than": N_("this should be more than {gt}"),
    "less_than_equal": N_("this should be {le} or less"),
    "less_than": N_("this should be less than {lt}"),
    "multiple_of": N_("this should be a multiple of {multiple_of}"),
    "int_parsing_size": N_("this should be a whole number"),
    "string_too_short": N_("this should not be empty"),
    "too_short": N_("this has too few entries; the least number of them: {min_length}"),
    "too_long": N_("this has too many entries; the largest number of them: {max_length}"),
    "date_type": N_("this should be a date, such as 2030-12-31"),
    "date_parsing": N_("this should be a date, such as 2030-12-31"),
    "date_from_datetime_inexact": N_("this should be a date, such as 2030-12-31"),
    "date_from_datetime_parsing": N_("this should be a date, such as 2030-12-31"),
}
"""Why a value is refused, by the kind of fault; a reason not listed is said as the model says it."""


class _WrongValue(MaillageError):  # noqa: N818 - named after the value
    """A value that cannot be used; the reason is translated with the rest."""

    def __init__(self, key: str, value: str, reason: str, facts: Mapping[str, object]) -> None:
        super().__init__(N_("{key} = {value}: {reason}."), key=key, value=value, reason=reason)
        self._value, self._reason, self._facts = value, reason, dict(facts)

    def called(self, key: str) -> "_WrongValue":
        """Return the same of another key."""
        return _WrongValue(key, self._value, self._reason, self._facts)

    def render(self, translate: Callable[[str], str] = str) -> str:
        reason = translate(self._reason)
        if self._reason in _REASONS.values():
            reason = reason.format_map(self._facts)
        return translate(self.message).format(**{**self.parameters, "reason": reason.removesuffix(".")})


class UnusableFile(ConfigurationError):  # noqa: N818 - named after the file, not the error
    """A configuration file with every fault found in it, each said in the reader's language."""

    def __init__(self, path: Path, faults: Sequence[MaillageError]) -> None:
        lines = "\n".join(f"  {each.render()}" for each in faults)
        message = N_("{file} cannot be used; {count} to correct:\n{faults}")
        super().__init__(message, file=path, count=len(faults), faults=lines)
        # Not `faults`: those are faults of layers, which are said in another way.
        self.wrong = tuple(faults)

    def render(self, translate: Callable[[str], str] = str) -> str:
        """Return one line a fault."""
        lines = "\n".join(f"  {each.render(translate)}" for each in self.wrong)
        return translate(self.message).format(**{**self.parameters, "faults": lines})


def _keys_at(model: type[BaseModel], place: Sequence[object]) -> list[str]:
    """Return the keys a table may have, found by the names that lead to it."""
    found: object = model
    for part in place:
        if isinstance(found, type) and issubclass(found, BaseModel):
            field = found.model_fields.get(str(part))
            found = field.annotation if field is not None else None
        elif (inside := get_args(found)) and not isinstance(found, type):
            found = inside[-1] if get_origin(found) is dict else inside[0]
        models = [each for each in get_args(found) if isinstance(each, type) and issubclass(each, BaseModel)]
        if get_origin(found) in (Union, UnionType) and models:
            found = models[0]
    return list(found.model_fields) if isinstance(found, type) and issubclass(found, BaseModel) else []


def _shown(value: object) -> str:
    try:
        text = repr(value)
    except (RecursionError, ValueError):
        # Too deep, or a number of more digits than Python writes.
        text = "..."
    return text if len(text) <= 80 else text[:77] + "..."


class _Named(Protocol):
    @property
    def name(self) -> str: ...


Named = TypeVar("Named", bound=_Named)


def by_name(
    folder: Path, load: Callable[[Path], Named], taken: str
) -> tuple[dict[str, Named], tuple[ConfigurationError, ...]]:
    """Return what the files of a folder hold, by name, and what is wrong with each file that cannot be used.

    ``taken`` says, as an ``N_`` text, that a name is in use already; it names ``file`` and ``name``.
    """
    found: dict[str, Named] = {}
    wrong: list[ConfigurationError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            one = load(path)
        except ConfigurationError as error:
            wrong.append(error)
            continue
        if one.name in found:
            wrong.append(ConfigurationError(taken, file=path, name=one.name))
        else:
            found[one.name] = one
    return found, tuple(wrong)
