"""The view "Tài liệu" in a real browser: documents are added, replaced, corrected, read by outline and removed."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from index.store import Store
from index.verify import verify
from tests.assistant.browsing import ATTACK, IN_A_BROWSER, ask, in_view

pytestmark = IN_A_BROWSER

KON_TUM = """ỦY BAN NHÂN DÂN
TỈNH KON TUM
Số: 47/KH-UBND
Kon Tum, ngày 12 tháng 3 năm 2031

KẾ HOẠCH
Phát triển du lịch cộng đồng tỉnh Kon Tum năm 2031

I. MỤC TIÊU
Năm 2031 toàn tỉnh có 36 làng du lịch cộng đồng.
II. TỔ CHỨC THỰC HIỆN
Sở Văn hóa, Thể thao và Du lịch chủ trì, hoàn thành trước ngày 30 tháng 11 năm 2031.
"""


def file(name: str, content: str | bytes) -> FilePayload:
    return {"name": name, "mimeType": "", "buffer": content.encode() if isinstance(content, str) else content}


def library(page: Page) -> Locator:
    page.get_by_role("tab", name="Tài liệu").click()
    view = page.locator("#view-library")
    expect(view.get_by_role("heading", name="Tài liệu đã nạp")).to_be_visible()
    if view.locator(".results").count():  # of the test before
        view.get_by_role("button", name="Đóng danh sách").click()
        expect(view.locator(".results")).to_have_count(0)
    return view


def upload(view: Locator, *files: FilePayload) -> None:
    view.locator(".drop input").set_input_files(list(files))


def result(view: Locator, name: str) -> Locator:
    return view.locator(".results li").filter(has_text=name)


@pytest.fixture(autouse=True)
def clean(store: Path, page: Page) -> Iterator[None]:
    """Each test finds the three plans of the module and no results of others."""
    yield
    with Store(store) as opened:
        added = [identity for identity in opened.ids() if identity.startswith("kon-tum")]
        for identity in added:
            opened.remove(identity)


def test_a_new_plan_is_added_with_progress_and_can_be_asked_at_once(page: Page, store: Path) -> None:
    view = library(page)
    upload(view, file("kon-tum-2031.txt", KON_TUM))
    expect(result(view, "kon-tum-2031.txt").locator(".stage")).to_have_text("đã thêm", timeout=30_000)
    expect(view.locator(".loaded h2")).to_have_text("Tài liệu đã nạp (4)")
    card = view.locator("article").filter(has_text="Kon Tum")
    for said in ("47/KH-UBND", "12/03/2031", "2031", "Tệp: kon-tum-2031.txt", "cam kết", "mục"):
        expect(card).to_contain_text(said)
    page.get_by_role("tab", name="Hỏi đáp").click()
    page.get_by_role("combobox", name="Tài liệu").click()
    expect(page.get_by_role("option", name="Kon Tum · 2031")).to_be_visible()
    page.keyboard.press("Escape")
    ask(page, "Năm 2031 Kon Tum có bao nhiêu làng du lịch cộng đồng?")
    expect(page.locator(".turn .short").last).to_contain_text("36")
    with Store(store) as opened:
        assert verify(opened) == ()


def test_files_are_dropped_on_the_view(page: Page) -> None:
    view = library(page)
    data = page.evaluate_handle(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], 'kon-tum-tha.txt', { type: 'text/plain' }));
            return data;
        }""",
        KON_TUM,
    )
    for name in ("dragenter", "dragover", "drop"):
        view.locator(".drop").dispatch_event(name, {"dataTransfer": data})
    expect(result(view, "kon-tum-tha.txt").locator(".stage")).to_have_text("đã thêm", timeout=30_000)


def test_what_cannot_be_read_says_why_and_stays_in_a_list_until_it_is_dismissed(page: Page) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 50_000_000)
    view = library(page)
    upload(
        view, file("bom.docx", packed.getvalue()), file("phần mềm.exe", b"MZ"), file(f"{ATTACK[:20]}.pdf", b"%PDF-1.4")
    )
    for name, why in (
        ("bom.docx", "quá lớn so với tài liệu"),
        ("phần mềm.exe", "không đọc loại tệp .exe"),
        ("onerror", "PDF"),
    ):
        line = result(view, name)
        expect(line.locator(".stage")).to_have_text("không đọc được", timeout=30_000)
        expect(line.locator(".reason")).to_contain_text(why)
    expect(view.get_by_role("heading", name="Tệp không đọc được (3)")).to_be_visible()
    page.reload()
    view = library(page)
    listed = view.locator(".unreadable li")
    expect(listed).to_have_count(3)
    expect(listed.filter(has_text="bom.docx")).to_contain_text("quá lớn so với tài liệu")
    listed.filter(has_text="bom.docx").get_by_role("button").click()
    expect(listed).to_have_count(2)
    assert page.evaluate("() => window.attacked") is None


def test_a_file_that_is_too_large_is_told_so_before_it_is_sent(page: Page) -> None:
    view = library(page)
    view.locator("section.add").evaluate("section => { section.dataset.limit = '1000'; }")
    upload(view, file("nặng.txt", "a" * 1001))
    expect(view.locator(".refused li")).to_have_text("nặng.txt: tệp lớn hơn mức 50 MB; hãy chia thành các tệp nhỏ hơn")


def test_a_file_of_the_same_name_replaces_only_after_asking(page: Page) -> None:
    view = library(page)
    upload(view, file("kon-tum-2031.txt", KON_TUM))
    expect(result(view, "kon-tum-2031.txt").locator(".stage").first).to_have_text("đã thêm", timeout=30_000)
    changed = KON_TUM.replace("36 làng", "41 làng")
    dialog = view.locator("dialog.swap")
    for answer, document in (("Giữ bản đang có", "36 làng"), ("Thay thế", "41 làng")):
        upload(view, file("kon-tum-2031.txt", changed))
        expect(dialog).to_contain_text("kon-tum-2031.txt")
        dialog.get_by_role("button", name=answer, exact=True).click()
        expect(dialog).to_be_hidden()
        if answer == "Thay thế":
            expect(result(view, "kon-tum-2031.txt").locator(".stage").first).to_have_text("đã cập nhật", timeout=30_000)
        expect(view.locator(".results [role=status]")).to_contain_text("Đã xử lý", timeout=30_000)
        view.locator("article").filter(has_text="Kon Tum").get_by_role("button", name=re.compile("^Đọc")).click(
            timeout=60_000
        )
        expect(page.locator(".paper")).to_contain_text(document)
    expect(view.locator(".loaded h2")).to_have_text("Tài liệu đã nạp (4)")


def test_a_document_is_replaced_by_a_file_of_another_name_from_its_card(page: Page) -> None:
    view = library(page)
    upload(view, file("kon-tum-2031.txt", KON_TUM))
    expect(view.locator(".loaded h2")).to_have_text("Tài liệu đã nạp (4)", timeout=30_000)
    card = view.locator("article").filter(has_text="Kon Tum")
    card.locator("input[data-replaces]").set_input_files([file("bản mới.txt", KON_TUM.replace("36 làng", "52 làng"))])
    expect(result(view, "bản mới.txt").locator(".stage")).to_have_text("đã cập nhật", timeout=30_000)
    expect(card).to_contain_text("Tệp: bản mới.txt")
    expect(view.locator(".loaded h2")).to_have_text("Tài liệu đã nạp (4)")


def test_a_document_that_is_open_follows_what_becomes_of_it(page: Page) -> None:
    view = library(page)
    upload(view, file("kon-tum-2031.txt", KON_TUM))
    card = view.locator("article").filter(has_text="Kon Tum")
    card.get_by_role("button", name=re.compile("^Đọc")).click(timeout=30_000)
    expect(page.locator(".paper")).to_contain_text("36 làng")
    card.locator("input[data-replaces]").set_input_files(
        [file("kon-tum-2031.txt", KON_TUM.replace("36 làng", "7 làng"))]
    )
    expect(page.locator(".paper")).to_contain_text("7 làng", timeout=30_000)
    card.get_by_role("button", name=re.compile("^Xóa")).click()
    view.locator("dialog.removal").get_by_role("button", name="Xóa", exact=True).click()
    expect(page.locator("#reading .documents li")).to_have_count(3, timeout=30_000)


def test_a_document_is_removed_by_keyboard_after_asking(page: Page, store: Path) -> None:
    view = library(page)
    upload(view, file("kon-tum-2031.txt", KON_TUM))
    card = view.locator("article").filter(has_text="Kon Tum")
    expect(card).to_be_visible(timeout=30_000)
    dialog = view.locator("dialog.removal")
    remove = card.get_by_role("button", name=re.compile("^Xóa"))
    remove.press("Enter")
    expect(dialog).to_contain_text("Kon Tum")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(card).to_be_visible()
    remove.press("Enter")
    expect(dialog.get_by_role("button", name="Giữ lại")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(view.locator(".said")).to_contain_text("Đã xóa", timeout=30_000)
    expect(card).to_have_count(0)
    # by another process: closing a file here would drop the locks that SQLite holds on it for the server
    assert subprocess.run(["grep", "-rqaF", "36 làng du lịch", store], check=False).returncode == 1


def test_corrected_details_are_shown_used_and_taken_back(page: Page) -> None:
    view = library(page)
    upload(view, file("kon-tum-2031.txt", KON_TUM))
    card = view.locator("article").filter(has_text="47/KH-UBND")
    expect(card).to_be_visible(timeout=30_000)
    card.get_by_role("button", name=re.compile("^Mục lục và thông tin")).press("Enter")
    date = card.get_by_label("Ngày ban hành")
    expect(date).to_have_value("12/03/2031")
    date.fill("31/02/2031")
    card.get_by_role("button", name="Lưu thông tin").click()
    expect(card.locator(".error")).to_contain_text("Ngày chưa đúng")
    expect(date).to_be_focused()
    date.fill("12/03/2031")
    card.get_by_label("Tỉnh, thành phố").fill("Gia Lai")
    card.get_by_label("Giai đoạn").fill("2031-2035")
    card.get_by_role("button", name="Lưu thông tin").click()
    expect(view.locator(".said")).to_contain_text("Đã lưu", timeout=30_000)
    expect(card.locator(".badge")).to_have_text("thông tin đã sửa")
    expect(card).to_contain_text("Gia Lai · 2031-2035")
    expect(card).to_contain_text("Đã sửa. Đọc từ văn bản: Kon Tum")
    page.get_by_role("tab", name="Hỏi đáp").click()
    page.get_by_role("combobox", name="Tài liệu").click()
    expect(page.get_by_role("option", name="Gia Lai · 2031-2035")).to_be_visible()
    page.get_by_role("tab", name="Tài liệu").click()
    card.get_by_role("button", name="Trả lại thông tin đọc từ văn bản").click()
    expect(card).to_contain_text("Kon Tum · 2031", timeout=30_000)
    expect(card.locator(".badge")).to_have_count(0)


def test_the_outline_stands_beside_the_document_and_jumps_to_a_heading(page: Page) -> None:
    view = library(page)
    view.get_by_role("button", name=re.compile("^Mục lục và thông tin.*Yên Bái")).click()
    outline = view.get_by_role("navigation", name="Mục lục")
    outline.get_by_role("button", name="III. KINH PHÍ").press("Enter")
    expect(page.locator("mark").first).to_have_text("III. KINH PHÍ")
    page.wait_for_timeout(700)
    assert in_view(page)


def test_questions_are_answered_while_files_are_indexed(page: Page) -> None:
    view = library(page)
    upload(view, *(file(f"kon-tum-{n}.txt", KON_TUM.replace("36 làng", f"{n} làng")) for n in range(2, 8)))
    expect(view.locator(".results [role=status]")).to_contain_text("Đang nạp")
    page.get_by_role("tab", name="Hỏi đáp").click()
    ask(page, "Tổng kinh phí thực hiện kế hoạch Yên Bái năm 2031 là bao nhiêu?")
    expect(page.locator(".turn .short").last).to_contain_text("12.500")
    page.get_by_role("tab", name="Tài liệu").click()
    expect(view.locator(".results [role=status]")).to_contain_text("Đã xử lý", timeout=60_000)


def test_only_this_page_can_send_files_and_names_lead_nowhere(address: str, store: Path) -> None:
    assert httpx.post(f"{address}library/files", content=b"a").status_code == 403
    other = {"origin": "http://elsewhere.example", "x-file-name": "a.txt"}
    assert httpx.post(f"{address}library/files", content=b"a", headers=other).status_code == 403
    told = httpx.post(f"{address}library/files", content=b"a", headers={"x-file-name": "..%2F..%2Fa.txt"}).json()
    assert told["name"] == "a.txt"
    assert {path.parent for path in store.parent.rglob(told["token"])} == {store / "files" / "incoming"}


def test_the_view_works_on_a_phone(phone: Page) -> None:
    view = library(phone)
    assert phone.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    view.get_by_role("button", name=re.compile("^Mục lục và thông tin.*Yên Bái")).click()
    view.get_by_role("button", name="III. KINH PHÍ").click()
    expect(phone.locator("mark").first).to_be_visible()
    phone.keyboard.press("Escape")
    expect(phone.locator("#desk")).to_be_hidden()
