"""The settings as people read them: the page of all defaults, and defaults filled into other pages."""

import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from config.settings_list import REQUIRED, Section, Setting, commune_sections, defaults, sections, toml, unit_of
from geo.settings import Parameters

_HEAD = """# Settings

Written from `geo/settings/` by `make dictionary`; do not edit it by hand. A scenario is a TOML file that says only what
differs from these defaults: by table, `[parameters.reach]` and under it `limit_m = 900`, or by the whole name,
`parameters.reach.limit_m = 900`. Other pages leave `parameters.` out and give the default in brackets, filled in by the
same command.
"""

_COMMUNE = """# In the file of a commune

These stand in the commune's own file (`config/communes/`), not in a scenario: they change no result.
"""

NAMED = re.compile(r"`([a-z]\w*(?:\.\w+)+(?:\(\w+\))?)`(\s+)\(([^()]*)\)")
"""A dotted name in a page, and what stands in brackets right after it."""


def page() -> str:
    """Return the page of all settings as Markdown, in English."""
    own = (_section(section) for section in commune_sections())
    return "\n".join([_HEAD, *(_section(section) for section in sections()), _COMMUNE, *own])


def filled(text: str) -> str:
    """Return a text with the default put into the brackets after each setting it names: `` `reach.limit_m` ()``."""
    known = spoken()
    return NAMED.sub(
        lambda found: f"`{found[1]}`{found[2]}({known[found[1]]})" if found[1] in known else found[0], text
    )


def named(name: str) -> str:
    """Return a setting's name with its default in brackets, as pages write it."""
    return f"`{name}` ({spoken()[name]})"


def spoken() -> Mapping[str, str]:
    """Return name -> default with its unit, under the whole name and without ``parameters.``; lengths of walks too."""
    found = {name: _written(value, unit_of(name)) for name, value in defaults().items()}
    walk = Parameters().walk
    found |= {f"parameters.walk.limit_m({each})": _written(walk.limit_m(each), "m") for each in ("normal", "slow")}
    return found | {name.removeprefix("parameters."): text for name, text in found.items()}


def _written(value: object, unit: str = "") -> str:
    """Return a value as prose writes it: thousands apart, the values of a list after one another."""
    if isinstance(value, tuple) and value and not isinstance(value[0], tuple):
        same = len(set(value)) == 1 and len(value) > 1
        return (
            f"{len(value)} times {_written(value[0], unit)}"
            if same
            else f"{', '.join(map(_written, value))} {unit}".strip()
        )
    if unit and isinstance(value, int | float):
        return f"{value:,.10g} {unit}"
    return toml(value).strip('"')


def pages(root: Path) -> list[Path]:
    """Return the pages that name settings; what was measured is told by who measured it."""
    measured = {"settings.md", "performance.md"}
    docs = [path for path in sorted((root / "docs").glob("*.md")) if path.name not in measured]
    return [root / "README.md", root / "CONTRIBUTING.md", *docs]


def _section(section: Section) -> str:
    rows = ["| setting | default | unit | allowed | meaning and source |", "|---|---|---|---|---|"]
    rows += [_row(setting) for setting in section.settings]
    return "\n".join([f"## `{section.heading}`", "", section.meaning, "", *rows, "", *_entries(section.entries)])


def _row(setting: Setting) -> str:
    cells = (f"`{setting.name}`", _default(setting), setting.unit, setting.allowed, setting.meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(setting: Setting) -> str:
    if setting.default is REQUIRED:
        return "must be given"
    value = setting.default
    return "listed below" if isinstance(value, tuple) and value and isinstance(value[0], BaseModel) else _code(value)


def _code(value: object) -> str:
    return "none" if value is None else f"`{toml(value)}`"


def _entries(entries: tuple[BaseModel, ...]) -> list[str]:
    """Return the table of what a list holds by default."""
    if not entries:
        return []
    names = list(type(entries[0]).model_fields)
    rows = [f"| {' | '.join(_code(getattr(each, name)) for name in names)} |" for each in entries]
    return ["By default:", "", f"| {' | '.join(f'`{name}`' for name in names)} |", "|---" * len(names) + "|", *rows, ""]
