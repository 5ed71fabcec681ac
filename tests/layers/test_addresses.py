"""Rows without coordinates find their place by their address, and say how sure that is."""

import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import METRIC
from layers._registry import layer
from layers.addresses.placing import placed_by_address
from layers.addresses.register import Found, Missed, Register
from layers.addresses.words import Address, read_address
from layers.checking.schema import check
from tests import toyville
from tests.cases import case
from tests.command_line import maillage
from tests.layers.city_files import cleaned, text_file

STREETS = [
    # street, numbers, postal code, x, y: houses 10 m apart
    *[("Rue de la Neuville", str(n), "6000", 10.0 * n, 0.0) for n in (1, 3, 5, 13)],
    *[("Rue de la Neuville", str(n), "6000", 10.0 * n, 5.0) for n in (2, 4)],
    ("Rue de l'Église", "1", "6000", 0.0, 300.0),
    ("Rue de l'Église", "1", "6040", 3000.0, 300.0),
    ("Avenue Émile Vandervelde", "12; 14", "6000", 50.0, 500.0),
    *[("Boulevard Joseph Tirou", str(n), "6000", 100.0 * n, 900.0) for n in (1, 9, 40)],
    ("Rue du Pont / Brugstraat", "7", "1000", 0.0, 700.0),
    ("Place Verte", "1", "6000", 0.0, 1200.0),
]


def found(text: str, code: str = "", renamed: dict[str, str] | None = None) -> Found | Missed:
    address = read_address(text, code)
    return Register(STREETS, renamed or {}).find(address) if address else Missed("unread")


@pytest.mark.parametrize(
    ("text", "street", "number", "letter", "code"),
    [
        ("Rue de la Neuville 3 bte 2", "rue de la neuville", 3, "", ""),
        ("14  rue Camille Claudel", "rue camille claudel", 14, "", ""),
        ("7bis  rue du Chapeau Rouge", "rue du chapeau rouge", 7, "bis", ""),
        ("Rue du 11 Novembre, 12-14", "rue du 11 novembre", 12, "", ""),
        ("Mairie - 3, place d'Armes, 6000 Charleroi", "place d'armes", 3, "", "6000"),
        ("Bâtiment B  196 rue de Strasbourg", "rue de strasbourg", 196, "", ""),
        ("1025 rue des Gentianes", "rue des gentianes", 1025, "", ""),
        ("Mairie de Longvic - Allée de la Mairie - BP 77", "allee de la mairie", 0, "", ""),
        ("Kerkstraat 12 bus 3, 9000 Gent", "kerkstraat", 12, "", "9000"),
    ],
)
def test_an_address_is_read_as_people_write_it(text: str, street: str, number: int, letter: str, code: str) -> None:
    assert read_address(text) == Address(street, number, letter, code)


@pytest.mark.parametrize(
    ("text", "x", "certainty"),
    [
        ("RUE DE LA NEUVILLE, 3", 30, 1.0),
        ("r. de la Neuville 3 bte 4", 30, 1.0),
        ("Rue de la Neuville 3A", 30, 0.97),
        # No number 9: half way between 5 and 13.
        ("Rue de la Neuville 9", 90, 0.9),
        ("av. E. Vandervelde 14", 50, 0.93),
        ("avenue Vandervelde 12", 50, 0.9),
        ("Avenue Emile Vandervelde 12", 50, 1.0),
        ("Brugstr. 7, 1000 Brussel", 0, 1.0),
        ("rue Joseph Tirou 9", 900, 0.86),
        ("Place Verte", 0, 0.82),
        ("Rue de l'Eglise 1, 6040 Jumet", 3000, 1.0),
    ],
)
def test_an_address_is_found_with_its_certainty(text: str, x: float, certainty: float) -> None:
    place = found(text)
    assert isinstance(place, Found)
    assert (place.x, place.certainty) == (x, certainty)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Maison des associations", "unread"),
        ("Rue de l'Eglise 1", "several"),
        ("Rue du Moulin 4", "unknown"),
        ("Boulevard Tirou 400", "number"),
        ("Boulevard Tirou", "number"),
        ("Rue de la Neuville 3, 7000 Mons", "code"),
    ],
)
def test_what_is_not_sure_is_not_placed(text: str, reason: str) -> None:
    place = found(text)
    assert isinstance(place, Missed)
    assert place.reason == reason


def test_an_old_name_is_found_under_the_new() -> None:
    old = "Rue du Roi 3"
    assert isinstance(found(old), Missed)
    place = found(old, renamed={"rue du Roi": "Rue de la Neuville"})
    assert isinstance(place, Found)
    assert place.x == 30


@given(st.text(max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    address = read_address(text)
    assert address is None or (address.number >= 0 and address.street)


def _register_file(folder: Path) -> Path:
    names = ("street", "house_number", "postal_code")
    columns = {name: [row[number] for row in STREETS] for number, name in enumerate(names)}
    points = [toyville.at(row[3] / 10, row[4] / 10) for row in STREETS]
    path = folder / "residences.parquet"
    gpd.GeoDataFrame(columns, geometry=points, crs=METRIC).to_parquet(path)
    return path


HELP = """nom;type;adresse;code postal
EPN A;epn;Rue de la Neuville 3;6000
EPN B;epn;av. E. Vandervelde 14;6000
EPN C;epn;Rue du Moulin 4;6000
"""


def test_a_list_with_addresses_alone_is_placed_and_the_rest_listed(tmp_path: Path) -> None:
    spec = layer("support_places")
    raw = text_file(tmp_path, "epn_2026.csv", HELP)
    read = cleaned(raw, "support_places", "city", toyville.PLACE)
    waiting = placed_by_address(read, spec, toyville.PLACE, None, raw.name)
    assert [each.code for each in waiting.faults if each.severity == "error"] == ["place.addresses_wait"]

    placed = placed_by_address(read, spec, toyville.PLACE, _register_file(tmp_path), raw.name)
    result = check(placed, spec, toyville.PLACE, file=raw.name)
    table = result.table.set_index("name").sort_index()
    assert list(table.index) == ["EPN A", "EPN B"]
    assert list(table["address"]) == ["Rue de la Neuville 3", "av. E. Vandervelde 14"]
    assert shapely.equals(table.geometry["EPN A"], toyville.at(3, 0))
    said = {each.code: each for each in result.faults}
    assert (said["place.by_address"].parameters["count"], said["place.by_address"].parameters["total"]) == (2, 3)
    assert (said["place.roughly"].row, said["place.roughly"].parameters["percent"]) == (3, 93)
    assert said["place.address_unknown"].row == 4
    assert not any(each.severity == "error" for each in result.faults)


def test_keys_made_before_there_were_addresses_stay(tmp_path: Path) -> None:
    """Hotspots without identifiers keep theirs when a list adds addresses; rows without coordinates are told apart."""
    x, y = toyville.at(50, 50).coords[0]
    plain = text_file(tmp_path, "a.csv", f"nom;acces;x_m;y_m\nParc;public;{x};{y}\n")
    told = text_file(tmp_path, "b.csv", f"nom;acces;x_m;y_m;adresse\nParc;public;{x};{y};Rue Haute 1\n")
    where = toyville.PLACE
    keys = [cleaned(raw, "wifi", "city", where).table["wifi_id"].tolist() for raw in (plain, told)]
    assert keys[0] == keys[1]
    apart = text_file(tmp_path, "c.csv", "nom;acces;adresse\nParc;public;Rue Haute 1\nParc;public;Rue Haute 2\n")
    assert cleaned(apart, "wifi", "city", where).table["wifi_id"].nunique() == 2


def test_street_and_number_of_two_columns_make_an_address(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "c.csv", "naam;soort;straat;huisnr\nA;epn;Kerkstraat;12\nB;epn;Markt;\n")
    table = cleaned(raw, "support_places", "city", toyville.PLACE).table
    assert table["address"].tolist() == ["Kerkstraat 12", "Markt"]


def test_the_case_of_addresses_alone(tmp_path: Path) -> None:
    """Charleroi's case: two places, one of them with a letterbox, found among the rows of BeSt."""
    help_places = case("gis_18_epn_addresses.csv")
    refused = maillage(tmp_path, "refresh", "support_places", "--from", help_places, commune="52011")
    assert refused.status == 1
    assert "Refresh the layer residences" in refused.error
    for name, path in (("residences", case("gis_18_best_sample.csv")), ("support_places", help_places)):
        answer = maillage(tmp_path, "refresh", name, "--from", path, commune="52011")
        assert answer.status == 0, answer.error
    assert "placed by their addresses: 2 of 2" in answer.output + answer.error


def test_the_real_addresses_of_montpellier(shared_data: Path) -> None:
    """The city's list of 212 public places against its register: nine in ten placed, none in a wrong street."""
    folder = shared_data / "montpellier"
    known = gpd.read_file(f"zip://{folder / 'VilleMTP_MTP_PointAdresse.zip'}").dropna(subset=["LIB_OFF"])
    numbers = known["NUM_VOI"].astype(str) + known["SUF_VOI"].fillna("")
    rows = zip(known["LIB_OFF"], numbers, [""] * len(known), known.geometry.x, known.geometry.y, strict=True)
    register = Register(rows, {})
    codes = dict(zip(known["LIB_OFF"], known["CODE_VOIE"].astype(str), strict=True))
    listed = pd.read_csv(folder / "VilleMTP_MTP_AccERP_2014.csv", sep=";", encoding="latin-1", dtype="str")
    placed = 0
    for street, number, code in listed[["RUE", "NUM VOIRIE", "CDRUE"]].fillna("").itertuples(index=False):
        address = read_address(street if number in ("", "0") else f"{number} {street}")
        answer = register.find(address) if address else Missed("unread")
        if isinstance(answer, Found):
            placed += 1
            read = re.sub(r" \d+[a-z]*(-\d+)?$", "", answer.read_as)
            assert codes[read] == code, (street, answer)
    assert len(listed) == 212
    assert placed >= 0.95 * len(listed)
