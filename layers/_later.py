"""Functions of adapters, named where a layer is declared and imported when they are first called."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Later:
    """A function of a module of ``layers._adapters``; declaring a layer loads no reader of files."""

    name: str
    """``adapter.function``."""
    bound: dict[str, object] = field(default_factory=dict)
    """Arguments it is always called with."""

    def function(self) -> Callable[..., Any]:
        """Return the function itself; ModuleNotFoundError or AttributeError when there is none of this name."""
        module, _, function = self.name.rpartition(".")
        return getattr(import_module(f"layers._adapters.{module}"), function)

    def __call__(self, *given: object) -> Any:
        """Call the function."""
        return self.function()(*given, **self.bound)


def later(name: str, **bound: object) -> Later:
    """Name a function of an adapter, as ``later("city_wifi.clean", columns=COLUMNS)``."""
    return Later(name, bound)
