"""Montpellier, a commune outside Belgium: its real files through its own configuration alone."""

from pathlib import Path

import pandas as pd
import pytest
from pydantic import ValidationError

from config import place
from geo.place import LocalName, Mapping, Place
from layers import Cleaned, RawFile, layer
from layers._adapters._indicator_parts import of_whole_sectors
from layers._adapters._indicator_rows import COLUMNS
from store._publishing.reader import clean_and_check

INCOMES = "INSEE_MTP_RevenusFiscIRIS_2009.csv"


def read(shared_data: Path, layer_name: str, source: str, name: str) -> Cleaned:
    """Return what one source makes of one file of Montpellier."""
    spec = layer(layer_name)
    chosen = next(each for each in spec.sources if each.name == source)
    cleaned = clean_and_check(spec, chosen, place("34172"), [RawFile(name, shared_data / "montpellier" / name)])
    assert not [fault for fault in cleaned.faults if fault.severity in ("error", "row")]
    return cleaned


def test_areas_are_measured_in_lambert_93(shared_data: Path) -> None:
    table = read(shared_data, "sectors", "city", "VilleMTP_MTP_SousQuartiers.geojson").table
    assert table.crs == "EPSG:2154"
    # 31 sub-quarters, of which Grammont is counted with Millenaire; the area is the sum of the city's own column.
    assert len(table) == 30
    assert table["area_m2"].sum() / 1e6 == pytest.approx(57.119071, abs=1e-5)


def test_people_of_parts_add_up_and_what_is_unknown_is_said(shared_data: Path) -> None:
    cleaned = read(shared_data, "population", "city", INCOMES)
    people = cleaned.table.set_index("sector_code_statbel")["population"]
    # Celleneuve: 2,234 and 2,166 in its two IRIS.
    assert people["34172219-"] == 4400
    [unknown] = [fault for fault in cleaned.faults if fault.code == "population.parts_unknown"]
    assert unknown.parameters["count"] == 2


def test_an_income_of_parts_is_a_mean_that_says_so(shared_data: Path) -> None:
    table = read(shared_data, "indicators", "table", INCOMES).table.set_index("sector_code_statbel")
    # Celleneuve: (12,425 x 1,575 + 16,778 x 1,564.5) / (1,575 + 1,564.5).
    assert table.loc["34172219-", "value"] == pytest.approx(14594.2, abs=0.1)
    assert table.loc["34172219-", "status"] == "transferred"


def test_the_inventory_is_the_citys_without_its_parks(shared_data: Path) -> None:
    assert len(read(shared_data, "buildings", "inventory", "VilleMTP_MTP_EtabliPublic.geojson").table) == 547


def test_streets_without_nodes_meet_where_they_end(shared_data: Path) -> None:
    table = read(shared_data, "streets", "lines", "VilleMTP_MTP_FilaireVoies.zip").table
    assert len(table) == 8011
    assert table["length_m"].sum() / 1000 == pytest.approx(749, abs=1)


def test_parts_weigh_by_their_column_and_withheld_ones_do_not_count() -> None:
    long = pd.DataFrame(
        {
            "sector_code_statbel": ["A", "A", "A", "B"],
            "indicator": "income",
            "value": [100.0, 400.0, float("nan"), 7.0],
            "unit": "EUR",
            "vintage": "2009",
            "status": ["published", "published", "suppressed", "published"],
            "source_row": [2, 3, 4, 5],
        }
    ).astype(COLUMNS)
    rows = pd.DataFrame({"homes": ["3", "1", "9", "2"]}, index=[2, 3, 4, 5])
    found, _ = of_whole_sectors(long, rows, Mapping(weight="homes"), "incomes.csv")
    found = found.set_index("sector_code_statbel")
    assert found["value"].to_dict() == {"A": 175.0, "B": 7.0}
    assert found["status"].to_dict() == {"A": "transferred", "B": "published"}


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:2225", "nowhere", "EPSG:3812"])
def test_a_projection_without_metres_or_for_elsewhere_is_refused(crs: str) -> None:
    with pytest.raises(ValidationError):
        Place(
            key="x",
            nis_code="34172",
            name=LocalName(fr="x", nl="x", en="x"),
            frame_wgs84=(3.8, 43.5, 3.95, 43.7),
            metric_crs=crs,
        )
