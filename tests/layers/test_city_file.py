"""The city's own files: every format gives the same rows, every fault is named at once, names stay as they are."""

import math
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.crs import METRIC
from geo.place import Mapping
from layers import describe
from tests.layers.city_files import by_key, checked, codes, geodata, place, refusal, text_file, workbook

HEADER = ("building_id", "name", "activity", "public_access", "floor_area_m2", "x_m", "y_m")
ROWS = (
    ("B1", "Bibliothèque de l'Été", "culture", "oui", "1250,5", "655050", "622050"),
    ("B2", "École du Nord", "education", "non", "", "655150", "622150"),
)
FRAME = gpd.GeoDataFrame(
    {
        "building_id": ["B1", "B2"],
        "name": ["Bibliothèque de l'Été", "École du Nord"],
        "activity": ["culture", "education"],
        "public_access": [True, False],
        "floor_area_m2": [1250.5, math.nan],
    },
    geometry=[shapely.Point(655050, 622050), shapely.Point(655150, 622150)],
    crs=METRIC,
)


def csv(delimiter: str) -> str:
    """Return the two buildings as CSV; a cell that holds the delimiter is quoted."""
    lines = [HEADER, *ROWS]
    return "".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) + "\r\n" for row in lines)


@pytest.mark.parametrize(
    "kind",
    ["csv ;", "csv ,", "csv cp1252", "csv bom", "csv tab", "xlsx", "gpkg", "geojson", "geojson wgs84", "shp zip"],
)
def test_every_format_gives_the_same_rows(tmp_path: Path, kind: str) -> None:
    writers = {
        "csv ;": lambda: text_file(tmp_path, "a.csv", csv(";")),
        "csv ,": lambda: text_file(tmp_path, "a.csv", csv(",")),
        "csv cp1252": lambda: text_file(tmp_path, "a.csv", csv(";"), "cp1252"),
        "csv bom": lambda: text_file(tmp_path, "a.csv", csv(";"), "utf-8-sig"),
        "csv tab": lambda: text_file(tmp_path, "a.txt", csv("\t")),
        "xlsx": lambda: workbook(
            tmp_path,
            "a.xlsx",
            {
                "Bâtiments": [
                    HEADER,
                    ("B1", ROWS[0][1], "culture", True, 1250.5, 655050, 622050.0),
                    ("B2", ROWS[1][1], "education", "non", None, "655150", 622150),
                ]
            },
        ),
        "gpkg": lambda: geodata(tmp_path, "a.gpkg", FRAME),
        "geojson": lambda: geodata(tmp_path, "a.geojson", FRAME),
        "geojson wgs84": lambda: geodata(tmp_path, "a.geojson", FRAME.to_crs("EPSG:4326"), COORDINATE_PRECISION=9),
        "shp zip": lambda: geodata(
            tmp_path, "a.shz", FRAME.rename(columns=lambda name: name[:10]), driver="ESRI Shapefile", encoding="UTF-8"
        ),
    }
    rows = by_key(checked(writers[kind](), "buildings", "inventory", place()), "building_id")
    assert list(rows.index) == ["B1", "B2"]
    assert list(rows["name"]) == ["Bibliothèque de l'Été", "École du Nord"]
    assert list(rows["activity"]) == ["culture", "education"]
    assert list(rows["public_access"]) == [True, False]
    assert rows["floor_area_m2"]["B1"] == 1250.5
    assert pd.isna(rows["floor_area_m2"]["B2"])
    assert list(rows["source"]) == ["inventory"] * 2
    assert rows.geometry["B1"].distance(shapely.Point(655050, 622050)) < 0.01
    assert rows.geometry["B2"].distance(shapely.Point(655150, 622150)) < 0.01


def test_a_geojson_without_crs_is_in_degrees_or_told_by_the_size_of_its_numbers(tmp_path: Path) -> None:
    point = '"geometry":{"type":"Point","coordinates":[%s]}'
    feature = '{"type":"Feature","id":"B1","properties":{"nom":"A","secteur":"sport"},' + point + "}"
    collection = '{"type":"FeatureCollection","features":[' + feature + "]}"
    degrees = checked(text_file(tmp_path, "a.geojson", collection % "4.44,50.41"), "buildings", "inventory", place())
    metres = checked(text_file(tmp_path, "b.geojson", collection % "155392,122215"), "buildings", "inventory", place())
    assert [each for each in degrees.faults if each.code.startswith("crs.")] == []
    assert [each.parameters["assumed"] for each in metres.faults if each.code == "crs.assumed"] == ["EPSG:31370"]
    assert metres.table.geometry[0].distance(shapely.Point(655397, 622216)) < 2
    # The feature's own id serves as the identifier.
    assert list(degrees.table["building_id"]) == ["B1"]


def test_french_and_dutch_headers_and_words_need_no_mapping(tmp_path: Path) -> None:
    french = text_file(
        tmp_path,
        "fr.csv",
        "Identifiant;Nom du bâtiment;Secteur d’activité;Ouvert au public;Superficie (m2);Wi-Fi;Fibre;"
        "Longitude;Latitude\n"
        "1;Hôtel de ville;Administration communale;Oui;2 500 m²;Personnel uniquement;Oui;4,444;50,411\n"
        "2;CPAS;Action sociale;;320;Aucun;-;4.45;50.40\n",
    )
    dutch = text_file(
        tmp_path,
        "nl.csv",
        "code;naam;sector;open voor publiek;oppervlakte;wifi;glasvezel;lng;lat\n"
        "1;Stadhuis;bestuur;ja;2500;personeel;ja;4.444;50.411\n"
        "2;OCMW;welzijn;?;320;geen;;4.45;50.40\n",
    )
    for raw in (french, dutch):
        rows = by_key(checked(raw, "buildings", "inventory", place()), "building_id")
        assert list(rows["activity"]) == ["administration", "social_action"]
        assert rows["public_access"]["1"]
        assert rows["public_access"].isna()["2"]
        assert list(rows["floor_area_m2"]) == [2500.0, 320.0]
        assert list(rows["wifi_now"]) == ["staff", "none"]
        assert rows["fibre_now"]["1"]
        assert rows["fibre_now"].isna()["2"]


def test_a_mapping_translates_headers_words_coordinates_and_names_the_sheet(tmp_path: Path) -> None:
    raw = workbook(
        tmp_path,
        "inventaire.xlsx",
        {
            "Lisez-moi": [("Inventaire", "2026")],
            "Liste": [
                ("N° bât.", "Appellation", "Département", "Accès", "X", "Y"),
                (12, "Crèche des Gaulx", "Petite enfance", "tout public", 155392, 122215),
                (13.0, "Dépôt", "Travaux", "agents", 155400, 122300),
            ],
        },
    )
    mapping = Mapping(
        sheet="liste",
        columns={
            "building_id": "n° BAT.",
            "name": "appellation",
            "activity": "Departement",
            "public_access": "Accès",
        },
        values={
            "activity": {"petite enfance": "social_action", "Travaux": "technical"},
            "public_access": {"tout public": "yes", "agents": "no"},
        },
        crs="EPSG:31370",
        x="X",
        y="Y",
    )
    result = checked(raw, "buildings", "inventory", place(buildings_inventory=mapping))
    assert list(result.table["building_id"]) == ["12", "13"]
    assert list(result.table["activity"]) == ["social_action", "technical"]
    assert list(result.table["public_access"]) == [True, False]
    assert result.table.geometry[0].distance(shapely.Point(655397, 622216)) < 2
    assert codes(result.faults, "error", "row", "warning") == []


def test_a_mapping_that_does_not_fit_the_layer_is_refused_with_all_its_mistakes(tmp_path: Path) -> None:
    mapping = Mapping(
        columns={"nmae": "Nom", "kind": "Genre"},
        values={"wifi_now": {"partout": "everywhere"}, "colour": {"rouge": "red"}},
        x="X",
        y="Y",
    )
    raw = text_file(tmp_path, "a.csv", csv(";"))
    faults = refusal(raw, "buildings", "inventory", place(buildings_inventory=mapping))
    assert [(each.code, each.column, each.value) for each in faults if each.severity == "error"] == [
        ("mapping.unknown_column", "nmae", ""),
        ("mapping.unknown_column", "colour", ""),
        ("mapping.unknown_code", "wifi_now", "everywhere"),
        ("header.not_as_mapped", "x", ""),
        ("header.not_as_mapped", "y", ""),
        ("header.missing_in_list", "kind", ""),
    ]


def test_all_faults_of_a_file_are_named_at_once_with_line_header_and_value(tmp_path: Path) -> None:
    raw = text_file(
        tmp_path,
        "faults.csv",
        "building_id;name;activity;public_access;superficie;opening_hours;contact_staff;wifi_now;ready_from;x_m;y_m\n"
        "B1;Bon;sport;oui;100;Mo-Fr 09:00-17:00;3;public;01/09/2026;655050;622050\n"
        "B2;Surface;sport;oui;cent;;;;;655050;622150\n"
        "B3;Heures;sport;oui;;lundi 9 à 17;;;;655050;622250\n"
        "B4;Personnes;sport;oui;;;2,5;;;655150;622050\n"
        "B5;Secteur;seniors;oui;;;;;;655150;622150\n"
        "B6;Accès;sport;parfois;;;;;;655150;622250\n"
        "B7;Wi-Fi;sport;oui;;;;partout;;655250;622050\n"
        "B8;Date;sport;oui;;;;;bientôt;655250;622150\n"
        "B9;Zéro;sport;oui;;;;;;0;0\n"
        "B10;Sans lieu;sport;oui;;;;;;;\n"
        "B11;Petite;sport;oui;0;;-1;;;655250;622250\n"
        "B12;;sport;oui;;;;;;655350;622250\n"
        "B13;Formule;sport;oui;#REF!;;;;;655350;622350\n",
    )
    result = checked(raw, "buildings", "inventory", place())
    assert sorted(codes(result.faults, "row")) == [
        ("place.zero", 10, "x_m, y_m", "0, 0"),
        ("value.missing", 13, "name", ""),
        ("value.not_allowed", 6, "activity", "seniors"),
    ]
    assert sorted(codes(result.faults, "warning"), key=lambda each: each[0]) == [
        ("hours.unreadable", 4, "opening_hours", "lundi 9 à 17"),
        ("value.code_taken", None, "contact_staff", "-1"),
        ("value.not_a_date", 9, "ready_from", "bientôt"),
        ("value.not_a_number", 3, "superficie", "cent"),
        ("value.not_allowed", 8, "wifi_now", "partout"),
        ("value.not_computed", 14, "superficie", "#REF!"),
        ("value.not_whole", 5, "contact_staff", "2,5"),
        ("value.not_yes_or_no", 7, "public_access", "parfois"),
        ("value.too_small", 12, "superficie", "0"),
    ]
    unknown = next(each for each in result.faults if each.value == "seniors")
    assert unknown.parameters["allowed"] == "education, culture, sport, social_action, administration, technical"
    rows = by_key(result, "building_id")
    # Set aside: those without a usable name or sector. Kept: every other, what cannot be read being unknown.
    assert set(rows.index) == {"B1", "B2", "B3", "B4", "B6", "B7", "B8", "B9", "B10", "B11", "B13"}
    assert rows.geometry.isna().sum() == 2
    assert rows["opening_hours"].notna().sum() == 1
    assert rows["ready_from"]["B1"] == pd.Timestamp(2026, 9, 1)


HOSTILE = (
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE buildings; --",
    "{{7*7}}${7*7}",
    "École « L’Été » n°1",
    "名前 🏫",
    "\u202egnp.exe",
    "-",
)


def test_names_are_kept_as_they_stand_whatever_they_look_like(tmp_path: Path) -> None:
    lines = ["building_id;name;activity;x_m;y_m"]
    for number, name in enumerate(HOSTILE):
        quoted = '"' + name.replace('"', '""') + '"'
        lines.append(f"B{number:02};{quoted};sport;{655000 + 100 * number};622000")
    result = checked(text_file(tmp_path, "a.csv", "\n".join(lines)), "buildings", "inventory", place())
    assert tuple(result.table["name"]) == HOSTILE


def test_columns_that_are_not_used_are_named(tmp_path: Path) -> None:
    raw = text_file(
        tmp_path,
        "a.csv",
        "building_id;name;activity;x_m;y_m;Couleur;Note\nB1;A;sport;655050;622050;rouge;9\n",
    )
    result = checked(raw, "buildings", "inventory", place())
    assert [each.parameters["headers"] for each in result.faults if each.code == "header.unused"] == ["Couleur, Note"]


def test_two_of_our_columns_cannot_come_from_one_of_the_file(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "a.csv", "id;nom;secteur;x_m;y_m\nB1;A;sport;655050;622050\n")
    mapping = Mapping(columns={"kind": "secteur", "activity": "secteur"})
    faults = refusal(raw, "buildings", "inventory", place(buildings_inventory=mapping))
    assert [(each.code, each.column, each.value) for each in faults if each.severity == "error"] == [
        ("header.used_twice", "kind", "secteur")
    ]


def test_a_missing_column_is_refused_together_with_the_faults_of_the_cells(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "a.csv", "building_id;activity;surface;x_m;y_m\nB1;sport;grand;655050;622050\n")
    faults = refusal(raw, "buildings", "inventory", place())
    assert [(each.code, each.column) for each in faults if each.severity == "error"] == [
        ("header.missing_in_list", "name")
    ]
    assert ("value.not_a_number", 2, "surface", "grand") in codes(faults, "warning")


def test_an_inventory_without_coordinates_is_kept_and_says_so(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "a.csv", "building_id;name;activity;address\nB1;A;sport;Rue A 1\n")
    result = checked(raw, "buildings", "inventory", place())
    assert result.table.geometry.isna().all()
    assert [each.code for each in result.faults if each.severity == "warning"] == ["place.no_columns"]


def test_wifi_without_coordinates_is_refused(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "a.csv", "name;access\nPlace;public\n")
    faults = refusal(raw, "wifi", "city", place())
    assert [each.code for each in faults if each.severity == "error"] == ["place.no_columns"]


def test_a_far_building_is_kept_without_a_place_and_a_far_hotspot_is_not(tmp_path: Path) -> None:
    near = "".join(f"B{each};N{each};sport;public;{4.40 + each / 1000};50.41\n" for each in range(20))
    content = "id;name;activity;access;lon;lat\nFAR;Loin;sport;public;4.08;50.11\n" + near
    raw = text_file(tmp_path, "a.csv", content)
    buildings = checked(raw, "buildings", "inventory", place())
    hotspots = checked(raw, "wifi", "city", place())
    assert len(buildings.table) == 21
    assert list(buildings.table["building_id"][buildings.table.geometry.isna()]) == ["FAR"]
    where = gpd.GeoSeries([shapely.Point(4.08, 50.11)], crs=4326).to_crs(METRIC).iloc[0]
    row = buildings.table.set_index("building_id").loc["FAR"]
    assert (row["dropped_x_m"], row["dropped_y_m"]) == pytest.approx((where.x, where.y), abs=0.01)
    assert buildings.table["dropped_x_m"].count() == 1
    # The corner of the frame, 4.345 and 50.350: 0.265 degrees of 71.4 km west of it, 0.24 of 111.2 km south.
    assert "The place lies 33 km from the frame of Villejouet" in " ".join(map(describe, buildings.faults))
    assert len(hotspots.table) == 20
    for result in (buildings, hotspots):
        assert [(each.code, each.row) for each in result.faults if each.severity == "row"] == [("place.outside", 2)]


def test_lambert_numbers_in_degree_columns_are_taken_for_what_they_are_and_said(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "a.csv", "name;access;lon;lat\nA;public;155392;122215\n")
    result = checked(raw, "wifi", "city", place())
    assert [each.parameters.get("assumed") for each in result.faults if each.code == "crs.assumed"] == ["EPSG:31370"]


def test_coordinate_pairs_of_open_data_portals_are_read(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "a.csv", 'name;access;geo_point_2d\nA;public;"50.4108, 4.4446"\nB;clients;ici\n')
    result = checked(raw, "wifi", "city", place())
    assert list(result.table["name"]) == ["A"]
    assert result.table.geometry[0].distance(shapely.Point(655397, 622216)) < 10
    assert codes(result.faults, "row")[0][:3] == ("place.unreadable", 3, "geo_point_2d")


def test_keys_are_made_from_contents_and_stay_when_rows_move(tmp_path: Path) -> None:
    one = text_file(
        tmp_path, "a.csv", "nom;accès;situation;x_m;y_m\nA;libre;extérieur;655050;622050\nB;clients;;655150;622050\n"
    )
    two = text_file(
        tmp_path,
        "b.csv",
        "nom;accès;situation;x_m;y_m\nB;clients;;655150.2;622050\nA;libre;extérieur;655050;622050.0\n",
    )
    first, second = (checked(raw, "wifi", "city", place()) for raw in (one, two))
    pd.testing.assert_frame_equal(
        pd.DataFrame(first.table.drop(columns="geometry")), pd.DataFrame(second.table.drop(columns="geometry"))
    )
    assert first.table["wifi_id"].str.fullmatch(r"wifi-[0-9a-f]{10}").all()
    assert sorted(first.table["access"]) == ["customers", "public"]
    assert [each.parameters["count"] for each in first.faults if each.code == "key.made_up"] == [2]


def test_support_places_speak_the_citys_words(tmp_path: Path) -> None:
    raw = text_file(
        tmp_path,
        "a.csv",
        "id;nom;type;heures par semaine;horaire;x_m;y_m\n"
        "1;EPN Nord;Espace public numérique;12 h;Mo-Fr 09:00-12:00;655050;622050\n"
        "2;CPAS;Espace numérique du CPAS;7,5;;655150;622050\n"
        "3;Aidant;digitale helper;200;;655150;622150\n",
    )
    result = checked(raw, "support_places", "city", place())
    assert list(result.table["kind"]) == ["epn", "cpas", "aidant"]
    assert list(result.table["help_hours_per_week"][:2]) == [12.0, 7.5]
    assert pd.isna(result.table["help_hours_per_week"][2])
    assert codes(result.faults, "warning") == [("value.too_large", 4, "heures par semaine", "200")]


def test_points_with_a_single_multipoint_and_polygons(tmp_path: Path) -> None:
    frame = FRAME.set_geometry(
        [shapely.MultiPoint([(655050, 622050)]), shapely.box(655100, 622100, 655150, 622150)], crs=METRIC
    )
    result = checked(geodata(tmp_path, "a.gpkg", frame), "buildings", "inventory", place())
    assert list(result.table.geometry.geom_type) == ["Point", "Polygon"]
    frame["access"] = "public"
    hotspots = checked(geodata(tmp_path, "b.gpkg", frame), "wifi", "city", place())
    assert list(hotspots.table.geometry.geom_type) == ["Point"]
    assert [each.code for each in hotspots.faults if each.severity == "row"] == ["geometry.wrong_type"]


def test_a_file_longer_than_any_citys_list_is_refused_before_its_cells_are_read(tmp_path: Path) -> None:
    rows = "".join(f"B{number};A;nowhere;655050;622050\n" for number in range(20_001))
    raw = text_file(tmp_path, "a.csv", "building_id;name;activity;x_m;y_m\n" + rows)
    faults = refusal(raw, "buildings", "inventory", place())
    assert [(each.code, each.parameters["limit"]) for each in faults if each.severity == "error"] == [
        ("table.too_many_rows", 20_000)
    ]
    assert not [each for each in faults if each.code == "value.not_allowed"]


def test_a_row_repeated_and_a_key_used_twice(tmp_path: Path) -> None:
    header = "building_id;name;activity;x_m;y_m\n"
    repeated = text_file(tmp_path, "a.csv", header + "B1;A;sport;655050;622050\n" * 2)
    result = checked(repeated, "buildings", "inventory", place())
    assert len(result.table) == 1
    assert [(each.code, each.row) for each in result.faults] == [("key.repeated_row", 3)]
    clash = text_file(tmp_path, "b.csv", header + "B1;A;sport;655050;622050\nB1;B;sport;655150;622050\n")
    faults = refusal(clash, "buildings", "inventory", place())
    assert [(each.code, each.row) for each in faults if each.severity == "error"] == [("key.duplicate", 3)]


def test_swapped_and_foreign_coordinates_of_a_whole_file_are_refused(tmp_path: Path) -> None:
    header = "building_id;name;activity;lon;lat\n"
    swapped = text_file(tmp_path, "a.csv", header + "B1;A;sport;50.41;4.44\nB2;B;sport;50.42;4.45\n")
    foreign = text_file(tmp_path, "b.csv", header + "B1;A;sport;2.35;48.85\nB2;B;sport;2.36;48.86\n")
    for raw, code in ((swapped, "crs.swapped_axes"), (foreign, "crs.unknown")):
        faults = refusal(raw, "buildings", "inventory", place())
        assert [each.code for each in faults if each.severity == "error"] == [code]
