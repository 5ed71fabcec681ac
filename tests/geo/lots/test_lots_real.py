"""Device lots on the real Liege, from stated assumptions: schools as places, streets and residents as published."""

from pathlib import Path

import pytest

from config import place
from exports.lots.files import read_lots, write_lots
from exports.lots.tables import LotsToWrite
from geo.audit import lots_verdict
from geo.lots import plan_lots
from geo.settings import Lots
from geo.settings.parameters import Parameters
from store.assessments import open_assessment
from store.store import Store
from words import translator
from words.devices import NOTHING, answer, assumed_words
from words.numbers import Numbers

pytestmark = pytest.mark.real

NUMBERS = Numbers("en", translator("en"))

ASSUMED = Lots(assume_function=True, assumed_desks=6, assumed_hours_per_week=30, pcs=300, budget_eur=300_000)


def test_lots_of_liege_rest_on_assumptions_that_are_told(liege: Path, tmp_path: Path) -> None:
    store = Store(liege, place("62063"))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    assessment = open_assessment(store, snapshot, Parameters())
    evidence = assessment.evidence
    # Nobody publishes desks or functions: without a word of the city's nothing is given.
    assert answer(plan_lots(evidence, Lots()), NUMBERS) == NOTHING
    plan = plan_lots(evidence, ASSUMED)
    assert plan.conflicts == ()
    taking = int((plan.places["status"] == "receives").sum())
    assert taking > 20
    told = " ".join(assumed_words(plan, NUMBERS))
    for part in (f"{taking} places are taken to have a function in charge", "6 desks each", "open 30 h a week"):
        assert part in told
    for kind, lots in plan.kinds.items():
        assert lots.shares is not None
        assert lots.given + lots.shares.left == lots.available
        assert lots.table["lots"].between(ASSUMED.least_lot[kind], lots.table["most"]).all()
        everybody = float(sum(lots.need.of.values()) + lots.need.unreached)
        assert everybody == pytest.approx(evidence.demand["vulnerable_count"].sum(), abs=0.1)
    write_lots(tmp_path, LotsToWrite(plan, "x", ""), assessment, snapshot.id)
    assert lots_verdict(read_lots(tmp_path), evidence, ASSUMED, scenario="x").findings == ()
