"""The roster's files: written together, read back as claims that hold, a calendar that keeps to RFC 5545."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from exports.roster.files import FILE, TIMETABLE, Named, RosterToWrite, Words, read_roster, write_roster
from exports.roster.timetable import timetable
from geo.audit import check_roster
from geo.errors import DataError
from geo.roster import RosterPlan, plan_roster
from geo.settings.roster import Roster
from tests.geo.ready import CONTROL, READY
from tests.geo.roster.roster_towns import BASE, PARTS, Door, People, Town, Workplace, ticking_clock

NAMED = Named("toyville", "abc", "mine")
WORDS = Words("Digital help: {name}", "{hours} h, {helpers}")
MONDAY = date(2027, 1, 4)


def planned() -> RosterPlan:
    town = Town(
        doors=(Door("b0", ("mon_morning",)), Door("b1", ("tue_evening",), section="C")),
        people=(
            People("p0", 10, {"b0": 100.0}, seniors=1.0),
            People("p1", 10, {"b1": 100.0}, seniors=0.0, section="C"),
        ),
        workplaces=(Workplace("w0", "b0", 4),),
    )
    return plan_roster(town.evidence(), BASE, ticking_clock())


def written(folder: Path) -> Path:
    assessment = READY["assessment"]()
    plan = READY["roster_plan"]()
    paths = write_roster(folder, RosterToWrite(plan, NAMED, 'name = "mine"\n', MONDAY, WORDS), assessment)
    assert sorted(path.name for path in paths) == sorted(path.name for path in folder.iterdir())
    return folder


def test_what_is_written_is_read_back_and_holds(tmp_path: Path) -> None:
    claimed, named = read_roster(written(tmp_path))
    evidence = READY["assessment"]().evidence
    assert named == NAMED
    assert claimed.status == "optimal"
    assert check_roster(claimed, evidence, Roster(aidants=4, wave_aidants=(2,), gap=0.0)) == ()


def test_the_same_roster_gives_the_same_bytes(tmp_path: Path) -> None:
    evidence, assessment = READY["assessment"]().evidence, READY["assessment"]()
    for name in ("one", "two"):
        plan = plan_roster(evidence, Roster(aidants=4, wave_aidants=(2,)), CONTROL)
        write_roster(tmp_path / name, RosterToWrite(plan, NAMED, "", MONDAY, WORDS), assessment)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("name", [FILE, "roster_doors.csv", "roster_moves.csv"])
def test_a_file_that_is_missing_or_something_else_is_named(tmp_path: Path, name: str) -> None:
    path = written(tmp_path) / name
    for content in (b"", b"\xff\xfe", b'a;b\n"1;2\n', b"[1]", b"door_id;name\n1;2;3\n"):
        path.write_bytes(content)
        with pytest.raises(DataError, match=re.escape(name)):
            read_roster(tmp_path)
    path.unlink()
    with pytest.raises(DataError, match=re.escape(name)):
        read_roster(tmp_path)


def _unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_the_calendar_has_one_weekly_event_a_door_and_half_day() -> None:
    text = timetable(planned(), MONDAY, WORDS.summary, WORDS.note)
    lines = _unfolded(text)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    begin = "DTSTART;TZID=Europe/Brussels:"
    starts = [datetime.strptime(line[len(begin) :], "%Y%m%dT%H%M%S") for line in lines if line.startswith(begin)]
    assert starts == [datetime(2027, 1, 4, 9), datetime(2027, 1, 5, 17)]
    assert [line for line in lines if line.startswith("RRULE:FREQ=WEEKLY")] == ["RRULE:FREQ=WEEKLY;COUNT=1"] * 2
    assert "SUMMARY:Digital help: B0" in lines
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == 2


def test_an_evening_that_ends_at_midnight_ends_after_it_began() -> None:
    late = tuple(each.model_copy(update={"last_h": 24}) if each.key == "evening" else each for each in PARTS)
    plan = replace(planned(), roster=planned().roster.model_copy(update={"parts": late}))
    lines = _unfolded(timetable(plan, MONDAY, WORDS.summary, WORDS.note))
    evening = lines.index("DTSTART;TZID=Europe/Brussels:20270105T170000")
    assert lines[evening + 1] == "DTEND;TZID=Europe/Brussels:20270106T000000"


def test_lines_are_folded_at_75_octets_and_marks_escaped() -> None:
    plan = planned()
    name = "Maison; de quartier, « L'Étoile » " * 4 + "\\ end\nline"
    plan.doors["name"] = name
    text = timetable(plan, MONDAY, WORDS.summary, WORDS.note)
    raw = text.encode()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    (summary, *_) = [line for line in _unfolded(text) if line.startswith("SUMMARY:")]
    written_name = name.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    assert summary == f"SUMMARY:Digital help: {written_name}"


def test_another_program_reads_the_same_events_in_winter_and_summer() -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed: pip install -e '.[test]'")
    plan = planned()
    name = "Maison; de quartier, « L'Étoile » " * 3
    plan.doors["name"] = name
    for monday, hours in ((MONDAY, (8, 11)), (date(2027, 7, 5), (7, 10))):
        calendar = icalendar.Calendar.from_ical(timetable(plan, monday, WORDS.summary, WORDS.note))
        events = [each for each in calendar.walk() if each.name == "VEVENT"]
        assert not calendar.errors
        assert [str(each["SUMMARY"]) for each in events] == [f"Digital help: {name}"] * 2
        begin, end = (events[0][key].dt.astimezone(UTC) for key in ("DTSTART", "DTEND"))
        # Nine to twelve in Belgium.
        assert (begin.hour, end.hour) == hours
        assert events[0]["DTSTAMP"].dt.tzinfo is not None
        assert len([each for each in calendar.walk() if each.name == "VTIMEZONE"]) == 1


def test_the_calendar_names_its_file() -> None:
    assert TIMETABLE.endswith(".ics")
