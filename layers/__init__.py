"""The data: one plain module a layer; modules with an underscore are the machinery they share."""
