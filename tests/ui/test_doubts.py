"""What the cards say of how far an estimate may be trusted: the ranges are sums of one case each, on paper."""

from pathlib import Path

import pytest

from config import scenarios
from geo.population import ASSUMPTIONS
from geo.ranking import assess
from geo.settings import Parameters, Reach
from geo.tables import Tables
from store.store import Store
from store.versions import Snapshot
from tests import toyville as toy
from ui.components.doubts import difficulty_range, reach_doubts, sector_doubts
from ui.context import Context
from ui.gaps.words import people_said
from ui.map.sector_card import sector_card
from words import translator
from words.numbers import Numbers


def _context(folder: Path, tables: Tables, parameters: Parameters = toy.PARAMETERS) -> Context:
    translate = translator("en")
    return Context(
        place=toy.PLACE,
        store=Store(folder, toy.PLACE),
        snapshot=Snapshot("1", toy.PLACE.key, {}, "2026-03-02T09:30:00Z", True, ()),
        scenario=scenarios()["reference"],
        assessment=assess(tables, toy.PLACE, parameters),
        translate=translate,
        numbers=Numbers("en", translate),
        addresses={},
        library={},
    )


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return _context(tmp_path, toy.full_tables())


def test_the_whole_town_moves_with_the_rate_alone(context: Context) -> None:
    """4,500 residents at 40 and at 50 percent; however much neighbourhoods differ, the town has 45."""
    everybody = context.assessment.evidence.sectors[["vulnerable_count", *ASSUMPTIONS]].sum()
    assert difficulty_range(context, everybody) == (
        "Residents in digital difficulty: between 1,800 and 2,200 by the rate (40% to 50%)."
    )


def test_one_sector_moves_with_both(context: Context) -> None:
    amounts = dict(zip(["vulnerable_count", *ASSUMPTIONS], [60.0, 53.3, 66.7, 45.0, 72.0], strict=True))
    assert difficulty_range(context, amounts) == (
        "Residents in digital difficulty: between 55 and 65 by the rate (40% to 50%); between 45 and 70 by the gap "
        "between neighbourhoods (1 to 4 times)."
    )


def test_a_gradient_nobody_can_reach_is_not_spoken_of(context: Context) -> None:
    amounts = {"vulnerable_count": 100.0, **dict.fromkeys(ASSUMPTIONS, float("nan"))}
    assert difficulty_range(context, amounts) == ""
    amounts |= {"vulnerable_if_rate_low": 88.9, "vulnerable_if_rate_high": 111.1}
    assert difficulty_range(context, amounts) == (
        "Residents in digital difficulty: between 90 and 110 by the rate (40% to 50%)."
    )


def test_a_building_sums_its_places(tmp_path: Path) -> None:
    near = toy.PARAMETERS.model_copy(update={"reach": Reach(limit_m=120, detour_factor=1.0)})
    context = _context(tmp_path, toy.full_tables(), near)
    evidence = context.assessment.evidence
    said = {}
    for site in ("b1-library", "b5-pool"):
        walks = evidence.reach[[evidence.sites.index.get_loc(site)]].toarray()[0]
        places = evidence.demand[walks > 0]
        low, high = (places[f"vulnerable_if_rate_{end}"].sum() for end in ("low", "high"))
        said[site] = reach_doubts(context, site)
        assert 0 < len(places) < len(evidence.demand)
        assert people_said(context, low, high) + " by the rate" in said[site]
    assert len(set(said.values())) == 2


def test_a_sector_tells_the_rate_apart_from_missing_data_and_ages_and_the_grid(tmp_path: Path) -> None:
    cells = toy.residences([(50, 50, 40.0), (150, 50, 200.0), (250, 50, 900.0)]).assign(kind="cell")
    poverty = toy.indicators({"poverty_share": toy.POVERTY | {"a2": None}, "median_income_eur": toy.INCOME})
    context = _context(tmp_path, toy.full_tables(residences=cells, indicators=poverty))
    under, fits, over, none = (sector_doubts(context, toy.code(name)) for name in ("a1", "a2", "a3", "b1"))
    assert "by the rate (40% to 50%)" in under[0]
    assert under[1] == "The rate is one of 16 to 74 years; for want of ages it is applied to everybody."
    assert under[2].startswith("The cells of the population grid hold too few people here (40): all residents (100)")
    assert fits[1].startswith("Apart from that, between ")
    assert len(fits) == 3
    assert over[2].startswith(
        "The cells of the population grid hold more than twice as many people here (900) as the residents published "
        "(300)"
    )
    assert none[2].startswith("No cell of the population grid has anybody here: all residents (400)")
    assert all(each in str(sector_card(context, toy.code("a1"))) for each in under)


def test_a_building_far_away_says_how_far_and_one_beside_the_border_does_not(tmp_path: Path) -> None:
    far = toy.at(-21_000, -28_000)
    astray = {
        "a": {"at": None, "dropped_x_m": far.x, "dropped_y_m": far.y},
        "b": {"at": (320 + 700, 50)},
        "c": {"at": None},
    }
    context = _context(tmp_path, toy.full_tables(buildings=toy.buildings(astray)))
    assert context.gates("in_commune", "a") == ["Its coordinates are 35 km from the commune."]
    assert context.gates("in_commune", "b") == ["Its coordinates lie outside the commune."]
    assert context.gates("located public_access", "c") == ["Its place is not known.", "It is not open to the public."]
    failed = context.assessment.matrices["wifi"].gates.loc["a"]
    assert list(failed.index[~failed]) == ["in_commune"]


def test_with_ages_the_card_says_who_is_counted(tmp_path: Path) -> None:
    of_age = {name: residents * 7 // 10 for name, residents in toy.POPULATION.items()}
    context = _context(tmp_path, toy.full_tables(population=toy.population(of_age=of_age)))
    said = sector_doubts(context, toy.code("a1"))
    assert said[1] == "Residents of 16 to 74 years, counted: 70; of other ages, not counted: 30."
