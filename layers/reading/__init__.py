"""Reading what was received: formats by content, archives within limits, text, tables, features, coordinate systems."""
