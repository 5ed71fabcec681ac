"""The waves of a Wi-Fi plan: euros by year and activity, and how much of the need is met year by year."""

from markupsafe import Markup

from geo.programme import Plan, most_person_years, people
from geo.texts import N_, NN_
from ui.components.bars import KINDS
from ui.components.markup import joined, tag
from ui.context import Context
from ui.programme.plans import cost_range_of
from words.numbers import is_unknown
from words.programme import range_words, spent_out_sentences, upgrade_sentence
from words.sentences import activity_words


def waves(context: Context, plan: Plan) -> Markup:
    """Return the years one under the other, each with its euros by activity, what it adds and what is then met."""
    _ = context.translate
    activities = list(plan.instance.activities)
    colour = {activity: KINDS[place % len(KINDS)] for place, activity in enumerate(activities)}
    most = max(float(plan.years["spent_eur"].max()), _largest_budget(plan), 1.0)
    years = [_year(context, plan, int(year), colour, most) for year in plan.years.index]
    spent = plan.activities["spent_eur"].groupby("activity").sum()
    legend = [
        tag("li", tag("i", style=f"background:{colour[activity]}"), activity_words(activity, context.translate))
        for activity in activities
        if spent.get(activity, 0) > 0
    ]
    upgrade, spent_out = upgrade_sentence(plan, context.numbers, _), spent_out_sentences(plan, _)
    return tag(
        "section",
        tag("h4", _("Euros by year and sector")),
        tag("ul", *legend, class_="kinds"),
        *years,
        tag("p", upgrade, class_="small") if upgrade else None,
        tag("ul", *(tag("li", each) for each in spent_out), class_="small") if spent_out else None,
        _in_vain(context, plan),
        tag("p", range_words(cost_range_of(context, plan), context.language, _), class_="small"),
        tag("h4", _("Part of the need met")),
        _coverage(context, plan),
        class_="waves",
    )


def _in_vain(context: Context, plan: Plan) -> Markup | None:
    """Say how much is spent on purchases that serve nobody more: a plan makes them only where rules ask for them."""
    rows = plan.rows
    euros = float(rows.loc[rows["people_gained"] == 0, "capex_eur"].sum())
    if not euros:
        return None
    text = context.translate(N_("Of this, {euros} serve nobody more: rules alone ask for them."))
    return tag("p", text.format(euros=context.numbers.euros(euros)), class_="small")


def _largest_budget(plan: Plan) -> float:
    budgets = plan.years["budget_eur"]
    return float(budgets[budgets != float("inf")].max()) if len(budgets) else 0.0


def _year(context: Context, plan: Plan, year: int, colour: dict[str, str], most: float) -> Markup:
    _, numbers = context.translate, context.numbers
    row = plan.years.loc[year]
    # Without any building that can be planned, no sector of activity has a row.
    spent = plan.activities.loc[plan.activities.index.get_level_values("year") == year, "spent_eur"].droplevel("year")
    pieces = [
        tag(
            "span",
            style=f"width:{100 * euros / most:.2f}%;background:{colour[str(activity)]}",
            title=_("{what}: {value}").format(
                what=activity_words(str(activity), context.translate), value=numbers.euros(euros)
            ),
        )
        for activity, euros in spent.items()
        if euros > 0
    ]
    budget = float(row["available_eur"])
    limit = tag("span", class_="limit", style=f"left:{min(100 * budget / most, 100):.2f}%")
    built = _(NN_("{count} building", "{count} buildings", "count"))
    said = _(
        NN_(
            "{buildings}, {people} more person served",
            "{buildings}, {people} more people served",
            "people",
        )
    ).format(
        buildings=built.format(count=numbers.number(row["buildings"])), people=numbers.people(row["people_gained"])
    )
    spoken = ", ".join(
        f"{activity_words(str(activity), context.translate)} {numbers.euros(euros)}"
        for activity, euros in spent.items()
        if euros > 0
    )
    return tag(
        "div",
        tag(
            "div",
            tag("b", str(year)),
            tag("span", said),
            tag("span", numbers.euros(row["spent_eur"]), class_="amount", data_spent=str(year)),
            class_="line",
        ),
        tag("div", *pieces, limit, class_="stack money", role="img", aria_label=spoken),
        class_="wave",
    )


def _coverage(context: Context, plan: Plan) -> Markup:
    """Return a bar a year: met today, met by the plan, and as far as any plan could go on average."""
    _, numbers = context.translate, context.numbers
    total = plan.instance.total
    already = plan.instance.already / total if total else 0.0
    rows: list[Markup] = []
    for year, row in plan.years.iterrows():
        share = float(row["served_share"])
        bar = tag(
            "div",
            tag("span", class_="already", style=f"width:{100 * already:.2f}%"),
            tag("span", class_="gain", style=f"width:{100 * max(share - already, 0):.2f}%"),
            class_="stack",
            role="img",
            aria_label=numbers.percent(share, 1),
        )
        rows.append(
            tag("div", tag("b", str(year)), bar, tag("span", numbers.percent(share, 1), class_="amount"), class_="met")
        )
    bound = plan.certificate["bound"]
    said = None
    if not is_unknown(bound) and total:
        weights = plan.instance.programme.weights
        everybody = sum(weights) * float(people(total))
        mean = float(plan.certificate["person_years"]) / everybody  # type: ignore[arg-type]
        budget = sum(plan.instance.programme.budgets_eur)
        ceiling = most_person_years(plan.instance, float(str(bound)), budget) / everybody
        said = _(
            "On average over the years {mean} of the need is met; no plan under these rules can pass {ceiling}."
        ).format(mean=numbers.percent(mean, 2), ceiling=numbers.percent(-(-min(ceiling, 1.0) // 1e-4) * 1e-4, 2))
    legend = tag(
        "ul",
        tag("li", tag("i", class_="already"), _("met today")),
        tag("li", tag("i", class_="gain"), _("met by the plan")),
        class_="kinds",
    )
    return joined([legend, *rows, tag("p", said, class_="small") if said else None])
