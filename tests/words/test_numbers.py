"""Numbers in words: spaces, commas and rounding by language, and unknown said to be unknown."""

from datetime import date

import pandas as pd
import pytest

from words.numbers import Numbers, rounded


def numbers(language: str) -> Numbers:
    return Numbers(language, str)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, 0), (7.4, 7), (23, 25), (97.6, 100), (149, 150), (1_240, 1_200), (91_283, 91_000), (202_201, 200_000)],
)
def test_people_are_rounded_as_an_estimate_deserves(value: float, shown: int) -> None:
    assert rounded(value) == shown


def test_each_language_writes_numbers_its_own_way() -> None:
    assert numbers("fr").number(12_500.5, 1) == "12\u202f500,5"
    assert numbers("nl").number(12_500.5, 1) == "12.500,5"
    assert numbers("en").number(12_500.5, 1) == "12,500.5"


def test_euros_and_shares() -> None:
    assert numbers("fr").euros(12_500) == "12\u202f500\u202f€"
    assert numbers("nl").euros(12_500) == "€\u00a012.500"
    assert numbers("en").euros(12_500) == "€12,500"
    assert numbers("fr").percent(0.456, 1) == "45,6\u202f%"
    assert numbers("en").percent(0.45) == "45%"


def test_what_is_negative_has_a_minus_sign() -> None:
    assert numbers("fr").euros(-12_500) == "−12\u202f500\u202f€"
    assert numbers("en").euros(-12_500) == "−€12,500"
    assert numbers("nl").euros(-12_500) == "€\u00a0−12.500"
    assert numbers("fr").number(-0.5, 1) == "−0,5"
    assert numbers("nl").fixed(-1_000) == "−1.000,0"
    assert numbers("nl").percent(-0.05) == "−5\u202f%"


def test_a_score_keeps_its_decimal() -> None:
    assert numbers("fr").fixed(64) == "64,0"
    assert numbers("fr").number(-0.04, 1) == "0"


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_unknown_is_never_zero(missing: object) -> None:
    en = numbers("en")
    assert {en.number(missing), en.people(missing), en.euros(missing), en.percent(missing), en.yes_no(missing)} == {
        "unknown"
    }
    assert en.day(missing) == "unknown"


def test_dates_that_are_only_years_stay_years() -> None:
    assert numbers("fr").day("2011") == "2011"
    assert numbers("fr").day("2019-01-01") == "1er janvier 2019"
    assert numbers("nl").day(date(2026, 11, 22)) == "22 november 2026"
