"""Options that several commands on files share, each with its help said once."""

from pathlib import Path
from typing import Annotated

import typer

from geo.texts import N_

SourceOption = Annotated[str | None, typer.Option(help=N_("Source of the layer; told from the content when left out."))]
VintageOption = Annotated[
    str,
    typer.Option(
        help=N_("Year, month or day the data describe, where the file does not say: 2024, 2024-06, 2024-06-30.")
    ),
]
SheetOption = Annotated[
    str, typer.Option(help=N_("Sheet of a workbook, or layer of a database, to read; found when left out."))
]
MappingOption = Annotated[
    Path | None, typer.Option(help=N_("TOML file that says what its columns and words stand for."))
]
