"""The exported tables of criteria: made again from the rankings beside them, and said in words on the page."""

import re
from pathlib import Path

import pandas as pd
import pytest

from exports.write import write_export
from geo.ranking.criteria import CRITERIA
from geo.ranking.influence import influence
from geo.ranking.ranking import rank
from tests import toyville
from tests.cities import assessed
from tests.toy_plans import assessment as toy_assessment

WEIGHTS = toyville.PARAMETERS.weights


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, sep=";", encoding="utf-8-sig")


def _remade(folder: Path, least: int) -> None:
    """Make both tables again from ``ranking_*.csv`` by pandas' own correlations, of so many criteria at least."""
    criteria, pairs = _read(folder / "criteria.csv"), _read(folder / "criteria_pairs.csv")
    for ranking in ("wifi", "aidants"):
        table = _read(folder / f"ranking_{ranking}.csv")
        known = table[table["status"] == "ranked"]
        rows = criteria[criteria["ranking"] == ranking].set_index("criterion")
        assert rows.index.tolist() == [each.key for each in CRITERIA if ranking in each.ranks]
        told = rows[rows["variance_share"].notna()]
        assert len(told) >= least
        for key, row in told.iterrows():
            points = known[f"contribution_{key}"]
            assert row["buildings"] == len(known)
            assert row["weight_share"] == pytest.approx(row["weight"] / rows.loc[told.index, "weight"].sum())
            assert row["variance_share"] == pytest.approx(points.cov(known["score"]) / known["score"].var())
            if points.std() > 1e-9:
                assert row["correlation_ratio"] == pytest.approx(points.corr(known["score"]) ** 2)
        compared = table[table["status"] != "excluded"]
        for pair in pairs[(pairs["ranking"] == ranking) & pairs["correlation"].notna()].itertuples():
            one, other = (compared[f"contribution_{key}"] for key in (pair.first, pair.second))
            assert pair.correlation == pytest.approx(one.corr(other, method="spearman"))
            assert pair.buildings == (one.notna() & other.notna()).sum()


def test_the_figures_follow_from_the_rankings_beside_them(tmp_path: Path) -> None:
    write_export(tmp_path, toy_assessment(), WEIGHTS, pd.DataFrame({"layer": []}), "abc")
    _remade(tmp_path, least=0)
    assert not _read(tmp_path / "criteria.csv")["weight_share"].isna().all()


def test_a_criterion_of_weight_zero_has_no_part_and_an_empty_ranking_no_figure(tmp_path: Path) -> None:
    weights = {ranking: dict.fromkeys(each, 0) | {"opening_hours": 3} for ranking, each in WEIGHTS.items()}
    write_export(tmp_path, toy_assessment(), weights, pd.DataFrame({"layer": []}), "abc")
    rows = _read(tmp_path / "criteria.csv")
    assert rows.loc[rows["weight"] == 0, "weight_share"].eq(0).all()
    assert rows.loc[rows["weight"] == 3, "weight_share"].eq(1).all()
    assert _read(tmp_path / "criteria_pairs.csv").empty


@pytest.mark.slow
def test_what_decides_in_the_demonstration_city(demo_export: Path) -> None:
    _remade(demo_export, least=7)
    rows = _read(demo_export / "criteria.csv").set_index(["ranking", "criterion"])
    # Fibre weighs 19 % and makes three fifths of the differences; the gap at home weighs 16 % and takes some back.
    assert rows.loc[("wifi", "fibre_at_building"), "weight_share"] == pytest.approx(0.19, abs=0.01)
    assert rows.loc[("wifi", "fibre_at_building"), "variance_share"] == pytest.approx(0.60, abs=0.03)
    assert rows.loc[("wifi", "gap_in_reach"), "weight_share"] == pytest.approx(0.16, abs=0.01)
    assert rows.loc[("wifi", "gap_in_reach"), "variance_share"] == pytest.approx(-0.02, abs=0.02)
    pairs = _read(demo_export / "criteria_pairs.csv")
    found = pairs[pairs["relation"].notna()]
    told = found.set_index(["ranking", "first", "second"])
    # There may be others beside them where the walk is another.
    assert told.loc[("wifi", "gap_in_reach", "fibre_at_building"), "relation"] == "opposed"
    assert told.loc[("aidants", "vulnerable_in_reach", "seniors_in_reach"), "relation"] == "alike"
    assert told.loc[("aidants", "vulnerable_in_reach", "seniors_in_reach"), "correlation"] == pytest.approx(
        0.97, abs=0.02
    )
    page = (demo_export / "LISEZMOI.txt").read_text("utf-8-sig")
    assert "ranking_aidants.csv: “Vulnerable residents within a walk” and “Seniors within a walk” say nearly" in page
    assert not re.search(r"\bnan\b", page, re.IGNORECASE)


@pytest.mark.slow
def test_a_straight_line_estimates_the_correlation_ratio_well_enough(demo_data: Path) -> None:
    """Beside it the ratio of ten groups of equal size, less what so many groups explain by chance (Kelley 1935)."""
    city = assessed(demo_data, "demo")
    for ranking, matrix in city.matrices.items():
        weights = city.evidence.parameters.weights[ranking]
        table = rank(matrix, weights)
        known = table[table["status"] == "ranked"]
        for key, told in influence(table, weights)["correlation_ratio"].items():
            groups = pd.qcut(known[f"contribution_{key}"].rank(), 10, duplicates="drop")
            means = known["score"].groupby(groups, observed=True).transform("mean")
            count, all_of_them = groups.nunique(), len(known)
            found = means.var() / known["score"].var()
            grouped = 1 - (1 - found) * (all_of_them - 1) / (all_of_them - count)
            assert told == pytest.approx(grouped, abs=0.08), key
