"""The house holds: who may import whom, faces and private modules, the size of files and folders."""

import ast
import re
import subprocess
import sys

import networkx as nx
import pytest

from tests.conftest import ROOT
from tests.source_tree import PACKAGES, imports, module_of, shown, sources

MAY_IMPORT = {
    "geo": {"geo"},
    "layers": {"layers", "geo"},
    "config": {"config", "geo"},
    "store": {"store", "geo", "layers", "config"},
    "words": {"words", "geo", "layers", "config", "store"},
    "demo": {"demo", "geo", "layers"},
    "exports": {"exports", "geo", "layers", "config", "store", "words"},
    "terminal": {"terminal", "words", "exports", "config", "demo", "geo", "layers", "store"},
    "ui": {"ui", "words", "exports", "config", "geo", "layers", "store"},
    "app.py": {"ui", "words", "exports", "config", "geo", "layers", "store"},
    "cli.py": {"terminal"},
}
"""Which of our packages each of them may import."""

WINGS: tuple[frozenset[str], ...] = (
    frozenset({"hours", "changes", "succession"}),
    frozenset({"settings"}),
    frozenset({"walking", "population"}),
    frozenset({"coverage"}),
    frozenset({"evidence"}),
    frozenset({"solving", "ranking", "gaps", "audit", "lots"}),
    frozenset({"programme", "roster"}),
    frozenset({"equity", "robustness", "comparison"}),
)
"""The wings of ``geo`` from the ground up: each may import the hall and the wings that stand before its own place."""

HALL = {"crs", "errors", "location", "overlay", "place", "sector_codes", "tables", "texts"}
"""Modules of ``geo`` that every wing may name."""

PAST_THE_FACE = {("geo.audit", "geo.evidence.evidence")}
"""(importing wing, module): the check of a plan names the evidence itself, not what gathers it."""

FLOORS = (
    {"ui.address", "ui.registered"},
    {"ui.context"},
    {"ui.components"},
    {"ui.map", "ui.planning"},
    {"ui.opening", "ui.errors", "ui.page_words"},
    {"ui.scenario"},
    {"ui.frame"},
    {"ui.decisions"},
    {"ui.gaps", "ui.ranking"},
    {"ui.devices", "ui.roster", "ui.upload"},
    {"ui.realised"},
    {"ui.programme"},
    {"ui.comparison"},
    {"ui.home"},
    {"ui.meeting"},
    {"ui.leaving"},
    {"ui.views"},
    {"ui.serving"},
)
"""The rooms of ``ui`` from the ground up; each may import what stands before it."""

ONLY_IN = {
    "streamlit": ("ui/", "app.py"),
    "streamlit_folium": ("ui/",),
    "folium": ("ui/",),
    "branca": ("ui/",),
    "highspy": ("geo/solving/", "geo/programme/search/"),
    "typer": ("terminal/",),
    "rich": ("terminal/",),
    "osmium": ("layers/",),
    "osmnx": ("layers/",),
    "dask": ("region/cluster.py",),
    "sqlalchemy": ("store/decisions/", "exports/postgis/"),
    "geoalchemy2": ("exports/postgis/",),
    "alembic": ("store/decisions/",),
    "typst": ("exports/dossier/",),
    "xlsxwriter": ("exports/workbook/",),
}
"""Package of others -> where it may be imported."""

NOT_IN_THE_ENGINE = {"requests", "urllib", "socket", "pathlib", "os", "io", "sqlite3", "time", "random"}
"""The engine knows no file, network or clock."""

ALLOWED = {"geo/walking/_kernel.py": {"os"}}

LONGEST, LONGEST_ENTRY, LONGEST_TEST = 300, 40, 400
"""Lines of a file, of ``cli.py``, of a file of tests."""

MOST_ROOMS, MOST_FILES = 25, 20
"""At one level of ``geo``; in a folder."""

LARGE_FOLDERS = {"demo", "geo/ranking/criteria", "layers", "layers/_adapters"}
"""Folders that are lists by nature: pieces of a city, criteria, layers, formats."""

HEAVY = {"pandas", "numpy", "geopandas", "pyarrow", "scipy", "numba", "streamlit", "rich"}
"""What takes longer to load than a help text may take."""


def _wing(module: str) -> str | None:
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "geo" and len(parts) > 1 and parts[1] not in HALL else None


def _place(wing: str) -> int:
    return next(place for place, wings in enumerate(WINGS) if wing.removeprefix("geo.") in wings)


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_imports_go_one_way(name: str) -> None:
    ours = {each.removesuffix(".py") for each in MAY_IMPORT}
    wrong = {
        (shown(path), module)
        for path in sources(name)
        for module in imports(path)
        if module.split(".")[0] in ours and module.split(".")[0] not in MAY_IMPORT[name]
    }
    assert wrong == set()


def test_every_room_of_the_engine_is_hall_or_wing() -> None:
    rooms = {path.stem for path in (ROOT / "geo").iterdir() if not path.name.startswith("__")}
    assert rooms <= HALL | frozenset().union(*WINGS)
    assert len(rooms) <= MOST_ROOMS


def test_a_wing_imports_only_what_stands_before_it() -> None:
    wrong = set()
    for path in sources("geo"):
        own = _wing(module_of(path))
        for other in {_wing(module) for module in imports(path)} - {None, own}:
            if own is None or _place(other) >= _place(own):
                wrong.add((shown(path), other))
    assert wrong == set()


def test_a_room_of_the_screen_imports_only_what_stands_before_it() -> None:
    level = {room: place for place, rooms in enumerate(FLOORS) for room in rooms}

    def room(module: str) -> str:
        return ".".join(module.split(".")[:2])

    wrong = {
        (shown(path), module)
        for path in sources("ui")
        for module in imports(path)
        if module.startswith("ui.")
        and room(module) != room(module_of(path))
        and level[room(module)] >= level[room(module_of(path))]
    }
    assert wrong == set()


def test_from_outside_a_wing_only_its_face_is_named() -> None:
    wrong = {
        (shown(path), module)
        for name in PACKAGES
        for path in sources(name)
        for module in imports(path)
        if (wing := _wing(module)) is not None
        and module != wing
        and wing != _wing(module_of(path))
        and (_wing(module_of(path)), module) not in PAST_THE_FACE
    }
    assert wrong == set()


def test_a_face_hands_out_names_and_holds_no_code() -> None:
    for wings in WINGS:
        for wing in wings:
            path = ROOT / "geo" / wing / "__init__.py"
            if not path.exists():
                continue
            _docstring, *statements = ast.parse(path.read_text("utf-8")).body
            *taken, handed = statements
            assert all(isinstance(each, ast.ImportFrom) and each.module.startswith(f"geo.{wing}.") for each in taken)
            assert isinstance(handed, ast.Assign)
            assert handed.targets[0].id == "__all__"
            names = [alias.asname or alias.name for each in taken for alias in each.names]
            assert sorted(ast.literal_eval(handed.value)) == sorted(names), shown(path)


def test_no_private_module_is_named_from_another_room() -> None:
    """A room is a wing of ``geo``, else a package: what begins with an underscore stays inside."""
    wrong, ours = set(), {each.removesuffix(".py") for each in PACKAGES}
    for name in PACKAGES:
        for path in sources(name):
            own = module_of(path)
            for module in imports(path):
                parts = module.split(".")
                private = any(part.startswith("_") and part != "__future__" for part in parts)
                room = _wing(module) or parts[0]
                if private and parts[0] in ours and not f"{own}.".startswith(f"{room}."):
                    wrong.add((shown(path), module))
    assert wrong == set()


def test_no_circle() -> None:
    graph = nx.DiGraph()
    for name in PACKAGES:
        for path in sources(name):
            graph.add_edges_from((module_of(path), module) for module in imports(path))
    assert [sorted(each) for each in nx.strongly_connected_components(graph) if len(each) > 1] == []


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_of_others_is_imported_where_it_belongs(package: str) -> None:
    wrong = {
        shown(path)
        for name in PACKAGES
        for path in sources(name)
        for module in imports(path)
        if module.split(".")[0] == package and not shown(path).startswith(ONLY_IN[package])
    }
    assert wrong == set()


def test_the_engine_knows_no_file_network_or_clock() -> None:
    wrong = {
        (shown(path), module)
        for path in sources("geo")
        for module in imports(path)
        if module.split(".")[0] in NOT_IN_THE_ENGINE - ALLOWED.get(shown(path), set())
    }
    assert wrong == set()
    reading = [
        shown(path) for path in sources("geo") if re.search(r"\b(?:now|today|utcnow)\(\)", path.read_text("utf-8"))
    ]
    assert reading == []


@pytest.mark.slow
def test_the_check_of_a_plan_knows_neither_the_solver_nor_what_planned_it() -> None:
    """Nothing it loads, directly or not, is a planner or a solver: asked of Python itself."""
    program = "import sys, geo.audit; print(*sys.modules)"
    asked = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(asked.stdout.split())
    assert {"geo.audit._ledger", "geo.audit._people", "geo.audit.roster.check", "geo.evidence.evidence"} <= loaded
    assert not {module for module in loaded if re.match(r"geo\.(programme|roster|solving|lots)\b|highspy", module)}


def test_the_settings_load_nothing_that_answers() -> None:
    program = "import sys, config; print(*sys.modules)"
    asked = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {module for module in asked.stdout.split() if module.startswith("geo.") and _wing(module)}
    assert {_wing(module) for module in loaded} == {"geo.settings"}


# Typer reads the options of one command by models of its own; the list of all commands needs none.
@pytest.mark.parametrize(("command", "heavy"), [("--help", HEAVY | {"pydantic"}), ("plan --help", HEAVY)])
def test_help_loads_nothing_heavy(command: str, heavy: set[str]) -> None:
    program = (
        "import sys\nfrom terminal.application import run\nsys.argv[1:] = " + repr(command.split()) + "\n"
        "try:\n    run()\nexcept SystemExit:\n    print(*sys.modules)"
    )
    asked = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {module.split(".")[0] for module in asked.stdout.splitlines()[-1].split()}
    assert "typer" in loaded
    assert loaded & heavy == set()


def test_only_one_file_of_the_engine_names_a_reference_system() -> None:
    naming = [path.name for path in sources("geo") if re.search(r"EPSG:\d", path.read_text("utf-8"))]
    assert naming == ["crs.py"]


def test_nothing_catches_everything() -> None:
    wrong = [
        f"{shown(path)}:{node.lineno}"
        for name in PACKAGES
        for path in sources(name)
        if "except" in (text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    assert wrong == []


def test_no_file_has_got_away() -> None:
    limits = {path: LONGEST for name in PACKAGES for path in sources(name)}
    limits |= dict.fromkeys(sources("tests"), LONGEST_TEST) | {ROOT / "cli.py": LONGEST_ENTRY}
    long = {
        shown(path): count
        for path, most in limits.items()
        if (count := len(path.read_text("utf-8").splitlines())) > most
    }
    assert long == {}


def test_no_folder_has_got_away() -> None:
    folders = {path.parent for name in PACKAGES for path in sources(name)} - {ROOT}
    large = {
        shown(folder): count
        for folder in folders
        if shown(folder) not in LARGE_FOLDERS
        and (count := sum(path.is_file() and path.name != "__init__.py" for path in folder.iterdir())) > MOST_FILES
    }
    assert large == {}


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils", "helpers", "common", "manager", "misc"}
    assert [path for name in PACKAGES for path in sources(name) if path.stem.strip("_") in vague] == []
    assert not any((ROOT / folder).exists() for folder in ("app", "pages"))
