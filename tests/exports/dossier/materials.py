"""What the pages of the tests are made from: Toyville with a programme, device lots and no roster."""

from datetime import UTC, datetime

import pandas as pd

from config import Scenario
from exports.dossier.material import Material
from geo.lots import plan_lots
from geo.place import LocalName
from geo.ranking.assessment import Assessment
from geo.settings.lots import Lots
from tests import toy_plans, toyville
from words import translator

CREATED = datetime(2026, 3, 2, tzinfo=UTC)

PROVENANCE = pd.DataFrame(
    {
        "layer": ["sectors", "buildings"],
        "publisher": ["Statbel", "Ville #1 $x$"],
        "licence": ["CC BY 4.0", "CC0"],
        "vintage": ["2023", ""],
        "sha256": ["0123456789abcdef" * 4, "fedcba9876543210" * 4],
    }
)


def material(language: str = "fr", assessed: Assessment | None = None, *, planned: bool = True) -> Material:
    """Return what is told of, in a language."""
    found = assessed or toy_plans.assessment()
    programme = toy_plans.PROGRAMMES["defaults"]
    devices = Lots()
    name = LocalName(fr="Essai", nl="Proef", en="Trial")
    return Material(
        assessment=found,
        scenario=Scenario(name="toy", title=name, parameters=toyville.PARAMETERS, programme=programme, devices=devices),
        snapshot="abc",
        created_at=CREATED.isoformat(),
        provenance=PROVENANCE,
        plan=toy_plans.to_write(found, programme).plan if planned else None,
        lots=plan_lots(found.evidence, devices),
        roster=None,
        water=(),
        translate=translator(language),
    )
