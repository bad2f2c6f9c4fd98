"""Changes from the desk: uploads, removals, corrections, made in a process of their own."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from corpus.errors import CorpusError, StoreError
from index.apart import Limits, within
from index.beside import Beside
from index.changes import Change, Correction, Removal, Upload, apply_changes, remove_document
from index.changing import change
from index.corrections import Corrections, as_read
from index.failures import dismiss, failures_of
from index.indexing import FileResult, Outcome
from index.originals import keep, original_of, plain_name
from index.reports import name_documents
from index.store import Store
from index.verify import verify

AN_KHE = """ỦY BAN NHÂN DÂN
TỈNH AN KHÊ
Số: 31/KH-UBND
An Khê, ngày 04 tháng 3 năm 2031

KẾ HOẠCH
Phát triển đô thị thông minh tỉnh An Khê năm 2031

I. MỤC TIÊU
Năm 2031 lắp đặt 310 trụ đèn tiết kiệm điện tại các tuyến phố trung tâm.
"""


def made(folder: Path, *changes: Change, limits: Limits | None = None) -> list[FileResult]:
    """The results of changes made by this process, which spares a second each."""
    results: list[FileResult] = []
    with Store(folder) as store:
        apply_changes(store, changes, lambda _, result: results.append(result) if result else None, limits)
    return results


def made_apart(folder: Path, *changes: Change, limits: Limits | None = None) -> list[FileResult]:
    return [step.result for step in change(folder, changes, limits) if step.result]


@pytest.fixture
def upload(tmp_path: Path) -> Upload:
    path = tmp_path / "incoming-1"
    path.write_text(AN_KHE, "utf-8")
    return Upload(path, "Kế hoạch An Khê 2031.txt")


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_an_upload_is_indexed_and_its_original_kept_until_it_is_removed(folder: Path, upload: Upload) -> None:
    (result,) = made_apart(folder, upload)
    assert (result.outcome, result.document) == (Outcome.ADDED, "ke-hoach-an-khe-2031")
    with Store(folder) as store:
        document = store.document("ke-hoach-an-khe-2031")
        assert document.text == AN_KHE
        original = original_of(folder, document.source)
        assert original is not None
        assert original.name == "Kế hoạch An Khê 2031.txt"
        assert original.read_text("utf-8") == AN_KHE
        assert verify(store) == ()
    (again,) = made(folder, upload)
    assert (again.outcome, again.document) == (Outcome.UNCHANGED, "ke-hoach-an-khe-2031")
    made(folder, Removal("ke-hoach-an-khe-2031"))
    assert not original.exists()
    assert "310 trụ đèn".encode() not in everything_in(folder)


def test_a_file_of_a_name_that_is_taken_replaces_only_where_that_is_asked_for(
    folder: Path, upload: Upload, tmp_path: Path
) -> None:
    made(folder, upload)
    changed = Upload(tmp_path / "incoming-2", upload.name)
    changed.path.write_text(AN_KHE.replace("310 trụ đèn", "425 trụ đèn"), "utf-8")
    (refused,) = made(folder, changed)
    assert refused.outcome is Outcome.FAILED
    assert "trùng tên" in (refused.reason or "")
    (replaced,) = made(folder, Upload(changed.path, changed.name, "ke-hoach-an-khe-2031"))
    assert (replaced.outcome, replaced.document) == (Outcome.UPDATED, "ke-hoach-an-khe-2031")
    with Store(folder) as store:
        assert "425 trụ đèn" in store.document("ke-hoach-an-khe-2031").text
        assert len(store.ids()) == 3
        assert verify(store) == ()
    assert "310 trụ đèn".encode() not in everything_in(folder)


def test_a_correction_is_shown_kept_over_indexing_and_gone_with_the_document(
    folder: Path, upload: Upload, tmp_path: Path
) -> None:
    made(folder, upload)
    fields = {"province": "An Bình", "number": "310", "signer": ""}
    made(folder, Correction("ke-hoach-an-khe-2031", fields))
    with Store(folder) as store:
        document = store.document("ke-hoach-an-khe-2031")
        metadata = document.metadata
        assert metadata.province is not None
        assert (metadata.province.value, metadata.province.span) == ("An Bình", None)
        assert metadata.number is not None
        assert metadata.number.span is not None
        assert metadata.number.span.of(document.text) == "310"
        assert as_read(document).number is not None
        assert as_read(document).number.value == "31/KH-UBND"  # type: ignore[union-attr]
        contexts = [p.context for p in store.passages.values() if p.document == document.id]
        assert all("An Bình" in context for context in contexts)
        assert verify(store) == ()
    changed = Upload(tmp_path / "incoming-2", upload.name, "ke-hoach-an-khe-2031")
    changed.path.write_text(AN_KHE.replace("310 trụ đèn", "425 trụ đèn"), "utf-8")
    made(folder, changed)
    with Store(folder) as store:
        kept = store.document("ke-hoach-an-khe-2031").metadata.province
        assert kept is not None
        assert kept.value == "An Bình"
    made(folder, Correction("ke-hoach-an-khe-2031", {}))
    with Store(folder) as store:
        read = store.document("ke-hoach-an-khe-2031").metadata
        assert read.number is not None
        assert read.number.value == "31/KH-UBND"
    made(folder, Correction("ke-hoach-an-khe-2031", fields))
    with Store(folder) as store:
        remove_document(store, "ke-hoach-an-khe-2031")
    assert Corrections.of_store(folder).fields == {}


def test_a_correction_that_was_interrupted_is_shown_by_the_next_change(folder: Path, upload: Upload) -> None:
    made(folder, upload)
    Corrections().with_fields("ke-hoach-an-khe-2031", {"province": "An Bình"}).save(folder)
    made(folder, Removal("binh-hai-2032"))
    with Store(folder) as store:
        field = store.document("ke-hoach-an-khe-2031").metadata.province
        assert field is not None
        assert field.value == "An Bình"
    assert not Corrections.of_store(folder).waiting


def test_a_report_that_quotes_a_removed_document_goes_with_it(folder: Path) -> None:
    for name, identity in (("first", "yen-son-2031"), ("second", "binh-hai-2032")):
        report = Beside(folder).reports / name
        report.mkdir(parents=True)
        name_documents(report, [identity])
    made(folder, Removal("binh-hai-2032"))
    assert [path.name for path in Beside(folder).reports.iterdir()] == ["first"]


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 120_000_000)
    return packed.getvalue()


def many_pages() -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written)
    for _ in range(10_000):
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def test_what_cannot_be_read_ends_in_one_line_and_is_listed_until_it_is_read(folder: Path, tmp_path: Path) -> None:
    files = {
        "chương trình.exe": b"MZ\x90",
        "bom nén.docx": zip_bomb(),
        "dài.pdf": many_pages(),
        "hỏng.pdf": b"%PDF-1.7\n1 0 obj << garbage",
        "quá lớn.txt": b"a" * 5_000_001,
    }
    uploads = []
    for number, (name, data) in enumerate(files.items()):
        path = tmp_path / str(number)
        path.write_bytes(data)
        uploads.append(Upload(path, name))
    results = made(folder, *uploads, limits=Limits(size=5_000_000))
    reasons = [result.reason or "" for result in results]
    assert all(result.outcome is Outcome.FAILED for result in results)
    for name, reason, what in zip(
        files, reasons, ("không đọc loại tệp", "bung ra", "10000 trang", "hỏng", "lớn hơn mức 5 MB"), strict=True
    ):
        assert reason.startswith(f"{name}: ")
        assert what in reason
        assert "\n" not in reason
    assert {failure.name for failure in failures_of(folder)} == set(files)
    dismiss(folder, "dài.pdf")
    uploads[3].path.write_text(AN_KHE, "utf-8")
    assert made(folder, Upload(uploads[3].path, "hỏng.txt"))[0].outcome is Outcome.ADDED
    assert "dài.pdf" not in {failure.name for failure in failures_of(folder)}


def test_a_text_that_takes_too_long_to_be_understood_is_stopped() -> None:
    def reads_for_ever() -> None:
        with within("a.txt", Limits(seconds=0.2)):
            while True:
                pass

    with pytest.raises(CorpusError, match=r"^a.txt: phân tích văn bản cần quá 0.2 giây"):
        reads_for_ever()


@pytest.mark.parametrize("limits", [Limits(processor=1), Limits(memory=40_000_000), Limits(seconds=1)])
def test_a_file_that_takes_too_much_time_or_memory_is_stopped(folder: Path, tmp_path: Path, limits: Limits) -> None:
    path = tmp_path / "big"
    path.write_text(
        "KẾ HOẠCH\n" + "1. Đến năm 2031, tỷ lệ đạt 85,5% (theo Quyết định số 12/QĐ-UBND).\n" * 40_000, "utf-8"
    )
    (result,) = made_apart(folder, Upload(path, "nặng.md"), limits=limits)
    assert result.outcome is Outcome.FAILED
    assert "cần quá" in (result.reason or "")
    with Store(folder) as store:
        assert len(store.ids()) == 2


def test_who_writes_meanwhile_is_told(folder: Path, upload: Upload) -> None:
    with Store(folder) as store, store.writing(), pytest.raises(StoreError, match="is writing to it"):
        made_apart(folder, upload)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/Kế hoạch.pdf", "Kế hoạch.pdf"),
        ("C:\\Users\\a\\kh.docx", "kh.docx"),
        ("..", ""),
        (".pdf", "pdf"),
        ("a\u202e\n\x00b.txt", "ab.txt"),
        ("x" * 400 + ".pdf", "x" * 176 + ".pdf"),
    ],
)
def test_an_uploaded_name_is_only_a_name(given: str, kept: str) -> None:
    assert plain_name(given) == kept


def test_an_original_is_found_where_the_store_was_moved(folder: Path, upload: Upload, tmp_path: Path) -> None:
    made(folder, upload)
    moved = folder.rename(tmp_path / "elsewhere")
    with Store(moved) as store:
        original = original_of(moved, store.document("ke-hoach-an-khe-2031").source)
    assert original is not None
    assert original.is_relative_to(moved)
    assert keep(moved, "0" * 64, "a.txt", b"a").read_bytes() == b"a"
