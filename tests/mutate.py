"""Do the tests notice? Seeded faults put into a copy of one wing, one at a time, and those that no test sees.

Run by hand: ``python tests/mutate.py geo/equity --count 20 --seed 1``; ``CONTRIBUTING.md`` says what to make of it.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

TEXTS = ("N_", "_")
"""Functions whose texts are for readers."""

PATIENCE, LEAST_S = 4, 20.0
"""A mutant may take so many times as long as the tests without any fault, and so many seconds at the least."""

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True, eq=False)
class Mutant:
    """One fault: where it is, what stood there and what stands there now, and the whole file with it."""

    file: str
    line: int
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.before} -> {self.after}"


@dataclass(frozen=True, eq=False)
class _Place:
    """A piece of code in its tree: an attribute of another, or a row of one."""

    tree: ast.Module
    parent: ast.AST
    name: str
    row: int | None
    node: ast.AST

    def put(self, node: ast.AST) -> None:
        if self.row is None:
            setattr(self.parent, self.name, node)
        else:
            getattr(self.parent, self.name)[self.row] = node

    def mutant(self, file: str, other: ast.AST) -> Mutant:
        self.put(other)
        text = ast.unparse(ast.fix_missing_locations(self.tree)) + "\n"
        self.put(self.node)
        before, after = (" ".join(ast.unparse(each).split()) for each in (self.node, other))
        return Mutant(file, self.node.lineno, before, after, text)


def drawn(sources: dict[str, str], count: int, seed: int) -> list[Mutant]:
    """Return so many faults at random of all there can be in some files, the same ones for the same seed."""
    all_ = [(file, place, other) for file in sorted(sources) for place, other in _faults(sources[file])]
    chosen = random.Random(seed).sample(range(len(all_)), min(count, len(all_)))
    return [all_[number][1].mutant(all_[number][0], all_[number][2]) for number in sorted(chosen)]


def _faults(text: str) -> Iterator[tuple[_Place, ast.AST]]:
    """Yield every place of a file where a fault can be, with what could stand there instead."""
    tree = ast.parse(text)
    for place in _places(tree, tree):
        for other in _others(place):
            yield place, other


def _places(tree: ast.Module, node: ast.AST) -> Iterator[_Place]:
    """Yield the pieces of code below one, but for docstrings, annotations and what readers read."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for row, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or _is_told(child):
                continue
            if isinstance(child, ast.expr | ast.AugAssign | ast.Return):
                yield _Place(tree, node, name, row if isinstance(value, list) else None, child)
            yield from _places(tree, child)


def _is_told(node: ast.AST) -> bool:
    """Say whether a piece of code is for readers or type checkers only."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in TEXTS
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id == "Literal"
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def _others(place: _Place) -> Iterator[ast.AST]:
    """Yield what could stand in a place instead."""
    node = place.node
    # A comparison or a negation has its opposite among its own faults.
    if place.name in ("test", "ifs") and not isinstance(node, ast.Compare | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), node)
    if isinstance(node, ast.Compare):
        for row, operator in enumerate(node.ops):
            for other in _COMPARISONS[type(operator)]:
                changed = copy.copy(node)
                changed.ops = [*node.ops[:row], other(), *node.ops[row + 1 :]]
                yield changed
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _OPERATORS:
        changed = copy.copy(node)
        changed.op = _OPERATORS[type(node.op)]()
        yield changed
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
        yield ast.Constant(_another(node.value))
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Constant):
        told = node.value.value
        if told is None or isinstance(told, str):
            yield ast.Return(ast.Constant(0 if told is None else told + "?"))


def _another(value: float) -> float:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return value * 2 if value else 1.0


def copied(root: Path, to: Path) -> None:
    """Copy the files of a checkout, with what is not committed yet and without what git ignores."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=root, check=True, capture_output=True).stdout.decode().split("\0")
    for name in filter(None, names):
        if (root / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, to / name)


def where_tested(root: Path, wing: str) -> str:
    """Return where the tests of a wing, or of one of its files, are: ``geo/equity`` has ``tests/geo/equity``."""
    for folder in (Path(wing), *Path(wing).parents):
        if folder.parts and (root / "tests" / folder).is_dir():
            return f"tests/{folder.as_posix()}"
    raise SystemExit(f"There are no tests of {wing}: name a folder or a file such as geo/equity.")


def noticed(folder: Path, tests: list[str], limit_s: float | None) -> str:
    """Run tests in a copy; return ``no``, ``yes``, or ``late`` when they ran into the time limit."""
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    # The copy's own numba cache: compiled code of a fault must not outlive it.
    environment["NUMBA_CACHE_DIR"] = str(folder / ".numba")
    shutil.rmtree(folder / ".numba", ignore_errors=True)
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", "not browser", *tests]
    silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    run = subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True, **silent)
    try:
        return "yes" if run.wait(limit_s) else "no"
    except subprocess.TimeoutExpired:
        return "late"
    finally:
        if run.poll() is None:
            # A test may have started programs of its own.
            os.killpg(run.pid, signal.SIGKILL) if hasattr(os, "killpg") else run.kill()
            run.wait()


def hunt(root: Path, wing: str, count: int, seed: int, more: list[str], limit_s: float | None) -> list[Mutant]:
    """Tell how each mutant fares, on the way and at the end; return the survivors."""
    files = [root / wing] if (root / wing).is_file() else sorted((root / wing).rglob("*.py"))
    sources = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in files}
    tests = [where_tested(root, wing), *more]
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        copied(root, folder)
        begun = time.perf_counter()
        if noticed(folder, tests, None) != "no":
            raise SystemExit("The tests fail without any fault put in, or there are none: mend that first.")
        limit_s = limit_s or max(PATIENCE * (time.perf_counter() - begun), LEAST_S)
        told: dict[str, list[Mutant]] = {"no": [], "yes": [], "late": []}
        mutants = drawn(sources, count, seed)
        for number, mutant in enumerate(mutants, 1):
            (folder / mutant.file).write_text(mutant.text, "utf-8")
            answer = noticed(folder, tests, limit_s)
            (folder / mutant.file).write_text(sources[mutant.file], "utf-8")
            told[answer].append(mutant)
            said = {"no": "SURVIVED", "yes": "noticed ", "late": "too slow"}[answer]
            print(f"{number:>3}/{len(mutants)} {said} {mutant}", flush=True)
    counts = f"{len(told['yes'])} noticed, {len(told['late'])} too slow, {len(told['no'])} survived"
    print(f"\n{wing}, seed {seed}: {len(mutants)} mutants: {counts}", *told["no"], sep="\n  ")
    return told["no"]


def main() -> None:
    """Read the command line and hunt."""
    parser = argparse.ArgumentParser(description="Put seeded faults into a copy of a wing; list those no test notices.")
    parser.add_argument("wing", help="a folder or file below the root, such as geo/equity")
    parser.add_argument("--count", type=int, default=20, help="how many faults (20)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same faults (1)")
    parser.add_argument("--tests", nargs="*", default=[], metavar="PATH", help="tests beside those of the wing")
    parser.add_argument(
        "--limit", type=float, metavar="SECONDS", help="for each fault; 4 times the tests' own if unsaid"
    )
    asked = parser.parse_args()
    hunt(ROOT, asked.wing.strip("/"), asked.count, asked.seed, asked.tests, asked.limit)


if __name__ == "__main__":
    main()
