"""Stores of many passages: a document comes and goes without all indexes being made anew, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.document import make_document
from corpus.errors import StoreError
from index import derived, large_vectors
from index.derived import many_vectors_in
from index.large_vectors import LargeVectorIndex
from index.lexical import Term, TextField
from index.store import Store
from index.verify import verify

PLACES = ("Lũng Pù", "Yên Bình", "Đồng Văn", "Mường Khương", "Cao Lộc", "Thạch An", "Nà Hang", "Sốp Cộp")


def plan(number: int, times: int = 1) -> bytes:
    lines = [f"KẾ HOẠCH\nPhát triển chợ {PLACES[number % 8]} đợt {number}", "I. NHIỆM VỤ"]
    lines += [
        f"{item}. Xây {item + number} gian hàng tại khu {PLACES[(item + number) % 8]} lần {times}. " * 8
        for item in range(1, 9)
    ]
    return "\n".join(lines).encode()


def put(store: Store, number: int, times: int = 1) -> None:
    store.put(make_document(Path(f"/plans/cho-{number}.txt"), plan(number, times), f"cho-{number}"))


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store that takes some twenty passages for many."""
    monkeypatch.setattr(derived, "FEW", 20)
    with Store.create_or_open(tmp_path / "many") as store:
        for number in range(24):
            put(store, number)
        store.publish()
        assert many_vectors_in(store.layout.indexes(store.generation)).is_dir()
        yield store


def inodes(store: Store) -> dict[str, int]:
    folder = store.layout.indexes(store.generation)
    return {str(path.relative_to(folder)): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def nearest(store: Store, text: str, limit: int = 5) -> list[tuple[str, int, float]]:
    found = store.vectors.search(store.encoder.encode([text])[0], limit)
    passages = store.passages_by_id(found)
    return [(passages[n].document, passages[n].span.start, round(score, 3)) for n, score in found.items()]


def worded(store: Store, *forms: str) -> set[tuple[str, int]]:
    found = store.words.search([Term(TextField.FORM, form, 1.0) for form in forms], 1000)
    return {(p.document, p.span.start) for p in store.passages_by_id(found).values()}


def test_what_did_not_change_is_shared_with_the_generation_before(many: Store) -> None:
    before = inodes(many)
    put(many, 30)
    many.publish()
    after = inodes(many)
    for name in ("vectors/base.vectors.npy", "vectors/base.clusters"):
        assert after[name] == before[name]
    assert any(after.get(name) == inode for name, inode in before.items() if name.endswith(".store"))
    assert verify(many) == ()


def test_changes_one_by_one_come_to_the_same_as_a_fresh_store(many: Store, tmp_path: Path) -> None:
    put(many, 30)
    many.publish()
    many.remove("cho-3")
    put(many, 7, times=2)
    many.publish()
    many.remove("cho-30")
    put(many, 31)
    many.publish()
    assert verify(many) == ()
    with Store.create_or_open(tmp_path / "fresh") as fresh:
        for number in (*range(24), 31):
            if number != 3:
                put(fresh, number, times=2 if number == 7 else 1)
        fresh.publish()
        assert verify(fresh) == ()
        assert len(fresh.words) == len(many.words) == len(many.vectors) == len(fresh.vectors)
        for text in ("gian hàng tại khu Đồng Văn", "chợ Nà Hang", "đợt 7", "lần 2"):
            assert [score for *_, score in nearest(many, text)] == [score for *_, score in nearest(fresh, text)]
            assert worded(many, *text.split()) == worded(fresh, *text.split())


def test_a_removed_document_is_found_no_more(many: Store) -> None:
    assert "cho-3" in {document for document, _ in worded(many, "3")}
    many.remove("cho-3")
    assert not any(document == "cho-3" for document, _ in worded(many, "gian", "khu"))
    assert not any(document == "cho-3" for document, *_ in nearest(many, "gian hàng tại khu Nà Hang", 50))


def test_no_word_of_a_removed_document_is_left_in_any_file(many: Store) -> None:
    many.put(make_document(Path("/plans/la.txt"), "KẾ HOẠCH\nĐắp kè suối Khuổi Nùng dài 41 km.\n".encode(), "la"))
    many.publish()
    many.remove("la")
    for path in many.layout.folder.rglob("*"):
        if path.is_file():
            assert "suối Khuổi Nùng".encode() not in path.read_bytes()


def test_a_new_base_is_made_when_much_came_since(many: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_vectors, "MOST_LATER", 10)
    before = inodes(many)
    many.remove("cho-5")
    for number in range(40, 46):
        put(many, number)
    many.publish()
    assert inodes(many)["vectors/base.vectors.npy"] != before["vectors/base.vectors.npy"]
    assert verify(many) == ()
    vector = many.encoder.encode(["gian hàng"])[0]
    assert len(many.vectors.search(vector, 100, many.passage_ids_of(["cho-41"]))) == len(many.passages_of("cho-41"))
    assert not many.vectors.search(vector, 100, many.passage_ids_of(["cho-5"]))


def test_all_is_made_anew_when_much_is_gone(many: Store) -> None:
    before = inodes(many)
    for number in range(8):
        many.database.remove(f"cho-{number}")
    many.publish()
    assert not set(inodes(many).values()) & set(before.values())
    assert verify(many) == ()


def test_a_search_inside_of_some_passages_is_exact(many: Store) -> None:
    inside = many.passage_ids_of(["cho-4", "cho-11", "no-such"])
    vector = many.encoder.encode(["gian hàng tại khu Cao Lộc"])[0]
    found = many.vectors.search(vector, 100, inside)
    assert sorted(found) == inside.tolist()
    everything = many.vectors.search(vector, 10_000)
    assert all(found[number] == pytest.approx(everything[number], abs=1e-6) for number in found if number in everything)


def test_a_flipped_bit_in_a_shared_file_is_found(many: Store) -> None:
    put(many, 30)
    many.publish()
    path = many_vectors_in(many.layout.indexes(many.generation)) / "base.clusters"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert any("base.clusters: damaged" in line for line in verify(many))


def test_the_clusters_find_what_exact_search_finds(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    centres = random.normal(size=(60, 32))
    vectors = centres[random.integers(0, 60, 6000)] + 0.7 * random.normal(size=(6000, 32))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    LargeVectorIndex.build(tmp_path / "v", np.arange(6000) * 3, vectors.astype(np.float16))
    index = LargeVectorIndex(tmp_path / "v")
    assert index.facts.recall >= 0.99
    hits = 0
    for number in range(0, 6000, 300):
        exact = np.argsort(-(vectors @ vectors[number]))[:10] * 3
        hits += len(set(index.search(vectors[number].astype(np.float32), 10)) & set(exact.tolist()))
    assert hits / 200 >= 0.98


def test_a_removal_that_was_interrupted_is_finished_by_the_same_command(many: Store) -> None:
    many.database.remove("cho-3")
    many.remove("cho-3")
    assert "cho-3" not in many.ids()
    with pytest.raises(StoreError, match="no such document"):
        many.remove("cho-3")
