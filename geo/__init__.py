"""The engine: pure functions from tables to tables, with no file, network, clock or interface in it."""
