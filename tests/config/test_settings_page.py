"""The page of settings is the one the settings give, and no other page says a default that is not theirs."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from config import load_scenario
from config.settings_list import PARTS, defaults, sections, unit_of
from config.settings_page import NAMED, filled, page, pages, spoken
from geo.settings import Lots, Parameters, Programme, Roster
from tests.conftest import ROOT

PAGES = pages(ROOT)
HEAD = 'name = "reference"\ntitle = { fr = "a", nl = "b", en = "c" }\n'
AMOUNT = re.compile(r"(?<![\w.,-])(\d[\d,]*(?:\.\d+)?) (EUR|m2|m/s|m)\b")
"""A number and its unit in prose."""

COPIED = ("benchmarks", "config", "docs", "exports", "geo", "layers", "notebooks", "store", "terminal", "ui", "words")
PROSE = {".py", ".md", ".toml", ".csv", ".ipynb", ".po", ".js"}


def _name(path: Path) -> str:
    return path.name


def _leaves(model: BaseModel, above: str) -> set[str]:
    found = set()
    for field in type(model).model_fields:
        value = getattr(model, field)
        found |= _leaves(value, f"{above}.{field}") if isinstance(value, BaseModel) else {f"{above}.{field}"}
    return found


def test_the_written_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "settings.md").read_text("utf-8") == page(), "run: make dictionary"


def test_every_setting_is_on_it_and_says_what_it_means() -> None:
    listed = [setting for section in sections() for setting in section.settings]
    names = [setting.name for setting in listed]
    assert len(names) == len(set(names))
    assert set(names) >= {name for part, model in PARTS.items() for name in _leaves(model(), part)}
    assert all(f"| `{name}` |" in page() for name in names)
    assert [setting.name for setting in listed if not setting.meaning.endswith(".")] == []


def test_the_defaults_on_the_page_make_the_default_scenario(tmp_path: Path) -> None:
    """Whoever copies a line gets what the line says: all lines together are the defaults, to the bit."""
    lines = re.findall(
        r"^\| `(parameters\.[\w.]+|(?:programme|devices|roster)\.\w+)` \| `([^`]+)` \|", page(), flags=re.MULTILINE
    )
    lines = [(name, value) for name, value in lines if ".indicators." not in name]
    assert len(lines) > 50
    text = HEAD + "\n".join(f"{name} = {value}" for name, value in lines)
    assert tomllib.loads(text)["parameters"]["reach"]["limit_m"] == Parameters().reach.limit_m
    (tmp_path / "page.toml").write_text(text, "utf-8")
    loaded = load_scenario(tmp_path / "page.toml")
    assert loaded.parameters == Parameters()
    assert loaded.programme == Programme()
    assert loaded.devices == Lots()
    assert loaded.roster == Roster()


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_a_page_gives_the_defaults_of_the_settings_it_names(path: Path) -> None:
    assert path.read_text("utf-8") == filled(path.read_text("utf-8")), "run: make dictionary"


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_a_page_names_no_setting_there_is_not(path: Path) -> None:
    parts = {name.split(".")[0] for name in spoken() if "." in name}
    named = {found[1] for found in NAMED.finditer(path.read_text("utf-8")) if found[1].split(".")[0] in parts}
    assert named <= set(spoken())
    if path.name == "methods.md":
        assert len(named) > 15


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_a_default_amount_stands_nowhere_but_behind_its_name(path: Path) -> None:
    """A page that says so many metres by itself would still say so after the default has changed."""
    defaults = {text for name, text in spoken().items() if unit_of(name) or "(" in name}
    amounts = {f"{number} {unit}" for number, unit in AMOUNT.findall(NAMED.sub("", path.read_text("utf-8")))}
    assert amounts & defaults == set()


def test_the_measured_page_was_measured_with_these_defaults() -> None:
    """It is not filled in: what was measured with other settings must be measured again."""
    text = (ROOT / "docs" / "performance.md").read_text("utf-8")
    named = [(found[1], found[3]) for found in NAMED.finditer(text)]
    assert {"reach.limit_m", "programme.reach_m", "programme.gap"} <= {name for name, _value in named}
    assert named == [(name, spoken()[name]) for name, _value in named], "run: make benchmark"


def test_brackets_after_other_names_are_left_alone() -> None:
    text = "`reach.limit_m` (7 m), `geo.walking` (a wing), `when` (`Wed 15:00`), `programme.gap`\n(1)"
    expected = (
        f"`reach.limit_m` ({spoken()['reach.limit_m']}), `geo.walking` (a wing), `when` (`Wed 15:00`), `programme.gap`"
    )
    assert filled(text) == f"{expected}\n({spoken()['programme.gap']})"


def _rare(value: object) -> bool:
    """Say whether a default is a figure that nobody writes for another reason: three digits that matter."""
    plain = isinstance(value, int | float) and not isinstance(value, bool) and value >= 1000
    return plain and len(f"{value:.0f}".rstrip("0")) >= 3


@pytest.mark.parametrize("name", [name for name, value in defaults().items() if _rare(value) and unit_of(name)])
def test_a_changed_default_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    """In a copy of the program: change it where it is said, write the pages again, and look for the old figure."""
    left_out = shutil.ignore_patterns("__pycache__", "*.geojson", "*-*.js")
    for folder in COPIED:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=left_out)
    for path in ROOT.glob("*.*"):
        if path.suffix in PROSE:
            shutil.copy(path, tmp_path)
    default, other = f"{defaults()[name]:.0f}", f"{defaults()[name] + 1:.0f}"
    field = name.rsplit(".", 1)[-1]
    said = rf"\b{field}: float = Field\(default={default}\b"
    declaring = [
        path for path in (tmp_path / "geo" / "settings").glob("*.py") if re.search(said, path.read_text("utf-8"))
    ]
    assert len(declaring) == 1
    text = declaring[0].read_text("utf-8")
    declaring[0].write_text(re.sub(said, f"{field}: float = Field(default={other}", text, count=1), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    subprocess.run([sys.executable, "-m", "config"], cwd=tmp_path, env=environment, check=True)

    assert f"| `{name}` | `{other}` |" in (tmp_path / "docs" / "settings.md").read_text("utf-8")
    measured = tmp_path / "docs" / "performance.md"  # The test above asks for it to be measured again.
    left = [
        f"{path.relative_to(tmp_path)}: {line}"
        for path in tmp_path.rglob("*")
        if path.suffix in PROSE and path != measured and path.parent != tmp_path / "geo" / "settings"
        for line in path.read_text("utf-8").splitlines()
        if re.search(rf"(?<![\w.,]){default[:-3]}[,_ ]?{default[-3:]}(?![\w,.]?\d)", line)
    ]
    assert left == []
