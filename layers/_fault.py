"""A fault found in a file: a stable code, where it is, what stands there and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from geo.texts import N_

Severity = Literal["error", "row", "warning", "note"]
"""error: the file is refused. row: this row is set aside (too many of them refuse the file). warning: published, but
somebody should look. note: something the reader may want to know (an alias used, rows of other communes left out)."""


@dataclass(frozen=True)
class Fault:
    """One fault. The words come from ``CATALOGUE[code]``, so that each can be said in three languages."""

    code: str
    severity: Severity
    file: str = ""
    row: int | None = None
    """Line of a text file or spreadsheet (the header is line 1), or number of a feature counted from 1."""
    column: str = ""
    value: str = ""
    """What was found, as text, cut at 80 characters."""
    parameters: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            raise KeyError(self.code)


@dataclass(frozen=True)
class FaultText:
    """What a fault code says: ``problem`` and ``remedy`` are English ``N_`` texts with ``{named}`` places.

    Available in both: ``file``, ``row``, ``column``, ``value`` and the fault's own parameters.
    """

    problem: str
    remedy: str


CATALOGUE: dict[str, FaultText] = {
    "file.web_page": FaultText(
        N_("{file} is a web page, not data: the publisher's site answered with a page."),
        N_("Open the publisher's page in a browser, download the file there, and pass it with --from."),
    ),
    "file.empty": FaultText(N_("{file} is empty."), N_("Download or export it again.")),
}
"""Every fault the program can name. Adapters and checks add theirs here, grouped by what they concern."""
