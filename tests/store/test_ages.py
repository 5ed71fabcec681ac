"""Data are as old as what they describe, whenever they came in; undated data are never called new."""

from datetime import date
from pathlib import Path

import pytest

from config import place
from geo.errors import MaillageError
from layers import layer
from store.ages import age_of, days_described, stale_from, told_vintage, years_described
from store.refresh import refresh
from store.snapshots import make_snapshot
from store.status import provenance_table, status
from store.store import Store
from tests import toyville
from tests.layers.toy_layers import BUILDINGS, CODES, INDICATORS, NOW, POPULATION, SECTOR_ROWS, SECTORS, csv, store

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("vintage", "first", "last"),
    [
        ("2019-01-01", date(2019, 1, 1), date(2019, 1, 1)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2017-2019", date(2017, 1, 1), date(2019, 12, 31)),
        ("31/12/2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-02-31", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_a_vintage_stands_for_days(vintage: str, first: date, last: date) -> None:
    assert days_described(vintage) == (first, last)


@pytest.mark.parametrize("vintage", ["", "n.d.", "dernière version", "20190101", "12019"])
def test_a_vintage_without_a_year_stands_for_none(vintage: str) -> None:
    assert days_described(vintage) is None


def test_the_population_of_2019_is_too_old_though_it_came_yesterday() -> None:
    allowed = layer("population").stale_after_days
    assert allowed == 800
    assert age_of(["2019-01-01"], allowed, TODAY) == ("stale", date(2021, 3, 12)), (
        "800 days after 1 January 2019, and one"
    )
    assert age_of(["2024-01-01"], allowed, TODAY) == ("fresh", None)


def test_the_first_day_too_old_is_the_day_after_the_last_allowed() -> None:
    assert stale_from("2026-03-01", 10) == date(2026, 3, 12)
    assert age_of(["2026-03-01"], 10, date(2026, 3, 11)) == ("fresh", None)
    assert age_of(["2026-03-01"], 10, date(2026, 3, 12)) == ("stale", date(2026, 3, 12))


def test_the_oldest_part_counts_and_one_of_no_known_day_is_never_new() -> None:
    assert age_of(["2026; 2011"], 400, TODAY) == ("stale", date(2013, 2, 4))
    assert age_of(["2026", "2011"], 400, TODAY) == ("stale", date(2013, 2, 4))
    assert age_of(["2026", ""], 400, TODAY) == ("undated", None)
    assert age_of(["2026; n.d."], 400, TODAY) == ("undated", None)
    assert age_of(["2011; n.d."], 400, TODAY)[0] == "stale"
    assert age_of([""], 400, TODAY) == ("undated", None)


def test_data_cannot_be_of_a_day_to_come() -> None:
    assert age_of(["2030"], 400, TODAY) == ("undated", None)
    assert age_of(["2026"], 400, TODAY) == ("fresh", None), "the year is not over"


@pytest.mark.parametrize("text", ["last year", "20240630", "2024-13", "2024-02-31", "2027", "24", "2024; 2025"])
def test_what_is_no_vintage_is_refused(text: str) -> None:
    with pytest.raises(MaillageError, match="2024-06"):
        told_vintage(text, TODAY)


def test_a_vintage_given_by_hand_goes_before_what_the_file_says_and_stays(tmp_path: Path) -> None:
    town = store(tmp_path)
    file = csv(tmp_path / "i.csv", "code;income", [(CODES[0], 1)])
    assert not [each for each in refresh(town, INDICATORS, None, [file], now=NOW).faults if "given" in each.code]
    report = refresh(town, INDICATORS, None, [file], now=NOW, vintage="2023")
    assert [(each.code, each.severity) for each in report.faults if "given" in each.code] == [
        ("vintage.given_otherwise", "warning")
    ]
    other = csv(tmp_path / "j.csv", "code;poverty", [(CODES[0], 1)])
    refresh(town, INDICATORS, None, [other], now=NOW)
    told = next(each for each in status(town, today=TODAY) if each.layer == "indicators")
    assert told.vintage == "2019; 2023", "the other source is as it was"
    again = refresh(town, INDICATORS, None, [file], now=NOW)
    assert again.changed
    told = next(each for each in status(town, today=TODAY) if each.layer == "indicators")
    assert told.vintage == "2019; 2022"


def test_the_export_says_from_which_day_a_file_is_too_old(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [csv(tmp_path / "s.csv", "code;name", SECTOR_ROWS)], now=NOW)
    rows = [(code, 1) for code in CODES]
    refresh(town, POPULATION, None, [csv(tmp_path / "p.csv", "code;population", rows)], now=NOW, vintage="2026-01-01")
    pool = [("b1", "Pool", *toyville.CORNER)]
    refresh(town, BUILDINGS, None, [csv(tmp_path / "b.csv", "inventory;name;x;y", pool)], now=NOW)
    table = provenance_table(town, make_snapshot(town, now=NOW)).set_index("layer")
    assert table.loc["population", "vintage"] == "2026-01-01"
    assert table.loc["population", "stale_from"] == "2026-04-12", "101 days after 1 January: 31, 28, 31 and 11"
    assert table.loc["buildings", ["vintage", "stale_from"]].tolist() == ["", ""]


def test_rows_of_no_known_year_get_the_year_given_by_hand(tmp_path: Path) -> None:
    town = Store(tmp_path / "data", place("52011"))
    codes = [("52011A00-", 100), ("52011A01-", 200)]
    file = csv(tmp_path / "residents.csv", "CD_REFNIS;CD_SECTOR;TOTAL", [("52011", *each) for each in codes])
    spec = layer("population")
    undated = refresh(town, spec, spec.source("statbel"), [file], now=NOW)
    assert "vintage.unknown" in {fault.code for fault in undated.faults}
    assert next(each for each in status(town, today=TODAY) if each.layer == "population").state == "undated"
    dated = refresh(town, spec, spec.source("statbel"), [file], now=NOW, vintage="2024-01-01")
    assert [fault.code for fault in dated.faults if fault.code.startswith("vintage.")] == ["vintage.given"]
    told = next(each for each in status(town, today=TODAY) if each.layer == "population")
    assert (told.state, told.vintage) == ("fresh", "2024-01-01")
    assert set(town.read("population", dated.version)["reference_date"].astype(str)) == {"2024-01-01"}


def test_the_years_data_describe_bear_their_age() -> None:
    years = years_described(["2019; 2025", "2017-2018", "", "2030"], 730, date(2026, 6, 1))
    assert years == {2017: "stale", 2018: "stale", 2019: "stale", 2025: "fresh"}, "a plan for 2030 is of no year yet"
