"""The communes the program knows: one TOML file each in config/communes."""

from functools import cache
from pathlib import Path

from config._toml import build, read_toml
from geo.errors import ConfigurationError
from geo.place import Place
from geo.texts import N_

FOLDER = Path(__file__).parent / "communes"


@cache
def places() -> dict[str, Place]:
    """Return every commune of config/communes by its key, in alphabetical order of keys.

    A file that cannot be used hides only its own commune; ``place`` says why.
    """
    found: dict[str, Place] = {}
    for path in _keys(FOLDER):
        try:
            one = _shipped(path)
        except ConfigurationError:
            continue
        if one.key in found:
            raise _two_files(one.key)
        found[one.key] = one
    return dict(sorted(found.items()))


def place_from(path: Path) -> Place:
    """Read one commune file; ConfigurationError lists all that is wrong with it."""
    return build(Place, read_toml(path), path)


def place(name: str) -> Place:
    """Return the commune with this key, or the one described by the TOML file of this path.

    Raises
    ------
    ConfigurationError
        When neither exists (the message lists the communes there are), or its file cannot be used.
    """
    if name.endswith(".toml"):
        return place_from(Path(name))
    named = [path for path, key in _keys(FOLDER).items() if key == name]
    if len(named) > 1:
        raise _two_files(name)
    if named:
        # The others are not built: their coordinate systems take longer to look up than most commands need.
        return _shipped(named[0])
    for path in sorted(FOLDER.glob(f"{name}*.toml")) if name.isalnum() else ():
        # The files are called by the codes of their communes: this one cannot be used, and reading it says why.
        place_from(path)
    raise ConfigurationError(
        N_("No commune is called {name}. Known: {known}. Add a file for it in {folder}."),
        name=name,
        known=", ".join(places()),
        folder=FOLDER,
    )


@cache
def _keys(folder: Path) -> dict[Path, str]:
    """Return the key each file of a folder gives its commune; none where it cannot be read."""
    found = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            found[path] = str(_content(path).get("key", "")).strip()
        except ConfigurationError:
            found[path] = ""
    return found


@cache
def _shipped(path: Path) -> Place:
    return build(Place, _content(path), path)


@cache
def _content(path: Path) -> dict[str, object]:
    return read_toml(path)


def _two_files(key: str) -> ConfigurationError:
    return ConfigurationError(N_("Two files in {folder} have the key {key}."), folder=FOLDER, key=key)
