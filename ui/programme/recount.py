"""What a plan's purchases would serve if people walked another distance, in one line below the reach."""

from ui.components.markup import show, tag
from ui.context import Context
from ui.programme.plans import recounts_of
from ui.programme.standing import Standing
from words.programme import reach_sentence


def draw_recount(context: Context, standing: Standing) -> None:
    """Say what the plan's purchases would serve at other reaches, once it is no longer being bettered."""
    plan = standing.plan
    if plan is None or not plan.has_plan or standing.searching or not len(plan.instance.sites):
        return
    said = reach_sentence(recounts_of(context, plan), context.numbers, context.translate)
    if said:
        show(tag("p", said, class_="small", data_recount="reach"))
