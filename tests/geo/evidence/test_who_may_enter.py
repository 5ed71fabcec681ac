"""A school of which no list says who may enter is open by assumption, and every surface can tell."""

import pandas as pd
import pytest

from geo.evidence.sites import who_may_enter
from geo.place import SchoolSelection
from geo.ranking.assessment import assess
from geo.tables import Tables
from tests import toyville
from words import translator
from words.assumptions import open_by_assumption
from words.numbers import Numbers

BUILDINGS = toyville.buildings(
    {
        "a-listed": {"source": "inventory", "public_access": True},
        "b-unsaid": {"source": "inventory", "public_access": None},
        "c-both": {"source": "inventory schools", "public_access": False},
        "d-gap": {"source": "inventory schools", "public_access": None},
        "e-school": {"source": "schools", "public_access": True},
    }
)


def _of(assumption: bool | None) -> dict[str, tuple[bool | None, bool]]:
    schools = SchoolSelection(organising_authority="T", commune_name="T", public_access=assumption)
    told = who_may_enter(BUILDINGS, toyville.PLACE.model_copy(update={"schools": schools}))
    rows = zip(told["building_id"], told["public_access"], told["public_access_assumed"], strict=True)
    return {key: (None if pd.isna(value) else bool(value), bool(assumed)) for key, value, assumed in rows}


@pytest.mark.parametrize("assumption", [True, False])
def test_what_a_list_says_is_no_assumption_and_a_gap_is_filled_for_schools_alone(assumption: bool) -> None:
    assert _of(assumption) == {
        "a-listed": (True, False),
        "b-unsaid": (None, False),
        "c-both": (False, False),
        "d-gap": (assumption, True),
        "e-school": (True, True),
    }


def test_where_nothing_is_assumed_a_gap_stays_unknown() -> None:
    assert _of(None)["d-gap"] == (None, False)


def test_the_sites_the_findings_and_the_headline_say_so() -> None:
    schools = SchoolSelection(organising_authority="T", commune_name="T")
    place = toyville.PLACE.model_copy(update={"schools": schools})
    tables = Tables(sectors=toyville.sectors(), population=toyville.population(), buildings=BUILDINGS)
    assessed = assess(tables, place, toyville.PARAMETERS)
    sites = assessed.evidence.sites
    assert sites.index[sites["public_access_assumed"]].tolist() == ["d-gap", "e-school"]
    (found,) = [each for each in assessed.findings if each.code == "building.access_assumed"]
    assert found.parameters["count"] == 2
    said = open_by_assumption(sites, Numbers("fr", translator("fr")))
    assert said is not None
    assert said.startswith("2 bâtiments publics (sur 3) sont supposés ouverts au public")
    listed = sites[~sites["public_access_assumed"]]
    assert open_by_assumption(listed, Numbers("fr", translator("fr"))) is None
