"""What is said of single places, in the town on a river: a bridge 300 m east, its two banks 100 m apart."""

from geo.ranking.assessment import assess
from tests import toyville as toy
from tests.sambre_town import river_town

WEST_OF_ALL = (10.0, 98.0)
"""48 m from the south street and 52 m from the middle one: from one to the other it is 290 + 100 + 290 m."""


def said(code: str, **pieces: object) -> list[tuple[str, str]]:
    """Return the subject and the words of the findings of a code."""
    town, _ = river_town(**pieces)
    return [(each.subject, each.message.format(**each.parameters)) for each in town.findings if each.code == code]


def test_a_place_of_help_between_the_banks_is_doubtful_and_one_on_a_street_is_not() -> None:
    here = said("distance.place_doubtful", support_places=toy.support_places({"h1": (*WEST_OF_ALL, 16.0)}))
    ((subject, words),) = here
    assert subject == "h1"
    assert "48 m from one street and 52 m from another, more than 500 m apart" in words
    assert said("distance.place_doubtful") == []


def test_a_building_between_the_banks_is_told_in_the_table_of_sites_as_well() -> None:
    tables = toy.full_tables()
    buildings = tables.buildings.copy()
    here = buildings["building_id"] == "b1-library"
    buildings.loc[here, "geometry"] = toy.at(*WEST_OF_ALL)
    town, _ = river_town(buildings=buildings)
    listed = {each.subject for each in town.findings if each.code == "distance.place_doubtful"}
    sites = town.evidence.sites
    assert "b1-library" in listed
    assert set(sites.index[sites["walks_doubtful"].fillna(value=False)]) == listed & set(sites.index)
    assert assess(tables, toy.PLACE, toy.PARAMETERS).evidence.sites["walks_doubtful"].isna().all(), "straight lines"


def test_residents_between_the_banks_are_counted() -> None:
    """All 400 of b1 live at one address; a1 keeps its own."""
    at_b1 = toy.residences([(25.0, 25.0, 1.0), (10.0, 102.0, 1.0)])
    ((_, words),) = said("distance.people_doubtful", residences=at_b1)
    assert words.startswith("400 residents")
    assert said("distance.people_doubtful") == []


def test_hours_are_named_by_what_they_leave_open() -> None:
    tables = toy.full_tables()
    told = {
        "b1-library": "We[1] 14:00-16:00",
        "b2-hall": '"sur rendez-vous"',
        "b3-school": "Mo-Fr 08:00-16:00; Jul-Aug off; 2026 Mar 02 off",
        "b5-pool": "Mo-Fr 08:00-16:00",
    }
    buildings = tables.buildings.assign(opening_hours=tables.buildings["building_id"].map(told).astype("str"))
    names = buildings.set_index("building_id")["name"]
    expected = {
        "building.hours_unknown": ["b2-hall"],
        "building.hours_not_weekly": ["b1-library", "b3-school"],
        "building.hours_dated": ["b3-school"],
    }
    for code, keys in expected.items():
        ((_, words),) = said(code, buildings=buildings)
        assert words.endswith(f"Buildings: {len(keys)} ({', '.join(names[keys])})."), words
