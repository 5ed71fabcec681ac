"""One row told by hand: laid over what is published of a table, and read, checked and published as a file would be."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

import pandas as pd

from geo.errors import MaillageError
from geo.place import Mapping as Laid
from geo.texts import N_
from layers import Layer, Refused
from store.refresh import RefreshReport
from store.store import Store
from store.uploads.approval import Proposal, approve, propose
from store.uploads.kept import keep, put_away

AS_DECLARED = Laid(decimal=".", null_values=("",))
"""How the file of a row told by hand is laid out, whatever the commune says of its own files: 9,999 is an amount."""


def publish_by_hand(
    store: Store, layer: Layer, row: Mapping[str, object], *, who: str, reason: str, now: datetime
) -> tuple[Proposal, RefreshReport]:
    """Publish a layer with one row put in, or in the place of the row of the same key.

    The whole table is written as a file, kept raw, and goes the way of every delivery: read by the reader of the
    layer's source, held against guard rails, entered into the history with who and why.

    Parameters
    ----------
    store, layer
        Where; a layer without geometry and with one source.
    row
        Columns of the layer and their values: codes, not words; None for what is not known.
    who, reason
        Kept in the history; neither may be empty.
    now
        The time.

    Returns
    -------
    What was proposed, from which it can be taken back (``take_back``), and what publishing it came to.

    Raises
    ------
    MaillageError
        When nobody says who or why, or the row names no building or year: whatever makes its key.
    Refused
        With every fault of the row; nothing is published.
    PublishedSinceError
        When somebody published in the meantime.
    StoreBusyError
        When somebody else is writing to the data folder.
    """
    if layer.geometry is not None or len(layer.sources) != 1:
        raise ValueError(f"{layer.name} cannot be told by hand")
    if not who.strip() or not reason.strip():
        raise MaillageError(N_("Say who tells it and why: both stay in the history."))
    columns = [column.name for column in layer.columns]
    current = store.published(layer.name)
    table = pd.DataFrame(columns=columns) if current is None else store.read(layer.name)[columns]
    told = [
        *table[~_same(table, layer, row)].astype(object).itertuples(index=False, name=None),
        tuple(row.get(name) for name in columns),
    ]
    written = pd.DataFrame(told, columns=columns).astype(object)
    content = written.to_csv(sep=";", index=False, lineterminator="\r\n").encode("utf-8-sig")
    # The day in its name is of when the data are.
    name = f"{layer.name}_{now:%Y%m%d}.csv"
    upload = keep(store, [(name, BytesIO(content))], now=now, who=who)
    try:
        proposal = propose(store, layer, layer.sources[0], upload, now=now, mapping=AS_DECLARED)
        # Of a delivery, a cell that cannot be is left out and said; whoever tells one row can put it right at once.
        mine = [fault for fault in proposal.candidate.faults if fault.row == len(told) + 1 and fault.severity != "note"]
        if mine:
            raise Refused(mine)
        report = approve(store, proposal, proposal.candidate, now=now, who=who.strip(), reason=reason)
    finally:
        put_away(upload)
    return proposal, report


def _same(table: pd.DataFrame, layer: Layer, row: Mapping[str, object]) -> pd.Series:
    """Say which rows have the key of a row."""
    same = pd.Series(data=True, index=table.index)
    for key in layer.key:
        same &= table[key].astype("str") == str(row[key])
    return same
