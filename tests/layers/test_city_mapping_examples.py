"""The examples of mappings, in the documentation and in Charleroi's configuration, do what they say."""

import re
import tomllib
from pathlib import Path

from config import place_from
from geo.place import Mapping, Place
from layers._registry import layer
from tests.layers.city_files import by_key, checked, text_file, workbook

ROOT = Path(__file__).resolve().parents[2]
COMMUNE = ROOT / "config" / "communes" / "52011_charleroi.toml"
PAGE = ROOT / "docs" / "formats_of_city_files.md"

INVENTORY = [
    ("N° bâtiment", "Dénomination", "Département", "Accès", "Surface utile", "X", "Y"),
    (17, "Crèche des Gaulx", "Petite enfance", "tout public", 420, 155392, 122215),
    (18, "Dépôt", "Travaux", "agents", "1 200,5", 155400, 122300),
]


def from_page() -> dict[str, Mapping]:
    """Return the mappings of the example in the documentation."""
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    return {name: Mapping(**each) for name, each in tomllib.loads(text)["mappings"].items()}


def from_commune(folder: Path) -> Place:
    """Return Charleroi with the example in its file put to use."""
    text = COMMUNE.read_text(encoding="utf-8")
    start = text.index("# [mappings.")
    lines = [line.removeprefix("#").removeprefix(" ") for line in text[start:].splitlines()]
    used = folder / "commune.toml"
    used.write_text(text[:start] + "\n".join(lines), encoding="utf-8")
    return place_from(used)


def test_the_examples_read_an_inventory_laid_out_as_they_say(tmp_path: Path) -> None:
    raw = workbook(tmp_path, "a.xlsx", {"Lisez-moi": [("Inventaire", 2026)], "Inventaire": INVENTORY})
    charleroi = from_commune(tmp_path)
    assert set(charleroi.mappings) == {"buildings.inventory"}
    for where in (charleroi, charleroi.model_copy(update={"mappings": from_page()})):
        result = checked(raw, "buildings", "inventory", where)
        rows = by_key(result, "building_id")
        assert list(rows["activity"]) == ["social_action", "technical"]
        assert list(rows["public_access"]) == [True, False]
        assert list(rows["floor_area_m2"]) == [420.0, 1200.5]
        assert rows.geometry.notna().all()
        assert {fault.severity for fault in result.faults} <= {"note"}


def test_the_page_names_every_source_of_the_city_and_its_template() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in ("buildings", "wifi", "support_places", "workplaces", "fibre"):
        source = layer(name).sources[0]
        assert f"| {name} | `layers/templates/{source.template}` | `{name}.{source.name}` |" in page


def test_words_of_the_page_are_understood(tmp_path: Path) -> None:
    raw = text_file(
        tmp_path,
        "a.csv",
        "id;nom;secteur;superficie;ouvert au public;x_m;y_m\n"
        "1;A;enseignement;850 m²;x;655050;622050\n"
        "2;B;onderwijs;n/a;onbekend;655150;622050\n"
        "3;C;education;;?;655250;622050\n",
    )
    result = checked(raw, "buildings", "inventory", from_commune(tmp_path).model_copy(update={"mappings": {}}))
    assert set(result.table["activity"]) == {"education"}
    assert list(result.table["floor_area_m2"].isna()) == [False, True, True]
    assert result.table["public_access"].to_list()[0] is True
    assert result.table["public_access"].isna().sum() == 2
    assert {fault.severity for fault in result.faults} == {"note"}
