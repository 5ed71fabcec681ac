"""Codes of sectors are joined on nine characters, then on eight; a code of today passes nothing on."""

from hypothesis import given
from hypothesis import strategies as st

from geo.place import IndicatorDefinition, LocalName
from geo.sector_codes import is_rate, join_codes
from tests import toyville
from tests.laws import draws

SECTORS = ["52011A00-", "52011A111", "52011A112", "52011A10-", "52011A101", "52011B202"]


def test_a_sector_split_since_passes_on_to_the_parts_that_have_no_row() -> None:
    join = join_codes(["52011A00-", "52011A11-"], SECTORS)
    assert join.exact == {"52011A00-"}
    assert join.parents == {"52011A111": "52011A11-", "52011A112": "52011A11-"}
    assert (join.completed, join.strange) == ({}, ())
    assert join_codes(["52011A11-", "52011A111"], SECTORS).parents == {"52011A112": "52011A11-"}


def test_a_code_that_is_a_sector_of_today_passes_nothing_on() -> None:
    join = join_codes(["52011A10-"], SECTORS)
    assert (join.exact, join.parents) == ({"52011A10-"}, {})


def test_a_code_cut_to_eight_is_completed_where_one_sector_begins_with_it() -> None:
    assert join_codes(["52011B20"], SECTORS).completed == {"52011B20": "52011B202"}
    both = join_codes(["52011A10"], SECTORS)
    assert both.completed == {}
    assert both.parents == {"52011A10-": "52011A10", "52011A101": "52011A10"}
    assert join_codes(["52011B20", "52011B202"], SECTORS).completed == {}, "its own row stands"


def test_part_of_another_sector_and_unknown_codes_lead_nowhere() -> None:
    join = join_codes(["52011A113", "52011Z00-", "52011", "52011ZZZZ"], SECTORS)
    assert join.strange == ("52011", "52011A113", "52011Z00-")
    assert not join.exact
    assert not join.parents


_CODES = st.sets(st.builds("52011{}{:02d}{}".format, st.sampled_from("AB"), st.integers(0, 3), st.sampled_from("-12")))


@given(_CODES, _CODES, st.booleans())
@draws(60)
def test_every_code_leads_to_one_thing_and_every_sector_gets_one(codes: set[str], sectors: set[str], cut: bool) -> None:
    asked = {code[:8] for code in codes} if cut else codes
    join = join_codes(asked, sectors)
    assert join.exact == asked & sectors
    served = [*join.exact, *join.completed.values(), *join.parents]
    assert len(served) == len(set(served))
    assert set(served) <= sectors
    assert not set(join.parents.values()) & (sectors | set(join.strange))
    assert all(code[:8] == sector[:8] for sector, code in join.parents.items())


def test_what_adds_up_is_not_passed_on_and_of_its_own_the_commune_has_to_say() -> None:
    assert is_rate("median_income_eur", "EUR", toyville.PLACE)
    assert not is_rate("income_declarations", "declarations", toyville.PLACE)
    name = LocalName(fr="a", nl="a", en="a")
    for said, passed_on in ((None, False), (True, False), (False, True)):
        own = IndicatorDefinition(key="taxes", name=name, unit="EUR", more_is="neutral", adds_up=said)
        place = toyville.PLACE.model_copy(update={"indicators": (own,)})
        assert is_rate("taxes", "EUR", place) is passed_on
        kept = place.identity()["indicators"]
        assert isinstance(kept, list)
        assert ("adds_up" in kept[0]) is (said is not None), "a commune that does not say is the commune it was"
