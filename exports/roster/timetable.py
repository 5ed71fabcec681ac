"""The timetable as iCalendar (RFC 5545): one weekly event a door and half-day, in Belgium's time."""

import unicodedata
from datetime import date, datetime, timedelta
from hashlib import sha256

from geo.roster import RosterPlan

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

ZONE = "Europe/Brussels"

TIMEZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    *("BEGIN:DAYLIGHT", "TZNAME:CEST", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "DTSTART:19810329T020000"),
    *("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT"),
    *("BEGIN:STANDARD", "TZNAME:CET", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "DTSTART:19961027T030000"),
    *("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD"),
    "END:VTIMEZONE",
)
"""Belgium's time as the European rules have it (Directive 2000/84/EC)."""

LONGEST = 75
"""Octets of a line; what is longer is folded."""


def monday_from(day: date) -> date:
    """Return the next Monday, or the day itself where it is one: events begin in that week."""
    return day + timedelta(days=(-day.weekday()) % 7)


def timetable(plan: RosterPlan, first_day: date, summary: str, note: str) -> str:
    """Return the timetable as text.

    Parameters
    ----------
    plan
        The roster.
    first_day
        Events begin on this day or in the six days after it.
    summary, note
        What events are called, with ``{name}`` of the door; and what is said of each, with ``{hours}``.

    Notes
    -----
    Times are those of Belgium, whose rules for summer stand in the file. An event covers the half-day; helpers are
    there for the hours that the note says. It recurs for as many weeks as help is given in a year.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Maillage//Roster//EN", "CALSCALE:GREGORIAN", *TIMEZONE]
    stamp = f"{first_day:%Y%m%d}T000000Z"
    weeks = max(1, round(plan.roster.weeks_per_year))
    pairs = plan.sessions.groupby(["half_day", "door_id"], sort=False)["pairs"].sum()
    for (half_day, door), count in pairs.items():
        start, end = plan.roster.window(half_day)
        weekday = WEEK.index(half_day.split("_")[0])
        day = first_day + timedelta(days=(weekday - first_day.weekday()) % 7)
        # An evening may end at midnight, which is the next day's.
        begins = datetime(day.year, day.month, day.day) + timedelta(minutes=start % (24 * 60))
        ends = begins + timedelta(minutes=end - start)
        name = str(plan.doors.at[door, "name"])
        lines += [
            "BEGIN:VEVENT",
            f"UID:{sha256(f'{door}/{half_day}'.encode()).hexdigest()[:24]}@maillage",
            f"DTSTAMP:{stamp}",
            f"DTSTART;TZID={ZONE}:{begins:%Y%m%dT%H%M%S}",
            f"DTEND;TZID={ZONE}:{ends:%Y%m%dT%H%M%S}",
            f"RRULE:FREQ=WEEKLY;COUNT={weeks}",
            f"SUMMARY:{_escaped(summary.format(name=name))}",
            f"LOCATION:{_escaped(name)}",
            f"DESCRIPTION:{_escaped(note.format(hours=f'{plan.roster.session_hours:g}', helpers=2 * count))}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    """Return a text as RFC 5545, 3.3.11 writes it; control characters are left out."""
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(mark, written)
    return "".join(each for each in text if unicodedata.category(each) != "Cc")


def _folded(line: str) -> str:
    """Fold a line so that none is longer than 75 octets, no character being cut."""
    parts, part = [], ""
    for each in line:
        # A continued line begins with a blank.
        if len((part + each).encode()) > LONGEST - bool(parts):
            parts.append(part)
            part = ""
        part += each
    return "\r\n ".join([*parts, part])
