"""Scenario files: what is not said keeps its default, what is wrong is said at once, and they survive being written."""

from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from config import Scenario, broken_scenarios, load_scenario, scenario_toml, scenarios
from config._toml import UnusableFile
from geo.errors import ConfigurationError
from geo.place import LocalName
from geo.ranking.criteria import CRITERIA
from geo.settings.lots import Lots
from geo.settings.parameters import Catchments, Costs, Parameters, Reach, Vulnerability
from geo.settings.programme import Programme
from geo.settings.roster import Roster
from tests.cases import case
from tests.laws import draws
from words import translator

HEAD = 'name = "mine"\ntitle = { fr = "a", nl = "b", en = "c" }\n'
FRENCH = translator("fr")
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


_VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(10**30), 10**30),
        st.floats(),
        st.text(max_size=5),
        st.dates(),
        st.just("vulnerable_count"),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_TABLES = {
    "": Scenario,
    "parameters": Parameters,
    "programme": Programme,
    "devices": Lots,
    "roster": Roster,
    "parameters.catchments": Catchments,
}


@pytest.mark.slow
@given(data=st.data())
@draws(400)
def test_a_file_of_any_shape_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content: dict[str, object] = {"name": "mine", "title": {"fr": "a", "nl": "b", "en": "c"}}
    for _ in range(data.draw(st.integers(1, 3))):
        table = data.draw(st.sampled_from(sorted(_TABLES)))
        field = data.draw(st.sampled_from(sorted(_TABLES[table].model_fields)))
        at = content
        for part in table.split(".") if table else ():
            inner = at.setdefault(part, {})
            at = inner if isinstance(inner, dict) else {}
        at[field] = data.draw(_VALUES)
    path = tmp_path_factory.mktemp("scenario") / "scenario.toml"
    path.write_text(tomli_w.dumps(content), "utf-8")
    found = _read_or_refused(path)
    if isinstance(found, Scenario):
        assert load_scenario(_written(path, scenario_toml(found))) == found
    else:
        assert path.name in found


def _read_or_refused(path: Path) -> Scenario | str:
    try:
        return load_scenario(path)
    except UnusableFile as error:
        # Every reason has its French words: none is left as the library that checks models says it.
        reasons = {str(each.parameters["reason"]) for each in error.wrong if "reason" in each.parameters}
        assert [each for each in reasons if FRENCH(each) == each] == []
        return error.render()


def _written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    "content",
    [
        b"a = " + b"[" * 3000 + b"]" * 3000,
        b"parameters" + b".x" * 3000 + b" = 1",
        b"a = " + b"9" * 5000,
        b"[parameters.reach]\nlimit_m = " + b"9" * 400,
        b"[parameters.reach]\nlimit_m = nan\n",
        b"[parameters.costs]\nsurvey_eur = inf\n",
        b"\xff\xfe",
        b"#" * 5_000_000,
        b"\x00",
        b"name = 3\ntitle = 4\nparameters = 5\nprogramme = 6\n",
        b"[[parameters]]\n[[programme]]\n",
    ],
)
def test_odd_files_are_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "scenario.toml"
    path.write_bytes(HEAD.encode() + content if content.startswith(b"[p") else content)
    with pytest.raises(ConfigurationError, match=r"scenario\.toml"):
        load_scenario(path)


def test_a_folder_and_nothing_are_no_scenario(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.toml", tmp_path / "none" / "none.toml"):
        with pytest.raises(ConfigurationError, match=path.name):
            load_scenario(path)


def test_a_file_with_the_mark_editors_put_first_is_read(tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    assert load_scenario(path).name == "mine"


def test_the_case_of_deep_lists() -> None:
    with pytest.raises(ConfigurationError, match="inside each other"):
        load_scenario(case("sec_12_deep.toml"))


def test_a_broken_file_hides_only_itself(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.toml").write_text(HEAD.replace("mine", name), "utf-8")
    (tmp_path / "broken.toml").write_text("name = ", "utf-8")
    (tmp_path / "d.toml").write_text(HEAD.replace("mine", "a"), "utf-8")
    assert set(scenarios(tmp_path)) == {"a", "b", "c"}
    said = [error.render() for error in broken_scenarios(tmp_path)]
    assert [("broken.toml" in each, "d.toml" in each) for each in said] == [(True, False), (False, True)]


def test_a_roster_is_read_written_and_refused_with_all_its_faults(tmp_path: Path) -> None:
    read = load_scenario(_write(tmp_path, "[roster]\naidants = 40\nopen_half_days = ['wed_afternoon']\n"))
    assert (read.roster.aidants, read.roster.open_half_days) == (40, ("wed_afternoon",))
    assert load_scenario(_written(tmp_path / "again.toml", scenario_toml(read))).roster == read.roster
    wrong = "[roster]\nforced_in = ['b1']\nexcluded = ['b1']\nwave_aidants = [50, 25]\nopen_half_days = ['noon']\n"
    with pytest.raises(ConfigurationError) as caught:
        load_scenario(_write(tmp_path, wrong))
    told = caught.value.render()
    assert all(each in told for each in ("b1 is both", "wave_aidants", "noon"))
