"""The committee's review: where each fact stands, who judged how, and whether they agree."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from store.decisions import Decision, DecisionLog, progress_of, reviews_of

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)


def _said(log: DecisionLog, who: str, value: str, subject: str = "b1", about: str = "public_wifi") -> int:
    told = Decision("reviewed", subject, about, value, who, "seen", snapshot="toy")
    return log.append(told, now=NOW + timedelta(minutes=len(log.entries()))).number


def test_a_fact_stands_where_the_last_entry_in_force_puts_it(tmp_path: Path) -> None:
    log = DecisionLog("toy", tmp_path / "log.sqlite", "")
    _said(log, "Ann", "open")
    _said(log, "Bo", "accepted")
    last = _said(log, "Cy", "rejected")
    (review,) = reviews_of(log.entries())
    assert (review.state, review.agreed) == ("rejected", False)
    assert review.verdicts == {"Bo": "accepted", "Cy": "rejected"}, "who asked has not judged"
    log.undo(last, who="Cy", why="mistaken", now=NOW + timedelta(hours=1), at=Decision("", snapshot="toy"))
    (review,) = reviews_of(log.entries())
    assert (review.state, review.agreed) == ("accepted", None), "one member alone agrees with nobody"
    _said(log, "CY", "corrected")
    _said(log, "cy", "corrected")
    (review,) = reviews_of(log.entries())
    assert review.agreed is True, "accepted, and corrected in the layer"
    assert set(review.verdicts) == {"Bo", "cy"}, "one member, however the name is written"


def test_progress_counts_each_fact_once_and_disagreements_then_open_ones_come_first(tmp_path: Path) -> None:
    log = DecisionLog("toy", tmp_path / "log.sqlite", "")
    for subject, values in {"b1": ["accepted", "accepted"], "b2": ["open"], "b3": ["rejected", "accepted"]}.items():
        for who, value in zip(("Ann", "Bo"), values, strict=False):
            _said(log, who, value, subject)
    _said(log, "Ann", "open", "b1", "fibre")
    found = reviews_of(log.entries())
    assert [(each.subject, each.about) for each in found] == [
        ("b3", "public_wifi"),
        ("b2", "public_wifi"),
        ("b1", "fibre"),
        ("b1", "public_wifi"),
    ]
    progress = progress_of(found)
    assert {state: count for state, count in progress.states.items() if count} == {"open": 2, "accepted": 2}
    assert progress.disputed == 1
    assert (progress.total, progress.done, progress.judged_by_several, progress.agreed) == (4, 2, 2, 1)
    assert progress_of(()).total == 0


def test_verdicts_on_a_gap_are_counted_by_member_and_apart_from_a_fact_of_the_same_name(tmp_path: Path) -> None:
    log = DecisionLog("toy", tmp_path / "log.sqlite", "")
    _said(log, "Ann", "accepted", "s1", "help")
    told = [("Ann", "confirmed"), ("Bo", "contested"), ("Cy", "confirmed"), ("Di", "contested"), ("bo", "confirmed")]
    for who, verdict in told:
        log.append(Decision(f"gap_{verdict}", "s1", "help", "", who, "seen", snapshot="toy"), now=NOW)
    gap, fact = reviews_of(log.entries())
    assert (gap.kind, gap.about, gap.state, gap.agreed) == ("gap", "help", "confirmed", False)
    assert list(gap.counts.items()) == [("confirmed", 3), ("contested", 1)], "Bo has changed their mind"
    assert (fact.kind, fact.state, dict(fact.counts), fact.agreed) == ("reviewed", "accepted", {"accepted": 1}, None)
    progress = progress_of((gap, fact))
    assert (progress.total, progress.done, progress.judged_by_several, progress.disputed) == (2, 2, 1, 1)
