"""The files of statisticians and researchers: sectors, residents, incomes, deprivation, other indicators."""

import numpy as np

from demo.formats import delimited, geojson
from demo.geography import SECTIONS
from demo.partition import Sector
from demo.people import People

NIS_CODE = "52011"
_DOMAINS = ("income", "employment", "education", "housing", "health", "crime")


def sector_outlines(sectors: list[Sector]) -> bytes:
    """Return the statistical sectors as Statbel laid them out for 1 January 2023, in Lambert 2008."""
    features = []
    for number, sector in enumerate(sectors, start=1):
        section = SECTIONS[sector.section]
        properties = {
            "ogc_fid": number,
            "cd_sector": sector.code,
            "tx_sector_descr_nl": sector.name,
            "tx_sector_descr_fr": sector.name,
            "tx_sector_descr_de": sector.name,
            "cd_sub_munty": section.code,
            "tx_sub_munty_nl": section.name.upper(),
            "tx_sub_munty_fr": section.name.upper(),
            "tx_munty_dstr": None,
            "cd_munty_refnis": NIS_CODE,
            "tx_munty_descr_nl": "Charleroi",
            "tx_munty_descr_fr": "Charleroi",
            "tx_munty_descr_de": "Charleroi",
            "cd_dstr_refnis": "52000",
            "tx_adm_dstr_descr_nl": "Arrondissement Charleroi",
            "tx_adm_dstr_descr_fr": "Arrondissement de Charleroi",
            "tx_adm_dstr_descr_de": "Bezirk Charleroi",
            "cd_prov_refnis": "50000",
            "tx_prov_descr_nl": "Provincie Henegouwen",
            "tx_prov_descr_fr": "Province du Hainaut",
            "tx_prov_descr_de": "Provinz Hennegau",
            "cd_rgn_refnis": "03000",
            "tx_rgn_descr_nl": "Waals Gewest",
            "tx_rgn_descr_fr": "Région wallonne",
            "tx_rgn_descr_de": "Wallonische Region",
            "cd_country": "BE",
            "cd_nuts_lvl1": "BE3",
            "cd_nuts_lvl2": "BE32",
            "cd_nuts_lvl3": "BE32B",
            "ms_area_ha": round(sector.outline.area / 10_000, 6),
            "ms_perimeter_m": round(sector.outline.length),
            "dt_situation": "2023-01-01T00:00:00",
        }
        features.append((None, properties, sector.outline))
    return geojson("demo_sh_statbel_statistical_sectors_3812_20230101", 3812, features, 2)


def residents(sectors: list[Sector], people: People) -> bytes:
    """Return the residents as Statbel's text table has them; the name of the file says of which year."""
    header = [
        "CD_REFNIS", "CD_SECTOR", "TOTAL", "DT_STRT_SECTOR", "DT_STOP_SECTOR", "OPPERVLAKKTE IN HM²",
        "TX_DESCR_SECTOR_NL", "TX_DESCR_SECTOR_FR", "TX_DESCR_NL", "TX_DESCR_FR",
    ]  # fmt: skip
    rows = [
        [
            NIS_CODE,
            sector.code,
            int(total),
            "01/01/1970",
            "31/12/9999",
            f"{sector.outline.area / 10_000:.2f}".replace(".", ","),
            sector.name,
            sector.name,
            "Charleroi",
            "Charleroi",
        ]
        for sector, total in zip(sectors, people.residents, strict=True)
    ]
    return delimited(header, rows, "|", mark=True)


def incomes(sectors: list[Sector], people: People) -> bytes:
    """Return the incomes as Statbel's text table has them, ``*`` where withheld."""
    header = [
        "CD_YEAR", "CD_MUNTY_REFNIS", "CD_SECTOR", "MS_NBR_NON_ZERO_INC", "MS_TOT_NET_TAXABLE_INC",
        "MS_AVG_TOT_NET_TAXABLE_INC", "MS_MEDIAN_NET_TAXABLE_INC", "MS_INT_QUART_DIFF", "MS_INT_QUART_COEFF",
        "MS_INT_QUART_ASSYM", "TX_SECTOR_DESCR_NL", "TX_SECTOR_DESCR_FR",
    ]  # fmt: skip
    known = people.incomes
    rows = []
    for index, sector in enumerate(sectors):
        count, mean, median = int(known.declarations[index]), known.mean_eur[index], known.median_eur[index]
        spread = 0.62 * median
        figures = [mean * count, mean, median, spread, 100 * spread / median, 18.0 + index % 7]
        if np.isnan(median):
            figures[3:] = [np.nan] * 3
        cells = ["*" if np.isnan(value) else f"{value:.1f}" for value in figures]
        rows.append(["2005", NIS_CODE, sector.code, count, *cells, sector.name, sector.name])
    return delimited(header, rows, "|", mark=True)


def deprivation(sectors: list[Sector], people: People) -> bytes:
    """Return the index of multiple deprivation as its researchers publish it; unscored neighbourhoods are left out."""
    header = ["CD_RES_SECTOR"]
    columns: list[list[object]] = [[sectors[index].code for index in people.deprivation.sector]]
    for domain in _DOMAINS:
        header += [
            f"exp_{domain}_score_2011",
            f"rank_exp_{domain}_score_2011",
            f"deciles_{domain}_domain_2011",
        ]
        columns += [
            people.deprivation.domains[domain].tolist(),
            people.deprivation.rank(domain).tolist(),
            people.deprivation.decile(domain).tolist(),
        ]
    header += ["BIMD2011_score", "BIMD2011_rank", "BIMD2011_deciles"]
    columns += [
        people.deprivation.score.tolist(),
        people.deprivation.rank().tolist(),
        people.deprivation.decile().tolist(),
    ]
    return delimited(header, zip(*columns, strict=True), ",", mark=False, line_end="\n")


def shares(sectors: list[Sector], people: People) -> bytes:
    """Return diplomas and age as a table of one row a sector and indicator, in the layout of the city's template."""
    rows = [
        [sector.code, key, f"{values[index]:.3f}", "share", "2021", "published"]
        for index, sector in enumerate(sectors)
        for key, values in people.shares.items()
        if not np.isnan(values[index])
    ]
    header = ["sector_code_statbel", "indicator", "value", "unit", "vintage", "status"]
    return delimited(header, rows, ";", mark=True)
