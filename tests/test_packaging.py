"""What installs the program says the same everywhere: pyproject, conda, locks, make targets, README."""

import os
import re
import shutil
import subprocess
import tomllib
from importlib.metadata import version as installed_version
from pathlib import Path

import pytest

from tests.command_line import maillage
from tests.conftest import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
LOCKS = ("requirements.lock", "requirements-test.lock")


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~ ;\[]", requirement)[0].lower().replace("_", "-") for requirement in requirements}


def _conda() -> list[str]:
    lines = (ROOT / "environment.yml").read_text("utf-8").splitlines()
    return [line.split("- ", 1)[1].strip() for line in lines if re.match(r"\s+- ", line)]


def test_conda_has_every_dependency_with_the_same_bounds() -> None:
    conda = set(_conda())
    missing = [requirement for requirement in PYPROJECT["project"]["dependencies"] if requirement not in conda]
    assert missing == []


def test_conda_has_nothing_the_project_does_not_ask_for() -> None:
    ours = _names(PYPROJECT["project"]["dependencies"]) | {"python", "pip", "pytest", "conda-forge", "--editable"}
    listed = _names([entry for entry in _conda() if not entry.endswith(":")])
    assert listed - ours == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_everything_with_hashes_and_name_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    pins = re.findall(r"^([a-z0-9][a-z0-9-]*)==", text, flags=re.MULTILINE)
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert _names(PYPROJECT["project"]["dependencies"]) <= set(pins)


def test_test_lock_repeats_the_pins_of_the_first_lock() -> None:
    first, second = (
        set(re.findall(r"^[a-z0-9-]+==[^ \\]+", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)) for lock in LOCKS
    )
    assert first <= second


def test_every_package_of_the_tree_is_installed() -> None:
    listed = set(PYPROJECT["tool"]["setuptools"]["packages"])
    roots = ("geo", "layers", "store", "words", "config", "demo", "exports", "terminal", "ui")
    found = {
        ".".join(path.parent.relative_to(ROOT).parts) for root in roots for path in (ROOT / root).rglob("__init__.py")
    }
    assert found == listed


def test_readme_and_continuous_integration_use_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, flags=re.MULTILINE))
    used = set()
    for path in (ROOT / "README.md", ROOT / "LISEZMOI.md", ROOT / "CONTRIBUTING.md", ROOT / ".ci" / "run"):
        used |= set(re.findall(r"\bmake ([a-z-]+)", path.read_text("utf-8")))
    assert used <= targets
    assert {"app", "test", "quick", "thorough", "install"} <= used


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("app",), ".venv/bin/maillage app"),
        (("app", "PORT=8600"), ".venv/bin/maillage app --port 8600"),
        (("thorough", "PYTEST_ARGS=-x"), "--hypothesis-profile thorough -x"),
        (("quick",), '-m "not (slow or browser or real)"'),
    ],
)
def test_what_is_asked_of_make_reaches_the_program(words: tuple[str, ...], said: str) -> None:
    # These tests may run under make themselves: its own variables would come in.
    ours = ("PORT", "PYTEST_ARGS", "MAKEFLAGS", "MFLAGS", "MAKELEVEL")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    command = ["make", "--dry-run", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert any(line.endswith(said) for line in lines)


def test_the_quick_tests_are_where_make_looks_for_them() -> None:
    named = re.findall(r"\btests/[\w./]+", re.search(r"^QUICK :=(.*\\\n)*.*", MAKEFILE, flags=re.MULTILINE)[0])
    assert len(named) > 5
    assert [name for name in named if not (ROOT / name).exists()] == []


def _blocks(text: str) -> list[tuple[str, list[str]]]:
    """Return the code blocks: their language, and the commands of those that are for a shell, without comments."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return [
        (language, [re.sub(r"\s+#.*", "", line) for line in body.splitlines()] if language == "sh" else [])
        for language, body in found
    ]


def test_the_french_readme_keeps_step_with_the_english_one() -> None:
    english, french = ((ROOT / name).read_text("utf-8") for name in ("README.md", "LISEZMOI.md"))
    assert _blocks(french) == _blocks(english)
    prose = [re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL) for text in (english, french)]
    headings, pictures, links, codes = (
        [re.findall(pattern, text, flags=re.MULTILINE) for text in prose]
        for pattern in (r"^(#+) ", r"!\[[^\]]+\]\(([^)]+)\)", r"(?<!!)\[[^\]]+\]\(([^)]+)\)", r"`([^`]+)`")
    )
    assert headings[1] == headings[0]
    assert pictures[1] == pictures[0]
    assert (links[0][0], links[1][0]) == ("LISEZMOI.md", "README.md"), "each names the other at the top"
    assert links[1][1:] == links[0][1:]
    assert sorted(codes[1]) == sorted(codes[0])
    assert all((ROOT / target).is_file() for target in (*pictures[0], *links[0]))


def test_no_tracked_text_names_a_machine_path() -> None:
    hits = [
        path.relative_to(ROOT).as_posix()
        for path in sorted(ROOT.rglob("*"))
        if path.suffix in {".py", ".md", ".toml", ".yml", ".lock", ".ipynb", ".sh", ".po", ".cfg"}
        and not any(part.startswith(".") or part == "data" for part in path.relative_to(ROOT).parts)
        and any(home in path.read_text("utf-8") for home in (f"{Path.home()}/", f"{ROOT.parent}/"))
    ]
    assert hits == []


def test_citation_and_changelog_are_of_the_version_of_pyproject() -> None:
    version = PYPROJECT["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## (\S+) - (\d{4}-\d{2}-\d{2})$", changelog, flags=re.MULTILINE)
    assert newest is not None
    citation = dict(re.findall(r"^([a-z-]+): (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), flags=re.MULTILINE))
    assert (citation["version"], citation["date-released"]) == newest.groups()
    assert newest.group(1) == version
    assert citation["license"] == PYPROJECT["project"]["license"]


def test_the_program_tells_the_version_that_is_installed(tmp_path: Path) -> None:
    assert maillage(tmp_path, "--version").output.strip() == installed_version("maillage")


def test_the_licence_is_the_one_pyproject_names() -> None:
    assert PYPROJECT["project"]["license"] == "EUPL-1.2"
    assert PYPROJECT["project"]["license-files"] == ["LICENSE"]
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence
    articles = re.findall(r"^(\d+)\. [A-Z]", licence, flags=re.MULTILINE)
    assert articles == [str(number) for number in range(1, 16)]
    assert "Compatible Licences" in licence.partition("\nAppendix\n")[2]
