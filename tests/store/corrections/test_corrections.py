"""Corrections from a review to a published version: proposed, approved, named in the log, lost again, and refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import place
from geo.errors import MaillageError
from layers import Column, Layer, layer
from store._publishing.corrected import corrected_table
from store._publishing.parts import published_part
from store.changes import change_rows
from store.corrections import (
    CORRECTABLE,
    approve_correction,
    columns_to_correct,
    corrections,
    faults_of_correction,
    layer_with,
    propose_correction,
    read_value,
    turn_down,
    written_value,
)
from store.decisions import Decision, DecisionLog, RefusedDecision, open_log, reviews_of
from store.history import PublishedSinceError, history_of, rollback
from store.refresh import refresh
from store.store import Store
from store.versions import CorrectedCell, columns_id, version_from_json, version_to_json
from tests.cases import case
from tests.laws import draws
from tests.layers.toy_layers import NOW

BUILDINGS = layer("buildings")
LATER = NOW + timedelta(hours=1)
TABLE = Decision("", snapshot="toy", scenario="reference", scenario_hash="f" * 64)

Say = Callable[..., int]


@pytest.fixture
def town(tmp_path: Path) -> Store:
    """Return a store in which the first inventory of the cases is published."""
    store = Store(tmp_path / "data", place("52011"))
    refresh(store, BUILDINGS, None, [case("gis_16_inventory_v1.csv")], now=NOW)
    return store


@pytest.fixture
def log(town: Store) -> DecisionLog:
    return open_log(town, "")


@pytest.fixture
def say(log: DecisionLog) -> Say:
    def enter(value: str, who: str = "Ann", subject: str = "", **more: str) -> int:
        told = Decision("reviewed", subject, "public_wifi", value, who, "Seen in May", snapshot="toy", **more)
        return log.append(told, now=NOW).number

    return enter


def _first(store: Store) -> str:
    return str(store.read("buildings")["building_id"].iloc[0])


def _cell(store: Store, row: str, column: str) -> object:
    return store.read("buildings").set_index("building_id")[column][row]


def test_an_accepted_correction_is_proposed_approved_and_named_in_the_log(
    town: Store, log: DecisionLog, say: Say
) -> None:
    row, before = _first(town), town.read("buildings")
    asked = say("open", subject=row, corrects="buildings.wifi_now", before="none", after="public")
    assert corrections(town, log.entries()) == (), "nobody has accepted it yet"
    say("accepted", "Bo", row)
    (correction,) = corrections(town, log.entries())
    assert (correction.asked.number, correction.there, correction.done, correction.again) == (asked, True, False, False)
    proposed = propose_correction(town, correction)
    changes = change_rows(proposed.candidate.change)
    assert changes[["change", "row", "column", "after"]].to_numpy().tolist() == [["changed", row, "wifi_now", "public"]]
    pd.testing.assert_frame_equal(town.read("buildings"), before)
    for who, why in (("", "Checked"), ("Cy", "  ")):
        with pytest.raises(RefusedDecision):
            approve_correction(town, log, proposed, who=who, why=why, now=LATER, at=TABLE)
    assert len(history_of(town, BUILDINGS)) == 1, "without a name and a reason nothing is published"

    entry = approve_correction(town, log, proposed, who="Cy", why="Checked on the spot", now=LATER, at=TABLE)
    newest = history_of(town, BUILDINGS)[0]
    assert (newest.action, newest.source, newest.who) == ("correct", "inventory", "Cy")
    assert newest.reason == f"Checked on the spot (#{asked})"
    assert (entry.value, entry.version, entry.after) == ("corrected", newest.version, "public")
    assert _cell(town, row, "wifi_now") == "public"
    rest = town.read("buildings").set_index("building_id").drop(row)
    pd.testing.assert_frame_equal(rest, before.set_index("building_id").drop(row))
    (review,) = reviews_of(log.entries())
    assert review.state == "corrected"
    assert corrections(town, log.entries()) == ()
    version = town.published("buildings")
    assert version is not None
    assert version.sources[0].corrected == (CorrectedCell(row, "wifi_now", "public", asked),)
    assert version_from_json(version_to_json(version)) == version


@pytest.mark.parametrize(
    ("name", "file", "column", "after", "value"),
    [
        ("support_places", "gis_02_osmhours.csv", "help_hours_per_week", "12.5", 12.5),
        ("wifi", "gis_06_hotspots.kml", "access", "customers", "customers"),
    ],
)
def test_places_of_help_and_hotspots_are_corrected_like_buildings(
    town: Store, log: DecisionLog, say: Say, name: str, file: str, column: str, after: str, value: object
) -> None:
    spec = layer(name)
    refresh(town, spec, None, [case(file)], now=NOW)
    before = town.read(name).set_index(spec.key[0])
    row = str(before.index[before[column] != value][0])
    assert (layer_with(town, row), layer_with(town, _first(town)), layer_with(town, "gone")) == (
        name,
        "buildings",
        None,
    )
    say("accepted", subject=row, corrects=f"{name}.{column}", after=after)
    (correction,) = corrections(town, log.entries())
    assert correction.layer == spec
    approve_correction(town, log, propose_correction(town, correction), who="Cy", why="Seen", now=LATER, at=TABLE)
    table = town.read(name).set_index(spec.key[0])
    assert table.loc[row, column] == value
    pd.testing.assert_frame_equal(table.drop(row), before.drop(row))
    assert corrections(town, log.entries()) == ()


def test_corrections_stack_and_are_made_anew_from_the_raw_files(town: Store, log: DecisionLog, say: Say) -> None:
    row = _first(town)
    for column, after in (("floor_area_m2", "1234.5"), ("public_desks", "7"), ("ready_from", "2028-02-29")):
        told = {"subject": row, "corrects": f"buildings.{column}", "after": after}
        say("accepted", **told)
        (correction,) = corrections(town, log.entries())
        approve_correction(town, log, propose_correction(town, correction), who="Cy", why="Seen", now=LATER, at=TABLE)
    version = town.published("buildings")
    assert version is not None
    assert [cell.column for cell in version.sources[0].corrected] == ["floor_area_m2", "public_desks", "ready_from"]
    assert _cell(town, row, "public_desks") == 7
    # Of other columns than the layer declares today, a part is read again from what was received.
    other = replace(version, columns_id="of another program")
    assert version.columns_id == columns_id(BUILDINGS)
    anew = published_part(town, BUILDINGS, other, version.sources[0])
    kept = published_part(town, BUILDINGS, version, version.sources[0])
    pd.testing.assert_frame_equal(
        anew.cleaned.table.reset_index(drop=True), kept.cleaned.table.reset_index(drop=True), check_like=True
    )


def test_what_a_later_file_overwrites_is_listed_again(town: Store, log: DecisionLog, say: Say) -> None:
    row = _first(town)
    say("accepted", subject=row, corrects="buildings.wifi_now", after="staff")
    (correction,) = corrections(town, log.entries())
    proposed = propose_correction(town, correction)
    approve_correction(town, log, proposed, who="Cy", why="Seen", now=LATER, at=TABLE)
    rollback(town, BUILDINGS, now=LATER)
    (lost,) = corrections(town, log.entries())
    assert (lost.again, lost.done, lost.review.state) == (True, False, "corrected")
    with pytest.raises(PublishedSinceError):
        approve_correction(town, log, replace(proposed, over="other"), who="Cy", why="Seen", now=LATER, at=TABLE)
    approve_correction(town, log, propose_correction(town, lost), who="Cy", why="Again", now=LATER, at=TABLE)
    assert corrections(town, log.entries()) == ()
    assert _cell(town, row, "wifi_now") == "staff"


def test_stopped_between_the_layer_and_the_log_it_is_finished_by_approving_again(
    town: Store, log: DecisionLog, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = _first(town)
    say("accepted", subject=row, corrects="buildings.wifi_now", after="staff")
    (correction,) = corrections(town, log.entries())
    with monkeypatch.context() as patched:
        patched.setattr(DecisionLog, "append", lambda *_told, **_more: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            approve_correction(
                town, log, propose_correction(town, correction), who="Cy", why="Seen", now=LATER, at=TABLE
            )
    assert (_cell(town, row, "wifi_now"), len(log.entries())) == ("staff", 1)
    (half,) = corrections(town, log.entries())
    assert half.done
    entry = approve_correction(town, log, propose_correction(town, half), who="Cy", why="Seen", now=LATER, at=TABLE)
    assert len(history_of(town, BUILDINGS)) == 2, "published once"
    assert entry.version == history_of(town, BUILDINGS)[0].version
    assert corrections(town, log.entries()) == ()


def test_what_is_taken_back_meanwhile_or_turned_down_is_not_published(town: Store, log: DecisionLog, say: Say) -> None:
    row = _first(town)
    number = say("accepted", subject=row, corrects="buildings.wifi_now", after="staff")
    (correction,) = corrections(town, log.entries())
    proposed = propose_correction(town, correction)
    log.undo(number, who="Ann", why="mistaken", now=LATER, at=TABLE)
    with pytest.raises(MaillageError, match="no longer accepted"):
        approve_correction(town, log, proposed, who="Cy", why="Seen", now=LATER, at=TABLE)
    say("accepted", subject=row, corrects="buildings.wifi_now", after="staff")
    (correction,) = corrections(town, log.entries())
    entry = turn_down(log, correction, who="Cy", why="It is the neighbour's", now=LATER, at=TABLE)
    assert (entry.value, corrections(town, log.entries())) == ("rejected", ())
    assert len(history_of(town, BUILDINGS)) == 1
    say("accepted", subject="gone", corrects="buildings.wifi_now", after="staff")
    (gone,) = corrections(town, log.entries())
    assert not gone.there
    with pytest.raises(MaillageError, match="no row gone"):
        propose_correction(town, gone)


def test_what_cannot_be_corrected_is_said_with_what_can(town: Store) -> None:
    row = _first(town)
    now = written_value(BUILDINGS.column("wifi_now"), _cell(town, row, "wifi_now"))

    def said(corrects: str, after: str, subject: str = row) -> str:
        told = Decision("reviewed", subject, corrects=corrects, after=after)
        return "; ".join(fault.render() for fault in faults_of_correction(town, told))

    assert said("", "anything") == ""
    assert said("buildings.public_desks", "3") == ""
    assert said("buildings.opening_hours", "Mo-Fr 09:00-17:00; Sa 10:00-12:00") == ""
    assert "buildings.wifi_now" in said("streets.length_m", "3")
    assert "buildings.wifi_now" in said("buildings.building_id", "b2")
    assert "none, staff, public" in said("buildings.wifi_now", "oui")
    assert "from 0 to 1000" in said("buildings.public_desks", "1001")
    assert "2026-05-31" in said("buildings.ready_from", "31/05/2026")
    assert "opening hours" in said("buildings.opening_hours", "always")
    assert "may not be empty" in said("buildings.name", " ")
    assert "no row gone" in said("buildings.public_desks", "3", "gone")
    assert "says so already" in said("buildings.wifi_now", now)


def _texts(column: Column) -> st.SearchStrategy[str]:
    if column.labels:
        return st.sampled_from(sorted(column.labels))
    if column.kind == "date":
        return st.dates(min_value=pd.Timestamp("1900-01-01").date()).map(str)
    if column.kind in ("integer", "number"):
        least, most = int(column.minimum or 0), int(column.maximum or 10**9)
        return st.integers(least, most).map(str)
    if column.kind == "boolean":
        return st.sampled_from(["true", "false"])
    if column.name == "opening_hours":
        return st.sampled_from(["Mo-Fr 09:00-17:00", "24/7"])
    return st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=9)


VALUES = {
    "integer": ("{least}", "{least}7"),
    "number": ("{least}", "{least}.5"),
    "date": ("2026-02-28",),
    "boolean": ("true", "false"),
    "text": ("Rue d'à côté 1=2", "'quoted"),
}
"""What can stand in a column of each kind; opening hours and columns of codes have their own."""


def _cell_touched(spec: Layer, column: Column, text: str) -> None:
    """Hold that a text reads back as it was written, in its cell of three rows, and that every other cell stays."""
    assert written_value(column, read_value(column, text)) == text
    kinds = {"text": "str", "integer": "Int64", "number": "float64", "boolean": "boolean", "date": "datetime64[us]"}
    table = pd.DataFrame({each.name: pd.Series([None] * 3, dtype=kinds[each.kind]) for each in spec.columns})
    table[spec.key[0]] = ["a", "b", "c"]
    made = corrected_table(table, spec, [CorrectedCell("b", column.name, text, 1)])
    assert made.dtypes.equals(table.dtypes), (spec.name, column.name)
    assert written_value(column, made.loc[1, column.name]) == text
    made.loc[1, column.name] = table.loc[1, column.name]
    pd.testing.assert_frame_equal(made, table)


@pytest.mark.parametrize(("name", "column"), [(name, each) for name in CORRECTABLE for each in CORRECTABLE[name]])
def test_every_column_that_can_be_corrected_takes_its_values(name: str, column: str) -> None:
    """The law below draws a few: here no column is left out, and each takes what it is for, empty too, and no else."""
    spec, told = layer(name), layer(name).column(column)
    hours = ("Mo-Fr 09:00-17:00", "24/7")
    values = tuple(told.labels) or (hours if column == "opening_hours" else VALUES[told.kind])
    for text in (*values, *(() if told.required else ("",))):
        _cell_touched(spec, told, text.format(least=int(told.minimum or 1)))
    if told.required:
        with pytest.raises(MaillageError, match="may not be empty"):
            read_value(told, " ")
    if told.labels or told.kind != "text" or column == "opening_hours":
        with pytest.raises(MaillageError, match=r"is no|cannot be read"):
            read_value(told, "perhaps")


@draws(60)
@given(st.data())
def test_a_value_reads_back_and_touches_one_cell(data: st.DataObject) -> None:
    """Whatever is written in a cell is read again as it was, and every other cell of the table stays."""
    name = data.draw(st.sampled_from(sorted(CORRECTABLE)))
    spec, column = layer(name), data.draw(st.sampled_from(columns_to_correct(name)))
    text = data.draw(_texts(column) | (st.nothing() if column.required else st.just("")))
    _cell_touched(spec, column, text)
