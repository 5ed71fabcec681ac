"""What an assessment holds: the evidence, the decision matrices and the findings, as plain tables."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
from scipy import sparse

from geo.place import Place
from geo.settings import Parameters


@dataclass(frozen=True)
class Evidence:
    """What is known of demand and sites before anybody weighs anything. Criteria measure this.

    Attributes
    ----------
    place, parameters
        As given to ``assess``.
    demand
        GeoDataFrame, index ``demand_id`` (text, sorted), points in metres. Columns: ``sector_code_statbel``,
        ``section_code_statbel``, ``x_m``, ``y_m``, ``population`` (float, sums per sector to the published total),
        ``population_16_74`` (float; NaN everywhere unless it is known of every sector),
        ``located`` (bool; False where a sector had no residence and its people stand on a representative point),
        ``vulnerable_count``, ``vulnerable_low``, ``vulnerable_high`` (for want of indicators), one column for each of
        ``geo.population.ASSUMPTIONS``, ``fibre_available`` (boolean, NA unknown),
        ``mobile_5g_class_best``, ``mobile_5g_class_min`` (Int64 0-3, NA unknown), ``home_gap`` (boolean, NA unknown),
        ``wifi_distance_m``, ``help_distance_m`` (float64, nearest open public Wi-Fi / nearest help; +inf when there is
        none at all, NaN when the layer is absent), ``public_gap``, ``help_gap`` (boolean, NA unknown: none within the
        reach), ``seniors_count`` (float64; NaN when the data do not say).
    sectors
        GeoDataFrame, index ``sector_code_statbel`` (sorted), polygons in metres. Columns: ``sector_name_fr``,
        ``sector_name_nl``, ``section_code_statbel``, ``section_name``, ``district`` (text or NA), ``area_m2``,
        ``population`` (NA where no figure), ``population_16_74``, ``grid_persons`` and ``grid_fit`` (see
        ``geo.population.Disaggregation.grid``), ``vulnerability_index`` (0-100, NaN if incomplete), ``index_low``,
        ``index_high``, ``index_status`` (``complete``/``incomplete``/``unknown``), ``vulnerable_rate``,
        ``vulnerable_count``, ``vulnerable_low``, ``vulnerable_high``, ``vulnerable_method``
        (``composition``/``index``/``commune_mean``), one column for each of ``geo.population.ASSUMPTIONS``,
        ``fibre_share`` (residents, 0-1), ``fibre_area_share``,
        ``mobile_5g_class_best_mean`` (area-weighted mean of the best class), ``mobile_5g_indoor_share`` (share of
        residents at class >= 2 from at least one operator), ``mobile_5g_indoor_area_share`` (exact cell fractions for
        rasters), ``home_gap_persons``, ``public_gap_persons``, ``help_gap_persons`` and the same with ``_vulnerable``
        instead of ``_persons``, ``home_gap_persons_low`` and ``home_gap_persons_high``, ``inherited_indicators`` (keys
        of those that are a former sector's, NA where none is), then one column per indicator in the data, named by
        its key.
    sites
        GeoDataFrame, index ``building_id`` (sorted), representative point in metres (empty where not located). Columns:
        every declared column of the ``buildings`` layer, ``public_access_assumed`` (bool; True where ``public_access``
        is what the commune assumes of its schools, and no list's), then ``x_m``, ``y_m``, ``sector_code_statbel``,
        ``section_code_statbel``, ``section_name``, ``district``, ``location_status``
        (``located``/``no_coordinates``/``outside_commune``), ``distance_outside_m``, ``opening_hours_per_week``,
        ``fibre_status`` (``available``/``building``/``planned``/``none``, NA unknown), ``fibre_operator``,
        ``fibre_available_from``, ``mobile_5g_class_best``, ``mobile_5g_class_min``, ``wifi_distance_m``,
        ``help_distance_m``, ``population_in_reach``, ``vulnerable_in_reach`` (NaN where no walk is known),
        ``access_points`` (Int64), ``capex_eur``, ``opex_eur_per_year``, ``capex_low_eur``, ``capex_high_eur`` (which
        bound the first where fibre is not known), ``walks_doubtful`` (boolean; True beside two streets far apart on
        foot, NA in straight lines).
    reach
        CSR matrix, sites x demand in the order of their indexes; the stored value is the walked distance in metres
        (a zero distance is stored as 0.001 so that it stays in the matrix). Pairs beyond the limit are absent.
    support_reach
        The same for support places x demand; None when the layer is absent.
    help_near_sites
        The same for support places x sites; None when the layer is absent.
    wifi_reach
        The same for the places of ``wifi`` x demand; None when the layer is absent.
    distance_method
        ``straight_line`` (times the detour factor) or ``streets``.
    support_places, wifi
        The places that count (inside, or within the outside margin), indexed by their key; None when absent.
    devices, school_pupils, realised
        The layers of the same names, as published; None when absent.
    absent_layers
        Names of optional layers nobody published.
    workplaces
        Where helpers come from and may sit, indexed by ``workplace_id`` (sorted), as
        ``geo.evidence.workplaces.place_workplaces`` places them; None when absent.
    workplace_reach
        Walks from those of them that are in no building of the inventory, as ``reach``; None when absent.

    Examples
    --------
    >>> evidence.demand["population"].sum().item(), evidence.reach.shape
    (4500.0, (8, 18))
    >>> evidence.sites.loc["b1-library", "population_in_reach"].item()
    150.0
    """

    place: Place
    parameters: Parameters
    demand: gpd.GeoDataFrame
    sectors: gpd.GeoDataFrame
    sites: gpd.GeoDataFrame
    reach: sparse.csr_array
    support_reach: sparse.csr_array | None
    help_near_sites: sparse.csr_array | None
    distance_method: str
    support_places: gpd.GeoDataFrame | None
    wifi: gpd.GeoDataFrame | None
    absent_layers: tuple[str, ...]
    wifi_reach: sparse.csr_array | None = None
    devices: pd.DataFrame | None = None
    school_pupils: pd.DataFrame | None = None
    workplaces: gpd.GeoDataFrame | None = None
    workplace_reach: sparse.csr_array | None = None
    realised: pd.DataFrame | None = None


@dataclass(frozen=True)
class Finding:
    """Something a reader must know about the data behind the numbers.

    ``code`` is stable; ``message`` is an English ``N_`` text with ``{named}`` places for ``parameters``; ``subject``
    is the key of the row concerned (a building, a sector) or empty.

    Examples
    --------
    >>> found = Finding("people.off", "warning", "{count} people live nowhere.", {"count": 12})
    >>> found.message.format(**found.parameters)
    '12 people live nowhere.'
    """

    code: str
    severity: str
    message: str
    parameters: dict[str, object]
    subject: str = ""
