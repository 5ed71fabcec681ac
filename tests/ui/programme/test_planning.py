"""Planning in the background: one reader's stop is not another's, and a stopped search is taken up again."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event

import pytest

from geo.programme.instance.instance import Instance
from geo.programme.plan.curve import Point
from geo.programme.plan.plan import Plan
from geo.programme.planning import plan_instance
from geo.settings.programme import Programme
from geo.solving import Control
from tests.geo.programme.programme_towns import TIERS, Building, People, Town
from ui.planning.planner import Planner
from ui.planning.planning import FORSAKEN_S
from ui.programme import planning as _planning
from ui.programme.planning import Planning
from ui.programme.standing import Standing

TOWN = Town((Building("a"), Building("b")), (People("p", 100.0, {"a": 10.0}), People("q", 50.0, {"b": 10.0})))
PROGRAMME = Programme(first_year=2027, budgets_eur=(2800.0,), tiers=TIERS[:1], floor_share=0.0)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Let the proof wait until it is stopped, and say when it has begun to."""
    begun = Event()

    def proof(instance: Instance, control: Control, *, seen: Callable[[Plan], None], **_how: object) -> Plan:
        plan = replace(plan_instance(instance, control), status="best_found")
        seen(plan)
        begun.set()
        while not control.stop():
            time.sleep(0.01)
        return plan

    monkeypatch.setattr(_planning, "plan_instance", proof)
    return begun


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "condition not met in time"
        time.sleep(0.01)


def made(start: Standing | None = None) -> Planning:
    return Planning(TOWN.evidence(), PROGRAMME, ["a", "b"], start=start or Standing())


def test_a_reader_who_stops_ends_the_search_only_when_nobody_else_waits(held: Event) -> None:
    planner = Planner()
    planning = planner.open("p", made, None)
    assert held.wait(30)
    planning.waits("first")
    planning.waits("second")
    assert not planning.stop("first")
    assert planning.standing().searching
    assert planning.stop("second")
    until(lambda: not planning.standing().searching)
    planner.close()


def test_a_stopped_search_is_taken_up_from_its_plan_and_the_page_sees_it(held: Event, monkeypatch) -> None:
    planner = Planner()
    planning = planner.open("p", made, None)
    assert held.wait(30)
    assert planning.stop("only")
    until(lambda: planning.standing().phase == "done")
    stopped = planning.standing()
    assert stopped.stopped
    assert stopped.unproven
    monkeypatch.undo()
    planner.take_up("p", made)
    again = planner.open("p", made, "p")
    assert again is not planning
    assert again.standing().turn > stopped.turn
    assert again.standing().plan is not None
    until(lambda: again.standing().phase == "done")
    assert again.standing().plan.status == "optimal"
    assert again.standing().plan.certificate["objective"] >= stopped.plan.certificate["objective"]
    planner.close()


def test_nothing_is_taken_up_while_a_search_is_under_way_or_where_it_is_proven(held: Event) -> None:
    planner = Planner()
    planning = planner.open("p", made, None)
    assert held.wait(30)
    planner.take_up("p", made)
    assert planner.open("p", made, "p") is planning
    planner.close()


def test_what_the_proof_decides_of_each_building_comes_last() -> None:
    """A serves twice as many as b, and there is money for one: no plan as good has b, or does without a."""
    planning = made()
    planner = Planner()
    planner.open("p", lambda: planning, None)
    until(lambda: planning.standing().phase == "done")

    assert planning.standing().decided == ("tier", "tier")
    assert [planning.standing().decided_of(key) for key in ("a", "b", "elsewhere")] == ["tier", "tier", None]
    planner.close()


def test_what_a_slider_passes_over_is_never_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[int] = []

    def proof(instance: Instance, control: Control, **_how: object) -> Plan:
        searched.append(instance.programme.seed)
        return plan_instance(instance, control)

    monkeypatch.setattr(_planning, "plan_instance", proof)
    planner, former = Planner(), None
    for seed in range(6):
        programme = PROGRAMME.model_copy(update={"seed": seed})
        last = planner.open(str(seed), lambda kept=programme: Planning(TOWN.evidence(), kept, ["a", "b"]), former)
        former = str(seed)
    until(lambda: last.standing().phase == "done")
    assert searched == [5]
    planner.close()


def test_a_planning_nobody_looked_at_is_gone_on_with_and_not_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes back finds plan and points at once; in the end all is what one undisturbed planning tells."""
    planner = Planner()
    whole = planner.open("whole", made, None)
    until(lambda: whole.standing().phase == "done")
    searched: list[str] = []
    of_curve = _planning.curve

    def halting(*given: object, **how: object) -> Iterator[Point]:
        for number, point in enumerate(of_curve(*given, **how)):
            if number == 3 and len(searched) == 1:
                left.seen_at -= FORSAKEN_S + 1
            yield point

    def proof(instance: Instance, control: Control, **_how: object) -> Plan:
        searched.append("once")
        return plan_instance(instance, control)

    monkeypatch.setattr(_planning, "curve", halting)
    monkeypatch.setattr(_planning, "plan_instance", proof)
    left = planner.open("p", made, None)
    until(lambda: left.now.phase == "done")
    assert len(left.now.curve) == 3, "the point under way when nobody looked is cut short, and left out"
    searched.append("twice")
    back = planner.open("p", made, "p")
    assert back is not left
    assert back.now.plan is left.now.plan
    assert back.now.turn > left.now.turn
    assert back.now.curve[:3] == left.now.curve
    until(lambda: back.standing().phase == "done")
    assert searched == ["once", "twice"], "nothing is searched for again"
    for told in ("figures", "status", "factor"):
        assert [getattr(each, told) for each in back.now.curve] == [getattr(each, told) for each in whole.now.curve]
    assert back.now.prices == whole.now.prices
    assert back.now.decided == whole.now.decided
    planner.close()


def test_a_search_broken_off_because_nobody_looked_is_begun_anew(held: Event) -> None:
    planner = Planner()
    planning = planner.open("p", made, None)
    assert held.wait(30)
    planning.seen_at -= FORSAKEN_S + 1
    until(lambda: planning.now.phase == "done")
    held.clear()
    again = planner.open("p", made, "p")
    assert held.wait(30), "what was found until then is no proof"
    again.abandon()
    planner.close()
