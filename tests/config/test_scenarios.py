"""Scenario files: what is not said keeps its default, what is wrong is said at once, and they survive being written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import Scenario, load_scenario, scenario_toml, scenarios
from geo.errors import ConfigurationError
from geo.place import LocalName
from geo.ranking.criteria import CRITERIA
from geo.settings.parameters import Costs, Parameters, Reach, Vulnerability

HEAD = 'name = "mine"\ntitle = { fr = "a", nl = "b", en = "c" }\n'
TITLE = LocalName(fr="a", nl="b", en="c")


def _write(folder: Path, text: str) -> Path:
    path = folder / "scenario.toml"
    path.write_text(HEAD + text, "utf-8")
    return path


def test_the_reference_is_all_defaults() -> None:
    assert scenarios()["reference"].parameters == Parameters()


def test_the_shipped_scenarios_differ_from_the_reference() -> None:
    shipped = scenarios()
    assert len(shipped) >= 3
    assert all(one.parameters != Parameters() for name, one in shipped.items() if name != "reference")


def test_one_changed_weight_leaves_the_others(tmp_path: Path) -> None:
    loaded = load_scenario(_write(tmp_path, "[parameters.weights.wifi]\nfibre_at_building = 1\n")).parameters
    expected = Parameters().weights["wifi"] | {"fibre_at_building": 1}
    assert loaded.weights["wifi"] == expected
    assert loaded.weights["aidants"] == Parameters().weights["aidants"]
    assert loaded.reach == Parameters().reach


def test_all_faults_of_values_are_said_at_once(tmp_path: Path) -> None:
    path = _write(tmp_path, "[parameters.reach]\nlimit_m = -5\ndetour = 2\n[parameters.costs]\nsurvey_eur = 'much'\n")
    with pytest.raises(ConfigurationError) as caught:
        load_scenario(path)
    text = str(caught.value)
    assert "3 to correct" in text
    assert all(
        part in text for part in ("parameters.reach.limit_m", "-5", "parameters.reach.detour", "survey_eur", "much")
    )


@pytest.mark.parametrize(("weights", "word"), [("fibre = 3", "fibre"), ("opening_hours = 11", "opening_hours")])
def test_weights_of_no_criterion_or_out_of_range_are_refused(tmp_path: Path, weights: str, word: str) -> None:
    with pytest.raises(ConfigurationError, match=word):
        load_scenario(_write(tmp_path, f"[parameters.weights.wifi]\n{weights}\n"))


@given(
    weight=st.fixed_dictionaries({each.key: st.integers(0, 10) for each in CRITERIA if "wifi" in each.ranks}),
    limit=st.integers(100, 5000),
    rate=st.floats(0.05, 0.95),
    survey=st.integers(0, 2000),
)
def test_a_scenario_written_and_read_back_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, weight: dict[str, int], limit: int, rate: float, survey: int
) -> None:
    parameters = Parameters(
        weights=Parameters().weights | {"wifi": weight},
        reach=Reach(limit_m=limit),
        vulnerability=Vulnerability(total_rate=rate),
        costs=Costs(survey_eur=survey),
    )
    scenario = Scenario(name="mine", title=TITLE, parameters=parameters)
    path = tmp_path_factory.mktemp("scenario") / "scenario.toml"
    path.write_text(scenario_toml(scenario), "utf-8")
    assert load_scenario(path) == scenario


def test_a_file_with_the_former_names_of_keys_is_read_and_says_so(tmp_path: Path) -> None:
    former = load_scenario(
        _write(tmp_path, "[programme.floor_share_of]\nsport = 0.2\n[programme.floor_eur_of]\nculture = 5\n")
    )
    assert former.programme.floor_share_of_activity == {"sport": 0.2}
    assert former.programme.floor_eur_of_activity == {"culture": 5}
    told = [note.render() for note in former.notes]
    assert [("floor_share_of is" in each, "floor_eur_of is" in each) for each in told] == [(True, False), (False, True)]
    assert "programme.floor_share_of_activity" in told[0]
    assert "scenario.toml" in told[0]


def test_a_file_of_today_has_nothing_to_say(tmp_path: Path) -> None:
    today = load_scenario(_write(tmp_path, "[programme.floor_share_of_activity]\nsport = 0.2\n"))
    assert today.notes == ()


def test_a_key_under_both_its_names_is_a_fault(tmp_path: Path) -> None:
    both = "[programme.floor_share_of]\nsport = 0.2\n[programme.floor_share_of_activity]\nsport = 0.3\n"
    with pytest.raises(ConfigurationError, match=r"programme\.floor_share_of"):
        load_scenario(_write(tmp_path, both))
