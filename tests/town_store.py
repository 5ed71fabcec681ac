"""A store of the toy town by the river, whose layers nobody had to publish."""

from dataclasses import dataclass

import pandas as pd

from geo.tables import Tables
from store.store import Store
from store.versions import Snapshot
from tests.sambre_town import river_tables

SNAPSHOT = Snapshot("toy", "toyville", {"streets": "streets"}, "2026-03-02T00:00:00Z", synthetic=True)


@dataclass(frozen=True)
class TownStore(Store):
    """The store of that town."""

    def tables(self, snapshot: Snapshot) -> Tables:
        return river_tables()

    def read(self, layer_name: str, version: str | None = None) -> pd.DataFrame:
        return getattr(river_tables(), layer_name)
