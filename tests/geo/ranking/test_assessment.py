"""The one way through the engine: same numbers whatever the order, recomputed with plain pandas and shapely."""

from dataclasses import fields, replace
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.errors import DataError
from geo.evidence.findings import LAYERS_ABSENT
from geo.place import Place
from geo.ranking.assessment import assess
from geo.ranking.ranking import rank
from geo.settings.parameters import Parameters, Reach
from tests import toyville as toy
from tests.geo.walking.street_towns import streets

NEAR = toy.PARAMETERS.model_copy(update={"reach": Reach(limit_m=195, outside_margin_m=500)})
"""A walk of 195 m is a straight line of 150 m."""


def _town(seed: int = 3):
    """Return Toyville with 120 residences and 25 buildings strewn by a seed, and layers that cover it in part."""
    draw = np.random.default_rng(seed)
    dwellings = [(*draw.uniform(0, 300, 2), draw.uniform(0.1, 5)) for _ in range(120)]
    rows = {
        f"b{number:02d}": {
            "at": tuple(draw.uniform(-60, 360, 2)),
            "floor_area_m2": float(draw.integers(50, 2000)),
            "requests_per_year": None if draw.random() < 0.2 else float(draw.integers(0, 400)),
            "public_access": [True, True, True, False, None][draw.integers(5)],
            "wifi_now": ["none", "staff", "public", None][draw.integers(4)],
        }
        for number in range(25)
    }
    zones = [
        (
            toy.area(*corner, *(corner + draw.uniform(20, 120, 2))),
            ["available", "building", "planned"][kind],
            "AB"[kind % 2],
            None,
        )
        for kind, corner in zip(draw.integers(0, 3, 8), draw.uniform(0, 250, (8, 2)), strict=True)
    ]
    reception = [
        (toy.area(*corner, *(corner + draw.uniform(50, 200, 2))), "AB"[place % 2], int(draw.integers(1, 4)))
        for place, corner in enumerate(draw.uniform(0, 200, (6, 2)))
    ]
    return toy.full_tables(
        residences=toy.residences(dwellings),
        buildings=toy.buildings(rows),
        fibre=toy.fibre(zones),
        mobile_5g=toy.mobile_5g(reception),
        wifi=toy.wifi({f"w{number}": tuple(draw.uniform(-600, 900, 2)) for number in range(6)}),
        support_places=toy.support_places({f"h{n}": (*draw.uniform(-400, 700, 2), float(n)) for n in range(6)}),
    )


@pytest.fixture(scope="module")
def town():
    return _town()


@pytest.fixture(scope="module")
def assessment(town):
    return assess(town, toy.PLACE, NEAR)


def _same(left, right):
    for field in fields(left.evidence):
        one, other = getattr(left.evidence, field.name), getattr(right.evidence, field.name)
        if isinstance(one, pd.DataFrame):
            pd.testing.assert_frame_equal(one, other, check_exact=True)
        elif hasattr(one, "indptr"):
            assert np.array_equal(one.indptr, other.indptr)
            assert np.array_equal(one.indices, other.indices)
            assert np.array_equal(one.data, other.data)
        else:
            assert one == other
    for ranking, matrix in left.matrices.items():
        other = right.matrices[ranking]
        for name in ("values", "low", "high", "gates"):
            pd.testing.assert_frame_equal(getattr(matrix, name), getattr(other, name), check_exact=True)
        assert matrix.goalposts == other.goalposts
        assert matrix.switched_off == other.switched_off
    assert left.findings == right.findings
    assert str(left.totals) == str(right.totals)


@pytest.mark.parametrize("seed", [0, 1])
def test_the_order_of_rows_changes_nothing_to_the_bit(town, assessment, seed):
    shuffled = {}
    for field in fields(town):
        table = getattr(town, field.name)
        if isinstance(table, pd.DataFrame):
            shuffled[field.name] = table.sample(frac=1, random_state=seed).reset_index(drop=True)
    _same(assessment, assess(replace(town, **shuffled), toy.PLACE, NEAR))


def test_the_same_inputs_give_the_same_outputs_to_the_bit(town, assessment):
    _same(assessment, assess(town, toy.PLACE, NEAR))


def test_tables_are_left_as_they_were(town):
    before = {field.name: getattr(town, field.name) for field in fields(town)}
    copies = {name: table.copy() for name, table in before.items() if isinstance(table, pd.DataFrame)}
    assess(town, toy.PLACE, NEAR)
    for name, copy in copies.items():
        pd.testing.assert_frame_equal(before[name], copy)


def test_demand_equals_a_plain_recomputation(town, assessment):
    demand = assessment.evidence.demand
    homes = gpd.sjoin(town.residences, town.sectors[["sector_code_statbel", "geometry"]], predicate="within")
    homes = homes.merge(town.population, on="sector_code_statbel").set_index("residence_id").sort_index()
    people = homes["population"].astype(float) * homes["weight"]
    people /= homes.groupby("sector_code_statbel")["weight"].transform("sum")
    located = demand[demand["located"]]
    pd.testing.assert_series_equal(located["population"], people, check_names=False, check_index_type=False, rtol=1e-12)

    available = shapely.union_all(town.fibre.loc[town.fibre["status"] == "available", "geometry"])
    fibre = demand.geometry.intersects(available)
    assert (demand["fibre_available"].astype(bool) == fibre).all()
    best = pd.Series(0, demand.index)
    for _, area in town.mobile_5g.iterrows():
        best = best.where(~demand.geometry.intersects(area["geometry"]), best.clip(lower=area["class"]))
    assert (demand["mobile_5g_class_best"] == best).all()
    assert (demand["home_gap"].astype(bool) == (~fibre & (best < 2))).all()


def test_wifi_and_help_count_up_to_the_margin_and_own_buildings_with_public_wifi_count(town, assessment):
    outline = shapely.union_all(town.sectors.geometry)
    hotspots = town.wifi[town.wifi.geometry.distance(outline) <= 500]
    assert 0 < len(hotspots) < len(town.wifi)
    sites = assessment.evidence.sites
    own = sites[
        (sites["wifi_now"] == "public") & sites["public_access"].fillna(True) & (sites["location_status"] == "located")
    ]
    assert set(assessment.evidence.wifi.index) == {*hotspots["wifi_id"], *("building:" + own.index)}
    places = pd.concat([hotspots.geometry, own.geometry])
    demand = assessment.evidence.demand
    expected = [1.3 * places.distance(point).min() for point in demand.geometry]
    assert demand["wifi_distance_m"].to_numpy() == pytest.approx(expected)
    assert (demand["public_gap"].astype(bool) == (np.array(expected) > 195)).all()
    # h0 gives no hours and is no help.
    helping = town.support_places[
        (town.support_places.geometry.distance(outline) <= 500) & (town.support_places["place_id"] != "h0")
    ]
    assert list(assessment.evidence.support_places.index) == sorted(helping["place_id"])
    expected = [1.3 * helping.distance(point).min() for point in demand.geometry]
    assert demand["help_distance_m"].to_numpy() == pytest.approx(expected)


def test_sites_equal_a_plain_recomputation(assessment):
    evidence = assessment.evidence
    located = evidence.sites[evidence.sites["location_status"] == "located"]
    assert 0 < len(located) < len(evidence.sites)
    for key, site in located.iterrows():
        distance = 1.3 * evidence.demand.geometry.distance(site["geometry"])
        near = distance <= 195
        row = evidence.reach[[evidence.sites.index.get_loc(key)]]
        assert list(row.indices) == list(np.flatnonzero(near))
        assert row.data == pytest.approx(distance[near].to_numpy())
        assert site["population_in_reach"] == pytest.approx(evidence.demand.loc[near, "population"].sum())
        assert site["vulnerable_in_reach"] == pytest.approx(evidence.demand.loc[near, "vulnerable_count"].sum())
        gap = evidence.demand.loc[near & evidence.demand["home_gap"].astype(bool), "population"].sum()
        assert assessment.matrices["wifi"].values.loc[key, "gap_in_reach"] == pytest.approx(gap)
    elsewhere = evidence.sites[evidence.sites["location_status"] != "located"]
    assert elsewhere[["population_in_reach", "vulnerable_in_reach", "wifi_distance_m", "capex_eur"]].isna().all().all()


def test_sectors_equal_sums_over_their_residences(assessment):
    demand, sectors = assessment.evidence.demand, assessment.evidence.sectors
    for code, sector in sectors.iterrows():
        here = demand[demand["sector_code_statbel"] == code]
        assert here["population"].sum() == pytest.approx(sector["population"])
        assert here["vulnerable_count"].sum() == pytest.approx(sector["vulnerable_count"])
        fibre = here["fibre_available"].astype(bool)
        assert sector["fibre_share"] == pytest.approx(here.loc[fibre, "population"].sum() / sector["population"])
        indoor = (here["mobile_5g_class_best"] >= 2).astype(bool)
        assert sector["mobile_5g_indoor_share"] == pytest.approx(
            here.loc[indoor, "population"].sum() / sector["population"]
        )
        for gap in ("home", "public", "help"):
            inside = here[f"{gap}_gap"].astype(bool)
            assert sector[f"{gap}_gap_persons"] == pytest.approx(here.loc[inside, "population"].sum())
            assert sector[f"{gap}_gap_vulnerable"] == pytest.approx(here.loc[inside, "vulnerable_count"].sum())
    for gap in ("home", "public", "help"):
        assert assessment.totals[f"{gap}_gap_persons"] == pytest.approx(sectors[f"{gap}_gap_persons"].sum())


def test_areas_covered_equal_the_plain_overlay(town, assessment):
    sectors = assessment.evidence.sectors
    available = shapely.union_all(town.fibre.loc[town.fibre["status"] == "available", "geometry"])
    assert sectors["fibre_area_share"].to_numpy() == pytest.approx(sectors.intersection(available).area / sectors.area)
    indoor = shapely.union_all(town.mobile_5g.loc[town.mobile_5g["class"] >= 2, "geometry"])
    assert sectors["mobile_5g_indoor_area_share"].to_numpy() == pytest.approx(
        sectors.intersection(indoor).area / sectors.area
    )
    levels = [
        shapely.union_all(town.mobile_5g.loc[town.mobile_5g["class"] >= level, "geometry"]) for level in (1, 2, 3)
    ]
    mean = sum(sectors.intersection(level).area for level in levels) / sectors.area
    assert sectors["mobile_5g_class_best_mean"].to_numpy() == pytest.approx(mean)


@pytest.mark.parametrize("building", [{"public_access": False}, {"at": None}, {"at": (5000, 5000)}])
def test_a_building_that_is_not_compared_changes_nobody(town, assessment, building):
    more = pd.concat([town.buildings, toy.buildings({"zz": {"requests_per_year": 9e9} | building})], ignore_index=True)
    with_it = assess(replace(town, buildings=gpd.GeoDataFrame(more, crs=town.buildings.crs)), toy.PLACE, NEAR)
    for ranking, weights in NEAR.weights.items():
        before, after = (rank(each.matrices[ranking], weights) for each in (assessment, with_it))
        pd.testing.assert_frame_equal(before, after.drop("zz"), check_exact=True)


def test_a_building_worse_in_everything_changes_nobodys_score(town, assessment):
    poor = {"at": (0, 0), "requests_per_year": 0, "opening_hours": "Mo off", "contact_staff": 0, "floor_area_m2": 1e6}
    more = pd.concat([town.buildings, toy.buildings({"zz": poor})], ignore_index=True)
    with_it = assess(replace(town, buildings=gpd.GeoDataFrame(more, crs=town.buildings.crs)), toy.PLACE, NEAR)
    before, after = (rank(each.matrices["wifi"], NEAR.weights["wifi"]) for each in (assessment, with_it))
    pd.testing.assert_series_equal(before["score"], after["score"].drop("zz"), check_exact=True)


def test_totals_keep_everybody(town):
    totals = assess(replace(town, population=toy.population(unlocated=123)), toy.PLACE, NEAR).totals
    assert totals["population"] == 4623
    assert totals["population_on_map"] == 4500
    assert totals["population_unlocated"] == 123
    assert totals["population_located"] == pytest.approx(4500)
    assert totals["vulnerable_count"] == pytest.approx(0.45 * 4623, rel=1e-12)


def test_absent_layers_are_named_and_leave_unknown_not_zero():
    bare = assess(toy.tables(), toy.PLACE, toy.PARAMETERS)
    evidence = bare.evidence
    assert evidence.absent_layers == (
        "indicators",
        "residences",
        "fibre",
        "mobile_5g",
        "wifi",
        "support_places",
        "streets",
    )
    assert {f.subject for f in bare.findings if f.code == "layer.absent"} == set(LAYERS_ABSENT)
    unknown = ["fibre_available", "mobile_5g_class_best", "mobile_5g_class_min", "home_gap", "wifi_distance_m"]
    unknown += ["help_distance_m", "public_gap", "help_gap", "seniors_count"]
    assert evidence.demand[unknown].isna().all().all()
    assert evidence.sites[["fibre_status", "mobile_5g_class_best", "wifi_distance_m", "capex_eur"]].isna().all().all()
    shares = ["fibre_share", "fibre_area_share", "mobile_5g_class_best_mean", "mobile_5g_indoor_share"]
    gaps = ["home_gap_persons", "public_gap_persons", "help_gap_persons", "vulnerability_index"]
    assert evidence.sectors[shares + gaps].isna().all().all()
    assert np.isnan([bare.totals[f"{gap}_gap_persons"] for gap in ("home", "public", "help")]).all()
    assert evidence.support_reach is evidence.help_near_sites is evidence.wifi is evidence.support_places is None


def test_an_empty_list_of_places_means_that_there_are_none():
    none = toy.full_tables(wifi=toy.wifi({}), support_places=toy.support_places({}), buildings=toy.buildings({"b": {}}))
    evidence = assess(none, toy.PLACE, toy.PARAMETERS).evidence
    assert np.isposinf(evidence.demand["wifi_distance_m"]).all()
    assert evidence.demand["public_gap"].all()
    assert evidence.demand["help_gap"].all()
    assert evidence.support_reach.shape == (0, len(evidence.demand))


def test_fibre_counts_as_of_the_day_asked_for():
    later = [(toy.area(0, 0, 300, 300), "building", "A", date(2028, 6, 1))]
    tables = toy.full_tables(fibre=toy.fibre(later))
    then = toy.PARAMETERS.coverage.model_copy(update={"as_of": date(2028, 6, 1)})
    assert assess(tables, toy.PLACE, toy.PARAMETERS).evidence.sectors["fibre_share"].eq(0).all()
    parameters = toy.PARAMETERS.model_copy(update={"coverage": then})
    assert assess(tables, toy.PLACE, parameters).evidence.sectors["fibre_share"].eq(1).all()


def test_a_grid_named_in_the_table_is_not_an_area():
    areas = toy.mobile_5g([(toy.square("a1"), "A", 0)])
    areas["class"] = areas["class"].mask(areas["class"].notna())
    areas["geometry"] = None
    grid = toy.raster("A", [[3, 3, 3], [2, 2, 2], [1, 1, 1]])
    tables = toy.full_tables(mobile_5g=areas, mobile_5g_rasters=(grid,))
    sectors = assess(tables, toy.PLACE, toy.PARAMETERS).evidence.sectors
    assert sectors["mobile_5g_class_best_mean"].tolist() == pytest.approx([1, 1, 1, 2, 2, 2, 3, 3, 3])


def test_findings_name_what_is_wrong_with_the_data():
    tables = toy.full_tables(
        population=toy.population(toy.POPULATION, unlocated=40),
        residences=toy.residences([(50, 50, 1), (-9, 50, 1)]),
        buildings=toy.buildings({"a": {"at": (1300, 50)}, "b": {"at": None}, "c": {"opening_hours": "le matin"}}),
    )
    found = {finding.code: finding for finding in assess(tables, toy.PLACE, toy.PARAMETERS).findings}
    said = {code: finding.message.format(**finding.parameters) for code, finding in found.items()}
    assert found["building.outside_commune"].subject == "a"
    assert "1000 m" in said["building.outside_commune"]
    assert found["building.no_coordinates"].subject == "b"
    assert "le matin" in said["building.hours_unreadable"]
    assert "40 residents" in said["population.unlocated"]
    assert "8 sectors (residents: 4400)" in said["population.without_residences"]
    assert said["residences.outside"].startswith("1 residence lies")
    assert "1.3" in said["distance.straight_line"]
    assert said["join.rate"].endswith("an outline: 9 of 9 (100.0 %).")


def test_tables_of_another_vintage_are_refused_with_the_likely_cause():
    renumbered = toy.population()
    renumbered["sector_code_statbel"] = renumbered["sector_code_statbel"].str[:-1] + "X"
    with pytest.raises(DataError, match="2025"):
        assess(toy.tables(population=renumbered), toy.PLACE, toy.PARAMETERS)


def test_a_few_codes_without_outline_are_a_warning_and_their_people_stay_in_the_total():
    names = [f"{row}{column}" for row in "abc" for column in "123"]
    sectors = pd.concat([toy.sectors()] + [_strip(number) for number in range(22)], ignore_index=True)
    counts = toy.population(dict.fromkeys(names, 10))
    strips = toy.population({"a1": 5}).iloc[[0] * 22].assign(sector_code_statbel=[f"52011Z{n:02d}-" for n in range(22)])
    stray = toy.population({"a1": 7}).assign(sector_code_statbel="52011Y00-")
    population = pd.concat([counts, strips, stray], ignore_index=True)
    done = assess(
        toy.tables(sectors=gpd.GeoDataFrame(sectors, crs=toy.METRIC), population=population), toy.PLACE, toy.PARAMETERS
    )
    low = next(finding for finding in done.findings if finding.code == "join.low")
    assert low.parameters["missing"] == 1
    assert done.totals["population"] == 90 + 110 + 7
    assert done.totals["population_unlocated"] == 7


def _strip(number: int) -> gpd.GeoDataFrame:
    """Return one more sector, ten metres wide, east of the town."""
    east = 300 + 10 * number
    outline = toy.area(east, 0, east + 10, 100)
    return toy.sectors(["a1"]).assign(sector_code_statbel=f"52011Z{number:02d}-", geometry=[outline])


def test_a_place_with_nothing_to_compare_is_still_assessed():
    nobody = assess(toy.tables(buildings=toy.buildings({"a": {"public_access": False}})), toy.PLACE, toy.PARAMETERS)
    table = rank(nobody.matrices["wifi"], toy.PARAMETERS.weights["wifi"])
    assert table["status"].tolist() == ["excluded"]


def test_parameters_and_place_travel_with_the_numbers(assessment):
    assert isinstance(assessment.evidence.parameters, Parameters)
    assert isinstance(assessment.evidence.place, Place)
    assert assessment.evidence.distance_method == "straight_line"


def test_a_site_with_no_street_near_enough_reaches_nobody_knows_whom():
    """One street along the south of the town; who can walk to a site 300 m from it is not known, not nobody."""
    (west, south), (east, _) = ((point.x, point.y) for point in (toy.at(0, 10), toy.at(300, 10)))
    rows = {"near": {"at": (150, 40)}, "off": {"at": (150, 295)}}
    reach = Reach(limit_m=1000, max_access_m=200)
    tables = toy.full_tables(streets=streets((1, 2, [(west, south), (east, south)])), buildings=toy.buildings(rows))
    done = assess(tables, toy.PLACE, toy.PARAMETERS.model_copy(update={"reach": reach}))
    assert done.evidence.distance_method == "streets"
    assert done.evidence.sites["population_in_reach"].isna().tolist() == [False, True]
    values = done.matrices["wifi"].values.loc["off"]
    assert values[["vulnerable_in_reach", "gap_in_reach", "cost_per_person"]].isna().all()
    assert np.isnan(done.matrices["aidants"].values.loc["off", "existing_help"])
    assert rank(done.matrices["wifi"], toy.PARAMETERS.weights["wifi"]).loc["off", "status"] == "interval"
    assert [finding.subject for finding in done.findings if finding.code == "distance.site_off"] == ["off"]
