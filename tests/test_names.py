"""Names hold: what comments, docstrings and pages name can be imported, is written somewhere, or lies in the tree."""

import ast
import importlib
import importlib.util
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

PACKAGES = ("config", "demo", "exports", "geo", "layers", "store", "terminal", "ui", "words")
CODE = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.py", *(f"{folder}/**/*.py" for folder in (*PACKAGES, "benchmarks", "tests")))
    for path in ROOT.glob(pattern)
)
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))

QUOTED = re.compile(r"``([^`\n]+)``|(?<!`)`([^`\n]+)`(?!`)")
NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")

TO_BE_WRITTEN = {
    "layers/bus_stops.py",
    "layers/_adapters/city_bus_stops.py",
    "layers/templates/bus_stops.csv",
    "geo/ranking/criteria/bookable_rooms.py",
    "geo/programme/rules/section_starts.py",
    "ui/views/palmares.py",
    "config/communes/92094_namur.toml",
    "config/geography/92094.geojson",
}
"""Files a recipe of CONTRIBUTING.md tells its reader to write."""

PUT_TOGETHER = {
    "_high_m": "end of the name of a column",
    "access_e2sfca": "made of a method's name",
    "CS01012020": "column of the publisher",
    "data_x": "an attribute of a page, as an example",
    "x_1": "column of a join",
    "p0": "key of the first place",
    "helps_before": "column of one side",
    "helps_now": "column of the other side",
}
"""Names no line of the code spells out, and why."""


def _read(path: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of everything in backticks, in the comments and docstrings of code or in a whole page."""
    text = (ROOT / path).read_text("utf-8")
    if "`" not in text:
        return
    pieces = [(1, text)]
    if path.endswith(".py"):
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
        pieces = [
            (token.start[0], token.string)
            for token in tokens
            if token.type == tokenize.COMMENT or token.string.startswith('"""')
        ]
    for line, piece in pieces:
        for found in QUOTED.finditer(piece):
            yield line + piece.count("\n", 0, found.start()), (found[1] or found[2]).removesuffix("()")


@cache
def _quoted(path: str) -> list[tuple[int, str]]:
    return list(_read(path))


@cache
def _spelled() -> set[str]:
    """Return every name, attribute, argument and short text that the code spells out."""
    found: set[str] = set()
    for path in CODE:
        if (ROOT / path).samefile(__file__):
            continue
        found.update(Path(path).with_suffix("").parts)
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            match node:
                case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                    found.add(name)
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                    found.add(name)
                case ast.alias(name=name):
                    found.update(name.split("."))
                case ast.Constant(value=str(text)) if len(text) < 60:
                    found.update(re.findall(r"\w+", text))
    return found


@cache
def _exists(dotted: str) -> bool:
    """Say whether a dotted name of ours is a module, or something a module or a class of it holds."""
    parts = dotted.split(".")
    for count in range(len(parts), 0, -1):
        try:
            holder = importlib.import_module(".".join(parts[:count]))
        except ModuleNotFoundError:
            continue
        for name in parts[count:]:
            fields = {**getattr(holder, "model_fields", {}), **getattr(holder, "__annotations__", {})}
            if not hasattr(holder, name) and name not in fields:
                return False
            holder = getattr(holder, name, None)
        return True
    return False


def test_every_path_a_page_names_is_in_the_tree() -> None:
    folders = {each.name for each in ROOT.iterdir() if each.is_dir() and not each.name.startswith(".")}
    wrong = [
        f"{path}:{line}: {text}"
        for path in PAGES
        for line, text in _quoted(path)
        if re.fullmatch(r"[\w.*<>/-]+", text) and text.split("/")[0] in folders and "/" in text
        # What lies in data/ is made by running the program.
        if text not in TO_BE_WRITTEN and not text.startswith("data/") and not any(ROOT.glob(text.rstrip("/")))
    ]
    assert wrong == []


def test_every_dotted_name_of_ours_exists() -> None:
    wrong = [
        f"{path}:{line}: {text}"
        for path in [*CODE, *PAGES]
        for line, text in _quoted(path)
        if NAME.fullmatch(text) and "." in text and text.split(".")[0] in PACKAGES and not (ROOT / text).exists()
        if not _exists(text)
    ]
    assert wrong == []


def test_every_name_a_comment_quotes_is_one_of_the_code() -> None:
    wrong = [
        f"{path}:{line}: {text}"
        for path in CODE
        for line, text in _quoted(path)
        if NAME.fullmatch(text) and text not in PUT_TOGETHER
        # A letter or two stand for a number in a formula.
        for name in text.split(".")
        if len(name) > 2 and name not in _spelled() and importlib.util.find_spec(name) is None
    ]
    assert wrong == []


def test_no_exception_has_outlived_its_use() -> None:
    quoted = {text for path in [*CODE, *PAGES] for _, text in _quoted(path)}
    assert set(PUT_TOGETHER) <= quoted
    assert quoted >= TO_BE_WRITTEN
