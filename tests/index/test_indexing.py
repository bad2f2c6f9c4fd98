"""Indexing: what is unchanged is left alone, what failed keeps its earlier state, names never collide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from index import indexing
from index.indexing import FileResult, Outcome, find_files, index_files
from index.store import Store
from index.verify import verify

Index = Callable[[], tuple[FileResult, ...]]
ROOT = Path(__file__).parents[2]
SHARED = ROOT / "../shared/plans"


def outcomes(results: tuple[FileResult, ...]) -> dict[str, str]:
    return {result.path.name: result.outcome.value for result in results}


def test_a_second_run_leaves_everything_alone(index: Index, folder: Path) -> None:
    with Store(folder) as store:
        generation = store.generation
    assert set(outcomes(index()).values()) == {"unchanged"}
    with Store(folder) as store:
        assert store.generation == generation


def test_a_changed_file_replaces_its_document_under_the_same_id(index: Index, folder: Path, plans: Path) -> None:
    path = plans / "yen-son-2031.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("128 điểm", "131 điểm"), encoding="utf-8")
    assert outcomes(index()) == {"binh-hai-2032.txt": "unchanged", "yen-son-2031.txt": "updated"}
    with Store(folder) as store:
        assert "131 điểm" in store.document("yen-son-2031").text
        assert verify(store) == ()
    assert "128 điểm phục vụ".encode() not in b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


def test_a_file_that_fails_keeps_its_earlier_state_and_the_rest_goes_on(
    index: Index, folder: Path, plans: Path
) -> None:
    before = (plans / "binh-hai-2032.txt").read_text(encoding="utf-8")
    (plans / "binh-hai-2032.txt").write_bytes(b"\x00\x01\x02 no text")
    (plans / "yen-son-2031.txt").write_text("KẾ HOẠCH\nNăm 2031 trồng 40 ha rừng.\n", encoding="utf-8")
    results = index()
    assert outcomes(results) == {"binh-hai-2032.txt": "failed", "yen-son-2031.txt": "updated"}
    (reason,) = [result.reason for result in results if result.reason]
    assert reason.startswith("binh-hai-2032.txt: ")
    assert "\n" not in reason
    with Store(folder) as store:
        assert store.document("binh-hai-2032").text == before


def test_a_fault_of_a_reader_costs_one_file_and_is_told(
    index: Index, folder: Path, plans: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(path: Path, data: bytes, identity: str) -> None:
        raise ZeroDivisionError

    (plans / "yen-son-2031.txt").write_text("KẾ HOẠCH\nKhác.\n", encoding="utf-8")
    monkeypatch.setattr(indexing, "make_document", faulty)
    (failed,) = [result for result in index() if result.outcome is Outcome.FAILED]
    assert failed.reason == "yen-son-2031.txt: not understood (ZeroDivisionError); please report this file"
    assert "yen-son-2031.txt: not understood" in caplog.text


def test_a_file_that_went_away_is_told_and_its_document_stays(folder: Path, plans: Path) -> None:
    files = find_files([plans])
    (plans / "yen-son-2031.txt").unlink()
    with Store(folder) as store:
        failed = index_files(store, files)[1]
        assert failed.reason == "yen-son-2031.txt: cannot be read (No such file or directory); check it"
        assert "yen-son-2031" in store.ids()


def test_a_moved_folder_makes_no_second_documents(folder: Path, plans: Path) -> None:
    moved = plans.rename(plans.with_name("moved"))
    with Store(folder) as store:
        results = index_files(store, find_files([moved]))
        assert set(outcomes(results).values()) == {"unchanged"}
        assert store.ids() == ["binh-hai-2032", "yen-son-2031"]
        assert store.document("yen-son-2031").source.path == str((moved / "yen-son-2031.txt").resolve())
        assert verify(store) == ()


def test_a_copy_beside_the_original_is_a_document_of_its_own(index: Index, folder: Path, plans: Path) -> None:
    (plans / "copy").mkdir()
    (plans / "copy" / "yen-son-2031.txt").write_bytes((plans / "yen-son-2031.txt").read_bytes())
    assert outcomes(index())["yen-son-2031.txt"] in {"added", "unchanged"}
    with Store(folder) as store:
        assert store.ids() == ["binh-hai-2032", "yen-son-2031", "yen-son-2031-2"]


def test_names_that_make_the_same_id_get_numbers(tmp_path: Path, plans: Path, index: Index) -> None:
    (plans / "Yên Sơn 2031.txt").write_text("KẾ HOẠCH\nNăm 2031.\n", encoding="utf-8")
    (plans / "yen_son_2031.txt").write_text("KẾ HOẠCH\nNăm 2032.\n", encoding="utf-8")
    index()
    with Store(tmp_path / "store") as store:
        assert store.ids() == ["binh-hai-2032", "yen-son-2031", "yen-son-2031-2", "yen-son-2031-3"]


def test_folders_are_searched_and_hidden_readme_or_unreadable_kinds_left_out(plans: Path) -> None:
    for name in ("b/c.MD", ".git/d.txt", ".e.txt", "f.exe", "g.txt~", "b/README.md"):
        (plans / name).parent.mkdir(exist_ok=True)
        (plans / name).write_text("x")
    found = [path.relative_to(plans.resolve()).as_posix() for path in find_files([plans])]
    assert found == ["b/c.MD", "binh-hai-2032.txt", "yen-son-2031.txt"]


def test_a_readme_that_is_named_is_indexed(plans: Path) -> None:
    (plans / "README.md").write_text("x")
    assert find_files([plans / "README.md"]) == ((plans / "README.md").resolve(),)


def test_a_file_named_twice_is_indexed_once(plans: Path) -> None:
    assert len(find_files([plans, plans / "yen-son-2031.txt", plans / "../plans/yen-son-2031.txt"])) == 2


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nowhere: no such file or folder; check the path"):
        find_files([tmp_path / "nowhere"])


def test_progress_is_told_file_by_file(tmp_path: Path, plans: Path) -> None:
    told: list[FileResult] = []
    with Store.create_or_open(tmp_path / "store") as store:
        results = index_files(store, find_files([plans]), told.append)
    assert tuple(told) == results


def test_an_interrupted_run_is_finished_by_the_next_which_skips_what_is_done(tmp_path: Path, plans: Path) -> None:
    def interrupt(result: FileResult) -> None:
        raise KeyboardInterrupt

    with Store.create_or_open(tmp_path / "store") as store:
        with pytest.raises(KeyboardInterrupt):
            index_files(store, find_files([plans]), interrupt)
        assert store.ids() == []
        assert outcomes(index_files(store, find_files([plans]))) == {
            "binh-hai-2032.txt": "unchanged",
            "yen-son-2031.txt": "added",
        }
        assert store.ids() == ["binh-hai-2032", "yen-son-2031"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/plans is not here")
def test_the_five_plans_become_a_sound_store_that_partitions_them(tmp_path: Path) -> None:
    with Store.create_or_open(tmp_path / "store") as store:
        results = index_files(store, find_files([SHARED]))
        assert set(outcomes(results).values()) == {"added"}
        assert verify(store) == ()
        for identity in store.ids():
            document = store.document(identity)
            mine = [p for p in store.passages.values() if p.document == identity]
            assert "".join(p.span.of(document.text) for p in mine) == document.text
            assert document.text == (SHARED / f"{identity}.txt").read_bytes().decode("utf-8")
