"""Indexing in worker processes: the same as in one, a killed worker is told, and nothing holds the store afterwards."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from corpus.errors import StoreError
from index import indexing
from index.indexing import FEW_FILES, FileResult, Outcome, find_files, index_files
from index.store import Store
from index.verify import verify


@pytest.fixture
def folder_of_plans(tmp_path: Path) -> Path:
    place = tmp_path / "plans"
    place.mkdir()
    for number in range(FEW_FILES + 8):
        title, task = f"Kiên cố hóa kênh mương năm {2031 + number}", f"Xây {number + 2} km kênh loại {number}"
        text = f"KẾ HOẠCH\n{title}\nI. NHIỆM VỤ\n1. {task}.\n"
        (place / f"kenh-{number:03}.txt").write_text(text, encoding="utf-8")
    (place / "kenh-004.txt").write_bytes(b"\x00\x01\x02 no text")
    return place


def stored(store: Store) -> list[object]:
    return [
        (
            store.document(name),
            store.passages_of(name)[0][1],
            store.commitments_of(name),
            store.notes_of([name])[name][1],
            *store.checked([name]),
        )
        for name in store.ids()
    ]


def test_workers_find_what_one_process_finds(
    folder_of_plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[FileResult] = []
    with Store.create_or_open(tmp_path / "workers") as store:
        results = index_files(store, find_files([folder_of_plans]), told.append)
        assert tuple(told) == results
        assert [result.path for result in results] == sorted(folder_of_plans.iterdir())
        assert [r.outcome for r in results].count(Outcome.ADDED) == FEW_FILES + 7
        assert results[4].outcome is Outcome.FAILED
        assert verify(store) == ()
        monkeypatch.setattr(indexing, "FEW_FILES", 1_000)
        with Store.create_or_open(tmp_path / "one") as one:
            assert index_files(one, find_files([folder_of_plans])) == results
            assert stored(one) == stored(store)
        again = index_files(store, find_files([folder_of_plans]))
        assert {result.outcome for result in again} == {Outcome.UNCHANGED, Outcome.FAILED}


def test_a_killed_worker_is_told_in_one_line_and_the_next_run_finishes(
    folder_of_plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_AT_ONCE", 1)

    def kill(result: FileResult) -> None:
        for worker in multiprocessing.active_children():
            if worker.pid is not None:
                os.kill(worker.pid, signal.SIGKILL)

    for number in range(100):  # so that not all is done before it is killed
        (folder_of_plans / f"dap-{number:03}.txt").write_text(f"KẾ HOẠCH\nĐắp đê số {number}.\n" * 50, encoding="utf-8")
    with Store.create_or_open(tmp_path / "store") as store:
        with pytest.raises(StoreError, match=r"a worker process was killed.*run this again"):
            index_files(store, find_files([folder_of_plans]), kill)
        assert verify(store) == ()
        index_files(store, find_files([folder_of_plans]))
        assert len(store.ids()) == FEW_FILES + 107
        assert verify(store) == ()
