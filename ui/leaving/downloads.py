"""What can be taken away: the tables of the export, under the weights in force."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from exports import tables
from exports.csv_files import csv_bytes
from exports.workbook.book import FILE as WORKBOOK
from geo.ranking import Assessment
from store.status import provenance_table
from ui.context import Context
from ui.leaving.everything import archive_of, workbook_of
from ui.leaving.material import on_screen


def draw_downloads(context: Context) -> None:
    """Draw a button a file; a file is made when it is asked for."""
    _, assessment = context.translate, context.assessment
    weights = {ranking: context.weights(ranking) for ranking in assessment.matrices}
    provenance, shown = provenance_table(context.store, context.snapshot), on_screen(context)
    files: dict[str, tuple[str, Callable[[], pd.DataFrame]]] = {
        "sites.csv": (_("Buildings"), partial(tables.sites_table, assessment)),
        "sectors.csv": (_("Neighbourhoods"), partial(tables.sectors_table, assessment)),
        "ranking_wifi.csv": (_("Ranking for Wi-Fi"), partial(_ranking, assessment, "wifi", weights["wifi"])),
        "ranking_aidants.csv": (_("Ranking for helpers"), partial(_ranking, assessment, "aidants", weights["aidants"])),
        "provenance.csv": (_("Where the data come from"), partial(tables.timeless, provenance)),
    }
    with st.container(horizontal=True, gap="small", key="downloads"):
        for name, (title, table) in files.items():
            st.download_button(
                f"{title} (CSV)",
                partial(_csv, table, assessment),
                file_name=name,
                mime="text/csv",
                key=f"download_{name}",
                on_click="ignore",
            )
        st.download_button(
            _("All tables in one workbook (XLSX)"),
            partial(workbook_of, context, shown),
            file_name=WORKBOOK,
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="download_workbook",
            on_click="ignore",
        )
        st.download_button(
            _("Everything, with a GeoPackage for QGIS (ZIP)"),
            partial(archive_of, context, shown),
            file_name=f"maillage_{context.place.key}.zip",
            mime="application/zip",
            key="download_everything",
            on_click="ignore",
        )


def _ranking(assessment: Assessment, ranking: str, weights: dict[str, int]) -> pd.DataFrame:
    return tables.ranking_table(assessment, ranking, weights)


def _csv(table: Callable[[], pd.DataFrame], assessment: Assessment) -> bytes:
    return csv_bytes(tables.noted(table(), assessment))
