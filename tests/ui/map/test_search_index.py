"""What the search looks through, in each language, and where the focus goes from a card, as Streamlit runs the page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.ranking.assessment import Assessment
from layers.buildings import ACTIVITIES
from tests.cities import assessed
from tests.laws import some
from tests.ui.pages import run_view
from tests.ui.rows import given
from ui.map.static_files import STATIC
from ui.views import MAP
from words import translator
from words.names import told_apart

pytestmark = pytest.mark.slow

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def assessment(demo_data: Path) -> Assessment:
    return assessed(demo_data, "demo")


@pytest.fixture
def open_app(demo_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    for name, value in (("MAILLAGE_DATA", demo_data), ("MAILLAGE_COMMUNE", "demo"), (STATIC, tmp_path)):
        monkeypatch.setenv(name, str(value))

    def at(**query: str) -> AppTest:
        return run_view(MAP, **query)

    return at


def entries(test: AppTest, folder: Path) -> list[dict[str, object]]:
    """Return what the browser would fetch."""
    address = str(given(test, "find")["address"])
    return json.loads((folder / address.rpartition("/")[2]).read_text("utf-8"))


@pytest.mark.parametrize("language", some(["fr", "nl"], everyday=1))
def test_every_building_and_neighbourhood_can_be_found_by_all_it_may_be_called(
    open_app: Open, assessment: Assessment, tmp_path: Path, language: str
) -> None:
    evidence, _ = assessment.evidence, translator(language)
    found = entries(open_app(lang=language), tmp_path)
    sites = {entry["id"]: entry for entry in found if entry["kind"] == "site"}
    assert sorted(sites) == sorted(evidence.sites.index)
    names = told_apart(evidence.sites)
    for key, site in evidence.sites.iterrows():
        assert sites[key]["name"] == names[key]
        said = " · ".join(sites[key]["about"])
        for column in ("section_name", "address", "postal_code", "kind"):
            assert not isinstance(site[column], str) or site[column] in said
        assert _(ACTIVITIES[site["activity"]]) in said
        assert "nan" not in said.split()
        assert "<NA>" not in said
    sectors = {entry["id"]: entry for entry in found if entry["kind"] == "sector"}
    assert sorted(sectors) == sorted(evidence.sectors.index)
    for code, sector in evidence.sectors.iterrows():
        said = " · ".join([sectors[code]["name"], *sectors[code]["about"]])
        assert code in said
        assert all(sector[f"sector_name_{each}"] in said for each in ("fr", "nl"))
    assert [entry["kind"] for entry in found] == ["site"] * len(sites) + ["sector"] * len(sectors)


def test_the_search_names_what_is_open(open_app: Open, assessment: Assessment) -> None:
    sites, sectors = assessment.evidence.sites, assessment.evidence.sectors
    assert given(open_app(lang="fr"), "find")["shown"] == ""
    assert given(open_app(lang="fr", site=sites.index[3]), "find")["shown"] == told_apart(sites).iloc[3]
    code = sectors.index[5]
    assert given(open_app(lang="fr", sector=code), "find")["shown"] == sectors.loc[code, "sector_name_fr"]


def test_from_a_card_come_by_otherwise_the_focus_goes_to_the_list_beside_the_map(
    open_app: Open, assessment: Assessment
) -> None:
    test = open_app(lang="fr", site=assessment.evidence.sites.index[3])
    assert given(test, "focus_on_card")["focus"] is None, "an address takes the focus from nobody"
    test.button(key="close_card").click().run()
    assert not test.exception
    wish = given(test, "list_site")["focus"]
    assert (wish["place"], wish["row"]) == ("panel", "")
    assert given(test, "find")["focus"] is None
