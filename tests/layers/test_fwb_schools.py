"""The national list of schools: the commune's own, one row a site, whichever way it was exported."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import shapely

from config import place as configured
from geo.place import Place, SchoolSelection
from layers._raw import RawFile
from layers._registry import layer
from layers.checking.schema import check
from tests import toyville
from tests.layers.city_files import by_key, checked, codes, refusal, text_file, workbook

LABELS = {
    "name": "Nom de l'établissement",
    "teaching": "Type d'enseignement",
    "reseau": "Réseau",
    "site": "N° FASE de l'implantation",
    "address": "Adresse de l'implantation",
    "postal_code": "Code postal de l'implantation",
    "commune": "Commune de l'implantation",
    "lat": "Latitude",
    "lon": "Longitude",
    "authority": "Nom de P.O.",
}
FIELDS = {
    "name": "nom_de_l_etablissement",
    "teaching": "type_d_enseignement",
    "reseau": "reseau",
    "site": "ndegfase_de_l_implantation",
    "address": "adresse_de_l_implantation",
    "postal_code": "code_postal_de_l_implantation",
    "commune": "commune_de_l_implantation",
    "lat": "latitude",
    "lon": "longitude",
    "authority": "nom_de_p_o",
}
BASE = {"reseau": "Subventionné communal", "commune": "Villejouet", "authority": "Ville de Villejouet"}
ROWS = [
    {
        "site": "20",
        "name": "Ecole des Haies",
        "teaching": "Maternel ordinaire",
        "address": "Rue A 1",
        "postal_code": "6060",
        "lat": "50.41",
        "lon": "4.44",
    },
    {
        "site": "20",
        "name": "Ecole des Haies",
        "teaching": "Primaire ordinaire",
        "address": "Rue A 1",
        "postal_code": "6060",
        "lat": "50.41",
        "lon": "4.44",
    },
    {
        "site": "7",
        "name": 'Académie "Souris"',
        "teaching": "Artistique à horaire réduit",
        "address": "Rue B 2",
        "postal_code": "6044",
        "lat": "50.1187224",
        "lon": "4.0843619",
    },
    {"site": "31", "name": "CEFA - La Garenne", "teaching": "Secondaire CEFA", "lat": "50.42", "lon": "4.45"},
    {"site": "31", "name": "La Garenne", "teaching": "Secondaire ordinaire", "lat": "50.42", "lon": "4.45"},
    {"site": "44", "name": "Cours du soir", "teaching": "Promotion sociale supérieur", "lat": "50.43", "lon": "4.45"},
    {
        "site": "50",
        "name": "Collège libre",
        "teaching": "Secondaire ordinaire",
        "authority": "Institut",
        "lat": "50.43",
        "lon": "4.46",
    },
    {
        "site": "51",
        "name": "Ecole ailleurs",
        "teaching": "Primaire ordinaire",
        "commune": "Namur",
        "lat": "50.46",
        "lon": "4.86",
    },
    {
        "site": "52",
        "name": "Ecole en capitales",
        "teaching": "Primaire ordinaire",
        "commune": "VILLEJOUET",
        "authority": "VILLE DE VILLEJOUET",
        "lat": "50.44",
        "lon": "4.46",
    },
]


def where(public_access: bool | None = True) -> Place:
    schools = SchoolSelection(
        organising_authority="ville de Villejouet", commune_name="Villejouet", public_access=public_access
    )
    return toyville.PLACE.model_copy(update={"schools": schools})


def table(headers: Mapping[str, str], rows: Sequence[Mapping[str, str]] = ROWS) -> list[list[str]]:
    """Return the rows under one family of headers."""
    return [list(headers.values()), *([(BASE | dict(row)).get(name, "") for name in headers] for row in rows)]


def as_csv(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["labels", "fields", "xlsx", "geojson", "pair"])
def test_either_family_of_headers_gives_the_communes_own_sites(tmp_path: Path, kind: str) -> None:
    if kind == "labels":
        raw = text_file(tmp_path, "ecoles.csv", "\ufeff" + as_csv(table(LABELS), ";"), "utf-8-sig")
    elif kind == "fields":
        raw = text_file(tmp_path, "ecoles.csv", as_csv(table(FIELDS), ","))
    elif kind == "xlsx":
        raw = workbook(tmp_path, "ecoles.xlsx", {"Feuille 1": table(LABELS)})
    elif kind == "pair":
        pairs = [dict(row, geo=f"{row['lat']}, {row['lon']}") for row in ROWS]
        headers = {key: name for key, name in FIELDS.items() if key not in ("lat", "lon")} | {"geo": "geolocalisation"}
        raw = text_file(tmp_path, "ecoles.csv", as_csv(table(headers, pairs), ";"))
    else:
        features = [
            {
                "type": "Feature",
                "properties": {FIELDS[key]: value for key, value in (BASE | row).items()},
                "geometry": {"type": "Point", "coordinates": [float(row["lon"]), float(row["lat"])]},
            }
            for row in ROWS
        ]
        raw = text_file(tmp_path, "ecoles.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    declared = layer("buildings")
    assert [source.name for source in declared.sources if source.recognise(raw)] == ["schools"]
    result = checked(raw, "buildings", "schools", where())
    rows = by_key(result, "building_id")
    assert set(rows.index) == {"fase-20", "fase-7", "fase-31", "fase-44", "fase-52"}
    assert rows["name"]["fase-7"] == 'Académie "Souris"'
    assert rows["name"]["fase-31"] == "La Garenne"
    assert rows["kind"].to_dict() == {
        "fase-20": "école",
        "fase-7": "académie",
        "fase-31": "école",
        "fase-44": "promotion sociale",
        "fase-52": "école",
    }
    assert set(rows["activity"]) == {"education"}
    assert set(rows["source"]) == {"schools"}
    assert rows["public_access"].all()
    assert (rows["address"]["fase-20"], rows["postal_code"]["fase-20"]) == ("Rue A 1", "6060")
    unknown = [
        "floor_area_m2",
        "opening_hours",
        "contact_staff",
        "aidant_candidates",
        "wifi_now",
        "fibre_now",
        "ready_from",
    ]
    assert rows[unknown].isna().all(axis=None)
    # The far one stays, without a place; the others are where the list says.
    assert list(rows.index[rows.geometry.isna()]) == ["fase-7"]
    outside = [each for each in result.faults if each.severity == "row"]
    assert [(each.code, each.row) for each in outside] == [("place.outside", 3 if kind == "geojson" else 4)]
    # 4.44, 50.41 in Lambert 2008.
    assert rows.geometry["fase-20"].distance(shapely.Point(655_070, 622_127)) < 10
    assert [each.parameters["count"] for each in result.faults if each.code == "schools.others"] == [2]
    assert [each.parameters["values"] for each in result.faults if each.code == "schools.several_values"] == [
        "La Garenne; CEFA - La Garenne"
    ]


def test_whether_schools_are_open_to_the_public_is_the_communes_to_say(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "ecoles.csv", as_csv(table(LABELS), ";"))
    closed = checked(raw, "buildings", "schools", where(public_access=False))
    unsaid = checked(raw, "buildings", "schools", where(public_access=None))
    assert not closed.table["public_access"].any()
    assert unsaid.table["public_access"].isna().all()


def test_a_wrong_authority_is_refused_and_told_which_there_are(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "ecoles.csv", as_csv(table(LABELS, ROWS[6:7] + ROWS[7:8]), ";"))
    (fault,) = refusal(raw, "buildings", "schools", where())
    assert fault.code == "schools.none"
    assert fault.parameters["found"] == "Institut"


def test_a_list_without_its_columns_names_each(tmp_path: Path) -> None:
    headers = {key: name for key, name in LABELS.items() if key not in ("site", "authority")}
    raw = text_file(tmp_path, "ecoles.csv", as_csv(table(headers), ";"))
    faults = refusal(raw, "buildings", "schools", where())
    assert [(each.code, each.column) for each in faults] == [
        ("header.missing", "site"),
        ("header.missing", "authority"),
    ]


def test_a_commune_without_schools_in_its_configuration_is_told_so(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "ecoles.csv", as_csv(table(LABELS), ";"))
    assert [each.code for each in refusal(raw, "buildings", "schools", toyville.PLACE)] == ["schools.not_configured"]


def test_a_site_without_a_number_is_reported(tmp_path: Path) -> None:
    raw = text_file(tmp_path, "ecoles.csv", as_csv(table(LABELS, [*ROWS, ROWS[0] | {"site": ""}]), ";"))
    result = checked(raw, "buildings", "schools", where())
    assert ("value.missing", 11, "building_id", "") in codes(result.faults, "row")
    assert len(result.table) == 5


@pytest.mark.real
@pytest.mark.parametrize(("key", "count", "far"), [("52011", 170, ["fase-10782"]), ("62063", 140, [])])
def test_the_real_list(shared_data: Path, key: str, count: int, far: list[str]) -> None:
    where_ = configured(key)
    raw = RawFile("signaletique-fase_FWB.csv", shared_data / "signaletique-fase_FWB.csv")
    declared = layer("buildings")
    assert [source.name for source in declared.sources if source.recognise(raw)] == ["schools"]
    result = check(declared.source("schools").clean([raw], where_), declared, where_, file=raw.name)
    assert not [each for each in result.faults if each.severity == "error"]
    assert len(result.table) == count
    assert result.table["building_id"].is_unique
    assert list(result.table["building_id"][result.table.geometry.isna()]) == far
    assert [each.code for each in result.faults if each.severity == "row"] == ["place.outside"] * len(far)
    assert declared.combine is not None
    # Sites the publisher numbers apart stay apart.
    assert len(declared.combine([result]).table) == count
