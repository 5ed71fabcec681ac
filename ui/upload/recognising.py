"""Which layer and source a delivery is for: told from its content, asked where that is doubtful."""

from collections.abc import Sequence

import streamlit as st

from geo.errors import MaillageError
from geo.texts import N_
from layers import LAYERS, Guess, Layer, Source, layer
from store.uploads import Upload, mapped_for
from ui.components.markup import filled, show, tag
from ui.context import Context
from ui.upload.proposals import guesses_of
from words.faults import error_sentence, fault_on_screen
from words.marks import quoted

_WITH_SHEETS = (".xlsx", ".xlsm", ".ods", ".gpkg", ".sqlite", ".zip")


def draw_recognising(context: Context, upload: Upload) -> tuple[Layer, Source, str, str] | None:
    """Say what a delivery is, let it be said otherwise; return layer, source, vintage and sheet, None while unknown."""
    _ = context.translate
    with st.spinner(_("Looking at the files")):
        found = guesses_of(f"{context.store.folder}|{upload.id}", context.store, upload)
    if isinstance(found, MaillageError):
        faults = [fault_on_screen(each, context.numbers) for each in getattr(found, "faults", ())]
        show(tag("p", " ".join(faults) or error_sentence(found, context.numbers), class_="error", role="alert"))
        return None
    known = {each.name: each for each in LAYERS}
    first = found[0] if found else None
    # Whoever has said what the columns stand for has said what the delivery is.
    said = mapped_for(upload)
    if said is None:
        _say(context, found)
    presumed = said[0] if said is not None else first.layer if first is not None and first.sure else None
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom", key="upload_what"):
        name = st.selectbox(
            _("Layer"),
            list(known),
            index=list(known).index(presumed) if presumed in known else None,
            format_func=lambda each: _(known[each].title),
            placeholder=_("Choose"),
            key=f"upload_layer_{upload.id}",
            width=300,
        )
        if name is None:
            return None
        chosen = known[name]
        source = _source(context, upload, chosen, found)
        vintage = st.text_input(
            _("Of when, where the file does not say"),
            placeholder="2026-06",
            help=_("Year, month or day the data describe: 2024, 2024-06 or 2024-06-30."),
            key=f"upload_vintage_{upload.id}",
            width=300,
        )
        sheet = ""
        if any(each.lower().endswith(_WITH_SHEETS) for each in upload.names):
            sheet = st.text_input(
                _("Sheet, where there are several"),
                help=_("The name of the sheet, table or layer to read; left empty, the one that has the columns."),
                key=f"upload_sheet_{upload.id}",
                width=300,
            )
    if first is not None and first.sure and name != first.layer:
        text = _(N_("This looks like {found}, not like {chosen}."))
        told = filled(
            text,
            found=tag("b", _(layer(first.layer).title)),
            chosen=tag("b", _(chosen.title)),
        )
        show(tag("p", told, class_="warned", role="alert"))
    return chosen, source, vintage.strip(), sheet.strip()


def _say(context: Context, found: Sequence[Guess]) -> None:
    _ = context.translate
    if not found:
        text = _(
            "No layer recognises these files. Choose the layer they are for: what is wrong with them is said then."
        )
        show(tag("p", text, class_="warned", role="alert"))
        return
    first = found[0]
    if first.sure:
        told = _(N_("Recognised: {layer}, {source}."))
        title = _(layer(first.layer).source(first.source).title)
        show(tag("p", filled(told, layer=tag("b", _(layer(first.layer).title)), source=title), class_="why"))
        return
    likely = list(dict.fromkeys(quoted(_(layer(each.layer).title), _) for each in found[:3]))
    text = _("What it is cannot be told for sure; perhaps {layers}. Choose the layer it is meant for.")
    show(tag("p", text.format(layers=", ".join(likely)), class_="warned"))


def _source(context: Context, upload: Upload, chosen: Layer, found: Sequence[Guess]) -> Source:
    _ = context.translate
    if len(chosen.sources) == 1:
        return chosen.sources[0]
    names = [each.name for each in chosen.sources]
    likely = next((each.source for each in found if each.layer == chosen.name), names[0])
    name = st.selectbox(
        _("Source"),
        names,
        index=names.index(likely),
        format_func=lambda each: _(chosen.source(each).title),
        key=f"upload_source_{upload.id}_{chosen.name}",
        width=380,
    )
    return chosen.source(name)
