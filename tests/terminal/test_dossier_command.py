"""The command of the dossier, on the demonstration city."""

from pathlib import Path

import pdfua
import pypdfium2

from tests.cities import done
from tests.command_line import maillage
from tests.laws import times


def _pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_the_dossier_of_the_city_is_written_in_the_language_asked_for(demo_planned: Path, tmp_path: Path) -> None:
    out = tmp_path / "city.pdf"
    assert f"Written: {out}" in done(demo_planned, "demo", "dossier", "--language", "nl", "--out", out)
    said = _pages(out)
    assert "Inhoud" in said[0]
    assert all("verzonnen" in page for page in said)
    assert pdfua.validate(out).findings == ()
    if times(0, everyday=1):
        # That setting it again gives the same bytes is shown every day on a small town.
        return
    before = out.read_bytes()
    done(demo_planned, "demo", "dossier", "--language", "nl", "--out", out)
    assert out.read_bytes() == before


def test_what_is_asked_wrongly_is_said_and_nothing_is_written(demo_planned: Path, tmp_path: Path) -> None:
    out = tmp_path / "nothing.pdf"
    for words, said in (
        (("--district", "Atlantis"), "no district or section Atlantis"),
        (("--building", "none"), "no building none"),
        (("--district", "a", "--building", "b"), "not both"),
    ):
        answer = maillage(demo_planned, "dossier", *words, "--out", out, commune="demo")
        assert answer.status == 1
        assert said in answer.error
        assert not out.exists()
