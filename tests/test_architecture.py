"""The house holds: imports go one way, registries are complete, names keep their promises."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.ranking.criteria import CRITERIA
from geo.settings.parameters import Parameters
from layers._registry import LAYERS
from tests.conftest import ROOT

MAY_IMPORT = {
    "geo": {"geo"},
    "layers": {"layers", "geo"},
    "config": {"config", "geo"},
    "store": {"store", "geo", "layers", "config"},
    "words": {"words", "geo", "layers", "config", "store"},
    "demo": {"demo", "geo", "layers"},
    "exports": {"exports", "geo", "layers", "config", "store", "words"},
    "ui": {"ui", "words", "exports", "config", "geo", "layers", "store"},
    "app.py": {"ui", "words", "exports", "config", "geo", "layers", "store"},
    "terminal": {"terminal", "words", "exports", "config", "demo", "geo", "layers", "store"},
    "cli.py": {"terminal"},
}
"""Which of our packages each of them may import."""

OURS = {name.removesuffix(".py") for name in MAY_IMPORT}

FORBIDDEN = {
    "geo": {"streamlit", "folium", "requests", "urllib", "socket", "pathlib", "os", "io", "sqlite3", "time", "random"},
    "layers": {"streamlit", "folium", "branca"},
    "config": {"streamlit", "folium"},
    "store": {"streamlit", "folium", "branca"},
    "words": {"streamlit", "folium"},
    "demo": {"streamlit", "folium", "random"},
    "exports": {"streamlit", "folium"},
    "terminal": {"streamlit", "folium"},
    "cli.py": {"streamlit", "folium"},
}
"""What must never be imported: the engine knows no file, network or clock; only ui draws."""

ALLOWED_IN_KERNEL = {"geo/walking/_kernel.py": {"os"}}


_OF_THE_EVIDENCE = {"scipy"}
"""What the evidence is made of: its reach is a sparse matrix."""


def _sources(name: str) -> list[Path]:
    return [ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_imports_go_one_way(name: str) -> None:
    wrong = {
        (path.relative_to(ROOT).as_posix(), module)
        for path in _sources(name)
        for module in _imports(path)
        if module.split(".")[0] in OURS and module.split(".")[0] not in MAY_IMPORT[name]
    }
    assert wrong == set()


@pytest.mark.parametrize("name", FORBIDDEN)
def test_no_module_imports_what_it_must_not_know(name: str) -> None:
    wrong = {
        (path.relative_to(ROOT).as_posix(), module)
        for path in _sources(name)
        for module in _imports(path)
        if module.split(".")[0] in FORBIDDEN[name] - ALLOWED_IN_KERNEL.get(path.relative_to(ROOT).as_posix(), set())
    }
    assert wrong == set()


def test_the_check_of_a_plan_knows_neither_the_solver_nor_what_planned_it() -> None:
    """Whatever it imports, directly or not, is the settings, the evidence or its own."""
    seen: set[str] = set()
    waiting = ["geo.audit.check"]
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        for path in (ROOT / f"{module.replace('.', '/')}.py", ROOT / module.replace(".", "/") / "__init__.py"):
            waiting += list(_imports(path)) if module.startswith("geo.") and path.exists() else []
    assert not {module for module in seen if re.match(r"geo\.(programme|solving)\b", module)}
    assert not {module.split(".")[0] for module in seen} & {"highspy", "scipy"} - _OF_THE_EVIDENCE
    assert all(module in seen for module in ("geo.evidence.evidence", "geo.audit._ledger", "geo.audit._people"))


def test_the_engine_reads_no_clock() -> None:
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in _sources("geo")
        if re.search(r"\b(?:now|today|utcnow)\(\)", path.read_text("utf-8"))
    ]
    assert wrong == []


def test_only_one_file_of_the_engine_names_a_reference_system() -> None:
    naming = [path.name for path in _sources("geo") if re.search(r"EPSG:\d", path.read_text("utf-8"))]
    assert naming == ["crs.py"]


def test_every_plain_module_of_layers_is_a_registered_layer() -> None:
    modules = {path.stem for path in (ROOT / "layers").glob("*.py") if not path.stem.startswith("_")}
    assert modules == {layer.name for layer in LAYERS}


def test_every_module_of_criteria_is_registered() -> None:
    modules = {
        path.stem for path in (ROOT / "geo" / "ranking" / "criteria").glob("*.py") if not path.stem.startswith("_")
    }
    assert modules == {criterion.key for criterion in CRITERIA}


def test_every_view_is_registered() -> None:
    views = importlib.import_module("ui.views").VIEWS
    modules = {path.stem for path in (ROOT / "ui" / "views").glob("*.py") if not path.stem.startswith("_")}
    assert modules == {view.key for view in views}


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_a_layer_says_what_it_holds(layer) -> None:
    assert layer.title
    assert layer.description.endswith(".")
    assert layer.sources, "a layer without a source can never be filled"
    assert {column.name for column in layer.columns} >= set(layer.key)
    for column in layer.columns:
        assert column.meaning, column.name
        suffix = re.search(r"_(m2|m|eur|per_week|per_year)$", column.name)
        assert column.unit or not suffix, f"{column.name} carries a unit in its name and must declare it"
    for source in layer.sources:
        assert all((source.title, source.publisher, source.licence, source.formats)), source.name
        assert source.template is None or (ROOT / "layers" / "templates" / source.template).is_file(), source.template


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.key)
def test_a_criterion_says_what_it_measures(criterion) -> None:
    assert all((criterion.title, criterion.question, criterion.unit, criterion.unit_text))
    assert set(criterion.needs) <= {layer.name for layer in LAYERS}
    assert criterion.ranks


def test_the_default_weights_name_every_criterion_and_no_other() -> None:
    for ranking, weights in Parameters().weights.items():
        assert set(weights) == {criterion.key for criterion in CRITERIA if ranking in criterion.ranks}


def test_nothing_catches_everything() -> None:
    wrong = [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
        for name in MAY_IMPORT
        for path in _sources(name)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    assert wrong == []


def test_no_file_has_got_away() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): count
        for name in MAY_IMPORT
        for path in _sources(name)
        if (count := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils", "helpers", "common", "manager", "misc"}
    assert [path for name in MAY_IMPORT for path in _sources(name) if path.stem.strip("_") in vague] == []
    assert not any((ROOT / folder).exists() for folder in ("app", "pages"))
