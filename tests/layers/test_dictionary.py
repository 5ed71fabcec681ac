"""The data dictionary in docs/ is the one the declarations give, and leaves nothing out."""

from layers._dictionary import dictionary
from layers._registry import LAYERS
from tests.conftest import ROOT


def test_the_written_dictionary_is_up_to_date() -> None:
    assert (ROOT / "docs" / "data_dictionary.md").read_text("utf-8") == dictionary(), "run: make dictionary"


def test_every_layer_column_and_source_is_in_it() -> None:
    text = dictionary()
    for layer in LAYERS:
        assert f"## {layer.name}\n" in text
        assert all(f"`{column.name}`" in text for column in layer.columns)
        assert all(source.publisher in text and source.licence in text for source in layer.sources)
