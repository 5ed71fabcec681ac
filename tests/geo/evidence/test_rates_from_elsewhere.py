"""A rate surveyed in Wallonia is an assumption in another country, and is called one there alone."""

from geo.evidence.people_findings import of_rates_from_elsewhere
from geo.settings import Vulnerability
from tests import toyville


def test_abroad_the_walloon_rate_is_named_as_one_and_a_rate_of_ones_own_is_not() -> None:
    abroad = toyville.PLACE.model_copy(update={"metric_crs": "EPSG:2154"})
    (told,) = of_rates_from_elsewhere(abroad, Vulnerability())
    assert (told.code, told.parameters) == ("vulnerable.rate_from_elsewhere", {"percent": 45.0})
    assert of_rates_from_elsewhere(toyville.PLACE, Vulnerability()) == []
    own = Vulnerability(total_rate=0.3, total_rate_low=0.2, total_rate_high=0.4)
    assert of_rates_from_elsewhere(abroad, own) == []
