"""Every number of a sentence about equity, computed a second time from the homes, in plain loops."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd
import pytest

from geo.equity.access import UNIT, access_review
from geo.equity.readings import readings
from geo.equity.review import EquityReview, equity_review
from geo.gaps.review import review
from tests import toyville as toy
from tests.sambre_town import river_town

LIMIT_M = 400

Home = tuple[float, float, float]
"""What somebody there has, how many they are, and the index or income of their neighbourhood."""

POPULATION = {"residents": "population", "vulnerable": "vulnerable_count"}


@cache
def _measured() -> tuple[EquityReview, pd.DataFrame]:
    """Return the equity of a town of two hotspots, two places of help and a pool, and what is known of its homes."""
    wifi, places = {"w1": (150.0, 50.0), "w2": (40.0, 250.0)}, {"h1": (50.0, 250.0, 16.0), "h2": (250.0, 50.0, 0.5)}
    town, walk = river_town(wifi=toy.wifi(wifi), support_places=toy.support_places(places))
    evidence = town.evidence
    walks, access = review(evidence, walk), access_review(evidence)
    homes = evidence.demand.join(evidence.sectors[["vulnerability_index", "median_income_eur"]], "sector_code_statbel")
    homes = homes.drop(columns=["wifi_distance_m", "help_distance_m"])
    homes = homes.join(walks.demand[["wifi_distance_m", "help_distance_m"]])
    return equity_review(evidence, walks, access), homes.join(access.demand.drop(columns="help_hours_incomplete"))


KEYS = [
    (service, measure, whom, rank_by)
    for service in ("help", "wifi")
    for measure in ("distance_m", "within_walk", "access_2sfca", "access_e2sfca", "access_balanced")
    for whom in POPULATION
    for rank_by in ("vulnerability_index", "median_income_eur")
]


def _homes(key: tuple[str, str, str, str]) -> list[Home]:
    service, measure, whom, rank_by = key
    _, table = _measured()
    walked = table[f"{service}_distance_m"]
    if measure == "distance_m":
        value = walked
    elif measure == "within_walk":
        value = (walked <= LIMIT_M).astype(float)
    else:
        value = table[f"{UNIT[service]}_{measure.removeprefix('access_')}"]
    return [*zip(value, table[POPULATION[whom]], table[rank_by], strict=True)]


def _mean(homes: list[Home]) -> float:
    return sum(value * people for value, people, _ in homes) / sum(people for _, people, _ in homes)


def _neighbourhoods(homes: list[Home], *, downwards: bool) -> Iterator[tuple[float, float]]:
    """Yield the mean and the people of one rank after the other: who shares a rank is alike."""
    for rank in sorted({rank for *_, rank in homes}, reverse=downwards):
        own = [home for home in homes if home[2] == rank]
        yield _mean(own), sum(people for _, people, _ in own)


def _mean_of_first(parts: Iterator[tuple[float, float]], wanted: float) -> float:
    """Return the mean of so many people, taken from one part after the other."""
    total, left = 0.0, wanted
    for value, people in parts:
        taken = min(left, people)
        total, left = total + value * taken, left - taken
    return total / wanted


def _concentration(homes: list[Home]) -> float:
    """Return one less twice the area under the concentration curve, by trapezoids."""
    everybody, everything = sum(people for _, people, _ in homes), sum(value * people for value, people, _ in homes)
    area = height = 0.0
    for value, people in _neighbourhoods(homes, downwards=False):
        width, rise = people / everybody, value * people / everything
        area, height = area + width * (height + rise / 2), height + rise
    return 1 - 2 * area


def _is(said: float, value: float, decimals: int = 0) -> None:
    """Hold that a number is a value rounded to so many decimals, to either side where it lies half way."""
    assert round(said, decimals) == said
    assert abs(said - value) <= 0.5 * 10**-decimals + 1e-9


def _is_mean(said: float, value: float, measure: str) -> None:
    """Hold that a figure is said in metres, in people in 100, or with one decimal from 1 on and two below."""
    if measure == "within_walk":
        _is(said, 100 * value)
    else:
        _is(said, value, 0 if measure == "distance_m" else 1 if value >= 1 else 2)


@pytest.mark.parametrize("key", KEYS, ids="-".join)
def test_every_number_of_a_sentence_is_found_again_from_the_homes(key: tuple[str, str, str, str]) -> None:
    service, measure, _, rank_by = key
    found, _ = _measured()
    homes = _homes(key)
    people, mean = sum(people for _, people, _ in homes), _mean(homes)
    first = rank_by == "vulnerability_index"

    said = {
        name: each.parameters
        for name, each in readings(key, found.figures.loc[key], found.measures[key], LIMIT_M).items()
    }

    for end, downwards in (("worse", first), ("better", not first)):
        _is_mean(said["ends"][end], _mean_of_first(_neighbourhoods(homes, downwards=downwards), people / 5), measure)
    _is(said["concentration"]["index"], _concentration(homes), 2)
    if measure.startswith("access"):
        line = mean / 2
        poor = sum(number for value, number, _ in homes if value < line)
        rising = [(value, number) for value, number, _ in sorted(homes)]
        everything = mean * people
        least = _mean_of_first(iter(rising), 0.4 * people) * 0.4 * people / everything
        most = _mean_of_first(iter(rising[::-1]), 0.1 * people) * 0.1 * people / everything
        _is(said["lorenz"]["top"], 100 * most)
        _is(said["lorenz"]["bottom"], 100 * least)
        _is_mean(said["poverty"]["line"], line, measure)
        assert said["poverty"]["percent"] == 50
    else:
        walked = _measured()[1][f"{service}_distance_m"]
        poor = sum(number for metres, (_, number, _) in zip(walked, homes, strict=True) if metres > LIMIT_M)
        assert set(said) == {"ends", "concentration", "poverty"}
        assert set(said["poverty"]) == {"persons", "share", "line"}
        assert said["poverty"]["line"] == LIMIT_M
    _is(said["poverty"]["persons"], poor)
    _is(said["poverty"]["share"], 100 * poor / people)


@pytest.mark.parametrize(
    ("measure", "value", "told"),
    [
        ("distance_m", 212.6, 213),
        ("distance_m", 0.4, 0),
        ("within_walk", 1.0, 100),
        ("within_walk", 0.336, 34),
        ("access_2sfca", 12.34, 12.3),
        ("access_2sfca", 1.26, 1.3),
        ("access_2sfca", 0.996, 1.0),
        ("access_2sfca", 0.456, 0.46),
        ("access_balanced", 0.004, 0.0),
    ],
)
def test_a_mean_is_said_as_precisely_as_it_is_worth_saying(measure: str, value: float, told: float) -> None:
    key = ("wifi", measure, "residents", "median_income_eur")
    found, _ = _measured()
    figures = found.figures.loc[key].copy()
    figures["mean_worse_off"] = figures["mean_better_off"] = value
    ends = readings(key, figures, found.measures[key], LIMIT_M)["ends"]
    assert ends.parameters == {"worse": told, "better": told}


@pytest.mark.parametrize(("mean", "line", "percent"), [(4.0, 3.0, 75), (0.0, 1.0, 0), (0.8, 0.2, 25)])
def test_a_line_of_poverty_is_told_as_a_part_of_the_mean(mean: float, line: float, percent: int) -> None:
    key = ("help", "access_2sfca", "residents", "median_income_eur")
    found, _ = _measured()
    figures = found.figures.loc[key].copy()
    figures[["mean", "poverty_line", "poor_persons", "poor_share"]] = mean, line, 1049.6, 0.236
    said = readings(key, figures, found.measures[key], LIMIT_M)["poverty"]
    assert said.parameters == {"persons": 1050, "share": 24, "line": line, "percent": percent}


@pytest.mark.parametrize("unknown", ["mean_worse_off", "mean_better_off", "concentration", "gini", "poor_share"])
def test_a_figure_that_is_not_known_is_not_said_and_the_others_are(unknown: str) -> None:
    key = ("help", "access_2sfca", "residents", "median_income_eur")
    found, _ = _measured()
    figures = found.figures.loc[key].copy()
    figures[unknown] = np.nan
    about = {"mean_worse_off": "ends", "mean_better_off": "ends", "gini": "lorenz", "poor_share": "poverty"}
    said = readings(key, figures, found.measures[key], 399.6)
    assert set(said) == {"ends", "concentration", "lorenz", "poverty"} - {about.get(unknown, unknown)}
    walked = ("help", "distance_m", "residents", "median_income_eur")
    said = readings(walked, found.figures.loc[walked], found.measures[walked], 399.6)
    assert said["poverty"].parameters["line"] == 400
