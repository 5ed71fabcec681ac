"""Opening hours in French and Dutch: translated where every word is understood, kept or told where not."""

from pathlib import Path

import pandas as pd
import pytest

from layers._adapters._day_columns import day_columns, hours_by_day
from layers._adapters._hours_in_words import by_appointment, in_notation
from layers._adapters._opening_hours import is_readable, readable_hours
from tests.cases import case
from tests.layers.city_files import by_key, checked, codes, place, text_file


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("Lundi au vendredi de 9h à 17h", "Mo-Fr 09:00-17:00"),
        ("lu-ve 9h-12h et 13h30-17h", "Mo-Fr 09:00-12:00,13:30-17:00"),
        ("Lundi 9h-12h; mercredi 13h30-16h30", "Mo 09:00-12:00; We 13:30-16:30"),
        ("du mardi au samedi : 10h00 - 18h00", "Tu-Sa 10:00-18:00"),
        ("tous les jours 8h-20h", "Mo-Su 08:00-20:00"),
        ("lun. – ven. : 9h00 – 17h00", "Mo-Fr 09:00-17:00"),
        ("lundi, mardi et jeudi 9h-12h / 13h-16h\nmercredi fermé", "Mo,Tu,Th 09:00-12:00,13:00-16:00; We off"),
        ("lundi 9h-12h, lundi 14h-17h", "Mo 09:00-12:00, Mo 14:00-17:00"),
        ("lu ma me je 9h-12h", "Mo-Th 09:00-12:00"),
        ("ma-vr 9u-17u", "Mo-Fr 09:00-17:00"),
        ("maandag tot vrijdag van 9 tot 17 uur", "Mo-Fr 09:00-17:00"),
        ("van maandag t/m vrijdag 9.00-17.00 uur", "Mo-Fr 09:00-17:00"),
        ("woensdag 14u-16u30 en zaterdag 10-12u", "We 14:00-16:30; Sa 10:00-12:00"),
        ("alle dagen 8u - 20u", "Mo-Su 08:00-20:00"),
        ("Mo-Fr 9h-17h", "Mo-Fr 09:00-17:00"),
        ("lundi-vendredi 9h-12h, 13h30-17h", "Mo-Fr 09:00-12:00,13:30-17:00"),
        ("lundi 9h-12h, fermé pendant les vacances scolaires", "Mo 09:00-12:00; SH off"),
        ("lu-ve 9h-17h sauf jours fériés", "Mo-Fr 09:00-17:00; PH off"),
        ("maandag-vrijdag 9-12u (behalve schoolvakanties)", "Mo-Fr 09:00-12:00; SH off"),
        ("woensdag 14u-16u, gesloten op feestdagen", "We 14:00-16:00; PH off"),
    ],
)
def test_hours_as_people_write_them(text: str, notation: str) -> None:
    assert in_notation(text) == notation
    assert is_readable(notation)


@pytest.mark.parametrize(
    "text",
    [
        "1er mercredi du mois 14h-16h",
        "lundi 9h-12h pendant les vacances scolaires",
        "lundi 9-12",
        "9h-17h",
        "lundi",
        "lundi 17h-9h",
        "lundi 9h61-12h",
        "lundi 9h-25h",
        "vendredi au lundi 9h-12h",
        "lundi 9h � 17h",
        "samedi 10h-12h sur rendez-vous",
        "lundi 9h-12h et maandag 13u-15u",
        "ma 9h-12h",
        "di 9h-12h",
        "",
        "et",
    ],
)
def test_what_is_not_wholly_understood_is_not_read(text: str) -> None:
    """``ma`` is mardi or maandag, ``di`` dimanche or dinsdag."""
    assert in_notation(text) is None


def test_the_other_cells_say_in_which_language_a_short_day_is() -> None:
    french = pd.Series({2: "lundi 9h-12h", 3: "ma 9h-12h"}, dtype="str")
    dutch = pd.Series({2: "woensdag 9u-12u", 3: "ma 9u-12u"}, dtype="str")
    both = pd.Series({2: "woensdag 9u-12u", 3: "lundi 9h-12h", 4: "ma 9u-12u"}, dtype="str")
    assert readable_hours(french, "f", "h")[0][3] == "Tu 09:00-12:00"
    assert readable_hours(dutch, "f", "h")[0][3] == "Mo 09:00-12:00"
    kept, faults = readable_hours(both, "f", "h")
    assert pd.isna(kept[4])
    assert codes(faults, "warning") == [("hours.unreadable", 4, "h", "ma 9u-12u")]


def test_only_an_appointment_is_kept_as_a_remark() -> None:
    assert by_appointment("Uniquement sur rendez-vous")
    assert by_appointment("op afspraak")
    assert not by_appointment("lundi sur rendez-vous")
    kept, faults = readable_hours(pd.Series({2: "Sur rendez-vous", 5: "sur rendez-vous"}, dtype="str"), "f", "h")
    assert kept.tolist() == ['"Sur rendez-vous"', '"sur rendez-vous"']
    (fault,) = faults
    assert (fault.code, fault.severity, fault.row, fault.parameters["count"]) == ("hours.by_appointment", "note", 2, 2)


def test_one_line_a_text_says_how_many_rows_have_it() -> None:
    hours = pd.Series({2: "le matin", 3: "le matin", 4: "Mo 09:00-10:00", 5: "sur demande", 6: None}, dtype="str")
    kept, faults = readable_hours(hours, "f", "h")
    assert kept.dropna().to_dict() == {4: "Mo 09:00-10:00"}
    assert [(each.row, each.value, each.parameters["count"]) for each in faults] == [
        (2, "le matin", 2),
        (5, "sur demande", 1),
    ]


def test_hours_in_words_of_a_list_are_translated_with_one_note(tmp_path: Path) -> None:
    raw = text_file(
        tmp_path,
        "liste.csv",
        "building_id;name;activity;public_access;horaire;x_m;y_m\n"
        "B1;Un;culture;oui;Lundi au vendredi de 9h à 17h;655050;622050\n"
        "B2;Deux;culture;oui;sur rendez-vous;655150;622050\n"
        "B3;Trois;culture;oui;tous les jours 8h-20h;655250;622050\n",
    )
    result = checked(raw, "buildings", "inventory", place())
    assert by_key(result, "building_id")["opening_hours"].to_dict() == {
        "B1": "Mo-Fr 09:00-17:00",
        "B2": '"sur rendez-vous"',
        "B3": "Mo-Su 08:00-20:00",
    }
    (note,) = [fault for fault in result.faults if fault.code == "hours.in_words"]
    assert (note.row, note.parameters) == (2, {"count": 2, "read": "Mo-Fr 09:00-17:00"})
    assert not codes(result.faults, "warning")


def test_half_days_are_gathered_and_values_not_read_are_named_once(tmp_path: Path) -> None:
    x, y = 655050, 622050
    raw = text_file(
        tmp_path,
        "lieux.csv",
        "place_id;name;kind;x_m;y_m;lundi matin;lundi après-midi;mardi matin;mercredi matin;samedi après-midi\n"
        f"A;Un;epn;{x};{y};9h-12h;14h18h;9h-12h;-;\n"
        f"B;Deux;epn;{x};{y + 1};9h-12h;x;9h-12h;;x\n"
        f"C;Trois;epn;{x};{y + 2};;;;;\n"
        f"D;Quatre;epn;{x};{y + 3};9h-12h;fermé;9h-12h;9h-12h;14h-12h\n"
        f"E;Cinq;epn;{x};{y + 4};-;-;-;-;-\n",
    )
    result = checked(raw, "support_places", "city", place())
    hours = by_key(result, "place_id")["opening_hours"]
    assert hours["A"] == "Mo 09:00-12:00,14:00-18:00; Tu 09:00-12:00"
    # Part of a week is not the week, and nothing said is not shut.
    assert hours[["B", "C", "D", "E"]].isna().all()
    unread = [(each.value, each.parameters["count"]) for each in result.faults if each.code == "hours.part_unreadable"]
    assert unread == [("x", 2), ("14h-12h", 1)]
    assert not any(each.code == "header.unused" for each in result.faults)


def test_dutch_half_days_and_a_few_days_alone() -> None:
    headers = ["Maandag (voormiddag)", "maandag namiddag", "Dinsdag voormiddag", "woensdag", "lundi"]
    assert day_columns(headers[:4]) == {headers[0]: (0, 0), headers[1]: (0, 1), headers[2]: (1, 0), headers[3]: (2, 0)}
    assert day_columns(["lundi matin", "mardi matin", "nom"]) == {}


def test_nine_in_ten_of_the_hours_of_real_places_of_help(shared_data: Path) -> None:
    listed = pd.read_csv(shared_data / "mediation_fr" / "bfc_ternum_places.csv", dtype="str")
    week = day_columns(listed.columns)
    cells = listed[list(week)]
    said = cells.notna() & (cells != "-")
    hours, faults = hours_by_day(listed, week, "f")
    assert (len(listed), len(week)) == (697, 14)
    assert hours.notna().sum() >= 0.9 * said.any(axis=1).sum()
    assert is_readable(hours.dropna().iloc[0])
    assert hours.dropna().map(is_readable).all()
    # The rest is listed, value by value.
    named = {each.value for each in faults if each.code == "hours.part_unreadable"}
    lost = cells[hours.isna() & said.any(axis=1)]
    assert named == {"x", "X", "14h-12h", "souscondition"}
    assert lost.isin(named).any(axis=1).all()


def test_the_hours_of_french_lists() -> None:
    """The cells of a real layout, whatever reads its letters: five are understood, one is an appointment."""
    table = pd.read_csv(case("gis_03_heures.csv"), sep=";", encoding="cp1252")
    kept, faults = readable_hours(table["horaire"], "f", "horaire")
    assert dict(zip(table["building_id"], kept, strict=True)) == {
        "FX-001": "Mo-Fr 09:00-17:00",
        "FX-002": "Mo-Fr 09:00-12:00,13:30-17:00",
        "FX-003": "Mo 09:00-12:00; We 13:30-16:30",
        "FX-004": "Tu-Sa 10:00-18:00",
        "FX-005": '"sur rendez-vous"',
        "FX-006": "Mo-Su 08:00-20:00",
    }
    assert [(fault.code, fault.parameters["count"]) for fault in faults] == [
        ("hours.in_words", 5),
        ("hours.by_appointment", 1),
    ]
