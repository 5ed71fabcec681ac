"""The page of measurements: each program writes its own part and leaves the rest alone; ratios are to the first row."""

from pathlib import Path

import pytest

from benchmarks._report import Row, duration, table, write_section


def test_a_part_is_added_once_and_then_replaced(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "performance.md"

    write_section(page, "reach", "## Walking\nslow")
    write_section(page, "zonal", "## Zones")
    page.write_text(page.read_text("utf-8") + "\nWritten by hand.\n", "utf-8")
    write_section(page, "reach", "## Walking\nfast")

    content = page.read_text("utf-8")
    assert content.startswith("# Speed")
    assert content.endswith("Written by hand.\n")
    assert content.count("## Walking") == content.count("## Zones") == content.count("<!-- begin reach -->") == 1
    assert "fast" in content
    assert "slow" not in content


def test_ratios_are_to_the_first_row() -> None:
    lines = table([Row("ours", 0.1, 0.05, "-"), Row("theirs", 0.5, 1.0, "same", extrapolated=True)], "ready", "answer")

    assert lines.splitlines()[2:] == [
        "| ours | 100 ms | 50 ms | 1 | 150 ms | 1 | - |",
        "| theirs | 500 ms | 1.0 s (x) | 20 | 1.5 s (x) | 10 | same |",
    ]


def test_where_nobody_gets_ready_there_is_no_column_for_it() -> None:
    lines = table([Row("ours", 0, 0.05, "-"), Row("theirs", 0, 0.1, "same")], "ready", "answer")

    assert lines.splitlines()[0] == "| method | answer | ratio | agreement |"
    assert lines.splitlines()[-1] == "| theirs | 100 ms | 2 | same |"


@pytest.mark.parametrize(("seconds", "text"), [(0, "-"), (0.0123, "12 ms"), (0.9994, "999 ms"), (12.34, "12.3 s")])
def test_durations_are_read_at_a_glance(seconds: float, text: str) -> None:
    assert duration(seconds) == text
