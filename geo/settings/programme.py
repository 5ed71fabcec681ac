"""The Wi-Fi programme as a city describes it: years, budgets, tiers of service and rules, each with its default."""

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from pydantic import Field, model_validator

from geo.errors import MaillageError, refuse
from geo.place import Frozen
from geo.settings.faults import given_twice, named_in_both, outside, outside_one
from geo.texts import N_

TIER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "hall": N_("entrance hall"),
        "public_rooms": N_("public rooms"),
        "whole": N_("whole building"),
        "forecourt": N_("whole building and forecourt"),
    }
)
"""Tier -> the words people read. A tier of the city's own is shown by its key."""

STEP = 10_000
"""Shares of need are counted in ten-thousandths, so that sums of them are exact."""


class Tier(Frozen):
    """One depth of service in a building: how many access points it takes, and what it is worth to who walks there.

    Examples
    --------
    >>> terrace = Tier(key="terrace", floor_share=0.5, outdoor_points=1, served_share=0.7)
    >>> Programme(tiers=(terrace,)).tier("terrace").outdoor_points
    1
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    """What plans and offers call it."""
    floor_share: float = Field(ge=0, le=1)
    """Part of the floor area that gets Wi-Fi."""
    least_points: int = Field(default=1, ge=0, le=1000)
    """Indoor access points at the least, however small the building."""
    outdoor_points: int = Field(default=0, ge=0, le=1000)
    """Outdoor access points, whatever the floor area."""
    served_share: float = Field(gt=0, le=1, multiple_of=1 / STEP)
    """Share (0-1) of the need of a resident within reach that one building with this tier meets. Buildings add up."""


def _default_tiers() -> tuple[Tier, ...]:
    return (
        Tier(key="hall", floor_share=0.1, served_share=0.35),
        Tier(key="public_rooms", floor_share=0.4, served_share=0.6),
        Tier(key="whole", floor_share=1.0, served_share=0.8),
        Tier(key="forecourt", floor_share=1.0, outdoor_points=2, served_share=1.0),
    )


PRICES = (
    *("area_per_access_point_m2", "access_point_eur", "switch_and_rack_eur", "survey_eur"),
    *("fibre_entry_available_eur", "fibre_entry_building_eur", "fibre_entry_none_eur"),
    *("opex_per_access_point_eur_per_year", "outdoor_point_eur", "outdoor_opex_eur_per_year"),
)
"""What an interval can be given for."""


def _default_ranges() -> dict[str, tuple[float, float]]:
    """Return the intervals that are published: floor area by density of use, and the running costs of a guide.

    90-250 m2 for an access point, by density; 500-1,500 EUR a year indoors and 1,000-3,000 EUR outdoors (CGET / Banque
    des Territoires guide, 2019). For the other prices nobody has published any.
    """
    return {
        "area_per_access_point_m2": (90.0, 250.0),
        "opex_per_access_point_eur_per_year": (500.0, 1500.0),
        "outdoor_opex_eur_per_year": (1000.0, 3000.0),
    }


class Quote(Frozen):
    """What an offer says one tier costs in one building, everything included: fibre, switch and survey too.

    Examples
    --------
    >>> Programme(quotes={"b1": {"hall": Quote(capex_eur=4000)}}).quotes["b1"]["hall"].capex_eur
    4000.0
    """

    capex_eur: float = Field(ge=0, le=1e9)
    """First cost of the tier."""
    access_points: int | None = Field(default=None, ge=0)
    """How many it puts up; None: the offer does not say."""
    opex_eur_per_year: float | None = Field(default=None, ge=0, le=1e9)
    """Running cost; from the access points when it is left out."""


class DistrictMinimum(Frozen):
    """At least this share of those who count is served after the last year, in every district or former commune.

    Examples
    --------
    >>> DistrictMinimum(by="district", served_share=0.25).model_dump()
    {'by': 'district', 'served_share': 0.25}
    """

    by: Literal["district", "section"] = "section"
    """Whether in each district or in each former commune."""
    served_share: float = Field(ge=0, le=1)
    """Share of the need that is met there at least."""


class Programme(Frozen):
    """What is decided on and by which rules. Two equal programmes on the same evidence give the same plan.

    Examples
    --------
    >>> Programme(first_year=2028, budgets_eur=(50_000, 40_000)).years
    (2028, 2029)
    """

    first_year: int = Field(default=2027, ge=2000, le=2200)
    """Year of the first budget."""
    budgets_eur: tuple[float, ...] = Field(default=(1_000_000.0,) * 4, min_length=1, max_length=15)
    """First costs allowed in each year, one figure a year. Charleroi's market was 968,000 EUR a year for four years."""
    carry_over: bool = False
    """Whether what one year leaves may be spent in the next."""
    floor_share: float = Field(default=0.1, ge=0, le=1)
    """Share of each year's budget that every sector of activity gets at least, or what is left in it when that is
    less: see ``geo.programme.instance.instance.Instance.left``."""
    floor_share_of_activity: dict[str, float] = Field(default_factory=dict)
    """Sector of activity -> its own share of the budget, instead of ``floor_share``."""
    floor_eur_of_activity: dict[str, float] = Field(default_factory=dict)
    """Sector of activity -> euros a year, instead of a share."""
    last_years_without_floors: int = Field(default=0, ge=0, le=15)
    """How many of the last years have no floors: 1 for the last year alone; as many as there are years, or more, for no
    floors at all."""
    least_person_years_per_thousand_eur: float = Field(default=0.0, ge=0, le=1e6)
    """Where spending stops though money is left: what no rule asks for is bought only if it serves at least so many
    person-years, weighted by year and added up over the programme, per 1,000 EUR of first costs. 0: never."""
    opex_ceiling_eur_per_year: float | None = Field(default=None, ge=0, le=1e9)
    """Highest running cost a year, after the last year, of what the programme installs. None: no ceiling."""
    district_minimum: DistrictMinimum | None = None
    """Least part of the need met everywhere after the last year. None: no minimum."""
    year_weights: tuple[float, ...] = ()
    """What a person served in each year is worth; empty: the same in all years."""
    who_counts: Literal["vulnerable", "in_a_gap", "all"] = "vulnerable"
    """Residents in digital vulnerability, residents without a good connection at home or without public Wi-Fi within
    reach, or all residents."""
    reach_m: float = Field(default=500.0, gt=0)
    """How far people walk to public Wi-Fi, in metres walked; never farther than the reach of the assessment. The
    default is an assumption: the walk to a bus stop rather than to an office."""
    tiers: tuple[Tier, ...] = Field(default_factory=_default_tiers, min_length=1, max_length=8)
    """From the least to the most: each needs at least the access points of the one before, and serves at least as
    much. Shares served are assumptions of this program; nobody has published any."""
    existing_share: float = Field(default=0.6, ge=0, le=1, multiple_of=1 / STEP)
    """Share of need met where public Wi-Fi is within reach already: as by public rooms, an assumption."""
    outdoor_point_eur: float = Field(default=1350, ge=0, le=1e6)
    """WiFi4EU counted one outdoor access point for one and a half indoor ones (10 outdoor for 15 indoor)."""
    outdoor_opex_eur_per_year: float = Field(default=1200, ge=0, le=1e6)
    """1,000-3,000 EUR outdoor (CGET / Banque des Territoires guide, 2019), at the same place in it as indoors."""
    price_ranges: dict[str, tuple[float, float]] = Field(default_factory=_default_ranges)
    """Prices of which an interval is published: name, as here or in ``geo.settings.parameters.Costs`` -> (least, most).
    The plan is made with the prices themselves; ``geo.programme.plan.cost_range`` says what it would cost at the two
    ends."""
    assumed_floor_area_m2: float | None = Field(default=None, ge=1, le=1e6)
    """Floor area taken for buildings of which none is known; None: such a building is planned only with an offer. An
    assumption of whoever sets it, told with every plan."""
    assume_no_fibre: bool = False
    """Whether a building of which nobody says if fibre is there is planned as if it were not, the dearest case; else it
    is planned only with an offer."""
    wait_for_fibre: bool = False
    """Whether a building may be equipped only from the year in which fibre can be ordered there."""
    forced_in: tuple[str, ...] = ()
    """Buildings that must be equipped by the last year, with whatever tier."""
    excluded: tuple[str, ...] = ()
    """Buildings that are left out, and left out of what their sector is owed."""
    quotes: dict[str, dict[str, Quote]] = Field(default_factory=dict)
    """Building -> tier -> offer. Such a building is offered the tiers quoted and no other, fibre known or not."""
    gap: float = Field(default=0.001, ge=0, le=0.5)
    """A plan this close to the bound (share of the plan's own worth) is called optimal; above it, best found."""
    time_limit_s: float = Field(default=60.0, gt=0, le=86_400)
    """How long a search may take before it ends with the best plan found."""
    seed: int = Field(default=1, ge=0, le=2**31 - 1)
    """Seed of the solver."""

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the programme."""
        return tuple(range(self.first_year, self.first_year + len(self.budgets_eur)))

    @property
    def weights(self) -> tuple[float, ...]:
        """What a person served is worth in each year."""
        return self.year_weights or (1.0,) * len(self.budgets_eur)

    def tier(self, key: str) -> Tier:
        """Return the tier with this key; KeyError when there is none."""
        return {tier.key: tier for tier in self.tiers}[key]

    @model_validator(mode="after")
    def _fits_together(self) -> "Programme":
        refuse(
            [
                *self._faults_of_years(),
                *self._faults_of_prices(),
                *self._faults_of_tiers(),
                *self._faults_of_buildings(),
            ]
        )
        return self

    def _faults_of_years(self) -> list[MaillageError]:
        faults = [outside_one("budgets_eur", budget, 0, 1e9) for budget in self.budgets_eur if not 0 <= budget <= 1e9]
        if self.year_weights and len(self.year_weights) != len(self.budgets_eur):
            counts = {"count": len(self.budgets_eur), "found": len(self.year_weights)}
            faults.append(MaillageError(_OTHER_YEARS, key="year_weights", **counts))
        faults += [outside_one("year_weights", each, 0, 1000) for each in self.year_weights if not 0 <= each <= 1000]
        if not any(self.weights):
            faults.append(MaillageError(_NO_YEAR_WEIGHS, key="year_weights"))
        shares, euros = "floor_share_of_activity", "floor_eur_of_activity"
        faults += outside(shares, self.floor_share_of_activity, 0, 1)
        faults += outside(euros, self.floor_eur_of_activity, 0, 1e9)
        faults += named_in_both(shares, self.floor_share_of_activity, euros, self.floor_eur_of_activity)
        return faults

    def _faults_of_prices(self) -> list[MaillageError]:
        faults = []
        for name, (least, most) in self.price_ranges.items():
            key, low = f"price_ranges.{name}", 20 if name == "area_per_access_point_m2" else 0
            if name not in PRICES:
                faults.append(MaillageError(_NO_PRICE, key=key, known=", ".join(PRICES)))
            elif not low <= least <= most <= 1e6:
                told = {"value": f"{least:.10g}", "other": f"{most:.10g}", "low": low, "high": 1_000_000}
                faults.append(MaillageError(_NO_INTERVAL, key=key, **told))
        return faults

    def _faults_of_tiers(self) -> list[MaillageError]:
        faults = given_twice("tiers", [tier.key for tier in self.tiers])
        for low, high in pairwise(self.tiers):
            for what in ("floor_share", "least_points", "outdoor_points", "served_share"):
                if getattr(high, what) < getattr(low, what):
                    told = {"name": high.key, "other": low.key, "column": what}
                    faults.append(MaillageError(_TIERS_FALL, key="tiers", **told))
        return faults

    def _faults_of_buildings(self) -> list[MaillageError]:
        faults = named_in_both("forced_in", self.forced_in, "excluded", self.excluded)
        order = [tier.key for tier in self.tiers]
        for building, quoted in self.quotes.items():
            key = f"quotes.{building}"
            if unknown := sorted(set(quoted) - set(order)):
                known = ", ".join(order)
                faults += [MaillageError(_NO_TIER, key=f"{key}.{each}", known=known) for each in unknown]
                continue
            for low, high in pairwise([each for each in order if each in quoted]):
                if quoted[high].capex_eur < quoted[low].capex_eur:
                    faults.append(MaillageError(_CHEAPER, key=key, name=high, other=low))
        return faults


_OTHER_YEARS = N_("{key}: give as many as budgets_eur has years ({count}), or none; given: {found}.")
_NO_YEAR_WEIGHS = N_("{key}: no year weighs anything; give at least one number above 0.")
_NO_PRICE = N_("{key}: there is no such price; known: {known}.")
_NO_INTERVAL = N_(
    "{key}: {value} to {other} is no interval of prices; give the least, then the most, from {low} to {high}."
)
_TIERS_FALL = N_("{key}: {name} comes after {other}, but its {column} is less; order tiers from the least up.")
_NO_TIER = N_("{key}: there is no such tier; known: {known}.")
_CHEAPER = N_("{key}: {name} costs less than {other}, which serves less; leave {other} out.")
