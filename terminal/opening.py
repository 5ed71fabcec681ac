"""What the commands of the terminal share: which commune and data are meant, and how names become objects."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import MaillageError, NothingPublishedError
from geo.texts import N_
from words.printable import LAID_OUT, printable

if TYPE_CHECKING:
    from config import Scenario
    from geo.place import Place
    from geo.ranking import Assessment
    from geo.settings import Parameters
    from geo.walking import Walking
    from layers import Layer, Source
    from store.store import Store
    from store.versions import Snapshot

ROOT = Path(__file__).resolve().parent.parent
"""Folder of the program."""

REAL, DEMONSTRATION = "52011", "demo"
"""The communes meant when none is named."""


ScenarioOption = Annotated[
    Path | None, typer.Option(help=N_("Scenario file (TOML); when left out, the one adopted, else the defaults."))
]
"""The option of most commands that names a scenario."""


@dataclass(frozen=True)
class Settings:
    """The options that stand before the command."""

    data: Path
    commune: str | None
    language: str
    translate: Callable[[str], str]

    def place(self, *, reading: bool = True) -> "Place":
        """Return the commune meant.

        Without ``--commune``: for a command that reads, Charleroi when something of it is published in this data
        folder, else the demonstration city when that is; for one that brings files in, always Charleroi.
        """
        from config import place

        if self.commune is not None:
            return place(self.commune)
        known = [key for key in (REAL, DEMONSTRATION) if (self.data / "processed" / key / "layers").is_dir()]
        return place(known[0] if reading and known else REAL)

    def store(self, *, reading: bool = True) -> "Store":
        """Return the store of the commune meant."""
        from store.store import Store

        return Store(self.data, self.place(reading=reading))

    def scenario(self, path: Path | None) -> "Scenario":
        """Return the scenario of a file; when none is named, the one adopted, else the reference.

        What its reader should know is printed, also by whom and when it was adopted.
        """
        from config import load_scenario, reference

        if path is None:
            from terminal.decisions.adopted import adopted_lines, in_force_of

            in_force = in_force_of(self.store())
            for line in adopted_lines(in_force, self.translate):
                tell(line, err=True)
            return reference() if in_force is None else in_force.scenario
        found = load_scenario(path)
        for note in found.notes:
            tell(note.render(self.translate), err=True)
        return found


def layer_called(name: str) -> "Layer":
    """Return the layer of this name; MaillageError lists the layers when there is none."""
    from layers import LAYERS

    known = {each.name: each for each in LAYERS}
    if name not in known:
        raise MaillageError(N_("There is no layer {name}. Layers: {known}."), name=name, known=", ".join(known))
    return known[name]


def source_called(layer: "Layer", name: str | None) -> "Source | None":
    """Return the source of this name, None when none is named; MaillageError lists the sources of the layer."""
    known = {each.name: each for each in layer.sources}
    if name is None:
        return None
    if name not in known:
        message = N_("The layer {layer} has no source {name}. Sources: {known}.")
        raise MaillageError(message, layer=layer.name, name=name, known=", ".join(known))
    return known[name]


def build_snapshot(store: "Store", parameters: "Parameters", now: datetime) -> "tuple[Snapshot, Assessment]":
    """Fix the published layers as the current snapshot and assess it."""
    from store.assessments import open_assessment
    from store.snapshots import make_snapshot

    snapshot = make_snapshot(store, now=now)
    return snapshot, open_assessment(store, snapshot, parameters)


def current_snapshot(settings: Settings) -> "tuple[Store, Snapshot]":
    """Return store and current snapshot.

    Raises
    ------
    NothingPublishedError
        When nothing is built yet; the message says what to run.
    """
    store = settings.store()
    snapshot = store.current_snapshot()
    if snapshot is None:
        message = N_(
            "Nothing is built for {commune} yet. Run `maillage build`, or `maillage demo` for the demonstration city."
        )
        raise NothingPublishedError(message, commune=store.place.key)
    return store, snapshot


def current_assessment(settings: Settings, parameters: "Parameters") -> "tuple[Store, Snapshot, Assessment]":
    """Return store, current snapshot and its assessment, computed when these parameters are new.

    That layers changed since the snapshot was built is printed on standard error, whatever the command.

    Raises
    ------
    NothingPublishedError
        When nothing is built yet; the message says what to run.
    """
    from store.assessments import open_assessment

    store, snapshot = current_snapshot(settings)
    for line in behind_lines(store, snapshot, settings.translate):
        tell(line, err=True)
    return store, snapshot, open_assessment(store, snapshot, parameters)


def current_walks(settings: Settings, parameters: "Parameters") -> "tuple[Assessment, Walking]":
    """Return the assessment of the current snapshot and how walks are measured in it; raises as the assessment does."""
    from store.assessments import open_walking

    store, snapshot, assessment = current_assessment(settings, parameters)
    return assessment, open_walking(store, snapshot, parameters.reach)


def behind_lines(store: "Store", snapshot: "Snapshot", translate: Callable[[str], str]) -> list[str]:
    """Return a line that says which layers a snapshot does not know as they are now; none when it is up to date."""
    from store.snapshots import waiting
    from words.numbers import numbers_of
    from words.vintages import waiting_sentence

    said = waiting_sentence(waiting(store, snapshot), numbers_of(translate), keys=True)
    build = translate(N_("Run: maillage build"))
    return [f"{said} {build}"] if said else []


def waiting_lines(settings: Settings, store: "Store") -> list[str]:
    """Return a line that says what a build waits for, as `behind_lines`; none before the first build."""
    snapshot = store.current_snapshot()
    return behind_lines(store, snapshot, settings.translate) if snapshot is not None else []


def now() -> datetime:
    """Return the time of the machine: the engine and the store are told it."""
    return datetime.now(UTC)


def say(lines: Iterable[str]) -> None:
    """Print lines to standard output."""
    for line in lines:
        tell(line)


def tell(text: str, *, err: bool = False) -> None:
    """Print a text of several lines, to standard error where it is said; text from files cannot steer the terminal."""
    typer.echo(printable(text, keep=LAID_OUT), err=err)
