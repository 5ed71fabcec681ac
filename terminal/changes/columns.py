"""The command that shows a city's file before it is read: its first rows, and how each column would be read."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import MaillageError
from geo.texts import N_
from terminal.changes.options import MappingOption, SheetOption
from terminal.opening import Settings, layer_called, say, source_called, tell
from terminal.tables import aligned
from words.printable import printable

if TYPE_CHECKING:
    from geo.place import Mapping
    from layers import Layer, Source
    from layers.recognition.preview import Preview
    from words.numbers import Translate

_LONGEST = 34
"""Letters of a cell in the table."""


def columns(
    context: typer.Context,
    layer: Annotated[str, typer.Argument(help=N_("Layer the file is meant for."))],
    file: Annotated[list[Path], typer.Argument(help=N_("File to look at; several where the source has several."))],
    source: Annotated[
        str | None, typer.Option(help=N_("Source of the layer; the city's own list when left out."))
    ] = None,
    sheet: SheetOption = "",
    mapping: MappingOption = None,
    out: Annotated[
        Path | None, typer.Option(help=N_("Write the proposed mapping there, to be checked and passed to --mapping."))
    ] = None,
) -> None:
    """Show the first rows of a city's file, and what each column would be read as. Nothing is published."""
    from config import mapping_toml

    settings: Settings = context.obj
    _ = settings.translate
    spec = layer_called(layer)
    chosen = city_source(spec, source)
    preview = shown_columns(settings, spec, chosen, file, sheet, mapping_in(mapping, spec, chosen))
    key = f"{spec.name}.{chosen.name}"
    lines = mapping_toml(key, preview.proposed()).rstrip().splitlines()
    lines += _still_open(preview, spec, key, _)
    if out is not None:
        out.write_text("\n".join(lines) + "\n", "utf-8")
        tell(_("Written: {file}").format(file=out))
    elif lines:
        say(["", _("To be checked, and kept in the commune's file or passed with --mapping:"), "", *lines, ""])
    tell(_("Nothing was published."))


def city_source(spec: "Layer", name: str | None) -> "Source":
    """Return the source whose columns can be mapped: the one named, else the only one of the layer.

    Raises
    ------
    MaillageError
        When that source is read as its publisher delivers it.
    """
    from layers.recognition.preview import mappable

    given = source_called(spec, name)
    there = [each for each in spec.sources if mappable(each)]
    by_file = [each for each in spec.sources if each.reads_mapping and each not in there and given in (None, each)]
    if by_file and (given is not None or not there):
        text = N_(
            "The columns of {source} are not proposed one by one. Write what they are called under "
            '[mappings."{key}"] in the commune\'s file, as docs/formats_of_city_files.md says, and refresh.'
        )
        raise MaillageError(text, source=by_file[0].name, key=f"{spec.name}.{by_file[0].name}")
    if given is not None and given not in there:
        text = N_("{source} is read as its publisher delivers it: its columns cannot be mapped. These can be: {known}.")
        raise MaillageError(text, source=given.name, known=", ".join(each.name for each in there) or "-")
    if not there:
        text = N_("No source of {layer} has columns that can be mapped: all are read as their publishers deliver them.")
        raise MaillageError(text, layer=spec.name)
    return given or there[0]


def mapping_in(path: Path | None, spec: "Layer", source: "Source | None") -> "Mapping | None":
    """Return the mapping that stands in a file for a source; of the layer's own list where none is named."""
    if path is None:
        return None
    from config import load_mapping

    told = source or city_source(spec, None)
    return load_mapping(path, f"{spec.name}.{told.name}")


def shown_columns(
    settings: Settings, spec: "Layer", source: "Source", files: list[Path], sheet: str, mapping: "Mapping | None"
) -> "Preview":
    """Print the first rows of files, how each column would be read, what is lacking, and the words nobody knows."""
    from layers.recognition.preview import unknown_of
    from store.held import scratch
    from store.uploads import preview_columns
    from words.changes.columns import CERTAINTIES, missing_line, target_words, unknown_lines, values_words

    _ = settings.translate
    with scratch():
        found = preview_columns(settings.store(reading=False), spec, source, files, sheet=sheet, mapping=mapping)
    rows = []
    for each in found.columns:
        read_as = target_words(each.read_as, spec, _) if each.read_as else ""
        perhaps = ", ".join(target_words(name, spec, _) for name in each.others)
        rows.append(
            {
                _("column"): each.header[:_LONGEST],
                _("first values"): values_words(each, _)[:_LONGEST],
                _("read as"): read_as or (f"? {perhaps}" if perhaps else "-"),
                _("how sure"): _(CERTAINTIES[each.certainty]),
            }
        )
    say(aligned(rows))
    if line := missing_line(found, spec, _):
        tell(line)
    say(unknown_lines(unknown_of(found, spec), spec, _))
    return found


def _still_open(preview: "Preview", spec: "Layer", key: str, translate: "Translate") -> list[str]:
    """Return, as comments of TOML, what somebody has to choose: columns, and codes for words nobody knows."""
    from layers.recognition.preview import unknown_of

    asked = [each for each in preview.columns if each.certainty == "doubtful"]
    text = translate(N_("# {header}: to be chosen ({columns})"))
    lines = [text.format(header=printable(each.header), columns=" | ".join(each.others)) for each in asked]
    section = ""
    for column, word, _count in unknown_of(preview, spec):
        if section != column.name:
            section = column.name
            lines.append(f'# [mappings."{key}".values.{section}]')
        codes = " | ".join(column.labels) if column.labels else "yes | no"
        lines.append(f'# {json.dumps(word, ensure_ascii=False)} = ""  # {codes}')
    return lines
