"""The other parts of a dossier: gaps, device lots, roster, method, limits, where the data come from."""

from collections.abc import Iterator

import pandas as pd

from exports.dossier.blocks import Block, facts, heading, listed, paragraph, table
from exports.dossier.material import Material
from exports.dossier.new_places_part import new_places_part
from geo.lots import LotsPlan
from geo.texts import N_
from layers import LAYERS, layer
from words.decisions.adopted import standing_words
from words.devices import TITLES, answer, money_words, school_words, told_words
from words.gaps import GAPS, bounds, people_between, people_said
from words.roster import answer_sentence, balance_sentence, half_day_words, proof_sentence
from words.sentences import sentence
from words.vintages import vintage_words

_RESTS_ON = ("fibre", "mobile_5g", "wifi", "support_places")

_KINDS = {
    "home_gap": N_("without fibre or good 5G at home"),
    "public_gap": N_("without public Wi-Fi within a walk"),
    "help_gap": N_("without help within a walk"),
    "any_gap": N_("in at least one of these"),
    "all_gaps": N_("in all three"),
}

_SHORT = (
    ("any_gap", N_("in a gap")),
    ("home_gap", N_("at home")),
    ("public_gap", N_("in public")),
    ("help_gap", N_("for help")),
)

METHOD = (
    N_(
        "Residents of each statistical sector are shared out over the places where people live. How many of them are "
        "in digital difficulty is estimated from published rates; it is true of groups, never of one person."
    ),
    N_(
        "A gap is counted in people: at home (neither fibre nor 5G indoors), in public (no public Wi-Fi within a "
        "walk), for help (no digital help within a walk)."
    ),
    N_(
        "The Wi-Fi programme is optimised within the yearly budgets and the rules of the scenario; the plan says how "
        "far from the best possible it is at the most. maillage verify recomputes it without the solver."
    ),
    N_("Device lots follow Sainte-Laguë's rule, each with its proof. The formulas stand in docs/methods.md."),
)

LIMITS = (
    N_("A mean of a neighbourhood says nothing of one person who lives there."),
    N_("The sources describe different years; each screen names them. People move, fibre advances."),
    N_("The ranking orders a debate. It is not a programme: the ten first buildings may serve the same streets."),
    N_("Do not use it to refuse help to somebody because of an address."),
    N_("Do not quote a number without its year and its source."),
)


def gap_sentence(material: Material, row: pd.Series, where: str) -> str:
    """Say how many people of a place lack something, as the view of gaps says it."""
    _, numbers = material.translate, material.numbers
    residents, vulnerable = (bounds(row, f"any_gap_{amount}") for amount in ("persons", "vulnerable"))
    if pd.isna(row["population"]) or (residents[0] == 0 and residents[1] >= float(row["population"])):
        text = _(N_("{where}, nobody can say who is left out: the data it would take are not published."))
        return text.format(where=where)
    gap = GAPS["any"]
    return _(gap.sentence).format(
        where=where,
        residents=people_said(numbers, *residents),
        vulnerable=people_said(numbers, *vulnerable),
        limit=numbers.number(material.review.limit_m),
    )


def gap_table(material: Material, row: pd.Series) -> Block:
    """Return who lacks what in one place."""
    _ = material.translate
    columns = [
        (_(N_("people")), "left", 3.0),
        (_(N_("residents")), "right", 1.6),
        (_(N_("in digital difficulty")), "right", 1.6),
        (_(N_("aged 65 and over")), "right", 1.6),
    ]
    rows = [
        [_(text), *(_between(material, row, f"{kind}_{amount}") for amount in ("persons", "vulnerable", "seniors"))]
        for kind, text in _KINDS.items()
    ]
    return table(columns, rows, caption=_(N_("People left out, today")))  # type: ignore[arg-type]


def gaps_part(material: Material) -> Iterator[Block]:
    """Yield who is left out: the commune, then its parts."""
    _, totals = material.translate, material.review.totals
    yield heading(_(N_("Who is left out")))
    yield paragraph(
        gap_sentence(material, totals["commune"].iloc[0], _("In {commune}").format(commune=material.place_name))
    )
    yield from absences(material)
    yield gap_table(material, totals["commune"].iloc[0])
    levels = [("district", N_("district"))] if "district" in totals else []
    for level, title in [*levels, ("section", N_("section"))]:
        columns = [(_(title), "left", 2.6), (_(N_("in difficulty")), "right", 1.4)]
        columns += [(_(text), "right", 1.4) for _kind, text in _SHORT]
        rows = []
        for key, row in totals[level].iterrows():
            name = key if level == "district" else row["section_name"]
            said = [_between(material, row, f"{kind}_vulnerable") for kind, _text in _SHORT]
            named = material.numbers.unknown if pd.isna(name) else str(name)
            rows.append([named, material.numbers.people(row["vulnerable_count"]), *said])
        caption = (
            N_("Residents in digital difficulty, by district")
            if level == "district"
            else N_("Residents in digital difficulty, by section")
        )
        yield table(columns, rows, caption=_(caption))  # type: ignore[arg-type]


def absences(material: Material) -> Iterator[Block]:
    """Yield what gaps rest on that nobody published."""
    said = [sentence(each, material.numbers) for each in material.assessment.findings if each.subject in _RESTS_ON]
    if said:
        yield listed(dict.fromkeys(said))


def devices_part(material: Material) -> Iterator[Block]:
    """Yield the device lots, or that there are none."""
    _, numbers, lots = material.translate, material.numbers, material.lots
    yield heading(_(N_("Devices")))
    if lots is None:
        yield paragraph(_(N_("No device lots go with this dossier. maillage devices shares them out.")))
        return
    yield paragraph(answer(lots, numbers))
    if told := told_words(lots, numbers):
        yield listed(told)
    yield from _places_part(material, lots)
    yield from _schools_part(material, lots)


def _places_part(material: Material, lots: LotsPlan) -> Iterator[Block]:
    """Yield what public places get."""
    table_of_all = lots_table(material, lots)
    if table_of_all is None:
        return
    yield paragraph(money_words(lots, material.numbers), "soft")
    yield table_of_all


def lots_table(material: Material, lots: LotsPlan, keys: pd.Index | None = None) -> Block | None:
    """Return what public places get, those of ``keys`` where some are named; None where they get nothing."""
    _, numbers = material.translate, material.numbers
    given = {kind: each.shares.lots for kind, each in lots.kinds.items() if each.shares is not None and each.given}
    total = pd.DataFrame(given).fillna(0).astype(int)
    total = total[(total.sum(axis=1) > 0) & (True if keys is None else total.index.isin(keys))]
    if total.empty:
        return None
    order = total.assign(every=-total.sum(axis=1), key=total.index).sort_values(["every", "key"]).index
    columns = [(_(N_("building")), "left", 5.0), *((_(TITLES[kind]), "right", 1.0) for kind in given)]
    rows = [[str(material.names[key]), *(numbers.number(count) for count in total.loc[key])] for key in order]
    return table(columns, rows, caption=_(N_("Device lots, by building")))  # type: ignore[arg-type]


def _schools_part(material: Material, lots: LotsPlan) -> Iterator[Block]:
    """Yield what schools get, by level; nothing where none is asked for."""
    _, numbers = material.translate, material.numbers
    if lots.school_sites is None or lots.conflicts:
        return
    yield heading(_(N_("Devices for schools")), 2)
    yield listed(school_words(lots, numbers))
    for level, each in lots.schools.items():
        sites = lots.school_sites[lots.school_sites["level"] == level].set_index("school_site_id")
        given = each.table[each.table["lots"] > 0]
        given = given.assign(**{name: sites[name].reindex(given.index) for name in ("name", "pupils", "ise_class")})
        order = given.assign(_key=given.index).sort_values(["lots", "need", "_key"], ascending=[False, False, True])
        columns = [
            (_(N_("school")), "left", 5.0),
            (_(N_("pupils")), "right", 1.2),
            (_(N_("class")), "right", 1.2),
            (_(N_("exact share")), "right", 1.4),
            (_(N_("lot")), "right", 1.0),
        ]
        rows = [
            [
                str(row["name"]),
                numbers.number(row["pupils"]),
                numbers.number(row["ise_class"]),
                numbers.fixed(row["quota"], 1),
                numbers.number(row["lots"]),
            ]
            for row in order.to_dict("records")
        ]
        if rows:
            yield table(columns, rows, caption=_(TITLES[level]))  # type: ignore[arg-type]


def roster_part(material: Material) -> Iterator[Block]:
    """Yield the roster of aidants, or that there is none."""
    _, numbers, plan = material.translate, material.numbers, material.roster
    yield heading(_(N_("Roster of aidants")))
    if plan is None or not has_roster(material):
        yield paragraph(_(N_("No roster of aidants goes with this dossier. maillage aidants plans one.")))
        return
    yield paragraph(f"{answer_sentence(plan, numbers, _)} {proof_sentence(plan, numbers, _)}")
    yield paragraph(balance_sentence(plan, numbers, _), "soft")
    yield roster_table(material)
    yield from new_places_part(material)


def has_roster(material: Material) -> bool:
    """Say whether a roster was planned that somebody can work by."""
    return material.roster is not None and material.roster.certificate["status"] not in ("infeasible", "none_found")


def roster_table(material: Material, doors: pd.Index | None = None) -> Block:
    """Return who helps where and when, at ``doors`` where some are named."""
    _, numbers, plan = material.translate, material.numbers, material.roster
    assert plan is not None
    sessions = plan.sessions if doors is None else plan.sessions[plan.sessions["door_id"].isin(doors)]
    whole = sessions.groupby(["half_day", "door_id"], sort=False)["pairs"].sum()
    rows = [
        [half_day_words(str(half_day), _), str(plan.doors.loc[door, "name"]), numbers.number(2 * int(pairs))]
        for (half_day, door), pairs in whole.items()
    ]
    columns = [(_(N_("half-day")), "left", 2.0), (_(N_("door")), "left", 4.0), (_(N_("helpers")), "right", 1.0)]
    return table(columns, rows, caption=_(N_("Helpers in the week, by half-day")))  # type: ignore[arg-type]


def method_part(material: Material) -> Iterator[Block]:
    """Yield the method in short and what the figures do not say."""
    _ = material.translate
    yield heading(_(N_("Method in short")))
    yield listed(map(_, METHOD))
    yield heading(_(N_("Limits")))
    evidence = material.assessment.evidence
    said = [_(text) for text in LIMITS]
    if evidence.distance_method == "straight_line":
        text = _(N_("Distances are straight lines times {factor}."))
        said.append(text.format(factor=material.numbers.number(evidence.parameters.reach.detour_factor, 2)))
    said += [sentence(each, material.numbers) for each in material.assessment.findings if each.severity != "note"]
    yield listed(dict.fromkeys(said))


def provenance_part(material: Material) -> Iterator[Block]:
    """Yield the layers with publisher, vintage and licence, those nobody published, and the identity of it all."""
    _, numbers = material.translate, material.numbers
    yield heading(_(N_("Where the data come from")))
    columns = [
        (_(N_("layer")), "left", 2.0),
        (_(N_("publisher")), "left", 3.4),
        (_(N_("vintage")), "left", 1.8),
        (_(N_("licence")), "left", 2.5),
        ("SHA-256", "left", 1.4),
    ]
    rows = [
        [
            _(layer(row["layer"]).title),
            _(row["publisher"]),
            vintage_words(row["vintage"], numbers),
            _(row["licence"]),
            row["sha256"][:12],
        ]
        for row in material.provenance.to_dict("records")
    ]
    yield table(columns, rows)  # type: ignore[arg-type]
    missing = [_(each.title) for each in LAYERS if each.name not in set(material.provenance["layer"])]
    if missing:
        yield paragraph(_(N_("Not published: {layers}")).format(layers=", ".join(missing)), "soft")
    yield facts(identity(material))


def scenario_part(material: Material) -> Iterator[Block]:
    """Yield which scenario the pages tell of and whether it is the one adopted; nothing where none was."""
    _, title = material.translate, material.scenario.title.in_language(material.language)
    if standing := standing_words(material.in_force, material.scenario, material.numbers):
        yield paragraph(_(N_("Scenario: {title}, {adopted}")).format(title=title, adopted=standing), "soft")


def identity(material: Material) -> list[tuple[str, str]]:
    """Return what tells these pages from others: snapshot and scenario."""
    _ = material.translate
    title = material.scenario.title.in_language(material.language)
    standing = standing_words(material.in_force, material.scenario, material.numbers)
    if standing:
        title = _(N_("{title}, {adopted}")).format(title=title, adopted=standing)
    return [
        (_(N_("Snapshot of the data")), f"{material.snapshot} ({material.numbers.day(material.created_at[:10])})"),
        (_(N_("Scenario")), title),
        (_(N_("Digest of the scenario (SHA-256)")), material.scenario_digest),
    ]


def _between(material: Material, row: pd.Series, column: str) -> str:
    return people_between(material.numbers, *bounds(row, column))
