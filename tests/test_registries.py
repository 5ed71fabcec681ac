"""Registries are complete, and what is registered says what a reader needs: layers, criteria, views."""

import importlib
import re

import pytest

from geo.ranking import CRITERIA
from geo.settings import Parameters
from layers import LAYERS
from tests.conftest import ROOT


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
