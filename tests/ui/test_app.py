"""Every view as Streamlit runs it: what it says, what a choice changes, and what it says when something is wrong."""

import re
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from config import load_scenario, place, scenario_toml, scenarios
from geo.ranking import influence
from geo.ranking.assessment import Assessment
from geo.ranking.criteria import CRITERIA
from geo.ranking.ranking import in_order, rank
from geo.settings.lots import Lots
from geo.settings.parameters import Parameters
from geo.settings.roster import Roster
from layers._registry import LAYERS
from store.assessments import open_assessment
from store.store import Store
from tests.laws import some
from tests.ui.pages import checked, run_view, words
from tests.ui.rows import listed
from ui.address.programme_choices import Choices
from ui.address.state import State
from ui.scenario import own_scenario
from ui.views import VIEWS
from words.names import told_apart

pytestmark = pytest.mark.slow

Open = Callable[..., AppTest]

TURNS = ["fr", "nl", "en"]


@pytest.fixture(scope="module")
def assessment(demo_data: Path) -> Assessment:
    store = Store(demo_data, place("demo"))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    return open_assessment(store, snapshot, Parameters())


@pytest.fixture
def open_app(demo_data: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("MAILLAGE_DATA", str(demo_data))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "demo")

    def at(view: str = "carte", **query: str) -> AppTest:
        return run_view(view, **query)

    return at


KEYS = [view.key for view in VIEWS]
EVERY = [(key, language) for first in range(3) for key, language in zip(KEYS, cycle(TURNS[first:] + TURNS[:first]))]
"""Every view in one language, then in the next."""


@pytest.mark.parametrize(("view", "language"), EVERY if some(EVERY, 1) == EVERY else EVERY[: len(KEYS)])
def test_every_view_opens_on_a_sentence_in_every_language(open_app: Open, view: str, language: str) -> None:
    test = open_app(view, lang=language)
    page = words(test)
    opening = {
        "fr": {
            "accueil": "Wi-Fi public",
            "carte": "habitants",
            "lacunes": "habitants",
            "classement": "bâtiments",
            "programme": "reçoivent le Wi-Fi public",
            "equipements": "se partagent",
            "comparer": "de A à B",
            "decisions": "décidé",
            "donnees": "couches",
            "methode": "chiffres",
        },
        "nl": {
            "accueil": "openbare wifi",
            "carte": "inwoners",
            "lacunes": "inwoners",
            "classement": "gebouwen",
            "programme": "openbare wifi",
            "equipements": "verdelen",
            "comparer": "van A naar B",
            "decisions": "beslist",
            "donnees": "lagen",
            "methode": "cijfers",
        },
        "en": {
            "accueil": "buildings get public Wi-Fi",
            "carte": "residents",
            "lacunes": "residents",
            "classement": "buildings",
            "programme": "get public Wi-Fi",
            "equipements": "places share",
            "comparer": "from A to B",
            "decisions": "decided",
            "donnees": "layers",
            "methode": "numbers",
        },
    }
    assert any('class="answer"' in each.proto.body for each in test.get("html")), "a view opens on a sentence"
    assert opening[language].get(view, "") in page
    synthetic = {"fr": "démonstration", "nl": "demonstratie", "en": "demonstration"}
    assert synthetic[language] in page.lower()


def test_the_bare_address_opens_the_first_view_and_former_ones_the_map(open_app: Open, assessment: Assessment) -> None:
    assert 'data-advice="wifi"' in " ".join(each.proto.body for each in open_app("").get("html"))
    key = assessment.evidence.sites.index[30]
    shared = open_app("", site=key)
    assert f'data-site="{key}"' in " ".join(each.proto.body for each in shared.get("html"))


def test_the_first_sentence_counts_people(open_app: Open, assessment: Assessment) -> None:
    page = words(open_app())
    assert "of 202,199 residents" in page
    assert "91,000" in page
    sites = assessment.evidence.sites
    public = sites[sites["public_access"].fillna(value=False)]
    assert f"have fibre today: {(public['fibre_status'] == 'available').sum()} of {len(public)}." in page


def test_a_chosen_building_opens_the_same_card_whatever_the_way(open_app: Open, assessment: Assessment) -> None:
    key = assessment.evidence.sites.index[30]
    by_address = words(open_app(site=key))
    by_click = open_app()
    by_click.session_state["map"] = {"site": key, "sector": None, "n": 5, "at": None}
    assert words(checked(by_click.run())) == by_address
    assert str(assessment.evidence.sites.loc[key, "name"]) in by_address


def test_one_click_is_heard_once(open_app: Open, assessment: Assessment) -> None:
    keys = assessment.evidence.sites.index
    test = open_app()
    test.session_state["map"] = {"site": keys[3], "sector": None, "n": 5, "at": None}
    test.run()
    next(each for each in test.button if each.key == "close_card").click().run()
    assert "site" not in test.query_params
    test.session_state["map"] = {"site": keys[3], "sector": None, "n": 6, "at": [50.4, 4.4, 14.25]}
    test.run()
    assert test.query_params["site"] == keys[3]
    assert test.query_params["at"] == "50.40000~4.40000~14.25"


def test_filters_shorten_the_list(open_app: Open, assessment: Assessment) -> None:
    sites = assessment.evidence.sites
    whole = listed(open_app(), "site")
    shown = listed(open_app(act="culture", public="yes"), "site")
    wanted = sites[(sites["activity"] == "culture") & sites["public_access"].fillna(value=False)]
    assert len(whole) == len(sites)
    assert sorted(shown["name"]) == sorted(wanted["name"])


def test_the_list_follows_the_ranking(open_app: Open, assessment: Assessment) -> None:
    table = rank(assessment.matrices["aidants"], Parameters().weights["aidants"])
    shown = listed(open_app(rank="aidants"), "site")
    first = in_order(table).iloc[:20]
    assert shown["name"].tolist()[:20] == told_apart(assessment.evidence.sites)[first.index].tolist()
    ends = zip(first["rank_low"], first["rank_high"], strict=True)
    assert shown["rank"].tolist()[:20] == [str(low) if low == high else f"{low}–{high}" for low, high in ends]
    known = first["score"].notna().to_numpy()
    assert shown["points"].to_numpy()[:20][known].tolist() == [f"{score:.1f}" for score in first["score"][known]]
    unsure = zip(first["score_low"][~known], first["score_high"][~known], strict=True)
    assert shown["points"].to_numpy()[:20][~known].tolist() == [f"{low:.1f}–{high:.1f}" for low, high in unsure]


def test_neighbourhoods_are_listed_by_the_theme(open_app: Open, assessment: Assessment) -> None:
    shown = listed(open_app(list="sectors", theme="median_income_eur"), "sector")
    income = assessment.evidence.sectors["median_income_eur"]
    assert len(shown) == len(income)
    assert list(shown["value"]).count("unknown") == income.isna().sum()
    assert shown["name"].iloc[0] == assessment.evidence.sectors.loc[income.idxmax(), "sector_name_fr"]


def test_a_neighbourhood_has_a_card(open_app: Open, assessment: Assessment) -> None:
    sectors = assessment.evidence.sectors
    code = sectors["population"].astype("Float64").idxmax()
    page = words(open_app(sector=code))
    assert code in page
    assert f"{sectors.loc[code, 'population']:,.0f}" in page


def test_weights_change_the_ranking_and_are_kept_in_the_address(open_app: Open, assessment: Assessment) -> None:
    test = open_app("classement")
    slider = next(each for each in test.slider if each.key == "w_wifi_opening_hours")
    assert slider.value == Parameters().weights["wifi"]["opening_hours"]
    slider.set_value(10).run()
    assert checked(test).query_params["w.wifi"] == "opening_hours.10"
    again = open_app("classement", w__wifi="opening_hours.10")
    assert words(again) == words(test)
    next(each for each in test.button if each.key == "reset_weights").click().run()
    assert "w.wifi" not in checked(test).query_params
    assert next(each for each in test.slider if each.key == "w_wifi_opening_hours").value == 4


def test_no_weight_at_all_is_said_in_words(open_app: Open) -> None:
    none = "~".join(f"{key}.0" for key in Parameters().weights["wifi"])
    page = words(open_app("classement", w__wifi=none))
    assert "give at least one a weight above 0" in page


def test_what_each_criterion_decides_stands_beside_its_weight(open_app: Open, assessment: Assessment) -> None:
    page = words(open_app("classement"))
    weights = Parameters().weights["wifi"]
    told = influence(rank(assessment.matrices["wifi"], weights), weights)
    for key, title in (("fibre_at_building", "Fibre at the building "), ("gap_in_reach", "")):
        row = told.loc[key]
        # Weight, what it decides, what it would tell alone.
        figures = (row["weight_share"], row["variance_share"], row["correlation_ratio"])
        assert title + " ".join(f"{100 * share:.0f}%" for share in figures).replace("-", "\N{MINUS SIGN}") in page
    assert "What one gives, the other takes" in page
    assert "count twice" not in page
    assert not re.search(r"\bnan\b", page, re.IGNORECASE)


def test_criteria_that_say_the_same_are_warned_of_until_one_weighs_nothing(open_app: Open) -> None:
    said = "“Vulnerable residents within a walk” and “Seniors within a walk” say nearly the same"
    test = open_app("classement", rank="aidants")
    assert said in words(test)
    assert said in words(open_app("methode"))
    next(each for each in test.slider if each.key == "w_aidants_seniors_in_reach").set_value(0).run()
    page = words(checked(test))
    assert said not in page
    assert "What really decides" in page


def test_method_opens_without_any_weight(open_app: Open) -> None:
    none = "~".join(f"{key}.0" for key in Parameters().weights["wifi"])
    page = words(open_app("methode", w__wifi=none))
    assert "The criteria" in page


def test_why_not_is_answered_for_an_excluded_building(open_app: Open, assessment: Assessment) -> None:
    table = rank(assessment.matrices["wifi"], Parameters().weights["wifi"])
    key = table.index[(table["gates_failed"] == "public_access")][0]
    page = words(open_app("classement", site=key))
    assert "Not compared for the public Wi-Fi programme" in page
    assert "It is not open to the public." in page
    assert "Were that otherwise, it would stand" in page


def test_why_says_what_would_bring_a_building_in(open_app: Open, assessment: Assessment) -> None:
    table = rank(assessment.matrices["wifi"], Parameters().weights["wifi"])
    key = table["rank"].dropna().astype(int).sort_values().index[30]
    page = words(open_app("classement", site=key))
    low, high = table.loc[key, ["rank_low", "rank_high"]]
    assert (f"Rank {low} of" if low == high else f"Rank between {low} and {high} of") in page
    assert "What counts most for it" in page
    assert "What would bring it among the first 10" in page


@pytest.mark.parametrize("ranking", ["wifi", "aidants"])
def test_a_building_of_which_something_is_unknown_has_an_interval(
    open_app: Open, assessment: Assessment, ranking: str
) -> None:
    table = rank(assessment.matrices[ranking], Parameters().weights[ranking])
    key = table.index[table["status"] == "interval"][0]
    page = words(open_app("classement", site=key, rank=ranking))
    assert f"Rank between {table.loc[key, 'rank_low']} and {table.loc[key, 'rank_high']}" in page
    assert "Hence an interval instead of a place" in page


def test_data_names_every_layer_and_its_publisher(open_app: Open) -> None:
    page = words(open_app("donnees"))
    assert all(layer.title in page for layer in LAYERS)
    assert "Statbel" in page


def test_data_of_2019_are_not_up_to_date_however_new_the_file(open_app: Open) -> None:
    page = " ".join(each.proto.body for each in open_app("donnees").get("html"))
    assert re.search(r'data-layer="population" data-state="stale"', page)
    assert re.search(r"(One to|To) be brought up to date: ", page)


def test_method_shows_the_parameters_in_force(open_app: Open, assessment: Assessment) -> None:
    page = words(open_app("methode"))
    assert f"at most {Parameters().reach.limit_m:,.0f} m away" in page
    assert f"{Parameters().vulnerability.total_rate:.0%} of residents" in page
    assert all(criterion.title in page for criterion in CRITERIA)


def test_meeting_mode_is_bigger_and_kept(open_app: Open) -> None:
    test = open_app(mode="reunion")
    assert any("font-size: 21px" in each.proto.body for each in test.get("html"))
    assert test.query_params["mode"] == "reunion"


def test_an_address_full_of_nonsense_opens_the_default(open_app: Open) -> None:
    nonsense = {
        "site": "<script>",
        "sector": "../..",
        "theme": "x'; DROP",
        "act": "a~b",
        "sections": "${x}",
        "scenario": "/etc/passwd",
        "commune": "/etc/passwd.toml",
        "w__wifi": "nothing.3~vulnerable_in_reach.99",
        "at": "NaN~1~2",
        "mode": "../",
    }
    test = open_app(**nonsense)
    assert "residents are in digital difficulty" in words(test)
    checked(open_app("classement", **nonsense))


def test_nothing_built_is_said_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "62063")
    page = words(run_view(""))
    assert "Nothing is built for Liège yet" in page
    assert "maillage demo" in page


def test_the_saved_scenario_holds_the_weights_on_screen(tmp_path: Path, assessment: Assessment) -> None:
    class Chosen:
        """The part of a context that a scenario is made from."""

        scenario = scenarios()["reference"].model_copy(
            update={"devices": Lots(pcs=77), "roster": Roster(session_hours=2)}
        )
        state = State(programme=Choices(budget=250_000, forced=("b1",)))

        @staticmethod
        def weights(ranking: str) -> dict[str, int]:
            base = Parameters().weights[ranking]
            return {**base, "opening_hours": 9} if ranking == "wifi" else base

    Chosen.assessment = assessment
    own = own_scenario(Chosen())
    saved = tmp_path / f"{own.name}.toml"
    saved.write_text(scenario_toml(own), "utf-8")
    read = load_scenario(saved)
    assert read.parameters.weights["wifi"] == {**Parameters().weights["wifi"], "opening_hours": 9}
    assert read.parameters.weights["aidants"] == Parameters().weights["aidants"]
    assert read.programme.budgets_eur == (250_000.0,) * 4
    assert read.programme.forced_in == ("b1",)
    assert read.devices == Lots(pcs=77), "what the reader did not touch stays as the scenario has it"
    assert read.roster == Roster(session_hours=2)
