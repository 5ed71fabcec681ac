"""What a change says of totals and of the plan: before and after, unknown said, no code of ours in a sentence."""

import pandas as pd
import pytest

from layers import Total
from store._publishing.changes import LayerChange, TotalChange
from store._publishing.totals import Figure
from store.effect import Effect
from tests.layers.toy_layers import POPULATION
from words import translator
from words.changes.effect import effect_lines
from words.changes.lines import changed_totals

TOTAL = Total("Floor area, m²", "sum", "floor_area_m2")


def _change(*pairs: tuple[Figure, Figure]) -> LayerChange:
    totals = tuple(TotalChange(TOTAL, before, now) for before, now in pairs)
    return LayerChange(POPULATION, 3, 3, None, totals, pd.DataFrame(), (), (), {})


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (Figure(10.0, 0), Figure(12.5, 0), ["Floor area, m², before: 10; now: 12.5."]),
        (Figure(10.0, 0), Figure(10.0, 0), []),
        (
            Figure(10.0, 1),
            Figure(10.0, 0),
            ["Floor area, m², before: 10; now: 10. Rows of which it is not known, before: 1; now: 0."],
        ),
        (
            Figure(None, 3),
            Figure(2.0, 0),
            ["Floor area, m², before: unknown; now: 2. Rows of which it is not known, before: 3; now: 0."],
        ),
    ],
)
def test_totals_that_differ_are_said_and_unknown_is_not_zero(before: Figure, now: Figure, said: list[str]) -> None:
    assert changed_totals(_change((before, now)), translator("en")) == said


@pytest.mark.parametrize(("language", "tier"), [("fr", "bâtiment"), ("nl", "gebouw"), ("en", "building")])
def test_a_tier_is_named_in_the_language_of_the_reader(language: str, tier: str) -> None:
    moved = pd.DataFrame(
        {"year_before": [2028], "tier_before": ["hall"], "year_now": [2029], "tier_now": ["whole"]}, index=["BC1"]
    )
    none = pd.DataFrame()
    effect = Effect(none, {}, {"BC1": "École"}, moved, (10.0, 20.0), (0.0, 0.0))
    told = " ".join(effect_lines(effect, language, translator(language)))
    assert "BC1 (École): 2028" in told
    assert tier in told
    assert "whole" not in told.replace("whole building", "").replace("whole cost", "")
    assert "->" not in told
