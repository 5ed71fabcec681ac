"""Photos and documents a decision rests on: given in a form, seen small on the page, taken away whole."""

from base64 import b64encode
from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from geo.errors import MaillageError
from geo.texts import N_
from store.decisions import (
    MOST_BYTES,
    MOST_FILES,
    Entry,
    EvidenceFile,
    EvidenceFolder,
    files_of,
    open_evidence,
)
from ui.components.markup import plain, show, tag
from ui.context import Context
from words.faults import error_sentence

THUMBNAIL_PX = 240
"""Longer side of a photo on the page; twice what it is drawn at, for sharp screens."""

_KINDS = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf", "toml": "application/toml"}


def files_field(context: Context, key: str) -> list[tuple[str, bytes]]:
    """Draw the field that takes photos and documents; return name and bytes of each."""
    _ = context.translate
    given = st.file_uploader(
        _(N_("Photos and documents")),
        accept_multiple_files=True,
        max_upload_size=MOST_BYTES // 1_000_000,
        key=f"{key}_files",
        help=_(
            N_(
                "JPEG, PNG or PDF, up to {limit} MB each, at most {count}. Where and with what a photo was taken is "
                "left out; a document is kept as it is, with what it says of its author."
            )
        ).format(limit=context.numbers.number(MOST_BYTES // 1_000_000), count=context.numbers.number(MOST_FILES)),
    )
    if given:
        # Said once they are here: the button below enters what has arrived, not what is still on its way.
        attached = _(N_("Attached: {files}.")).format(files=", ".join(each.name for each in given))
        show(tag("p", attached, class_="small", role="status", data_attached=str(len(given))))
    return [(each.name, each.getvalue()) for each in given or ()]


def evidence_shown(context: Context, entry: Entry) -> Markup | None:
    """Return the files of an entry: photos small, documents by name; what is gone or altered is said. None: no file."""
    folder, shown = open_evidence(context.store), []
    for file in files_of(entry):
        try:
            shown.append(_shown(folder, file))
        except MaillageError as error:
            shown.append(tag("p", error_sentence(error, context.numbers), class_="warned", role="alert"))
    return tag("div", *shown, class_="evidence") if shown else None


def draw_downloads_of(context: Context, entries: Sequence[Entry]) -> None:
    """Draw a button for each file of entries that takes it away whole; none for what is gone or altered."""
    _, folder = context.translate, open_evidence(context.store)
    files = dict.fromkeys(file for entry in entries for file in files_of(entry))
    whole = [file for file in files if folder.is_whole(file)]
    if not whole:
        return
    with st.container(horizontal=True, gap="small", key="evidence_downloads"):
        for file in whole:
            st.download_button(
                plain(file.name),
                partial(folder.read, file),
                file_name=file.name,
                mime=_KINDS[file.ending],
                key=f"evidence_{file.sha256[:16]}",
                help=_(N_("Take it away as it is kept; SHA-256 {hash}")).format(hash=file.sha256),
                on_click="ignore",
            )


def _shown(folder: EvidenceFolder, file: EvidenceFile) -> Markup:
    caption = tag("figcaption", file.name, " ", tag("code", file.sha256[:12]))
    if not file.is_photo:
        folder.read(file)
        return tag("figure", tag("span", file.ending.upper(), class_="paper", aria_hidden="true"), caption)
    source = f"data:image/jpeg;base64,{_thumbnail(str(folder.folder), file, folder)}"
    return tag("figure", tag("img", src=source, alt=file.name), caption)


@st.cache_data(max_entries=200, show_spinner=False)
def _thumbnail(where: str, file: EvidenceFile, _folder: EvidenceFolder) -> str:  # noqa: ARG001 - the key with the file
    return b64encode(_folder.thumbnail(file, THUMBNAIL_PX)).decode()
