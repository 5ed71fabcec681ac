"""The terminal: one module a group of commands, and the tables they print."""
