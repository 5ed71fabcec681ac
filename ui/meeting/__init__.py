"""The meeting: a story of prepared questions, one a screen, shown and turned like slides."""
