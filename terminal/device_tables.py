"""What the command line prints of device lots: the answer, a table of places, and where each queue ends."""

from collections import Counter

from geo.audit import Verdict
from geo.lots import LotsPlan
from geo.ranking import Assessment
from geo.settings import DEVICE_KINDS
from geo.texts import N_, NN_
from terminal.tables import aligned, place_lines
from words import Translator
from words.devices import (
    TITLES,
    WHY,
    WHY_DISTRICTS,
    answer,
    assumed_words,
    district_rows,
    divisor_words,
    money_words,
    queue_words,
    reach_words,
    receiving,
    remainder_words,
    school_words,
    stock_words,
    told_words,
    unmet_words,
)
from words.lots.districts import tied_words
from words.names import told_apart
from words.numbers import Numbers, Translate


def lots_lines(plan: LotsPlan, assessment: Assessment, language: str, translate: Translator) -> list[str]:
    """Return device lots as text."""
    _, numbers = translate, Numbers(language, translate)
    names = told_apart(assessment.evidence.sites).to_dict()
    lines = [*place_lines(assessment.evidence.place, language, _), answer(plan, numbers), *told_words(plan, numbers)]
    if receiving(plan):
        lines += [reach_words(plan, numbers), money_words(plan, numbers)]
        lines += [f"{each}." for each in assumed_words(plan, numbers)]
        lines += ["", *aligned(_places(plan, names, numbers)), "", *_districts(plan, numbers)]
        lines += [_(WHY if plan.districts is None else WHY_DISTRICTS)]
        for lots in plan.kinds.values():
            if lots.given:
                lines += ["", stock_words(lots, numbers), *queue_words(lots, names, numbers)]
                lines += [remainder_words(lots, names, numbers)]
    return [*lines, "", *_unmet(plan, numbers, _), *_schools(plan, numbers)]


def lots_verdict_lines(found: Verdict, language: str, translate: Translate) -> list[str]:
    """Return every difference a check of device lots found, or that all of them hold."""
    numbers = Numbers(language, translate)
    if not found.findings:
        text = NN_(
            "The device lots hold: {count} figure recomputed without what shared them out.",
            "The device lots hold: {count} figures recomputed without what shared them out.",
            "count",
        )
        return [translate(text).format(count=numbers.number(found.figures))]
    text = translate(N_("The device lots do not hold. Differences: {wrong}; figures recomputed: {count}."))
    lines = [translate(finding.message).format(**finding.parameters) for finding in found.findings]
    return [*lines, text.format(wrong=numbers.number(len(lines)), count=numbers.number(found.figures))]


def _schools(plan: LotsPlan, numbers: Numbers) -> list[str]:
    """Return the lots of schools, where some are asked for."""
    _ = numbers.translate
    if plan.school_sites is None or plan.conflicts:
        return []
    lines = ["", *school_words(plan, numbers)]
    for level, lots in plan.schools.items():
        sites = plan.school_sites[plan.school_sites["level"] == level].set_index("school_site_id")
        names = sites["name"].to_dict()
        order = sorted(
            lots.table.index, key=lambda key: (-lots.table.at[key, "lots"], -lots.table.at[key, "need"], key)
        )
        rows = [
            {
                _(N_("school")): names[key],
                _(N_("pupils")): numbers.number(sites.at[key, "pupils"]),
                _(N_("class")): numbers.number(sites.at[key, "ise_class"]),
                _(N_("exact share")): numbers.fixed(lots.table.at[key, "quota"], 1),
                _(N_("lot")): numbers.number(lots.table.at[key, "lots"]),
            }
            for key in order
        ]
        lines += ["", *aligned(rows), "", stock_words(lots, numbers), *queue_words(lots, names, numbers)]
        lines += [remainder_words(lots, names, numbers)]
        unmet = Counter(code for codes in sites.loc[sites["status"] == "unmet", "unmet"] for code in codes.split())
        lines += [f"- {unmet_words(code, _)[0]} ({numbers.number(count)})" for code, count in unmet.items()]
    return lines


def _places(plan: LotsPlan, names: dict[str, str], numbers: Numbers) -> list[dict[str, str]]:
    """Return the places with lots, those with most people first."""
    _ = numbers.translate
    lots = plan.places[[f"lot_{kind}" for kind in DEVICE_KINDS]]
    people = {key: max(float(each.need.of.get(key, 0)) for each in plan.kinds.values()) for key in lots.index}
    order = sorted((key for key in lots.index if lots.loc[key].sum()), key=lambda key: (-people[key], key))
    return [
        {
            _(N_("place")): names[key],
            _(N_("people counted")): numbers.people(people[key]),
            **{_(TITLES[kind]): numbers.number(lots.loc[key, f"lot_{kind}"]) for kind in DEVICE_KINDS},
        }
        for key in order
    ]


def _districts(plan: LotsPlan, numbers: Numbers) -> list[str]:
    """Return the devices of every district with both divisors; in brackets, what was rounded."""
    _, told = numbers.translate, plan.districts
    if told is None:
        return []
    heads = {kind: _(TITLES[kind]) for kind in told.kind_totals}
    rows = [
        {
            _(N_("district")): row.name,
            **{head: f"{row.lots[kind]} ({row.quotients[kind]})" for kind, head in heads.items()},
            _(N_("total")): row.total,
            _(N_("divisor")): row.divisor,
        }
        for row in district_rows(plan, numbers)
    ]
    ends = {
        _(N_("total")): [numbers.number(total) for total in told.kind_totals.values()],
        _(N_("divisor")): [divisor_words(told.kind_divisors[kind], numbers) for kind in heads],
    }
    for what, cells in ends.items():
        rows.append(
            dict.fromkeys(rows[0], "") | {_(N_("district")): what} | dict(zip(heads.values(), cells, strict=True))
        )
    return [*aligned(rows), "", *tied_words(plan, numbers)]


def _unmet(plan: LotsPlan, numbers: Numbers, translate: Translate) -> list[str]:
    """Say how many buildings do not meet each rule; a building is told once for every rule."""
    unmet = plan.places.loc[plan.places["status"] == "unmet", "unmet"]
    if unmet.empty:
        return []
    counts = Counter(code for codes in unmet for code in codes.split())
    lines = [translate(N_("Buildings that get nothing: {count}. Rules they do not meet:"))]
    lines[0] = lines[0].format(count=numbers.number(len(unmet)))
    return lines + [f"- {unmet_words(code, translate)[0]} ({numbers.number(count)})" for code, count in counts.items()]
