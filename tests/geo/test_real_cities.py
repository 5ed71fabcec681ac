"""The engine on real public figures, read here with plain geopandas: Charleroi and Liege."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from config import place
from geo.crs import METRIC
from geo.ranking.assessment import assess
from geo.ranking.ranking import rank
from geo.settings.parameters import Parameters
from geo.tables import Tables
from tests import toyville as toy

pytestmark = pytest.mark.real

BIMD = ("income", "employment", "education")


def _sectors(folder: Path) -> gpd.GeoDataFrame:
    read = gpd.read_file(folder / "sh_statbel_statistical_sectors_4326_20230101.geojson").to_crs(METRIC)
    names = {
        "sector_code_statbel": "cd_sector",
        "sector_name_fr": "tx_sector_descr_fr",
        "sector_name_nl": "tx_sector_descr_nl",
        "section_code_statbel": "cd_sub_munty",
        "section_name": "tx_sub_munty_fr",
        "municipality_code_nis": "cd_munty_refnis",
    }
    table = {ours: read[theirs].astype("str") for ours, theirs in names.items()}
    outlines = shapely.force_2d(read.geometry.to_numpy())
    return gpd.GeoDataFrame(table | {"area_m2": shapely.area(outlines)}, geometry=outlines, crs=METRIC)


def _population(folder: Path) -> pd.DataFrame:
    read = pd.read_csv(folder / "OPENDATA_SECTOREN_2019.txt", sep="|", encoding="utf-8-sig", dtype={"CD_SECTOR": "str"})
    return pd.DataFrame(
        {
            "sector_code_statbel": read["CD_SECTOR"].str.strip(),
            "population": read["TOTAL"].astype("Int64"),
            "reference_date": pd.Timestamp(2019, 1, 1),
        }
    )


def _bimd(folder: Path) -> pd.DataFrame:
    read = pd.read_csv(folder / "bimd2011_domains_score_ranks_deciles.csv", dtype={"CD_RES_SECTOR": "str"})
    parts = [
        pd.DataFrame(
            {
                "sector_code_statbel": read["CD_RES_SECTOR"],
                "indicator": f"bimd_{domain}_score",
                "value": read[f"exp_{domain}_score_2011"].astype("float64"),
                "unit": "score",
                "vintage": "2011",
                "status": "published",
            }
        )
        for domain in BIMD
    ]
    return pd.concat(parts, ignore_index=True)


def _cells(folder: Path) -> gpd.GeoDataFrame:
    read = pd.read_csv(folder / "population_grid_2015.csv")
    return gpd.GeoDataFrame(
        {"residence_id": [f"c{n:05d}" for n in range(len(read))], "kind": "cell", "weight": read["POP_2015"]},
        geometry=gpd.points_from_xy(read["lng"], read["lat"], crs=4326).to_crs(METRIC),
    )


def _schools(shared_data: Path, authority: str, commune: str) -> gpd.GeoDataFrame:
    read = pd.read_csv(shared_data / "signaletique-fase_FWB.csv", sep=";", encoding="utf-8-sig", dtype="str")
    ours = (read["Nom de P.O."].str.strip() == authority) & (read["Commune de l'implantation"] == commune)
    sites = read[ours].drop_duplicates("N° FASE de l'implantation")
    points = gpd.points_from_xy(sites["Longitude"].astype(float), sites["Latitude"].astype(float), crs=4326).to_crs(
        METRIC
    )
    silent = {"floor_area_m2": None, "opening_hours": None, "contact_staff": None, "requests_per_year": None}
    silent |= {"wifi_now": None, "fibre_now": None, "activity": "education"}
    return toy.buildings(
        {
            f"school-{number}": silent | {"name": name, "at": point}
            for number, name, point in zip(
                sites["N° FASE de l'implantation"], sites["Nom de l'établissement"], points, strict=True
            )
        }
    )


@pytest.fixture(scope="module")
def charleroi(shared_data):
    folder = shared_data / "charleroi"
    tables = Tables(
        sectors=_sectors(folder),
        population=_population(folder),
        buildings=_schools(shared_data, "Ville de Charleroi", "Charleroi"),
        indicators=_bimd(folder),
        residences=_cells(folder),
    )
    return assess(tables, place("52011"), Parameters())


def test_nobody_of_charleroi_is_lost(charleroi):
    demand, sectors = charleroi.evidence.demand, charleroi.evidence.sectors
    assert len(sectors) == 291
    assert charleroi.totals["population"] == charleroi.totals["population_on_map"] == 202_201
    assert round(demand["population"].sum(), 6) == 202_201
    by_sector = demand.groupby("sector_code_statbel")["population"].sum().reindex(sectors.index, fill_value=0)
    assert by_sector.to_numpy() == pytest.approx(sectors["population"].to_numpy(), abs=1e-9)


def test_cells_of_the_grid_outside_the_commune_are_set_aside(charleroi):
    """The grid holds 7,798 cells, 5,628 of them in the commune; those of empty sectors carry nobody."""
    outside = next(f for f in charleroi.findings if f.code == "residences.outside")
    assert outside.parameters["count"] == 7798 - 5628
    located = charleroi.evidence.demand["located"]
    assert located.sum() <= 5628
    assert (~located).sum() > 0


def test_the_index_is_known_where_bimd_is(charleroi):
    sectors = charleroi.evidence.sectors
    assert sectors["index_status"].value_counts().to_dict() == {"complete": 273, "unknown": 18}
    assert sectors["vulnerability_index"].notna().sum() == 273
    assert sectors["vulnerable_method"].value_counts().to_dict() == {"index": 273, "commune_mean": 18}
    finding = next(f for f in charleroi.findings if f.code == "index.unknown")
    assert finding.parameters == {"sectors": 18, "persons": 58}


def test_the_expected_total_is_the_published_rate(charleroi):
    sectors = charleroi.evidence.sectors
    assert charleroi.totals["vulnerable_count"] == pytest.approx(
        Parameters().vulnerability.total_rate * 202_201, rel=1e-12
    )
    known = sectors[sectors["index_status"] == "complete"].sort_values("vulnerability_index")
    people = known["population"].cumsum() - known["population"]
    tenth = known["population"].sum() / 10
    taken = (tenth - people).clip(lower=0, upper=known["population"])
    left = known["population"][::-1].cumsum() - known["population"][::-1]
    given = (tenth - left).clip(lower=0).clip(upper=known["population"][::-1])
    lowest = np.average(known["vulnerable_rate"], weights=taken)
    highest = np.average(known["vulnerable_rate"], weights=given.reindex(known.index))
    assert highest / lowest == pytest.approx(2.0, abs=1e-9)


def test_the_gradient_of_the_former_communes_is_the_one_people_know(charleroi):
    """Population-weighted BIMD puts Dampremy and Charleroi first and Mont-sur-Marchienne last."""
    sectors = charleroi.evidence.sectors
    sums = sectors[sectors["population"] > 0].groupby("section_name")[["vulnerable_count", "population"]].sum()
    rates = (sums["vulnerable_count"] / sums["population"]).drop("Parking E42").sort_values()
    assert rates.index[0] == "Mont-sur-Marchienne"
    assert set(rates.index[-3:]) <= {"Dampremy", "Charleroi", "Marchienne-au-Pont", "Montignies-sur-Sambre"}


def test_the_two_misplaced_schools_are_reported_and_not_ranked(charleroi):
    sites = charleroi.evidence.sites
    assert len(sites) == 170
    astray = sites[sites["location_status"] == "outside_commune"]
    assert len(astray) == 2
    reported = {f.subject for f in charleroi.findings if f.code == "building.outside_commune"}
    assert reported == set(astray.index)
    for ranking in ("wifi", "aidants"):
        table = rank(charleroi.matrices[ranking], Parameters().weights[ranking])
        assert (table.loc[astray.index, "gates_failed"] == "in_commune").all()
        assert (table["status"] == "ranked").sum() == 168
        assert sorted(table["rank"].dropna()) == list(range(1, 169))


def test_absent_layers_are_said_and_the_ranking_still_ranks(charleroi):
    assert charleroi.evidence.absent_layers == ("fibre", "mobile_5g", "wifi", "support_places", "streets")
    wifi = charleroi.matrices["wifi"]
    assert list(wifi.values.columns) == ["vulnerable_in_reach"]
    assert {"fibre_at_building", "gap_in_reach", "mobile_5g_at_building"} <= set(wifi.switched_off)


def test_liege_by_the_same_way(shared_data):
    folder = shared_data / "liege"
    tables = Tables(
        sectors=_sectors(folder),
        population=_population(folder),
        buildings=_schools(shared_data, "Ville de Liège", "Liège"),
        indicators=_bimd(folder),
        residences=_cells(folder),
    )
    liege = assess(tables, place("62063"), Parameters())
    assert len(liege.evidence.sectors) == 184
    assert liege.totals["population"] == 197_248
    assert round(liege.evidence.demand["population"].sum(), 6) == liege.totals["population_on_map"]
    assert (liege.evidence.sectors["index_status"] == "complete").sum() == 175
    assert len(liege.evidence.sites) > 50
    table = rank(liege.matrices["wifi"], Parameters().weights["wifi"])
    assert (table["status"] == "ranked").sum() > 50
