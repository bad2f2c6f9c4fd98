"""Reports: what the checks say is made once with the document, read back as it was, and gone with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.checks import FindingKind, check_document
from corpus.document import make_document
from index import database
from index.changes import Correction, apply_changes
from index.indexing import find_files, index_files
from index.repair import repair
from index.store import Store
from index.verify import verify

SHIPPED = Path(__file__).parents[2] / "corpus" / "plans"
LONG_MY = """ỦY BAN NHÂN DÂN
TỈNH LONG MỸ
Số: 15/KH-UBND
Long Mỹ, ngày 20 tháng 3 năm 2031

KẾ HOẠCH
Phát triển thư viện năm 2031

Căn cứ Quyết định số 12/QĐ-UBND ngày 15/02/2031 của Ủy ban nhân dân tỉnh Long Mỹ;

I. MỤC TIÊU

Khối huyện đạt 85% (77/110).
Toàn tỉnh có 53 đơn vị, gồm Tỉnh ủy, 34 sở và 9 huyện.
"""
MESSAGE = "77/110 = 70%, văn bản ghi 85%"  # stands in the report alone


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "long-my.txt"
    path.write_text(LONG_MY, encoding="utf-8")
    return path


@pytest.fixture
def store(file: Path, tmp_path: Path) -> Iterator[Store]:
    """A store with one plan that contradicts itself."""
    with Store.create_or_open(tmp_path / "store") as opened:
        opened.put(make_document(file, file.read_bytes()))
        opened.publish()
        yield opened


def kinds(store: Store) -> list[FindingKind]:
    ((_, report),) = store.checked(["long-my"])
    return [finding.kind for finding in report.findings]


def held(store: Store) -> bytes:
    return b"".join(path.read_bytes() for path in store.layout.folder.rglob("*") if path.is_file())


def test_each_shipped_plan_has_the_report_that_the_checks_make(tmp_path: Path) -> None:
    with Store.create_or_open(tmp_path / "store") as store:
        index_files(store, find_files([SHIPPED]))
        checked = list(store.checked(store.ids()))
        assert len(checked) == 5
        assert all(report == check_document(document) for document, report in checked)
        assert any(report.findings for _, report in checked)
        assert verify(store) == ()


def test_a_stored_report_is_read_and_not_made_again(store: Store) -> None:
    with store.database._connection.transaction() as connection:
        connection.execute("""UPDATE contents SET report = '{"findings": [], "unchecked": []}'""")
    assert kinds(store) == []


def test_documents_that_are_not_there_are_left_out(store: Store) -> None:
    assert [document.id for document, _ in store.checked(["cai-rang", "long-my"])] == ["long-my"]


def test_no_byte_of_a_report_is_left_of_a_removed_document(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_SMALL", 0)
    monkeypatch.setattr(database, "_MOST_BLANK", 1.0)  # rows are overwritten, the file is not written anew
    assert MESSAGE.encode() in held(store)
    store.remove("long-my")
    assert MESSAGE.encode() not in held(store)
    assert list(store.checked(["long-my"])) == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("report = '{}'", "stored report damaged; remove the document and index it again"),
        ("report = replace(report, '85% (77', '85% (78')", "the quote of a finding is not what stands at"),
        ("report = replace(report, '53 đơn vị', '54 đơn vị')", "the quote of a finding is not what stands at"),
        ("report = replace(report, '\"end\":', '\"end\":1')", "the quote of a finding is not what stands at"),
        ("report = replace(report, 'văn bản ghi', 'kế hoạch ghi')", "damaged (checksum)"),
    ],
)
def test_a_damaged_report_is_named_and_repaired(store: Store, file: Path, statement: str, problem: str) -> None:
    with store.database._connection.transaction() as connection:
        connection.execute(f"UPDATE contents SET {statement}")
    assert any(line.startswith("long-my: ") and problem in line for line in verify(store))
    assert repair(store.layout.folder) == (f"long-my: read again from {file}",)
    assert verify(store) == ()
    assert FindingKind.RATIO in kinds(store)


def test_a_corrected_date_is_checked_anew(store: Store) -> None:
    assert FindingKind.DATE_ORDER not in kinds(store)
    for fields, found in (({"date": "2031-01-10"}, True), ({}, False)):  # the decision cited is of 15/02/2031
        apply_changes(store, [Correction("long-my", fields)], lambda *_: None)
        assert (FindingKind.DATE_ORDER in kinds(store)) is found
