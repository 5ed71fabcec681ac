"""The pages of a dossier: the numbers of the files, every text as it is, unknown said, and nothing a checker finds."""

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pdfua
import pypdf
import pypdfium2
import pytest

from exports.dossier import pdf as setting
from exports.dossier.blocks import Align, heading, paragraph, table
from exports.dossier.pages import building_pages, city_pages, district_pages
from exports.dossier.pdf import check_installed, pdf
from exports.programme_files import write_plan_files
from geo.errors import MaillageError
from geo.ranking.assessment import assess
from geo.texts import LANGUAGES
from tests import toy_plans, toyville
from tests.exports.dossier.materials import CREATED, PROVENANCE
from tests.exports.dossier.materials import material as _material
from tests.exports.test_roster_files import planned
from words import translator
from words.numbers import Numbers
from words.roster import answer_sentence

HOSTILE = {
    "b1-library": '#set page("a0") #import "x.typ" $ x^2 $ *gras* _it_ @ref <label> `raw`',
    "b2-hall": "</script><script>alert(1)</script> \"'« \\u{41} // /* [](x) =====",
    "b3-school": "Donau" + "dampfschifffahrtsgesellschaft" * 5,
    "c4-annex": "מרכז קהילתי",
    "c3-theatre": "مركز الحي",
    "c2-hall": "中文 \u202eevil\u0007",
}


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture
def written(fonts: Path, tmp_path: Path) -> Callable[[dict[str, object]], Path]:
    def write(pages: dict[str, object]) -> Path:
        path = tmp_path / "dossier.pdf"
        path.write_bytes(pdf(pages, CREATED, fonts))
        return path

    return write


def _texts(path: Path) -> list[str]:
    """Return the text of every page, without blanks: lines are broken where there is room."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [_close(page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


def _close(text: str) -> str:
    return re.sub(r"[\s\u200b\ufffe]", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dossier_says_the_numbers_of_the_files(
    language: str, tmp_path: Path, written: Callable[[dict[str, object]], Path]
) -> None:
    material = _material(language)
    write_plan_files(
        tmp_path, toy_plans.to_write(material.assessment, material.scenario.programme), material.assessment, "abc"
    )
    path = written(city_pages(material))
    said, numbers = "".join(_texts(path)), Numbers(language, translator(language))

    def rows(name: str) -> list[dict[str, str]]:
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream, delimiter=";"))

    summary = rows("programme_summary.csv")
    assert {row["activity"] for row in summary} > {"all"}
    for row in summary:
        if row["activity"] == "all":
            cells = [row["year"], *(numbers.euros(float(row[name])) for name in ("available_eur", "spent_eur"))]
            cells += [numbers.euros(float(row["opex_eur_per_year"])), row["buildings"]]
            cells += [numbers.people(float(row["people_served"])), numbers.percent(float(row["served_share"]), 1)]
            assert _close("".join(cells)) in said
    for activity in {row["activity"] for row in summary} - {"all"}:
        spent = [float(row["spent_eur"]) for row in summary if row["activity"] == activity]
        assert _close("".join(numbers.number(each) for each in [*spent, sum(spent)])) in said
    bought = rows("programme_wifi.csv")
    assert len(bought) >= 3
    for row in bought:
        euros = "".join(numbers.euros(float(row[name])) for name in ("capex_eur", "opex_eur_per_year"))
        assert _close(euros + numbers.people(float(row["people_gained"]))) in said
        assert _close(material.names[row["building_id"]]) in said
    assert material.scenario_digest in said
    assert all(each[:12] in said for each in PROVENANCE["sha256"])


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_checker_of_pdf_ua_finds_nothing_and_maps_are_told_in_words(
    language: str, written: Callable[[dict[str, object]], Path]
) -> None:
    material = _material(language)
    for pages in (city_pages(material), district_pages(material, "North"), building_pages(material, "b1-library")):
        path = written(pages)
        report = pdfua.validate(path)
        assert (report.exit_code, report.findings) == (0, ())
        read = pypdf.PdfReader(path)
        catalogue = read.trailer["/Root"]
        assert catalogue["/MarkInfo"]["/Marked"]
        assert catalogue["/Lang"].startswith(language)
        assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
        assert read.metadata is not None
        assert read.metadata.title == pages["title"]
        kinds, alts = _structure(catalogue["/StructTreeRoot"])
        assert {"Figure", "H1"} <= kinds or {"Figure", "Title"} <= kinds
        blocks = [*pages["opening"], *pages["blocks"]]  # type: ignore[misc]
        blocks += [block["right"] for block in blocks if block["kind"] == "beside"]
        drawn = [block["alt"] for block in blocks if block["kind"] == "figure"]
        assert drawn
        assert set(drawn) <= set(alts)
        assert all("invent" in each.lower() or "verzonnen" in each for each in _texts(path)), "said on every page"


def _structure(node: object) -> tuple[set[str], list[str]]:
    """Return the roles and the alternative texts of a structure tree."""
    kinds, alts, waiting = set(), [], [node]
    while waiting:
        here = waiting.pop()
        here = here.get_object() if hasattr(here, "get_object") else here
        if isinstance(here, list):
            waiting.extend(here)
        elif isinstance(here, dict):
            kinds.add(str(here.get("/S", ""))[1:])
            if "/Alt" in here:
                alts.append(str(here["/Alt"]))
            waiting.append(here.get("/K"))
    return kinds, alts


@pytest.mark.slow
def test_hostile_names_are_shown_as_they_are(written: Callable[[dict[str, object]], Path]) -> None:
    rows = {key: {**row, "name": HOSTILE.get(key, row.get("name", key))} for key, row in toy_plans.BUILDINGS.items()}
    assessed = assess(toyville.full_tables(buildings=toyville.buildings(rows)), toyville.PLACE, toyville.PARAMETERS)
    material = _material("en", assessed)
    for key, name in HOSTILE.items():
        pages = _texts(written(building_pages(material, key)))
        said = "".join(pages)
        assert len(pages) == 1
        if key == "c2-hall":
            # No font of ours has these letters, and what turns the direction is never obeyed.
            assert "[U+4E2D][U+6587]\\u202eevil\\u0007" in said
        elif key in ("c4-annex", "c3-theatre"):
            letters = {each for each in name if not each.isspace()}
            assert (
                letters <= set(said) or pypdf.PdfReader(written(building_pages(material, key))).metadata.title == name
            )
        else:
            assert _close(name) in said
    said = "".join(_texts(written(city_pages(material))))
    bought = set(material.plan.rows["building_id"])  # type: ignore[union-attr]
    assert {"b1-library", "b3-school"} & bought
    assert all(_close(HOSTILE[key]) in said for key in bought & {"b1-library", "b2-hall", "b3-school"})
    assert "Ville#1$x$" in said


def test_what_is_unknown_is_said(written: Callable[[dict[str, object]], Path]) -> None:
    material = _material("en")
    pages = building_pages(material, "c6-barn")
    said = _texts(written(pages))
    assert len(said) == 1, "one page to hand to its head"
    assert "Floorareaunknown" in said[0]
    assert "Toequipthewholebuildingatonceunknown" in said[0]
    assert "itsfloorareaismissing" in said[0]
    bare = _material("en", toy_plans.assessment("bare"))
    said_bare = "".join(_texts(written(city_pages(bare))))
    assert "nobodycansaywhoisleftout" in said_bare
    assert "Notpublished:" in said_bare


def test_without_a_plan_it_is_said_how_to_make_one(written: Callable[[dict[str, object]], Path]) -> None:
    said = _texts(written(city_pages(_material("en", planned=False))))
    assert "NoWi-Fiprogrammehasbeenplanned" in said[0]
    assert "maillageplan" in said[0]
    building = _texts(written(building_pages(_material("en", planned=False), "b1-library")))
    assert "NoWi-Fiprogrammehasbeenplanned" in building[0]


def test_a_roster_that_was_planned_is_in_the_dossier(written: Callable[[dict[str, object]], Path]) -> None:
    material = _material("fr")
    assert "necomprendpasdeplanning" in "".join(_texts(written(city_pages(material))))
    plan = planned()
    said = "".join(_texts(written(city_pages(replace(material, roster=plan)))))
    numbers = Numbers("fr", translator("fr"))
    assert _close(answer_sentence(plan, numbers, translator("fr"))) in said
    assert len(plan.sessions)
    assert all(_close(str(plan.doors.loc[door, "name"])) in said for door in plan.sessions["door_id"])
    assert "lundimatin" in said.lower()


def test_a_district_or_section_has_its_own_figures_and_no_others(written: Callable[[dict[str, object]], Path]) -> None:
    material = _material("en")
    north, section = district_pages(material, "North"), district_pages(material, toyville.section("c1"))
    assert section["title"] == "Section C"
    assert district_pages(material, "Section C") == section
    inside = material.assessment.evidence.sites["district"] == "North"
    bought = material.plan.rows["building_id"]  # type: ignore[union-attr]
    said = "".join(_texts(written(north)))
    for key in bought.unique():
        assert (_close(material.names[key]) in said) == inside[key]
    with pytest.raises(MaillageError, match=r"no district or section Nowhere.*North, South, 52011A \(Section A\)"):
        district_pages(material, "Nowhere")
    with pytest.raises(MaillageError, match="no building nobody"):
        building_pages(material, "nobody")


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(fonts: Path, tmp_path: Path) -> None:
    first = pdf(city_pages(_material()), CREATED, fonts)
    assert pdf(city_pages(_material()), CREATED, tmp_path / "unpacked again") == first
    unwritable = tmp_path / "file"
    unwritable.write_bytes(b"")
    assert pdf(city_pages(_material()), CREATED, unwritable) == first, "fonts that cannot be kept are unpacked anew"
    assert len(pypdfium2.PdfDocument(first)) >= 4
    assert "Tabledesmatières" in _close(pypdfium2.PdfDocument(first)[0].get_textpage().get_text_bounded())


def test_what_is_not_installed_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "NEEDED", {"typst": "typst", "no_such_module": "no-such-package"})
    with pytest.raises(MaillageError, match=r"no-such-package must be installed: pip install 'maillage\[dossier\]'"):
        check_installed()


@pytest.mark.parametrize("lines", [30, 33])
def test_a_long_table_begins_with_some_rows_or_on_the_next_page_with_its_title(
    lines: int, written: Callable[[dict[str, object]], Path]
) -> None:
    columns: list[tuple[str, Align, float]] = [("place", "left", 1.0), ("PCs", "right", 1.0)]
    rows = [[f"r{place:02d}x", str(place)] for place in range(20)]
    before = [paragraph("line") for _ in range(lines)]
    pages = city_pages(_material("en"))
    pages |= {"opening": [], "blocks": [*before, heading("Long"), table(columns, rows, "Told")]}
    (begun,) = [page for page in _texts(written(pages)) if "r00x" in page]
    assert "LongTold" in begun
    assert "r02x" in begun
