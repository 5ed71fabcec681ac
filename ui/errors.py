"""Showing an error a reader may meet: what is wrong and what to do, in the reader's language."""

from collections.abc import Iterator
from contextlib import contextmanager

from geo.errors import MaillageError
from store.system_errors import in_words
from ui.components.markup import show, tag
from words import Translator
from words.faults import error_sentence, fault_on_screen
from words.numbers import Numbers


@contextmanager
def shown_errors(translate: Translator) -> Iterator[None]:
    """Show an error raised inside the block instead of what the block would have drawn."""
    try:
        yield
    except (MaillageError, OSError) as caught:
        error = in_words(caught) if isinstance(caught, OSError) else caught
        numbers = Numbers(translate.language, translate)
        faults = [fault_on_screen(fault, numbers) for fault in getattr(error, "faults", ())]
        show(
            tag(
                "div",
                tag("p", error_sentence(error, numbers)),
                tag("ul", *(tag("li", fault) for fault in faults)) if faults else None,
                class_="error",
                role="alert",
            )
        )
