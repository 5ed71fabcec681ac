"""What the command line prints of a history."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.texts import N_
from terminal.tables import aligned
from words.changes.lines import ACTIONS
from words.numbers import Translate

if TYPE_CHECKING:
    from store.history import HistoryEntry

HASH_SHOWN = 12
"""Characters of a hash in a table for people; JSON has all of them."""


def history_lines(entries: Sequence["HistoryEntry"], translate: Translate) -> list[str]:
    """Return the entries of histories as a table, unknown ones said to be."""
    if not entries:
        return [translate(N_("Nothing was published yet."))]
    unknown = translate(N_("unknown"))
    rows = []
    for each in entries:
        files = ", ".join(f"{file.file_name} ({file.sha256[:HASH_SHOWN]})" for file in each.files)
        what = translate(ACTIONS[each.action])
        rows.append(
            {
                translate(N_("layer")): each.layer,
                translate(N_("version")): (each.version or "-") + (" *" if each.current else ""),
                translate(N_("published")): each.published_at[:16].replace("T", " "),
                translate(N_("what")): f"{what} {each.source}".strip(),
                translate(N_("who")): each.who or unknown,
                translate(N_("rows")): "" if each.rows is None else str(each.rows),
                translate(N_("vintage")): each.vintage,
                translate(N_("files (SHA-256)")): files,
                translate(N_("reason")): each.reason,
            }
        )
    return [*aligned(rows), translate(N_("* current version. Times are UTC."))]
