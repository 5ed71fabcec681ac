"""The columns of a city's file: its first rows, what each is read as, and a form to say it otherwise."""

import re
from collections.abc import Sequence

import streamlit as st

from config import mapping_toml
from geo.place import Mapping
from geo.texts import N_, NN_
from layers import Column, Layer, Source
from layers.recognition.preview import PLACE, FileColumn, Preview, mappable, unknown_of
from store.uploads import Upload, keep_mapping, kept_mapping
from ui.components.markup import joined, plain, show, tag
from ui.context import Context
from ui.upload.choosing import Choices, mapping_with, words_with
from ui.upload.proposals import preview_of
from words.changes.columns import CERTAINTIES, missing_line, target_words
from words.faults import error_sentence

_BOX = 30
"""How many characters any box has room for."""

SHOWN_WORDS = 40
"""Unknown words that can be translated at once; the others come when these are known."""

_WRONG = "upload_columns_wrong"


def draw_columns(context: Context, upload: Upload, layer: Layer, source: Source, sheet: str) -> Mapping | None:
    """Show how the columns of a city's list are read and let it be said; return what was said, None where nothing was.

    A publisher's own format has nothing to be said; a file that cannot be read says so further down.
    """
    if not mappable(source):
        if source.reads_mapping:
            text = context.translate(
                N_(
                    "The columns of this list cannot be chosen here. Where it has headers of its own, whoever runs "
                    'Maillage writes them under [mappings."{key}"] in the file of the commune.'
                )
            )
            show(tag("p", text.format(key=f"{layer.name}.{source.name}"), class_="why"))
        return None
    mapping = kept_mapping(upload, layer, source)
    found = preview_of(context.store, upload, layer, source, sheet, mapping)
    if not isinstance(found, Preview):
        return mapping
    _, unknown = context.translate, unknown_of(found, layer)
    show(tag("h3", _("How its columns are read"), class_="step"))
    _summary(context, found, layer, unknown)
    to_do = found.to_decide or bool(unknown)
    with st.expander(_("Its first rows, and what each column is read as"), expanded=to_do or mapping is not None):
        show(_first_rows(context, found, layer))
        _columns_form(context, upload, layer, source, found)
        if unknown:
            _words_form(context, upload, layer, source, found, unknown)
        if mapping is not None:
            _to_keep(context, upload, layer, source, mapping)
    return mapping


def _summary(context: Context, found: Preview, layer: Layer, unknown: Sequence[tuple[Column, str, int]]) -> None:
    _, numbers = context.translate, context.numbers
    counted = {
        kind: sum(each.certainty == kind for each in found.columns)
        for kind in ("named", "mapped", "likely", "doubtful", "unread")
    }
    read = counted["named"] + counted["mapped"]
    parts = [
        _(N_("Columns read: {count} of {total}.")).format(
            count=numbers.number(read), total=numbers.number(len(found.columns))
        )
    ]
    if counted["likely"]:
        text = _(NN_("{count} more is proposed.", "{count} more are proposed.", "count"))
        parts.append(text.format(count=numbers.number(counted["likely"])))
    if counted["doubtful"]:
        text = _(NN_("{count} has to be chosen.", "{count} have to be chosen.", "count"))
        parts.append(text.format(count=numbers.number(counted["doubtful"])))
    if unknown:
        text = _(NN_("{count} word is unknown.", "{count} words are unknown.", "count"))
        parts.append(text.format(count=numbers.number(len(unknown))))
    show(tag("p", " ".join(parts), class_="why"))
    if line := missing_line(found, layer, _):
        show(tag("p", line, class_="warned", role="alert"))


def _first_rows(context: Context, found: Preview, layer: Layer) -> object:
    _ = context.translate
    heads = [tag("th", _("Row"), scope="col")]
    for each in found.columns:
        read_as = target_words(each.read_as, layer, _) if each.read_as else ""
        sure = _(CERTAINTIES[each.certainty])
        told = joined([tag("span", f"→ {read_as}") if read_as else None, tag("span", sure, class_="sure")])
        heads.append(tag("th", each.header, tag("div", told, class_=f"read {each.certainty}"), scope="col"))
    rows = [
        tag("tr", tag("td", str(number)), *(tag("td", each.cells[place]) for each in found.columns))
        for place, number in enumerate(found.numbers)
    ]
    table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="board first")
    return tag("div", table, class_="scrolls", tabindex="0", role="region", aria_label=_("The first rows of the file"))


def _columns_form(context: Context, upload: Upload, layer: Layer, source: Source, found: Preview) -> None:
    _ = context.translate
    open_ = [each for each in found.columns if _can_be_said(found, each)]
    key = f"{upload.id}_{layer.name}_{source.name}_{len(found.mapping.model_dump_json())}"
    with st.form(key=f"upload_columns_{key}", border=False):
        text = _(
            "Say of each column what it stands for. What is proposed is read only once you have pressed the button; "
            "columns that are not used do no harm."
        )
        show(tag("p", text, class_="why"))
        chosen: dict[str, str | None] = {}
        with st.container(key="upload_columns", gap="small"):
            for number, each in enumerate(open_):
                chosen[each.header] = _choice(context, layer, found, each, f"{key}_{number}")
        constants: dict[str, str | None] = {}
        columns = {column.name: column for column in layer.columns}
        proposed = {name for each in found.columns for name in (each.read_as, *each.others)}
        for name in (each for each in found.missing if columns[each].labels and each not in proposed):
            labels = columns[name].labels
            constants[name] = st.selectbox(
                _(N_("{column}: no column says it, all rows are")).format(column=plain(target_words(name, layer, _))),
                list(labels),
                index=None,
                format_func=lambda code, labels=labels: _(labels[code]),
                placeholder=_("Choose"),
                key=f"constant_{key}_{name}",
                width=420,
            )
        if st.form_submit_button(_("Read the columns so"), key=f"upload_read_{key}"):
            made = mapping_with(found, Choices(chosen, constants))
            if isinstance(made, Mapping):
                keep_mapping(upload, layer, source, made)
                st.session_state.pop(_WRONG, None)
                st.rerun(scope="fragment")
            st.session_state[_WRONG] = (upload.id, made)
    wrong = st.session_state.get(_WRONG)
    if wrong is not None and wrong[0] == upload.id:
        show(tag("p", error_sentence(wrong[1], context.numbers), class_="warned", role="alert"))


def _can_be_said(found: Preview, each: FileColumn) -> bool:
    """Say whether a column is one that is read alone: those that make places, weeks or addresses together are not."""
    together = each.read_as == PLACE or sum(each.read_as == other.read_as for other in found.columns) > 1
    return not (each.read_as and together)


def _choice(context: Context, layer: Layer, found: Preview, each: FileColumn, key: str) -> str | None:
    _ = context.translate
    # What bears our own name or a usual one is read whether it is chosen or not: it cannot be left out.
    options = [*found.targets] if each.certainty == "named" else ["", *found.targets]
    first = [*(name for name in each.others if name in options)]
    options = [
        *options[: len(options) - len(found.targets)],
        *first,
        *(name for name in found.targets if name not in first),
    ]
    doubtful = each.certainty == "doubtful"
    return st.selectbox(
        f"{plain(each.header)} · {_(CERTAINTIES[each.certainty])}",
        options,
        index=None if doubtful else options.index(each.read_as) if each.read_as in options else 0,
        format_func=lambda name: _in_short(target_words(name, layer, _)) if name else _("not used"),
        placeholder=_("To be chosen"),
        key=f"column_{key}",
    )


def _in_short(meaning: str) -> str:
    """Return the beginning of a long meaning: a box has one line, which ends where the box does."""
    return meaning if len(meaning) <= _BOX else re.split(r"\s*[:;,]\s", meaning)[0]


def _words_form(
    context: Context,
    upload: Upload,
    layer: Layer,
    source: Source,
    found: Preview,
    unknown: Sequence[tuple[Column, str, int]],
) -> None:
    _, numbers = context.translate, context.numbers
    key = f"{upload.id}_{layer.name}_{source.name}_{len(found.mapping.model_dump_json())}"
    show(tag("h4", _("Words nobody knows")))
    with st.form(key=f"upload_words_{key}", border=False):
        text = _("Each word once, with the number of its cells. What is left open stays unknown, and is never a no.")
        show(tag("p", text, class_="why"))
        chosen: dict[tuple[str, str], str | None] = {}
        with st.container(key="upload_words", gap="small"):
            for number, (column, word, count) in enumerate(unknown[:SHOWN_WORDS]):
                codes = dict(column.labels) or {"yes": N_("yes"), "no": N_("no")}
                label = _(N_("{word} (cells: {count}) · {column}")).format(
                    word=plain(word), count=numbers.number(count), column=plain(target_words(column.name, layer, _))
                )
                chosen[column.name, word] = st.selectbox(
                    label,
                    list(codes),
                    index=None,
                    format_func=lambda code, codes=codes: _(codes[code]),
                    placeholder=_("unknown"),
                    key=f"word_{key}_{number}",
                )
        if (left := len(unknown) - SHOWN_WORDS) > 0:
            show(tag("p", _(N_("Others, afterwards: {count}.")).format(count=numbers.number(left)), class_="small"))
        if st.form_submit_button(_("Read the words so"), key=f"upload_read_words_{key}"):
            keep_mapping(upload, layer, source, words_with(found.mapping, chosen))
            st.rerun(scope="fragment")


def _to_keep(context: Context, upload: Upload, layer: Layer, source: Source, mapping: Mapping) -> None:
    _, key = context.translate, f"{layer.name}.{source.name}"
    lines = mapping_toml(key, mapping)
    show(tag("h4", _("To keep for the next file")))
    text = _(
        "This delivery is read so already. For the files to come, these lines go into the commune's file, in the place "
        "of its section of the same name, if there is one."
    )
    show(tag("p", text, class_="why"))
    show(tag("pre", lines, class_="toml", tabindex="0", aria_label=_("Lines for the commune's file")))
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("These lines (TOML)"),
            lines,
            file_name=f"{key}.toml",
            mime="application/toml",
            key="upload_toml",
            on_click="ignore",
        )
        if st.button(_("Read it as if nothing had been said"), key="upload_unmapped"):
            keep_mapping(upload, layer, source, None)
            st.rerun(scope="fragment")
