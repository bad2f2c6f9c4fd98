"""Repair: each kind of damage is made good from the files, and what cannot be is told in one line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import StoreError
from index.indexing import FileResult
from index.repair import repair
from index.store import Store
from index.verify import verify

Index = Callable[[], tuple[FileResult, ...]]


def texts(folder: Path) -> dict[str, str]:
    with Store(folder) as store:
        assert verify(store) == ()
        return {identity: store.document(identity).text for identity in store.ids()}


def change(folder: Path, statement: str) -> None:
    with Store(folder) as store, store.database._connection.transaction() as connection:
        assert connection.execute(statement).rowcount


def test_a_sound_store_is_left_alone(folder: Path) -> None:
    before = texts(folder)
    assert repair(folder) == ()
    assert texts(folder) == before


def test_a_damaged_document_is_read_again_from_its_file(folder: Path, plans: Path) -> None:
    before = texts(folder)
    change(folder, "UPDATE contents SET text = replace(text, '85%', '86%')")
    (line,) = repair(folder)
    assert line == f"yen-son-2031: read again from {plans / 'yen-son-2031.txt'}"
    assert texts(folder) == before


def test_a_damaged_id_becomes_that_of_the_file_again(folder: Path) -> None:
    before = texts(folder)
    change(folder, "UPDATE documents SET id = 'yen-sgn-2031' WHERE id = 'yen-son-2031'")
    assert len(repair(folder)) == 1
    assert texts(folder) == before


def test_damaged_indexes_are_made_again(folder: Path) -> None:
    (indexes,) = folder.glob("index-*")
    (indexes / "manifest.json").write_text("{}", encoding="utf-8")
    (line,) = repair(folder)
    assert line == f"{indexes.name}/manifest.json: unreadable: made again"
    texts(folder)


@pytest.mark.parametrize("version", ["1", "99"])
def test_a_store_of_another_version_is_made_anew_from_its_files(folder: Path, version: str) -> None:
    before = texts(folder)
    change(folder, f"UPDATE meta SET value = '{version}' WHERE key = 'version'")
    (line,) = repair(folder)
    assert f"store of version {version}" in line
    assert line.endswith("made anew from 2 files")
    assert texts(folder) == before
    assert not list(folder.glob("*.part"))


def test_a_store_of_another_version_stays_where_a_file_is_gone(folder: Path, plans: Path) -> None:
    change(folder, "UPDATE meta SET value = '1' WHERE key = 'version'")
    (plans / "yen-son-2031.txt").unlink()
    with pytest.raises(StoreError, match=r"yen-son-2031\.txt: .*; restore it, or delete the folder"):
        repair(folder)
    change_back = shutil.copytree(folder, folder.with_name("copy"))
    (plans / "yen-son-2031.txt").write_text("KẾ HOẠCH\nTrồng rừng năm 2031.\n", encoding="utf-8")
    repair(change_back)
    assert texts(change_back)["yen-son-2031"] == "KẾ HOẠCH\nTrồng rừng năm 2031.\n"


def test_a_damaged_document_without_its_file_is_told_and_stays(folder: Path, plans: Path) -> None:
    change(folder, "UPDATE contents SET text = replace(text, '85%', '86%')")
    (plans / "yen-son-2031.txt").unlink()
    with pytest.raises(StoreError, match="yen-son-2031: damaged, and its file cannot be read again"):
        repair(folder)


def test_a_file_that_is_no_database_says_what_to_do(folder: Path) -> None:
    (folder / "store.sqlite").write_bytes(b"x" * 5_000)
    with pytest.raises(StoreError, match="delete the folder and index the files again"):
        repair(folder)


def test_a_folder_without_a_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here; make one with"):
        repair(tmp_path)
