"""What differs between two sides of a comparison, in sentences: one a change."""

from words.comparison.answer import SUBJECT_TITLES, answer_sentence, change_words
from words.comparison.changes import changes_said, titled
from words.comparison.settings import settings_said, snapshots_said

__all__ = [
    "SUBJECT_TITLES",
    "answer_sentence",
    "change_words",
    "changes_said",
    "settings_said",
    "snapshots_said",
    "titled",
]
