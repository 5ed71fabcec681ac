"""Setting the pages of a dossier as a PDF that keeps PDF/UA-1; the same content always gives the same bytes."""

import json
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from exports._together import alone
from exports.dossier.fonts import font_folder, letters, showable
from geo.errors import MaillageError
from geo.solving import Control
from geo.texts import N_
from words.printable import printable

TEMPLATE = Path(__file__).with_name("template.typ")

NEEDED = {"typst": "typst", "fontTools": "fonttools", "brotli": "brotli", "matplotlib": "matplotlib"}
"""Module -> the package that brings it; the extra ``dossier`` of the program has them all."""


def missing_packages() -> list[str]:
    """Return the packages that are not installed and without which nothing can be set."""
    return [package for module, package in NEEDED.items() if find_spec(module) is None]


def check_installed() -> None:
    """Raise MaillageError naming what is not installed and how to get it, before anything is computed."""
    if missing := missing_packages():
        raise MaillageError(
            N_("To write a dossier, {packages} must be installed: pip install 'maillage[dossier]'."),
            packages=", ".join(missing),
        )


def write_pdf(
    content: Mapping[str, object], path: Path, created: datetime, kept: Path, template: Path = TEMPLATE
) -> None:
    """Write the pages to a file, whole or not at all.

    Parameters
    ----------
    content
        As ``exports.dossier.pages`` returns it: plain data.
    path
        The file.
    created
        When the data are from: what the file says of when it was made.
    kept
        Folder of this program's own where fonts stay unpacked for the next time; where it cannot be written to, they
        are unpacked for this time only.
    template
        What sets them.
    """
    with alone(path) as whole:
        whole.write_bytes(pdf(content, created, kept, template))


def pdf(content: Mapping[str, object], created: datetime, kept: Path, template: Path = TEMPLATE) -> bytes:
    """Return the pages as PDF; parameters as for ``write_pdf``."""
    try:
        folder = font_folder(kept)
    except OSError:
        with tempfile.TemporaryDirectory(prefix="maillage-fonts-") as unkept:
            return _set(content, created, font_folder(Path(unkept)), template)
    return _set(content, created, folder, template)


def pdf_apart(
    content: Mapping[str, object],
    created: datetime,
    kept: Path,
    *,
    control: Control,  # noqa: ARG001 - setting takes seconds, and has no end that could come sooner
    tell: Callable[[object], None],  # noqa: ARG001
) -> bytes:
    """Return the same as ``pdf``, as work that ``store.apart.apart`` does in a process of its own."""
    return pdf(content, created, kept)


def _set(content: Mapping[str, object], created: datetime, folder: Path, template: Path) -> bytes:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    data = showable(without_controls(content), letters(folder))
    with tempfile.TemporaryDirectory(prefix="maillage-dossier-") as empty:
        # An empty root and no package folder but an empty one: the template reads nothing but what it is given.
        return typst.compile(
            template.read_bytes(),
            root=empty,
            font_paths=fonts,
            ignore_system_fonts=True,
            package_path=empty,
            package_cache_path=empty,
            sys_inputs={"dossier": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=created,
        )


def without_controls(content: object) -> object:
    """Return plain data whose texts hold no control or direction character: those are written out."""
    if isinstance(content, str):
        return printable(content)
    if isinstance(content, Mapping):
        return {name: value if name == "svg" else without_controls(value) for name, value in content.items()}
    return [without_controls(each) for each in content] if isinstance(content, list | tuple) else content
