"""One contract over all backends: the same answers to the same searches, and generations that readers see whole."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.document import make_document
from corpus.errors import StoreError
from index import backends, derived, milvus_backend
from index.backends import LOCAL, MILVUS, Place
from index.indexing import find_files, index_files
from index.lexical import Term, TextField
from index.milvus import Collection, Server
from index.milvus_search import Facts
from index.store import Store
from index.verify import verify

BINH_LAM = """ỦY BAN NHÂN DÂN
TỈNH BÌNH LÂM
KẾ HOẠCH
Trồng rừng phòng hộ năm 2033
I. NHIỆM VỤ
Trồng mới 340 ha rừng phòng hộ ven biển; kinh phí 4.200 triệu đồng.
"""
needs_milvus = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("pymilvus", "milvus_lite")),
    reason="pymilvus and milvus-lite are not installed: pip install 'plan-assistant[milvus]'",
)
TERMS = [
    *(Term(TextField.FORM, form, 1.0) for form in ("kinh", "phí", "kinh_phí", "gia_cố")),
    *(Term(TextField.BARE, form, 0.5) for form in ("kinh_phi", "may_chu", "rung")),
    Term(TextField.CONTEXT, "tinh", 0.2),
]
Open = Callable[[str], Store]


@pytest.fixture
def opened(plans: Path, tmp_path: Path) -> Iterator[Open]:
    """Make a store over both plans with a backend, or give the one that was made."""
    made: dict[str, Store] = {}

    def open_one(kind: str) -> Store:
        if kind not in made:
            made[kind] = Store.create_or_open(tmp_path / kind, place=Place(kind))
            index_files(made[kind], find_files([plans]))
        return made[kind]

    yield open_one
    for store in made.values():
        store.close()


@pytest.fixture(params=[LOCAL, pytest.param(MILVUS, marks=needs_milvus)])
def kind(request: pytest.FixtureRequest) -> str:
    """Each backend that can run here."""
    return str(request.param)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few passages be changed as many are: without making all anew."""
    for module in (derived, milvus_backend):
        monkeypatch.setattr(module, "FEW", 1)
        monkeypatch.setattr(module, "MOST_GONE", 0.9)


def put(store: Store, identity: str, text: str) -> None:
    store.put(make_document(Path(f"/plans/{identity}.txt"), text.encode(), identity))


def test_passages_are_found_by_words_with_weights(opened: Open, kind: str) -> None:
    store = opened(kind)
    found = store.words.search([Term(TextField.FORM, "kinh_phí", 1.0)], 10)
    assert {store.passage(number).document for number in found} == {"yen-son-2031", "binh-hai-2032"}
    assert list(found.values()) == sorted(found.values(), reverse=True)
    heavy = store.words.search([Term(TextField.FORM, "máy_chủ", 5.0), Term(TextField.FORM, "kinh_phí", 0.1)], 1)
    assert [store.passage(number).document for number in heavy] == ["yen-son-2031"]
    assert store.words.search([], 10) == store.words.search([Term(TextField.FORM, "vắng_mặt", 1.0)], 10) == {}


def test_passages_are_found_by_vectors_and_inside_of_some(opened: Open, kind: str) -> None:
    store = opened(kind)
    vector = store.encoder.encode(["gia cố kè chống sạt lở"])[0]
    best, *_ = store.vectors.search(vector, 3)
    assert store.passage(best).document == "binh-hai-2032"
    inside = store.passage_ids_of(["yen-son-2031"])
    found = store.vectors.search(vector, 100, inside)
    assert set(found) == set(inside.tolist())
    assert store.vectors.search(vector, 5, inside[:0]) == {}
    assert store.vectors.search(np.zeros_like(vector), 5) == {}
    with pytest.raises(ValueError, match=r"a vector of shape \(3,\)"):
        store.vectors.search(vector[:3], 5)


def test_documents_restrict_a_search_by_words(opened: Open, kind: str) -> None:
    store = opened(kind)
    everywhere = store.words.search(TERMS, 50)
    inside = store.words.search(TERMS, 50, ["binh-hai-2032", "no-such"])
    assert inside
    assert {store.passage(number).document for number in inside} == {"binh-hai-2032"}
    assert inside == pytest.approx({number: everywhere[number] for number in inside})


def test_frequencies_cards_and_keys_are_told(opened: Open, kind: str) -> None:
    store = opened(kind)
    words, keys = store.words, {card.id: card.key for card in store.cards()}
    assert words.frequency(TextField.BARE, "kinh_phi") >= 2
    assert words.frequency(TextField.FORM, "kinh_phi") == 0
    assert words.keys_with(TextField.FORM, "máy_chủ", 10) == [keys["yen-son-2031"]]
    assert words.keys_with(TextField.FORM, "vắng_mặt", 10) == []
    assert words.cards(["y:2031"]) == [keys["yen-son-2031"]]
    assert words.cards([], ["y:2031", "y:2032"]) == sorted(keys.values())
    assert words.cards(["y:2031"], ["y:2032"]) == words.cards(["y:2031", "y:2032"]) == []
    assert (words.cards_with("y:2032"), words.cards_with("y:1999")) == (1, 0)


@pytest.mark.usefixtures("many")
def test_a_document_comes_is_replaced_and_goes(opened: Open, kind: str) -> None:
    store = opened(kind)
    wood, sea = Term(TextField.FORM, "rừng", 1.0), Term(TextField.FORM, "đảo", 1.0)
    put(store, "binh-lam-2033", BINH_LAM)
    assert store.words.search([wood], 10) == {}
    store.publish()
    before = store.words.frequency(TextField.FORM, "kinh")
    assert {store.passage(number).document for number in store.words.search([wood], 10)} == {"binh-lam-2033"}
    put(store, "binh-lam-2033", BINH_LAM.replace("rừng", "đảo"))
    store.publish()
    assert store.words.search([wood], 10) == {}
    assert store.words.search([sea], 10)
    assert verify(store) == ()
    store.remove("binh-lam-2033")
    assert store.words.search([sea], 10) == {}
    assert store.words.frequency(TextField.FORM, "đảo") == 0
    assert store.words.frequency(TextField.FORM, "kinh") < before
    assert verify(store) == ()


@pytest.mark.usefixtures("many")
def test_readers_stay_in_their_generation(opened: Open, kind: str) -> None:
    store = opened(kind)
    wood = [Term(TextField.FORM, "rừng", 1.0)]
    words, count = store.words, len(store.words)
    put(store, "binh-lam-2033", BINH_LAM)
    store.publish()
    assert store.words.search(wood, 10)
    assert words.search(wood, 10) == {}
    assert len(words.ids()) == len(words) == count < len(store.words)


@pytest.mark.usefixtures("many")
def test_what_a_killed_run_left_is_not_found_and_goes(opened: Open, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(kind)
    put(store, "binh-lam-2033", BINH_LAM)
    with monkeypatch.context() as patched:
        patched.setattr(store.database, "publish", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            store.publish()
    with Store(store.layout.folder) as other:
        assert other.words.search([Term(TextField.FORM, "rừng", 1.0)], 10) == {}
        assert verify(other) == ()
        other.publish()
        assert other.words.search([Term(TextField.FORM, "rừng", 1.0)], 10)
        assert verify(other) == ()


def test_lost_indexes_are_made_again(opened: Open, kind: str) -> None:
    store = opened(kind)
    before = store.words.search(TERMS, 50)
    folder = store.layout.indexes(store.generation)
    store.close()
    for path in folder.iterdir():
        derived.delete(path)
    with Store(store.layout.folder) as again:
        assert again.words.search(TERMS, 50) == pytest.approx(before)
        assert verify(again) == ()


@needs_milvus
def test_milvus_gives_the_scores_of_the_files(opened: Open) -> None:
    local, milvus = opened(LOCAL), opened(MILVUS)
    found = local.words.search(TERMS, 50)
    assert milvus.words.search(TERMS, 50) == pytest.approx(found, rel=1e-5)
    assert milvus.words.ids() == local.words.ids() == milvus.vectors.ids()
    vector = local.encoder.encode(["kinh phí mua máy chủ"])[0]
    assert milvus.vectors.search(vector, 9) == pytest.approx(local.vectors.search(vector, 9), rel=1e-5)
    for field in TextField:
        for form in ("kinh", "phi", "kinh_phí", "tinh", "vắng"):
            assert milvus.words.frequency(field, form) == local.words.frequency(field, form)


@needs_milvus
def test_a_store_moves_to_milvus_and_back(opened: Open) -> None:
    store = opened(LOCAL)
    found = store.words.search(TERMS, 50)
    store.move_to(Place(MILVUS))
    assert store.words.search(TERMS, 50) == pytest.approx(found, rel=1e-5)
    store.move_to(Place(LOCAL))
    assert store.words.search(TERMS, 50) == pytest.approx(found)
    assert verify(store) == ()


@needs_milvus
@pytest.mark.usefixtures("many")
def test_what_is_gone_leaves_the_collection_and_a_lost_collection_is_made_again(opened: Open) -> None:
    store = opened(MILVUS)
    keys = [card.key for card in store.cards() if card.id == "binh-hai-2032"]
    store.remove("binh-hai-2032")
    folder = store.layout.indexes(store.generation)
    facts, server = Facts.read(folder), Server(str(store.layout.milvus.absolute()))
    assert (facts.dead, Collection(server, facts.collection).count(f"key in {keys}")) == (tuple(keys), 0)
    server.drop(facts.collection)
    server.close()
    with Store(store.layout.folder) as again:
        assert len(again.words.ids()) == facts.count
        assert verify(again) == ()


@needs_milvus
def test_no_words_are_kept_by_milvus(opened: Open) -> None:
    store = opened(MILVUS)
    folder = store.layout.folder
    store.close()
    kept = b"".join(path.read_bytes() for path in sorted(folder.rglob("milvus.db/**/*")) if path.is_file())
    assert b"yen-son-2031" in kept
    assert "máy chủ".encode() not in kept
    assert b"kinh_phi" not in kept


@needs_milvus
def test_a_server_is_used_by_its_address_from_two_stores(plans: Path, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("milvus-lite")), "server", "--data-dir", str(tmp_path / "server")]
    server = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    place = Place(MILVUS, f"http://127.0.0.1:{port}")
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        for name in ("one", "two"):
            with Store.create_or_open(tmp_path / name, place=place) as store:
                index_files(store, find_files([plans]))
                if name == "two":
                    store.remove("yen-son-2031")
        with Store(tmp_path / "one") as one, Store(tmp_path / "two") as two:
            assert len(one.words) > len(two.words) > 0
            assert (verify(one), verify(two)) == ((), ())
    finally:
        server.terminate()
        server.wait()
    with Store(tmp_path / "one") as one, pytest.raises(StoreError, match=r"Milvus does not do that"):
        one.words.search(TERMS, 5)


def test_a_backend_that_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(StoreError, match=r"pymilvus is not installed; run: pip install 'plan-assistant\[milvus\]'"):
        Store.create_or_open(tmp_path / "store", place=Place(MILVUS))


def test_the_kinds_are_those_of_the_command() -> None:
    assert backends.KINDS == ("local", "milvus")
