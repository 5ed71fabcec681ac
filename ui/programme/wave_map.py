"""The map of the Wi-Fi programme: buildings coloured by the year they are equipped, sized by what they get."""

from collections import defaultdict

import numpy as np

from exports.maps.classes import wave_colours
from geo.programme import Plan
from geo.settings import Programme
from geo.texts import N_, NN_
from ui.context import Context
from ui.map.payload import EXCLUDED, HIDDEN, STEPS, Marks, payload
from words.sentences import tier_words

NOTHING_YET = "."
"""Paint of a building that could be planned and is not."""

PAPER = "#fdfcf8"


def tier_step(programme: Programme, tier: str) -> int:
    """Return the size (0-4) a tier is drawn with: the more it serves, the larger."""
    place = [each.key for each in programme.tiers].index(tier)
    return 1 + round(place * (STEPS - 2) / max(len(programme.tiers) - 1, 1))


def tier_name(context: Context, key: str) -> str:
    """Return the words of a tier; a city's own tier is shown by its key."""
    return tier_words(key, context.translate)


def wave_payload(context: Context, plan: Plan, year: int) -> dict[str, object]:
    """Return everything the map draws, as plain data; with a ``year``, only its wave is coloured."""
    evidence = context.assessment.evidence
    index = evidence.sites.index
    bought: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in plan.rows[["building_id", "year", "tier", "people_gained"]].to_dict("records"):
        bought[row["building_id"]].append(row)
    possible = set(plan.instance.sites.index)
    codes, paint, tips = [], [], []
    for key in index:
        if rows := bought.get(key):
            code, fill = _drawn(plan, int(rows[0]["year"]), str(rows[-1]["tier"]), year)  # type: ignore[call-overload]
            tips.append(_tip(context, rows))
        else:
            code, fill = ("0" if key in possible and not year else EXCLUDED), NOTHING_YET
            tips.append(context.translate(N_("not in the plan")))
        codes.append(code)
        paint.append(fill)
    forced = np.flatnonzero(index.isin(list(plan.instance.programme.forced_in))).tolist()
    marks = Marks(
        codes="".join(codes),
        paint="".join(paint),
        ringed=forced,
        tips=tips,
        colours=wave_colours(len(plan.instance.programme.years)),
        legend=_legend(context, plan, year, has_forced=bool(forced)),
    )
    return payload(context, None, marks, [], faint=True)


def _drawn(plan: Plan, begun: int, tier: str, year: int) -> tuple[str, str]:
    """Return size and paint of a planned building; a wave of another year is only a dot."""
    programme = plan.instance.programme
    if year and begun != year:
        return (HIDDEN if begun > year else "0"), NOTHING_YET
    return str(tier_step(programme, tier)), str(begun - programme.first_year)


def _tip(context: Context, rows: list[dict[str, object]]) -> str:
    """Say what a building gets and when, and how many people more that serves."""
    _, people = context.translate, context.numbers.people
    parts = [f"{row['year']}\u00a0: {tier_name(context, str(row['tier']))}" for row in rows]
    gained = sum(float(row["people_gained"]) for row in rows)  # type: ignore[arg-type]
    return " · ".join(
        [
            *parts,
            _(
                NN_(
                    "serves {people} more person",
                    "serves {people} more people",
                    "people",
                )
            ).format(people=people(gained)),
        ]
    )


def _legend(context: Context, plan: Plan, year: int, *, has_forced: bool) -> list[dict[str, object]]:
    _, numbers, programme = context.translate, context.numbers, plan.instance.programme
    colours = wave_colours(len(programme.years))
    rows: list[dict[str, object]] = []
    for when, colour in zip(programme.years, colours, strict=True):
        if year and when != year:
            continue
        count = int(plan.years.loc[when, "buildings"]) if plan.has_plan else 0
        said = _(NN_("{year}: {count} building", "{year}: {count} buildings", "count"))
        rows.append(
            {
                "kind": "site",
                "radius": 6,
                "colour": colour,
                "text": said.format(year=when, count=numbers.number(count)),
            }
        )
    if year and year > programme.first_year:
        rows.append({"kind": "site", "radius": 2.8, "text": _("equipped before")})
    if not year:
        rows.append({"kind": "site", "radius": 2.8, "text": _("possible, not in the plan")})
    rows.append({"kind": "site", "radius": 2, "colour": "#8d887c", "plain": True, "text": _("not planned")})
    tiers = programme.tiers
    size_rows: list[dict[str, object]] = [
        {
            "kind": "scale",
            "colours": [PAPER] * len(tiers),
            "steps": [tier_step(programme, tier.key) for tier in tiers],
            "text": _("from “{least}” to “{most}”").format(
                least=tier_name(context, tiers[0].key), most=tier_name(context, tiers[-1].key)
            ),
        }
    ]
    if has_forced:
        size_rows.append({"kind": "site", "radius": 5, "text": _("thick outline: must be equipped")})
    return [
        {"title": _("Year of Wi-Fi"), "note": _("the darker, the sooner"), "rows": rows},
        {"title": _("What it gets"), "note": "", "rows": size_rows},
    ]
