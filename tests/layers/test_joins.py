"""The join of a table to the sectors is counted both ways and refused when sectors seem renumbered."""

import pandas as pd
import pytest

from layers.checking.joins import join_rate
from tests.layers.telling import codes
from tests.toyville import PLACE

SECTORS = pd.DataFrame({"sector_code_statbel": [f"52011A{number:02d}-" for number in range(100)]})
PEOPLE = SECTORS.assign(population=[10] * 100)


def table(matching: int, strange: int = 0, unlocalised: bool = False) -> pd.DataFrame:
    """Return a table with so many codes that are sectors, and so many that are not."""
    found = [f"52011A{number:02d}-" for number in range(matching)]
    lost = [f"52011Z{number:02d}-" for number in range(strange)]
    return pd.DataFrame({"sector_code_statbel": [*found, *lost, *(["52011ZZZZ"] if unlocalised else [])]})


def test_a_whole_table_has_no_fault() -> None:
    rate = join_rate(table(100, unlocalised=True), SECTORS, PEOPLE, file="f")
    assert (rate.share, rate.sectors_share, rate.residents_share) == (1.0, 1.0, 1.0)
    assert rate.faults == ()


@pytest.mark.parametrize(
    ("strange", "code", "severity"),
    [(2, None, None), (3, "join.low", "warning"), (11, "join.low", "warning"), (12, "join.renumbered", "error")],
)
def test_codes_that_are_no_sectors_warn_below_98_and_refuse_below_90_percent(
    strange: int, code: str | None, severity: str | None
) -> None:
    rate = join_rate(table(100, strange), SECTORS, file="f")
    assert (rate.matched, rate.total) == (100, 100 + strange)
    assert codes(rate.faults) == ([code] if code else [])
    assert [fault.severity for fault in rate.faults] == ([severity] if severity else [])


def test_a_refusal_gives_counts_and_examples() -> None:
    rate = join_rate(table(80, 20), SECTORS, file="income.txt")
    said = rate.faults[0].parameters
    assert (said["matched"], said["total"], said["percent"]) == (80, 100, 80.0)
    assert said["examples"] == "52011Z00-, 52011Z01-, 52011Z02-, 52011Z03-, 52011Z04-"


def test_a_table_may_leave_sectors_out_and_says_how_many_people_live_there() -> None:
    rate = join_rate(table(94), SECTORS, PEOPLE.assign(population=range(100)), file="f")
    assert rate.sectors_share == 0.94
    assert rate.residents_share == pytest.approx(1 - (94 + 95 + 96 + 97 + 98 + 99) / 4950)
    assert codes(rate.faults) == ["join.residents_without_figures"]
    assert rate.faults[0].severity == "warning"
    assert rate.faults[0].parameters["residents"] == 579
    rate = join_rate(table(99), SECTORS, file="f")
    assert [(fault.code, fault.severity) for fault in rate.faults] == [("join.sectors_without_figures", "note")]


def test_unlocalised_people_do_not_count() -> None:
    crowd = pd.DataFrame({"sector_code_statbel": ["52011ZZZZ"], "population": [1_000_000]})
    rate = join_rate(table(100), SECTORS, pd.concat([PEOPLE, crowd]), file="f")
    assert rate.residents_share == 1.0


def test_several_rows_a_sector_count_once() -> None:
    assert join_rate(pd.concat([table(100, 1)] * 3), SECTORS, file="f").total == 101


def test_rates_of_a_sector_split_since_count_as_joined_and_totals_do_not() -> None:
    """One of 100 sectors was split in two; the table of indicators knows it whole."""
    known = [f"52011A{number:02d}-" for number in range(99)]
    outlines = pd.DataFrame({"sector_code_statbel": [*known, "52011A991", "52011A992"]})
    figures = pd.DataFrame(
        {"sector_code_statbel": [*known, "52011A99-"], "indicator": "median_income_eur", "unit": "EUR"}
    )
    rate = join_rate(figures, outlines, file="f", passing_on=PLACE)
    assert (rate.matched, rate.total, rate.sectors_matched, rate.inherited) == (100, 100, 101, 2)
    assert codes(rate.faults) == ["join.inherited"]
    assert rate.faults[0].parameters["examples"] == "52011A991 < 52011A99-, 52011A992 < 52011A99-"
    counts = figures.assign(indicator="income_declarations", unit="declarations")
    rate = join_rate(counts, outlines, file="f", passing_on=PLACE)
    assert (rate.sectors_matched, rate.inherited) == (99, 0)
    assert codes(rate.faults) == ["join.sectors_without_figures"]
    assert join_rate(figures, outlines, file="f").matched == 99, "of a table of people nothing is passed on"
