"""Every table of what is on the screen, as the terminal exports it: in one archive, or in one workbook."""

import io
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

from config import scenario_toml
from exports.lots.tables import LotsToWrite
from exports.programme_tables import PlanToWrite
from exports.roster.files import Named, RosterToWrite
from exports.roster.timetable import monday_from
from exports.tables import ranking_table
from exports.workbook.book import FILE as WORKBOOK
from exports.write import write_export
from geo.programme import compared
from store.decisions import open_log
from store.status import provenance_table
from ui.context import Context
from ui.leaving.material import OnScreen
from ui.roster.files import event_words


def archive_of(context: Context, shown: OnScreen) -> bytes:
    """Return the whole export of what is on the screen as a ZIP: plan, roster and lots as far as they are known."""
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _written(context, shown, Path(folder)):
            archive.write(path, path.name)
    return packed.getvalue()


def workbook_of(context: Context, shown: OnScreen) -> bytes:
    """Return the workbook of the same export: a sheet a table."""
    with tempfile.TemporaryDirectory() as folder:
        return next(path for path in _written(context, shown, Path(folder)) if path.name == WORKBOOK).read_bytes()


def _written(context: Context, shown: OnScreen, folder: Path) -> list[Path]:
    """Write what the command `export` writes; nothing is searched for, nor a roster reviewed."""
    assessment, scenario, _ = context.assessment, shown.scenario, context.translate
    told, weights = scenario_toml(scenario), scenario.parameters.weights
    plan = None
    if shown.plan is not None:
        order = ranking_table(assessment, "wifi", weights["wifi"])["building_id"].tolist()
        plan = PlanToWrite(*compared(shown.plan, order), scenario.name, told)
    roster = None
    if shown.roster is not None:
        monday = monday_from(datetime.fromisoformat(context.snapshot.created_at).date())
        named = Named(context.place.key, context.snapshot.id, scenario.name)
        roster = RosterToWrite(shown.roster, named, told, monday, event_words(context))
    return write_export(
        folder,
        assessment,
        weights,
        provenance_table(context.store, context.snapshot),
        context.snapshot.id,
        language=context.language,
        translate=_,
        plan=plan,
        lots=LotsToWrite(shown.lots, scenario.name, told),
        roster=roster,
        decisions=open_log(context.store).entries(),
    )
