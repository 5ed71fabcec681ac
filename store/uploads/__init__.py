"""What somebody drops in the browser: kept until it is approved or put away, and published in whole or in part."""

from store.uploads.approval import Looked, Proposal, approve, propose, take_back
from store.uploads.by_hand import publish_by_hand
from store.uploads.kept import MOST_WAITING, Upload, keep, put_away, recognised, waiting_uploads
from store.uploads.mapped import keep_mapping, kept_mapping, mapped_for, preview_columns, rows_of_faults
from store.uploads.places import ChangePlaces, as_degrees, change_places
from store.uploads.rows import MOST_CHOSEN, choosable, only_rows, row_change

__all__ = [
    "MOST_CHOSEN",
    "MOST_WAITING",
    "ChangePlaces",
    "Looked",
    "Proposal",
    "Upload",
    "approve",
    "as_degrees",
    "change_places",
    "choosable",
    "keep",
    "keep_mapping",
    "kept_mapping",
    "mapped_for",
    "only_rows",
    "preview_columns",
    "propose",
    "publish_by_hand",
    "put_away",
    "recognised",
    "row_change",
    "rows_of_faults",
    "take_back",
    "waiting_uploads",
]
