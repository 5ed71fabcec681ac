"""Places of digital help written in the French national schema, and read back by the source that knows it."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from exports.csv_files import write_csv
from exports.open_data.mediation import COLUMNS, mediation_table
from layers._raw import RawFile
from layers._registry import layer
from store._publishing.tell_source import tell_source
from tests import toy_plans, toyville
from tests.layers.city_files import by_key, checked

PROVENANCE = pd.DataFrame({"layer": ["sectors", "support_places"], "vintage": ["2023", "2026-02-01"]})


def test_what_is_known_is_written_and_nothing_else(tmp_path: Path) -> None:
    table = mediation_table(toy_plans.assessment(), PROVENANCE)
    assert table is not None
    assert list(table.columns) == [column.name for column in COLUMNS]
    (place,) = table.to_dict("records")
    assert (place["id"], place["nom"], place["commune"]) == ("h1", "Help h1", toyville.PLACE.name.fr)
    assert place["horaires"] == "Mo-Fr 09:00-12:00"
    assert place["date_maj"] == "2026-02-01"
    assert place["services"] == "Accès internet et matériel informatique"
    assert place["presentation_resume"] == "espace public numérique (EPN)"
    assert pd.isna(place["pivot"])
    assert pd.isna(place["typologie"])


def test_a_list_of_no_day_has_no_day_of_updating() -> None:
    for vintage in ("2026", ""):
        table = mediation_table(toy_plans.assessment(), PROVENANCE.assign(vintage=vintage))
        assert table is not None
        assert table["date_maj"].isna().all()
    assert mediation_table(toy_plans.assessment("bare"), PROVENANCE) is None


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    assessed = toy_plans.assessment()
    places = assessed.evidence.support_places
    assert places is not None
    four = pd.concat([places] * 4).set_axis(pd.Index(list("abcd"), name="place_id"))
    four["kind"] = ["epn", "cpas", "aidant", "other"]
    four["name"] = ["=SUM(1)", "B", "C", "D"]
    told = replace(assessed, evidence=replace(assessed.evidence, support_places=four))
    table = mediation_table(told, PROVENANCE)
    assert table is not None
    write_csv(table, tmp_path / "lieux.csv")
    raw = RawFile("lieux.csv", tmp_path / "lieux.csv")
    assert tell_source(layer("support_places"), [raw]).name == "mediation"
    back = by_key(checked(raw, "support_places", "mediation", toyville.PLACE), "place_id").sort_index()
    assert back["kind"].tolist() == ["epn", "cpas", "other", "other"], "the schema has no word for our helpers"
    assert back["name"].tolist() == ["'=SUM(1)", "B", "C", "D"]
    assert back["opening_hours"].tolist() == four["opening_hours"].tolist()
    assert back.geometry.distance(four.geometry.iloc[0]).max() < 0.2
