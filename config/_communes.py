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
    for path in sorted(FOLDER.glob("*.toml")):
        try:
            one = place_from(path)
        except ConfigurationError:
            continue
        if one.key in found:
            raise ConfigurationError(N_("Two files in {folder} have the key {key}."), folder=FOLDER, key=one.key)
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
    if name not in places():
        for path in sorted(FOLDER.glob(f"{name}*.toml")) if name.isalnum() else ():
            # The files are called by the codes of their communes: this one cannot be used, and reading it says why.
            place_from(path)
        raise ConfigurationError(
            N_("No commune is called {name}. Known: {known}. Add a file for it in {folder}."),
            name=name,
            known=", ".join(places()),
            folder=FOLDER,
        )
    return places()[name]
