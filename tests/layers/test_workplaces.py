"""A city's list of workplaces and partners, in its own words."""

from pathlib import Path

import pandas as pd

from tests.layers.city_files import checked, codes, place, text_file


def test_workplaces_speak_the_citys_words(tmp_path: Path) -> None:
    raw = text_file(
        tmp_path,
        "a.csv",
        "code;code_batiment;nom;appartient à;volontaires;heures libérées par semaine;libérés quand;postes d'aide;"
        "horaire;x_m;y_m\n"
        "A1;B1;Bibliothèque;Ville;4;3,5;lundi à vendredi 9h-17h;3;;;\n"
        "A2;;Association;asbl;2;3;We 13:00-17:00;;We 13:00-17:00;655150;622050\n"
        "A3;B2;École;commune;6000;50;quand il pleut;2;;;\n",
    )
    result = checked(raw, "workplaces", "city", place())
    table = result.table.set_index("workplace_id")
    assert table["belongs_to"].tolist() == ["city", "partner", "city"]
    assert table["released_hours"].tolist()[:2] == ["Mo-Fr 09:00-17:00", "We 13:00-17:00"]
    assert table.geometry.notna().tolist() == [False, True, False]
    assert table["released_hours_per_week"].tolist()[:2] == [3.5, 3.0]
    # What cannot be read or cannot be is unknown, and said.
    assert table.loc["A3", ["volunteers", "released_hours_per_week", "released_hours"]].isna().all()
    assert {code for code, *_ in codes(result.faults, "warning")} == {
        "value.too_large",
        "hours.unreadable",
    }


def test_no_column_holds_the_name_of_a_person(tmp_path: Path) -> None:
    """What a city writes beside the declared columns is not published."""
    raw = text_file(
        tmp_path,
        "a.csv",
        "workplace_id;in_building;name;belongs_to;volunteers;agent\nA1;B1;Bibliothèque;city;1;Marie Exemple\n",
    )
    result = checked(raw, "workplaces", "city", place())
    assert not any("Exemple" in str(value) for value in pd.DataFrame(result.table).to_numpy().ravel())
    assert "header.unused" in {fault.code for fault in result.faults}
