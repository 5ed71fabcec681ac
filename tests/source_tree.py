"""The program's own sources as tests look at them: files, modules, and who imports whom."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

PACKAGES = ("geo", "layers", "config", "store", "words", "demo", "exports", "terminal", "ui", "app.py", "cli.py")
"""What is installed, without tests, benchmarks and notebooks."""


def sources(name: str) -> list[Path]:
    """Return the Python files of a package, or the module itself."""
    return [ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("*.py"))


def shown(path: Path) -> str:
    """Return a path as messages name it."""
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    """Return the dotted name of a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_module(name: str) -> bool:
    """Say whether a dotted name is a module or package of ours."""
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Return every module that a file names in an import, wherever it stands, ``TYPE_CHECKING`` included.

    ``from layers import wifi`` names the module ``layers.wifi``; a name that the package itself hands out, in its
    ``__all__``, names the package.
    """
    return tuple(_imports(ast.parse(path.read_text("utf-8"))))


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            handed = _handed_out(node.module)
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield inside if alias.name not in handed and is_module(inside) else node.module


@cache
def _handed_out(package: str) -> frozenset[str]:
    """Return the names in the ``__all__`` of a package of ours; none of anything else."""
    face = ROOT / package.replace(".", "/") / "__init__.py"
    if not face.is_file():
        return frozenset()
    for node in ast.parse(face.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and [each.id for each in node.targets if isinstance(each, ast.Name)] == [
            "__all__"
        ]:
            return frozenset(ast.literal_eval(node.value))
    return frozenset()
