"""The Wi-Fi programme solved: a certified first plan, then the proof, or the rules that cannot hold together."""

from geo.programme.conflict import conflict, impossible
from geo.programme.instance.instance import Instance
from geo.programme.plan.plan import Plan, plan_tables
from geo.programme.search.search import Search
from geo.solving import Control, Found


def plan_instance(instance: Instance, control: Control) -> Plan:
    """Return the best plan of an instance, with its certificate.

    Rules that cannot hold together come back as a plan of status ``infeasible`` that names them. Two calls with the
    same evidence and programme give the same plan, as long as neither runs into its time limit or is stopped. A search
    beside another in the same process has been seen to end with another plan within the gap.

    Examples
    --------
    >>> plan_instance(instance, control).years["people_gained"].to_dict()
    {2027: 1500.0, 2028: 75.0}
    """
    return proven_plan(Search(instance, control))


def first_plan(search: Search) -> Plan:
    """Return a plan after about a second, with what is proven of it by then.

    Examples
    --------
    >>> first_plan(Search(instance, control)).years["people_served"].to_dict()
    {2027: 1845.0, 2028: 1920.0}
    """
    return _told(search, search.give_up() if impossible(search.instance) else search.first())


def proven_plan(search: Search) -> Plan:
    """Return the best plan once the gap is closed, time is up or the search is stopped.

    Examples
    --------
    >>> proof = proven_plan(Search(instance, control)).certificate
    >>> proof["status"], proof["gap"], proof["spent_eur"]
    ('optimal', 0.0, 16300.0)
    """
    return _told(search, search.give_up() if impossible(search.instance) else search.prove())


def _told(search: Search, found: Found) -> Plan:
    instance, rules = search.instance, search.rules
    clash = impossible(instance)
    if found.status == "infeasible" and not clash:
        clash = conflict(instance, rules, search.control)
    return plan_tables(instance, rules, found, clash)
