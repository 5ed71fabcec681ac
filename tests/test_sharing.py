"""What the tests lean on: a folder made once for all workers, and laws that are tried more often when asked."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import settings

from tests import laws
from tests.conftest import ROOT
from tests.once import copy_of, once


def test_many_who_ask_at_once_get_one_folder_made_once(tmp_path: Path) -> None:
    made = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "half.txt").write_text("half")
        (folder / "whole.txt").write_text("whole")

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _number: once(tmp_path, "city", make), range(6)))
    assert len(made) == len(set(found)) == 1
    assert {path.name for path in found[0].iterdir()} == {"half.txt", "whole.txt"}


def test_what_failed_half_way_is_made_again_from_nothing(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half.txt").write_text("half")
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        once(tmp_path, "city", fail)
    folder = once(tmp_path, "city", lambda made: (made / "whole.txt").write_text("whole"))
    assert [path.name for path in folder.iterdir()] == ["whole.txt"]


def test_a_copy_leaves_out_what_is_being_written(tmp_path: Path) -> None:
    for name in ("kept", ".tmp-1", ".new-2", "plans"):
        (tmp_path / "data" / name).mkdir(parents=True)
    copied = copy_of(tmp_path / "data", tmp_path / "copy", "plans")
    assert [path.name for path in copied.iterdir()] == ["kept"]


@pytest.mark.parametrize(
    ("profile", "examples"),
    [
        (laws.QUICK, [3, 3, 3, 3, 6]),
        (laws.EVERYDAY, [6, 6, 6, 6, 100]),
        (laws.THOROUGH, [8, 20, 60, 100, 200]),
    ],
)
def test_laws_are_tried_as_often_as_the_profile_says(profile: str, examples: list[int]) -> None:
    before = settings.get_current_profile_name()
    settings.load_profile(profile)
    try:
        found = [laws.draws(number) for number in (8, 20, 60, 100)] + [laws.draws(200, everyday=100)]
    finally:
        settings.load_profile(before)
    assert [each.max_examples for each in found] == examples


def test_no_law_fixes_its_own_number_of_examples() -> None:
    fixed = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path.name not in ("laws.py", Path(__file__).name) and re.search(r"\bmax_examples\b", path.read_text("utf-8"))
    ]
    assert fixed == []
