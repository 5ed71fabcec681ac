"""Bring the catalogues in line with the program: ``python -m ui.i18n``."""

from ui.i18n._collect import TRANSLATED, update

for language in TRANSLATED:
    texts, missing = update(language)
    print(f"{language}: {texts} texts, {missing} to translate in ui/i18n/{language}.po")
