"""What can be taken away of device lots: the list of places, and all files to be checked."""

import io
import tempfile
import zipfile
from pathlib import Path

import streamlit as st

from config import Scenario, scenario_toml
from exports.csv_files import csv_bytes
from exports.lots.files import write_lots
from exports.lots.tables import LotsToWrite, lots_tables
from exports.tables import noted
from geo.lots import LotsPlan
from geo.texts import N_
from ui.context import Context
from ui.scenario import own_scenario


def draw_files(context: Context, plan: LotsPlan) -> None:
    """Draw a button a file; a file is made when it is asked for. Of lots that cannot be there is none."""
    if plan.conflicts:
        return
    _, key = context.translate, context.place.key
    # Read while the page is drawn: a file is made later, elsewhere, where nobody knows what the reader chose.
    scenario = own_scenario(context)
    files = {
        "lots": (_(N_("Lots (CSV)")), lambda: _csv(context, plan), f"lots_{key}.csv", "text/csv"),
        "all_lots": (
            _(N_("All files, to be checked (ZIP)")),
            lambda: _all(context, plan, scenario),
            f"lots_{key}.zip",
            "application/zip",
        ),
    }
    with st.container(horizontal=True, gap="small", key="lots_files"):
        for name, (title, content, file, kind) in files.items():
            st.download_button(title, content, file_name=file, mime=kind, key=f"download_{name}", on_click="ignore")


def _csv(context: Context, plan: LotsPlan) -> bytes:
    tables = lots_tables(plan, context.assessment.evidence)
    return csv_bytes(noted(tables["device_lots"], context.assessment))


def _all(context: Context, plan: LotsPlan, scenario: Scenario) -> bytes:
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        written = LotsToWrite(plan, scenario.name, scenario_toml(scenario))
        for path in write_lots(Path(folder) / "lots", written, context.assessment, context.snapshot.id):
            archive.write(path, path.name)
    return packed.getvalue()
