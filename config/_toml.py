"""Reading one TOML file into one model, with every fault of the file said at once."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from geo.errors import ConfigurationError
from geo.texts import N_

Model = TypeVar("Model", bound=BaseModel)


def read_toml(path: Path) -> dict[str, object]:
    """Return the content of a TOML file.

    Raises
    ------
    ConfigurationError
        When there is no such file, or it is not TOML (with the line).
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ConfigurationError(N_("There is no file {file}."), file=path) from error
    except RecursionError as error:
        raise ConfigurationError(
            N_("{file} is nested too deep to be read. Compare it with the files in config/."), file=path
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            N_("{file} is not a TOML file: {reason}. Compare it with the files in config/."), file=path, reason=error
        ) from error


def build(model: type[Model], content: Mapping[str, object], path: Path) -> Model:
    """Return ``content`` as a ``model``; ConfigurationError names every key that is wrong, its value and why."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        lines = [
            f"  {'.'.join(str(part) for part in fault['loc']) or '(file)'} = {_shown(fault['input'])}: {fault['msg']}"
            for fault in error.errors()
        ]
        raise ConfigurationError(
            N_("{file} cannot be used; {count} to correct:\n{faults}"),
            file=path,
            count=len(lines),
            faults="\n".join(lines),
        ) from error


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."
