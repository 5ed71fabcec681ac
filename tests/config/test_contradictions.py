"""Settings that contradict each other: each fault a line of the file's list, with key, value and remedy, translated."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from config import _scenarios, _stories, load_scenario, load_story, place_from
from config._toml import UnusableFile
from geo import crs, place
from geo.errors import SettingsError
from geo.place import LocalName
from geo.settings import Programme, Roster, decay, faults, lots, parameters, programme, roster
from geo.texts import LANGUAGES
from words import translator

HEAD = 'name = "mine"\ntitle = { fr = "a", nl = "b", en = "c" }\n'
COMMUNE = (
    'key = "x"\nnis_code = "00000"\nname = { fr = "a", nl = "b", en = "c" }\nframe_wgs84 = [3.8, 43.6, 3.9, 43.7]\n'
)
ALTERNATIVE = '[[steps.alternatives]]\ntitle = { fr = "a", nl = "b", en = "c" }\n'
TIER = '[[programme.tiers]]\nkey = "hall"\nfloor_share = 0.5\nserved_share = 0.5\n'
LESS = TIER.replace("hall", "whole").replace("floor_share = 0.5", "floor_share = 0.4")

CASES = [
    ("scenario", '[roster]\ndays = ["lun", "sun"]', "roster.days: lun is no day; write mon, tue"),
    ("scenario", "[roster]\ndays = []", "roster.days: no day is named; name at least one of mon"),
    (
        "scenario",
        '[roster]\ndays = ["mon", "mon"]\nprofiles = [{ key = "a", of = "others", share = 1 }]',
        "roster.days: mon is given twice; keep one",
    ),
    (
        "scenario",
        '[roster]\ndays = ["sun"]',
        "roster.profiles: half_days of at_work name sat, which days and parts do not give; name sun, morning, "
        "afternoon, evening, or a day with a part such as sun_morning",
    ),
    (
        "scenario",
        '[roster]\nparts = [{ key = "sun", first_h = 9, last_h = 12 }]',
        "roster.parts: sun is the name of a day; give the part another",
    ),
    (
        "scenario",
        '[roster]\nparts = [{ key = "a", first_h = 9, last_h = 12 }, { key = "b", first_h = 11.5, last_h = 15 }]',
        "roster.parts: b begins at 11.5 h, before the part before it has ended, at 12 h; let it begin later",
    ),
    (
        "scenario",
        '[roster]\nparts = [{ key = "a", first_h = 9, last_h = 11 }]',
        "roster.parts: a is shorter than session_hours, 3 h; give it more hours",
    ),
    ("scenario", "[roster]\nwave_aidants = [50, 25]", "roster.wave_aidants: 50, 25 is no rising row"),
    ("scenario", "[roster]\nwave_aidants = [0, 25]", "roster.wave_aidants: 0 is not above 0; leave it out"),
    (
        "scenario",
        '[roster]\nprofiles = [{ key = "a", of = "others", share = 0.8 }]',
        "roster.profiles: the shares of others add up to 0.8 instead of 1; change them",
    ),
    ("scenario", '[roster]\nopen_half_days = ["noon"]', "roster.open_half_days: noon is named, which days and parts"),
    (
        "scenario",
        "[roster]\nleast_half_days_of_activity = { sport = 3, culture = -1 }\n"
        "most_half_days_of_activity = { sport = 2 }",
        "roster.least_half_days_of_activity.sport: 3 is above most_half_days_of_activity.sport (2); change one",
    ),
    (
        "scenario",
        "[roster]\nmost_half_days_of_activity = { culture = -1 }",
        "roster.most_half_days_of_activity.culture: -1 is below 0; give 0 or more",
    ),
    (
        "scenario",
        '[roster]\nforced_in = ["b1"]\nexcluded = ["b1"]',
        "roster.forced_in: b1 is both here and in excluded; keep it in one of the two",
    ),
    (
        "scenario",
        '[devices.schools]\nforced = ["s1"]\nexcluded = ["s1"]',
        "devices.schools.forced: s1 is both here and in excluded",
    ),
    (
        "scenario",
        "[devices]\nbudget_eur = 0.001",
        "devices.budget_eur: 0.001 is not a whole number of cents; write two decimals",
    ),
    ("scenario", "[devices]\ndistrict_totals = { Nord = 5 }", "devices.district_totals: totals hold only with"),
    (
        "scenario",
        "[devices.least_lot]\npc = -1",
        "devices.least_lot.pc: -1 is not a number from 0 to 10000; give one that is",
    ),
    (
        "scenario",
        "[programme]\nbudgets_eur = [1, 2]\nyear_weights = [1, 1, 1]",
        "programme.year_weights: give as many as budgets_eur has years (2), or none; given: 3",
    ),
    (
        "scenario",
        "[programme]\nbudgets_eur = [1]\nyear_weights = [0]",
        "programme.year_weights: no year weighs anything; give at least one",
    ),
    (
        "scenario",
        "[programme]\nbudgets_eur = [2e9]",
        "programme.budgets_eur: 2000000000 is not a number from 0 to 1000000000",
    ),
    (
        "scenario",
        "[programme.price_ranges]\nsurvey = [1, 2]",
        "programme.price_ranges.survey: there is no such price; known: area_per",
    ),
    (
        "scenario",
        "[programme.price_ranges]\nsurvey_eur = [3, 2.5]",
        "programme.price_ranges.survey_eur: 3 to 2.5 is no interval of prices; give the least, then the most, "
        "from 0 to 1000000",
    ),
    (
        "scenario",
        TIER + LESS,
        "programme.tiers: whole comes after hall, but its floor_share is less; order tiers from the least up",
    ),
    (
        "scenario",
        "[programme.quotes.b1]\nroof = { capex_eur = 1 }",
        "programme.quotes.b1.roof: there is no such tier; known: hall, public_rooms, whole, forecourt",
    ),
    (
        "scenario",
        "[programme.quotes.b1]\nhall = { capex_eur = 9 }\nwhole = { capex_eur = 8 }",
        "programme.quotes.b1: whole costs less than hall, which serves less; leave hall out",
    ),
    (
        "scenario",
        "[parameters.vulnerability]\ngradient_low = 5",
        "parameters.vulnerability.gradient_low: 5 is above gradient_high (4); change one of the two",
    ),
    (
        "scenario",
        "[parameters.catchments]\nzones = [[0.5, 0.9], [1, 0.2]]",
        "parameters.catchments.zones: the first zone weighs 0.9; it must weigh 1",
    ),
    (
        "scenario",
        "[parameters.catchments]\nzones = [[0.5, 1], [0.9, 0.2]]",
        "parameters.catchments.zones: the last zone ends at 0.9; it must end at the limit, 1",
    ),
    (
        "scenario",
        "[parameters.catchments]\nzones = [[0.5, 1], [0.5, 0.4], [1, 0.2]]",
        "parameters.catchments.zones: a zone ends at 0.5, which is not beyond 0.5; let each end further",
    ),
    (
        "scenario",
        "[parameters.catchments]\nzones = [[0.5, 1], [1, 1.2]]",
        "parameters.catchments.zones: the zone that ends at 1 weighs 1.2; give it a weight above 0 that is 1 at",
    ),
    (
        "scenario",
        "[parameters.weights.wifi]\nfibre = 3",
        "parameters.weights.wifi.fibre: this ranking has no such criterion; known: cost_per_person",
    ),
    (
        "scenario",
        "[parameters.weights.wifi]\nopening_hours = 11",
        "parameters.weights.wifi.opening_hours: 11 is no weight; give a whole number from 0 to 10",
    ),
    ("story", "steps = []", "steps: the story has no step; add [[steps]]"),
    ("story", '[[steps]]\nasks = "what_if"', "steps.0.alternatives: a step that asks what_if needs some; add [[steps."),
    (
        "story",
        f'[[steps]]\nasks = "cost"\n{ALTERNATIVE}budget_times = 2',
        "steps.0.alternatives: only a step that asks what_if has any; leave them out",
    ),
    (
        "story",
        f'[[steps]]\nasks = "what_if"\n{ALTERNATIVE}',
        "steps.0.alternatives.0.programme: the choice changes nothing; write budget_times",
    ),
    (
        "commune",
        f'{COMMUNE}[mappings."wifi.city"]\ndecimal = ","\nthousands = ","',
        "mappings.wifi.city.thousands: , is the mark of decimals as well; give two different marks",
    ),
    ("commune", COMMUNE, "metric_crs: EPSG:3812 is not made for where frame_wgs84 lies"),
]
"""What a file holds, and a line that is said of it."""


def _refused(kind: str, text: str, folder: Path) -> UnusableFile:
    path = folder / f"{kind}.toml"
    path.write_text((HEAD if kind in ("scenario", "story") else "") + text, "utf-8")
    read = {"scenario": load_scenario, "story": load_story, "commune": place_from}[kind]
    with pytest.raises(UnusableFile) as caught:
        read(path)
    return caught.value


@pytest.mark.parametrize(("kind", "text", "line"), CASES, ids=range(len(CASES)))
def test_a_contradiction_is_a_line_with_key_value_and_remedy_in_every_language(
    tmp_path: Path, kind: str, text: str, line: str
) -> None:
    error = _refused(kind, text, tmp_path)
    found = [fault for fault in error.wrong if fault.render().startswith(line)]
    assert len(found) == 1, error.render()
    (fault,) = found
    for language in LANGUAGES:
        said = fault.render(translator(language))
        assert f"  {said}\n" in error.render(translator(language)) + "\n"
        assert said.startswith(str(fault.parameters["key"]))
        assert all(str(value) in said for value in fault.parameters.values())
    english = set(re.findall(r"[a-z]{4,}", fault.message.lower()))
    for language in ("fr", "nl"):
        left = english & set(re.findall(r"[a-z]{4,}", translator(language)(fault.message).lower()))
        assert left <= KEYS, language


_SHARED = """
    alternatives budget budgets cents column count days district epsg example family found france frame half high hours
    known last later limit most name names other owner parts programme projection session steps times true value weight
    what zone zones
"""
KEYS = frozenset(_SHARED.split())
"""Words of keys and of places to fill in, and those that two languages share."""


def test_every_contradiction_there_is_has_been_tried(tmp_path: Path) -> None:
    """A text nobody has read is one nobody has seen be right."""
    tried = {fault.message for kind, text, _ in CASES for fault in _refused(kind, text, tmp_path).wrong}
    there = {
        text
        for module in (crs, place, decay, faults, lots, parameters, programme, roster, _scenarios, _stories)
        for text in _texts(module)
    }
    assert len(there) > 35
    # Met from Python alone: the zones of a scenario have no family, and every kind of device has its default.
    only_python = {decay._NO_STEPS, lots._EACH_KIND}
    assert there - tried == only_python


def _texts(module: ModuleType) -> set[str]:
    return {each for each in vars(module).values() if isinstance(each, str) and each.startswith("{key}: ")}


def test_several_contradictions_are_several_lines_and_no_table_is_dumped(tmp_path: Path) -> None:
    text = '[roster]\ndays = ["sun"]\nwave_aidants = [50, 25]\n[programme]\nforced_in = ["b"]\nexcluded = ["b"]\n'
    error = _refused("scenario", text, tmp_path)
    assert [fault.parameters["key"] for fault in error.wrong] == [
        "programme.forced_in",
        "roster.wave_aidants",
        "roster.profiles",
    ]
    said = error.render(translator("fr"))
    assert len(said.splitlines()) == 4
    assert "{" not in said
    assert "roster.profiles\u00a0: half_days de at_work cite sat" in said


def test_whoever_builds_settings_from_python_reads_every_fault_in_english() -> None:
    with pytest.raises(ValueError, match="days: x is no day") as caught:
        Roster(days=("sun", "x"), wave_aidants=(2, 1))
    assert all(each in str(caught.value) for each in ("wave_aidants: 2, 1 is no", "half_days of at_work name sat"))
    with pytest.raises(ValueError, match="family is linear"):
        decay.Decay(family="linear", limit_m=5, zones=((5, 1),))
    with pytest.raises(ValueError, match="least_lot: every kind of device needs a figure of its own; add laptop, tab"):
        lots.Lots(least_lot={"pc": 1})


def test_a_choice_of_a_story_names_its_settings_by_their_whole_way(tmp_path: Path) -> None:
    text = f'[[steps]]\nasks = "what_if"\n{ALTERNATIVE}programme = {{ floor_share = 2, forced_in = 3, reech_m = 5 }}'
    error = _refused("story", text, tmp_path)
    way = "steps.0.alternatives.0.programme"
    assert [fault.parameters["key"] for fault in error.wrong] == [
        f"{way}.floor_share",
        f"{way}.forced_in",
        f"{way}.reech_m",
    ]
    assert f"{way}.floor_share = 2\u00a0: " in error.render(translator("fr"))


def test_a_choice_that_fits_the_defaults_may_not_fit_the_programme_in_force() -> None:
    title = LocalName(fr="a", nl="b", en="c")
    choice = _stories.Alternative(title=title, programme={"year_weights": [1.0] * 4})
    with pytest.raises(SettingsError) as caught:
        choice.over(Programme(budgets_eur=(1.0,)))
    assert str(caught.value) == (
        "programme.year_weights: give as many as budgets_eur has years (1), or none; given: 4."
    )
