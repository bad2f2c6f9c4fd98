"""Verification: each kind of damage is found and named, and a sound store has no problems."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.indexing import index_files
from index.repair import repair
from index.store import Store
from index.verify import changes_since, verify

DOCUMENT = "(SELECT key FROM documents WHERE id = 'yen-son-2031')"


def change(store: Store, statement: str, *values: object) -> None:
    with store.database._connection.transaction() as connection:
        assert connection.execute(statement, values).rowcount


def test_a_sound_store_has_no_problems_and_no_changes(store: Store) -> None:
    assert verify(store) == ()
    assert changes_since(store) == ()


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (f"UPDATE contents SET text = replace(text, '85%', '86%') WHERE document = {DOCUMENT}", "damaged (checksum)"),
        (f"UPDATE contents SET structure = '{{}}' WHERE document = {DOCUMENT}", "stored structure damaged"),
        (f"UPDATE contents SET text = text || '.' WHERE document = {DOCUMENT}", "do not partition its text"),
        (f"UPDATE passages SET end = end - 1 WHERE document = {DOCUMENT}", "passages do not partition section"),
        (f"UPDATE passages SET section = 99 WHERE document = {DOCUMENT}", "passages of sections that it has not"),
        (
            f"UPDATE passages SET embedding = x'0000' WHERE document = {DOCUMENT}",
            "an embedding is not 256 numbers long",
        ),
        (f"UPDATE commitments SET quote = 'gì đó' WHERE document = {DOCUMENT}", "the quote of a commitment is not"),
        (f"UPDATE commitments SET record = '{{}}' WHERE document = {DOCUMENT}", "stored commitment damaged"),
        (
            f"UPDATE commitments SET record = replace(record, '85', '95') WHERE document = {DOCUMENT}",
            "damaged (checksum)",
        ),
    ],
)
def test_a_changed_row_is_found(store: Store, statement: str, problem: str) -> None:
    change(store, statement)
    assert any(line.startswith("yen-son-2031: ") and problem in line for line in verify(store))


def test_an_embedding_of_another_length_is_found(store: Store) -> None:
    long = np.full(256, 0.5, dtype=np.float16).tobytes()
    change(store, f"UPDATE passages SET embedding = ? WHERE document = {DOCUMENT}", long)
    assert any("neither of unit length nor zero" in line for line in verify(store))


def test_a_passage_without_a_document_is_found(store: Store) -> None:
    with store.database._connection.using() as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(f"DELETE FROM documents WHERE key = {DOCUMENT}")
    problems = verify(store)
    assert any("of passages has no document" in line for line in problems)
    assert any("inverted index lacks 0 passages" in line for line in problems)
    assert any("vector index lacks 0 passages" in line for line in problems)


def test_a_flipped_bit_of_the_database_is_found(folder: Path) -> None:
    path = folder / "store.sqlite"
    data = bytearray(path.read_bytes())
    at = data.index("bưu chính".encode())
    data[at] ^= 1
    path.write_bytes(bytes(data))
    with Store(folder) as store:
        assert any(line.startswith("yen-son-2031: ") and "checksum" in line for line in verify(store))


def test_source_files_that_changed_or_went_are_told_and_are_no_problem(store: Store, plans: Path) -> None:
    (plans / "yen-son-2031.txt").write_text("khác", encoding="utf-8")
    (plans / "binh-hai-2032.txt").unlink()
    changed = changes_since(store)
    assert len(changed) == 2
    assert "binh-hai-2032: its file " in changed[0]
    assert changed[0].endswith("cannot be read (No such file or directory)")
    assert changed[1].endswith("has changed since; index it again")
    assert verify(store) == ()


def test_an_unpublished_change_is_told_and_is_no_problem(store: Store) -> None:
    store.database.remove("yen-son-2031")
    assert changes_since(store)[0] == "an interrupted run has not published its changes; index again to finish it"
    assert verify(store) == ()


def test_a_text_that_is_no_longer_utf_8_is_named_by_its_document(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    path = tmp_path / "ke.txt"
    path.write_text("KẾ HOẠCH\nĐắp kè\nI. NHIỆM VỤ\nXây 900 mét kè.\n", encoding="utf-8")
    with Store.create_or_open(folder) as store:
        index_files(store, [path])
    with closing(sqlite3.connect(folder / "store.sqlite", isolation_level=None)) as other:
        other.execute("UPDATE contents SET text = CAST(x'c34b' AS TEXT)")
    with Store(folder) as store:
        (line,) = verify(store)
    assert line.startswith("ke: damaged; remove it and index it again (")
    assert repair(folder) == (f"ke: read again from {path}",)
    with Store(folder) as store:
        assert verify(store) == ()
