"""Work done apart comes back as work done here: answers, progress, words and faults; and it can be stopped."""

import os
import signal
import time
from collections.abc import Callable

import pytest

from geo.errors import DataError, MaillageError
from geo.solving import Control, NobodyWaitsError, Progress, SolverError, Where, here
from geo.texts import N_
from store import apart as _apart
from store.apart import apart, gently

CONTROL = Control(time.perf_counter)


def counted(upto: int, *, control: Control, tell: Callable[[int], None]) -> tuple[int, int]:
    """Count, telling each number; return the last one and where that was done."""
    for number in range(upto):
        tell(number)
        control.report(Progress("proving", 0.0, float(number), 10.0))
    return upto, os.getpid()


def endless(*, control: Control, tell: Callable[[str], None]) -> str:
    """Work until somebody says stop."""
    tell("begun")
    while not control.stop():
        time.sleep(0.01)
    return "stopped"


def deaf(*, control: Control, tell: Callable[[int], None]) -> None:
    """Work on whatever anybody says, as a solver does inside one long step."""
    tell(os.getpid())
    time.sleep(60)


def refused(*, control: Control, tell: Callable[[object], None]) -> None:
    raise DataError(N_("{file} cannot be read."), file="a.csv")


def faulty(*, control: Control, tell: Callable[[object], None]) -> None:
    raise ZeroDivisionError("a fault of the program")


def killed(*, control: Control, tell: Callable[[object], None]) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def printing(*, control: Control, tell: Callable[[object], None]) -> str:
    os.write(1, b"some library says hello")
    return "unharmed"


@pytest.mark.parametrize("where", [here, apart])
def test_the_answer_and_all_that_is_told_come_in_order(where: Where) -> None:
    heard: list[object] = []
    told: list[float] = []
    control = Control(time.perf_counter, report=lambda progress: told.append(progress.objective))

    answer, process = where(counted, 3, control=control, heard=heard.append)

    assert (answer, heard, told) == (3, [0, 1, 2], [0.0, 1.0, 2.0])
    assert (process == os.getpid()) == (where is here)


def test_each_piece_of_work_has_a_process_of_its_own() -> None:
    assert len({apart(counted, 1, control=CONTROL)[1] for _ in range(3)}) == 3


def test_work_is_stopped_from_outside() -> None:
    begun: list[object] = []
    control = Control(time.perf_counter, stop=lambda: bool(begun))

    assert apart(endless, control=control, heard=begun.append) == "stopped"


def test_work_that_nobody_waits_for_is_dropped_at_once_even_if_it_hears_no_stop() -> None:
    processes: list[int] = []
    control = Control(time.perf_counter, stop=lambda: bool(processes), left=lambda: bool(processes))

    with pytest.raises(NobodyWaitsError):
        apart(deaf, control=control, heard=processes.append)

    until = time.monotonic() + 10
    while _alive(processes[0]) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _alive(processes[0])


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_words_to_the_user_come_back() -> None:
    with pytest.raises(MaillageError, match=r"a\.csv cannot be read"):
        apart(refused, control=CONTROL)


@pytest.mark.parametrize("work", [faulty, killed])
def test_a_process_that_falls_is_told_and_the_next_one_works(work: Callable[..., None]) -> None:
    with pytest.raises(SolverError, match="without an answer"):
        apart(work, control=CONTROL)
    assert apart(printing, control=CONTROL) == "unharmed"


def test_a_nursery_that_falls_is_started_again() -> None:
    nursery = _apart._NURSERY
    apart(printing, control=CONTROL)
    nursery._process.kill()
    nursery._process.wait()

    assert apart(printing, control=CONTROL) == "unharmed"


def test_whoever_leaves_ends_the_work() -> None:
    """An error on this side, Ctrl+C say, hangs up; the other process ends by itself."""
    processes: list[int] = []

    def leave(told: object) -> None:
        processes.append(int(str(told)))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apart(its_number, control=CONTROL, heard=leave)
    until = time.monotonic() + 10
    while time.monotonic() < until and os.path.exists(f"/proc/{processes[0]}"):
        time.sleep(0.02)
    assert not os.path.exists(f"/proc/{processes[0]}")


def its_number(*, control: Control, tell: Callable[[int], None]) -> None:
    """Tell the number of the process, then work until somebody says stop, which nobody does."""
    tell(os.getpid())
    time.sleep(60)


def test_where_no_process_can_be_split_off_one_is_started_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_apart, "_SPLITS", False)

    heard: list[object] = []
    assert apart(counted, 2, control=CONTROL, heard=heard.append)[0] == 2
    assert heard == [0, 1]
    assert apart(printing, control=CONTROL) == "unharmed"


def niceness(*, control: Control, tell: Callable[[object], None]) -> int:
    return os.nice(0)


def test_what_nobody_waits_for_steps_back() -> None:
    assert gently(niceness, control=CONTROL) > apart(niceness, control=CONTROL) == os.nice(0)
