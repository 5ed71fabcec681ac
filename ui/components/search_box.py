"""The search: a field that lists what is found while one types, for hands, keys and screen readers."""

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from ui.components import focus
from ui.context import Context
from ui.registered import registered

_FOLDER = Path(__file__).parent
KEY = "find"

_HTML = """
<div class="find" data-unnamed><label for="field"></label>
<input id="field" type="text" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="found"
 autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search">
<div class="below" hidden><ul id="found" role="listbox"></ul><p class="nothing"></p></div>
<p class="spoken" role="status"></p></div>
"""


def search_box(
    context: Context,
    address: str,
    kinds: Sequence[str],
    *,
    label: str,
    shown: str,
    choose: Callable[[str, str], None],
    answers: Sequence[str] = (),
) -> None:
    """Draw the search; ``choose`` is told the kind and the ``id`` of what was chosen.

    ``address`` is where the browser fetches what is searched: entries with ``kind``, ``id``, ``name`` and texts
    ``about`` it; of these, ``kinds`` can be found. ``shown`` is the name of what is open now, or nothing. ``answers``
    are other names than its own under which it takes the focus.
    """
    _ = context.translate

    def chosen() -> None:
        picked = st.session_state[KEY]["picked"]
        if picked:
            choose(str(picked["kind"]), str(picked["id"]))

    registered("search_box", _HTML, _FOLDER / "search_box.css", _FOLDER / "matching.js", _FOLDER / "search_box.js")(
        key=KEY,
        data={
            "address": address,
            "kinds": list(kinds),
            "shown": shown,
            "label": label,
            "hint": _("Name, street or former commune"),
            "one": _("1 result"),
            "many": _("Results: {count}, the best first"),
            "nothing": _("Nothing found. Try part of a name, a street, a postal code or a former commune."),
            "locale": context.language,
            "focus": focus.wish_for(KEY, *answers),
        },
        on_picked_change=chosen,
    )
