"""Files whole or absent, and one writer at a time."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from geo.errors import DataError
from store._publishing.durable import (
    StoreBusyError,
    json_bytes,
    publish_folder,
    read_json,
    remove_folder,
    remove_temporaries,
    temporary_beside,
    write_bytes,
    write_json,
    writer_lock,
)


def test_a_file_is_replaced_and_nothing_is_left_beside(tmp_path: Path) -> None:
    path = tmp_path / "new" / "current.json"
    write_json(path, {"b": 1, "a": "é"})
    write_json(path, {"b": 2, "a": "é"})
    assert read_json(path) == {"a": "é", "b": 2}
    assert [each.name for each in path.parent.iterdir()] == ["current.json"]


def test_equal_contents_give_equal_bytes() -> None:
    assert json_bytes({"b": 1, "a": [1]}) == json_bytes({"a": [1], "b": 1})


def test_contents_reach_the_disk_before_their_name_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    flush, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("flush"), flush(handle))[1])
    monkeypatch.setattr(os, "replace", lambda old, new: (steps.append("rename"), replace(old, new))[1])
    write_bytes(tmp_path / "file", b"x")
    assert steps == (["flush", "rename", "flush"] if os.name == "posix" else ["flush", "rename"])
    steps.clear()
    beside = temporary_beside(tmp_path / "folder")
    (beside / "inner").mkdir(parents=True)
    (beside / "inner" / "a").write_bytes(b"1")
    (beside / "b").write_bytes(b"2")
    publish_folder(beside, tmp_path / "folder")
    rename = steps.index("rename")
    assert steps[:rename].count("flush") == (4 if os.name == "posix" else 2), "two files and their two folders"
    assert (tmp_path / "folder" / "inner" / "a").read_bytes() == b"1"


def test_remains_are_removed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept.json").write_text("{}")
    temporary_beside(tmp_path / "x").write_text("half")
    folder = temporary_beside(tmp_path / "x")
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "file").write_text("half")
    remove_temporaries(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "kept.json"]
    remove_temporaries(tmp_path / "not there")


def test_a_folder_is_renamed_before_it_is_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "version"
    folder.mkdir()
    (folder / "table").write_text("x")

    def dies(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("shutil.rmtree", dies)
    with pytest.raises(KeyboardInterrupt):
        remove_folder(folder)
    assert not folder.exists()
    assert [path.name[:5] for path in tmp_path.iterdir()] == [".tmp-"]


def test_a_damaged_pointer_is_named(tmp_path: Path) -> None:
    (tmp_path / "current.json").write_text('{"version": ')
    with pytest.raises(DataError, match=r"current\.json"):
        read_json(tmp_path / "current.json")


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    lock = tmp_path / ".lock"
    with writer_lock(lock), pytest.raises(StoreBusyError, match=str(os.getpid())), writer_lock(lock):
        pass
    with writer_lock(lock):
        pass


def test_a_second_thread_is_a_second_writer(tmp_path: Path) -> None:
    seen: list[str] = []

    def write() -> None:
        try:
            with writer_lock(tmp_path / ".lock"):
                seen.append("wrote")
        except StoreBusyError:
            seen.append("busy")

    with writer_lock(tmp_path / ".lock"):
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert seen == ["busy"]


def test_the_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from store._publishing.durable import writer_lock\n"
        f"with writer_lock(Path({json.dumps(str(tmp_path / '.lock'))})):\n"
        "    print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusyError, match=str(holder.pid)), writer_lock(tmp_path / ".lock"):
            pass
        holder.kill()
        holder.wait()
        with writer_lock(tmp_path / ".lock"):
            pass
