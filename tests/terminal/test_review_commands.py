"""The commands of the review: the same numbers as the export, at any hour, and errors that say what to do."""

import re
from pathlib import Path

import pandas as pd
import pytest

from config import place
from geo.gaps.review import review
from geo.hours.moments import when
from geo.settings.parameters import Parameters
from store.assessments import open_assessment, open_walking
from store.store import Store
from tests.command_line import maillage


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, sep=";", encoding="utf-8-sig")


def test_gaps_are_those_of_the_export_to_the_byte(demo_data: Path, demo_export: Path, tmp_path: Path) -> None:
    answer = maillage(demo_data, "gaps", "--out", tmp_path / "gaps.csv")
    assert answer.status == 0
    assert (tmp_path / "gaps.csv").read_bytes() == (demo_export / "gaps_by_sector.csv").read_bytes()


def test_what_is_printed_is_what_is_exported(demo_data: Path, demo_export: Path) -> None:
    shown = maillage(demo_data, "gaps", "--top", "3").output
    sectors, sections = _read(demo_export / "gaps_by_sector.csv"), _read(demo_export / "gaps_by_section.csv")
    assert "Synthetic demonstration data" in shown
    by_section = shown[shown.index("by section") : shown.index("by sector")]
    for row in sections.itertuples():
        line = next(line for line in by_section.splitlines() if line.startswith(f"{row.section_name} "))
        assert f" {row.vulnerable_count:.0f} " in line
        if pd.notna(row.any_gap_vulnerable):
            assert f" {row.any_gap_vulnerable:.0f} " in line
    names = sectors["sector_name_fr"].head(4).tolist()
    printed = shown[shown.index(f"3 of {len(sectors)}") :]
    assert all(f"\n{name} " in printed for name in names[:3])
    total = sections["help_gap_persons"].sum()
    assert re.search(rf"without help within a walk +{total:.0f} ", shown)


def test_an_hour_and_a_slow_walk_change_what_is_counted(demo_data: Path, tmp_path: Path) -> None:
    words = ("gaps", "--profile", "slow", "--at", "mer 15:00")
    shown = maillage(demo_data, *words).output
    assert "720 m" in shown
    assert "Open on Wednesday at 15:00" in shown
    assert "are perhaps open" in shown
    assert maillage(demo_data, *words, "--out", tmp_path / "slow.csv").status == 0
    store = Store(demo_data, place("demo"))
    snapshot = store.current_snapshot()
    evidence = open_assessment(store, snapshot, Parameters()).evidence
    walk = open_walking(store, snapshot, Parameters().reach)
    reviewed = review(evidence, walk, profile="slow", at=when("Wed 15:00"))
    ours = reviewed.totals["sector"]["help_gap_persons_high"].to_numpy()
    assert _read(tmp_path / "slow.csv")["help_gap_persons_high"].to_numpy() == pytest.approx(ours)


def test_streets_are_opened_as_the_assessment_walked_them(demo_data: Path) -> None:
    store = Store(demo_data, place("demo"))
    snapshot = store.current_snapshot()
    evidence = open_assessment(store, snapshot, Parameters()).evidence
    walk = open_walking(store, snapshot, Parameters().reach)
    assert walk.method == evidence.distance_method
    people = evidence.demand[["x_m", "y_m"]].to_numpy()[:2000]
    helping = evidence.support_places.geometry.get_coordinates().to_numpy()
    pd.testing.assert_series_equal(
        pd.Series(walk.nearest(people, helping)),
        pd.Series(evidence.demand["help_distance_m"].to_numpy()[:2000]),
        check_exact=True,
    )


def test_named_times_and_limits_are_said(demo_data: Path) -> None:
    assert "evenings" in maillage(demo_data, "gaps", "--at", "evening", "--top", "1").output
    assert "Walks of up to 300 m" in maillage(demo_data, "gaps", "--limit", "300", "--top", "1").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("gaps", "--at", "noon"), "Wed 15:00"),
        (("gaps", "--limit", "300", "--profile", "slow"), "not both"),
        (("reach", "nothing"), "nothing"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_remedy(demo_data: Path, words: tuple[str, ...], said: str) -> None:
    answer = maillage(demo_data, *words)
    assert answer.status == 1
    assert said in answer.error


def test_without_anything_built_the_remedy_is_named(tmp_path: Path) -> None:
    assert "maillage demo" in maillage(tmp_path, "gaps").error


def test_reach_is_the_rows_of_the_export(demo_data: Path, demo_export: Path, tmp_path: Path) -> None:
    table = _read(demo_export / "reach.csv")
    sites = _read(demo_export / "sites.csv").set_index("building_id")
    building = sites["population_in_reach"].idxmax()
    assert maillage(demo_data, "reach", building, "--out", tmp_path / "one.csv").status == 0
    pd.testing.assert_frame_equal(
        _read(tmp_path / "one.csv"), table[table["building_id"] == building].reset_index(drop=True)
    )
    shown = maillage(demo_data, "reach", building).output
    assert sites.loc[building, "name"] in shown
    assert f"{sites.loc[building, 'population_in_reach']:,.0f} residents within the walk" in shown
    for minutes, metres in ((5, 420), (10, 840), (15, 1260)):
        assert re.search(rf"\n{minutes} +{metres} +\d+ +\d+ +\d+\.\d", shown)
    slow = maillage(demo_data, "reach", building, "--profile", "slow").output
    assert re.search(r"\n15 +720 ", slow)
