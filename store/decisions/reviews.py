"""The committee's review: what is said of each fact, where it stands, and how far its members agree."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from store.decisions.entries import Entry, in_force
from store.decisions.kinds import VERDICTS

REVIEWED = "reviewed"
"""Kind of the entries that judge a fact."""

GAP = "gap"
"""Stands for the kinds that judge a gap."""

_OF_GAPS: Mapping[str, str] = MappingProxyType({"gap_confirmed": "confirmed", "gap_contested": "contested"})
"""Kind of the entries that judge a gap -> what they say of it."""

STATES = (*VERDICTS, *_OF_GAPS.values())
"""Where a review can stand: those of a fact, and those of a gap."""


@dataclass(frozen=True)
class Review:
    """One fact or gap under review.

    Attributes
    ----------
    kind
        ``reviewed`` for a fact, ``gap`` for a gap.
    subject, about
        The building, place or sector, and the fact or gap of it.
    state
        One of ``STATES``: that of the entry entered last.
    entries
        All entries in force on it, oldest first.
    verdicts
        Member -> what the member entered last on it, ``open`` left out: who asks has not judged yet.
    """

    kind: str
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
    def counts(self) -> Mapping[str, int]:
        """Verdict -> how many members gave it last, the most frequent first; none that nobody gave."""
        given = Counter(self.verdicts.values())
        return dict(sorted(given.items(), key=lambda each: (-each[1], STATES.index(each[0]))))

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
    """State -> facts and gaps that stand there."""
    judged_by_several: int
    """Facts and gaps on which two members or more have judged."""
    agreed: int
    """Those of them on which all judged alike."""

    @property
    def disputed(self) -> int:
        """Those on which they did not."""
        return self.judged_by_several - self.agreed

    @property
    def total(self) -> int:
        """Facts and gaps under review."""
        return sum(self.states.values())

    @property
    def done(self) -> int:
        """Facts and gaps that are not open any more."""
        return self.total - self.states["open"]


def reviews_of(entries: Iterable[Entry]) -> tuple[Review, ...]:
    """Return what is under review: where members disagree first, then what is open, then as it was first entered.

    Parameters
    ----------
    entries
        The whole log: what is undone plays no part.
    """
    found: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in in_force(entries):
        if entry.kind == REVIEWED or entry.kind in _OF_GAPS:
            kind = REVIEWED if entry.kind == REVIEWED else GAP
            found.setdefault((kind, entry.subject, entry.about), []).append(entry)
    reviews = []
    for (kind, subject, about), told in found.items():
        # A name written otherwise is not another member.
        latest = {entry.who.casefold(): entry for entry in told if entry.value != "open"}
        verdicts = {entry.who: _said(entry) for entry in latest.values()}
        reviews.append(Review(kind, subject, about, _said(told[-1]), tuple(told), verdicts))
    return tuple(
        sorted(reviews, key=lambda each: (each.agreed is not False, each.state != "open", each.entries[0].number))
    )


def _said(entry: Entry) -> str:
    return _OF_GAPS.get(entry.kind, entry.value)


def progress_of(reviews: Sequence[Review]) -> Progress:
    """Return how many facts and gaps stand where, and how far the members agree."""
    states = {verdict: sum(each.state == verdict for each in reviews) for verdict in STATES}
    judged = [each.agreed for each in reviews if each.agreed is not None]
    return Progress(states, len(judged), sum(judged))
