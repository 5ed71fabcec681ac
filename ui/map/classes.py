"""Amounts in classes for the eye, as every map of ours sorts them: on screen, in the dossier and in files."""

from exports.maps.classes import COLOURS, UNKNOWN, Classes, Kind, classify, colours

__all__ = ["COLOURS", "UNKNOWN", "Classes", "Kind", "classify", "colours"]
