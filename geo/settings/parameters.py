"""Everything that changes the meaning of a result and may be changed by a scenario, with its default and its source."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from geo.errors import refuse
from geo.place import Frozen
from geo.settings.decay import Decay, faults_of_zones
from geo.settings.faults import above

WalkProfile = Literal["normal", "slow"]

LONGEST_WALK_M = 20_000
"""Longest walk that may be asked for, in metres: beyond it nobody goes on foot, and a city is one place."""


class Reach(Frozen):
    """How far a person walks, and how a straight line stands for it while no street network is loaded.

    Examples
    --------
    >>> Reach(limit_m=900, detour_factor=1.2).model_dump(exclude_unset=True)
    {'limit_m': 900.0, 'detour_factor': 1.2}
    """

    limit_m: float = Field(default=1250, gt=0, le=LONGEST_WALK_M)
    """Longest walk that counts as within reach, in metres walked."""
    detour_factor: float = Field(default=1.3, ge=1, le=3)
    """Walked distance over straight line. 1.2-1.4 in European cities; stated on every figure that rests on it."""
    max_access_m: float = Field(default=400, gt=0, le=2000)
    """Longest straight way between a place and the street that serves it; room for large premises and for the middle of
    a grid cell. Farther places are listed, and nothing is known of their walks."""
    outside_margin_m: float = Field(default=2000, ge=0)
    """Places up to this far outside the commune still count as existing help or Wi-Fi."""


class Walk(Frozen):
    """How fast people walk and for how long: what turns a walking profile into metres, for reviews by profile."""

    minutes: float = Field(default=15, gt=0, le=120)
    """How long people walk to a place when a walking profile is named, in minutes."""
    normal_m_s: float = Field(default=1.4, ge=0.2, le=3)
    """Most adults: 1.3-1.4 m/s under 60 years (Bohannon and Andrews 2011, Physiotherapy 97, 182-189)."""
    slow_m_s: float = Field(default=0.8, ge=0.2, le=3)
    """Slow walkers: 0.8 m/s or less marks frailty in old age (EWGSOP2: Cruz-Jentoft et al. 2019, Age and Ageing 48)."""

    def speed_m_s(self, profile: WalkProfile) -> float:
        """Return the speed of a profile, in metres a second."""
        return self.normal_m_s if profile == "normal" else self.slow_m_s

    def limit_m(self, profile: WalkProfile) -> float:
        """Return how far a profile walks in ``minutes``, in metres."""
        return self.minutes * 60 * self.speed_m_s(profile)


class Catchments(Frozen):
    """How places of help and of Wi-Fi are shared out among the people who can walk to them.

    Examples
    --------
    >>> Catchments(zones=((0.5, 1.0), (1.0, 0.2))).zoned(600).zones
    ((300.0, 1.0), (600.0, 0.2))
    """

    family: Literal["step", "linear", "exponential", "gaussian", "logistic"] = "gaussian"
    """Decay of use with the walk in the balanced catchments; one in twenty is left at the limit unless scaled."""
    scale_share: float | None = Field(default=None, gt=0, le=2)
    """Scale of that decay as a share of the limit; see ``geo.settings.decay.Decay.scale_m``."""
    zones: tuple[tuple[float, float], ...] = ((1 / 3, 1.0), (2 / 3, 0.68), (1.0, 0.22))
    """Zones of the E2SFCA: (up to this share of the limit, weight); the weights are those of Luo and Qi (2009)."""
    shared_by: Literal["population", "vulnerable_count"] = "population"
    """Whom a place is shared by: all residents, or only those expected to be in digital difficulty."""
    poverty_share: float = Field(default=0.5, gt=0, lt=1)
    """Poor in access is who has less than this share of the mean: half, as in measures of income poverty."""

    @model_validator(mode="after")
    def _zones_make_a_decay(self) -> Self:
        refuse(faults_of_zones(self.zones, 1.0))
        return self

    def decay(self, limit_m: float) -> Decay:
        """Return the decay of the balanced catchments for walks of at most ``limit_m``."""
        scale_m = None if self.scale_share is None else self.scale_share * limit_m
        return Decay(family=self.family, limit_m=limit_m, scale_m=scale_m)

    def zoned(self, limit_m: float) -> Decay:
        """Return the zones of the E2SFCA for walks of at most ``limit_m``."""
        return Decay(limit_m=limit_m, zones=tuple((share * limit_m, weight) for share, weight in self.zones))


class IndexIndicator(Frozen):
    """One indicator of the vulnerability index.

    Examples
    --------
    >>> IndexIndicator(indicator="share_65_plus", more_is="more_vulnerable", weight=2).weight
    2
    """

    indicator: str
    """Key of the indicator, as the indicators layer has it."""
    more_is: Literal["more_vulnerable", "less_vulnerable"]
    """Which way it points."""
    weight: int = Field(default=1, ge=0, le=10)
    """Its part in the mean, beside the other weights."""


class Vulnerability(Frozen):
    """The composite index (OECD/JRC steps) and the expected number of vulnerable residents.

    Examples
    --------
    >>> Vulnerability(total_rate=0.5).model_dump(exclude_unset=True)
    {'total_rate': 0.5}
    """

    indicators: tuple[IndexIndicator, ...] = (
        IndexIndicator(indicator="bimd_income_score", more_is="more_vulnerable"),
        IndexIndicator(indicator="bimd_employment_score", more_is="more_vulnerable"),
        IndexIndicator(indicator="bimd_education_score", more_is="more_vulnerable"),
    )
    """What the index is made of: by default three domains of the BIMD 2011 (UCLouvain, Sciensano), of equal weight."""
    winsorise_share: float = Field(default=0.025, ge=0, lt=0.25)
    """Share of sectors pulled in at each end before normalising."""
    normalisation: Literal["percentile_rank", "min_max"] = "percentile_rank"
    """How indicators come onto one scale: the rank among the sectors, or the place between two goalposts."""
    goalposts: dict[str, tuple[float, float]] = Field(default_factory=dict)
    """For ``min_max``: indicator -> (value scored 0, value scored 100) before direction; data range when absent."""
    aggregation: Literal["arithmetic", "geometric"] = "arithmetic"
    """Which mean of the indicators: in the arithmetic one good figures make up for bad ones, in the geometric less."""
    total_rate: float = Field(default=0.45, gt=0, lt=1)
    """Residents in digital vulnerability: 45 % in Wallonia (FRB digital inclusion barometer 2024, 16-74 years)."""
    total_rate_low: float = Field(default=0.40, gt=0, lt=1)
    """The least that rate may be: Belgium's (FRB barometer 2024). The survey's own error in Wallonia is not published.
    Where ``total_rate`` is lower, it is the least."""
    total_rate_high: float = Field(default=0.50, gt=0, lt=1)
    """The most that rate may be: Wallonia had 49 % two years before (FRB barometer 2022). Where ``total_rate`` is
    higher, it is the most."""
    gradient: float = Field(default=2.0, ge=1, le=10)
    """Rate in the most vulnerable tenth of residents over that in the least vulnerable tenth: a stated assumption."""
    gradient_low: float = Field(default=1.0, ge=1, le=10)
    """The least that may be: 1, no difference between neighbourhoods. Where ``gradient`` is lower, it is the least."""
    gradient_high: float = Field(default=4.0, ge=1, le=10)
    """The most that may be, an assumption: a little more than between low and high diplomas (68 % over 19 %). Where
    ``gradient`` is higher, it is the most."""
    rate_low_diploma: float = Field(default=0.68, gt=0, lt=1)
    """Rate among residents with a low diploma (FRB barometer 2024)."""
    rate_high_diploma: float = Field(default=0.19, gt=0, lt=1)
    """Rate among residents with a high diploma (FRB barometer 2024)."""
    rate_middle_diploma: float = Field(default=0.43, gt=0, lt=1)
    """Not published: midway between the two, a stated assumption, calibrated with them on ``total_rate``."""

    @model_validator(mode="after")
    def _ranges_are_in_order(self) -> Self:
        refuse(
            [
                fault
                for low, high in (("total_rate_low", "total_rate_high"), ("gradient_low", "gradient_high"))
                for fault in above(low, getattr(self, low), high, getattr(self, high))
            ]
        )
        return self


class Coverage(Frozen):
    """What counts as being covered."""

    as_of: date = date(2026, 1, 1)
    """Day as of which fibre with an ``available_from`` date counts; a parameter, since the engine has no clock."""
    home_5g_class: Literal[1, 2, 3] = 2
    """Lowest 5G class that replaces fibre at home: 2, indoor (BIPT's classes)."""


class Costs(Frozen):
    """Cost of equipping a building; editable defaults.

    Examples
    --------
    >>> Costs(access_point_eur=1000).model_dump(exclude_unset=True)
    {'access_point_eur': 1000.0}
    """

    area_per_access_point_m2: float = Field(default=150, ge=20, le=1000)
    """One access point for 150 m2 in plain offices, 90-250 by density."""
    access_point_eur: float = Field(default=900, ge=0)
    """One indoor access point, put up: an assumption."""
    switch_and_rack_eur: float = Field(default=1500, ge=0)
    """Once for a building: an assumption."""
    survey_eur: float = Field(default=400, ge=0)
    """Survey of the building, once: an assumption."""
    fibre_entry_available_eur: float = Field(default=0, ge=0)
    """Bringing fibre in where it can be ordered, or is there: an assumption."""
    fibre_entry_building_eur: float = Field(default=1500, ge=0)
    """Bringing fibre in where it is being built: an assumption."""
    fibre_entry_none_eur: float = Field(default=8000, ge=0)
    """Bringing fibre in where there is none: an assumption."""
    opex_per_access_point_eur_per_year: float = Field(default=600, ge=0)
    """Running an indoor access point: 500-1,500 EUR (CGET / Banque des Territoires guide, 2019)."""
    years_counted: int = Field(default=4, ge=0, le=20)
    """Years of running cost counted in the cost per resident: the length of the city's programme."""


Objective = Literal["wifi", "aidants"]


def _default_weights() -> dict[Objective, dict[str, int]]:
    return {
        "wifi": {
            "vulnerable_in_reach": 8,
            "gap_in_reach": 6,
            "fibre_at_building": 7,
            "mobile_5g_at_building": 2,
            "expressed_demand": 6,
            "opening_hours": 4,
            "cost_per_person": 4,
        },
        "aidants": {
            "vulnerable_in_reach": 3,
            "vulnerable_without_help": 9,
            "seniors_in_reach": 5,
            "contact_staff": 5,
            "opening_hours": 4,
            "existing_help": 4,
            "connectivity": 4,
        },
    }


class Parameters(Frozen):
    """All parameters of one assessment. Two equal Parameters on one snapshot give the same results, to the bit.

    Examples
    --------
    >>> Parameters(reach=Reach(limit_m=900)).model_dump(exclude_unset=True)
    {'reach': {'limit_m': 900.0}}
    """

    reach: Reach = Reach()
    walk: Walk = Walk()
    catchments: Catchments = Catchments()
    vulnerability: Vulnerability = Vulnerability()
    coverage: Coverage = Coverage()
    costs: Costs = Costs()
    programme_end: date = date(2030, 12, 31)
    """Last day of the programme: a building that is ready only later is not compared for Wi-Fi."""
    weights: dict[Objective, dict[str, int]] = Field(default_factory=_default_weights)
    """Integers 0-10 per criterion; the engine divides by their sum over the criteria that can be measured."""
    goalposts: dict[str, tuple[float, float]] = Field(default_factory=dict)
    """Criterion key -> (raw value scored 0, raw value scored 1), overriding the criterion's own."""
