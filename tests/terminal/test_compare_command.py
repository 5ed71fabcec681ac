"""The command that compares: what there is, what differs, the same as CSV, and what is not there."""

from pathlib import Path

import pandas as pd
import pytest

from tests.command_line import maillage


@pytest.mark.slow
def test_two_scenarios_are_compared_in_words_and_as_a_table(demo_data: Path, tmp_path: Path) -> None:
    def ask(*words: object, language: str = "en"):
        return maillage(demo_data, "compare", *words, commune="demo", language=language)

    listed = ask().output
    assert "people_first: Residents first" in listed
    assert "  @" in listed, "snapshots"
    mine = tmp_path / "mine.toml"
    mine.write_text(
        'name = "mine"\ntitle = {fr = "a", nl = "b", en = "c"}\n[parameters.weights.wifi]\nopening_hours = 0\n', "utf-8"
    )
    table = tmp_path / "difference.csv"
    answer = ask("reference", mine, "--out", table)
    assert answer.status == 0, answer.error
    assert "Weight of “Opening hours” for Wi-Fi" in answer.output
    assert "Ranking for helpers: nothing differs between A and B." in answer.output
    written = pd.read_csv(table, sep=";", encoding="utf-8-sig")
    moved = written[written["subject"] == "rank_wifi"]
    assert f"{len(moved)} buildings have another place in B." in answer.output, "the words and the table say the same"
    assert set(written["subject"]) == {"rank_wifi"}
    assert "Nothing differs between A and B" in ask("reference", "reference").output
    assert "Réglages différents" in ask("reference", mine, language="fr").output
    for wrong, said in ((("reference",), "Name two"), (("reference", "nobody"), "people_first")):
        refused = ask(*wrong)
        assert refused.status == 1
        assert said in refused.error
