"""Places of digital help in the French national schema: its words become our kinds, and nothing else is guessed."""

from pathlib import Path

import pandas as pd
import pytest
from pyproj import Transformer

from geo.crs import MAP, METRIC
from geo.place import LocalName
from layers._adapters._day_columns import day_columns, hours_by_day
from layers._fault import Refused
from layers._raw import RawFile
from layers._registry import layer
from store._publishing.tell_source import tell_source
from tests import toyville
from tests.layers.city_files import by_key, checked, text_file

HEADER = (
    '"id","pivot","nom","commune","code_postal","adresse","latitude","longitude","typologie","horaires","date_maj",'
    '"services","itinerance","modalites_acces","dispositif_programmes_nationaux"'
)
HERE = Transformer.from_crs(METRIC, MAP, always_xy=True).transform(*(value + 50 for value in toyville.CORNER))
EQUIPMENT = "Accès internet et matériel informatique"
HELP = "Aide aux démarches administratives"


def row(key: str, **said: str) -> str:
    """Return a place of Toyville, of which some cells are said otherwise."""
    usual = {
        "pivot": "43493312300029",
        "nom": f"Lieu {key}",
        "commune": "Villejouet",
        "code_postal": "6000",
        "adresse": "12 rue d'Essai",
        "latitude": f"{HERE[1]:.6f}",
        "longitude": f"{HERE[0]:.6f}",
        "typologie": "",
        "horaires": "Mo-Fr 09:00-12:00,14:00-18:30",
        "date_maj": "2024-06-02",
        "services": HELP,
        "itinerance": "Fixe",
        "modalites_acces": "Se présenter|Téléphoner",
        "dispositif_programmes_nationaux": "",
    }
    return ",".join(f'"{each}"' for each in (key, *(usual | said).values()))


def listed(folder: Path, *rows: str, header: str = HEADER) -> RawFile:
    return text_file(folder, "lieux.csv", "\n".join([header, *rows]) + "\n")


def test_words_of_the_schema_become_our_kinds(tmp_path: Path) -> None:
    raw = listed(
        tmp_path,
        row("a", services=f"{HELP}|{EQUIPMENT}"),
        row("b", typologie="ASSO|CCAS", services=EQUIPMENT),
        row("c", dispositif_programmes_nationaux="France Services|Aidants Connect", services=EQUIPMENT),
        row("d"),
    )
    result = checked(raw, "support_places", "mediation", toyville.PLACE)
    assert by_key(result, "place_id")["kind"].to_dict() == {"a": "epn", "b": "cpas", "c": "aidant", "d": "other"}
    first = by_key(result, "place_id").loc["a"]
    assert (first["name"], first["address"], first["postal_code"]) == ("Lieu a", "12 rue d'Essai", "6000")
    assert first["opening_hours"] == "Mo-Fr 09:00-12:00,14:00-18:30"
    assert pd.isna(first["help_hours_per_week"]), "the schema says when a place is open, not how long it helps"
    assert first.geometry.coords[0] == pytest.approx([value + 50 for value in toyville.CORNER], abs=0.2)
    assert result.vintage == "2024-06-02"


def test_older_versions_part_their_values_with_semicolons(tmp_path: Path) -> None:
    raw = listed(tmp_path, row("a", typologie="TIERS_LIEUX;CCAS"), row("b", services=f"{HELP};{EQUIPMENT}"))
    kinds = by_key(checked(raw, "support_places", "mediation", toyville.PLACE), "place_id")["kind"]
    assert kinds.to_dict() == {"a": "cpas", "b": "epn"}


def test_places_elsewhere_closed_or_on_the_move_are_told(tmp_path: Path) -> None:
    raw = listed(
        tmp_path,
        row("here"),
        row("dijon", commune="Dijon", latitude="47.32", longitude="5.06"),
        row("named", latitude="", longitude=""),
        row("nowhere", latitude="", longitude="", commune="Dijon"),
        row("office", modalites_acces="Ce lieu n'accueille pas de public"),
        row("bus", itinerance="Itinérant", date_maj="2022-01-31"),
        row("both", itinerance="Itinérant|Fixe"),
    )
    result = layer("support_places").source("mediation").clean([raw], toyville.PLACE)
    assert sorted(result.table["place_id"]) == ["both", "bus", "here", "named"]
    counts = {
        fault.code: fault.parameters.get("count") for fault in result.faults if fault.code.startswith("mediation")
    }
    assert counts == {
        "mediation.elsewhere": 2,
        "mediation.no_visitors": 1,
        "mediation.roaming": 1,
        "mediation.updated": None,
    }
    assert result.vintage == "2024-06-02"


def test_a_file_of_another_region_is_refused(tmp_path: Path) -> None:
    raw = listed(tmp_path, row("dijon", commune="Dijon", latitude="47.32", longitude="5.06"))
    with pytest.raises(Refused) as caught:
        layer("support_places").source("mediation").clean([raw], toyville.PLACE)
    assert [fault.code for fault in caught.value.faults] == ["mediation.none_near"]


def test_the_schema_is_told_from_a_list_of_the_city(tmp_path: Path) -> None:
    places = layer("support_places")
    assert tell_source(places, [listed(tmp_path, row("a"))]).name == "mediation"
    own = text_file(tmp_path, "own.csv", "id;nom;type;x;y\na;Lieu;epn;1;2\n")
    assert tell_source(places, [own]).name == "city"
    without = listed(tmp_path, row("a"), header=HEADER.replace('"services"', '"prestations"'))
    assert tell_source(places, [without]).name == "city"


@pytest.mark.real
def test_real_places_written_in_the_schema_are_read(tmp_path: Path, shared_data: Path) -> None:
    """The 53 places of Dijon of a network of eastern France, their half-days written in the notation of the schema."""
    table = pd.read_csv(shared_data / "mediation_fr" / "bfc_ternum_places.csv", dtype="str")
    week = day_columns(table.columns)
    hours, _ = hours_by_day(table, week, "f")
    days = pd.to_datetime(table["mise_a_jour"], format="%d/%m/%Y", errors="coerce")
    rows = pd.DataFrame(
        {
            "id": table["bfc_id"],
            "nom": table["nom_structure"],
            "commune": table["ville"].str.title(),
            "code_postal": table["code_postal"],
            "adresse": table["adresse"],
            "latitude": table["lat"],
            "longitude": table["lon"],
            "horaires": hours,
            "date_maj": days.dt.strftime("%Y-%m-%d"),
            "services": HELP,
        }
    )
    path = tmp_path / "bfc.csv"
    rows.to_csv(path, index=False)
    name = LocalName(fr="Dijon", nl="Dijon", en="Dijon")
    dijon = toyville.PLACE.model_copy(update={"name": name, "frame_wgs84": (4.96, 47.28, 5.10, 47.37)})
    result = checked(RawFile("bfc.csv", path), "support_places", "mediation", dijon)
    own = table["ville"].eq("DIJON")
    ours = result.table.set_index("place_id")
    assert own.sum() == 53
    assert set(table.loc[own, "bfc_id"]) <= set(ours.index)
    assert ours["opening_hours"].notna().sum() == hours[table["bfc_id"].isin(ours.index)].notna().sum() > 20
    assert all(fault.severity != "row" for fault in result.faults)
