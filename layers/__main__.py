"""Writes docs/data_dictionary.md and the schemas of the templates; run as `python -m layers`."""

from pathlib import Path

from layers._dictionary import dictionary
from layers._table_schema import table_schemas

HERE = Path(__file__).parent
(HERE.parent / "docs" / "data_dictionary.md").write_text(dictionary(), "utf-8")
for name, schema in table_schemas():
    (HERE / "templates" / name).write_text(schema, "utf-8")
