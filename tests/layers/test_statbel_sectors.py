"""Statbel's sectors in every format and vintage give the same nine squares of Toyville."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.crs import METRIC
from layers._adapters import statbel_population, statbel_sectors
from layers._fault import Fault
from layers._raw import RawFile
from layers._spec import Cleaned
from tests import toyville
from tests.layers.city_files import by_key, checked, geodata
from tests.layers.city_files import codes as said
from tests.layers.telling import codes, refusal, written

PLACE = toyville.PLACE.model_copy(update={"section_names": {"52011A": "Section du Sud"}})
NEIGHBOUR = toyville.area(300, 0, 400, 100)


def statbel(crs: str = METRIC, **changes: object) -> gpd.GeoDataFrame:
    """Return Toyville as Statbel publishes it, with one sector of the commune next door."""
    names = toyville.NAMES
    frame = gpd.GeoDataFrame(
        {
            "cd_sector": [*map(toyville.code, names), "52012A00-"],
            "tx_sector_descr_nl": [f"WIJK {name.upper()}" for name in names] + ["BUREN"],
            "tx_sector_descr_fr": [f"QUARTIER {name.upper()}" for name in names] + ["VOISINS"],
            "cd_sub_munty": [*map(toyville.section, names), "52012A"],
            "tx_sub_munty_fr": [f"PARTIE-SUR-{name[0].upper()}*" for name in names] + ["VOISINS"],
            "cd_munty_refnis": ["52011"] * 9 + ["52012"],
            "tx_munty_descr_fr": ["Villejouet"] * 9 + ["Voisins"],
            "ms_area_ha": [1.0] * 10,
        },
        geometry=[*map(toyville.square, names), NEIGHBOUR],
        crs=METRIC,
    )
    return frame.assign(**changes).to_crs(crs)


def zipped(folder: Path, name: str, members: dict[str, bytes]) -> RawFile:
    """Write an archive."""
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return RawFile(name, folder / name)


def geojson_without_crs(folder: Path, name: str, frame: gpd.GeoDataFrame) -> RawFile:
    """Write GeoJSON whose ``crs`` member is gone."""
    raw = geodata(folder, name, frame, driver="GeoJSON")
    told = json.loads(raw.path.read_text())
    told.pop("crs", None)
    raw.path.write_text(json.dumps(told))
    return raw


def shapefile(folder: Path, frame: gpd.GeoDataFrame) -> RawFile:
    """Write a zip with a shapefile in a folder, a licence and a readme, as Statbel packs it."""
    inside = folder / "inside"
    inside.mkdir()
    short = {name: name[:10] for name in frame.columns if name != "geometry"}
    short |= {"cd_munty_refnis": "nis5", "tx_sector_descr_nl": "sector_nl", "tx_sector_descr_fr": "sector_fr"}
    frame.rename(columns=short).to_file(inside / "sectors.shp", engine="pyogrio")
    members = {f"sectors.shp/{each.name}": each.read_bytes() for each in sorted(inside.iterdir())}
    return zipped(folder, "sh_statbel_20200101.shp.zip", {"readme_fr.doc": b"\xd0\xcf\x11\xe0lisez", **members})


FORMATS: dict[str, Callable[[Path], RawFile]] = {
    "geojson 3812": lambda f: geodata(f, "sh_statbel_statistical_sectors_3812_20230101.geojson", statbel()),
    "geojson 31370": lambda f: geodata(f, "sectors_20200101.geojson", statbel("EPSG:31370")),
    "geojson 4326": lambda f: geodata(f, "sectors_20230101.geojson", statbel("EPSG:4326")),
    "geojson without crs": lambda f: geojson_without_crs(f, "s_20200101.geojson", statbel("EPSG:31370")),
    "gpkg": lambda f: geodata(f, "s_20240101.gpkg", statbel("EPSG:31370")),
    "sqlite upper case": lambda f: geodata(
        f,
        "s_20180101.sqlite",
        statbel("EPSG:31370").rename(columns=lambda each: each if each == "geometry" else each.upper()),
        driver="SQLite",
    ),
    "shapefile zip": lambda f: shapefile(f, statbel("EPSG:31370")),
    "geojson zip": lambda f: zipped(
        f,
        "sh_statbel_statistical_sectors_31370_20200101.geojson.zip",
        {
            "Licence open data_FR.pdf": b"%PDF-1.4",
            "x.geojson/x_20200101.geojson": geodata(f, "x.geojson", statbel("EPSG:31370")).content,
        },
    ),
    "2011": lambda f: geodata(
        f,
        "s_2011.gpkg",
        statbel()[["cd_sector", "tx_sector_descr_nl", "tx_sector_descr_fr", "geometry"]].rename(
            columns={"cd_sector": "CS012011", "tx_sector_descr_nl": "Sector.nl", "tx_sector_descr_fr": "Sector.fr"}
        ),
    ),
    "numeric commune": lambda f: geodata(f, "s_20190101.gpkg", statbel(cd_munty_refnis=[52011] * 9 + [52012])),
    "height": lambda f: geodata(
        f, "s_20190101.geojson", statbel().set_geometry(shapely.force_3d(statbel().geometry.array))
    ),
}


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_and_vintage_gives_the_same_sectors(tmp_path: Path, kind: str) -> None:
    raw = FORMATS[kind](tmp_path)
    assert statbel_sectors.recognise(raw)
    assert not statbel_population.recognise(raw)
    result = checked(raw, "sectors", "statbel", PLACE)
    table = by_key(result, "sector_code_statbel")
    assert list(table.index) == [toyville.code(name) for name in sorted(toyville.NAMES)]
    for name in toyville.NAMES:
        row = table.loc[toyville.code(name)]
        assert row["sector_name_fr"] == f"Quartier {name.upper()}"
        assert row["sector_name_nl"] == f"Wijk {name.upper()}"
        assert row["section_code_statbel"] == toyville.section(name)
        assert row["municipality_code_nis"] == "52011"
        assert row["area_m2"] == pytest.approx(10_000, rel=1e-3)
        assert row["geometry"].symmetric_difference(toyville.square(name)).area < 60
    assert ("rows.other_communes" in codes(result.faults)) or kind == "2011"
    assert result.vintage


def test_the_name_of_a_section_is_the_communes_else_the_publishers_made_readable(tmp_path: Path) -> None:
    table = by_key(checked(FORMATS["gpkg"](tmp_path), "sectors", "statbel", PLACE), "sector_code_statbel")
    assert table.loc["52011A01-", "section_name"] == "Section du Sud"
    assert table.loc["52011B01-", "section_name"] == "Partie-sur-B"


def test_an_outline_that_stands_before_the_names_hides_nothing(tmp_path: Path) -> None:
    raw = geodata(tmp_path, "s_2023.geojson", statbel())
    told = json.loads(raw.path.read_text())
    for feature in told["features"]:
        feature["properties"] = feature.pop("properties")
    ring = told["features"][0]["geometry"]["coordinates"][0]
    ring[1:1] = [[ring[0][0] + n / 1000, ring[0][1]] for n in range(500)]
    raw.path.write_text(json.dumps(told))
    assert b"cd_sector" not in raw.head
    assert statbel_sectors.recognise(RawFile(raw.name, raw.path))


@pytest.mark.parametrize(
    ("changes", "name", "vintage"),
    [
        ({"dt_situation": "2023-01-01T00:00:00"}, "a.geojson", "2023-01-01"),
        ({"dt_situation": pd.Timestamp(2024, 1, 1)}, "a_20200101.gpkg", "2024-01-01"),
        ({}, "sh_statbel_statistical_sectors_31370_20220101.geojson", "2022-01-01"),
        ({}, "sectors.geojson", ""),
    ],
)
def test_the_vintage_is_the_stated_day_else_that_of_the_name(
    tmp_path: Path, changes: dict[str, object], name: str, vintage: str
) -> None:
    result = checked(geodata(tmp_path, name, statbel(**changes)), "sectors", "statbel", PLACE)
    assert result.vintage == vintage
    told = {fault.code for fault in result.faults if fault.code.startswith("vintage.")}
    assert told == ({"vintage.unknown"} if not vintage else set() if changes else {"vintage.from_name"})


def test_the_inner_name_goes_before_the_archives(tmp_path: Path) -> None:
    content = geodata(tmp_path, "x.geojson", statbel()).content
    raw = zipped(tmp_path, "download_2026.zip", {"sectors_20230101.geojson/sectors_20230101.geojson": content})
    assert checked(raw, "sectors", "statbel", PLACE).vintage == "2023-01-01"


def test_the_commune_decides_and_not_the_beginning_of_the_code(tmp_path: Path) -> None:
    """A sector recoded in 2019 keeps the prefix of its former commune."""
    frame = statbel()
    frame.loc[frame["cd_sector"] == "52011C03-", "cd_sector"] = "55010C03-"
    table = checked(geodata(tmp_path, "s_2023.gpkg", frame), "sectors", "statbel", PLACE).table
    assert "55010C03-" in set(table["sector_code_statbel"])
    assert len(table) == 9


def test_the_odd_code_of_charleroi_is_one(tmp_path: Path) -> None:
    frame = statbel()
    frame.loc[0, ["cd_sector", "cd_sub_munty"]] = [" 5201112mq ", "520111"]
    result = checked(geodata(tmp_path, "s_2023.gpkg", frame), "sectors", "statbel", PLACE)
    assert "5201112MQ" in set(result.table["sector_code_statbel"])
    assert said(result.faults, "row", "error") == []


def test_rows_without_a_sector_code_are_named(tmp_path: Path) -> None:
    frame = statbel()
    frame.loc[2, "cd_sector"] = "52011A0"
    frame.loc[4, "cd_sector"] = None
    result = checked(geodata(tmp_path, "s_2023.gpkg", frame), "sectors", "statbel", PLACE)
    assert said(result.faults, "row") == [
        ("sector.bad_code", 3, "cd_sector", "52011A0"),
        ("sector.bad_code", 5, "cd_sector", ""),
    ]
    assert len(result.table) == 7


def test_parts_of_one_sector_are_joined(tmp_path: Path) -> None:
    frame = statbel()
    halves = [toyville.area(0, 0, 50, 100), toyville.area(50, 0, 100, 100)]
    parts = pd.concat([frame.iloc[[0]], frame], ignore_index=True)
    parts.loc[[0, 1], "geometry"] = gpd.GeoSeries(halves, crs=METRIC).to_numpy()
    result = checked(geodata(tmp_path, "s_2023.gpkg", gpd.GeoDataFrame(parts)), "sectors", "statbel", PLACE)
    table = by_key(result, "sector_code_statbel")
    assert len(table) == 9
    assert table.loc["52011A01-", "area_m2"] == 10_000
    assert table.loc["52011A01-", "geometry"].equals(toyville.square("a1"))
    [fault] = [each for each in result.faults if each.code == "sectors.parts_joined"]
    assert fault.parameters == {"count": 1, "examples": "52011A01-"}


@pytest.mark.parametrize(("width", "warned"), [(0.5, False), (2.0, True)])
def test_overlaps_over_a_hundredth_are_reported(tmp_path: Path, width: float, warned: bool) -> None:
    """Sector a1 reaches ``width`` metres into a2: ``width`` per cent of it."""
    frame = statbel()
    frame.loc[0, "geometry"] = toyville.area(0, 0, 100 + width, 100)
    result = checked(geodata(tmp_path, "s_2023.gpkg", frame), "sectors", "statbel", PLACE)
    found = [fault for fault in result.faults if fault.code == "sectors.overlap"]
    assert bool(found) is warned
    if warned:
        assert found[0].severity == "warning"
        assert found[0].parameters == {"count": 1, "percent": "1", "examples": "52011A01- / 52011A02- (2 %)"}


def test_an_outline_that_crosses_itself_is_repaired_and_said(tmp_path: Path) -> None:
    frame = statbel()
    bow = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    frame.loc[0, "geometry"] = shapely.transform(bow, lambda xy: xy + toyville.CORNER)
    result = checked(geodata(tmp_path, "s_2023.gpkg", frame), "sectors", "statbel", PLACE)
    row = by_key(result, "sector_code_statbel").loc["52011A01-"]
    assert row["area_m2"] == pytest.approx(row["geometry"].area) == pytest.approx(5000)
    assert "geometry.repaired_area" in codes(result.faults)


def refused(raw: RawFile, where: object = PLACE) -> list[Fault]:
    """Return the faults with which the source refuses a file."""
    return refusal(lambda: statbel_sectors.clean([raw], where))  # type: ignore[arg-type]


def test_a_file_of_other_communes_names_those_it_holds(tmp_path: Path) -> None:
    place = PLACE.model_copy(update={"nis_code": "53014"})
    [fault] = [each for each in refused(geodata(tmp_path, "s.gpkg", statbel()), place) if each.severity == "error"]
    assert fault.code == "rows.no_commune"
    assert fault.parameters == {"nis_code": "53014", "found": "52011, 52012"}


def test_a_file_without_sectors_names_its_columns(tmp_path: Path) -> None:
    frame = statbel()[["tx_munty_descr_fr", "geometry"]]
    raw = geodata(tmp_path, "communes.gpkg", frame)
    assert not statbel_sectors.recognise(raw)
    [fault] = refused(raw)
    assert (fault.code, fault.column) == ("header.missing", "sector_code_statbel")
    assert fault.parameters["headers"] == "tx_munty_descr_fr"


def test_a_web_page_saved_as_zip_is_nobodys_and_says_so(tmp_path: Path) -> None:
    raw = written(tmp_path, "<!DOCTYPE html><html>Please enable JavaScript</html>", "sectors.geojson.zip")
    assert not statbel_sectors.recognise(raw)
    assert codes(refused(raw)) == ["file.web_page"]


def test_faults_of_geometry_and_headers_come_at_once(tmp_path: Path) -> None:
    """Lambert 72 declared as Lambert 2008, and no column of sectors."""
    wrong = statbel("EPSG:31370")[["tx_munty_descr_fr", "geometry"]].set_crs(METRIC, allow_override=True)
    assert set(codes(refused(geodata(tmp_path, "s.gpkg", wrong)))) == {"crs.contradicted", "header.missing"}


def test_cleaning_twice_gives_the_same(tmp_path: Path) -> None:
    raw = FORMATS["gpkg"](tmp_path)

    def once() -> Cleaned:
        return statbel_sectors.clean([raw], PLACE)

    first, second = once(), once()
    assert first.table.to_wkb().equals(second.table.to_wkb())
    assert first.faults == second.faults
