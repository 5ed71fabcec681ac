"""A delivery under headers of its own: what is said of its columns is kept with it, used at once, and read again so."""

from io import BytesIO
from pathlib import Path

import pytest

from config import load_mapping, mapping_toml, place
from geo.errors import ConfigurationError
from geo.place import Mapping
from layers import Fault, RawFile, Refused, layer
from store._publishing.parts import make_part
from store.check import _refresh
from store.store import Store
from store.uploads import (
    approve,
    keep,
    keep_mapping,
    kept_mapping,
    mapped_for,
    preview_columns,
    propose,
    rows_of_faults,
)
from store.versions import version_from_json, version_to_json
from tests.cases import case
from tests.command_line import maillage
from tests.layers.toy_layers import NOW

BUILDINGS = layer("buildings")
INVENTORY = BUILDINGS.source("inventory")
ROWS = "Fiche;Intitulé;Métier;est;nord\nB1;Bibliothèque;Livres;652300;625100\nB2;Piscine;Eau;658500;624000\n"
MAPPING = Mapping(
    columns={"building_id": "Fiche", "name": "Intitulé", "activity": "Métier"},
    values={"activity": {"Livres": "culture", "Eau": "sport"}},
    x="est",
    y="nord",
)


@pytest.fixture
def town(tmp_path: Path) -> Store:
    where = place("52011").model_copy(update={"mappings": {}})
    return Store(tmp_path / "data", where, (BUILDINGS,))


def test_what_is_said_waits_with_the_delivery_and_is_used_at_once(town: Store) -> None:
    upload = keep(town, [("liste_2026.csv", BytesIO(ROWS.encode()))], now=NOW, who="Ann")
    with pytest.raises(Refused, match="There is no column building_id"):
        propose(town, BUILDINGS, INVENTORY, upload, now=NOW)
    assert kept_mapping(upload, BUILDINGS, INVENTORY) is None
    keep_mapping(upload, BUILDINGS, INVENTORY, MAPPING)
    said = kept_mapping(upload, BUILDINGS, INVENTORY)
    assert said == MAPPING
    assert mapped_for(upload) == ("buildings", "inventory"), "and so what the delivery is"
    assert kept_mapping(upload, BUILDINGS, BUILDINGS.source("schools")) is None
    assert preview_columns(town, BUILDINGS, INVENTORY, upload.paths, mapping=said).missing == ()
    found = propose(town, BUILDINGS, INVENTORY, upload, now=NOW, mapping=said)
    assert approve(town, found, found.candidate, now=NOW).rows == 2

    version = town.published("buildings")
    assert version is not None
    (part,) = version.sources
    assert version_from_json(version_to_json(version)) == version
    again = make_part(town, BUILDINGS, INVENTORY, part.files).cleaned.table
    assert dict(zip(again["name"], again["activity"], strict=True)) == {"Bibliothèque": "culture", "Piscine": "sport"}
    lines = Path(_refresh(town, version).split("--mapping ")[1])
    assert load_mapping(lines, "buildings.inventory") == MAPPING, "whoever repairs the data finds it beside the file"

    keep_mapping(upload, BUILDINGS, INVENTORY, None)
    assert kept_mapping(upload, BUILDINGS, INVENTORY) is None


def test_a_mapping_that_is_damaged_says_nothing(town: Store) -> None:
    upload = keep(town, [("liste.csv", BytesIO(ROWS.encode()))], now=NOW, who="")
    (upload.folder / "mappings.json").write_text('{"of": {"buildings.inventory": {"columns": 3}}}', "utf-8")
    assert kept_mapping(upload, BUILDINGS, INVENTORY) is None


def test_the_lines_to_keep_are_read_back_and_others_are_named(tmp_path: Path) -> None:
    file = tmp_path / "lines.toml"
    file.write_text(mapping_toml("buildings.inventory", MAPPING), "utf-8")
    assert load_mapping(file, "buildings.inventory") == MAPPING
    with pytest.raises(ConfigurationError, match=r"no section .*wifi\.city.*it has: buildings\.inventory"):
        load_mapping(file, "wifi.city")
    file.write_text('[mappings."buildings.inventory"]\ncolonnes = 3\n', "utf-8")
    with pytest.raises(ConfigurationError, match="columns if that is meant"):
        load_mapping(file, "buildings.inventory")
    assert mapping_toml("buildings.inventory", Mapping()) == ""


def test_a_mapping_is_the_identity_of_what_is_read_by_it() -> None:
    assert RawFile("a.csv", Path("a.csv"), mapping=MAPPING) != RawFile("a.csv", Path("a.csv"))


def test_the_terminal_proposes_and_takes_a_mapping(tmp_path: Path) -> None:
    data, file, lines = tmp_path / "d", tmp_path / "liste.csv", tmp_path / "lines.toml"
    file.write_text(ROWS.replace("est;nord", "x;y").replace("Intitulé", "Nom du site"), "utf-8")
    seen = maillage(data, "columns", "buildings", file, "--out", lines, commune="52011")
    assert seen.status == 0
    assert "Nom du site" in seen.output
    assert "proposed, not read yet" in seen.output
    assert "Nothing is read yet as:" in seen.output
    assert 'name = "Nom du site"' in lines.read_text("utf-8")
    assert "# Métier: to be chosen (building_id | name)" in lines.read_text("utf-8"), "two rows, two words"
    refused = maillage(data, "diff", "buildings", file, "--source", "inventory", commune="52011")
    assert refused.status == 1
    assert "maillage columns buildings" in refused.output, "what is refused for its headers shows them"
    assert refused.error.count("There is no column building_id") == 1
    said = MAPPING.model_copy(update={"x": None, "y": None, "columns": {**MAPPING.columns, "name": "Nom du site"}})
    lines.write_text(mapping_toml("buildings.inventory", said), "utf-8")
    options = ("--source", "inventory", "--mapping", lines)
    assert maillage(data, "diff", "buildings", file, *options, commune="52011").status == 0
    published = maillage(data, "refresh", "buildings", "--from", file, *options, commune="52011")
    assert "2 rows published" in published.output
    wrong = maillage(data, "columns", "sectors", file, commune="52011")
    assert "[mappings." in wrong.error, "columns of sectors are mapped in the commune's file alone"


def test_the_rows_faults_name_are_shown_as_they_stand_and_where_they_lie(town: Store) -> None:
    rows = ROWS.replace("Livres", "Poésie").replace("658500;624000", ";")
    upload = keep(town, [("liste_2026.csv", BytesIO(rows.encode()))], now=NOW, who="")
    faults = [Fault("value.missing", "row", "liste_2026.csv", row, "Métier") for row in (2, 3, 9)]
    found = rows_of_faults(town, BUILDINGS, INVENTORY, upload.paths, faults, mapping=MAPPING)
    assert [*found] == [("liste_2026.csv", 2), ("liste_2026.csv", 3)], "there is no row 9"
    first, second = found.values()
    assert dict(first.cells)["Métier"] == "Poésie"
    assert first.cells[-2:] == (("est", "652300"), ("nord", "625100"))
    assert first.at_wgs84 == pytest.approx((4.40, 50.44), abs=0.01), "in Roux, where the row says"
    assert (second.at_wgs84, dict(second.cells)["est"]) == (None, "")
    assert rows_of_faults(town, BUILDINGS, INVENTORY, upload.paths, [Fault("file.empty", "error")]) == {}


def test_a_publishers_own_table_shows_its_rows_too(tmp_path: Path) -> None:
    spec, file = layer("population"), case("gis_19_OPENDATA_SECTOREN_2024.txt")
    store = Store(tmp_path, place("52011"), (spec,))
    (row,) = rows_of_faults(store, spec, spec.sources[0], [file], [Fault("value.missing", "row", "", 3)]).values()
    assert (row.row, row.at_wgs84) == (3, None)
    assert len(row.cells) == len(file.read_text("utf-8-sig").splitlines()[0].split("|"))
