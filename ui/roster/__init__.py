"""The roster of aidants on the screen: choices, map, timetable, card, lists and files."""
