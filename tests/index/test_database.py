"""The database: what is put comes back, readers see publications only, and foreign or damaged files are told apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.checks import Report, check_document
from corpus.document import make_document
from corpus.errors import StoreError
from corpus.types import Abbreviation, Document, Metadata, Section, SectionKind, Source, Span
from index import connection
from index.database import Database
from index.passages import find_passages
from index.records import record_of
from index.types import IndexRow, Passage

any_text = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.create(tmp_path / "store.sqlite", "plan-static-00000000", 4)
    yield opened
    opened.close()


def vectors(count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.eye(4, dtype=np.float32)[np.arange(count) % 4]


def put(database: Database, document: Document) -> tuple[Passage, ...]:
    passages = find_passages(document)
    database.put(record_of(document, passages, vectors(len(passages)), (), check_document(document)))
    return passages


def rows_of(database: Database) -> list[IndexRow]:
    return list(database.rows(database.keys(pending=False)))


def of_text(text: str, identity: str = "a", path: str = "/a.txt") -> Document:
    whole = Span(0, len(text))
    section = Section(whole, SectionKind.BODY, 1, None, (), 0)
    return Document(identity, Source(path, "0" * 64), text, (), (section,), (), Metadata())


def test_a_published_document_comes_back_as_it_was_put(database: Database, document: Document) -> None:
    passages = put(database, document)
    database.publish()
    assert database.document(document.id) == document
    assert tuple(database.passages().values()) == passages
    rows = rows_of(database)
    assert [row.text for row in rows] == [p.span.of(document.text) for p in passages]
    assert np.array_equal(np.stack([row.vector for row in rows]), vectors(len(passages)))


def test_the_report_of_a_document_comes_back_as_the_checks_made_it(database: Database) -> None:
    said = "Khối huyện đạt 85% (77/110). Làm theo theo kế hoạch. Có 53 đơn vị, gồm Tỉnh ủy, 34 sở và 9 huyện."
    document = of_text(f"KẾ HOẠCH\nI. MỤC TIÊU\n\n{said}\n")
    put(database, document)
    assert database.report("a") is None
    database.publish()
    report = database.report("a")
    assert report == check_document(document)
    assert [str(finding.kind) for finding in report.findings] == ["ratio", "repeated-word"]
    assert [str(place.kind) for place in report.unchecked] == ["sum"]


def test_the_abbreviations_that_a_document_defines_come_back(database: Database) -> None:
    document = make_document(Path("/a.txt"), "Khu bảo tồn (KBT) có 12 trạm.".encode(), "a")
    put(database, document)
    database.publish()
    found = database.document("a")
    assert found is not None
    assert found.abbreviations == (Abbreviation("KBT", Span(0, 11), Span(0, 16)),)


@settings(deadline=None)  # it waits for the disk
@given(text=any_text)
def test_any_text_comes_back_code_point_for_code_point(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    database = Database.create(tmp_path_factory.mktemp("db") / "store.sqlite", "e", 4)
    put(database, of_text(text))
    database.publish()
    found = database.document("a")
    assert found is not None
    assert found.text == text
    assert "".join(row.text for row in rows_of(database)) == text
    database.close()


def test_readers_see_nothing_of_what_is_not_published(database: Database, document: Document) -> None:
    put(database, document)
    assert database.pending
    assert database.ids() == []
    assert database.passages() == {}
    assert database.hashes() == {document.source.path: (document.id, document.source.sha256)}
    database.publish()
    assert database.ids() == [document.id]
    assert not database.pending


def test_a_replaced_document_is_the_old_one_until_it_is_published(database: Database) -> None:
    put(database, of_text("Kinh phí 12 tỷ đồng."))
    database.publish()
    before = database.passages()
    put(database, of_text("Kinh phí 15 tỷ đồng."))
    assert database.document("a") == of_text("Kinh phí 12 tỷ đồng.")
    assert database.passages() == before
    database.publish()
    assert database.document("a") == of_text("Kinh phí 15 tỷ đồng.")
    assert database.generation == 2


def test_ids_of_passages_are_never_used_again(database: Database) -> None:
    put(database, of_text("Một."))
    database.publish()
    (first,) = database.passages()
    database.remove("a")
    database.publish()
    put(database, of_text("Hai."))
    database.publish()
    (second,) = database.passages()
    assert second > first


def test_a_document_replaces_what_has_its_path_under_another_id(database: Database) -> None:
    put(database, of_text("Cũ.", "cu", "/a.txt"))
    database.publish()
    put(database, of_text("Mới.", "moi", "/a.txt"))
    database.publish()
    assert database.ids() == ["moi"]


def test_put_twice_before_a_publication_keeps_the_last_one(database: Database) -> None:
    put(database, of_text("Một."))
    put(database, of_text("Hai."))
    database.publish()
    assert [row.text for row in rows_of(database)] == ["Hai."]


def test_removing_what_is_not_there_says_so(database: Database) -> None:
    assert not database.remove("a")
    put(database, of_text("Một."))
    assert database.remove("a")
    assert not database.remove("a")
    assert not database.pending


def test_a_failed_put_leaves_everything_as_it_was(database: Database) -> None:
    put(database, of_text("Một."))
    database.publish()
    whole = record_of(of_text("Hai."), (), vectors(0), (), Report((), ()))
    broken = replace(whole, passages=((None, 4, 0, "", b""),))  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="NOT NULL"):
        database.put(whole, broken)
    assert not database.pending
    assert database.document("a") == of_text("Một.")


def test_erasing_leaves_no_byte_of_a_removed_text(database: Database) -> None:
    for number in range(30):
        put(database, of_text(f"Câu thứ {number} dài hơn một chút. " * 50, f"d{number}", f"/{number}.txt"))
    database.publish()
    for number in range(0, 30, 2):
        database.remove(f"d{number}")
    database.publish()
    database.erase()
    assert database.meta("erase") == "0"
    left = b"".join(path.read_bytes() for path in database.path.parent.iterdir())
    assert "Câu thứ 4 ".encode() not in left
    assert "Câu thứ 5 ".encode() in left


def test_a_reader_that_does_not_let_go_keeps_bytes_from_being_erased_and_that_is_said(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(database, of_text("Một."))
    database.publish()
    monkeypatch.setattr(connection, "PATIENCE", 0.1)
    writer, reader = Database(database.path), Database(database.path)
    with reader.snapshot():
        assert reader.ids() == ["a"]
        writer.remove("a")
        writer.publish()
        with pytest.raises(StoreError, match="another process reads it; stop that and index again"):
            writer.erase()
        assert writer.meta("erase") == "1"
        assert reader.ids() == ["a"]
    writer.erase()
    assert writer.meta("erase") == "0"
    writer.close()
    reader.close()


@pytest.mark.parametrize(
    "content",
    [b"", b"KE HOACH nam 2031 " * 400, b"SQLite format 3\0" + b"\7" * 5000, "foreign", "truncated", "other version"],
    ids=lambda content: content if isinstance(content, str) else repr(content[:8]),
)
def test_a_file_that_is_no_store_is_refused_in_one_line(tmp_path: Path, content: bytes | str) -> None:
    path = tmp_path / "store.sqlite"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content == "foreign":
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE notes (text TEXT)")
        other.close()
    else:
        database = Database.create(path, "plan-static-00000000", 4)
        put(database, of_text("Kinh phí. " * 5000))
        database.close()
        if content == "truncated":
            path.write_bytes(path.read_bytes()[:6000])
        else:
            other = sqlite3.connect(path, isolation_level=None)
            other.execute("UPDATE meta SET value = '1' WHERE key = 'version'")
            other.close()
    with pytest.raises(StoreError) as caught:
        Database(path).documents()
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "delete the folder and index the files again" in message
    assert "\n" not in message


@pytest.mark.parametrize(("part", "read"), [("structure", Database.document), ("report", Database.report)])
def test_a_damaged_part_is_named_by_its_document(
    database: Database, part: str, read: Callable[[Database, str], object]
) -> None:
    put(database, of_text("Một."))
    database.publish()
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute(f"UPDATE contents SET {part} = substr({part}, 1, 20)")
    other.close()
    with pytest.raises(StoreError, match=f"a: stored {part} damaged; remove the document and index it again"):
        read(database, "a")


def test_a_missing_file_is_not_made_by_opening(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="unable to open"):
        Database(tmp_path / "store.sqlite")
    assert not list(tmp_path.iterdir())
