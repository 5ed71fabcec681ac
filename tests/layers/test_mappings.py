"""What a commune's configuration says of its files: constants, words, lists of addresses, and its slips of the pen."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from config import load_scenario, place_from
from config import place as commune
from geo.errors import ConfigurationError
from geo.place import Mapping
from layers import LAYERS, layer, mapping_faults
from layers._fault import Fault, describe
from layers._raw import RawFile
from layers._spec import Cleaned
from store.refresh import validate
from tests import toyville
from tests.cases import case
from tests.layers.city_files import by_key, checked, codes, place, refusal, text_file
from words.faults import fault_on_screen
from words.numbers import numbers_of

HOTSPOTS = "Access point;Indoor/Outdoor;x_m;y_m\nAP1;Indoor;655050;622050\nAP2;Outdoor;655150;622150\n"


def test_what_holds_for_all_rows_can_be_said_in_the_configuration(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "wifi.csv", HOTSPOTS)
    (fault,) = [each for each in refusal(raw, "wifi", "city", place()) if each.severity == "error"]
    assert (fault.code, fault.column) == ("header.missing_or_constant", "access")
    assert 'mappings."wifi.city"' in describe(fault)
    assert 'constants: access = "public"' in describe(fault)
    # A page calls columns by what they mean; what is to be written into a file stays as it is written there.
    assert 'constants: access = "public"' in fault_on_screen(fault, numbers_of(str), "wifi")
    mapping = Mapping(columns={"name": "Access point", "setting": "Indoor/Outdoor"}, constants={"access": "public"})
    result = checked(raw, "wifi", "city", place(wifi_city=mapping))
    rows = by_key(result, "name")
    assert rows["access"].tolist() == ["public", "public"]
    assert rows["setting"].to_dict() == {"AP1": "indoor", "AP2": "outdoor"}
    assert codes(result.faults, "error", "row", "warning") == []


def test_a_constant_is_held_to_the_columns_and_codes_there_are(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "wifi.csv", HOTSPOTS)
    mapping = Mapping(constants={"access": "everybody", "colour": "red"})
    found = codes(refusal(raw, "wifi", "city", place(wifi_city=mapping)), "error")
    assert ("mapping.unknown_column", None, "colour", "") in found
    assert ("mapping.unknown_code", None, "access", "everybody") in found


WORDS = "building_id;name;activity;public_access;x_m;y_m\n" + "".join(
    f"B{row};Un;{activity};{access};{655000 + 10 * row};622050\n"
    for row, (activity, access) in enumerate(
        [("PETITE ENFANCE", "agents"), ("PETITE ENFANCE", "agents"), ("sport", "agents"), ('DIT "X"', "oui")]
    )
)


def test_a_word_nobody_knows_is_named_once_with_its_count_and_lines_to_paste(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "i.csv", WORDS)
    result = checked(raw, "buildings", "inventory", place())
    assert codes(result.faults, "row", "warning") == [
        ("value.not_known_word", 2, "activity", "PETITE ENFANCE"),
        ("value.not_allowed", 5, "activity", 'DIT "X"'),
        ("value.not_known_word", 2, "public_access", "agents"),
    ]
    # Rows without a sector of activity are set aside, all of them; an unknown access leaves the row.
    assert result.table["building_id"].tolist() == ["B2"]
    assert result.table["public_access"].isna().all()
    words = next(each for each in result.faults if each.value == "PETITE ENFANCE")
    assert "PETITE ENFANCE is none of the values allowed" in describe(words)
    assert "Cells that hold it: 2, the first on row 2." in describe(words)
    pasted = "\n".join(str(each.parameters["lines"]) for each in result.faults if each.code == "mapping.to_paste")
    values = tomllib.loads(pasted)["mappings"]["buildings.inventory"]["values"]
    assert values == {"activity": {"PETITE ENFANCE": "", 'DIT "X"': ""}, "public_access": {"agents": ""}}


def test_many_rows_with_one_word_refuse_the_file_naming_the_column(tmp_path: Path) -> None:
    text = "building_id;name;activity;x_m;y_m\n" + "".join(
        f"B{row};Un;STATIONNEMENT;{655000 + row};622050\n" for row in range(8)
    )
    result = checked(text_file(tmp_path, "i.csv", text), "buildings", "inventory", place())
    (fault,) = [each for each in result.faults if each.severity == "error"]
    assert (fault.code, fault.column, fault.parameters["count"]) == ("rows.too_many", "activity", 8)
    assert len([each for each in result.faults if each.severity == "row"]) == 1


ADDRESSES = (
    "house_number;street_id;x_31370;y_31370;cd_sector\n"
    "1;11;155010;122010;52011A00-\n3;11;155030;122030;52011A00-\n3;11;155030;122030;52011A00-\n"
)


def test_a_communes_own_addresses_are_places_where_people_live(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "adresses_2024.csv", ADDRESSES)
    assert [each.name for each in layer("residences").sources if each.recognise(raw)] == ["addresses"]
    result = checked(raw, "residences", "addresses", toyville.PLACE)
    assert sorted(result.table["weight"]) == [1, 2]
    assert set(result.table["kind"]) == {"address"}
    assert codes(result.faults, "error", "row") == []
    mapping = Mapping(columns={"residence_id": "Nr", "weight": "Boîtes"}, x="E", y="N", crs="EPSG:31370")
    own = text_file(tmp_path, "b.csv", "Nr;Boîtes;E;N\nA;12;155010;122010\nB;;155030;122030\n")
    where = toyville.PLACE.model_copy(update={"mappings": {"residences.addresses": mapping}})
    weights = by_key(checked(own, "residences", "addresses", where), "residence_id")["weight"]
    assert weights.to_dict() == {"A": 12, "B": 1}


ON_ONE_POINT = "building_id;name;activity;address;x_m;y_m\n" + "".join(
    f"B{row};Un {row};sport;Rue {row // 2};{x};622050\n" for row, x in enumerate([655050] * 6 + [655150] * 4 + [655250])
)


def test_many_addresses_on_one_point_are_doubtful(tmp_path: Path) -> None:
    result = checked(text_file(tmp_path, "i.csv", ON_ONE_POINT), "buildings", "inventory", place())
    (fault,) = [each for each in result.faults if each.code == "places.on_one_point"]
    assert fault.severity == "warning"
    said = {"count": 6, "addresses": 3, "place": "655050, 622050", "examples": "2: Un 0, 3: Un 1, 4: Un 2"}
    assert fault.parameters == said


def test_a_table_with_one_coordinate_is_refused_in_words(tmp_path: Path) -> None:
    rows = "".join(f"W{row};public;{655000 + row}\n" for row in range(9))
    raw = text_file(tmp_path, "wifi.csv", "wifi_id;access;x_m\n" + rows)
    faults = refusal(raw, "wifi", "city", place())
    assert [each.code for each in faults if each.severity == "error"] == ["place.no_columns"]


def faults_of(place_: object, name: str) -> list[tuple[str, str, str]]:
    """Return the faults of a commune's mappings for a layer, each said."""
    found: list[Fault] = mapping_faults(place_, layer(name))  # type: ignore[arg-type]
    assert all("{" not in describe(fault) for fault in found)
    return [(fault.code, fault.severity, fault.value) for fault in found]


def test_a_mapping_nobody_reads_is_refused_where_it_would_be_missed(tmp_path: Path) -> None:
    keys = ("buildings.inventaire", "residences.best_addresses", "building.inventory", "wifi.city")
    where = toyville.PLACE.model_copy(update={"mappings": {key: Mapping() for key in keys}})
    assert faults_of(where, "buildings") == [
        ("mapping.no_source", "error", "buildings.inventaire"),
        ("mapping.no_source", "error", "building.inventory"),
    ]
    assert ("mapping.not_read", "error", "residences.best_addresses") in faults_of(where, "residences")
    assert faults_of(toyville.PLACE, "wifi") == []
    raw = text_file(tmp_path, "i.csv", WORDS)
    told = validate(where, layer("buildings"), layer("buildings").source("inventory"), [raw.path])
    assert [each.code for each in told] == ["mapping.no_source"] * 2


def test_every_source_that_takes_the_commune_s_words_says_so() -> None:
    reading = {f"{each.name}.{source.name}" for each in LAYERS for source in each.sources if source.reads_mapping}
    assert reading == {
        "buildings.inventory",
        "wifi.city",
        "support_places.city",
        "devices.city",
        "school_pupils.city",
        "realised.city",
        "workplaces.city",
        "fibre.polygons",
        "indicators.table",
        "population.city",
        "residences.addresses",
        "sectors.city",
    }


COMMUNE = 'key = "x"\nnis_code = "52011"\nname = { fr = "X", nl = "X", en = "X" }\n'


@pytest.mark.parametrize(
    ("frame", "word"),
    [
        ("[50.35, 4.345, 50.496, 4.511]", "wrong order"),
        ("[4.511, 50.35, 4.345, 50.496]", "no inside"),
        ("[4.345, 50.496, 4.511, 50.35]", "no inside"),
        ("[155000, 122000, 156000, 123000]", "no degrees"),
    ],
)
def test_a_frame_in_another_order_is_refused_by_its_name(tmp_path: Path, frame: str, word: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f"{COMMUNE}frame_wgs84 = {frame}\n", "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        place_from(path)
    text = caught.value.render()
    assert "frame_wgs84" in text
    assert word in text
    assert "west, south, east, north" in text


@pytest.mark.parametrize("content", ["a = " + "[" * 3000 + "]" * 3000, "a = " + "{b = " * 3000 + "1" + "}" * 3000])
def test_a_file_nested_without_end_is_refused_in_words(tmp_path: Path, content: str) -> None:
    path = tmp_path / "deep.toml"
    path.write_text(content, "utf-8")
    for read in (load_scenario, place_from):
        with pytest.raises(ConfigurationError) as caught:
            read(path)
        assert "deep.toml" in caught.value.render()


CHARLEROI = commune("52011")


def of_case(name: str, layer_name: str, source: str, **mapping: object) -> Cleaned:
    """Check a case with a mapping of its source."""
    mappings = {f"{layer_name}.{source}": Mapping.model_validate(mapping)}
    where = CHARLEROI.model_copy(update={"mappings": mappings})
    return checked(RawFile(name, case(name)), layer_name, source, where)


def test_the_case_of_the_installers_list() -> None:
    mapping = {"columns": {"name": "Location", "setting": "Indoor/Outdoor"}, "constants": {"access": "public"}}
    result = of_case("gis_11_wifi4eu.csv", "wifi", "city", **mapping)
    assert sorted(result.table["name"]) == ["Hôtel de ville fictif", "Parc fictif", "Piscine fictive"]
    assert codes(result.faults, "error", "row") == []


def test_the_case_of_words_nobody_foresaw() -> None:
    result = of_case("gis_12_words.csv", "buildings", "inventory")
    named = {each.value: each.parameters["count"] for each in result.faults if each.code == "value.not_known_word"}
    assert named == {"TOUT PUBLIC": 5, "PETITE ENFANCE": 3, "STATIONNEMENT": 2}
    assert len([each for each in result.faults if each.severity == "row"]) == 3


def test_the_cases_of_commune_files() -> None:
    with pytest.raises(ConfigurationError, match="frame_wgs84"):
        place_from(case("gis_13_frame_latlon.toml"))
    typo = place_from(case("gis_14_mapping_typo.toml"))
    assert faults_of(typo, "buildings") == [("mapping.no_source", "error", "buildings.inventaire")]
    assert faults_of(typo, "residences") == [("mapping.not_read", "error", "residences.best_addresses")]


def test_the_case_of_addresses_in_lambert() -> None:
    result = of_case("gis_15_adresses_lambert.csv", "residences", "addresses")
    assert len(result.table) == 4
    assert result.table.geometry.notna().all()
    assert codes(result.faults, "error", "row") == []


def test_the_case_of_nineteen_buildings_on_one_point() -> None:
    result = of_case("bugs_10_placeholder.csv", "buildings", "inventory")
    (fault,) = [each for each in result.faults if each.code == "places.on_one_point"]
    assert (fault.severity, fault.parameters["count"], fault.parameters["addresses"]) == ("warning", 19, 19)


def test_the_cases_of_a_missing_column_a_long_number_and_a_deep_file() -> None:
    demo = commune("demo")
    raw = RawFile("sec_06_wifi_without_y.csv", case("sec_06_wifi_without_y.csv"))
    assert "place.no_columns" in [each.code for each in refusal(raw, "wifi", "city", demo)]
    raw = RawFile("sec_19_long_number.txt", case("sec_19_long_number.txt"))
    result = checked(raw, "population", "statbel", commune("62063"))
    assert [each.code for each in result.faults if each.severity == "row"] == ["value.not_a_number"]
    assert pd.api.types.is_integer_dtype(result.table["population"].dtype)
    with pytest.raises(ConfigurationError):
        load_scenario(case("sec_12_deep.toml"))
