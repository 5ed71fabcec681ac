"""The demonstration city for measurements and pictures: the one that is named, else one built for the moment."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def demonstration_data() -> Iterator[Path]:
    """Yield the data folder ``MAILLAGE_TEST_DEMO`` names, else one where the demonstration city is built first."""
    with tempfile.TemporaryDirectory() as scratch:
        given = os.environ.get("MAILLAGE_TEST_DEMO")
        if not given:
            command = [sys.executable, str(ROOT / "cli.py"), "--data", scratch, "demo"]
            subprocess.run(command, check=True, cwd=ROOT, stdin=subprocess.DEVNULL)
        yield Path(given or scratch)


DECISIONS = (
    (
        "building_forced",
        "BC0230",
        "--who",
        "Collège (exemple)",
        "--why",
        "La Ville y ouvre un atelier numérique en 2027.",
    ),
    ("building_excluded", "BC0316", "--who", "Régie des bâtiments (exemple)", "--why", "La toiture est à refaire."),
    (
        *("gap_confirmed", "52011J125", "--about", "home", "--who", "Comité d'experts (exemple)"),
        *("--why", "Constaté sur place : ni fibre, ni 5G à l'intérieur."),
    ),
    (
        *("gap_contested", "52011J11-", "--about", "public", "--who", "Maison de quartier (exemple)"),
        *("--why", "Une salle y offre déjà le Wi-Fi."),
    ),
    (
        *("reviewed", "BC0328", "--about", "public_wifi", "--value", "open", "--who", "Maison de quartier (exemple)"),
        *(
            "--why",
            "L'espace seniors a le Wi-Fi depuis mai.",
            "--corrects",
            "buildings.wifi_now",
            "--becomes",
            "public",
        ),
    ),
)
"""Invented like the city itself, and signed as examples: what ``maillage decide`` is told."""


@contextmanager
def decided_data() -> Iterator[Path]:
    """Yield a copy of the demonstration city's data in whose log a few decisions stand, each with what it costs."""
    with demonstration_data() as data, tempfile.TemporaryDirectory() as scratch:
        copied = Path(shutil.copytree(data, Path(scratch) / "data"))
        for decision in DECISIONS:
            command = [sys.executable, str(ROOT / "cli.py"), "--data", str(copied), "--commune", "demo", "decide"]
            subprocess.run([*command, *decision], check=True, cwd=ROOT, stdin=subprocess.DEVNULL)
        yield copied
