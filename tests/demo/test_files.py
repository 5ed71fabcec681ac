"""The files of the demonstration city: the same bytes each time, read by the real readers without unexpected faults."""

import json
from collections import Counter
from pathlib import Path

import opening_hours
import pandas as pd
import pytest

import config
import demo
from layers._raw import RawFile
from layers._registry import layer
from layers._spec import Cleaned
from layers.checking.schema import check

ROOT = Path(__file__).resolve().parents[2]

EXPECTED_WARNINGS = {"residences.no_coordinates"}
"""Awkward on purpose, as in the real file: houses nobody has placed."""
ROWS = {
    ("sectors", "statbel"): (290, 290),
    ("population", "statbel"): (290, 290),
    ("indicators", "statbel_income"): (870, 870),
    ("indicators", "bimd"): (273 * 8, 273 * 8),
    ("indicators", "table"): (1000, 1160),
    ("residences", "best_addresses"): (30_000, 40_000),
    ("streets", "edges"): (44_000, 60_000),
    ("buildings", "inventory"): (520, 580),
    ("fibre", "polygons"): (10, 80),
    ("mobile_5g", "bipt"): (12, 12),
    ("wifi", "city"): (40, 50),
    ("support_places", "city"): (18, 26),
    ("devices", "city"): (90, 160),
    ("school_pupils", "city"): (160, 180),
    ("workplaces", "city"): (60, 60),
    ("realised", "city"): (90, 170),
}


@pytest.fixture(scope="module")
def tables(deliveries: list[demo.RawDelivery]) -> dict[tuple[str, str], Cleaned]:
    place = config.place("demo")
    found = {}
    for delivery in deliveries:
        spec = layer(delivery.layer)
        raws = [RawFile(file.name, file) for file in delivery.files]
        cleaned = spec.source(delivery.source).clean(raws, place)
        found[delivery.layer, delivery.source] = check(cleaned, spec, place, file=raws[0].name)
    return found


def test_the_same_seed_gives_the_same_bytes(deliveries: list[demo.RawDelivery], demo_data: Path) -> None:
    """One was written here, the other by ``maillage demo`` in a process that puts sets in another order."""
    other = demo_data / "raw" / "demo_files"
    files = [file for delivery in deliveries for file in delivery.files]
    assert {file.name for file in other.iterdir()} == {file.name for file in files[0].parent.iterdir()}
    for file in files:
        assert (other / file.name).read_bytes() == file.read_bytes(), file.name


def test_deliveries_come_in_the_order_in_which_layers_are_refreshed(deliveries: list[demo.RawDelivery]) -> None:
    assert [(each.layer, each.source) for each in deliveries] == list(ROWS)


def test_every_file_says_it_is_synthetic(deliveries: list[demo.RawDelivery]) -> None:
    for delivery in deliveries:
        for file in delivery.files:
            assert file.name.startswith("demo_")
            if file.suffix == ".geojson":
                assert "synthetic" in json.loads(file.read_text(encoding="utf-8"))["synthetic"]


def test_each_file_is_recognised_by_its_own_source(deliveries: list[demo.RawDelivery]) -> None:
    for delivery in deliveries:
        source = layer(delivery.layer).source(delivery.source)
        assert all(source.recognise(RawFile("anything", file)) for file in delivery.files), delivery.source


@pytest.mark.parametrize("key", list(ROWS))
def test_readers_and_checks_find_no_unexpected_fault(
    tables: dict[tuple[str, str], Cleaned], key: tuple[str, str]
) -> None:
    cleaned = tables[key]
    unexpected = [each for each in cleaned.faults if each.severity != "note" and each.code not in EXPECTED_WARNINGS]
    assert unexpected == []
    least, most = ROWS[key]
    assert least <= len(cleaned.table) <= most
    assert cleaned.vintage


def test_every_sector_joins(tables: dict[tuple[str, str], Cleaned]) -> None:
    codes = set(tables["sectors", "statbel"].table["sector_code_statbel"])
    for key in list(ROWS)[1:5]:
        assert set(tables[key].table["sector_code_statbel"]) <= codes
    assert set(tables["population", "statbel"].table["sector_code_statbel"]) == codes
    assert tables["population", "statbel"].table["population"].sum() == 202_199


def test_diplomas_add_up_to_everybody(tables: dict[tuple[str, str], Cleaned]) -> None:
    wide = tables["indicators", "table"].table.pivot_table(
        index="sector_code_statbel", columns="indicator", values="value"
    )
    known = wide["share_low_diploma"].dropna().index
    total = wide.loc[known, ["share_low_diploma", "share_middle_diploma", "share_high_diploma"]].sum(axis=1)
    assert total.to_numpy() == pytest.approx(1.0, abs=1e-9)
    assert 240 < len(known) < 290


def test_buildings_are_many_half_public_and_partly_unknown(tables: dict[tuple[str, str], Cleaned]) -> None:
    buildings = tables["buildings", "inventory"].table
    assert 0.45 <= buildings["public_access"].astype(float).mean() <= 0.55
    assert buildings["name"].is_unique
    assert set(buildings["activity"]) == {
        *("education", "culture", "sport", "social_action", "administration", "technical"),
    }
    kinds = Counter(buildings["kind"])
    assert kinds["bibliothèque"] == 15
    schools = buildings["kind"].str.startswith(("école", "académie", "promotion"))
    assert schools.sum() == 170
    optional = ["floor_area_m2", "contact_staff", "aidant_candidates", "wifi_now", "fibre_now", "visitors_per_year"]
    missing = buildings[[*optional, "requests_per_year", "address"]].isna().mean()
    assert ((missing > 0.03) & (missing < 0.11)).all()
    assert 3 <= buildings["ready_from"].notna().sum() <= 40
    assert buildings["name"].str.contains('"').any()
    assert buildings["name"].str.contains("'").any()


def test_buildings_stand_in_the_section_they_name(tables: dict[tuple[str, str], Cleaned]) -> None:
    sectors = tables["sectors", "statbel"].table.set_index("sector_code_statbel")
    buildings = tables["buildings", "inventory"].table
    where = buildings.sjoin(sectors[["section_name", "geometry"]], predicate="within")
    assert len(where) == len(buildings)
    for name, section in zip(where["name"], where["section_name"], strict=True):
        assert section.split("-")[0] in name


def test_public_wifi_is_where_the_press_says(tables: dict[tuple[str, str], Cleaned]) -> None:
    buildings = tables["buildings", "inventory"].table
    names = buildings.loc[buildings["wifi_now"] == "public", "name"]
    assert "Hôtel de Ville de Charleroi" in set(names)
    libraries = [name for name in names if name.startswith("Bibliothèque")]
    assert libraries == ["Bibliothèque Rimbaud, Charleroi", "Bibliothèque de Gosselies"]
    assert names.isin(tables["wifi", "city"].table["name"]).all()


def test_opening_hours_can_be_read(tables: dict[tuple[str, str], Cleaned]) -> None:
    texts = pd.concat(
        [
            tables["buildings", "inventory"].table["opening_hours"],
            tables["support_places", "city"].table["opening_hours"],
        ]
    )
    for text in texts.dropna().unique():
        opening_hours.OpeningHours(text)
    assert texts.notna().mean() > 0.8


def test_operators_differ_and_their_classes_do_not_overlap(tables: dict[tuple[str, str], Cleaned]) -> None:
    areas = tables["mobile_5g", "bipt"].table
    assert sorted(set(areas["operator"])) == ["Orange", "Proximus", "Telenet"]
    city = tables["sectors", "statbel"].table.union_all()
    served = {}
    for operator, classes in areas.groupby("operator"):
        assert list(classes["class"]) == [0, 1, 2, 3]
        inside = classes.intersection(city).area
        assert inside.sum() == pytest.approx(city.area, rel=0.001)
        served[operator] = inside[classes["class"] >= 2].sum() / city.area
        assert 0.4 < served[operator] < 0.95
    assert len({round(share, 3) for share in served.values()}) == 3


def test_fibre_came_first_to_the_centre_and_the_south(tables: dict[tuple[str, str], Cleaned]) -> None:
    sectors = tables["sectors", "statbel"].table
    fibre = tables["fibre", "polygons"].table
    available = fibre[fibre["status"] == "available"].union_all()
    share = {
        name: group.union_all().intersection(available).area / group.area.sum()
        for name, group in sectors.groupby("section_name")
    }
    assert min(share["Charleroi"], share["Marcinelle"]) > 0.4
    assert max(share["Roux"], share["Goutroux"], share["Ransart"]) < 0.2
    assert set(fibre["status"]) == {"available", "building", "planned"}


def test_some_help_and_wifi_lies_just_outside(tables: dict[tuple[str, str], Cleaned]) -> None:
    city = tables["sectors", "statbel"].table.union_all()
    for key in (("wifi", "city"), ("support_places", "city")):
        away = tables[key].table.distance(city)
        assert (away > 0).any()
        assert away.max() < 2000
    kinds = Counter(tables["support_places", "city"].table["kind"])
    assert kinds["cpas"] == 10
    assert kinds["epn"] >= 8


def test_workplaces_are_of_the_inventory_or_of_partners_and_have_enough_volunteers(
    tables: dict[tuple[str, str], Cleaned],
) -> None:
    found = tables["workplaces", "city"].table
    inventory = set(tables["buildings", "inventory"].table["building_id"])
    city = found["belongs_to"] == "city"
    assert city.sum() == 54
    assert set(found.loc[city, "in_building"]) <= inventory
    assert found.loc[~city, "in_building"].isna().all()
    assert found.loc[~city].geometry.notna().all()
    assert found["volunteers"].sum() > 100
    # Somebody always forgets something: unknown is not zero.
    assert found["released_hours"].isna().any()
    assert found["help_desks"].isna().any()
