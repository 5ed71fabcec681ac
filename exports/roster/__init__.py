"""The roster of aidants as files: tables, timetable, and reading them back for the check."""
