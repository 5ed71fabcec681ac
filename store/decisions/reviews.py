"""The committee's review: what is said of each fact, where it stands, and how far its members agree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.decisions.entries import Entry, in_force
from store.decisions.kinds import VERDICTS

REVIEWED = "reviewed"
"""Kind of the entries of a review."""


@dataclass(frozen=True)
class Review:
    """One fact under review.

    Attributes
    ----------
    subject, about
        The building, place or sector, and the fact of it.
    state
        One of ``VERDICTS``: that of the entry entered last.
    entries
        All entries in force on it, oldest first.
    verdicts
        Member -> what the member entered last on it, ``open`` left out: who asks has not judged yet.
    """

    subject: str
    about: str
    state: str
    entries: tuple[Entry, ...]
    verdicts: Mapping[str, str]

    @property
    def correction(self) -> Entry | None:
        """The entry in force that says last what a layer should say instead; None where nothing is to be corrected."""
        return next((entry for entry in reversed(self.entries) if entry.corrects), None)

    @property
    def agreed(self) -> bool | None:
        """Whether all who judged judged alike, accepted and corrected being the same; None with fewer than two."""
        if len(self.verdicts) < 2:
            return None
        return len({"accepted" if each == "corrected" else each for each in self.verdicts.values()}) == 1


@dataclass(frozen=True)
class Progress:
    """How far the review is."""

    states: Mapping[str, int]
    """Verdict -> facts that stand there."""
    judged_by_several: int
    """Facts on which two members or more have judged."""
    agreed: int
    """Those of them on which all judged alike."""

    @property
    def total(self) -> int:
        """Facts under review."""
        return sum(self.states.values())

    @property
    def done(self) -> int:
        """Facts that are not open any more."""
        return self.total - self.states["open"]


def reviews_of(entries: Iterable[Entry]) -> tuple[Review, ...]:
    """Return the facts under review, those that are open first, then as they were first entered.

    Parameters
    ----------
    entries
        The whole log: what is undone plays no part.
    """
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in in_force(entries):
        if entry.kind == REVIEWED:
            found.setdefault((entry.subject, entry.about), []).append(entry)
    reviews = []
    for (subject, about), told in found.items():
        # A name written otherwise is not another member.
        latest = {entry.who.casefold(): entry for entry in told if entry.value != "open"}
        verdicts = {entry.who: entry.value for entry in latest.values()}
        reviews.append(Review(subject, about, told[-1].value, tuple(told), verdicts))
    return tuple(sorted(reviews, key=lambda each: (each.state != "open", each.entries[0].number)))


def progress_of(reviews: Sequence[Review]) -> Progress:
    """Return how many facts stand where, and how far the members agree."""
    states = {verdict: sum(each.state == verdict for each in reviews) for verdict in VERDICTS}
    judged = [each.agreed for each in reviews if each.agreed is not None]
    return Progress(states, len(judged), sum(judged))
