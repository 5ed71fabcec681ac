"""The commands on corrections the committee has accepted: list them, look at one, take it into its layer or not."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import MaillageError
from geo.texts import N_
from terminal.help import SpokenCommand
from terminal.opening import Settings, current_snapshot, now, say, tell, waiting_lines

if TYPE_CHECKING:
    from store.corrections import Correction

Who = Annotated[str, typer.Option(help=N_("Who decides."), envvar="MAILLAGE_WHO", show_default=False)]
Why = Annotated[str, typer.Option(help=N_("The reason."), show_default=False)]


def corrections(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help=N_("Print it as JSON."))] = False,
) -> None:
    """List the corrections the committee has accepted and the published layers do not have."""
    from store.corrections import corrections as accepted
    from store.decisions import open_log
    from words.decisions.corrections import correction_words

    settings: Settings = context.obj
    _ = settings.translate
    store = settings.store()
    found = accepted(store, open_log(store).entries())
    if as_json:
        told = [
            {
                "number": each.asked.number,
                "subject": each.asked.subject,
                "corrects": each.asked.corrects,
                "now": each.now,
                "after": each.asked.after,
                "there": each.there,
                "done": each.done,
                "again": each.again,
            }
            for each in found
        ]
        tell(json.dumps(told, ensure_ascii=False, indent=1))
        return
    if not found:
        tell(_(N_("No accepted correction waits.")))
        return
    for each in found:
        text = _(N_("entry {entry}, {subject}: {correction}"))
        facts = {"entry": each.asked.number, "subject": each.asked.subject}
        tell(text.format(correction=correction_words(each.asked, _), **facts))
    tell(_(N_("What one of them changes says: maillage decisions correct ENTRY")))


def correct(
    context: typer.Context,
    number: Annotated[int, typer.Argument(min=1, help=N_("Number of the entry that asks for the correction."))],
    approve: Annotated[bool, typer.Option("--approve", help=N_("Publish the layer with it."))] = False,
    turn_down: Annotated[bool, typer.Option("--turn-down", help=N_("Enter that it is not taken."))] = False,
    why: Why = "",
    who: Who = "",
    effect: Annotated[
        bool, typer.Option("--effect", help=N_("Also compute the gaps, the rankings and the plan on it."))
    ] = False,
    scenario: Annotated[
        Path | None, typer.Option(help=N_("Scenario file (TOML); when left out, the one adopted, else the defaults."))
    ] = None,
) -> None:
    """Say what an accepted correction changes in its layer; publish it, or turn it down, where asked."""
    from store.changes import change_rows
    from store.corrections import approve_correction, propose_correction
    from store.corrections import turn_down as enter_turned_down
    from store.decisions import Decision, open_log, scenario_hash
    from terminal.changes.commands import show_effect
    from terminal.faults import fault_lines
    from words.changes.lines import change_lines
    from words.decisions.corrections import correction_words
    from words.decisions.entries import counts_words
    from words.numbers import numbers_of

    settings: Settings = context.obj
    _ = settings.translate
    if approve and turn_down:
        raise MaillageError(N_("Ask to approve it or to turn it down, not for both."))
    chosen = settings.scenario(scenario)
    store, snapshot = current_snapshot(settings)
    log = open_log(store)
    found = _asked(settings, number)
    at: Decision = Decision("", snapshot=snapshot.id, scenario=chosen.name, scenario_hash=scenario_hash(chosen))
    if turn_down:
        entry = enter_turned_down(log, found, who=who, why=why, now=now(), at=at)
        tell(_(N_("Turned down by entry {entry}; the layer stays as it is.")).format(entry=entry.number))
        return
    proposed = propose_correction(store, found)
    change = proposed.candidate.change
    tell(correction_words(found.asked, _))
    if found.review.agreed is False:
        tell(_(N_("The members disagree: {told}.")).format(told=counts_words(found.review.counts, numbers_of(_))))
    if found.now != found.asked.before:
        text = _(N_("The layer says something else by now than when it was entered: {value}."))
        tell(text.format(value=found.now or "-"))
    say(change_lines(change, _, changed=proposed.candidate.changed))
    say(
        f"  {row} {name} · {column} {before or '-'} → {after or '-'}"
        for _kind, row, name, column, before, after, _far in change_rows(change).itertuples(index=False, name=None)
    )
    say(fault_lines([*change.losses, *proposed.candidate.faults], _, most=None))
    if effect and proposed.candidate.changed:
        show_effect(settings, store, proposed.candidate, scenario)
    if not approve:
        tell(_("Nothing was published."))
        return
    entry = approve_correction(store, log, proposed, who=who, why=why, now=now(), at=at)
    text = _(
        N_("{layer}: published with the correction, version {version}; entry {entry} of the decision log says so.")
    )
    tell(text.format(layer=proposed.layer.name, version=entry.version, entry=entry.number))
    say(waiting_lines(settings, store))


def _asked(settings: Settings, number: int) -> "Correction":
    from store.corrections import corrections as accepted
    from store.decisions import open_log

    store = settings.store()
    found = {each.asked.number: each for each in accepted(store, open_log(store).entries())}
    if number not in found:
        text = N_("Entry {entry} asks for no correction that waits. Those that do: {known}.")
        raise MaillageError(text, entry=number, known=", ".join(map(str, found)) or "-")
    return found[number]


def add_corrections(group: typer.Typer) -> None:
    """Add ``corrections`` and ``correct`` to the commands of the decision log."""
    group.command(cls=SpokenCommand)(corrections)
    group.command(cls=SpokenCommand)(correct)
