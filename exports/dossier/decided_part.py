"""What was decided, in a dossier: every decision in force with who, why, its cost, and whether the plan holds it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from exports.dossier.blocks import Block, heading, listed, paragraph, table
from exports.dossier.maps import sector_name
from exports.dossier.material import Material
from geo.texts import N_
from store.decisions import OF_SCHOOLS, Entry, files_of, held, in_force, outcomes_of
from words.decisions.entries import cost_words, decision_words


def decisions_part(material: Material) -> Iterator[Block]:
    """Yield the decisions in force, or that there are none."""
    _ = material.translate
    yield heading(_(N_("Decisions")))
    yield from _decisions(material, in_force(material.decisions))


def decisions_of(material: Material, key: str) -> Iterator[Block]:
    """Yield the decisions in force about one building and the school sites in it; nothing where there are none."""
    about = _about(material, {key})
    if about:
        yield heading(material.translate(N_("Decisions")))
        yield listed(_told(material, about))
        yield from _evidence(material, about)


def decisions_about(material: Material, subjects: Collection[str]) -> Iterator[Block]:
    """Yield the decisions in force about these buildings, their school sites and sectors, if there are any."""
    about = _about(material, subjects)
    if about:
        yield heading(material.translate(N_("Decisions")))
        yield from _decisions(material, about)


def _about(material: Material, subjects: Collection[str]) -> list[Entry]:
    """Return the decisions in force about buildings or sectors and about the school sites in those buildings."""
    sites = {site for key in subjects for site in _school_sites(material, key)}
    return [
        entry
        for entry in in_force(material.decisions)
        if (entry.subject in sites if entry.kind in OF_SCHOOLS else entry.subject in subjects)
        or (entry.kind == "reviewed" and entry.subject in sites)
    ]


def _decisions(material: Material, entries: Sequence[Entry]) -> Iterator[Block]:
    _, numbers = material.translate, material.numbers
    if not entries:
        text = N_("No decision is in force.") if material.decisions else N_("Nothing was decided yet.")
        yield paragraph(_(text))
        return
    sectors = material.assessment.evidence.sectors
    places = {str(code): sector_name(material, row) for code, row in sectors.iterrows()}
    names = replace(material.names_in_log, places={**material.names_in_log.places, **places})
    rows = []
    for entry in entries:
        does = _held(material, entry)
        rows.append(
            [
                _(N_("{day}, {who}")).format(day=numbers.day(entry.at_utc[:10]), who=entry.who),
                decision_words(entry, _, names, keyed=False),
                entry.why,
                cost_words(entry, numbers),
                "" if does is None else numbers.yes_no(does),
            ]
        )
    columns = [
        (_(N_("when and who")), "left", 2.0),
        (_(N_("decision")), "left", 3.0),
        (_(N_("why")), "left", 3.0),
        (_(N_("what it costs")), "left", 2.4),
        (_(N_("in the plan")), "left", 1.1),
    ]
    yield table(columns, rows, caption=_(N_("Decisions in force, and what each cost when it was taken")))  # type: ignore[arg-type]
    yield from _evidence(material, entries)


def _told(material: Material, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield decisions on one building in a line each, so that its page stays one."""
    _, numbers = material.translate, material.numbers
    for entry in entries:
        told = [
            decision_words(entry, _, material.names_in_log, whole=entry.kind in OF_SCHOOLS, keyed=False),
            _(N_("{day}, {who}")).format(day=numbers.day(entry.at_utc[:10]), who=entry.who),
            entry.why,
        ]
        if cost := cost_words(entry, numbers):
            told.append(_(N_("what it costs: {cost}")).format(cost=cost))
        if (does := _held(material, entry)) is not None:
            told.append(_(N_("in the plan: {answer}")).format(answer=numbers.yes_no(does)))
        yield " · ".join(told)


def _school_sites(material: Material, key: str) -> frozenset[str]:
    """Return the keys of the school sites whose building this is, as the table of pupils has it."""
    table = material.assessment.evidence.school_pupils
    return (
        frozenset() if table is None else frozenset(map(str, table.loc[table["building_id"] == key, "school_site_id"]))
    )


def _held(material: Material, entry: Entry) -> bool | None:
    """Say whether the plan does what a decision asks.

    Of a plan that nobody has searched for nothing is said; neither of one whose rules cannot hold together.
    """
    outcomes = [each for each in outcomes_of(material.plan, material.roster, material.lots) if each.has_plan]
    return held(entry, outcomes)


def _evidence(material: Material, entries: Sequence[Entry]) -> Iterator[Block]:
    """Yield the photos and documents decisions rest on, with the whole hash: the files themselves stay in the house."""
    _ = material.translate
    rows = [[str(entry.number), file.name, file.sha256] for entry in entries for file in files_of(entry)]
    if rows:
        columns = [
            (_(N_("entry")), "right", 1.1),
            (_(N_("file")), "left", 2.1),
            ("SHA-256", "left", 5.5),
        ]
        yield table(columns, rows, caption=_(N_("Photos, documents and adopted scenarios, by name and SHA-256")))  # type: ignore[arg-type]
