"""The command of communes: `maillage commune new`, which writes the file of one that has none."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geo.errors import ConfigurationError, MaillageError
from geo.texts import N_
from terminal.opening import Settings, say, tell
from terminal.tables import progress

if TYPE_CHECKING:
    from layers import Cleaned

_BELGIUM = (2.5, 49.4, 6.5, 51.6)
_NIS_DIGITS = 5


def commune(
    context: typer.Context,
    action: Annotated[Literal["new"], typer.Argument(help=N_("What to do: new writes the file of a commune."))],
    nis_code: Annotated[str, typer.Argument(help=N_("NIS code of the commune: five digits."))],
    file: Annotated[Path, typer.Option("--from", help=N_("Statbel's file of statistical sectors."))],
    name: Annotated[str, typer.Option(help=N_("Name of the commune, where the file does not say it."))] = "",
    folder: Annotated[
        Path | None, typer.Option(help=N_("Folder of the commune files; that of the program when left out."))
    ] = None,
) -> None:
    """Write the file of a commune from Statbel's sectors: name, frame and former communes."""
    from config import FOLDER, commune_file_name, commune_toml, place_from, places
    from geo.place import LocalName
    from terminal.faults import fault_lines

    settings: Settings = context.obj
    _ = settings.translate
    del action
    if not (nis_code.isdecimal() and len(nis_code) == _NIS_DIGITS):
        raise MaillageError(N_("{code} is no NIS code: it has five digits, as 52011 for Charleroi."), code=nis_code)
    if folder is None and nis_code in places():
        message = N_("The commune {code} has a file already: {name}. Change that file, or write another with --folder.")
        raise MaillageError(message, code=nis_code, name=places()[nis_code].name.in_language(settings.language))
    with progress(_("Commune"), _):
        read = _sectors(nis_code, file)
    told = next((each.parameters for each in read.faults if each.code == "sectors.commune_name"), {})
    french, dutch = (str(told.get(language) or "") for language in ("fr", "nl"))
    french = name or french or dutch
    if not french:
        raise MaillageError(N_("The file does not say what the commune {code} is called. Add --name."), code=nis_code)
    called = LocalName(fr=french, nl=dutch or french, en=french)
    table = read.table.to_crs(4326)  # type: ignore[operator]
    sections = dict(zip(table["section_code_statbel"], table["section_name"], strict=True))
    west, south, east, north = (float(each) for each in table.total_bounds)
    target = (folder or FOLDER) / commune_file_name(nis_code, called)
    text = commune_toml(nis_code, called, (west, south, east, north), sections)
    try:
        with target.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise ConfigurationError(N_("{file} is there already and is left as it is."), file=target) from error
    place_from(target)
    rest = [each for each in read.faults if each.code != "sectors.commune_name" and each.severity != "note"]
    say(fault_lines(rest, _))
    message = N_(
        "{file} is written: {name}, sectors: {sectors}, former communes: {sections}. Complete it, then refresh."
    )
    tell(_(message).format(file=target, name=french, sectors=len(table), sections=len(sections)))


def _sectors(nis_code: str, file: Path) -> "Cleaned":
    """Read the sectors of a commune of which nothing else is known; refused with every fault of the file."""
    from geo.place import LocalName, Place
    from layers import layer
    from store.refresh import read_only

    nameless = Place(key="new", nis_code=nis_code, name=LocalName(fr="", nl="", en=""), frame_wgs84=_BELGIUM)
    spec = layer("sectors")
    return read_only(nameless, spec, spec.sources[0], [file])
