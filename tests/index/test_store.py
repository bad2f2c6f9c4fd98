"""The store: whole at every moment, for readers and writers in any number of processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.document import make_document
from corpus.errors import StoreError
from index.derived import vectors_in, words_in
from index.encoder import StaticEncoder
from index.indexing import FileResult
from index.lexical import Term, TextField
from index.store import Store
from index.verify import verify

ROOT = Path(__file__).parents[2]
Index = Callable[[], tuple[FileResult, ...]]
InChild = Callable[..., subprocess.Popen[str]]
NOBODY = 65534


def find(store: Store, word: str) -> list[str]:
    """The characters of the passages that hold a word."""
    found = store.words.search([Term(TextField.FORM, word, 1.0)], 10)
    passages = [store.passages[number] for number in found]
    return [p.span.of(store.document(p.document).text) for p in passages]


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def derived(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("index-*"))


def test_documents_passages_and_both_indexes_agree(store: Store) -> None:
    assert store.ids() == ["binh-hai-2032", "yen-son-2031"]
    ids = tuple(store.passages)
    assert store.words.ids() == store.vectors.ids() == ids
    (text,) = find(store, "bưu")
    assert "Toàn tỉnh có 128 điểm phục vụ bưu chính." in text
    assert verify(store) == ()


def test_a_reopened_store_gives_the_same_ranking(folder: Path) -> None:
    query = "kinh phí gia cố kè"
    rankings = []
    for _ in range(2):
        with Store(folder) as store:
            rankings.append(store.vectors.search(store.encoder.encode([query])[0], 10))
    assert rankings[0] == rankings[1]
    with Store(folder) as store:
        assert store.passages[next(iter(rankings[0]))].document == "binh-hai-2032"


def test_a_store_without_documents_can_be_opened_and_searched(tmp_path: Path) -> None:
    with Store.create_or_open(tmp_path / "store") as store:
        assert store.ids() == []
        assert store.passages == {}
        assert find(store, "kinh") == []
        assert verify(store) == ()


def test_documents_are_read_without_loading_an_index(in_child: InChild, folder: Path) -> None:
    said, _ = in_child(
        """
        import sys
        from pathlib import Path
        from index.store import Store
        with Store(Path(sys.argv[1])) as store:
            print(len(store.document(store.ids()[0]).text) > 100)
            print(sorted({"faiss", "tantivy", "torch", "tokenizers"} & sys.modules.keys()))
        """,
        folder,
    ).communicate()
    assert said.splitlines() == ["True", "[]"]


def test_removing_a_document_leaves_no_byte_of_its_sentences(folder: Path) -> None:
    with Store(folder) as store:
        assert find(store, "bưu")
        sentences = [line.encode() for line in store.document("yen-son-2031").text.splitlines() if len(line) > 15]
        assert all(sentence in bytes_of(folder) for sentence in sentences)
        store.remove("yen-son-2031")
        assert store.ids() == ["binh-hai-2032"]
        assert find(store, "bưu") == []
    left = bytes_of(folder)
    assert [sentence.decode() for sentence in sentences if sentence in left and b"KINH PH" not in sentence] == []
    assert "bưu".encode() not in left
    assert len(derived(folder)) == 1


def test_removing_what_is_not_there_says_where_to_look(store: Store) -> None:
    with pytest.raises(StoreError, match=r"ha-tinh-2008: no such document .* documents list"):
        store.remove("ha-tinh-2008")


def test_a_reader_reads_one_whole_state_until_it_is_done(in_child: InChild, folder: Path, plans: Path) -> None:
    writer = in_child(
        """
        import sys
        from pathlib import Path
        from index.indexing import find_files, index_files
        from index.store import Store
        sys.stdin.readline()
        with Store(Path(sys.argv[2])) as store:
            index_files(store, find_files([Path(sys.argv[1])]))
            print("published", flush=True)
            store.remove("yen-son-2031")
        """,
        plans,
        folder,
    )
    with Store(folder) as reader:
        reader.refresh()
        with reader.reading():
            before = dict(reader.passages)
            (plans / "binh-hai-2032.txt").write_text("KẾ HOẠCH\nGia cố đê sông Lũng năm 2033.\n", encoding="utf-8")
            assert writer.stdin is not None
            assert writer.stdout is not None
            writer.stdin.write("go\n")
            writer.stdin.flush()
            while reader.database.generation == reader.generation:
                time.sleep(0.01)
            assert reader.passages == before
            assert len(find(reader, "bưu")) == 1
            texts = {name: reader.document(name).text for name in reader.ids()}
            assert all(p.span.of(texts[p.document]) for p in before.values())
            with reader.reading():
                assert reader.passages == before
        assert writer.communicate(timeout=60) == ("published\n", "")
        assert reader.refresh()
        assert not reader.refresh()
        assert find(reader, "bưu") == []
        assert reader.ids() == ["binh-hai-2032"]
        assert set(reader.passages).isdisjoint(before)


def test_refresh_tells_of_a_change_that_was_seen_by_the_way(index: Index, folder: Path, plans: Path) -> None:
    with Store(folder) as store:
        assert store.refresh()
        store.remove("yen-son-2031")
        assert "yen-son-2031" not in store.ids()
        assert store.refresh()
        assert not store.refresh()


@pytest.mark.parametrize("damage", ["truncated", "flipped", "missing", "other format", "no manifest"])
@pytest.mark.parametrize("which", ["vectors", "words"])
def test_a_damaged_index_is_named_by_verify_and_made_again_unasked(folder: Path, damage: str, which: str) -> None:
    indexes = folder / derived(folder)[0]
    terms = max(words_in(indexes).iterdir(), key=lambda path: path.stat().st_size)
    path = vectors_in(indexes) if which == "vectors" else terms
    data = path.read_bytes()
    if damage == "truncated":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "flipped":
        path.write_bytes(data[:-100] + bytes([data[-100] ^ 1]) + data[-99:])
    elif damage == "missing":
        path.unlink()
    elif damage == "no manifest":
        (indexes / "manifest.json").unlink()
    else:
        manifest = (indexes / "manifest.json").read_text(encoding="utf-8")
        (indexes / "manifest.json").write_text(manifest.replace('"format": 2', '"format": 0'), encoding="utf-8")
    with Store(folder) as store:
        (problem,) = verify(store)
        assert problem.startswith(indexes.name)
        assert len(find(store, "bưu")) == 1
        assert verify(store) == ()


def test_two_readers_may_make_missing_indexes_at_the_same_time(in_child: InChild, folder: Path) -> None:
    for path in folder.glob("index-*"):
        shutil.rmtree(path)
    code = """
        import sys
        from pathlib import Path
        from index.store import Store
        store = Store(Path(sys.argv[1]))
        sys.stdin.readline()
        print(len(store.words), len(store.vectors), len(store.passages))
    """
    readers = [in_child(code, folder) for _ in range(4)]
    answers = [reader.communicate("go\n", timeout=60) for reader in readers]
    with Store(folder) as store:
        expected = f"{len(store.words)} {len(store.vectors)} {len(store.passages)}\n"
    assert answers == [(expected, "")] * 4
    assert len(derived(folder)) == 1


def test_threads_share_one_store(folder: Path, index: Index, plans: Path) -> None:
    errors: list[BaseException] = []
    with Store(folder) as store:

        def read() -> None:
            try:
                for _ in range(20):
                    store.refresh()
                    with store.reading():
                        assert store.words.ids() == store.vectors.ids() == tuple(store.passages)
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for year in range(2034, 2037):
            (plans / f"them-{year}.txt").write_text(f"KẾ HOẠCH\nTrồng rừng năm {year}.\n", encoding="utf-8")
            index()
        for thread in threads:
            thread.join()
    assert errors == []


def test_a_reader_sees_whole_states_while_a_writer_works(in_child: InChild, folder: Path, plans: Path) -> None:
    writer = in_child(
        """
        import sys
        from pathlib import Path
        from index.indexing import find_files, index_files
        from index.store import Store
        plans, folder = map(Path, sys.argv[1:])
        for year in range(2040, 2052):
            for name in ("a", "b"):
                (plans / f"{name}.txt").write_text(f"KẾ HOẠCH\\nTrồng rừng năm {year}.\\n", encoding="utf-8")
            with Store(folder) as store:
                index_files(store, find_files([plans]))
                if year % 3 == 0:
                    store.remove("b")
        """,
        plans,
        folder,
    )
    seen = set()
    with Store(folder) as store:
        while writer.poll() is None:
            with store.reading() as snapshot:
                assert store.words.ids() == store.vectors.ids() == tuple(store.passages)
                for passage in store.passages.values():
                    assert passage.span.end <= len(store.document(passage.document).text)
                texts = {store.document(name).text for name in ("a", "b") if name in store.ids()}
                assert len(texts) <= 1  # both files changed in one run, so readers see both or neither
                seen.add(snapshot.generation)
    assert writer.communicate() == ("", "")
    assert writer.returncode == 0
    assert len(seen) > 1


def test_a_second_writer_is_told_who_holds_the_store(in_child: InChild, folder: Path) -> None:
    writer = in_child(
        """
        import sys
        from pathlib import Path
        from index.store import Store
        with Store(Path(sys.argv[1])) as store, store.writing():
            print("holding", flush=True)
            sys.stdin.readline()
        """,
        folder,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "holding\n"
    with Store(folder) as store:
        with pytest.raises(StoreError, match=f"process {writer.pid} is writing to it; wait until it is done"):
            store.remove("yen-son-2031")
        writer.communicate("go\n")
        store.remove("yen-son-2031")


def test_a_run_killed_before_publication_is_finished_by_the_next(index: Index, folder: Path, plans: Path) -> None:
    with Store(folder) as store:
        store.put(make_document(plans / "moi.txt", "Trồng rừng năm 2040.".encode(), "moi"))
    with Store(folder) as store:  # as after a kill
        assert "moi" not in store.ids()
        assert verify(store) == ()
    index()
    with Store(folder) as store:
        assert "moi" in store.ids()
        assert verify(store) == ()


def test_a_folder_without_a_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here; make one with: plan-assistant index PATH --store"):
        Store(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("x")
    with pytest.raises(StoreError, match="choose another folder with --store"):
        Store.create_or_open(tmp_path / "store")


def test_a_store_of_an_older_version_is_refused(folder: Path) -> None:
    with Store(folder) as store, store.database._connection.transaction() as connection:
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'version'")
    with pytest.raises(StoreError, match="store of version 1, this program reads 6; delete the folder"):
        Store(folder)


def test_another_encoder_than_the_stores_is_refused(folder: Path, tmp_path: Path) -> None:
    other = StaticEncoder()
    other.name = "bkai/vietnamese-bi-encoder"
    with pytest.raises(StoreError, match=r"built with encoder plan-static-.*, not bkai/vietnamese-bi-encoder"):
        Store(folder, other)


def test_other_weights_than_the_stores_are_noticed(folder: Path, tmp_path: Path) -> None:
    with Store(folder) as store, store.database._connection.transaction() as connection:
        connection.execute("UPDATE meta SET value = 'plan-static-00000000' WHERE key = 'encoder'")
    with Store(folder) as store, pytest.raises(StoreError, match="delete the store's folder and index the files again"):
        assert store.encoder
    with pytest.raises(StoreError, match="delete the folder and index again"):
        Store.create_or_open(folder)


def test_an_encoder_of_another_dimension_is_refused(folder: Path) -> None:
    cut = StaticEncoder()
    cut.dimension = 64
    with pytest.raises(StoreError, match="gives vectors of 64 numbers now, the store has 256"):
        Store(folder, cut)


def forbid_writing(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else path.stat().st_mode & 0o555)


@pytest.fixture
def for_nobody(folder: Path) -> Iterator[Path]:
    """A copy of the store that another user may read and not write."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    place = Path(tempfile.mkdtemp(prefix="plan-assistant-test-"))
    shutil.copytree(folder, place / "store")
    forbid_writing(place)
    yield place / "store"
    shutil.rmtree(place)


AS_NOBODY = """
import os, sys
from pathlib import Path
from corpus.errors import StoreError
from index.store import Store
with Store(Path(sys.argv[3])) as store:
    store.refresh()  # imports all that it needs while the interpreter's files can be read
os.setuid(int(sys.argv[2]))
try:
    with Store(Path(sys.argv[1])) as store:
        {code}
except StoreError as error:
    print(error)
"""


def test_a_read_only_store_can_be_read_and_not_written(in_child: InChild, for_nobody: Path, folder: Path) -> None:
    def as_nobody(code: str) -> str:
        said, error = in_child(AS_NOBODY.format(code=code), for_nobody, NOBODY, folder).communicate()
        assert error == ""
        return said

    refusal = "cannot be written (Permission denied); make it writable or choose another with --store\n"
    assert as_nobody("print(len(store.words) == len(store.passages) > 1, store.ids()[0])") == "True binh-hai-2032\n"
    assert as_nobody("store.remove('yen-son-2031')").endswith(refusal)
    for path in for_nobody.glob("index-*"):
        shutil.rmtree(path)
    assert as_nobody("print(len(store.words))").endswith(refusal)


def test_a_reader_that_may_not_write_follows_what_others_write(
    in_child: InChild, for_nobody: Path, folder: Path
) -> None:
    code = "say(); sys.stdin.readline(); say()"
    say = "say = lambda: print(store.refresh(), store.ids(), flush=True)"
    reader = in_child(AS_NOBODY.format(code=f"{say}; {code}"), for_nobody, NOBODY, folder)
    assert reader.stdout is not None
    assert reader.stdout.readline() == "True ['binh-hai-2032', 'yen-son-2031']\n"
    with Store(for_nobody) as store:
        store.remove("yen-son-2031")
    forbid_writing(for_nobody)
    assert reader.communicate("go\n") == ("True ['binh-hai-2032']\n", "")


LONG = "KẾ HOẠCH\n" + "".join(f"{n}. Trồng {n * 37} ha rừng phòng hộ tại xã số {n}.\n" for n in range(1, 3000))
INDEX_IN = """
    import resource, sys
    from pathlib import Path
    from corpus.errors import StoreError
    from index.indexing import find_files, index_files
    from index.store import Store
    room = int(sys.argv[3])
    if room >= 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        with Store(Path(sys.argv[2])) as store:
            index_files(store, find_files([Path(sys.argv[1])]))
    except StoreError as error:
        print(error)
"""


@pytest.mark.parametrize("room", [0, 20_000, 120_000, 250_000])
def test_a_limit_on_files_leaves_the_store_as_it_was(in_child: InChild, folder: Path, plans: Path, room: int) -> None:
    with Store(folder) as store:
        before = {name: store.document(name) for name in store.ids()}
    (plans / "trong-rung-2040.txt").write_text(LONG, encoding="utf-8")
    done = in_child(INDEX_IN, plans, folder, room).communicate()
    assert done[1] == ""
    assert "free" in done[0]
    assert done[0].count("\n") == 1
    with Store(folder) as store:
        assert verify(store) == ()
        assert {name: store.document(name) for name in store.ids()} == before
        assert len(find(store, "bưu")) == 1


@pytest.mark.parametrize("size", [400, 600, 800, 900])
def test_a_full_disk_is_told_and_the_next_run_with_room_finishes(
    in_child: InChild, folder: Path, plans: Path, tmp_path: Path, size: int
) -> None:
    """The sizes, in KiB, fill up in SQLite, in tantivy and in FAISS."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system of a given size cannot be mounted here")
    try:
        shutil.copytree(folder, disk / "store")
        (plans / "trong-rung-2040.txt").write_text(LONG, encoding="utf-8")
        said, error = in_child(INDEX_IN, plans, disk / "store", -1).communicate()
        assert error == ""
        assert "free some disk space" in said
        assert said.count("\n") == 1
        with Store(disk / "store") as store:
            assert verify(store) == ()
            assert store.ids() == ["binh-hai-2032", "yen-son-2031"]
        subprocess.run(["mount", "-o", "remount,size=9m", str(disk)], check=True)
        assert in_child(INDEX_IN, plans, disk / "store", -1).communicate() == ("", "")
        with Store(disk / "store") as store:
            assert verify(store) == ()
            assert store.ids() == ["binh-hai-2032", "trong-rung-2040", "yen-son-2031"]
    finally:
        # lazily: threads of tantivy may hold a file for a moment after the store is closed
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_two_processes_may_make_the_same_store(in_child: InChild, tmp_path: Path, plans: Path) -> None:
    code = """
        import sys
        from pathlib import Path
        from index.store import Store
        sys.stdin.readline()
        with Store.create_or_open(Path(sys.argv[1])) as store:
            print(store.ids(), store.encoder_name)
    """
    makers = [in_child(code, tmp_path / "new") for _ in range(3)]
    answers = [maker.communicate("go\n", timeout=60) for maker in makers]
    assert len({said for said, _ in answers}) == 1
    assert answers[0][0].startswith("[] plan-static-")
    assert {error for _, error in answers} == {""}


def test_vectors_of_a_store_are_those_of_its_encoder(store: Store) -> None:
    number, passage = next(iter(store.passages.items()))
    text = f"{passage.context}\n{passage.span.of(store.document(passage.document).text)}"
    (vector,) = store.encoder.encode([text])
    assert store.vectors.search(vector, 1)[number] == pytest.approx(1.0, abs=1e-3)
    assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-5)
