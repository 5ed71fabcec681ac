"""A city's file under its own headers: what is read without a word, what is proposed, what is asked."""

from pathlib import Path

import pytest

from config import place
from geo.place import Mapping
from layers import RawFile, layer
from layers.recognition.columns import preview_of
from layers.recognition.preview import (
    Preview,
    chosen_of,
    preview_from_json,
    preview_to_json,
    unknown_of,
    with_columns,
)
from tests.cases import case
from tests.layers.city_files import text_file

CHARLEROI = place("52011").model_copy(update={"mappings": {}})
BUILDINGS, WIFI = layer("buildings"), layer("wifi")
INVENTORY = BUILDINGS.source("inventory")
ROWS = """N° bât.;Intitulé;Département;Adresse du site;Surface utile (m²);Ouvert ?;Fréquentation;Coord. est;Coord. nord
B01;Bibliothèque de Roux;Culture;Rue du Roi 3;320;tout public;1200;652300;625100
B02;Piscine de Gilly;Sports;Place Verte 12;1400;tout public;5600;658500;624000
B03;École du Centre;Petite enfance;Avenue des Alliés 7;900;agents;300;654500;623000
B04;Hôtel de police;Travaux;Rue de France 1;2200;agents;100;655500;623500
"""
"""Four buildings; no header is one we know."""


def _seen(raw: RawFile, mapping: Mapping | None = None) -> Preview:
    asked = RawFile(raw.name, raw.path, mapping=mapping)
    return preview_of([asked], CHARLEROI, BUILDINGS, INVENTORY)


def test_columns_are_proposed_by_their_words_and_cells_and_asked_where_doubtful(tmp_path: Path) -> None:
    found = _seen(text_file(tmp_path, "inventaire.csv", ROWS))
    told = {each.header: (each.certainty, each.read_as, each.others) for each in found.columns}
    assert told == {
        "N° bât.": ("likely", "building_id", ()),
        "Intitulé": ("doubtful", "", ("name",)),
        "Département": ("doubtful", "", ("name", "activity")),
        "Adresse du site": ("likely", "address", ()),
        "Surface utile (m²)": ("likely", "floor_area_m2", ()),
        "Ouvert ?": ("likely", "public_access", ()),
        "Fréquentation": ("unread", "", ()),
        "Coord. est": ("likely", "x", ()),
        "Coord. nord": ("likely", "y", ()),
    }
    assert found.missing == ("building_id", "name", "activity"), "what is only proposed is not read"
    assert (found.rows, found.numbers) == (4, (2, 3, 4, 5))
    assert found.columns[0].cells == ("B01", "B02", "B03", "B04")
    assert found.to_decide
    proposed = found.proposed()
    assert (proposed.x, proposed.y, proposed.columns.get("floor_area_m2")) == (
        "Coord. est",
        "Coord. nord",
        "Surface utile (m²)",
    )
    assert not {"name", "activity"} & {*proposed.columns}, "nothing doubtful is in the proposal"
    assert preview_from_json(preview_to_json(found)) == found


def test_what_somebody_chose_is_read_and_its_unknown_words_are_counted_once_each(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "inventaire.csv", ROWS)
    proposed = _seen(raw).proposed()
    chosen = {**chosen_of(proposed), "name": "Intitulé", "activity": "Département"}
    found = _seen(raw, with_columns(proposed, chosen))
    assert (found.missing, found.to_decide) == ((), False)
    assert {each.certainty for each in found.columns} == {"mapped", "unread"}
    assert [(column.name, word, count) for column, word, count in unknown_of(found, BUILDINGS)] == [
        ("activity", "Petite enfance", 1),
        ("activity", "Travaux", 1),
        ("public_access", "agents", 2),
        ("public_access", "tout public", 2),
    ]
    words = {"activity": {"Petite enfance": "social_action", "Travaux": "technical"}}
    said = with_columns(proposed, chosen).model_copy(update={"values": words})
    assert {column.name for column, *_rest in unknown_of(_seen(raw, said), BUILDINGS)} == {"public_access"}


def test_the_same_cells_under_two_headers_are_asked(tmp_path: Path) -> None:
    rows = "building_id;nom;secteur;Surface nette;Surface brute\n1;Poste;culture;10;12\n2;Gare;sport;20;22\n"
    told = {each.header: each for each in _seen(text_file(tmp_path, "two.csv", rows)).columns}
    assert [told[header].certainty for header in ("Surface nette", "Surface brute")] == ["doubtful", "doubtful"]
    assert told["Surface nette"].others == ("floor_area_m2",)


@pytest.mark.parametrize(
    ("header", "cells", "never", "why"),
    [
        ("Surface utile", ("grande", "petite"), "floor_area_m2", "words are no area"),
        ("Identifiant technique", ("A", "A"), "building_id", "two rows of one identifier"),
        ("Secteur géographique", ("52011A00-", "52011B01-"), "activity", "no known word, all different"),
        ("Ouvert au public ?", ("12", "40"), "public_access", "numbers are no yes or no"),
    ],
)
def test_what_the_cells_contradict_is_not_proposed(
    tmp_path: Path, header: str, cells: tuple[str, str], never: str, why: str
) -> None:
    rows = f"nom;{header}\nPoste;{cells[0]}\nGare;{cells[1]}\n"
    (_name, column) = _seen(text_file(tmp_path, "one.csv", rows)).columns
    assert never not in (column.read_as, *column.others), why


def test_an_installers_list_says_what_it_lacks_for_all_rows() -> None:
    raw = RawFile("gis_11.csv", case("gis_11_wifi4eu.csv"))
    found = preview_of([raw], CHARLEROI, WIFI, WIFI.source("city"))
    told = {each.header: (each.certainty, each.read_as) for each in found.columns}
    assert told["Latitude"] == told["Longitude"] == ("named", "place")
    assert told["Indoor/Outdoor"] == ("likely", "setting")
    assert found.missing == ("access",)
    everybody = RawFile(raw.name, raw.path, mapping=Mapping(constants={"access": "public"}))
    assert preview_of([everybody], CHARLEROI, WIFI, WIFI.source("city")).missing == ()


@pytest.mark.parametrize("name", ["buildings", "wifi", "support_places", "workplaces", "devices", "school_pupils"])
def test_a_filled_in_template_leaves_nothing_to_decide(name: str) -> None:
    spec = layer(name)
    (source,) = (each for each in spec.sources if each.any_table)
    path = Path(__file__).parents[2] / "layers" / "templates" / f"{name}.csv"
    found = preview_of([RawFile(path.name, path)], CHARLEROI, spec, source)
    assert (found.missing, found.to_decide) == ((), False)
    assert [each.header for each in found.columns if each.certainty != "named"] == []
