"""What each budget would serve, as a curve one can press: the budget pressed becomes the programme's."""

from collections.abc import Callable
from math import isnan
from pathlib import Path

import streamlit as st

from geo.programme import Plan, Point, most_person_years, people
from ui.context import Context
from ui.registered import registered

_FOLDER = Path(__file__).parent
KEY = "budget_curve"

_LINES = (0.0, 0.25, 0.5, 0.75, 1.0)


def budget_curve_chart(context: Context, plan: Plan, points: tuple[Point, ...], choose: Callable[[int], None]) -> None:
    """Draw the curve; ``choose`` is told the budget a year, in euros, of the point that was pressed."""
    _, numbers = context.translate, context.numbers
    years = len(plan.instance.programme.budgets_eur)
    total = plan.instance.total
    already = plan.instance.already / total if total else 0.0
    everybody = sum(plan.instance.programme.weights) * float(people(total))

    def chosen() -> None:
        picked = st.session_state[KEY]["budget"]
        if picked is not None:
            choose(int(picked))

    shown = []
    for point in sorted(points, key=lambda each: each.factor):
        if point.figures is None:
            continue
        share = point.figures.mean_served_share
        most = most_person_years(plan.instance, point.bound, point.budget_eur)
        yearly = round(point.budget_eur / years)
        spoken = _("{euros} a year: {percent} of the need met, averaged over the years").format(
            euros=numbers.euros(yearly), percent=numbers.percent(share, 1)
        )
        shown.append(
            {
                "factor": point.factor,
                "budget": yearly,
                "share": share,
                "ceiling": min(most / everybody, 1.0) if everybody and not isnan(most) else share,
                "chosen": point.factor == 1,
                "tick": numbers.number(yearly / 1e6, 2) if point.factor * 4 % 2 == 0 or point.factor < 0.5 else "",
                "spoken": spoken,
            }
        )
    registered("budget_curve", '<div class="curve"></div>', _FOLDER / "budget_curve.css", _FOLDER / "budget_curve.js")(
        key=KEY,
        data={
            "points": shown,
            "shares": [{"share": share, "text": numbers.percent(share)} for share in _LINES],
            "already": already,
            "already_text": _("today: {percent}").format(percent=numbers.percent(already)),
            "title": _("Part of the need met, averaged over the years"),
            "axis": _("Budget a year, in millions of euros"),
            "spoken": _("What each budget would serve; press a point to plan with its budget"),
        },
        on_budget_change=chosen,
    )
