"""The help of every command in the reader's language: texts, headings and what stands behind an option."""

import inspect
from collections.abc import Callable
from typing import Any

from typer.core import TyperCommand, TyperGroup

from geo.texts import N_

_EXTRAS = {"[required": N_("[required"), "[default: ": N_("[default: "), "[env var: ": N_("[environment variable: ")}
"""What Typer writes behind an option -> the text of ours that says it."""


class _Spoken:
    """What commands and their group share: help texts pass through the group's translator."""

    help: str | None
    get_params: Callable[[Any], list[Any]]
    collect_usage_pieces: Callable[[Any], list[str]]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how the command is called."""
        prefix = _translate(ctx)(N_("Usage:"))
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), f"{prefix} ")

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_said(ctx, self.help))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what each argument and option means, and the commands of a group."""
        translate = _translate(ctx)
        sections: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for parameter in self.get_params(ctx):
            if parameter.name == "help":
                parameter.help = N_("Show this text and stop.")
            said = _said(ctx, parameter.help)
            record = parameter.get_help_record(ctx)
            if record is not None:
                extra = record[1].removeprefix(parameter.help or "")
                for typed, ours in _EXTRAS.items():
                    extra = extra.replace(typed, translate(ours))
                sections[parameter.param_type_name].append((record[0], said + extra))
        for heading, rows in ((N_("Arguments:"), sections["argument"]), (N_("Options:"), sections["option"])):
            _section(ctx, formatter, heading, rows)


class SpokenCommand(_Spoken, TyperCommand):
    """A command whose help is said in the reader's language."""


class SpokenGroup(_Spoken, TyperGroup):
    """The program itself; ``translate`` says its texts and those of its commands."""

    translate: Callable[[str], str] = staticmethod(str)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options that stand before a command, and what each command does."""
        super().format_options(ctx, formatter)
        rows = [(name, _said(ctx, each.help)) for name, each in self.commands.items()]
        _section(ctx, formatter, N_("Commands:"), rows)


def _section(ctx: Any, formatter: Any, heading: str, rows: list[tuple[str, str]]) -> None:
    """Write what each of some words means, under a heading that ends in a colon as its language has it."""
    if rows:
        formatter.write_paragraph()
        formatter.write(f"{_translate(ctx)(heading)}\n")
        with formatter.indentation():
            formatter.write_dl(rows)


def _translate(ctx: Any) -> Callable[[str], str]:
    return getattr(ctx.find_root().command, "translate", str)


def _said(ctx: Any, text: str | None) -> str:
    return _translate(ctx)(inspect.cleandoc(text)) if text else ""
