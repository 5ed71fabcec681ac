"""The purchases of a Wi-Fi plan counted again at other reaches: how much the assumed walk matters."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.evidence import Evidence
from geo.programme.instance.instance import build_instance
from geo.programme.lifted import carried
from geo.programme.plan.plan import Plan, people

OTHER_REACHES_M = (300.0, 1000.0)
"""Metres at which a plan is counted again: to the next corner, and the quarter of an hour to an office or a library."""


@dataclass(frozen=True)
class Recount:
    """What the purchases of a plan serve when people walk another distance to public Wi-Fi.

    Attributes
    ----------
    reach_m
        The distance counted at: the one asked for, or the end of the walks that are known where that comes first.
    cut
        Whether walks end before the distance asked for.
    people_served
        People served in the last year, existing Wi-Fi included.
    people_served_already
        What existing Wi-Fi alone serves within the same distance.

    Examples
    --------
    >>> (near,) = recounts(plan, evidence, reaches_m=(50.0,))
    >>> near.reach_m, near.people_served, near.people_served_already
    (50.0, 1300.0, 300.0)
    """

    reach_m: float
    cut: bool
    people_served: float
    people_served_already: float


def recounts(plan: Plan, evidence: Evidence, reaches_m: Sequence[float] = OTHER_REACHES_M) -> tuple[Recount, ...]:
    """Count the purchases of a plan again at other reaches; nothing is planned anew.

    Parameters
    ----------
    plan
        A plan that is there.
    evidence
        What it was made on.
    reaches_m
        In metres walked. One that comes to the programme's own reach, or to one counted already, is left out.

    Notes
    -----
    Who has public Wi-Fi today is counted within the other reach too. A plan made for that reach would serve more.

    Examples
    --------
    >>> [each.reach_m for each in recounts(plan, evidence, reaches_m=(25.0, 50.0, programme.reach_m, 400.0))]
    [25.0, 50.0]
    """
    programme, limit = plan.instance.programme, evidence.parameters.reach.limit_m
    told: dict[float, Recount] = {}
    for asked in reaches_m:
        reach = min(asked, limit)
        if reach == min(programme.reach_m, limit) or reach in told:
            continue
        other = build_instance(evidence, programme.model_copy(update={"reach_m": reach}))
        served = other.served_total(carried(plan.instance, plan.state, other)[:, -1:])[0]
        told[reach] = Recount(reach, reach < asked, float(people(served)), float(people(other.already)))
    return tuple(told.values())
