"""Device lots as a city describes them: how many devices, from which money, and the rules places must meet."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from pydantic import Field, model_validator

from geo.errors import MaillageError, refuse
from geo.place import Frozen
from geo.settings.faults import given_twice, named_in_both, outside
from geo.texts import N_

Kind = Literal["pc", "laptop", "tablet"]

DEVICE_KINDS: Mapping[Kind, str] = MappingProxyType(
    {"pc": N_("reconditioned PCs"), "laptop": N_("laptops"), "tablet": N_("tablets")}
)
"""Kind of device -> the words people read."""

LEVELS: Mapping[str, str] = MappingProxyType({"primary": N_("nursery and primary"), "secondary": N_("secondary")})
"""Level of education -> the words people read."""

ISE_CLASSES = 20
"""Classes of the socio-economic index of the Federation Wallonie-Bruxelles: 1 for the least favoured schools."""

MOST_DEVICES = 100_000
"""More devices of one kind than this are a slip of the pen."""


def _default_least() -> dict[Kind, int]:
    return {"pc": 2, "laptop": 1, "tablet": 2}


def _default_per_desk() -> dict[Kind, float]:
    return {"pc": 1.0, "laptop": 0.5, "tablet": 1.0}


class SchoolLots(Frozen):
    """Devices for schools, shared out by pupils and socio-economic class; primary and secondary apart.

    Examples
    --------
    >>> SchoolLots(primary=100).asked, SchoolLots().asked, SchoolLots(secondary=60).devices("secondary")
    (True, False, 60)
    """

    primary: int = Field(default=0, ge=0, le=MOST_DEVICES)
    """Devices for nursery and primary schools, the reserve included; 0: no lot for them."""
    secondary: int = Field(default=0, ge=0, le=MOST_DEVICES)
    """Devices for secondary schools, the reserve included; 0: no lot for them."""
    least_lot: int = Field(default=2, ge=0, le=10_000)
    """Devices that a site gets at least: an assumption."""
    devices_per_pupil: float = Field(default=0.25, gt=0, le=10)
    """Devices for each pupil at the most, rounded down: the cap, one device for four pupils. An assumption."""
    ise_weight: float = Field(default=2.0, ge=1, le=10)
    """What a pupil of a school of the least favoured class counts for, one of the most favoured counting 1; in even
    steps between. An assumption."""
    assumed_ise_class: int | None = Field(default=None, ge=1, le=ISE_CLASSES)
    """Class taken for schools of which none is known; None: such a school gets nothing. Told with every lot."""
    most_change: int | None = Field(default=None, ge=0, le=10_000)
    """Devices by which the lot of a site may differ at most from last year's, where the follow-up of devices has it;
    None: freely. The minimum lot and the cap go before it."""
    forced: tuple[str, ...] = ()
    """School sites that get a lot whatever rule they do not meet; where pupils or class are not known, the minimum."""
    excluded: tuple[str, ...] = ()
    """School sites that get nothing."""

    @model_validator(mode="after")
    def _fits_together(self) -> "SchoolLots":
        refuse(named_in_both("forced", self.forced, "excluded", self.excluded))
        return self

    @property
    def asked(self) -> bool:
        """Whether there are devices for schools."""
        return bool(self.primary or self.secondary)

    def devices(self, level: str) -> int:
        """Return the devices for the schools of a level."""
        return {"primary": self.primary, "secondary": self.secondary}[level]


class Lots(Frozen):
    """What is given in a year and by which rules. Two equal settings on the same evidence give the same lots.

    Examples
    --------
    >>> Lots(budget_eur=10_000, laptop_eur=700, laptop_budget_share=0.75).bought("laptop")
    10
    """

    year: int = Field(default=2027, ge=2000, le=2200)
    """Year of the lots. Last year's, where the follow-up file has them, are those of the year before."""
    pcs: int = Field(default=250, ge=0, le=MOST_DEVICES)
    """Reconditioned PCs there are to give: the city expects 200-300 a year."""
    budget_eur: float = Field(default=200_000.0, ge=0, le=1e9)
    """For laptops and tablets together, to the cent."""
    laptop_budget_share: float = Field(default=0.5, ge=0, le=1)
    """Part of the budget that is for laptops, the rest being for tablets: an assumption. Neither pays for the other, so
    that more money never takes a device away."""
    laptop_eur: float = Field(default=700.0, gt=0, le=1e6)
    """Price of a laptop, to the cent: an assumption, until there is an offer."""
    tablet_eur: float = Field(default=350.0, gt=0, le=1e6)
    """Price of a tablet, to the cent: an assumption, until there is an offer."""
    reserve_share: float = Field(default=0.05, ge=0, le=1)
    """Part of each kind that is kept for breakdowns, rounded up to whole devices: an assumption."""
    least_lot: dict[Kind, int] = Field(default_factory=_default_least)
    """Kind -> devices that a place gets at least: a lone device is not worth looking after. An assumption."""
    devices_per_desk: dict[Kind, float] = Field(default_factory=_default_per_desk)
    """Kind -> devices for each desk where the public may use one, in a place open `full_hours_per_week`: the cap. An
    assumption."""
    full_hours_per_week: float = Field(default=20.0, gt=0, le=168)
    """Opening hours from which the cap is whole; below, it shrinks in proportion. An assumption."""
    most_change: dict[Kind, int] = Field(default_factory=dict)
    """Kind -> devices by which a lot may differ at most from last year's, where that is known; a kind left out may
    change freely. The minimum lot and the cap go before it."""
    least_desks: int = Field(default=1, ge=0, le=10_000)
    """Desks for the public that a place must have."""
    least_hours_per_week: float = Field(default=8.0, ge=0, le=168)
    """Hours a week that a place must be open: an assumption."""
    reach_m: float | None = Field(default=None, gt=0)
    """How far people walk to a device, in metres walked; None: as far as the assessment's reach, never farther."""
    assume_function: bool = False
    """Whether a place of which nobody says which function looks after the devices is taken to have one. An assumption
    of whoever sets it, told with every lot."""
    assumed_desks: int | None = Field(default=None, ge=1, le=10_000)
    """Desks taken for places of which none are known; None: such a place gets nothing. Told with every lot."""
    assumed_hours_per_week: float | None = Field(default=None, ge=0, le=168)
    """Opening hours taken for places whose hours are not known; None: such a place gets nothing. Told as well."""
    forced: tuple[str, ...] = ()
    """Buildings that get a lot whatever rule they do not meet; where a capacity is not known, the minimum."""
    excluded: tuple[str, ...] = ()
    """Buildings that get nothing and serve nobody."""
    by_district: bool = False
    """Whether all kinds are shared out among districts at once, each district and each kind having a fixed total; then
    each district's devices among its places. Districts of the commune, or its former communes where it has none."""
    district_totals: dict[str, int] = Field(default_factory=dict)
    """District -> devices of all kinds that its places get together; a place in no district belongs to `–`. Those
    left out share the rest in proportion to the need of their places. Used with `by_district` alone."""
    schools: SchoolLots = SchoolLots()

    def bought(self, kind: Kind) -> int:
        """Return how many devices of a kind there are, the reserve included.

        Examples
        --------
        >>> Lots(pcs=240).bought("pc"), Lots(budget_eur=1_000, tablet_eur=333.33).bought("tablet")
        (240, 1)
        """
        return self.pcs if kind == "pc" else self.pot_cents(kind) // self.price_cents(kind)

    def price_cents(self, kind: Kind) -> int:
        """Return the price of a device in cents; reconditioned PCs are given for nothing."""
        return 0 if kind == "pc" else cents({"laptop": self.laptop_eur, "tablet": self.tablet_eur}[kind])

    def pot_cents(self, kind: Kind) -> int:
        """Return what of the budget is for a kind, in cents: laptops get their share rounded down, tablets the rest."""
        budget = cents(self.budget_eur)
        laptops = int(budget * Decimal(str(self.laptop_budget_share)))
        return {"pc": 0, "laptop": laptops, "tablet": budget - laptops}[kind]

    @model_validator(mode="after")
    def _fits_together(self) -> "Lots":
        faults = [
            MaillageError(_NO_CENTS, key=name, value=getattr(self, name))
            for name in ("budget_eur", "laptop_eur", "tablet_eur")
            if Decimal(str(getattr(self, name))) * 100 % 1
        ]
        for name in ("least_lot", "most_change", "devices_per_desk"):
            faults += outside(name, getattr(self, name), 0, 10_000)
        for name in ("least_lot", "devices_per_desk"):
            if lacking := [kind for kind in DEVICE_KINDS if kind not in getattr(self, name)]:
                faults.append(MaillageError(_EACH_KIND, key=name, names=", ".join(lacking)))
        faults += outside("district_totals", self.district_totals, 0, MOST_DEVICES)
        if self.district_totals and not self.by_district:
            faults.append(MaillageError(_NO_DISTRICTS, key="district_totals"))
        faults += named_in_both("forced", self.forced, "excluded", self.excluded)
        for name in ("forced", "excluded"):
            faults += given_twice(name, getattr(self, name))
        refuse(faults)
        return self


def cents(euros: float) -> int:
    """Return an amount of euros in whole cents."""
    return int(Decimal(str(euros)) * 100)


_NO_CENTS = N_("{key}: {value} is not a whole number of cents; write two decimals at the most.")
_EACH_KIND = N_("{key}: every kind of device needs a figure of its own; add {names}.")
_NO_DISTRICTS = N_("{key}: totals hold only with by_district = true; set it as well, or leave the totals out.")
