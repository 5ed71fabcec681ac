"""The hunt for faults that no test notices: the same faults for the same seed, in code and nowhere else."""

import ast
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.laws import thorough_only, times
from tests.mutate import drawn, hunt, noticed, where_tested

EVERY = 10**6

SAMPLE = '''"""What is 1 + 1 here is no code."""

from typing import TYPE_CHECKING, Literal

from geo.texts import N_

if TYPE_CHECKING:
    LIMIT = 1

Size = Literal[1, 2]
LEAST: "0 | 1" = 0.5
MESSAGE = N_("Give 0 or more." + "1")


def said(value: int | None, other: Literal[3] = 3) -> "int | None":
    """Return 1 + 1."""
    if value:
        return not other <= value and value is not None
    value += 2
    found = [each & ~each for each in (value, -other) if each]
    return "no" if found == [True] else None
'''


def _wing(name: str) -> dict[str, str]:
    return {path.as_posix(): path.read_text("utf-8") for path in sorted((ROOT / "geo" / name).rglob("*.py"))}


def test_every_kind_of_fault_is_made_and_none_in_what_is_told() -> None:
    found = [(each.line, each.before, each.after) for each in drawn({"sample.py": SAMPLE}, EVERY, 1)]
    assert found == [
        (11, "0.5", "1.0"),
        (15, "3", "4"),
        (17, "value", "not value"),
        (18, "not other <= value and value is not None", "not other <= value or value is not None"),
        (18, "not other <= value", "other <= value"),
        (18, "other <= value", "other < value"),
        (18, "other <= value", "other >= value"),
        (18, "value is not None", "value is None"),
        (19, "value += 2", "value -= 2"),
        (19, "2", "3"),
        (20, "each & ~each", "each | ~each"),
        (20, "~each", "each"),
        (20, "-other", "other"),
        (20, "each", "not each"),
        (21, "found == [True]", "found != [True]"),
        (21, "True", "False"),
    ]


def test_a_constant_that_is_returned_becomes_another() -> None:
    faults = drawn({"sample.py": "def kind():\n    return 'no'\n\n\ndef none():\n    return None\n"}, EVERY, 1)
    assert [(each.line, each.after) for each in faults] == [(2, "return 'no?'"), (6, "return 0")]


def test_the_same_seed_draws_the_same_faults_and_another_others() -> None:
    sources = _wing("equity")
    one, again, other = ([*map(vars, drawn(sources, 12, seed))] for seed in (1, 1, 2))
    assert one == again
    assert one != other
    assert len(one) == 12
    backwards = dict(reversed(sources.items()))
    assert [*map(vars, drawn(backwards, 12, 1))] == one


@pytest.mark.parametrize("wing", ["hours", "equity"])
def test_every_mutant_is_a_program_that_differs_in_code_and_not_in_what_it_tells(wing: str) -> None:
    sources = _wing(wing)
    faults = drawn(sources, times(150, everyday=50), 1)
    for fault in faults:
        before, after = ast.parse(sources[fault.file]), ast.parse(fault.text)
        assert ast.dump(before) != ast.dump(after), str(fault)
        assert _told(before) == _told(after), str(fault)
    assert len({each.text for each in faults}) == len(faults)


def _told(tree: ast.Module) -> list[str]:
    """Return docstrings, annotations and texts for readers, in order."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.append(node.value.value)
        found += [ast.unparse(each) for name in ("annotation", "returns") if (each := getattr(node, name, None))]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
            found.append(ast.unparse(node))
    return found


def test_the_tests_of_a_wing_or_of_a_file_in_it_are_found() -> None:
    assert where_tested(ROOT, "geo/equity") == where_tested(ROOT, "geo/equity/readings.py") == "tests/geo/equity"
    assert where_tested(ROOT, "geo/programme/search") == "tests/geo/programme"
    with pytest.raises(SystemExit, match="no tests of nowhere"):
        where_tested(ROOT, "nowhere")


@thorough_only()
def test_what_no_test_notices_survives_and_the_checkout_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The only test looks at 8: whether 6 is above the limit, and whether 5 is, it does not ask."""
    files = {
        "geo/toy/toy.py": "def less(value):\n    if value > 5:\n        return value - 3\n    return value\n",
        "tests/geo/toy/test_toy.py": "from geo.toy.toy import less\n\n\ndef test_less():\n    assert less(8) == 5\n",
        "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\n',
        ".gitignore": "*.pyc\n__pycache__\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)

    survivors = hunt(tmp_path, "geo/toy", EVERY, 1, [], None)

    place = "geo/toy/toy.py:2:"
    assert [str(each) for each in survivors] == [f"{place} value > 5 -> value >= 5", f"{place} 5 -> 6"]
    assert "5 mutants: 3 noticed, 0 too slow, 2 survived" in capsys.readouterr().out
    assert {name: (tmp_path / name).read_text("utf-8") for name in files} == files
    assert noticed(tmp_path, ["tests"], 0.01) == "late"
