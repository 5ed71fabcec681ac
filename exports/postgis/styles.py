"""The styles of published layers, where QGIS looks for them: the table ``layer_styles``."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from exports.postgis.switch import OURS
from exports.postgis.tables import PLACE

_TABLE = """
CREATE TABLE IF NOT EXISTS public.layer_styles (
    id SERIAL PRIMARY KEY, f_table_catalog varchar, f_table_schema varchar, f_table_name varchar,
    f_geometry_column varchar, stylename text, styleqml xml, stylesld xml, useasdefault boolean, description text,
    owner varchar(63) DEFAULT CURRENT_USER, ui xml, update_time timestamp DEFAULT CURRENT_TIMESTAMP, type varchar
)
"""
"""As QGIS itself makes it in a database that has none."""


def keep_styles(connection: sa.Connection, schema: str, styles: Mapping[str, str]) -> bool:
    """Put the style of each layer into ``layer_styles`` in place of the one put there before.

    A style that somebody chose as the default of a layer stays its default.

    Returns
    -------
    False where that table may not be made or written to: everything else is published all the same.
    """
    try:
        with connection.begin_nested():
            connection.execute(sa.text(_TABLE))
            mine = {"schema": schema, "owner": OURS}
            connection.execute(
                sa.text("DELETE FROM public.layer_styles WHERE f_table_schema = :schema AND description = :owner"), mine
            )
            for name, style in styles.items():
                connection.execute(
                    sa.text(
                        "INSERT INTO public.layer_styles (f_table_catalog, f_table_schema, f_table_name, "
                        "f_geometry_column, stylename, styleqml, useasdefault, description) "
                        "SELECT current_database(), CAST(:schema AS text), CAST(:name AS text), :place, :name, "
                        "xmlparse(document CAST(:style AS text)), NOT EXISTS ("
                        "SELECT 1 FROM public.layer_styles WHERE f_table_catalog = current_database() "
                        "AND f_table_schema = :schema AND f_table_name = :name AND useasdefault), :owner"
                    ),
                    {**mine, "name": name, "place": PLACE, "style": style},
                )
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") != "42501":
            raise
        return False
    return True
