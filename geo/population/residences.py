"""Residents of sectors shared out among residences, to the last one."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import DataError
from geo.location import sector_position
from geo.texts import N_

CELL = "cell"
"""Kind of residence whose weight is a number of people: those of a cell of a population grid."""

AGES = "population_16_74"
"""Column of the population layer: residents of the ages the published rate of digital difficulty is for."""

FEW, MANY = 0.5, 2.0
"""Share of a sector's published residents in its cells below which they are squeezed into too few of them, and above
which the grid has too many: a sector drawn or counted anew, people displaced in the grid, an error in either."""

REPRESENTATIVE = "sector:"
"""Prefix of the demand point that stands for a sector without residences."""


@dataclass(frozen=True)
class Disaggregation:
    """Where the residents are.

    Attributes
    ----------
    demand
        GeoDataFrame by ``demand_id``, sorted: ``sector_code_statbel``, ``section_code_statbel``, ``x_m``, ``y_m``,
        ``population``, ``population_16_74`` (NaN without ``ages_known``), ``located``, points in metres. Everybody in a
        sector with an outline, and nobody else.
    residents
        Residents per sector with an outline, by code; NaN where no figure is published.
    counted
        Those of them the published rate is for: of 16 to 74 years with ``ages_known``, else all.
    ages_known
        Whether the population table has the residents of 16 to 74 years of every sector it has residents of.
    unlocated, unlocated_counted
        Residents of codes without an outline: people the register cannot place; and those the rate is for.
    residences_outside
        How many residences were set aside because they lie in no sector.
    outside_persons
        People in them, where residences are cells of a population grid; else NaN.
    grid
        By sector with an outline, where residences are cells of a grid: ``grid_persons``, the people its cells hold,
        and ``grid_fit``, how they compare with the published residents: ``none`` (no cell with anybody), ``under``
        (fewer than ``FEW`` of them), ``over`` (more than ``MANY`` times as many) or ``fits``; empty where no residents
        are published or nobody lives, and throughout where residences are addresses, which hold no number of people.

    Examples
    --------
    >>> away = toy.population(unlocated=12)
    >>> disaggregate(evidence.sectors, away, town.residences).unlocated
    12.0
    """

    demand: gpd.GeoDataFrame
    residents: pd.Series
    counted: pd.Series
    ages_known: bool
    unlocated: float
    unlocated_counted: float
    residences_outside: int
    outside_persons: float
    grid: pd.DataFrame


def disaggregate(
    sectors: gpd.GeoDataFrame, population: pd.DataFrame, residences: gpd.GeoDataFrame | None
) -> Disaggregation:
    """Share the residents of each sector among its residences by weight: ``P_b = P_s * w_b / sum(w)``.

    Parameters
    ----------
    sectors
        As ``frame_sectors`` returns them.
    population, residences
        The layers; ``residences`` None when nobody published them.

    Raises
    ------
    DataError
        When a code occurs twice in the population table, or more of 16 to 74 years than residents.

    Notes
    -----
    The dasymetric method (weights from ancillary points; mass preserving by construction, Tobler 1979). A sector with
    residents but without any residence of positive weight keeps its residents on a point inside it, with ``located``
    False. Residences without residents (weight 0, or an empty sector) are left out: they carry nobody. The people in
    the cells of a grid are weights and no count: where they are far fewer than the published residents, these are
    squeezed into the few cells there are, and distances from there are those of the few; ``grid`` says where.

    Examples
    --------
    >>> spread = disaggregate(evidence.sectors, town.population, town.residences)
    >>> spread.demand["population"].head(4).tolist()
    [25.0, 75.0, 50.0, 150.0]
    """
    by_code = population.set_index("sector_code_statbel")["population"].astype("float64").sort_index()
    if not by_code.index.is_unique:
        twice = sorted(by_code.index[by_code.index.duplicated()])
        raise DataError(
            N_("The population table names a sector twice: {codes}. Keep one row each."), codes=", ".join(twice)
        )
    residents = by_code.reindex(sectors.index).rename("population")
    of_age, ages_known = _of_age(population, by_code)

    weighted, outside = _weighted(sectors, residences)
    in_cells = residences is not None and len(residences) > 0 and bool((residences["kind"] == CELL).all())
    persons = np.bincount(weighted["position"], weights=weighted["weight"], minlength=len(sectors))
    grid = _grid(residents, persons, in_cells=in_cells)
    share = weighted.groupby("position")["weight"].transform(lambda weight: weight / weight.max())
    share = share / share.groupby(weighted["position"]).transform("sum")
    weighted["population"] = residents.to_numpy()[weighted["position"]] * share
    weighted = weighted[weighted["population"] > 0]

    without = np.flatnonzero((residents > 0).to_numpy() & ~np.isin(np.arange(len(sectors)), weighted["position"]))
    standing = pd.DataFrame(
        {
            "demand_id": REPRESENTATIVE + sectors.index[without].astype("str"),
            "position": without,
            "population": residents.to_numpy()[without],
            "located": False,
            "point": shapely.point_on_surface(sectors.geometry.to_numpy()[without]),
        }
    )
    everybody = pd.concat([weighted, standing]) if len(weighted) else standing
    everybody = everybody.sort_values("demand_id")
    if not everybody["demand_id"].is_unique:
        raise DataError(N_("Two residences have the same identifier."))
    elsewhere = ~by_code.index.isin(sectors.index)
    counted = of_age.reindex(sectors.index)
    counting = (counted / residents.where(residents > 0)).to_numpy()
    everybody["of_age"] = everybody["population"] * counting[everybody["position"]] if ages_known else np.nan
    return Disaggregation(
        _demand(everybody, sectors),
        residents,
        counted,
        ages_known,
        float(by_code[elsewhere].sum()),
        float(of_age[elsewhere].sum()),
        len(outside),
        float(outside.sum()) if in_cells else np.nan,
        grid,
    )


def _of_age(population: pd.DataFrame, residents: pd.Series) -> tuple[pd.Series, bool]:
    """Return the residents the published rate is for, by code, and whether these are those of its ages or all."""
    if AGES not in population:
        return residents, False
    of_age = population.set_index("sector_code_statbel")[AGES].astype("float64").reindex(residents.index)
    too_many = sorted(of_age.index[(of_age > residents).to_numpy()])
    if too_many:
        raise DataError(
            N_("More residents of 16 to 74 years than residents in {codes}: correct the population table."),
            codes=", ".join(too_many[:5]),
        )
    known = bool(of_age[residents > 0].notna().all()) and bool(of_age.notna().any())
    return (of_age.where(of_age.notna(), residents), True) if known else (residents, False)


def _grid(residents: pd.Series, persons: np.ndarray, *, in_cells: bool) -> pd.DataFrame:
    """Hold the people in the cells of each sector against its published residents; all empty without a grid."""
    held = pd.Series(persons if in_cells else np.nan, index=residents.index, dtype="float64")
    fit = np.select([held == 0, held < FEW * residents, held > MANY * residents], ["none", "under", "over"], "fits")
    told = pd.Series(fit, index=residents.index, dtype="str").where((residents > 0) & held.notna())
    return pd.DataFrame({"grid_persons": held, "grid_fit": told})


def _weighted(sectors: gpd.GeoDataFrame, residences: gpd.GeoDataFrame | None) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the residences of positive weight that lie in a sector, and the weights of those that lie in none."""
    if residences is None:
        residences = gpd.GeoDataFrame({"residence_id": [], "weight": []}, geometry=[], crs=sectors.crs)
    points = residences.geometry.to_numpy()
    position = sector_position(points, sectors)
    frame = pd.DataFrame(
        {
            "demand_id": residences["residence_id"].astype("str").to_numpy(),
            "position": position,
            "weight": residences["weight"].to_numpy(dtype="float64"),
            "located": True,
            "point": points,
        }
    ).sort_values("demand_id", kind="stable")
    outside = frame.loc[frame["position"] < 0, "weight"].to_numpy()
    return frame[(frame["position"] >= 0) & (frame["weight"] > 0)].copy(), outside


def _demand(everybody: pd.DataFrame, sectors: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    points = everybody["point"].to_numpy()
    position = everybody["position"].to_numpy(dtype="int64")
    return gpd.GeoDataFrame(
        {
            "sector_code_statbel": sectors.index.to_numpy()[position],
            "section_code_statbel": sectors["section_code_statbel"].to_numpy()[position],
            "x_m": shapely.get_x(points),
            "y_m": shapely.get_y(points),
            "population": everybody["population"].to_numpy(dtype="float64"),
            "population_16_74": everybody["of_age"].to_numpy(dtype="float64"),
            "located": everybody["located"].to_numpy(dtype=bool),
        },
        index=pd.Index(everybody["demand_id"].to_numpy(), dtype="str", name="demand_id"),
        geometry=points,
        crs=sectors.crs,
    ).astype({"sector_code_statbel": "str", "section_code_statbel": "str"})
