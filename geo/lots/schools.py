"""Devices for schools: shared out by pupils and their school's socio-economic class, primary and secondary apart."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pandas as pd

from geo.errors import DataError
from geo.evidence import Evidence, Finding
from geo.lots.kind import Asked, KindLots, claim_of, shared, stock_of
from geo.lots.need import Need
from geo.settings import ISE_CLASSES, SchoolLots
from geo.texts import N_

SCHOOL_RULES: Mapping[str, str] = MappingProxyType(
    {
        "pupils": N_("It has no pupils."),
        "pupils_known": N_("It is not known how many pupils it has."),
        "ise_known": N_("The class of its socio-economic index is not known."),
    }
)
"""Rule -> what is said of a school site that does not meet it."""

_NO_TABLE = N_(
    "Devices are asked for schools, but no table of pupils is published. Fill in the template school_pupils.csv and "
    "refresh it, or ask for none."
)
_NO_SITE = N_(
    "The rules for schools force or exclude sites that there are not: {keys}. Give identifiers of the table of pupils."
)


def weight(ise_class: int, settings: SchoolLots) -> Fraction:
    """Return what a pupil counts for: 1 in the most favoured class, most in the least favoured, in even steps between.

    Examples
    --------
    >>> from geo.settings import SchoolLots
    >>> weight(20, SchoolLots(ise_weight=3)), weight(1, SchoolLots(ise_weight=3))
    (Fraction(1, 1), Fraction(3, 1))
    """
    return 1 + (Fraction(str(settings.ise_weight)) - 1) * Fraction(ISE_CLASSES - ise_class, ISE_CLASSES - 1)


def school_sites(evidence: Evidence, settings: SchoolLots) -> pd.DataFrame:
    """Say of every school site and level whether it may get devices, and why not.

    Returns
    -------
    DataFrame
        By site and level: ``school_site_id``, ``level``, ``name``, ``building_id``, ``pupils`` and ``ise_class``
        (Int64, NA not known), ``status`` (``receives``, ``unmet``, ``excluded``, ``not_asked``), ``forced`` (bool),
        ``unmet`` (codes of ``SCHOOL_RULES``), ``assumed`` (``ise`` or nothing), ``cap`` (Int64).

    Raises
    ------
    DataError
        When nobody published the table of pupils, or sites are forced or excluded that there are not.
    """
    table = evidence.school_pupils
    if table is None:
        raise DataError(_NO_TABLE)
    if missing := sorted({*settings.forced, *settings.excluded} - set(table["school_site_id"])):
        raise DataError(_NO_SITE, keys=", ".join(missing))
    ordered = table.sort_values(["level", "school_site_id"]).reset_index(drop=True)
    ise = ordered["ise_class"].astype("Int64")
    guessed = ise.isna() & (settings.assumed_ise_class is not None)
    if settings.assumed_ise_class is not None:
        ise = ise.fillna(settings.assumed_ise_class)
    pupils = ordered["pupils"].astype("Int64")
    unmet = [
        " ".join(
            [
                *(["pupils"] if pd.notna(count) and not count else []),
                *(["pupils_known"] if pd.isna(count) else []),
                *(["ise_known"] if pd.isna(grade) else []),
            ]
        )
        for count, grade in zip(pupils, ise, strict=True)
    ]
    excluded = ordered["school_site_id"].isin(settings.excluded)
    forced = ordered["school_site_id"].isin(settings.forced)
    asked = [settings.devices(str(level)) > 0 for level in ordered["level"]]
    status = [
        "excluded" if out else "unmet" if lacks and not wanted else "receives" if there else "not_asked"
        for out, lacks, there, wanted in zip(excluded, unmet, asked, forced, strict=True)
    ]
    per_pupil = Decimal(str(settings.devices_per_pupil))
    caps = [None if pd.isna(count) else int(int(count) * per_pupil) for count in pupils]
    return ordered[["school_site_id", "level", "name", "building_id"]].assign(
        pupils=pupils,
        ise_class=ise,
        status=pd.Series(status, ordered.index, dtype="str"),
        forced=forced.to_numpy(dtype=bool),
        unmet=pd.Series(unmet, ordered.index, dtype="str"),
        assumed=pd.Series(["ise" if each else "" for each in guessed], ordered.index, dtype="str"),
        cap=pd.array(caps, dtype="Int64"),
    )


def school_names(evidence: Evidence) -> dict[str, str]:
    """Return the name of every school site by its key; none where nobody published the table of pupils.

    Examples
    --------
    >>> school_names(evidence)
    {}
    """
    table = evidence.school_pupils
    return {} if table is None else dict(zip(map(str, table["school_site_id"]), map(str, table["name"]), strict=True))


def school_lots(
    level: str, sites: pd.DataFrame, settings: SchoolLots, reserve_share: float, last: Mapping[str, int]
) -> tuple[KindLots, Finding | None]:
    """Return the lots of the schools of a level, and the conflict when there are too few devices.

    ``last``: school site -> its lot of the year before, where it is known.
    """
    stock = stock_of(settings.devices(level), reserve_share, settings.least_lot)
    mine = sites[(sites["level"] == level) & (sites["status"] == "receives")]
    rows = {str(row["school_site_id"]): row for row in mine.to_dict("records")}
    caps: dict[str, int | None] = {key: None if pd.isna(row["cap"]) else int(row["cap"]) for key, row in rows.items()}
    # A forced site of which something is not known, or without pupils, gets the minimum.
    need = {
        key: Fraction(0) if row["unmet"] else int(row["pupils"]) * weight(int(row["ise_class"]), settings)
        for key, row in rows.items()
        if row["unmet"] or int(row["cap"]) >= max(stock.least, 1)
    }
    claims = [
        claim_of(key, each, stock.least, caps[key], last.get(key), settings.most_change) for key, each in need.items()
    ]
    return shared(Asked(level, stock, Need(need, Fraction(0)), claims, caps, last))


def lots_by_site(sites: pd.DataFrame, schools: Mapping[str, KindLots]) -> list[int]:
    """Return the lot of each row of the sites; 0 without one."""
    lots = {(level, str(key)): int(lot) for level, each in schools.items() for key, lot in each.table["lots"].items()}
    keys = zip(sites["level"], sites["school_site_id"], strict=True)
    return [lots.get((str(level), str(key)), 0) for level, key in keys]
