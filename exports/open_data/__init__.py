"""What of an export is written for others: places in a national schema, geometries as GeoParquet, a catalogue."""
