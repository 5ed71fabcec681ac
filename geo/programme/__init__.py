"""Years of Wi-Fi: the plan, its certificate, its prices and its reasons."""

from geo.programme.instance.demand import within
from geo.programme.instance.instance import UNIT, Instance, build_instance
from geo.programme.instance.sites import REASONS
from geo.programme.lifted import Lifted, liftable
from geo.programme.plan.cost_range import CostRange, cost_range
from geo.programme.plan.curve import FACTORS, Point, curve
from geo.programme.plan.figures import Figures, figures, half_the_average_rate, most_person_years
from geo.programme.plan.other_reach import Recount, recounts
from geo.programme.plan.plan import Plan, people, plan_tables
from geo.programme.plan.reasons import reasons
from geo.programme.plan.three_way import Contender, compared, three_way, three_way_table
from geo.programme.planning import first_plan, plan_instance, proven, proven_plan
from geo.programme.price import InEuros, Price, in_euros, prices_table
from geo.programme.prices import price_of_building, prices
from geo.programme.realised.compared import OUTCOMES, Realised, compare_realised, last_year_told
from geo.programme.realised.present import Present, present_of
from geo.programme.rules import RULES, Clash, Rule, broken, rule_kind, rules_of
from geo.programme.search.decided import Decided, decided
from geo.programme.search.greedy import greedy_plan
from geo.programme.search.search import Search
from geo.programme.search.worth import objective_of

__all__ = [
    "FACTORS",
    "OUTCOMES",
    "REASONS",
    "RULES",
    "UNIT",
    "Clash",
    "Contender",
    "CostRange",
    "Decided",
    "Figures",
    "InEuros",
    "Instance",
    "Lifted",
    "Plan",
    "Point",
    "Present",
    "Price",
    "Realised",
    "Recount",
    "Rule",
    "Search",
    "broken",
    "build_instance",
    "compare_realised",
    "compared",
    "cost_range",
    "curve",
    "decided",
    "figures",
    "first_plan",
    "greedy_plan",
    "half_the_average_rate",
    "in_euros",
    "last_year_told",
    "liftable",
    "most_person_years",
    "objective_of",
    "people",
    "plan_instance",
    "plan_tables",
    "present_of",
    "price_of_building",
    "prices",
    "prices_table",
    "proven",
    "proven_plan",
    "reasons",
    "recounts",
    "rule_kind",
    "rules_of",
    "three_way",
    "three_way_table",
    "within",
]
