"""Commune files: the shipped ones hold, and a faulty one is refused with all its faults at once."""

import tomllib
from pathlib import Path

import pytest
from pyproj import CRS

import config
from config import _communes
from geo.crs import MADE_FOR, METRIC, in_metres, metric_system
from geo.errors import ConfigurationError
from tests.conftest import ROOT

FILES = sorted((ROOT / "config" / "communes").glob("*.toml"))
KEYS = sorted(tomllib.loads(path.read_text("utf-8"))["key"] for path in FILES)


def test_the_shipped_communes_load() -> None:
    assert list(config.places()) == KEYS
    assert [key for key, place in config.places().items() if place.synthetic] == ["demo"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_commune_is_called_by_its_code_and_lies_where_it_is_measured(path: Path) -> None:
    place = config.place(str(path))
    assert path.stem.split("_")[0] == place.key
    assert place.synthetic or place.key == place.nis_code
    assert [code for code in place.section_names if not code.startswith(place.nis_code)] == []
    west, south, east, north = place.frame_wgs84
    # A commune that names no projection is measured in Belgium's; the others are held to their own when read.
    if place.metric_crs == METRIC:
        assert 2.5 < west < east < 6.5
        assert 49.4 < south < north < 51.6


def test_the_demonstration_city_has_the_frame_of_the_real_one() -> None:
    real, demo = config.place("52011"), config.place("demo")
    assert demo.nis_code == real.nis_code
    assert demo.frame_wgs84 == real.frame_wgs84
    assert demo.section_names == real.section_names


def test_an_unknown_commune_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match="99999") as caught:
        config.place("99999")
    assert ", ".join(KEYS) in str(caught.value)


def test_a_commune_can_be_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "namur.toml"
    path.write_text(
        'key = "92094"\nnis_code = "92094"\nname = { fr = "Namur", nl = "Namen", en = "Namur" }\n'
        "frame_wgs84 = [4.72, 50.38, 4.99, 50.53]\n",
        "utf-8",
    )
    assert config.place(str(path)).name.in_language("nl") == "Namen"


def test_every_fault_of_a_commune_file_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(
        'key = "x"\nnis_code = "5201"\nname = { fr = "Ville", nl = "Stad", en = "Town" }\n'
        "frame_wgs84 = [4.3, 50.3, 4.5]\nframe_margin = 3\n",
        "utf-8",
    )
    with pytest.raises(ConfigurationError) as caught:
        config.place(str(path))
    text = str(caught.value)
    assert "broken.toml" in text
    assert "3 to correct" in text
    assert all(word in text for word in ("nis_code", "'5201'", "frame_wgs84", "frame_margin"))


def test_a_file_that_is_not_toml_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "cut.toml"
    path.write_text('key = "x\n', "utf-8")
    with pytest.raises(ConfigurationError, match="line 1"):
        config.place(str(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"gone\.toml"):
        config.place(str(tmp_path / "gone.toml"))


def test_every_shipped_commune_is_documented_in_the_readme() -> None:
    assert "config/communes/" in (ROOT / "README.md").read_text("utf-8")


def test_a_broken_file_hides_only_its_own_commune(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in FILES:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    broken = tmp_path / FILES[0].name
    broken.write_text("key = ", "utf-8")
    monkeypatch.setattr(_communes, "FOLDER", tmp_path)
    _communes.places.cache_clear()
    try:
        hidden = FILES[0].stem.split("_")[0]
        assert set(config.places()) == set(KEYS) - {hidden}
        with pytest.raises(ConfigurationError, match=broken.name):
            config.place(hidden)
    finally:
        _communes.places.cache_clear()


def test_two_files_of_one_key_are_refused_whichever_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in FILES:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "again.toml").write_bytes(FILES[0].read_bytes())
    monkeypatch.setattr(_communes, "FOLDER", tmp_path)
    twice = FILES[0].stem.split("_")[0]
    with pytest.raises(ConfigurationError, match=f"key {twice}"):
        config.place(twice)


def test_the_belgian_system_is_known_without_opening_the_register() -> None:
    area = CRS(METRIC).area_of_use
    assert area is not None
    assert (area.west, area.south, area.east, area.north) == MADE_FOR
    assert metric_system(METRIC) == METRIC == ":".join(CRS(METRIC).to_authority())
    assert in_metres(CRS(METRIC))
