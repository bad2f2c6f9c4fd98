"""Removed words are overwritten where they stood: no file of a large store that is not written anew holds them."""

from __future__ import annotations

import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.register.entries import entries_of
from corpus.document import make_document
from corpus.errors import StoreError
from index import database
from index.connection import Connection
from index.locks import Gate
from index.store import Store
from index.verify import verify


def sentences(name: str, count: int) -> list[str]:
    chance = random.Random(name)
    return [f"Xây {chance.randint(10**6, 10**9)} mét kè của {name} tại thôn {n}." for n in range(count)]


def put(store: Store, name: str, said: list[str]) -> None:
    text = f"KẾ HOẠCH\nĐắp kè {name}\nI. NHIỆM VỤ {name}\n" + "\n".join(said) + "\n"
    store.put(make_document(Path(f"/plans/{name}.txt"), text.encode(), name))


@pytest.mark.parametrize("seed", range(3))
def test_no_removed_sentence_is_left_where_rows_are_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(database, "_SMALL", 0)
    monkeypatch.setattr(database, "_MOST_BLANK", 1.0)
    chance = random.Random(seed)
    present: dict[str, list[str]] = {}
    gone: list[str] = []
    with Store.create_or_open(tmp_path / "store") as store:
        for _ in range(6):
            for _ in range(8):
                name = f"ke-{chance.randint(0, 20):02}"
                gone += present.pop(name, [])
                present[name] = sentences(f"{name} đợt {chance.random()}", chance.choice((1, 5, 40, 200)))
                put(store, name, present[name])
                if chance.random() < 0.3:  # put again before it is published
                    gone += present[name]
                    present[name] = sentences(f"{name} lần {chance.random()}", 7)
                    put(store, name, present[name])
            store.publish()
            for name in chance.sample(sorted(present), 3):
                gone += present.pop(name)
                store.remove(name)
            held = b"".join(path.read_bytes() for path in store.layout.folder.rglob("*") if path.is_file())
            assert not any(sentence.encode() in held for sentence in gone)
            assert all(said[0].encode() in held for said in present.values())
        assert verify(store) == ()
        assert store.ids() == sorted(present)


def test_nobody_begins_to_read_while_the_gate_is_closed(tmp_path: Path) -> None:
    # SQLite alone lets readers that overlap keep old frames of its log in use for longer than any writer waits.
    folder = tmp_path / "store"
    with Store.create_or_open(folder) as store, ThreadPoolExecutor(1) as threads:
        put(store, "giu", sentences("ở lại", 3))
        store.publish()
        gate = Gate(store.layout.gate)

        def names() -> list[str]:
            with Store(folder) as mine, mine.reading():
                return mine.ids()

        with store.reading(), gate.closed():  # who is inside goes on
            outside = threads.submit(names)
            assert store.ids() == ["giu"]
            with pytest.raises(TimeoutError):
                outside.result(0.5)
        assert outside.result(30) == ["giu"]


def test_a_removal_waits_for_who_reads_and_who_reads_the_register_does_not_wait_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with Store.create_or_open(folder) as store, ThreadPoolExecutor(1) as threads:
        for name in ("giu", "bo"):
            put(store, name, sentences(name, 3))
        store.publish()
        with Store(folder) as mine, mine.reading():
            removed = threads.submit(store.remove, "bo")
            with pytest.raises(TimeoutError):
                removed.result(0.5)  # the gate is closed now
            assert {entry.document.id for entry in entries_of(mine)} <= {"giu", "bo"}
        removed.result(30)


def test_a_state_that_cannot_be_read_is_not_held(tmp_path: Path) -> None:
    with Store.create_or_open(tmp_path / "store") as store:
        connection = Connection(store.layout.database)
        connection._sqlite.set_authorizer(lambda *_: sqlite3.SQLITE_DENY)
        with pytest.raises(StoreError), connection.snapshot():
            pass
        connection._sqlite.set_authorizer(None)
        assert not connection._sqlite.in_transaction
        connection.close()


def test_another_user_s_gate_is_passed_and_closed(tmp_path: Path) -> None:
    path = tmp_path / "gate.lock"
    path.touch(mode=0o444)
    with Gate(path).closed():
        pass
    with Gate(path).passed():
        pass
    with Gate(tmp_path / "nowhere" / "gate.lock").passed():
        pass
