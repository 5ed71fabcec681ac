"""A plan has one gap, worded by one function, whatever shows it: screen, proof block, method, terminal."""

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from exports.programme_tables import proof as proof_file
from geo.programme.plan.plan import Plan
from terminal.programme_tables import plan_lines
from tests import toy_plans
from tests.ui.pages import as_read
from ui.programme.method import asked_words as asked_in_the_method
from ui.programme.proof import proof
from ui.programme.standing import Standing
from words import translator
from words.numbers import Numbers
from words.programme import asked_words, certificate_sentence, gap_up, gap_words

LANGUAGES = ("fr", "nl", "en")
WRITTEN = toy_plans.to_write(toy_plans.assessment(), toy_plans.PROGRAMMES["defaults"])

_BEST = re.compile("can be better|ferait mieux|best mogelijke")


def _plan(gap: float, status: str = "optimal", asked: float = 0.001) -> Plan:
    """Return a plan said to have this gap; of what it adds beyond existing Wi-Fi, that is more."""
    plan = WRITTEN.plan
    told = {**plan.certificate, "status": status, "gap": gap, "gap_of_gain": gap * 1.7, "gap_asked": asked}
    programme = plan.instance.programme.model_copy(update={"gap": asked})
    instance = replace(plan.instance, programme=programme)
    return replace(plan, certificate=told, status=status, instance=instance)


def _texts(plan: Plan, language: str) -> dict[str, str]:
    """Return what each surface says of a plan and its proof, without markup."""
    translate = translator(language)
    context = SimpleNamespace(translate=translate, language=language, numbers=Numbers(language, translate))
    block = as_read(str(proof(context, Standing(plan=plan))))
    lines = plan_lines(plan, WRITTEN.contenders, toy_plans.assessment(), language, translate)
    return {
        "line under the answer": certificate_sentence(plan, language, translate),
        "proof": block,
        # Other lines tell what share of the need is met, which is no gap.
        "terminal": "\n".join(line for line in lines if _BEST.search(line)),
    }


def _percentages(text: str) -> set[str]:
    return {each.replace(",", ".") for each in re.findall(r"(\d+(?:[.,]\d+)?)\s?%", text)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("gap", "shown"), [(0.0006, "0.06"), (0.00051, "0.06"), (0.000961, "0.1"), (0.0000004, "0.01")]
)
def test_every_surface_shows_the_same_figure_and_no_other(language: str, gap: float, shown: str) -> None:
    for place, text in _texts(_plan(gap), language).items():
        assert _percentages(text) == {shown}, (place, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_not_proven_shows_beside_it_what_was_asked_for_and_that_is_less(language: str) -> None:
    for place, text in _texts(_plan(0.0010004, "best_found"), language).items():
        assert _percentages(text) == {"0.11", "0.1"}, (place, text)


@pytest.mark.parametrize("gap", [0.0, 1e-15])
def test_no_gap_is_said_as_such_and_never_as_nothing_per_cent_from_the_best(gap: float) -> None:
    texts = _texts(_plan(gap), "en")
    assert texts["line under the answer"].startswith("No plan can be better on these data and assumptions")
    assert _percentages(texts["proof"]) == {"0"}


def test_a_gap_is_rounded_up_and_never_down() -> None:
    numbers = Numbers("en", str)
    assert [gap_words(gap, numbers) for gap in (0.0006, 0.00060001, 0.1, 0.123401, 1.5, 1e-6)] == [
        "0.06%",
        "0.07%",
        "10%",
        "12.35%",
        "150%",
        "0.01%",
    ]
    assert all(gap_up(each / 7919) >= each / 7919 - 1e-12 for each in range(7919))
    assert gap_words(None, numbers) == gap_words(float("inf"), numbers) == "unknown"
    assert gap_words(0.0006, Numbers("fr", str)) == "0,06\u202f%"


def test_what_was_asked_for_keeps_its_digits() -> None:
    assert asked_in_the_method is asked_words
    assert [asked_words(gap, Numbers("en", str)) for gap in (0.001, 0.00055, 0.02, 0.0)] == [
        "0.1%",
        "0.055%",
        "2%",
        "0%",
    ]


def test_the_exported_proof_keeps_the_figure_with_all_its_digits() -> None:
    written = replace(WRITTEN, plan=_plan(0.000612345))
    told = json.loads(json.dumps(proof_file(written, toy_plans.assessment(), "abc")))["certificate"]
    assert told["gap"] == 0.000612345
    assert gap_words(told["gap"], Numbers("en", str)) == "0.07%"
