"""Hand-made corruptions of a written plan: edits of one cell, row, key or line of its files."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

Edit = Callable[[Path], None]

WIFI, SUMMARY, WAITING = "programme_wifi.csv", "programme_summary.csv", "programme_waiting.csv"


def corrupted(whole: Path, edit: Edit, folder: Path) -> Path:
    """Copy what was written to a folder that is not there yet, corrupt the copy, and return it."""
    shutil.copytree(whole, folder)
    edit(folder)
    return folder


def cell(file: str, row: dict[str, str], **changes: str) -> Edit:
    """Change cells of the one row whose cells say what ``row`` says."""

    def edit(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        found = _one(rows, row)
        assert all(found[column] != value for column, value in changes.items()), "the edit changes nothing"
        found.update(changes)
        return rows

    return _on_rows(file, edit)


def without(file: str, row: dict[str, str]) -> Edit:
    """Delete the one row whose cells say what ``row`` says."""
    return _on_rows(file, lambda rows: [each for each in rows if each is not _one(rows, row)])


def again(file: str, row: dict[str, str], **changes: str) -> Edit:
    """Add a copy of the one row whose cells say what ``row`` says, with changes."""
    return _on_rows(file, lambda rows: [*rows, _one(rows, row) | changes])


def proof(change: Callable[[dict], None]) -> Edit:
    """Change what ``proof.json`` says."""

    def edit(folder: Path) -> None:
        path = folder / "proof.json"
        told = json.loads(path.read_text("utf-8"))
        before = json.dumps(told)
        change(told)
        assert json.dumps(told) != before, "the edit changes nothing"
        path.write_text(json.dumps(told), "utf-8")

    return edit


def text(file: str, old: str, new: str) -> Edit:
    """Change a piece of text that stands in a file once."""

    def edit(folder: Path) -> None:
        path = folder / file
        content = path.read_text("utf-8")
        assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {file}"
        path.write_text(content.replace(old, new), "utf-8")

    return edit


def both(*edits: Edit) -> Edit:
    """Do several edits, as somebody who covers his tracks would."""

    def edit(folder: Path) -> None:
        for each in edits:
            each(folder)

    return edit


def gone(file: str) -> Edit:
    """Delete a file."""
    return lambda folder: (folder / file).unlink()


def _one(rows: list[dict[str, str]], row: dict[str, str]) -> dict[str, str]:
    (found,) = [each for each in rows if row.items() <= each.items()]
    return found


def _on_rows(file: str, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / file
        reader = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";")
        rows = change(list(reader))
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, reader.fieldnames, delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        path.write_bytes(out.getvalue().encode("utf-8-sig"))

    return edit
