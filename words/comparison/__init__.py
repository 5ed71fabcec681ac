"""What differs between two sides of a comparison, in sentences: one a change."""

from words.comparison.answer import SIDE, SUBJECT_TITLES, answer_sentence, change_words, kept_words
from words.comparison.changes import changes_said, titled
from words.comparison.settings import settings_said, snapshots_said

__all__ = [
    "SIDE",
    "SUBJECT_TITLES",
    "answer_sentence",
    "change_words",
    "changes_said",
    "kept_words",
    "settings_said",
    "snapshots_said",
    "titled",
]
