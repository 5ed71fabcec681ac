"""A commune file: written from the sectors, and every slip in it named with the nearest key, in three languages."""

from pathlib import Path

import geopandas as gpd
import pytest
from shapely import box

from config import commune_file_name, commune_toml, place_from
from geo.errors import ConfigurationError
from geo.place import LocalName
from tests.command_line import maillage
from words import translator

WRONG = """
key = "92094"
nis_code = 92094
frame_wgs48 = [4.7, 50.4, 5.0, 50.5]
frame_wgs84 = [50.35, 4.34, 50.49, 4.51]
[name]
fr = "Namur"
nl = "Namen"
[schol]
commune_name = "Namur"
[schools]
organising_autority = "Ville de Namur"
commune_name = "Namur"
[mappings."wifi.city"]
colums = {}
decimal = ";"
"""


def test_every_key_nobody_knows_is_named_with_the_nearest_in_three_languages(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(WRONG, "utf-8")
    with pytest.raises(ConfigurationError) as refused:
        place_from(path)
    said = refused.value.render().splitlines()[1:]
    assert [line.strip() for line in said if "no such key" in line] == [
        "mappings.wifi.city.colums: there is no such key. Write columns if that is meant.",
        "schools.organising_autority: there is no such key. Write organising_authority if that is meant.",
        "frame_wgs48: there is no such key. Write frame_wgs84 if that is meant.",
        "schol: there is no such key. Write schools if that is meant.",
    ]
    assert "  name.en is missing. Add it." in said
    assert "  nis_code = 92094: this should be text, between quotation marks." in said
    assert len(said) == 9
    for language, words in (("fr", ("clé", "manque", "texte", "latitude")), ("nl", ("sleutel", "ontbreekt", "tekst"))):
        told = refused.value.render(translator(language))
        for word in words:
            assert word in told, (language, word)
        for english in ("there is", "missing", "should be", "wrong order"):
            assert english not in told, (language, told)


def test_a_key_like_no_other_is_told_what_keys_there_are(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text('key = "x"\n[name]\nfr = "a"\nnl = "a"\nen = "a"\nzzzz = "a"\n', "utf-8")
    with pytest.raises(ConfigurationError, match=r"name.zzzz: there is no such key. Known keys: fr, nl, en."):
        place_from(path)


def test_a_new_commune_is_written_as_it_is_read(tmp_path: Path) -> None:
    name = LocalName(fr='L\'Écluse "Haute"', nl="Sluis", en="L'Écluse")
    text = commune_toml("92094", name, (4.7219, 50.4001, 5.0001, 50.53), {"92094A": "Namur", "92094B": "92094B"})
    path = tmp_path / commune_file_name("92094", name)
    path.write_text(text, "utf-8")
    assert path.name == "92094_l_ecluse_haute.toml"
    read = place_from(path)
    assert (read.key, read.nis_code, read.name) == ("92094", "92094", name)
    assert read.frame_wgs84 == (4.721, 50.4, 5.001, 50.53)
    assert read.section_names == {"92094A": "Namur"}


@pytest.mark.slow
def test_a_commune_is_set_up_from_the_sectors(tmp_path: Path) -> None:
    """The file of one sector of a commune nobody configured: its name in two languages, its frame, its sections."""
    sectors = gpd.GeoDataFrame(
        {
            "cd_sector": ["92094A00-", "92094B01-"],
            "cd_sub_munty": ["92094A", "92094B"],
            "tx_sub_munty_fr": ["NAMUR", "JAMBES"],
            "tx_sector_descr_fr": ["CENTRE", "GARE"],
            "cd_munty_refnis": ["92094", "92094"],
            "tx_munty_descr_fr": ["Namur", "Namur"],
            "tx_munty_descr_nl": ["Namen", "Namen"],
        },
        geometry=[box(4.8512, 50.46, 4.87, 50.47), box(4.87, 50.46, 4.8888, 50.4701)],
        crs=4326,
    )
    file = tmp_path / "sectors_20240101.geojson"
    sectors.to_file(file)
    words = ("commune", "new", "92094", "--from", file, "--folder", tmp_path)
    answer = maillage(tmp_path / "data", *words)
    assert answer.status == 0, answer.error
    assert "Namur, sectors: 2, former communes: 2" in answer.output
    read = place_from(tmp_path / "92094_namur.toml")
    assert (read.name.fr, read.name.nl) == ("Namur", "Namen")
    assert read.frame_wgs84 == (4.851, 50.46, 4.889, 50.471)
    assert read.section_names == {"92094A": "Namur", "92094B": "Jambes"}
    assert "is there already" in maillage(tmp_path / "data", *words).error
    charleroi = ("commune", "new", "52011", "--from", file)
    assert "has a file already: Charleroi" in maillage(tmp_path / "data", *charleroi).error
    assert "five digits" in maillage(tmp_path / "data", "commune", "new", "5201", "--from", file).error
    assert not (tmp_path / "data").exists()
