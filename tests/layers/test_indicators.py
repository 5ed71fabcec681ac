"""Figures per sector: withheld is not zero, every spelling is read, and a city's own table is held to its units."""

import math
import re
from pathlib import Path

import pytest

from geo.place import IndicatorDefinition, LocalName, Mapping, Place
from layers._adapters import bimd, indicator_table, statbel_income, statbel_population
from layers._adapters._merge_indicators import merge
from layers._known_indicators import KNOWN_INDICATORS, indicator_definitions
from layers._raw import RawFile
from layers._registry import layer
from layers._spec import Cleaned
from tests import toyville
from tests.layers.city_files import checked, cleaned, text_file, workbook
from tests.layers.city_files import codes as said
from tests.layers.telling import codes, refusal

INCOME = (
    "CD_YEAR|CD_MUNTY_REFNIS|CD_SECTOR|MS_NBR_NON_ZERO_INC|MS_TOT_NET_TAXABLE_INC|MS_AVG_TOT_NET_TAXABLE_INC|"
    "MS_MEDIAN_NET_TAXABLE_INC|MS_INT_QUART_DIFF\n"
    "2022|52011|52011A01-|12|1|1|1|1\n"
    "2023|52011|52011A01-|120|2700000|22500,5|19330.25|9\n"
    "2023|52011|52011A02-|12|*|*|*|*\n"
    "2023|52011|52011A03-||C|C|C|C\n"
    "2023|52011|52011B01-|80|2700000|C|15000|9\n"
    "2023|52012|52012A00-|80|2700000|1|2|9\n"
)


def values(result: Cleaned) -> dict[tuple[str, str], tuple[float | None, str]]:
    """Return (sector, indicator) -> (value, status)."""
    table = result.table
    return {
        (row.sector_code_statbel, row.indicator): (None if math.isnan(row.value) else row.value, row.status)
        for row in table.itertuples()
    }


INCOME_VALUES = {
    ("52011A01-", "median_income_eur"): (19330.25, "published"),
    ("52011A01-", "mean_income_eur"): (22500.5, "published"),
    ("52011A01-", "income_declarations"): (120.0, "published"),
    ("52011A02-", "median_income_eur"): (None, "suppressed"),
    ("52011A02-", "mean_income_eur"): (None, "suppressed"),
    ("52011A02-", "income_declarations"): (12.0, "published"),
    ("52011A03-", "median_income_eur"): (None, "suppressed"),
    ("52011A03-", "mean_income_eur"): (None, "suppressed"),
    ("52011A03-", "income_declarations"): (None, "suppressed"),
    ("52011B01-", "median_income_eur"): (15000.0, "published"),
    ("52011B01-", "mean_income_eur"): (None, "suppressed"),
    ("52011B01-", "income_declarations"): (80.0, "published"),
}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (INCOME, "utf-8-sig"),
        (INCOME.replace("CD_SECTOR", "CD_REFNIS_SECTOR"), "utf-8-sig"),
        (re.sub(r"\|c(?=[|\n])", "|", INCOME.lower()), "cp1252"),
        (INCOME.replace("CD_MUNTY_REFNIS", "TX_OTHER"), "utf-16"),
    ],
    ids=["usual", "older name", "lower case, empty where withheld", "without commune"],
)
def test_income_is_read_in_every_spelling(tmp_path: Path, text: str, encoding: str) -> None:
    raw = text_file(tmp_path, "TF_PSNL_INC_TAX_SECTOR.txt", text, encoding)
    assert statbel_income.recognise(raw)
    assert not any(other.recognise(raw) for other in (statbel_population, bimd, indicator_table))
    result = checked(raw, "indicators", "statbel_income", toyville.PLACE)
    assert values(result) == INCOME_VALUES
    assert result.vintage == "2023"
    assert set(result.table["vintage"]) == {"2023"}
    assert set(result.table["unit"]) == {"EUR", "declarations"}
    assert said(result.faults, "row", "error", "warning") == []
    assert {"vintage.several", "indicators.suppressed"} <= set(codes(result.faults))


def test_income_of_a_workbook(tmp_path: Path) -> None:
    rows = [line.split("|") for line in INCOME.splitlines()]
    typed = [[int(cell) if cell.isdigit() else cell.replace(",", ".") for cell in row] for row in rows[1:]]
    raw = workbook(tmp_path, "income.xlsx", {"Sheet1": [rows[0], *typed]})
    assert values(checked(raw, "indicators", "statbel_income", toyville.PLACE)) == INCOME_VALUES


def test_what_is_withheld_is_counted(tmp_path: Path) -> None:
    result = cleaned(text_file(tmp_path, "i.txt", INCOME), "indicators", "statbel_income", toyville.PLACE)
    counts = {
        fault.parameters["indicator"]: (fault.parameters["count"], fault.parameters["total"])
        for fault in result.faults
        if fault.code == "indicators.suppressed"
    }
    assert counts == {"median_income_eur": (2, 4), "mean_income_eur": (3, 4), "income_declarations": (1, 4)}


def test_bad_years_and_numbers_are_named(tmp_path: Path) -> None:
    text = INCOME.replace("2022|", "22|").replace("19330.25", "19.33.0")
    result = checked(text_file(tmp_path, "i.txt", text), "indicators", "statbel_income", toyville.PLACE)
    assert said(result.faults, "row") == [
        ("value.not_a_year", 2, "CD_YEAR", "22"),
        ("value.not_a_number", 3, "MS_MEDIAN_NET_TAXABLE_INC", "19.33.0"),
    ]
    assert "52011A01-" not in set(result.table["sector_code_statbel"])


BIMD = (
    "CD_RES_SECTOR,exp_income_score_2011,rank_exp_income_score_2011,deciles_income_domain_2011,exp_crime_score_2011,"
    "BIMD2011_score,BIMD2011_rank,BIMD2011_deciles\n"
    "52011A01-,93.03,88,1,76.2,71.38,41,1\n"
    "52011A02-,76.04,452,1,76.2,57.76,414,2\n"
    "52012A00-,1,2,3,4,5,6,7\n"
)


def test_bimd_scores_come_with_their_vintage_and_constants_are_noted(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "bimd.csv", BIMD)
    assert bimd.recognise(raw)
    assert not any(other.recognise(raw) for other in (statbel_population, statbel_income, indicator_table))
    result = checked(raw, "indicators", "bimd", toyville.PLACE)
    assert values(result) == {
        ("52011A01-", "bimd_score"): (71.38, "published"),
        ("52011A02-", "bimd_score"): (57.76, "published"),
        ("52011A01-", "bimd_decile"): (1.0, "published"),
        ("52011A02-", "bimd_decile"): (2.0, "published"),
        ("52011A01-", "bimd_income_score"): (93.03, "published"),
        ("52011A02-", "bimd_income_score"): (76.04, "published"),
        ("52011A01-", "bimd_crime_score"): (76.2, "published"),
        ("52011A02-", "bimd_crime_score"): (76.2, "published"),
    }
    assert result.vintage == "2011"
    [constant] = [fault for fault in result.faults if fault.code == "indicators.constant"]
    assert (constant.parameters["indicator"], constant.value) == ("bimd_crime_score", "76.2")
    assert "rows.commune_from_code" in codes(result.faults)


def test_one_sector_alone_is_no_constant(tmp_path: Path) -> None:
    text = "\n".join(BIMD.splitlines()[:2])
    result = checked(text_file(tmp_path, "bimd.csv", text), "indicators", "bimd", toyville.PLACE)
    assert "indicators.constant" not in codes(result.faults)


def test_bimd_of_another_year(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "bimd.csv", BIMD.replace("2011_", "2001_").replace("_2011", "_2001"))
    result = cleaned(raw, "indicators", "bimd", toyville.PLACE)
    assert result.vintage == "2001"
    assert values(result)["52011A01-", "bimd_score"] == (71.38, "published")


def test_bimd_of_another_commune_is_refused(tmp_path: Path) -> None:
    place = toyville.PLACE.model_copy(update={"nis_code": "11001"})
    faults = refusal(lambda: bimd.clean([text_file(tmp_path, "bimd.csv", BIMD)], place))
    assert [(each.code, each.parameters["found"]) for each in faults if each.severity == "error"] == [
        ("rows.no_commune", "52011, 52012")
    ]


def test_bimd_without_scores_is_refused(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "bimd.csv", "CD_RES_SECTOR,x\n52011A01-,1\n")
    assert codes(refusal(lambda: bimd.clean([raw], toyville.PLACE))) == ["header.missing"]


OWN = IndicatorDefinition(
    key="tablets_share", name=LocalName(fr="Tablettes", nl="Tablets", en="Tablets"), unit="share", more_is="neutral"
)


def place(**layout: object) -> Place:
    """Return Toyville with an indicator of its own and a mapping of its table."""
    mappings = {"indicators.table": Mapping.model_validate(layout)} if layout else {}
    return toyville.PLACE.model_copy(update={"indicators": (OWN,), "mappings": mappings})


def table(folder: Path, text: str, where: Place, name: str = "table_2021.csv") -> Cleaned:
    """Read and check a table of indicators."""
    raw: RawFile = text_file(folder, name, text)
    return checked(raw, "indicators", "table", where)


WIDE = {
    ("52011A01-", "share_65_plus"): (0.25, "published"),
    ("52011A02-", "share_65_plus"): (None, "suppressed"),
    ("52011A01-", "tablets_share"): (0.5, "published"),
    ("52011A03-", "tablets_share"): (None, "suppressed"),
}


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (
            "sector_code_statbel;share_65_plus;tablets_share\n52011A01-;0,25;0.5\n52011A02-;*;n.d.\n52011A03-;;<10\n",
            {},
        ),
        (
            "Secteur;Part des 65+ (%);Tablettes\n52011A01-;25;0,5\n52011A02-;C;\n52011A03-;;<5\n",
            {"columns": {"share_65_plus": "part des 65+ (%)", "tablets_share": "Tablettes"}},
        ),
        (
            "secteur,indicateur,valeur,unité,statut\n52011A01-,share_65_plus,25,%,\n52011A02-,share_65_plus,,,suppressed\n"
            "52011A01-,tablets_share,0.5,share,published\n52011A03-,tablets_share,0.4,share,suppressed\n",
            {},
        ),
        (
            "zone;quoi;combien\n52011A01-;Seniors;0,25\n52011A02-;seniors;*\n52011A01-;TABLETTES;0,5\n"
            "52011A03-;Tablettes;*\n",
            {
                "columns": {"sector_code_statbel": "Zone", "indicator": "Quoi", "value": "Combien"},
                "values": {"indicator": {"Seniors": "share_65_plus", "Tablettes": "tablets_share"}},
            },
        ),
    ],
    ids=["wide", "wide mapped, per cent", "tidy", "tidy mapped"],
)
def test_a_table_in_any_layout_gives_the_same_values(tmp_path: Path, text: str, layout: dict[str, object]) -> None:
    result = table(tmp_path, text, place(**layout))
    assert values(result) == WIDE
    assert set(result.table["vintage"]) == {"2021"}
    assert set(result.table["unit"]) == {"share"}
    assert said(result.faults, "row", "error", "warning") == []


def test_columns_nobody_knows_are_listed(tmp_path: Path) -> None:
    result = table(tmp_path, "cd_sector;share_65_plus;Mood\n52011A01-;0,2;9\n", place())
    [note] = [fault for fault in result.faults if fault.code == "indicators.not_known"]
    assert (note.severity, note.parameters) == ("note", {"examples": "Mood"})


def test_a_table_without_any_known_indicator_names_those_it_could_have(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "t.csv", "cd_sector;Mood\n52011A01-;9\n")
    assert not indicator_table.recognise(raw)
    faults = refusal(lambda: indicator_table.clean([raw], place()))
    [fault] = [each for each in faults if each.severity == "error"]
    assert fault.code == "indicators.none_known"
    assert fault.parameters["found"] == "Mood"
    assert "share_65_plus" in str(fault.parameters["known"])
    assert "tablets_share" in str(fault.parameters["known"])


def test_percentages_without_their_sign_are_refused(tmp_path: Path) -> None:
    result = table(tmp_path, "cd_sector;share_65_plus\n52011A01-;25\n52011A02-;0,3\n", place())
    [fault] = [each for each in result.faults if each.severity == "error"]
    assert fault.code == "indicators.above_one"
    assert fault.parameters == {"indicator": "share_65_plus", "count": 1, "examples": "2: 25"}


def test_another_unit_is_refused(tmp_path: Path) -> None:
    text = "cd_sector;indicator;value;unit\n52011A01-;median_income_eur;25;kEUR\n"
    result = table(tmp_path, text, place())
    assert [(each.code, each.value) for each in result.faults if each.severity == "error"] == [
        ("indicators.other_unit", "kEUR")
    ]


def test_of_several_years_the_latest_is_kept(tmp_path: Path) -> None:
    text = (
        "cd_sector;indicator;value;year\n52011A01-;share_65_plus;0.1;2019\n52011A01-;share_65_plus;0.2;2021\n"
        "52011A02-;share_65_plus;0.3;2019\n"
    )
    result = table(tmp_path, text, place())
    assert values(result) == {
        ("52011A01-", "share_65_plus"): (0.2, "published"),
        ("52011A02-", "share_65_plus"): (0.3, "published"),
    }
    assert result.vintage == "2019; 2021", "one sector has the value of 2019 still"
    assert "vintage.several" in codes(result.faults)


def test_a_table_without_a_year_says_so(tmp_path: Path) -> None:
    result = table(tmp_path, "cd_sector;share_65_plus\n52011A01-;0,2\n", place(), "table.csv")
    assert set(result.table["vintage"]) == {"n.d."}
    assert result.vintage == ""
    assert [fault.code for fault in result.faults if fault.severity == "warning"] == ["vintage.unknown"]


def test_the_template_is_read_without_a_fault() -> None:
    path = Path(__file__).parents[2] / "layers" / "templates" / "indicators.csv"
    raw = RawFile(path.name, path)
    assert indicator_table.recognise(raw)
    result = checked(raw, "indicators", "table", toyville.PLACE)
    assert len(result.table) == 3
    assert said(result.faults, "row", "error", "warning") == []


def part(rows: list[tuple[str, str, float | None]], vintage: str, folder: Path) -> Cleaned:
    """Return a part of the layer as the city's table gives it."""
    lines = [f"{sector};{key};{'*' if value is None else value};{vintage}" for sector, key, value in rows]
    text = "\n".join(["cd_sector;indicator;value;vintage", *lines])
    return cleaned(text_file(folder, f"{vintage}.csv", text), "indicators", "table", toyville.PLACE)


def test_the_later_source_wins_and_what_is_withheld_never_does(tmp_path: Path) -> None:
    first = part([("52011A01-", "bimd_score", 1), ("52011A02-", "bimd_score", 2)], "2011", tmp_path)
    second = part([("52011A01-", "bimd_score", 3), ("52011A02-", "bimd_score", None)], "2021", tmp_path)
    whole = merge([first, second])
    assert values(whole) == {
        ("52011A01-", "bimd_score"): (3.0, "published"),
        ("52011A02-", "bimd_score"): (2.0, "published"),
    }
    [fault] = [each for each in whole.faults if each.code == "indicators.overridden"]
    assert fault.severity == "warning"
    assert fault.parameters == {"indicator": "bimd_score", "count": 2, "kept": "2011, 2021", "replaced": "2011, 2021"}
    assert whole.vintage == "2011; 2021"


def test_sources_of_different_indicators_are_put_together(tmp_path: Path) -> None:
    first = part([("52011A01-", "bimd_score", 1)], "2011", tmp_path)
    second = part([("52011A01-", "share_65_plus", 0.2)], "2021", tmp_path)
    whole = merge([first, second])
    assert len(whole.table) == 2
    assert "indicators.overridden" not in codes(whole.faults)


def test_definitions_have_one_key_each_and_a_commune_may_replace_one() -> None:
    keys = [each.key for each in KNOWN_INDICATORS]
    assert len(keys) == len(set(keys))
    replaced = OWN.model_copy(update={"key": "bimd_score"})
    where = toyville.PLACE.model_copy(update={"indicators": (replaced, OWN)})
    definitions = indicator_definitions(where)
    assert definitions["bimd_score"].unit == "share"
    assert definitions["tablets_share"] == OWN
    assert definitions["median_income_eur"].more_is == "less_vulnerable"


def test_the_citys_own_table_is_the_last_source() -> None:
    assert layer("indicators").sources[-1].name == "table"
