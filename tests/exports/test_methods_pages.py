"""The pages of methods say what the code does: each criterion, goalpost, gate and convention stands there, no other."""

import re

import pytest

from geo.evidence import GATES_OF
from geo.location import BORDER_TOLERANCE_M
from geo.place import Place
from geo.population import ASSUMPTIONS
from geo.population.residences import FEW, MANY
from geo.ranking import CRITERIA
from geo.ranking.criteria import connectivity, cost_per_person, fibre_at_building, opening_hours
from geo.ranking.ranking import DECIMALS
from layers._adapters import _street_rows
from layers._adapters.best_addresses import APART_M
from layers.reading.coordinate_systems import AROUND_M
from tests.conftest import ROOT

RANKING = (ROOT / "docs" / "methods_ranking.md").read_text("utf-8")
PEOPLE = (ROOT / "docs" / "methods_people.md").read_text("utf-8")


def _rows(page: str, columns: int) -> dict[str, list[str]]:
    """Return the rows of a page's tables of so many columns, by the code in their first cell."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| `")
    ]
    return {row[0].strip("`"): row[1:] for row in cells if len(row) == columns}


def test_every_criterion_stands_with_its_rankings_and_goalposts() -> None:
    rows = _rows(RANKING, 5)
    assert set(rows) == {criterion.key for criterion in CRITERIA}
    for criterion in CRITERIA:
        ranks, _, zero, all_points = rows[criterion.key]
        assert tuple(re.findall(r"`(\w+)`", ranks)) == criterion.ranks
        ends = ["max" if end is None else f"{end:g}" for end in criterion.goalposts]
        assert [zero, all_points] == ends, criterion.key
    opened = {criterion.key: criterion.better for criterion in CRITERIA if None in criterion.goalposts}
    assert opened.pop("existing_help") == "less", "of this one no point is the most known"
    assert set(opened.values()) == {"more"}, "of the others all points are"


def test_the_conventions_of_the_criteria_stand_as_they_are() -> None:
    rows = _rows(RANKING, 5)
    shares = ", ".join(f"{state} {share:g}" for state, share in fibre_at_building.SHARES.items())
    assert shares in rows["fibre_at_building"][1]
    for part in (connectivity.FIBRE_PART, connectivity.WIFI_PART, connectivity.MOBILE_PART):
        assert f"{part:g}" in rows["connectivity"][1]
    assert f"{opening_hours.FULL_WEEK_H} hours, {cost_per_person.WORST_EUR_PER_PERSON} euros" in RANKING
    assert f"rounded to {DECIMALS} decimals" in RANKING


@pytest.mark.parametrize("ranking", GATES_OF)
def test_every_gate_stands_with_its_rankings(ranking: str) -> None:
    place = {"wifi": 1, "aidants": 2}[ranking]
    crossed = [gate for gate, row in _rows(RANKING, 4).items() if row[place] == "x"]
    assert crossed == list(GATES_OF[ranking])


def test_the_kinds_of_street_nobody_walks_are_listed() -> None:
    (listed,) = re.findall(r"`highway` nobody walks: (.*?) `foot` opens", PEOPLE, flags=re.DOTALL)
    assert set(re.findall(r"`(\w+)`", listed)) == set(_street_rows.NOT_WALKED)
    for foot in (*_street_rows.ALLOWED, *_street_rows.CLOSED):
        assert f"`{foot}`" in PEOPLE


def test_what_is_told_of_people_stands_as_it_is() -> None:
    assert f"(fewer than {FEW:g} times them" in PEOPLE
    assert f"`over` (more than {MANY:g} times)" in PEOPLE
    assert f"are more than {APART_M:g} m apart are named" in PEOPLE
    rows = _rows(PEOPLE, 3)
    settings = {column: f"`vulnerability.{end}`" for column, (_, end) in ASSUMPTIONS.items()}
    assert {column: row[1].split(" (")[0] for column, row in rows.items() if column in settings} == settings


def test_distances_the_pages_name_are_those_of_the_code() -> None:
    assert f"at most {BORDER_TOLERANCE_M:g} m away" in PEOPLE
    assert f"at most {BORDER_TOLERANCE_M:g} m from one" in RANKING
    assert PEOPLE.count(f"{AROUND_M / 1000:g} km around it") == 2
    assert f"{Place.model_fields['frame_margin_m'].default / 1000:g} km outside the commune's frame" in PEOPLE
