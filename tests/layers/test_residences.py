"""Where people live: cells of any grid, houses of the address register, and never both."""

import csv
import zipfile
from io import StringIO
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.crs import MAP, METRIC
from layers._adapters import best_addresses, population_grid
from layers._adapters._merge_residences import merge
from layers._raw import RawFile
from layers._spec import Cleaned
from tests import toyville
from tests.cases import case
from tests.layers.city_files import by_key, checked, cleaned, geodata, text_file
from tests.layers.city_files import codes as said
from tests.layers.telling import codes, refusal

PLACES = (toyville.at(50, 50), toyville.at(150, 50), toyville.at(250, 250), toyville.at(40_000, 0))
"""Three cells in the town and one 40 km to the east."""

PEOPLE = (12.5, 0.0, 30.0, 99.0)


def in_crs(crs: str) -> list[tuple[float, float]]:
    """Return the places' coordinates, x first."""
    return [(point.x, point.y) for point in gpd.GeoSeries(PLACES, crs=METRIC).to_crs(crs)]


def degrees_table() -> str:
    """Return a grid as CityAccessMap lays it out."""
    rows = [f"{n},{pop},7,{lon},{lat}" for n, ((lon, lat), pop) in enumerate(zip(in_crs(MAP), PEOPLE, strict=True))]
    return "\n".join([",POP_2015,mobility,lng,lat", *rows])


def corners_table() -> str:
    """Return a grid as Statbel lays it out: lower left corners of cells of several sizes, in EPSG:3035."""
    sides = (125, 250, 125, 1000)
    rows = [
        f"{side};{pop:g};{x - side / 2};{y - side / 2}".replace(".", ",")
        for side, (x, y), pop in zip(sides, in_crs("EPSG:3035"), PEOPLE, strict=True)
    ]
    return "\n".join(["ms_len;ms_pop;x_3035;y_3035", *rows])


def squares(crs: str) -> gpd.GeoDataFrame:
    """Return the grid as squares of 125 m."""
    frame = gpd.GeoDataFrame({"ms_len": [125] * 4, "ms_pop": PEOPLE}, geometry=list(PLACES), crs=METRIC)
    around = frame.to_crs("EPSG:3035").geometry.buffer(62.5, cap_style="square")
    return frame.set_geometry(around).to_crs(crs)


@pytest.mark.parametrize("kind", ["degrees", "corners", "geojson 3035", "gpkg", "geojson 4326"])
def test_every_grid_gives_the_same_cells(tmp_path: Path, kind: str) -> None:
    raws = {
        "degrees": lambda: text_file(tmp_path, "population_grid.csv", degrees_table()),
        "corners": lambda: text_file(tmp_path, "POP_GRID_2015_3035.csv", corners_table()),
        "geojson 3035": lambda: geodata(tmp_path, "POP_GRID_2015_3035.geojson", squares("EPSG:3035")),
        "gpkg": lambda: geodata(tmp_path, "POP_GRID_2015.gpkg", squares("EPSG:3035")),
        "geojson 4326": lambda: geodata(tmp_path, "POP_GRID_2015.geojson", squares(MAP)),
    }
    raw = raws[kind]()
    assert population_grid.recognise(raw)
    assert not best_addresses.recognise(raw)
    result = checked(raw, "residences", "population_grid", toyville.PLACE)
    table = by_key(result, "residence_id")
    assert list(table["weight"]) == [12.5, 30.0]
    assert list(table.index) == ["cell-655050-622050", "cell-655250-622250"]
    assert table.geometry.iloc[0].distance(PLACES[0]) < 0.5
    assert set(table["kind"]) == {"cell"}
    assert result.vintage == "2015"
    counts = {fault.code: fault.parameters["count"] for fault in result.faults if "count" in fault.parameters}
    assert counts == {"residences.empty_cells": 1, "residences.far": 1}
    assert said(result.faults, "row", "error", "warning") == []


def test_the_order_of_cells_does_not_count(tmp_path: Path) -> None:
    lines = degrees_table().splitlines()
    turned = "\n".join([lines[0], *reversed(lines[1:])])
    one = checked(text_file(tmp_path, "a.csv", degrees_table()), "residences", "population_grid", toyville.PLACE)
    other = checked(text_file(tmp_path, "b.csv", turned), "residences", "population_grid", toyville.PLACE)
    pd.testing.assert_frame_equal(pd.DataFrame(one.table.to_wkb()), pd.DataFrame(other.table.to_wkb()))


def test_bad_cells_are_named_and_far_ones_are_not(tmp_path: Path) -> None:
    lines = degrees_table().splitlines()
    lines[1] = lines[1].replace("12.5", "many")
    lines[3] = lines[3].replace("4.4", "x4.4")
    lines[4] = lines[4].replace("99.0", "nobody knows")
    result = checked(
        text_file(tmp_path, "a_2015.csv", "\n".join([*lines, "4,8,7,4.4446,50.4108"])),
        "residences",
        "population_grid",
        toyville.PLACE,
    )
    assert [fault[:3] for fault in said(result.faults, "row")] == [
        ("place.unreadable", 4, "lng, lat"),
        ("value.not_a_number", 2, "POP_2015"),
    ]
    assert list(result.table["weight"]) == [8.0]


def test_swapped_columns_are_told(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "a.csv", degrees_table().replace("lng,lat", "lat,lng"))
    result = population_grid.clean([raw], toyville.PLACE)
    assert "crs.swapped_axes" in codes(result.faults)


def test_a_grid_of_another_city_is_refused(tmp_path: Path) -> None:
    east = [f"{n},5,7,5.{n},50.6" for n in range(3)]
    raw = text_file(tmp_path, "a.csv", "\n".join([",POP_2015,mobility,lng,lat", *east]))
    assert refusal(lambda: population_grid.clean([raw], toyville.PLACE))
    near = ",POP_2015,mobility,lng,lat\n1,5,7,4.6,50.4\n"
    faults = refusal(lambda: population_grid.clean([text_file(tmp_path, "b.csv", near)], toyville.PLACE))
    assert "residences.none_near" in codes(faults)


def test_two_columns_of_people_are_not_chosen_from(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "a.csv", "POP_2015,POP_2020,lng,lat\n1,2,4.44,50.41\n")
    faults = refusal(lambda: population_grid.clean([raw], toyville.PLACE))
    assert [(each.code, each.parameters["headers"]) for each in faults] == [
        ("residences.which_population", "POP_2015, POP_2020")
    ]


BEST = (
    "EPSG:31370_x,EPSG:31370_y,EPSG:4326_lat,EPSG:4326_lon,address_id,box_number,house_number,municipality_id,"
    "municipality_name_de,municipality_name_fr,municipality_name_nl,postcode,postname_fr,postname_nl,street_id,"
    "streetname_de,streetname_fr,streetname_nl,region_code,status"
)
HOUSES: tuple[tuple[tuple[float, float] | None, str, str, str, str, str], ...] = (
    # place, address, box, number, commune, status
    ((50, 50), "11", "", "1", "52011", "current"),
    ((60, 50), "12", "A", "3", "52011", "current"),
    ((60, 50), "13", "B", "3", "52011", "current"),
    ((60, 50), "14", "b", "3", "52011", "current"),
    ((60, 50), "15", "C", "3", "52011", "retired"),
    (None, "16", "1", "5", "52011", "current"),
    ((80, 50), "17", "2", "5", "52011", "current"),
    ((85, 50), "21", "", "5 ", "52011", "current"),
    (None, "22", "", "11", "52011", "current"),
    ((95, 50), "100", "1", "11", "52011", "current"),
    ((97, 50), "99", "2", "11", "52011", "current"),
    (None, "18", "", "7", "52011", "current"),
    ((90, 50), "19", "", "9", "52011", "proposed"),
    ((350, 50), "20", "", "1", "52012", "current"),
)


def best(header: str = BEST, *, quoted: bool = False, other: str = "EPSG:31370") -> str:
    """Return addresses as the register lays them out: zeros where nobody knows, commas inside quotes."""
    lines = [",".join(f'"{each}"' if quoted else each for each in header.split(","))]
    for place, address, box, number, commune, status in HOUSES:
        metric, angular = (0.0, 0.0), (0.0, 0.0)
        if place is not None:
            point = gpd.GeoSeries([toyville.at(*place)], crs=METRIC)
            metric = (point.to_crs(other).x[0], point.to_crs(other).y[0])
            angular = (point.to_crs(MAP).y[0], point.to_crs(MAP).x[0])
        lines.append(
            f"{metric[0]:.5f},{metric[1]:.5f},{angular[0]:.7f},{angular[1]:.7f},{address},{box},{number},{commune},,"
            f'Villejouet,Villejouet,6000,VILLE,VILLE,77,,"Rue du Jeu, prolongée",,BE-WAL,{status}'
        )
    return "\r\n".join(lines) + "\r\n"


def packed(folder: Path, name: str, content: bytes) -> RawFile:
    """Write an archive packed on 5 October 2026."""
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("openaddress-bewal.csv", (2026, 10, 5, 3, 0, 0)), content)
    return RawFile(name, folder / name)


@pytest.mark.parametrize("kind", ["before 2026", "after 2026", "with mark", "zip", "only lambert", "semicolons"])
def test_every_form_of_the_register_gives_the_same_houses(tmp_path: Path, kind: str) -> None:
    """House 1: one door. House 3: boxes A and B. House 5: boxes 1 and 2 and a door, which is where it stands.

    House 11: nobody knows where its door is, so it stands where the box with the lowest address number does.
    """
    newer = best(BEST.replace("31370", "3812"), quoted=True, other=METRIC)
    raws = {
        "before 2026": lambda: text_file(tmp_path, "a.csv", best()),
        "after 2026": lambda: text_file(tmp_path, "a.csv", newer),
        "with mark": lambda: text_file(tmp_path, "a.csv", best(), "utf-8-sig"),
        "zip": lambda: packed(tmp_path, "openaddress-bewal.zip", best().encode()),
        "only lambert": lambda: text_file(tmp_path, "a.csv", newer.replace("EPSG:4326", "old")),
        "semicolons": lambda: text_file(
            tmp_path, "a.csv", best().replace(", prolongée", "").replace(",", ";").replace('"', "")
        ),
    }
    raw = raws[kind]()
    assert best_addresses.recognise(raw)
    assert not population_grid.recognise(raw)
    result = checked(raw, "residences", "best_addresses", toyville.PLACE)
    table = by_key(result, "residence_id")
    assert table["weight"].to_dict() == {"best-11": 1.0, "best-12": 2.0, "best-21": 2.0, "best-99": 2.0}
    assert set(table["kind"]) == {"address"}
    assert table.geometry["best-21"].distance(toyville.at(85, 50)) < 0.1
    counts = {fault.code: dict(fault.parameters) for fault in result.faults if fault.parameters}
    assert counts["rows.other_communes"] == {"count": 1}
    assert counts["residences.not_in_use"] == {"count": 2}
    assert counts["residences.boxes"] == {"boxes": 6, "houses": 3}
    assert counts["residences.no_coordinates"] == {"count": 1, "total": 5, "examples": "13: 7"}
    assert said(result.faults, "row", "error") == []
    assert result.vintage == ("2026-10-05" if kind == "zip" else "")


def test_rows_are_named_by_their_line(tmp_path: Path) -> None:
    result = cleaned(text_file(tmp_path, "a.csv", best()), "residences", "best_addresses", toyville.PLACE)
    assert list(result.table["source_row"]) == [2, 3, 9, 12]


def test_lines_are_counted_on_from_piece_to_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(best_addresses, "_BLOCK_BYTES", 600)
    raw = text_file(tmp_path, "a.csv", best())
    assert raw.path.stat().st_size > 2 * 600
    result = cleaned(raw, "residences", "best_addresses", toyville.PLACE)
    assert list(result.table["source_row"]) == [2, 3, 9, 12]
    assert {fault.code: fault.parameters for fault in result.faults}["rows.other_communes"] == {"count": 1}


def _with_line(**changes: str) -> str:
    """Return the addresses and one more, number 199 at house 31, where the first one stands but for the changes."""
    first = next(csv.DictReader(StringIO(best())))
    line = first | {"address_id": "199", "house_number": "31", "streetname_fr": "R"} | changes
    return best() + ",".join(line.values()) + "\r\n"


def _two_places(result: Cleaned) -> dict[str, object]:
    return next((dict(each.parameters) for each in result.faults if each.code == "residences.two_places"), {})


def test_one_address_in_the_next_country_is_a_fault_of_its_row(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "a.csv", _with_line(**{"EPSG:31370_x": "455000.0", "EPSG:4326_lon": "8.69"}))
    result = checked(raw, "residences", "best_addresses", toyville.PLACE)
    assert [fault[:2] for fault in said(result.faults, "row")] == [("place.outside", 16)]
    assert len(result.table) == 4


def test_millimetres_are_read_rather_than_five_decimals_of_a_degree(tmp_path: Path) -> None:
    """The degrees of the register are rounded: half of 0.00001 degrees is 0.56 m to the north, 0.36 m to the east."""
    rows = list(csv.DictReader(StringIO(best())))
    for row in rows:
        row |= {name: f"{float(row[name]):.5f}" for name in ("EPSG:4326_lat", "EPSG:4326_lon")}
    text = "\n".join([BEST, *(",".join(row.values()).replace("Jeu, p", "Jeu p") for row in rows)])
    result = checked(text_file(tmp_path, "a.csv", text), "residences", "best_addresses", toyville.PLACE)
    assert by_key(result, "residence_id").geometry["best-11"].distance(toyville.at(50, 50)) < 0.001
    assert _two_places(result) == {}
    degrees = checked(
        text_file(tmp_path, "b.csv", text.replace("31370", "old")), "residences", "best_addresses", toyville.PLACE
    )
    off = by_key(degrees, "residence_id").geometry["best-11"].distance(toyville.at(50, 50))
    assert 0.05 < off < 0.7


@pytest.mark.parametrize(("metres", "told"), [(1.9, False), (2.1, True), (40_000.0, True)])
def test_an_address_in_two_places_is_told(tmp_path: Path, metres: float, told: bool) -> None:
    moved = gpd.GeoSeries([toyville.at(50, 50 + metres)], crs=METRIC).to_crs(MAP)
    degrees = {"EPSG:4326_lat": f"{moved.y[0]:.9f}", "EPSG:4326_lon": f"{moved.x[0]:.9f}"}
    raw = text_file(tmp_path, "a.csv", _with_line(**degrees))
    result = checked(raw, "residences", "best_addresses", toyville.PLACE)
    distance = "2.1 m" if metres < 3 else "-"
    assert _two_places(result) == (
        {
            "count": 1,
            "first": "EPSG:31370",
            "second": MAP,
            "apart_m": "2",
            "examples": f"16: {distance}",
        }
        if told
        else {}
    )
    assert by_key(result, "residence_id").geometry["best-199"].distance(toyville.at(50, 50)) < 0.01


def test_an_address_with_degrees_alone_stands_there(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "a.csv", _with_line(**{"EPSG:31370_x": "", "EPSG:31370_y": ""}))
    result = checked(raw, "residences", "best_addresses", toyville.PLACE)
    assert by_key(result, "residence_id").geometry["best-199"].distance(toyville.at(50, 50)) < 0.1
    assert said(result.faults, "row") == []


def test_the_addresses_of_the_case_are_said_to_stand_in_two_places() -> None:
    """Their degrees were written by hand, some 130 m beside the metres."""
    raw = RawFile("gis_18_best_sample.csv", case("gis_18_best_sample.csv"))
    result = checked(raw, "residences", "best_addresses", toyville.PLACE)
    assert _two_places(result)["count"] == 2
    assert _two_places(result)["examples"] == "2: 128.0 m, 3: 130.6 m"


def test_zeros_in_one_system_say_that_nobody_knows(tmp_path: Path) -> None:
    """Lambert zeros turned into degrees lie in France: (49.29, 2.31)."""
    lines = best().splitlines()
    lines.append("0.00000,0.00000,49.2936,2.3072,199,,31,52011,,V,V,6000,V,V,77,,R,,BE-WAL,current")
    result = checked(text_file(tmp_path, "a.csv", "\n".join(lines)), "residences", "best_addresses", toyville.PLACE)
    [fault] = [each for each in result.faults if each.code == "residences.no_coordinates"]
    assert fault.parameters["count"] == 2
    assert said(result.faults, "row") == []


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    faults = refusal(lambda: best_addresses.clean([text_file(tmp_path, "a.csv", best()[:-90])], toyville.PLACE))
    assert [(each.code, each.row) for each in faults] == [("table.ragged_row", 15)]


def test_a_region_without_the_commune_names_those_it_has(tmp_path: Path) -> None:
    place = toyville.PLACE.model_copy(update={"nis_code": "21001"})
    faults = refusal(lambda: best_addresses.clean([text_file(tmp_path, "a.csv", best())], place))
    assert [(each.code, each.parameters["found"]) for each in faults] == [("rows.no_commune", "52011, 52012")]


def test_missing_columns_are_all_named(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "a.csv", best(BEST.replace("EPSG:", "E").replace("street_id", "street")))
    faults = refusal(lambda: best_addresses.clean([raw], toyville.PLACE))
    assert [(each.code, each.column) for each in faults] == [
        ("header.missing", "street_id"),
        ("header.missing", "x, y"),
    ]


def parts(folder: Path) -> tuple[Cleaned, Cleaned]:
    """Return the layer's two sources."""
    cells = cleaned(text_file(folder, "a.csv", degrees_table()), "residences", "population_grid", toyville.PLACE)
    houses = cleaned(text_file(folder, "b.csv", best()), "residences", "best_addresses", toyville.PLACE)
    return cells, houses


def test_addresses_win_over_cells(tmp_path: Path) -> None:
    cells, houses = parts(tmp_path)
    whole = merge([cells, houses])
    assert set(whole.table["kind"]) == {"address"}
    assert len(whole.table) == len(houses.table)
    [note] = [fault for fault in whole.faults if fault.code == "residences.addresses_win"]
    assert note.parameters == {"count": 2}
    assert whole.vintage == houses.vintage


@pytest.mark.parametrize("which", [0, 1])
def test_one_source_alone_stays_as_it_is(tmp_path: Path, which: int) -> None:
    alone = parts(tmp_path)[which]
    whole = merge([alone])
    pd.testing.assert_frame_equal(pd.DataFrame(whole.table.to_wkb()), pd.DataFrame(alone.table.to_wkb()))
    assert "residences.addresses_win" not in codes(whole.faults)


def test_the_first_point_of_the_grid_is_where_it_says(tmp_path: Path) -> None:
    """Against an independent projection of one cell: the centre of Charleroi, 4.4446, 50.4108."""
    raw = text_file(tmp_path, "a.csv", "POP_2015,lng,lat\n3,4.4446,50.4108\n")
    result = checked(raw, "residences", "population_grid", toyville.PLACE)
    assert result.table.geometry.iloc[0].distance(shapely.Point(655_397, 622_216)) < 1
