"""Publishing to a real PostGIS: the same rows, places and types come back; readers see all of a state or the other."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np
import pandas as pd
import psycopg
import pytest
import shapely

from exports.columns import TABLES
from exports.gis.layers import MAP_LAYERS, map_layers
from exports.gis.styles import styles_of
from exports.postgis.address import Address
from exports.postgis.publish import Published, publish, schemas_of
from exports.write import published_tables
from geo.errors import MaillageError
from tests.exports.gis import gis_town
from words import translator

pytestmark = pytest.mark.slow

VIEWS, SCHEMA = "maillage_toyville", "maillage_toyville_abc"

ENGLISH = translator("en")


FEW = ("sectors", "sites", "gaps", "roster_doors", "equity")
"""Tables that stand for all others where all of them would only take longer."""


@cache
def _everything() -> dict[str, pd.DataFrame]:
    assessed, plan, roster = gis_town.planned()
    return published_tables(assessed, gis_town.WEIGHTS, gis_town.PROVENANCE, plan=plan, roster=roster)[0]


def published(
    database: str,
    snapshot: str = "abc",
    change: Callable[[dict[str, pd.DataFrame]], None] | None = None,
    only: tuple[str, ...] = FEW,
) -> Published:
    """Publish Toyville with its plan and roster; ``change`` alters the tables before."""
    found = {name: table for name, table in _everything().items() if name in only or not only}
    if change is not None:
        change(found)
    layers = map_layers(found, gis_town.planned()[0])
    return publish(Address(database), "toyville", snapshot, found, layers, styles_of(layers, ENGLISH))


def asked(database: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    with psycopg.connect(database, autocommit=True) as connection:
        done = connection.execute(query, values or None)
        return done.fetchall() if done.description else []


def _same(written: Any, read: Any) -> bool:
    if written is None or written is pd.NA or written is pd.NaT or written != written:
        return read is None
    if isinstance(written, pd.Timestamp):
        return read == written.date() and type(read) is date
    if isinstance(written, Decimal | str | bool | np.bool_):
        return read == written and type(read) in (Decimal, str, bool)
    return read == written


@pytest.fixture(scope="module")
def whole(server: str) -> tuple[str, Published]:
    """Return a database in which everything is published, which is only read, and what was published."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE whole TEMPLATE with_postgis")
    database = server.replace("/postgres?", "/whole?")
    return database, published(database, only=())


def test_what_comes_back_is_what_was_published(whole: tuple[str, Published]) -> None:
    database, done = whole
    assert (done.views, done.schema, done.styles) == (VIEWS, SCHEMA, True)
    tables, layers = gis_town.tables(), gis_town.layers()
    assert {"sectors", "sites", "gaps", "access", "programme_wifi", "roster_doors", "decisions", "equity"} <= set(
        done.rows
    )
    assert {"reach", "columns"} & set(done.rows) == set()
    for name in done.rows:
        if name not in tables:
            continue
        table = tables[name]
        columns = ", ".join(f'"{column}"' for column in table.columns)
        read = asked(database, f"SELECT {columns} FROM {VIEWS}.{name} ORDER BY fid")
        assert len(read) == len(table) == done.rows[name], name
        for column, cells in zip(table.columns, zip(*read, strict=True), strict=False):
            wrong = [pair for pair in zip(table[column].tolist(), cells, strict=True) if not _same(*pair)]
            assert wrong == [], (name, column)
    for name, layer in layers.items():
        read = asked(database, f"SELECT ST_AsBinary(geom), ST_SRID(geom) FROM {VIEWS}.{name} ORDER BY fid")
        for shape, (binary, code) in zip(layer.geometry, read, strict=True):
            assert (binary is None) == (shape is None)
            if shape is not None:
                assert code == 3812
                assert shapely.equals(shapely.from_wkb(bytes(binary)), shape)


def test_a_geographer_reads_the_layers_with_their_reference_system(whole: tuple[str, Published]) -> None:
    database, _done = whole
    import sqlalchemy as sa

    engine = sa.create_engine(Address(database).url)
    try:
        sites = gpd.read_postgis(f"SELECT * FROM {VIEWS}.sites ORDER BY fid", engine, geom_col="geom")
    finally:
        engine.dispose()
    evidence = gis_town.planned()[0].evidence
    assert sites.crs.to_epsg() == 3812
    assert sites["building_id"].tolist() == evidence.sites.index.tolist()
    assert (
        sites.geometry.dropna().geom_equals(evidence.sites.geometry.dropna().reset_index(drop=True), align=True).all()
    )


def test_types_keys_indexes_and_comments_are_there(whole: tuple[str, Published]) -> None:
    database, _done = whole
    text = "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = %s AND table_name = %s"
    kinds = dict(asked(database, text, SCHEMA, "sites")) | dict(asked(database, text, SCHEMA, "programme_wifi"))
    assert kinds["fid"] == "integer"
    assert (kinds["public_access"], kinds["contact_staff"], kinds["ready_from"]) == ("boolean", "bigint", "date")
    assert (kinds["floor_area_m2"], kinds["name"]) == ("double precision", "text")
    assert kinds["capex_eur"] == "numeric", "cents are exact"
    primary = asked(
        database,
        "SELECT count(*) FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace "
        "WHERE n.nspname = %s AND c.contype = 'p'",
        SCHEMA,
    )
    tables = asked(database, "SELECT count(*) FROM pg_tables WHERE schemaname = %s", SCHEMA)
    assert primary == tables
    spatial = asked(
        database, "SELECT tablename FROM pg_indexes WHERE schemaname = %s AND indexdef LIKE '%%USING gist%%'", SCHEMA
    )
    assert {name for (name,) in spatial} == set(MAP_LAYERS)
    described = asked(
        database,
        "SELECT c.table_name, c.column_name, "
        "col_description((%s || '.' || c.table_name)::regclass, c.ordinal_position) "
        "FROM information_schema.columns c WHERE c.table_schema = %s",
        VIEWS,
        VIEWS,
    )
    silent = {(table, column) for table, column, comment in described if not comment}
    declared = {(name, column.name) for name, columns in TABLES.items() for column in columns}
    assert silent & declared == set()
    told = {(table, column): comment for table, column, comment in described}
    assert told["sites", "floor_area_m2"].startswith("Floor area")
    assert "[m2]" in told["sites", "floor_area_m2"]
    assert told["sites", "data_note"].startswith("Says that the data are invented")


def test_styles_are_where_qgis_looks_and_a_choice_of_somebody_stays(database: str) -> None:
    published(database)
    query = "SELECT f_table_name, styleqml::text FROM public.layer_styles WHERE f_table_schema = %s AND useasdefault"
    kept = dict(asked(database, query, VIEWS))
    assert set(kept) == set(MAP_LAYERS) & set(FEW)
    assert all(ElementTree.fromstring(style).tag == "qgis" for style in kept.values())
    asked(database, "UPDATE public.layer_styles SET useasdefault = false WHERE f_table_name = 'sites'")
    asked(
        database,
        "INSERT INTO public.layer_styles (f_table_catalog, f_table_schema, f_table_name, stylename, useasdefault, "
        "description) VALUES (current_database(), %s, 'sites', 'of the office', true, 'mine')",
        VIEWS,
    )
    published(database, "def")
    chosen = asked(
        database,
        "SELECT stylename, useasdefault FROM public.layer_styles WHERE f_table_name = 'sites' ORDER BY 2",
    )
    assert chosen == [("sites", False), ("of the office", True)]


def test_views_lead_to_the_new_snapshot_and_the_former_one_stays(database: str) -> None:
    published(database)

    def fewer(tables: dict[str, pd.DataFrame]) -> None:
        tables["sites"] = tables["sites"].iloc[:3]

    published(database, "def", fewer)
    assert asked(database, f"SELECT count(*) FROM {VIEWS}.sites") == [(3,)]
    assert asked(database, f"SELECT count(*) FROM {SCHEMA}.sites") == [(len(gis_town.tables()["sites"]),)]
    published(database, "def")
    assert asked(database, f"SELECT count(*) FROM {VIEWS}.sites") == [(len(gis_town.tables()["sites"]),)]
    schemas = asked(database, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'maillage%' ORDER BY 1")
    assert [name for (name,) in schemas] == [VIEWS, SCHEMA, schemas_of("toyville", "def")[1]], "nothing is left over"


def test_rights_on_views_stay_when_columns_change(database: str) -> None:
    published(database)
    asked(database, "DO $$ BEGIN CREATE ROLE reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    asked(database, f"GRANT SELECT ON {VIEWS}.sites, {VIEWS}.sectors TO reader")

    def other(tables: dict[str, pd.DataFrame]) -> None:
        tables["sites"] = tables["sites"].drop(columns="opening_hours")

    published(database, "def", other)
    for name in ("sites", "sectors"):
        assert asked(database, "SELECT has_table_privilege('reader', %s, 'SELECT')", f"{VIEWS}.{name}") == [(True,)]
    assert asked(database, "SELECT has_table_privilege('reader', %s, 'SELECT')", f"{VIEWS}.gaps") == [(False,)]


def test_a_view_whose_table_is_no_longer_published_goes(database: str) -> None:
    published(database)
    published(database, "def", lambda tables: tables.__delitem__("roster_doors"))
    there = asked(database, "SELECT viewname FROM pg_views WHERE schemaname = %s", VIEWS)
    assert "roster_doors" not in {name for (name,) in there}


def test_what_others_made_is_never_touched_and_nothing_changes_then(database: str) -> None:
    published(database)
    asked(database, f"CREATE VIEW public.of_the_office AS SELECT building_id, opening_hours FROM {VIEWS}.sites")

    def other(tables: dict[str, pd.DataFrame]) -> None:
        tables["sites"] = tables["sites"].drop(columns="opening_hours").iloc[:1]

    with pytest.raises(MaillageError, match=r"maillage_toyville\.sites has to change, and public\.of_the_office would"):
        published(database, "def", other)
    assert asked(database, f"SELECT count(*) FROM {VIEWS}.sites") == [(len(gis_town.tables()["sites"]),)]
    assert asked(database, "SELECT nspname FROM pg_namespace WHERE nspname LIKE '%def%'") == []
    asked(database, "CREATE SCHEMA maillage_toyville_ghi")
    with pytest.raises(MaillageError, match="maillage_toyville_ghi is there already and was not made by Maillage"):
        published(database, "ghi")


def test_a_table_of_the_name_of_a_view_is_left_alone(database: str) -> None:
    asked(database, f"CREATE SCHEMA {VIEWS}")
    asked(database, f"CREATE TABLE {VIEWS}.sites (mine int)")
    with pytest.raises(MaillageError, match=r"maillage_toyville\.sites is there already"):
        published(database)
    assert asked(database, f"SELECT mine FROM {VIEWS}.sites") == []


def test_readers_see_the_former_state_until_everything_is_there(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader asks while the new schema is being filled: from a connection of its own."""
    published(database)
    from exports.postgis import publish as module

    before, seen = module.keep_styles, []

    def look(*words: Any) -> bool:
        seen.extend(asked(database, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'maillage%' ORDER BY 1"))
        return before(*words)

    monkeypatch.setattr(module, "keep_styles", look)
    published(database, "def")
    assert seen == [(VIEWS,), (SCHEMA,)]


def test_what_fails_in_the_middle_changes_nothing(database: str) -> None:
    published(database)

    def doubled(tables: dict[str, pd.DataFrame]) -> None:
        tables["sites"] = pd.concat([tables["sites"], tables["sites"].iloc[:1]])

    with pytest.raises(MaillageError, match=r"refused what was to be published.*sites_key.*Nothing was changed"):
        published(database, "def", doubled)
    assert asked(database, "SELECT nspname FROM pg_namespace WHERE nspname LIKE '%def%'") == []
    assert asked(database, f"SELECT count(*) FROM {VIEWS}.sites") == [(len(gis_town.tables()["sites"]),)]


def test_a_hostile_name_is_a_text_like_any_other(database: str) -> None:
    names = ["a\x00b", "\ud800", "x\ty\\N", "'; DROP SCHEMA public; --", 'a"b', "\n\\.", "%s {}", "\\N", ":x"]

    def renamed(tables: dict[str, pd.DataFrame]) -> None:
        sites = tables["sites"].copy()
        sites["name"] = pd.Series([*names, *sites["name"].iloc[len(names) :]], sites.index, dtype="object")
        tables["sites"] = sites

    published(database, "abc", renamed, ("sites",))
    read = [name for (name,) in asked(database, f"SELECT name FROM {VIEWS}.sites ORDER BY fid")][: len(names)]
    assert read == [name.replace("\x00", "\ufffd").encode("utf-8", "replace").decode() for name in names]
