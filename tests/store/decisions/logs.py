"""Logs of the tests: on both databases, and decisions to enter."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import strategies as st

from store.decisions import Decision, DecisionLog

NOW = datetime(2027, 3, 1, 19, 30, tzinfo=UTC)

BACKENDS = ("sqlite", "postgresql")

HOSTILE = (
    *(
        "=1+1",
        "'=1+1",
        "''=x",
        "-2",
        "@x",
        "\tx",
        "a;b",
        'a"b',
        "a\nb",
        "a\r\nb",
        "'",
        "<b>&amp;",
        "{subject}",
        "%s %(x)s",
    ),
    *("Robert'); DROP TABLE decision;--", "\u202egnp", "é\u0301", "🏫" * 40, "\ufeff=1", "NULL", "None", "\\", "１２"),
)


def decided(number: int = 1, **changes: Any) -> Decision:
    """Return a decision that can be entered."""
    told = {"subject": f"b{number}", "about": "wifi", "who": "Ann", "why": f"reason {number}", "snapshot": "abc"}
    return Decision(**{"kind": "building_forced", "scenario": "toy", "scenario_hash": "f" * 64, **told, **changes})


def texts() -> st.SearchStrategy[str]:
    """Return texts the log takes: hostile ones too, none of which is empty to the eye."""
    free = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30).map(lambda text: f"{text}x")
    return st.sampled_from([text for text in HOSTILE if text.strip("'\\\t")]) | free


def decisions() -> st.SearchStrategy[Decision]:
    """Return decisions of many kinds with all that can stand in them."""
    amount = st.none() | st.floats(-1e9, 1e9)
    kinds = st.sampled_from(
        [("building_forced", "wifi", ""), ("building_excluded", "devices", ""), ("wave_overridden", "wifi", "2028"),
         ("reviewed", "public_wifi", "corrected"), ("gap_contested", "home", ""), ("layer_accepted", "", "")]
    )  # fmt: skip
    return st.builds(
        lambda kind, subject, who, why, evidence, people, euros, helps, devices: Decision(
            *(kind[0], subject, kind[1], kind[2], who, why, evidence, "abc", "toy", "f" * 64),
            *(people, euros, helps, devices),
        ),
        *(kinds, texts(), texts(), texts(), st.just("") | texts(), amount, amount, amount),
        st.none() | st.integers(-1000, 1000),
    )


def new_log(backend: str, folder: Path, request: pytest.FixtureRequest) -> DecisionLog:
    """Return an empty log: a file, or a commune of its own in the server."""
    if backend == "sqlite":
        return DecisionLog("toy", folder / "decisions" / "toy.sqlite", "")
    return DecisionLog(f"toy-{uuid4().hex[:8]}", folder / "none.sqlite", request.getfixturevalue("server"))


@contextmanager
def behind(log: DecisionLog) -> Iterator[Any]:
    """Yield a function that runs SQL on the database of a log, behind the program's back."""
    if log.file is not None:
        with closing(sqlite3.connect(log.file, isolation_level=None)) as connection:
            yield lambda sql, *values: connection.execute(sql, values).fetchall()
        return
    import psycopg

    address = log._database._url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:

        def run(sql: str, *values: object) -> list[Any]:
            done = connection.execute(sql.replace("?", "%s"), values)
            return done.fetchall() if done.description else []

        yield run


def without_guards(log: DecisionLog, run: Any) -> None:
    """Take away what refuses changes, as somebody with the rights to it could."""
    if log.file is None:
        run("ALTER TABLE decision DISABLE TRIGGER USER")
        run("ALTER TABLE seal DISABLE TRIGGER USER")
        return
    for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        run(f"DROP TRIGGER {name}")


def with_guards(log: DecisionLog, run: Any) -> None:
    """Put them back in the server, which other tests share."""
    if log.file is None:
        run("ALTER TABLE decision ENABLE TRIGGER USER")
        run("ALTER TABLE seal ENABLE TRIGGER USER")
