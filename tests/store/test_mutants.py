"""Whatever happens to a file of any kind, it is read or refused in words, and no shape changes in silence.

Sixty mutants in every run, three thousand in ``make thorough``; one that fails is named by its number, from which
it can be made again.
"""

import random
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from geo.crs import METRIC
from layers import Cleaned, RawFile, Refused, layer
from layers._fault import Fault, describe
from layers.reading.coordinate_systems import surroundings
from store._publishing.apart import cleaned_apart
from store._publishing.reader import clean_and_check
from tests import toyville
from tests.laws import EVERYDAY, THOROUGH
from tests.store.mutants import Good, good_files, ways

COUNT = {THOROUGH: 3000, EVERYDAY: 60}
EVERY = 11
"""One of so many mutants is read in a process of its own, which takes longer."""

NO_WORDS = re.compile(r"\b[A-Z]\w*(Error|Exception|Warning)\b|Traceback|<class|NoneType|\b0x[0-9a-f]{6,}|std::")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> list[Good]:
    return good_files(tmp_path_factory.mktemp("good"))


def read(folder: Path, content: bytes, good: Good, *, apart: bool = False) -> Cleaned:
    path = folder / "received"
    path.write_bytes(content)
    spec = layer(good.layer)
    reader = cleaned_apart if apart else clean_and_check
    return reader(spec, spec.source(good.source), toyville.PLACE, [RawFile(good.name, path)])


def said(faults: Sequence[Fault]) -> set[str]:
    """Return the faults in words."""
    return {describe(fault) for fault in faults}


def wordless(faults: Sequence[Fault]) -> list[str]:
    """Return the faults with something no reader should see; what stands in the file is shown as it is."""
    return [each for each in said(faults) if NO_WORDS.search(re.sub(r"'[^']*'", "", each))]


def misplaced(cleaned: Cleaned) -> list[str]:
    """Return what lies outside the surroundings of the town."""
    west, south, east, north = surroundings(toyville.PLACE, METRIC)
    if cleaned.table.geometry.isna().all():
        return [] if any(fault.code == "places.unknown" for fault in cleaned.faults) else ["nowhere"]
    x_from, y_from, x_to, y_to = cleaned.table.total_bounds
    return [] if west <= x_from and south <= y_from and x_to <= east and y_to <= north else ["outside"]


def moved(cleaned: Cleaned, before: Cleaned) -> list[str]:
    """Return the keys of rows whose shape is another than before."""
    key = before.table.columns[0]
    both = pd.DataFrame(before.table).merge(pd.DataFrame(cleaned.table), on=key, suffixes=("", "_now"))
    return [
        str(row[key])
        for _, row in both.iterrows()
        if row["geometry_now"] is None or row["geometry"].hausdorff_distance(row["geometry_now"]) > 0.1
    ]


@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::UserWarning")
def test_mutants_are_read_or_refused_in_words(tmp_path: Path, good: list[Good]) -> None:
    whole = {each.name: read(tmp_path, each.content, each, apart=True) for each in good}
    outcomes: Counter[str] = Counter()
    wrong: list[tuple[int, str, str, str]] = []
    for number in range(COUNT.get(settings.get_current_profile_name(), 50)):
        dice = random.Random(f"mutant {number}")
        chosen = good[number % len(good)]
        how, mutate = dice.choice(ways(chosen))
        content = mutate(chosen.content, dice)
        try:
            # Here, where an error nobody foresaw would end the test, and some of them apart, as a refresh does.
            cleaned = read(tmp_path, content, chosen, apart=number % EVERY == 0)
        except Refused as refused:
            cleaned, faults = None, refused.faults
            outcomes.update({fault.code for fault in faults if fault.severity == "error"})
        except Exception as error:  # noqa: BLE001 - all of them are wanted at once
            wrong.append((number, chosen.name, how, repr(error)))
            continue
        else:
            faults = tuple(cleaned.faults)
            outcomes["read"] += 1
        problems = wordless(faults)
        if cleaned is not None and chosen.outlines:
            problems += misplaced(cleaned)
            if how != "changed" and said(faults) <= said(whole[chosen.name].faults):
                problems += [f"{key} moved" for key in moved(cleaned, whole[chosen.name])]
        wrong += [(number, chosen.name, how, problem) for problem in problems]
    assert wrong == []
    assert outcomes["read"] > 0
    assert len(outcomes) > 5
    assert outcomes["file.not_understood"] == 0
