"""Reading one TOML file into one model, with every fault of the file said at once."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from geo.errors import ConfigurationError
from geo.texts import N_

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
    try:
        text = repr(value)
    except (RecursionError, ValueError):
        # Too deep, or a number of more digits than Python writes.
        text = "..."
    return text if len(text) <= 80 else text[:77] + "..."
