"""What stands on the tabs of the workbook and over its columns: titles of tables, and words of units."""

from collections.abc import Mapping
from types import MappingProxyType

from geo.texts import N_

READ_ME = N_("Read me")
"""The first sheet."""

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "ranking_wifi": N_("Ranking for Wi-Fi"),
        "ranking_aidants": N_("Ranking for helpers"),
        "programme_wifi": N_("Wi-Fi programme"),
        "programme_summary": N_("Wi-Fi programme by year"),
        "programme_waiting": N_("Buildings without Wi-Fi"),
        "realised": N_("Programme carried out"),
        "realised_years": N_("Carried out by year"),
        "rest_wifi": N_("Rest of the programme"),
        "rest_summary": N_("Rest of the programme by year"),
        "rest_waiting": N_("Left without Wi-Fi by the rest"),
        "device_lots": N_("Device lots"),
        "device_proof": N_("Proof of device lots"),
        "device_summary": N_("Device lots by kind"),
        "device_districts": N_("Devices by district"),
        "school_lots": N_("Devices by school"),
        "school_summary": N_("Devices by level of school"),
        "roster_doors": N_("Helpers by door"),
        "roster_summary": N_("Helpers in figures"),
        "roster_waves": N_("Waves of helpers"),
        "roster_moves": N_("Ways of helpers"),
        "roster_hours": N_("Hours a week of each helper"),
        "roster_new_places": N_("New places of help"),
        "decisions": N_("Decision log"),
        "lieux_mediation_numerique": N_("Places of digital help"),
        "sites": N_("Buildings"),
        "sectors": N_("Neighbourhoods"),
        "gaps_by_sector": N_("Gaps by neighbourhood"),
        "gaps_by_section": N_("Gaps by former commune"),
        "gaps_by_district": N_("Gaps by district"),
        "equity": N_("Evenness"),
        "criteria": N_("Criteria"),
        "criteria_pairs": N_("Criteria in pairs"),
        "demand": N_("Where people live"),
        "gaps": N_("Gaps where people live"),
        "access": N_("Access where people live"),
        "reach": N_("Walks to buildings"),
        "provenance": N_("Where the data come from"),
        "columns": N_("Columns of the tables"),
    }
)
"""Table -> what stands on its tab, in the order of the tabs: what is decided, then what it rests on."""

UNITS: Mapping[str, str] = MappingProxyType(
    {
        "-1 to 1": N_("-1 to 1"),
        "0 to 1": N_("share (0-1)"),
        "0-1": N_("share (0-1)"),
        "from 0 to 1": N_("share (0-1)"),
        "share": N_("share (0-1)"),
        "share (0-1)": N_("share (0-1)"),
        "EUR": N_("euros"),
        "EUR/year": N_("euros a year"),
        "access points": N_("access points"),
        "buildings": N_("buildings"),
        "bytes": N_("bytes"),
        "class": N_("class (0-3)"),
        "class from 0 to 3": N_("class (0-3)"),
        "date": N_("day"),
        "degrees": N_("degrees"),
        "desks": N_("desks"),
        "devices": N_("devices"),
        "euros per resident": N_("euros per resident"),
        "gaps": N_("gaps"),
        "h/week": N_("hours a week"),
        "hours a week": N_("hours a week"),
        "h/week/1,000 people": N_("hours a week per 1,000 people"),
        "helps/week": N_("helps a week"),
        "m": N_("metres"),
        "m2": N_("square metres"),
        "members of staff": N_("members of staff"),
        "nats": N_("nats"),
        "pairs": N_("pairs of helpers"),
        "persons": N_("persons"),
        "persons per device": N_("persons per device"),
        "place": N_("rank"),
        "places": N_("places"),
        "places/1,000 people": N_("places per 1,000 people"),
        "points": N_("points"),
        "points (0-100)": N_("points (0-100)"),
        "pupils": N_("pupils"),
        "ratio": N_("ratio"),
        "requests a year": N_("requests a year"),
        "requests/year": N_("requests a year"),
        "residents": N_("residents"),
        "rows": N_("rows"),
        "sites": N_("sites"),
        "unit of the measure": N_("unit of the measure"),
        "visits/year": N_("visits a year"),
        "weighted pupils": N_("weighted pupils"),
        "weighted pupils per device": N_("weighted pupils per device"),
        "year": N_("year"),
    }
)
"""Unit of a declared column -> the words for it."""
