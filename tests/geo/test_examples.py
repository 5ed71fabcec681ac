"""Whatever a face of ``geo`` hands out that can be called has an example in its docstring, and the example is true."""

import ast
import doctest
import importlib
import inspect
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.geo.ready import READY

FACES: dict[str, ModuleType] = {
    path.parent.name: importlib.import_module(f"geo.{path.parent.name}")
    for path in sorted((ROOT / "geo").glob("*/__init__.py"))
}
NAMES: dict[str, Any] = {name: getattr(face, name) for face in FACES.values() for name in face.__all__}


def _is_protocol(value: Any) -> bool:
    return bool(getattr(value, "_is_protocol", False))


CALLABLE = {
    name: value
    for name, value in NAMES.items()
    if getattr(value, "__module__", "").startswith("geo.") and callable(value) and not _is_protocol(value)
}
"""Functions and classes. Constants, and what only types mention (a Literal, a union, a Protocol), need no example."""


def _examples(name: str) -> list[doctest.Example]:
    return doctest.DocTestParser().get_examples(CALLABLE[name].__doc__ or "")


def _named(examples: list[doctest.Example]) -> set[str]:
    return {node.id for each in examples for node in ast.walk(ast.parse(each.source)) if isinstance(node, ast.Name)}


def test_faces_hand_out_different_names() -> None:
    assert len(FACES) >= 12
    assert sum(len(face.__all__) for face in FACES.values()) == len(NAMES)
    assert not set(READY) & set(NAMES)


@pytest.mark.parametrize("name", CALLABLE)
def test_it_has_an_example_that_is_short_and_hides_nothing(name: str) -> None:
    examples = _examples(name)
    assert "\nExamples\n--------\n>>>" in inspect.getdoc(CALLABLE[name])
    assert 2 <= sum(each.source.count("\n") + each.want.count("\n") for each in examples) <= 6
    assert any(each.want for each in examples)
    assert not any(each.options for each in examples)
    assert name in _named(examples) or inspect.isclass(CALLABLE[name]), "a function is called in its own example"


@pytest.mark.parametrize("name", CALLABLE)
def test_its_example_is_true(name: str) -> None:
    examples = _examples(name)
    names = {**NAMES, **{each: READY[each]() for each in _named(examples) & set(READY)}}
    said: list[str] = []
    test = doctest.DocTest(examples, dict(names), name, None, 0, None)
    outcome = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert outcome.attempted == len(examples) > 0
    assert outcome.failed == 0, "".join(said)


def test_a_wrong_value_is_found() -> None:
    """The runner does compare: the same example with another value fails."""
    (example,) = _examples("relative_gap")
    wrong = doctest.Example(example.source, "0.5\n")
    test = doctest.DocTest([wrong], dict(NAMES), "wrong", None, 0, None)
    assert doctest.DocTestRunner(verbose=False).run(test, out=lambda _text: None).failed == 1
