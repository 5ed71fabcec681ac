"""The command of a story of a meeting: every fault of its file, by line, before anybody sits in the room."""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import ConfigurationError, MaillageError
from geo.texts import N_, NN_
from terminal.opening import Settings, say, tell

if TYPE_CHECKING:
    from config import Story


def story(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("The story, a TOML file as in config/stories."))],
) -> None:
    """Look a story of a meeting through: every fault with its line and what to write, else its questions and time."""
    from config import STORIES, line_of, load_story, stories
    from words.meeting import question_words
    from words.numbers import Numbers

    settings: Settings = context.obj
    _, numbers = settings.translate, Numbers(settings.language, settings.translate)
    try:
        told = load_story(file)
        wrong = _unknown_layers(told, settings)
    except ConfigurationError as error:
        wrong = list(getattr(error, "wrong", ()))
        if not wrong:
            raise
    if wrong:
        text = file.read_text("utf-8")
        lines = [line_of(text, str(each.parameters.get("key", "")).split(".")) for each in wrong]
        faults = sorted(zip(lines, wrong, strict=True), key=lambda pair: pair[0] or 0)
        head = NN_("{file} cannot be told; {count} fault:", "{file} cannot be told; {count} faults:", "count")
        tell(_(head).format(file=file, count=numbers.number(len(wrong))), err=True)
        for line, each in faults:
            where = _(N_("line {line}: ")).format(line=line) if line else ""
            tell(f"  {where}{each.render(_)}", err=True)
        raise typer.Exit(1)
    title = told.title.in_language(settings.language)
    text = NN_("{title}: {count} question, {minutes} min.", "{title}: {count} questions, {minutes} min.", "count")
    filled = {"title": title, "count": numbers.number(len(told.steps)), "minutes": numbers.number(told.minutes)}
    say([_(text).format(**filled), ""])
    say(
        f"{number:>3}. {question_words(step, settings.language, _)}"
        + _(N_(" ({minutes} min)")).format(minutes=numbers.number(step.minutes))
        + ("" if step.notes is not None else _(N_(", without notes for the speaker")))
        for number, step in enumerate(told.steps, start=1)
    )
    others = stories()[0]
    if file.resolve().parent != STORIES.resolve():
        text = N_("To tell it: put the file into {folder}.")
        say(["", _(text).format(folder=STORIES)])
        if told.name in others:
            text = N_("Another story there is called {name} already: give this one another name first.")
            say([_(text).format(name=told.name)])


def _unknown_layers(told: "Story", settings: Settings) -> list[MaillageError]:
    """Return what is wrong with the layers a story names: those that do not exist, or have nothing to draw."""
    layers = settings.store(reading=True).layers
    drawn = sorted(each.name for each in layers if each.drawing is not None)
    wrong = []
    for place, step in enumerate(told.steps):
        for name in step.layers:
            if step.asks == "there" and name not in drawn:
                near = get_close_matches(name, drawn, n=1, cutoff=0.6)
                message = (
                    N_("{key}: there is no layer {name} that can be shown. Write {likely} if that is meant.")
                    if near
                    else N_("{key}: there is no layer {name} that can be shown. There are: {known}.")
                )
                facts = {"likely": near[0]} if near else {"known": ", ".join(drawn)}
                wrong.append(MaillageError(message, key=f"steps.{place}.layers", name=name, **facts))
    return wrong
