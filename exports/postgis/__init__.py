"""The exported tables in a PostGIS database, for QGIS and whoever asks in SQL."""
