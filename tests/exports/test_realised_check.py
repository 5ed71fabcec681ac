"""The tables of a programme carried out are recounted from plan and follow-up, and every changed figure is named."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from exports.csv_files import write_csv
from exports.realised.check import FILE, FILE_OF_YEARS, check_realised
from exports.realised.tables import realised_tables
from geo.evidence import Evidence
from geo.programme import compare_realised
from tests.geo.ready import DONE, READY

ROWS = pd.DataFrame(
    {
        "building_id": ["b1-library", "b1-library", "b3-school", "b3-school"],
        "year": [2027, 2028, 2027, 2028],
        "progress": ["installed", "installed", "installed", "dropped"],
        "tier": ["hall", "whole", None, None],
        "spent_eur": [3000.0, 2000.5, None, 0.0],
        "connections": [900, 1000, None, None],
    }
)


def written(folder: Path, evidence: Evidence) -> Path:
    for name, table in realised_tables(compare_realised(evidence, READY["plan"]())).items():
        write_csv(table, folder / f"{name}.csv")
    return folder


def check(folder: Path, evidence: Evidence) -> list[str]:
    return [each.render() for each in check_realised(folder, READY["claimed"](), evidence, READY["programme"]())]


@pytest.fixture(params=["one year", "two years, one dropped"])
def evidence(request: pytest.FixtureRequest) -> Evidence:
    return replace(READY["followed"](), realised=DONE if request.param == "one year" else ROWS)


def test_what_is_as_it_was_written_is_as_recounted(tmp_path: Path, evidence: Evidence) -> None:
    assert check(written(tmp_path, evidence), evidence) == []


@pytest.mark.parametrize("file", [FILE, FILE_OF_YEARS])
def test_every_other_value_of_every_column_is_named(tmp_path: Path, evidence: Evidence, file: str) -> None:
    path = written(tmp_path, evidence) / file
    table = pd.read_csv(path, sep=";", dtype=str, encoding="utf-8-sig", keep_default_na=False)
    key, *columns = table.columns
    for column in columns:
        changed = table.copy()
        before = changed.loc[0, column]
        numeric = column.endswith(("_eur", "_year", "connections", "_planned", "_served", "_buildings", "_unknown"))
        changed.loc[0, column] = str(int(float(before or 0)) + 7) if numeric else f"{before}x"
        changed.to_csv(path, sep=";", index=False, encoding="utf-8-sig")
        found = check(tmp_path, evidence)
        assert len(found) == 1, column
        assert f"{file}, {table.loc[0, key]}, {column}: {changed.loc[0, column]} is told" in found[0]


def test_rows_lost_and_rows_added_are_named(tmp_path: Path) -> None:
    evidence = READY["followed"]()
    path = written(tmp_path, evidence) / FILE
    lines = path.read_text("utf-8-sig").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), "utf-8")
    assert check(tmp_path, evidence) == ["realised.csv: there is no row of b3-school, of which plan or layer tell."]
    path.write_text("".join([*lines, lines[-1].replace("b3-school", "b9-other")]), "utf-8")
    assert check(tmp_path, evidence) == ["realised.csv: neither plan nor layer tell anything of b9-other."]
