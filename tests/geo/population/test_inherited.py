"""Rates of a sector that was split are its parts', marked; totals are nobody's."""

import pandas as pd
import pytest

from geo.evidence.gather import gather
from geo.evidence.people_findings import of_inherited
from geo.population import joined_indicators
from tests import toyville

SECTORS = pd.Index(["52011A111", "52011A112", "52011B00-"], name="sector_code_statbel")


def rows(*given: tuple[str, str, float, str]) -> pd.DataFrame:
    """Return rows of the layer: code, indicator, value, unit."""
    table = pd.DataFrame(given, columns=["sector_code_statbel", "indicator", "value", "unit"])
    return table.assign(vintage="2023", status=table["value"].isna().map({True: "suppressed", False: "published"}))


TABLE = rows(
    ("52011A11-", "median_income_eur", 18_000.0, "EUR"),
    ("52011A11-", "income_declarations", 400.0, "declarations"),
    ("52011B00-", "median_income_eur", 22_000.0, "EUR"),
    ("52011B00-", "income_declarations", 90.0, "declarations"),
)


def test_rates_are_passed_on_and_totals_never() -> None:
    joined = joined_indicators(TABLE, SECTORS, toyville.PLACE)
    wide = joined.table.pivot(index="sector_code_statbel", columns="indicator", values="value").reindex(SECTORS)  # noqa: PD010
    assert wide["median_income_eur"].tolist() == [18_000.0, 18_000.0, 22_000.0]
    assert wide["income_declarations"].isna().tolist() == [True, True, False]
    assert joined.inherited["from_code"].tolist() == ["52011A11-", "52011A11-"]
    assert joined.totals_left_out == ("income_declarations",)
    marked = joined.by_sector(SECTORS)
    assert marked[["52011A111", "52011A112"]].tolist() == ["median_income_eur"] * 2
    assert marked.isna().tolist() == [False, False, True]
    told = of_inherited(joined)
    assert [each.code for each in told] == ["indicators.inherited", "indicators.totals_left_out"]
    assert told[0].parameters["count"] == 2


def test_each_indicator_is_joined_by_itself_and_a_withheld_value_stands() -> None:
    own = rows(("52011A111", "share_65_plus", 0.2, "share"), ("52011A112", "median_income_eur", float("nan"), "EUR"))
    joined = joined_indicators(pd.concat([TABLE, own], ignore_index=True), SECTORS, toyville.PLACE)
    pairs = set(zip(joined.inherited["sector_code_statbel"], joined.inherited["indicator"], strict=True))
    assert pairs == {("52011A111", "median_income_eur")}
    withheld = joined.table[joined.table["sector_code_statbel"] == "52011A112"]
    assert withheld["status"].tolist() == ["suppressed"]


def test_a_code_cut_short_of_one_sector_gives_totals_too() -> None:
    joined = joined_indicators(rows(("52011B00", "income_declarations", 90.0, "declarations")), SECTORS, toyville.PLACE)
    assert joined.table[["sector_code_statbel", "value"]].to_numpy().tolist() == [["52011B00-", 90.0]]
    assert joined.inherited.empty


def test_nothing_published_is_nothing_joined() -> None:
    joined = joined_indicators(None, SECTORS, toyville.PLACE)
    assert joined.table.empty
    assert joined.by_sector(SECTORS).isna().all()


def test_the_evidence_marks_them_and_the_index_uses_them() -> None:
    """In Toyville the first two sectors are made parts of one that a table of before the cut still has."""
    town = toyville.full_tables()
    first, second, *_ = sorted(town.sectors["sector_code_statbel"])
    new = {first: first[:6] + "991", second: first[:6] + "992"}

    def renamed(table: pd.DataFrame) -> pd.DataFrame:
        return table.assign(sector_code_statbel=table["sector_code_statbel"].replace(new))

    before = town.indicators[town.indicators["sector_code_statbel"] != second]
    old = before.assign(sector_code_statbel=before["sector_code_statbel"].replace({first: first[:6] + "99-"}))
    cut = toyville.full_tables(sectors=renamed(town.sectors), population=renamed(town.population), indicators=old)
    gathered = gather(cut, toyville.PLACE, toyville.PARAMETERS)
    sectors = gathered.evidence.sectors
    heirs = sectors.loc[list(new.values())]
    assert heirs["inherited_indicators"].notna().all()
    assert sectors.drop(index=heirs.index)["inherited_indicators"].isna().all()
    key = heirs["inherited_indicators"].iloc[0].split(", ")[0]
    assert heirs[key].tolist() == [heirs[key].iloc[0]] * 2
    assert heirs["vulnerability_index"].notna().all()
    assert any(each.code == "indicators.inherited" for each in gathered.findings)
    assert gathered.totals["population"] == pytest.approx(town.population["population"].sum())
