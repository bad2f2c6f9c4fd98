"""Indexing over the workers of Dask: the same as in one process, and a lost worker loses nothing."""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
from pathlib import Path

import pytest

from corpus.errors import StoreError
from index.indexing import FileResult, Outcome, find_files, index_files
from index.store import Store
from index.verify import verify

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="Dask is not installed: pip install 'plan-assistant[dask]'"
)
COUNT = 120


@pytest.fixture
def many(tmp_path: Path) -> Path:
    place = tmp_path / "many"
    place.mkdir()
    for number in range(COUNT):
        title, task = f"Kiên cố hóa kênh mương năm {2031 + number}", f"Xây {number + 2} km kênh loại {number}"
        text = f"KẾ HOẠCH\n{title}\nI. NHIỆM VỤ\n" + f"1. {task}.\n" * 60
        (place / f"kenh-{number:03}.txt").write_text(text, encoding="utf-8")
    (place / "kenh-004.txt").write_bytes(b"\x00\x01\x02 no text")
    return place


def workers() -> list[int]:
    """The processes of Dask's workers that this one started."""
    children = [pid for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text().split()]
    return [int(pid) for pid in children if b"spawn_main" in Path("/proc", pid, "cmdline").read_bytes()]


@needs_dask
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # sockets of the worker that is killed
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(many: Path, tmp_path: Path) -> None:
    told: list[FileResult] = []
    killed: list[int] = []

    def done(result: FileResult) -> None:
        told.append(result)
        if len(told) == 5:
            killed.append(workers()[0])
            os.kill(killed[0], signal.SIGKILL)

    with Store.create_or_open(tmp_path / "dask") as store:
        results = index_files(store, find_files([many]), done, dask="local:2")
        assert killed
        assert tuple(told) == results
        assert [result.path for result in results] == sorted(many.iterdir())
        assert [r.path.name for r in results if r.outcome is not Outcome.ADDED] == ["kenh-004.txt"]
        assert len(store.ids()) == COUNT - 1
        assert verify(store) == ()
        with Store.create_or_open(tmp_path / "here") as here:
            assert index_files(here, find_files([many])) == results
            assert [here.passages_of(n)[0][1] for n in here.ids()] == [store.passages_of(n)[0][1] for n in store.ids()]
            assert here.words.ids() == store.words.ids()


@needs_dask
def test_no_scheduler_is_told_in_one_line(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.dask_workers._PATIENCE", 1)
    with Store.create_or_open(tmp_path / "store") as store:
        for where in ("tcp://127.0.0.1:9", "nowhere", "local:0"):
            with pytest.raises(StoreError, match=rf"{where}: no Dask scheduler .*; give tcp://host:8786 or local:4"):
                index_files(store, find_files([plans]), dask=where)


def test_what_is_not_installed_is_told(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        Store.create_or_open(tmp_path / "store") as store,
        pytest.raises(StoreError, match=r"Dask is not installed; run: pip install 'plan-assistant\[dask\]'"),
    ):
        index_files(store, find_files([plans]), dask="local:2")
