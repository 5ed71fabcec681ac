"""How good a Wi-Fi plan is: its certificate, and the same money spent by the ranking and by the greedy rule."""

import pandas as pd
from markupsafe import Markup

from geo.programme import Contender, Plan, three_way_table
from geo.texts import N_, NN_
from ui.components.markup import joined, tag
from ui.context import Context
from ui.programme.standing import Standing
from ui.programme.wave_map import tier_name
from words.numbers import is_unknown
from words.programme import PROOF_HOLDS, certificate_sentence, gap_words
from words.sentences import activity_words, sentence

METHODS = {
    "ranking": (
        N_("Down the ranking"),
        N_("the first of the ranking until the money ends, all with “{tier}”, the tier that suits this best"),
    ),
    "greedy": (N_("Most people per euro"), N_("each time what serves most people per euro next, the rules kept")),
    "optimum": (N_("This plan"), N_("the best plan found for all years together")),
}


def proof(context: Context, standing: Standing) -> Markup:
    """Return the certificate and the three-way proof."""
    plan = standing.plan
    assert plan is not None
    _ = context.translate
    words = certificate_sentence(plan, context.language, context.translate)
    return tag(
        "section",
        tag("h4", _("How sure this is")),
        tag("p", tag("b", words, data_certificate=plan.status), class_="why"),
        tag("p", _(PROOF_HOLDS), class_="small") if plan.has_plan else None,
        _certificate(context, standing) if plan.has_plan else None,
        tag("h4", _("The same money, spent three ways")) if standing.contenders else None,
        _three_ways(context, standing) if standing.contenders else None,
        _notes(context, standing),
        class_="proof",
    )


def _certificate(context: Context, standing: Standing) -> Markup:
    _, numbers, plan = context.translate, context.numbers, standing.plan
    assert plan is not None
    told = plan.certificate
    facts = [
        ("person_years", _("Years of need met, in person-years"), numbers.number(told["person_years"])),
        *_stopped(context, plan),
        ("bound", _("What no plan can pass"), numbers.number(told["bound"])),
        ("gap", _("From the best possible, at most"), gap_words(told["gap"], numbers)),
        ("seconds", _("Computed in"), _("{seconds} s").format(seconds=numbers.number(told["seconds"], 1))),
        ("solver", _("Solver"), str(told["solver"])),
    ]
    rows = [tag("div", tag("dt", what), tag("dd", value, data_fact=name)) for name, what, value in facts]
    word = _(
        "What no plan can pass is the solver's word. The check of a plan recomputes its euros, people and rules and "
        "looks for a better one; it does not recompute that none can pass the bound."
    )
    return joined([tag("dl", *rows, class_="facts"), tag("p", word, class_="small")])


def _stopped(context: Context, plan: Plan) -> list[tuple[str, str, str]]:
    """Return the worth that the bound is a bound on, where the programme asks its euros to serve something."""
    asked = plan.instance.programme.least_person_years_per_thousand_eur
    if not asked:
        return []
    label = context.translate(
        NN_(
            "Less {least} person-year for every {euros} spent",
            "Less {least} person-years for every {euros} spent",
            "least",
        )
    ).format(least=context.numbers.number(asked, 2), euros=context.numbers.euros(1000))
    return [("objective", label, context.numbers.number(plan.certificate["objective"]))]


def _three_ways(context: Context, standing: Standing) -> Markup:
    _, numbers, plan = context.translate, context.numbers, standing.plan
    assert plan is not None
    table = three_way_table(plan, standing.contenders)
    largest = max(float(table["mean_served_share"].max()), 1e-9)
    rows = []
    for contender in standing.contenders:
        row = table.loc[contender.method]
        title, note = METHODS[contender.method]
        share = float(row["mean_served_share"])
        tier = "" if is_unknown(row["tier"]) else tier_name(context, str(row["tier"]))
        rows.append(
            tag(
                "div",
                tag(
                    "div",
                    tag("b", _(title)),
                    tag("span", numbers.percent(share, 1), class_="amount", data_way=contender.method),
                    class_="line",
                ),
                tag(
                    "div",
                    tag(
                        "span",
                        class_="gain" if contender.method == "optimum" else "already",
                        style=f"width:{100 * share / largest:.2f}%",
                    ),
                    class_="stack",
                    aria_hidden="true",
                ),
                tag("p", _(note).format(tier=tier), _broken(context, contender, row), class_="small"),
                class_="wave",
            )
        )
    note = _("Part of the need met, averaged over the years, existing Wi-Fi included.")
    return joined([*rows, tag("p", note, class_="small")])


def _broken(context: Context, contender: Contender, row: pd.Series) -> str:
    """Say how many rules a way breaks, and of which activities."""
    _ = context.translate
    count = int(row["rules_broken"])
    if not count:
        return ""
    activities = sorted({activity_words(rule.subject, _) for rule in contender.broken if rule.kind == "floor"})
    said = _(NN_("{count} rule broken", "{count} rules broken", "count")).format(count=context.numbers.number(count))
    if activities:
        said = _("{what}: {value}").format(what=said, value=", ".join(activities))
    return f" ({said})"


def _notes(context: Context, standing: Standing) -> Markup | None:
    plan = standing.plan
    assert plan is not None
    if not plan.notes:
        return None
    said = [tag("li", sentence(note, context.numbers)) for note in plan.notes]
    return joined([tag("h4", context.translate(N_("What it rests on"))), tag("ul", *said, class_="told")])
