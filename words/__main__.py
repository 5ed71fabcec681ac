"""Bring the catalogues in line with the program: ``python -m words``."""

from words._collect import TRANSLATED, update

for language in TRANSLATED:
    texts, missing = update(language)
    print(f"{language}: {texts} texts, {missing} to translate in words/{language}.po")
