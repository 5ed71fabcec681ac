"""Three recommendations, each from what is planned or reviewed already: nothing is computed for them."""

from dataclasses import dataclass

from markupsafe import Markup

from geo.programme import Plan
from geo.roster import RosterPlan
from geo.texts import N_
from ui.address.programme_choices import Choices
from ui.address.roster_choices import RosterChoices
from ui.components.markup import filled, joined, tag
from ui.context import Context
from ui.gaps.reviews import Added, reviewed
from ui.gaps.words import gap_words
from ui.programme.plans import known_outcome as known_plan
from ui.roster.rosters import known_outcome as known_roster
from ui.roster.standing import Standing as RosterStanding
from ui.roster.words import conflict_words, result_words
from words.plan_result import result_facts
from words.programme import certificate_sentence, nothing_can_be_planned, nothing_sentence
from words.roster import no_roster_sentence, proof_sentence

WIFI = N_(
    "{equipped} over {years}, {first} of them in {year}, for {euros} and then {opex_per_year} a year to run. Public "
    "Wi-Fi then serves the equivalent of {served} of {counted} {who} ({percent}); today, {before}."
)
NO_PLAN = N_("Which buildings get public Wi-Fi first has not been planned yet under these rules.")
NO_ROSTER = N_("Where helpers are needed most has not been planned yet under these rules.")
NOT_KEPT = N_("These rules cannot hold together: no programme keeps them all.")
NO_PROGRAMME = N_("No programme was found in the time given; whether there is one is not known.")


@dataclass(frozen=True)
class Advice:
    """One recommendation: what to do, how sure it is, and where more of it stands."""

    key: str
    """``wifi``, ``aidants`` or ``gaps``."""
    view: str
    """Key of the view that says more."""
    title: str
    said: Markup
    sure: str
    """How sure it is; nothing where nothing is planned."""
    link: str
    plan: Plan | RosterPlan | None = None


def wifi_advice(context: Context) -> Advice:
    """Say which buildings to begin with, whom that reaches and what it costs; or that nobody has planned it."""
    _, numbers, plan = context.translate, context.numbers, known_plan(context)
    title, link, sure = _(N_("Equip buildings with public Wi-Fi")), N_("Open the Wi-Fi programme"), ""
    if plan is None:
        said, link = Markup("{}").format(_(NO_PLAN)), N_("Plan the Wi-Fi programme")
    elif plan.status == "infeasible":
        said = Markup("{}").format(_(NOT_KEPT))
    elif not plan.has_plan:
        said = Markup("{}").format(_(NO_PROGRAMME))
    elif nothing_can_be_planned(plan):
        said = Markup("{}").format(nothing_sentence(plan, context.assessment.evidence, numbers, _))
    else:
        said, sure = wifi_words(context, plan), certificate_sentence(plan, context.language, _)
    has_plan = plan is not None and plan.has_plan and not nothing_can_be_planned(plan)
    return Advice("wifi", "programme", title, said, sure, _(link), plan if has_plan else None)


def wifi_words(context: Context, plan: Plan) -> Markup:
    """Say what a plan does, with what it begins with; for a plan that buys something or might."""
    _, numbers = context.translate, context.numbers
    facts: dict[str, str | Markup] = {**result_facts(plan, numbers, _)}
    first = plan.years.iloc[0]
    facts["equipped"] = tag("b", facts["equipped"])
    facts["served"] = tag("b", facts["served"], data_total="served")
    facts["euros"] = tag("b", facts["euros"], data_total="euros")
    facts["first"] = tag("span", numbers.number(first["buildings"]), data_total="first")
    facts["year"] = str(plan.years.index[0])
    return filled(_(WIFI), **facts)


def aidants_advice(context: Context) -> Advice:
    """Say at how many places helpers stand and how many helps that gives; or that nobody has planned it."""
    _, numbers, plan = context.translate, context.numbers, known_roster(context)
    standing = RosterStanding(plan=plan)
    title, link, sure = _(N_("Send helpers where they are missing")), N_("Open the planning of helpers"), ""
    if plan is None:
        said, link = Markup("{}").format(_(NO_ROSTER)), N_("Plan the helpers")
    elif standing.has_roster:
        said, sure = result_words(plan, _, numbers), proof_sentence(plan, numbers, _)
    else:
        said = Markup("{}").format(" ".join([no_roster_sentence(plan, _), *conflict_words(plan, numbers)]))
    return Advice("aidants", "aidants", title, said, sure, _(link), plan if standing.has_roster else None)


def gaps_advice(context: Context) -> Advice:
    """Say how many people are left out as things are, as the view of gaps does."""
    _ = context.translate
    said = joined(gap_words(context, reviewed(context, Added())))
    return Advice("gaps", "lacunes", _(N_("Know who is left out")), said, "", _(N_("Open the gaps")))


def own_choices(context: Context) -> str:
    """Say that the reader's own choices are counted in; nothing where there are none."""
    state = context.state
    changed = (
        state.programme != Choices()
        or state.roster != RosterChoices()
        or bool(state.weights or state.gap or state.reach or state.profile or state.when)
    )
    return context.translate(N_("Your own choices in the other views are counted in.")) if changed else ""
