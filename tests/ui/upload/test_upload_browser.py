"""A file dropped in a real browser: told, faults listed, difference on the map, approved and undone by keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from benchmarks.slider_latency import WARM, running_app
from config import place
from store.decisions import Decision, files_of, open_evidence, open_log
from store.history import history_of
from store.store import Store
from store.uploads import waiting_uploads
from tests.cities import CITY_BUILDINGS
from tests.laws import some, thorough_only
from tests.layers.toy_layers import NOW, every_file
from tests.store.decisions.pictures import jpeg
from tests.ui.conftest import Visit
from tests.ui.screens import WINDOWS, axe_findings, misfits, streamlit_english, texts

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAYS = {
    "fr": ("Importer un nouveau fichier", "Tout publier", "disparue"),
    "nl": ("Een nieuw bestand inladen", "Alles publiceren", "verdwenen"),
    "en": ("Bring a new file in", "Publish all of it", "gone"),
}
TRIED = some([*reversed(WINDOWS)], everyday=1)
"""Windows in which nothing may be cut: every day the smallest."""
INPUT, DECIDE = "[data-testid=stFileUploader] input[type=file]", ".st-key-upload_decide"


@pytest.fixture(scope="module")
def town(own_data: Path) -> Store:
    return Store(own_data, place("demo"))


@pytest.fixture
def address(own_address: str) -> str:
    """Return the address of an app in whose city something may be published."""
    return own_address


@pytest.fixture(scope="module")
def second(own_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the next inventory: one building gone, one renamed, one 800 m farther east, one cell nobody can read."""
    head, *rows = (own_data / "raw" / "demo_files" / CITY_BUILDINGS).read_text("utf-8-sig").splitlines()
    cells = [row.split(";") for row in rows]
    assert all(len(row) == len(cells[0]) for row in (cells[10], cells[20]))
    cells[10][1] += " (nouveau)"
    cells[20][-2] = str(float(cells[20][-2]) + 800)
    del cells[5]
    file = tmp_path_factory.mktemp("second") / "demo_batiments_20260601.csv"
    file.write_text("\n".join([head, *(";".join(row) for row in cells)]) + "\n", "utf-8-sig")
    return file


def _drop(page: Page, file: Path) -> None:
    page.wait_for_selector(INPUT, state="attached", timeout=120_000)
    page.set_input_files(INPUT, file)
    page.wait_for_selector(f"text={file.name} (", timeout=60_000)


def _press(page: Page, selector: str) -> None:
    """Press a button as whoever has no mouse does; one with an explanation is there a second time for touch screens."""
    page.locator(selector).first.focus()
    page.keyboard.press("Enter")


def test_a_file_is_looked_at_approved_and_undone(visit: Visit, town: Store, second: Path) -> None:
    before = every_file(town.layer_folder("buildings"))
    visit.open("/donnees?lang=fr")
    _drop(visit.page, second)
    visit.page.wait_for_selector(DECIDE, timeout=60_000)
    visit.page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some((e) => e.shadowRoot?.querySelector('.diff[data-ground=\"3\"]')"
        " || e.matches?.('.diff[data-ground=\"3\"]'))",
        timeout=60_000,
    )
    assert every_file(town.layer_folder("buildings")) == before, "nothing is published before it is approved"
    rows = visit.page.locator("table.changes tbody tr").all_inner_texts()
    assert [row.split("\t")[0].strip() for row in rows] == ["disparue", "renommée", "déplacée"]
    legend = visit.page.locator(".diff li").all_inner_texts()
    assert [each.split("(")[-1].rstrip(")") for each in legend[:3]] == ["0", "1", "2"]
    drawn = visit.page.locator(".diff .row path").evaluate_all("(all) => all.map((e) => e.getAttribute('stroke'))")
    # The building that moved stands at both its places, the renamed one too: its symbol is the same twice.
    assert {colour: drawn.count(colour) for colour in set(drawn)} == {"#d55e00": 1, "#0072b2": 4}

    _press(visit.page, ".st-key-upload_publish button")
    visit.page.wait_for_selector(".st-key-upload_undo button", timeout=60_000)
    assert [each.action for each in history_of(town, town.layer("buildings"))][:1] == ["refresh"]
    assert waiting_uploads(town) == []
    assert "Bâtiments communaux" in visit.page.locator("p.behind").first.inner_text(), "newer layers wait"
    visit.page.wait_for_selector(".st-key-build button")

    _press(visit.page, ".st-key-upload_undo button")
    visit.page.wait_for_selector(".st-key-upload_undo button", state="detached", timeout=60_000)
    current = town.history("buildings").current
    assert current is not None
    assert current.action == "rollback"
    after = every_file(town.layer_folder("buildings"))
    kept = {name: content for name, content in before.items() if current.version in name}
    assert {name: after[name] for name in kept} == kept, "the same bytes as before"
    assert visit.outside == []


def test_columns_are_said_by_keyboard_and_a_fault_leads_to_its_row_and_its_place(
    visit: Visit, town: Store, second: Path, tmp_path: Path
) -> None:
    head, *rows = second.read_text("utf-8-sig").splitlines()
    cells = rows[3].split(";")
    cells[6] = "peut-être"
    own = head.replace("building_id", "N° bât.").replace(";name", ";Intitulé").replace("public_access", "Ouvert ?")
    file = tmp_path / "inventaire_2026.csv"
    file.write_text("\n".join([own, *rows[:3], ";".join(cells), *rows[4:]]) + "\n", "utf-8")
    page = visit.page
    visit.open("/donnees?lang=fr")
    _drop(page, file)
    page.get_by_role("combobox", name="Couche").focus()
    page.keyboard.type("Bâtiments")
    page.keyboard.press("Enter")
    page.wait_for_selector(".read.doubtful", timeout=60_000)
    page.wait_for_selector("text=Rien n’est encore lu comme", timeout=60_000)
    page.get_by_role("combobox", name="Intitulé").focus()
    page.keyboard.type("Nom")
    page.keyboard.press("Enter")
    _press(page, "[data-testid=stFormSubmitButton] button")
    page.wait_for_selector("pre.toml", timeout=60_000)
    assert 'name = "Intitulé"' in page.locator("pre.toml").inner_text()
    page.wait_for_selector(DECIDE, timeout=60_000)
    told = page.locator("ul.faults details", has_text="peut-être")
    _press(page, "ul.faults details:has-text('peut-être') > summary")
    assert told.locator("td.wrong").inner_text() == "peut-être"
    number = told.get_attribute("data-fault")
    page.wait_for_function(
        "(number) => [...document.querySelectorAll('*')].some((e) => (e.shadowRoot || e).querySelector"
        '?.(`.diff g.chosen[data-fault="${number}"]`))',
        arg=number,
        timeout=30_000,
    )
    assert axe_findings(visit) == []
    # On a telephone the box of a column is too narrow for some of what it can be.
    assert misfits(visit, *(window for window in TRIED if window != "telephone")) == {}
    _press(page, ".st-key-upload_put_away button")
    page.wait_for_selector(DECIDE, state="detached", timeout=60_000)
    assert waiting_uploads(town) == []


def test_a_fact_judged_with_a_photo_becomes_a_correction_that_is_published(
    visit: Visit, town: Store, tmp_path: Path
) -> None:
    """The main path of *Decisions*: a review with evidence is accepted, and waits under *Data* as a proposed change."""
    table = town.read("buildings")
    row = str(table.loc[table["wifi_now"] == "none", "building_id"].iloc[0])
    told = {"snapshot": "toy", "corrects": "buildings.wifi_now", "before": "none", "after": "public"}
    log = open_log(town, "")
    log.append(Decision("reviewed", row, "public_wifi", "open", "Ann", "Wi-Fi depuis mai", **told), now=NOW)
    (tmp_path / "IMG 1.JPG").write_bytes(jpeg())
    page = visit.page
    visit.open("/decisions?log=reviews&lang=fr")
    page.locator(".st-key-list_reviews tr.row").first.click()
    form = page.locator(".st-key-entry_open")
    form.locator("textarea").fill("Vu sur place")
    form.locator("[class*=_who] input").fill("Bo")
    # On a slow line the photo is still on its way when the button is pressed: nothing is entered without it.
    held: list[Route] = []
    page.route("**/upload_file/**", lambda each: held.append(each), times=1)
    with page.expect_request("**/upload_file/**"):
        form.locator("input[type=file]").set_input_files(tmp_path / "IMG 1.JPG")
    expect(form.get_by_test_id("stFileChipIconSpinner")).to_be_visible(timeout=60_000)
    _press(page, "[class*=st-key-judge_][class*=_enter] button")
    expect(page.locator(".not-arrived")).to_contain_text("IMG 1.JPG est encore en route")
    held[0].continue_()
    expect(page.locator(".not-arrived")).to_have_count(0, timeout=60_000)
    assert len(log.entries()) == 1
    expect(form.locator("[data-attached='1']")).to_contain_text("IMG 1.JPG", timeout=60_000)
    visit.settle()
    form.get_by_role("button", name="Inscrire au journal").click()
    expect(page.locator(".evidence img[alt='IMG 1.jpg']")).to_be_visible(timeout=60_000)
    expect(page.locator(".headline")).to_contain_text("en attente dans Données : 1")
    assert axe_findings(visit) == []
    assert misfits(visit, *TRIED) == {}
    with page.expect_download() as taken:
        page.locator(".st-key-evidence_downloads button").first.click()
    entry = log.entries()[-1]
    (file,) = files_of(entry)
    assert (entry.value, entry.who, file.name) == ("accepted", "Bo", "IMG 1.jpg")
    assert Path(taken.value.path()).read_bytes() == open_evidence(town).read(file)
    assert b"GPSSecret" not in open_evidence(town).read(file)

    visit.follow("Données")
    waiting = page.locator(".st-key-corrections")
    expect(waiting.locator("table.changes tbody tr")).to_have_count(1, timeout=60_000)
    assert [each.action for each in history_of(town, town.layer("buildings"))][:1] != ["correct"], "it waits"
    expect(waiting.locator(".evidence img")).to_be_visible()
    visit.settle()
    assert axe_findings(visit) == []
    assert misfits(visit, *TRIED) == {}
    waiting.locator("[class*=_why] input").fill("Vérifié")
    waiting.locator("[class*=_why] input").press("Tab")
    waiting.locator("[class*=_who] input").fill("Cy")
    waiting.locator("[class*=_who] input").press("Tab")
    visit.settle()
    waiting.get_by_role("button", name="Publier la correction").click()
    page.wait_for_selector(".st-key-corrections", state="detached", timeout=60_000)
    newest = history_of(town, town.layer("buildings"))[0]
    assert (newest.action, newest.who, newest.reason) == ("correct", "Cy", "Vérifié (#1)")
    assert (log.entries()[-1].value, log.entries()[-1].version) == ("corrected", newest.version)
    assert town.read("buildings").set_index("building_id")["wifi_now"][row] == "public"
    assert visit.outside == []


@thorough_only()
@pytest.mark.parametrize("language", list(SAYS))
def test_it_speaks_three_languages(visit: Visit, town: Store, second: Path, language: str) -> None:
    visit.open(f"/donnees?lang={language}")
    _drop(visit.page, second)
    visit.page.wait_for_selector(DECIDE, timeout=60_000)
    page = visit.page.locator("[data-testid=stMain]").inner_text()
    assert all(said in page for said in SAYS[language])
    assert axe_findings(visit) == []
    assert misfits(visit) == {}
    said = streamlit_english(language)
    assert language == "en" or [each for each in texts(visit) if said(each[0])] == []
    _press(visit.page, ".st-key-upload_put_away button")
    visit.page.wait_for_selector(DECIDE, state="detached", timeout=60_000)
    assert waiting_uploads(town) == []


@thorough_only()
def test_a_wrong_file_and_a_large_one_end_in_words(visit: Visit, town: Store, tmp_path: Path) -> None:
    history = town.history("buildings")
    visit.open("/donnees?lang=en")
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    large = tmp_path / "large.csv"
    row = "X{};École fictive;education;Rue Imaginaire {};155000;122000\n"
    large.write_text(
        "building_id;nom;secteur;adresse;x;y\n" + "".join(row.format(each, each) for each in range(2_200_000)), "utf-8"
    )
    assert large.stat().st_size > 100e6
    for file, said in ((picture, "No layer recognises"), (large, "cannot be published")):
        visit.page.set_input_files(INPUT, file)
        visit.page.wait_for_selector(f"text={said}", timeout=300_000)
        _press(visit.page, ".st-key-upload_put_away button")
        visit.page.wait_for_selector(f"text={said}", state="detached", timeout=60_000)
    assert town.history("buildings") == history


@thorough_only()
def test_two_people_at_once(visit: Visit, browser: BrowserContext, town: Store, second: Path) -> None:
    visit.open("/donnees?lang=en")
    _drop(visit.page, second)
    visit.page.wait_for_selector(DECIDE, timeout=60_000)
    other = browser.new_page()
    other.goto(f"{visit.address}/donnees?lang=en")
    other.wait_for_selector(DECIDE, timeout=60_000)
    before = len(town.history("buildings").publications)
    _press(visit.page, ".st-key-upload_publish button")
    visit.page.wait_for_selector(".st-key-upload_undo button", timeout=60_000)
    _press(other, ".st-key-upload_publish button")
    other.wait_for_selector(DECIDE, state="detached", timeout=60_000)
    assert len(town.history("buildings").publications) == before + 1, "the second press published nothing"
    other.close()
    _press(visit.page, ".st-key-upload_undo button")
    visit.page.wait_for_selector(".st-key-upload_undo button", state="detached", timeout=60_000)


@thorough_only()
def test_the_effect_and_the_build_are_computed_from_the_page(visit: Visit, town: Store, second: Path) -> None:
    snapshot = town.current_snapshot()
    visit.open("/donnees?lang=en&p.years=1&p.budget=150000")
    _drop(visit.page, second)
    visit.page.wait_for_selector(DECIDE, timeout=60_000)
    _press(visit.page, ".st-key-upload_effect_button button")
    visit.page.wait_for_selector(".told li:has-text('Wi-Fi plan')", timeout=300_000)
    assert town.current_snapshot() == snapshot
    _press(visit.page, ".st-key-upload_publish button")
    visit.page.wait_for_selector(".st-key-build button", timeout=60_000)
    _press(visit.page, ".st-key-build button")
    visit.page.wait_for_selector("text=The results are computed again", timeout=300_000)
    built = town.current_snapshot()
    assert built is not None
    assert built != snapshot
    assert built.layers["buildings"] == town.history("buildings").current.version


@thorough_only()
def test_a_server_killed_between_drop_and_approval_loses_nothing(
    browser: BrowserContext, town: Store, second: Path
) -> None:
    publications = town.history("buildings").publications
    environment = {"MAILLAGE_DATA": str(town.data), "MAILLAGE_COMMUNE": "demo"}
    page = browser.new_page()
    with running_app(environment, WARM) as at:
        page.goto(f"{at}/donnees?lang=en")
        _drop(page, second)
    assert town.history("buildings").publications == publications
    assert [each.names for each in waiting_uploads(town)] == [(second.name,)]
    with running_app(environment, WARM) as at:
        page.goto(f"{at}/donnees?lang=en")
        page.wait_for_selector(DECIDE, timeout=60_000)
        _press(page, ".st-key-upload_put_away button")
        page.wait_for_selector(DECIDE, state="detached", timeout=60_000)
    page.close()
    assert town.history("buildings").publications == publications
