"""A PostgreSQL server of the tests' own, thrown away at the end; the tests that need it skip where there is none."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _found(name: str) -> str | None:
    return shutil.which(name, path=os.pathsep.join(map(str, _BINARIES))) or shutil.which(name)


def absent(what: str) -> None:
    """Skip the test, or fail it where continuous integration has to have what is absent."""
    if os.environ.get("REQUIRE_POSTGIS"):
        pytest.fail(f"REQUIRE_POSTGIS is set, and there is none: {what}")
    pytest.skip(what)


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the address of an empty PostgreSQL database, reached by a socket in a folder of its own."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: maillage[postgresql]")
    initdb, control = _found("initdb"), _found("pg_ctl")
    if initdb is None or control is None:
        absent("there is no PostgreSQL server on this machine (initdb, pg_ctl)")
    folder = Path(tempfile.mkdtemp(prefix="maillage-pg-"))
    # A server refuses to run as the administrator.
    other = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        other = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    data = folder / "data"
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(folder)}

    def run(*words: object) -> None:
        command = [*map(str, words)]
        done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, timeout=120, **other)
        assert done.returncode == 0, command

    try:
        run(initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-F -k {folder} -c listen_addresses='' -c max_connections=20"
        run(control, "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run(control, "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
