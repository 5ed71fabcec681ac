"""The real public files read whole: their encodings, their odd headers, their coordinate systems."""

from pathlib import Path

import pytest
import shapely

from geo.place import LocalName, Place
from layers._raw import RawFile
from layers._read import kind_of, points_from_columns, read_features, read_table
from layers._spec import Cleaned
from layers.checking.joins import join_rate
from layers.checking.schema import check
from layers.reading.headers import find, numbers, whole_numbers
from layers.sectors import LAYER as SECTORS
from tests import toyville
from tests.layers.telling import codes, refusal

pytestmark = pytest.mark.real

LIEGE = Place(
    key="liege",
    nis_code="62063",
    name=LocalName(fr="Liège", nl="Luik", en="Liège"),
    frame_wgs84=(5.50, 50.55, 5.70, 50.70),
)
OUTLINES = "sh_statbel_statistical_sectors_4326_20230101.geojson"


def raw(folder: Path, name: str) -> RawFile:
    return RawFile(Path(name).name, folder / name)


def sectors(folder: Path, commune: str, place: Place) -> Cleaned:
    """Read and check the sectors of a commune, column by column as the layer declares them."""
    frame, faults = read_features(raw(folder, f"{commune}/{OUTLINES}"), place)
    table = frame.rename(
        columns={
            "cd_sector": "sector_code_statbel",
            "tx_sector_descr_fr": "sector_name_fr",
            "tx_sector_descr_nl": "sector_name_nl",
            "cd_sub_munty": "section_code_statbel",
            "tx_sub_munty_fr": "section_name",
            "cd_munty_refnis": "municipality_code_nis",
        }
    ).assign(area_m2=frame.area, source_row=frame.index.to_series().astype("Int64"))
    table = table[[*(column.name for column in SECTORS.columns), "geometry", "source_row"]]
    return check(Cleaned(table, faults, "2023-01-01"), SECTORS, place, file=OUTLINES)


def test_the_sectors_of_charleroi_are_whole(shared_data: Path) -> None:
    checked = sectors(shared_data, "charleroi", toyville.PLACE)
    assert checked.faults == []
    assert len(checked.table) == 291
    assert checked.table["section_code_statbel"].nunique() == 16
    assert checked.table.area.sum() / 1e6 == pytest.approx(102.95, abs=0.1)


def test_population_and_income_join_to_the_sectors(shared_data: Path) -> None:
    outlines = sectors(shared_data, "charleroi", toyville.PLACE).table
    population = read_table(raw(shared_data, "charleroi/OPENDATA_SECTOREN_2019.txt"))
    total, _, faults = whole_numbers(population["TOTAL"], file="f", column="population")
    assert faults == []
    assert total.sum() == 202_201
    people = population.rename(columns={"CD_SECTOR": "sector_code_statbel"}).assign(population=total)
    rate = join_rate(people, outlines, file="f")
    assert (rate.share, rate.sectors_share, rate.faults) == (1.0, 1.0, ())

    income = read_table(raw(shared_data, "charleroi/TF_PSNL_INC_TAX_SECTOR.txt"))
    median, suppressed, faults = numbers(income["MS_MEDIAN_NET_TAXABLE_INC"], file="f", column="median")
    assert faults == []
    assert (len(income), median.notna().sum(), suppressed.sum()) == (288, 257, 31)

    bimd = read_table(raw(shared_data, "charleroi/bimd2011_domains_score_ranks_deciles.csv"))
    code, _ = find(bimd, ["cd_sector", "cd_res_sector"], required=True, file="f", column="sector_code_statbel")
    assert code == "CD_RES_SECTOR"
    rate = join_rate(bimd.rename(columns={code: "sector_code_statbel"}), outlines, people, file="bimd")
    assert (rate.matched, rate.total, rate.sectors_matched) == (273, 273, 273)
    assert codes(rate.faults) == ["join.residents_without_figures"]
    assert rate.faults[0].severity == "warning"


def test_the_schools_with_their_doubled_mark_and_wrong_places(shared_data: Path) -> None:
    schools = read_table(raw(shared_data, "signaletique-fase_FWB.csv"))
    assert schools.columns[0] == "N° FASE de l'établissement"
    assert len(schools) == 8346
    commune, _ = find(
        schools, ["commune_de_l_implantation", "Commune de l’implantation"], required=True, file="", column=""
    )
    assert commune is not None
    here = schools[schools[commune].str.casefold() == "charleroi"]
    assert len(here) == 443
    points, faults = points_from_columns(here, "Longitude", "Latitude", "EPSG:4326", toyville.PLACE)
    assert codes(faults) == ["place.outside"], "36 km away"
    assert points.notna().sum() == 442
    _, faults = points_from_columns(here, "Longitude", "Latitude", "EPSG:4326", toyville.PLACE, margin_m=0)
    assert codes(faults) == ["place.outside"] * 2, "and one 1.5 km outside, which no margin forgives"
    assert here.loc[[fault.row for fault in faults], "N° FASE de l'implantation"].tolist() == ["10782", "1649"]


def test_the_population_grid_is_told_to_be_in_degrees(shared_data: Path) -> None:
    grid = read_table(raw(shared_data, "charleroi/population_grid_2015.csv"), wanted_columns=["POP_2015", "lng", "lat"])
    assert grid.columns.tolist() == ["POP_2015", "lng", "lat"]
    points, faults = points_from_columns(grid, "lng", "lat", None, toyville.PLACE)
    assert codes(faults) == ["crs.assumed"]
    assert len(points) == 7798
    assert points.notna().all()


def test_parquet_in_a_system_without_a_code_lands_in_liege(shared_data: Path) -> None:
    frame, faults = read_features(raw(shared_data, "liege/osm_streets_liege.parquet"), LIEGE)
    assert faults == []
    assert len(frame) == 79_907
    outlines = sectors(shared_data, "liege", LIEGE).table
    assert len(outlines) == 184
    town = shapely.union_all(outlines.geometry.array)
    inside = frame.intersects(town).sum()
    assert inside > 10_000, "streets cover the city they are of"


def test_one_citys_sectors_are_not_anothers(shared_data: Path) -> None:
    faults = refusal(lambda: read_features(raw(shared_data, f"liege/{OUTLINES}"), toyville.PLACE))
    assert codes(faults) == ["place.all_outside"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("charleroi/land_surface_temperature_3857.tif", "tiff"),
        ("osm/Helsinki.osm.pbf", "pbf"),
        ("antennas/bipt_sites_gent.json", "json"),
        ("liege/osm_streets_liege.parquet", "parquet"),
    ],
)
def test_other_kinds_are_told_and_refused_as_tables_or_features(shared_data: Path, name: str, kind: str) -> None:
    file = raw(shared_data, name)
    assert kind_of(file) == kind
    if kind == "json":
        assert len(read_table(file)) > 100
    elif kind != "parquet":
        assert codes(refusal(lambda: read_table(file))) == ["file.unexpected"]
        assert codes(refusal(lambda: read_features(file, toyville.PLACE))) == ["file.unexpected"]
