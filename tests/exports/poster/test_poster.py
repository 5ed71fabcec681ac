"""The poster: what is there today and nothing else, on one page, in words anybody reads, with nothing hidden."""

import math
from pathlib import Path

import pdfua
import pypdf
import pypdfium2
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from exports.dossier.pdf import pdf
from exports.poster.poster import TEMPLATE, _sign, poster
from geo.errors import MaillageError
from geo.ranking.assessment import assess
from geo.texts import LANGUAGES
from tests import toy_plans, toyville
from tests.cities import HOSTILE
from tests.exports.dossier.materials import CREATED, material
from words import translator
from words.numbers import Numbers
from words.posters.opening import opening_words


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


def _places(content: dict[str, object], kind: str) -> list[dict[str, str]]:
    return next(each["places"] for each in content["columns"] if each["kind"] == kind)  # type: ignore[attr-defined]


def test_the_lists_are_the_places_in_the_district_and_each_has_its_mark() -> None:
    made = material("en")
    evidence = made.assessment.evidence
    seen = {"help": 0, "wifi": 0}
    for district in ("North", "South"):
        content = poster(made, district)
        outline = shapely.union_all(evidence.sectors.geometry[evidence.sectors["district"] == district].to_numpy())
        for kind, table in (("help", evidence.support_places), ("wifi", evidence.wifi)):
            assert table is not None
            inside = table[table.geometry.intersects(outline)]
            listed = _places(content, kind)
            if len(inside):
                assert len(listed) == len(inside)
                marks = [each["sign"] for each in content["marks"] if each["kind"] == kind]  # type: ignore[attr-defined]
                assert marks == [each["sign"] for each in listed]
                seen[kind] += len(inside)
            else:
                assert all(each["sign"] == "" for each in listed)
    assert all(seen.values())


def test_a_plan_is_not_on_it() -> None:
    content = poster(material("en"), "North")
    bought = set(material("en").plan.rows["building_id"])  # type: ignore[union-attr]
    names = {str(material("en").names[key]) for key in bought}
    assert names & {each["name"] for kind in ("help", "wifi") for each in _places(content, kind)} == set()


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_tagged_page_in_the_language_asked(language: str, fonts: Path, tmp_path: Path) -> None:
    for paper, millimetres in (("a3", 297), ("a4", 210)):
        content = poster(material(language), "North", paper)  # type: ignore[arg-type]
        path = tmp_path / f"{paper}.pdf"
        path.write_bytes(pdf(content, CREATED, fonts, TEMPLATE))
        assert pdfua.validate(path).findings == ()
        read = pypdf.PdfReader(path)
        assert len(read.pages) == 1
        assert math.isclose(float(read.pages[0].mediabox.width), millimetres * 72 / 25.4, abs_tol=1)
        assert read.trailer["/Root"]["/Lang"].startswith(language)
        with pypdfium2.PdfDocument(path) as document:
            said = document[0].get_textpage().get_text_bounded()
        for kind in ("help", "wifi"):
            for each in _places(content, kind):
                assert "".join(each["name"].split()) in "".join(said.split())
        assert "invent" in said.lower() or "verzonnen" in said


@pytest.mark.slow
def test_many_long_and_hostile_names_still_stand_on_one_page(fonts: Path, tmp_path: Path) -> None:
    names = [f"{HOSTILE[number % len(HOSTILE)]} {'long ' * 8}{number}" for number in range(40)]
    places = toyville.support_places({f"p{number}": (10.0 + number, 12.0, 5.0) for number in range(40)})
    pieces = {"buildings": toyville.buildings(toy_plans.BUILDINGS), "support_places": places.assign(name=names)}
    assessed = assess(toyville.full_tables(**pieces), toyville.PLACE, toyville.PARAMETERS)
    content = poster(material("fr", assessed), "52011A")
    assert len(_places(content, "help")) == len(names)
    path = tmp_path / "many.pdf"
    path.write_bytes(pdf(content, CREATED, fonts, TEMPLATE))
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1
        said = "".join(document[0].get_textpage().get_text_bounded().split())
    assert all(f"{number}" in said for number in range(40))
    assert "<imgsrc=x" in said


def test_without_a_list_nobody_is_told_there_is_nothing() -> None:
    content = poster(material("en", toy_plans.assessment("bare")), "North")
    assert all("may be places that are not on this poster" in each["note"] for each in content["columns"])  # type: ignore[attr-defined]
    with pytest.raises(MaillageError, match="no district or section Atlantis"):
        poster(material("en"), "Atlantis")


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Mo-Fr 09:00-17:00", "en", "Mon–Fri 9:00–17:00"),
        (
            "Mo-Fr 09:00-12:00,13:30-17:00; Sa 10:00-12:00; PH off",
            "fr",
            "lun–ven 9 h–12 h, 13 h 30–17 h · sam 10 h–12 h",
        ),
        ("Tu,Th-Fr 13:00-16:00", "nl", "di, do–vr 13 uur–16 uur"),
        ("24/7", "fr", "toujours ouvert"),
        ('Mo-Fr 09:00-17:00 "sur rendez-vous"', "fr", 'Mo-Fr 09:00-17:00 "sur rendez-vous"'),
        ("sunrise-sunset", "nl", "sunrise-sunset"),
        ("PH off", "en", "PH off"),
    ],
)
def test_hours_are_said_as_on_a_door_or_left_as_they_are(text: str, language: str, said: str) -> None:
    assert opening_words(text, Numbers(language, translator(language))).replace("\u00a0", " ") == said


@given(st.text(max_size=30))
def test_whatever_stands_for_hours_is_never_lost(text: str) -> None:
    said = opening_words(text, Numbers("en", translator("en")))
    assert said == text or text.strip()


def test_signs_are_counted_as_columns_of_a_sheet_are() -> None:
    assert [_sign("wifi", number) for number in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
    assert [_sign("help", number) for number in (0, 9)] == ["1", "10"]
