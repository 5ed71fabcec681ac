"""What is said of criteria: the one that decides most, those that count twice, and words where there are no figures."""

import pytest

from geo.ranking import influence, rank, related_criteria
from tests.geo.ranking.toy_matrix import matrix
from words import translator
from words.influence import decides_rows, decides_sentences, related_sentences
from words.numbers import Numbers

POSTS = {"vulnerable_in_reach": (0.0, 100.0), "seniors_in_reach": (0.0, 100.0), "opening_hours": (0.0, 60.0)}
WEIGHTS = {"vulnerable_in_reach": 6, "seniors_in_reach": 3, "opening_hours": 1}
ROWS = {"a": (0, 0, 30), "b": (50, 40, 30), "c": (100, 80, 30), "d": (25, 30, 30)}


def _table(rows, weights=WEIGHTS):
    return rank(matrix(rows, goalposts=POSTS), weights)


def test_the_one_that_decides_most_and_those_that_decide_nothing_are_named():
    numbers = Numbers("en", str)
    told = influence(_table(ROWS), WEIGHTS)
    first, same = decides_sentences(told, numbers)
    assert first == (
        "“Vulnerable residents within a walk” decides most: 72% of the differences in points between the 4 "
        "buildings whose points are known, for 60% of the weights."
    )
    assert same == "The same for all of them, so that it decides nothing: “Opening hours”."
    assert [row.decides for row in decides_rows(told, numbers)] == ["72%", "28%", "0%"]
    assert [row.weight for row in decides_rows(told, numbers)] == ["60%", "30%", "10%"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (dict(list(ROWS.items())[:2]), "Too few buildings have known points"),
        (dict.fromkeys("abcd", (10, 10, 10)), "All buildings have the same points"),
        (dict.fromkeys("abcd", (10, None, 10)) | {"e": (1, 2, None)}, "Too few buildings have known points"),
    ],
)
@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_without_figures_words_and_no_nan(rows, said, language):
    numbers = Numbers(language, translator(language))
    told = influence(_table(rows), WEIGHTS)
    (sentence,) = decides_sentences(told, numbers)
    assert language != "en" or sentence.startswith(said)
    rows = decides_rows(told, numbers)
    assert {row.decides for row in rows} == {row.alone for row in rows} == {"–"}
    assert not related_sentences(related_criteria(_table({}), WEIGHTS), numbers)
    assert "nan" not in " ".join([sentence, *(part for row in rows for part in vars(row).values())]).lower()


def test_a_part_above_all_is_explained_and_no_percentage_of_differences():
    rows = {"a": (0, 100, 0), "b": (50, 40, 0), "c": (100, 0, 0)}
    weights = {"vulnerable_in_reach": 6, "seniors_in_reach": 5, "opening_hours": 0}
    (sentence,) = decides_sentences(influence(_table(rows, weights), weights), Numbers("en", str))
    assert "others take back part of what it gives, so that it stands above 100 %" in sentence


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "say nearly the same (rank correlation 1.00): together they count twice. Give one of them weight zero."),
        ("fr", "disent presque la même chose (corrélation des rangs 1,00)"),
        ("nl", "zeggen bijna hetzelfde (rangcorrelatie 1,00)"),
    ],
)
def test_criteria_that_say_the_same_are_both_named_with_the_remedy(language, said):
    numbers = Numbers(language, translator(language))
    (sentence,) = related_sentences(related_criteria(_table(ROWS), WEIGHTS), numbers)
    assert said in sentence
    titles = [row.title for row in decides_rows(influence(_table(ROWS), WEIGHTS), numbers)][:2]
    assert all(title in sentence for title in titles)


def test_criteria_that_work_against_each_other_are_said_with_what_the_one_takes():
    rows = {"a": (0, 100, 0), "b": (50, 40, 0), "c": (100, 0, 0)}
    weights = {"vulnerable_in_reach": 6, "seniors_in_reach": 5, "opening_hours": 0}
    (sentence,) = related_sentences(related_criteria(_table(rows, weights), weights), Numbers("en", str))
    # Points of seniors 45, 18, 0 and of the others 0, 27, 55: 1.2 fewer for each point of seniors.
    assert "with each point the first gives, the second takes 1.2 on average" in sentence
    assert sentence.startswith("“Seniors within a walk” and “Vulnerable residents within a walk”")
