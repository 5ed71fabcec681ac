"""The words of the interface in French, Dutch and English: gettext catalogues read where they lie, nothing compiled."""

import gettext
from functools import cache, partial
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from geo.texts import LANGUAGES, Counted
from words.plurals import is_one

FOLDER = Path(__file__).parent

_ONE, _SEVERAL = 1, 2


class Translator:
    """Says an English text in one language; called like gettext's ``_``."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def __call__(self, message: str) -> str:
        """Return the message in this language; the empty text stays empty.

        A text with a form for one and a form for several stays one: it chooses as it is filled in.
        """
        if isinstance(message, Counted):
            one, several = (
                self._translations.ngettext(message.one, message.several, number) for number in (_ONE, _SEVERAL)
            )
            return Counted(one, several, message.figure, partial(is_one, language=self.language))
        # gettext answers the empty text with the catalogue's header.
        return self._translations.gettext(message) if message else ""

    def ngettext(self, singular: str, plural: str, figure: object) -> str:
        """Return the form of the message that goes with a figure as it is shown."""
        # gettext is never handed the figure itself: it knows no decimals, and not how the screen rounds.
        number = _ONE if is_one(str(figure), self.language) else _SEVERAL
        return self._translations.ngettext(singular, plural, number)


@cache
def translator(language: str) -> Translator:
    """Return the translator into ``language``, one of ``geo.texts.LANGUAGES``.

    Raises
    ------
    KeyError
        When the language is not one of the interface's.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    path = catalogue_path(language)
    if not path.exists():
        # The texts are written in English: only the other languages have a catalogue.
        return Translator(language, gettext.NullTranslations())
    compiled = BytesIO()
    with path.open("rb") as stream:
        write_mo(compiled, read_po(stream, locale=language))
    compiled.seek(0)
    return Translator(language, gettext.GNUTranslations(compiled))


def catalogue_path(language: str) -> Path:
    """Return where the catalogue of ``language`` lies."""
    return FOLDER / f"{language}.po"
