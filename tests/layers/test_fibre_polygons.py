"""Areas of fibre: any format, the city's words for the state of the works, outlines as text."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.crs import METRIC
from geo.place import Mapping
from tests import toyville
from tests.layers.city_files import by_key, checked, codes, geodata, place, refusal, text_file

HOLED = toyville.area(0, 0, 300, 300) - toyville.area(100, 100, 200, 200)
AREAS = gpd.GeoDataFrame(
    {
        "Zone": ["N", "S", "E"],
        "Etat": ["Disponible", "EN CONSTRUCTION", "prévu"],
        "Opérateur": ["Unifiber", "Unifiber", None],
        "Disponible dès le": ["2024-06-01", "", None],
    },
    geometry=[HOLED, toyville.area(0, 0, 100, 300), toyville.square("c3")],
    crs=METRIC,
)


@pytest.mark.parametrize("name", ["fibre.gpkg", "fibre.geojson", "fibre.fgb"])
def test_overlapping_areas_and_holes_are_kept_as_drawn(tmp_path: Path, name: str) -> None:
    result = checked(geodata(tmp_path, name, AREAS), "fibre", "polygons", place())
    rows = by_key(result, "fibre_id")
    assert rows["status"].to_dict() == {"E": "planned", "N": "available", "S": "building"}
    assert rows.geometry["N"].area == pytest.approx(80_000, abs=1)
    assert rows.geometry["S"].area == pytest.approx(30_000, abs=1)
    assert rows["available_from"].notna().to_dict() == {"E": False, "N": True, "S": False}
    assert codes(result.faults, "error", "row", "warning") == []


def test_a_mapping_gives_the_operators_words_and_system(tmp_path: Path) -> None:
    frame = AREAS.to_crs("EPSG:31370").set_crs(None, allow_override=True).assign(Etat=["GO", "WIP", "2027"])
    mapping = Mapping(
        columns={"status": "etat"},
        values={"status": {"go": "available", "wip": "building", "2027": "planned"}},
        crs="EPSG:31370",
    )
    raw = text_file(tmp_path, "a.csv", "")
    raw.path.write_text(
        "zone;etat;wkt\n" + "".join(f"{row.Zone};{row.Etat};{row.geometry.wkt}\n" for row in frame.itertuples())
    )
    rows = by_key(checked(raw, "fibre", "polygons", place(fibre_polygons=mapping)), "fibre_id")
    assert list(rows["status"]) == ["planned", "available", "building"]
    assert rows.geometry["N"].symmetric_difference(HOLED).area < 1


def test_outlines_as_text_say_their_system_or_are_told_by_size(tmp_path: Path) -> None:
    square = toyville.square("a1")
    said = text_file(tmp_path, "a.csv", f'id;status;wkt\nA;available;"SRID=3812;{square.wkt}"\n')
    told = text_file(tmp_path, "b.csv", f"id;status;wkt\nA;available;{square.wkt}\n")
    for raw, assumed in ((said, []), (told, [METRIC])):
        result = checked(raw, "fibre", "polygons", place())
        assert [each.parameters["assumed"] for each in result.faults if each.severity == "warning"] == assumed
        assert result.table.geometry[0].equals(square)


def test_every_fault_of_a_table_of_areas(tmp_path: Path) -> None:
    good = toyville.square("a1").wkt
    raw = text_file(
        tmp_path,
        "a.csv",
        "id;statut;disponible des le;wkt\n"
        f"A;disponible;2024-01-01;{good}\n"
        f"B;peut-être;2024-01-01;{toyville.square('a2').wkt}\n"
        "C;disponible;2024-01-01;POLYGON ((0 0\n"
        f"D;disponible;printemps;{toyville.square('a3').wkt}\n"
        f"E;disponible;;{toyville.at(10, 10).wkt}\n"
        "F;disponible;;\n",
    )
    result = checked(raw, "fibre", "polygons", place())
    assert list(result.table["fibre_id"]) == ["A", "D"]
    assert sorted(each[:3] for each in codes(result.faults, "row")) == [
        ("geometry.unreadable", 4, "wkt"),
        ("geometry.wrong_type", 6, "geometry"),
        ("place.missing", 7, "geometry"),
        ("value.not_allowed", 3, "statut"),
    ]
    assert sorted(codes(result.faults, "warning"), key=str) == [
        ("crs.assumed", None, "", ""),
        ("value.not_a_date", 5, "disponible des le", "printemps"),
    ]


def test_swapped_and_foreign_outlines_are_refused(tmp_path: Path) -> None:
    turned = shapely.transform(toyville.square("a1"), lambda points: points[:, ::-1])
    swapped = text_file(tmp_path, "a.csv", f"id;status;wkt\nA;available;{turned.wkt}\n")
    foreign = text_file(tmp_path, "b.csv", "id;status;wkt\nA;available;POLYGON ((2 48, 3 48, 3 49, 2 48))\n")
    for raw, code in ((swapped, "crs.swapped_axes"), (foreign, "crs.unknown")):
        faults = refusal(raw, "fibre", "polygons", place())
        assert [each.code for each in faults if each.severity == "error"] == [code]
