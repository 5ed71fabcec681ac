"""The ways of reading a received file, gathered for the sources: its kind, its archive, its table, its features."""

from layers._fault import Refused
from layers.reading.archive import opened
from layers.reading.features_in import read_features
from layers.reading.kinds import kind_of
from layers.reading.points_in import points_from_columns
from layers.reading.tables_in import read_table

__all__ = ["Refused", "kind_of", "opened", "points_from_columns", "read_features", "read_table"]
