"""What a reader changes in the programme: it comes back from the address, and is laid over the scenario's own."""

from hypothesis import given
from hypothesis import strategies as st

from geo.settings.programme import DistrictMinimum, Programme
from ui.address.programme_choices import (
    AREA_M2,
    BUDGET_EUR,
    FLOOR_PERCENT,
    LEAST_PERCENT,
    OPEX_EUR,
    REACH_M,
    STOP_PERSON_YEARS,
    WHO,
    YEARS,
    Choices,
    programme_with,
    read_choices,
)
from ui.address.told import told

KEYS = st.lists(st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True), unique=True, max_size=3).map(tuple)


def _within(bounds: tuple[int, int]) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(*bounds)


CHOICES = st.builds(
    Choices,
    budget=_within(BUDGET_EUR),
    years=_within(YEARS),
    reach=_within(REACH_M),
    floor=_within(FLOOR_PERCENT),
    least=_within(LEAST_PERCENT),
    opex=_within(OPEX_EUR),
    stop=_within(STOP_PERSON_YEARS),
    nofloors=_within((0, 8)),
    area=_within(AREA_M2),
    nofibre=_within((0, 1)),
    carry=_within((0, 1)),
    fibre=_within((0, 1)),
    who=st.sampled_from(("", *WHO)),
    forced=KEYS,
    excluded=KEYS,
    freed=KEYS,
)


@given(CHOICES)
def test_an_address_restores_the_choices(choices: Choices) -> None:
    assert read_choices(choices.query()) == choices


@given(st.dictionaries(st.sampled_from(["p.budget", "p.years", "p.who", "p.forced", "p.opex"]), st.text(max_size=12)))
def test_no_address_makes_an_impossible_programme(query: dict[str, str]) -> None:
    programme = programme_with(Programme(), read_choices(query))
    assert Programme.model_validate(programme.model_dump()) == programme


def test_nothing_chosen_is_the_scenario() -> None:
    base = Programme(budgets_eur=(5.0, 7.5), floor_share_of_activity={"sport": 0.2}, year_weights=(1.0, 0.5))
    assert programme_with(base, Choices()) == base
    assert not Choices().changed


def test_each_choice_lies_over_the_scenario() -> None:
    base = Programme(budgets_eur=(100.0, 200.0), floor_share_of_activity={"sport": 0.2}, year_weights=(1.0, 0.5))
    chosen = Choices(
        budget=300,
        years=3,
        reach=400,
        floor=5,
        least=25,
        opex=9_000,
        carry=1,
        fibre=1,
        who="all",
        area=800,
        nofibre=1,
        stop=40,
        nofloors=1,
    )
    made = programme_with(base, chosen)
    assert made.budgets_eur == (300.0, 300.0, 300.0)
    assert made.year_weights == (), "weights for two years say nothing of three"
    assert (made.reach_m, made.who_counts, made.carry_over, made.wait_for_fibre) == (400.0, "all", True, True)
    assert (made.floor_share, made.floor_share_of_activity) == (0.05, {})
    assert made.opex_ceiling_eur_per_year == 9_000.0
    assert made.district_minimum == DistrictMinimum(served_share=0.25)
    assert (made.assumed_floor_area_m2, made.assume_no_fibre) == (800.0, True)
    assert (made.least_person_years_per_thousand_eur, made.last_years_without_floors) == (40.0, 1)
    lifted = programme_with(made, Choices(least=0, opex=0, area=0, stop=0, nofloors=0))
    assert (lifted.least_person_years_per_thousand_eur, lifted.last_years_without_floors) == (0.0, 0)
    assert lifted.assumed_floor_area_m2 is None
    assert lifted.district_minimum is None
    assert lifted.opex_ceiling_eur_per_year is None


def test_fewer_or_more_years_keep_the_budgets_of_those_there_are() -> None:
    base = Programme(budgets_eur=(100.0, 200.0))
    assert programme_with(base, Choices(years=1)).budgets_eur == (100.0,)
    assert programme_with(base, Choices(years=4)).budgets_eur == (100.0, 200.0, 200.0, 200.0)


@given(KEYS, KEYS, CHOICES)
def test_a_building_is_never_forced_in_and_left_out(forced: tuple, excluded: tuple, choices: Choices) -> None:
    base = Programme(forced_in=forced, excluded=tuple({*excluded} - {*forced}))
    made = programme_with(base, choices)
    assert not {*made.forced_in} & {*made.excluded}


@given(st.sampled_from("abc"), st.sampled_from(["forced", "excluded", ""]), CHOICES)
def test_the_last_word_about_a_building_counts(building: str, wanted: str, choices: Choices) -> None:
    base = Programme(forced_in=("a",), excluded=("b",))
    said = Choices(**told(base, choices, building, wanted))
    made = programme_with(base, said)
    assert (building in made.forced_in, building in made.excluded) == (wanted == "forced", wanted == "excluded")
