"""The list of the screens: a table whose rows open something, one tab stop wide, walked with the arrows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

from geo.texts import N_
from ui.components import focus
from ui.context import Context
from ui.registered import registered

_FOLDER = Path(__file__).parent

_HTML = """
<div class="list"><div class="scroll"><p class="empty" hidden></p>
<table role="table"><thead role="rowgroup"><tr role="row"></tr></thead><tbody role="rowgroup"></tbody></table>
</div></div>
"""

Row = Mapping[str, object]
"""Its ``id``, unique in the list, a text for each column by its key, and perhaps a text ``under`` its name.

Instead of a text, a cell may hold a bar: ``parts`` as pairs of a length from 0 to 100 and a colour, ``more`` for what
it may be longer, ``spoken`` for what it says.
"""


@dataclass(frozen=True)
class Column:
    """One column of a list."""

    key: str
    title: str
    width: str
    """A track of CSS grid: ``4em``, ``minmax(8em, 2fr)``."""
    right: bool = False
    """Whether it holds figures."""
    help: str = ""


def row_list(
    context: Context,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    spoken: str,
    choose: Callable[[str], None],
    chosen: Sequence[str] = (),
    main: str = "name",
    fits_em: float = 0.0,
    scrolls: bool = True,
    answers: Sequence[str] = (),
) -> None:
    """Draw a list; ``choose`` is told the ``id`` of the row that was opened.

    ``name`` tells it from others, also where the focus shall go; ``answers`` are other names under which it takes the
    focus. ``spoken`` says what it is to those who hear it. The rows ``chosen`` are marked as open. The column ``main``
    has the button. In less room than ``fits_em``, in the size of its type, the cells of a row stand one after the
    other. It scrolls on its own, or the page does.
    """
    key, last = f"list_{name}", f"last_of_{name}"

    def opened() -> None:
        picked = st.session_state[key]["row"]
        if picked:
            st.session_state[last] = str(picked)
            choose(str(picked))

    registered("row_list", _HTML, _FOLDER / "row_list.css", _FOLDER / "matching.js", _FOLDER / "row_list.js")(
        key=key,
        data={
            "columns": [asdict(each) for each in columns],
            "rows": list(rows),
            "main": main,
            "chosen": list(chosen),
            "at": st.session_state.get(last, ""),
            "spoken": spoken,
            "empty": context.translate(N_("The list is empty.")),
            "fits_em": fits_em,
            "scrolls": scrolls,
            "focus": focus.wish_for(name, *answers),
        },
        on_row_change=opened,
    )
