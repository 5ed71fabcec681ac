"""Dropping files, and choosing among the deliveries that wait."""

from datetime import UTC, datetime

import streamlit as st

from geo.texts import N_
from store.uploads import Upload, keep, waiting_uploads
from ui.components.markup import plain, show, tag
from ui.context import Context
from ui.errors import shown_errors
from ui.upload.permission import who

CHOSEN = "upload_chosen"
_TURN = "upload_turn"


def draw_dropping(context: Context) -> Upload | None:
    """Draw the place to drop files and what waits already; return the delivery that is looked at."""
    _, kept = context.translate, st.session_state
    turn = kept.setdefault(_TURN, 0)
    files = st.file_uploader(
        _("Drop the files of one delivery here, or choose them"),
        accept_multiple_files=True,
        key=f"upload_{turn}",
        help=_(
            "One file, or all that belong together: the parts of a shapefile, a file for each operator. "
            "Nothing is published before you approve it."
        ),
    )
    # How large a file may be stands in the field itself.
    formats = _(
        N_(
            "Larger files are brought in on the server itself. CSV, XLSX, ODS, GeoPackage, GeoJSON, shapefile, KML, "
            "Parquet and the formats of each publisher, zipped or not."
        )
    )
    show(tag("p", formats, class_="small"))
    if files:
        with shown_errors(_):
            upload = keep(context.store, [(each.name, each) for each in files], now=datetime.now(UTC), who=who())
            kept[CHOSEN] = upload.id
            # Another key: the browser and the server's memory let go of what is on the disk now.
            kept[_TURN] = turn + 1
            st.rerun(scope="fragment")
    return _choose(context)


def _choose(context: Context) -> Upload | None:
    _, numbers, waiting = context.translate, context.numbers, waiting_uploads(context.store)
    if not waiting:
        return None
    known = {each.id: each for each in waiting}
    if st.session_state.get(CHOSEN) not in known:
        st.session_state[CHOSEN] = waiting[-1].id
    if len(waiting) > 1:
        st.pills(
            _("Deliveries that wait"),
            list(known),
            format_func=lambda key: plain(", ".join(known[key].names)),
            required=True,
            key=CHOSEN,
        )
    upload = known[st.session_state[CHOSEN]]
    told = _(
        "{files} ({size} kB), dropped on {day} at {time} UTC by {who}. It waits here until somebody decides on it."
    )
    show(
        tag(
            "p",
            told.format(
                files=", ".join(upload.names),
                size=numbers.number(max(1, round(upload.size_bytes / 1000))),
                day=numbers.day(upload.at[:10]),
                time=upload.at[11:16],
                who=upload.who or numbers.unknown,
            ),
            class_="why",
        )
    )
    return upload
