"""Maps for slides: the numbers of the review, a document that needs nothing else, a picture as wide as a projector."""

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from exports.dossier.maps import gap_map, ground
from exports.slides.slides import slides, write_slides
from geo.ranking.assessment import assess
from geo.texts import LANGUAGES
from tests import toy_plans, toyville
from tests.cities import HOSTILE
from tests.exports.dossier.materials import material

_SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_map_stands_by_itself_with_title_legend_and_origin(language: str) -> None:
    made = material(language)
    found = slides(made)
    assert list(found) == ["maillage_need", "maillage_gaps", "maillage_programme"]
    for text in found.values():
        root = ElementTree.fromstring(text)
        kinds = {each.tag.removeprefix(_SVG) for each in root.iter()}
        assert not {"image", "script", "style", "foreignObject", "use", "a"} & kinds
        assert "href" not in text
        assert text.count("http") == text.count("http://www.w3.org/2000/svg"), "no address but that of its own form"
        said = " ".join(each.text or "" for each in root.iter(f"{_SVG}text"))
        assert made.scenario_digest in said
        assert made.place_name in said
        assert "invent" in said or "verzonnen" in said
        assert root.find(f"{_SVG}desc") is not None


def test_the_map_of_gaps_names_the_neighbourhoods_the_review_puts_first() -> None:
    made = material("en")
    people = made.review.totals["sector"]["any_gap_vulnerable"].sort_values(ascending=False, kind="stable")
    block = gap_map(made, ground(made), "Toyville")
    assert made.numbers.people(people.iloc[0]) in str(block["alt"])
    unknown = gap_map(material("en", toy_plans.assessment("bare")), ground(made), "Toyville")
    assert unknown["legend"][-1]["colour"] == "unknown", "nobody published what it takes: hatched, not zero"  # type: ignore[index]


@pytest.mark.slow
def test_pictures_are_as_wide_as_a_projector_and_always_the_same(tmp_path: Path) -> None:
    made = material("nl")
    first = write_slides(made, tmp_path / "one", tmp_path / "fonts")
    assert sorted({path.suffix for path in first}) == [".png", ".svg"]
    for path in first:
        if path.suffix == ".png":
            picture = Image.open(io.BytesIO(path.read_bytes())).convert("RGB")
            assert picture.size == (1920, 1080)
            assert len(picture.getcolors(1_000_000)) > 50, "something is drawn on it"
    write_slides(made, tmp_path / "two", tmp_path / "fonts")
    assert all(path.read_bytes() == (tmp_path / "two" / path.name).read_bytes() for path in first)


@pytest.mark.slow
def test_hostile_names_of_places_are_text() -> None:
    sectors = toyville.sectors()
    sectors = sectors.assign(section_name=HOSTILE[0], sector_name_fr=HOSTILE[3])
    tables = toyville.full_tables(buildings=toyville.buildings(toy_plans.BUILDINGS), sectors=sectors)
    made = material("fr", assess(tables, toyville.PLACE, toyville.PARAMETERS))
    for text in slides(made).values():
        kinds = {each.tag for each in ElementTree.fromstring(text).iter()}
        assert f"{_SVG}script" not in kinds
        assert not any("onerror" in each.attrib for each in ElementTree.fromstring(text).iter())
