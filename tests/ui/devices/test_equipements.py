"""The view of device lots as Streamlit runs it: its figures are those of the files, and its choices change them."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from config import place
from exports.lots.tables import proof_table
from geo.evidence import Evidence
from geo.lots import plan_lots
from geo.settings.lots import Lots, SchoolLots
from geo.settings.parameters import Parameters
from store.assessments import open_assessment
from store.store import Store
from tests.ui.pages import checked, run_view, words
from tests.ui.rows import listed

pytestmark = pytest.mark.slow

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def evidence(demo_data: Path) -> Evidence:
    store = Store(demo_data, place("demo"))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    return open_assessment(store, snapshot, Parameters()).evidence


@pytest.fixture
def open_app(demo_data: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("MAILLAGE_DATA", str(demo_data))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "demo")

    def at(**query: str) -> AppTest:
        return run_view("equipements", **query)

    return at


def test_the_list_has_the_figures_of_the_file(open_app: Open, evidence: Evidence) -> None:
    proof = proof_table(plan_lots(evidence, Lots()), evidence)
    for kind in ("pc", "tablet"):
        rows = listed(open_app(device=kind), "lots").set_index("id")
        file = proof[proof["device_kind"] == kind].set_index("building_id")
        assert set(rows.index) == set(file.index)
        assert rows["lots"].map(int).to_dict() == file["lots"].to_dict()
        for key, row in rows.iterrows():
            assert abs(float(row["quota"]) - float(file.at[key, "quota"])) <= 0.0501
            assert abs(float(row["difference"].replace("−", "-")) - float(file.at[key, "difference"])) <= 0.0501
        assert rows["lots"].map(int).is_monotonic_decreasing


def test_the_end_of_the_queue_is_said(open_app: Open) -> None:
    page = words(open_app())
    assert "The last one given went to" in page
    assert "The next one would go to" in page
    assert "Largest remainder would give the same lots here." in page


def test_the_card_proves_a_lot_and_names_every_rule_not_met(open_app: Open, evidence: Evidence) -> None:
    plan = plan_lots(evidence, Lots())
    receives = plan.places.index[plan.places["status"] == "receives"][0]
    card = words(open_app(site=receives))
    for part in ("It gets:", "Residents counted", "Exact share between them", "By largest remainder"):
        assert part in card
    unmet = plan.places.index[plan.places["unmet"] == "function_known"][0]
    card = words(open_app(site=unmet))
    assert "It gets nothing. It does not meet: It is not known which function there looks after the devices." in card


def test_a_place_can_be_forced_in_and_left_out_and_that_taken_back(open_app: Open, evidence: Evidence) -> None:
    plan = plan_lots(evidence, Lots())
    unmet = plan.places.index[plan.places["unmet"] == "function_known"][0]
    test = open_app(site=unmet)
    forced = checked(next(each for each in test.button if each.key == "force_site").click().run())
    assert forced.query_params["d.forced"] in (unmet, [unmet])
    assert "It does not meet, but is forced in:" in words(forced)
    expected = plan_lots(evidence, Lots(forced=(unmet,))).places.loc[unmet, "lot_pc"]
    assert f"It gets: {expected} PCs" in words(forced)
    free = checked(next(each for each in forced.button if each.key == "free_site").click().run())
    assert "d.forced" not in free.query_params
    receives = plan.places.index[plan.places["status"] == "receives"][0]
    test = open_app(site=receives)
    left = checked(next(each for each in test.button if each.key == "exclude_site").click().run())
    assert left.query_params["d.excluded"] in (receives, [receives])
    assert "It gets nothing." in words(left)


def test_assumptions_let_places_in_and_are_told(open_app: Open, evidence: Evidence) -> None:
    page = words(open_app(d__function="yes", d__desks="3"))
    plan = plan_lots(evidence, Lots(assume_function=True, assumed_desks=3))
    count = int((plan.places[[f"lot_{kind}" for kind in plan.kinds]].sum(axis=1) > 0).sum())
    if plan.conflicts:
        assert "PCs to give:" in page
    else:
        assert f"{count} places share" in page
        assert "are taken to have a function in charge" in page


def test_too_few_devices_are_said_in_plain_words(open_app: Open) -> None:
    test = open_app(d__pcs="20", d__budget="3")
    page = words(test)
    assert "Nothing is given: the rules ask for more devices than there are." in page
    for part in ("PCs to give: 19", "Laptops to give:", "Tablets to give:"):
        assert part in page


def test_an_address_with_a_building_that_is_not_there_changes_nothing(open_app: Open) -> None:
    usual = listed(open_app(), "lots")
    assert listed(open_app(d__forced="nowhere~<b>", d__excluded="gone"), "lots").equals(usual)


def test_schools_have_their_list_and_their_card(open_app: Open, evidence: Evidence) -> None:
    rules = Lots(schools=SchoolLots(primary=500, secondary=100))
    plan = plan_lots(evidence, rules)
    test = open_app(d__primary="500", d__secondary="100", device="primary")
    rows = listed(test, "lots").set_index("id")
    assert rows["lots"].map(int).to_dict() == plan.schools["primary"].table["lots"].to_dict()
    assert "Secondary schools: by pupils and socio-economic class (devices: 95; sites: 7)." in words(test)
    sites = plan.school_sites
    assert sites is not None
    one = sites[(sites["status"] == "receives") & sites["building_id"].notna()].iloc[0]
    card = words(open_app(d__primary="500", site=str(one["building_id"])))
    assert "Primary schools Pupils, weighted by class" in card
    lacking = sites[(sites["unmet"] == "ise_known") & sites["building_id"].notna()].iloc[0]
    card = words(open_app(d__primary="500", site=str(lacking["building_id"])))
    assert "The class of its socio-economic index is not known." in card


def test_schools_are_out_of_sight_where_none_are_asked_for(open_app: Open) -> None:
    assert "Primary schools" not in words(open_app())


def test_districts_are_shown_with_what_proves_them(open_app: Open, evidence: Evidence) -> None:
    test = open_app(d__district="yes")
    page, plan = words(test), plan_lots(evidence, Lots(by_district=True))
    assert plan.districts is not None
    assert "Devices by district" in page
    assert "Each district has a queue of its own." in page
    for row in plan.districts.table.itertuples():
        assert f"{row.lots} {row.need:,.0f} → {row.quotient:.2f}" in page
    assert "Devices by district" not in words(open_app())


def test_every_file_can_be_made_once_the_page_is_drawn(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser asks for a file later, when nobody knows any more what the reader chose on the page."""
    made: dict[str, Callable[[], bytes]] = {}

    def button(_title: str, content: Callable[[], bytes], *, file_name: str, **_options: object) -> None:
        made[file_name] = content

    monkeypatch.setattr("streamlit.download_button", button)
    open_app(d__pcs="240")
    assert made["lots_demo.csv"]().startswith(b"\xef\xbb\xbfbuilding_id;")
    with zipfile.ZipFile(io.BytesIO(made["lots_demo.zip"]())) as packed:
        assert {"device_lots.csv", "device_proof.csv", "devices.json", "scenario.toml"} <= set(packed.namelist())
        assert b"pcs = 240" in packed.read("scenario.toml"), "the scenario of the page, with what the reader changed"


def test_a_district_is_given_a_total_and_the_others_share_the_rest(open_app: Open, evidence: Evidence) -> None:
    by_need = plan_lots(evidence, Lots(by_district=True)).districts
    assert by_need is not None
    name, total = max(by_need.district_totals.items(), key=lambda each: each[1])
    test = open_app(d__district="yes", d__totals=f"{name}.{total - 1}")
    plan = plan_lots(evidence, Lots(by_district=True, district_totals={name: total - 1}))
    assert plan.conflicts == ()
    rows = listed(test, "lots").set_index("id")["lots"].map(int)
    given = plan.places["lot_pc"]
    assert rows.to_dict() == given[given.index.isin(rows.index)].to_dict()
    assert f"Total given by you or by the scenario: {name}." in words(test)
