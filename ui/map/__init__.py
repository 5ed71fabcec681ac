"""The map: what is sent to the browser, how it is drawn, what its themes and classes are."""
