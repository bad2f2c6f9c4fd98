"""The view "Hỏi đáp" and the reading view in a real browser: what a reader does beyond asking."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, expect

from assistant.feedback import candidates
from assistant.sharing import check_of
from index.feedback import Feedback, Verdict
from index.indexing import index_files
from index.store import Store
from tests.assistant.browsing import BINH_DINH, IN_A_BROWSER, YEN_BAI, Recording, ask, folded, in_view, opened

pytestmark = IN_A_BROWSER

PDF = Path(__file__).parents[2] / "corpus/plans/tra-vinh-2019.pdf"
MONEY = "Tổng kinh phí thực hiện kế hoạch Yên Bái năm 2031 là bao nhiêu?"
WIDE = "| " + " | ".join(f"Nội dung chi của năm thứ {n}" for n in range(1, 15)) + " |"
TABLE = "\n".join([WIDE, "|---" * 14 + "|", "| " + " | ".join(f"{n}.500" for n in range(1, 15)) + " |"])
LONG_TERM = f"""# KẾ HOẠCH
Phát triển đô thị tỉnh Bắc Kạn giai đoạn 2032-2035

## I. KINH PHÍ
Tổng kinh phí thực hiện kế hoạch là 88.000 triệu đồng.

{TABLE}
"""


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    texts = {"yen-bai-2031.txt": YEN_BAI, "binh-dinh-2031.txt": BINH_DINH, "bac-kan-2032-2035.md": LONG_TERM}
    return {name: text.encode("utf-8") for name, text in texts.items()} | {PDF.name: PDF.read_bytes()}


@pytest.fixture
def tablet(browser: Browser, address: str) -> Iterator[Page]:
    yield from opened(browser, address, width=1024)


def choose(page: Page, label: str, *options: str) -> None:
    for option in options:
        page.get_by_role("combobox", name=label).click()
        page.get_by_role("option", name=option).click()
        page.keyboard.press("Tab")


def copied(page: Page, button: str) -> str:
    """What the button of that name puts into the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=button).last.click()
    expect(page.get_by_role("button", name="Đã sao chép")).to_be_visible()
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def downloaded(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as coming:
        page.get_by_role("button", name=button).click()
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()


def ratings(store: Path) -> list[tuple[str, str, str, str]]:
    return [(one.question, str(one.verdict), one.reason, one.comment) for one in Feedback(store).ratings()]


def test_filters_by_province_and_year_combine_and_stay(page: Page, assistant: Recording) -> None:
    expect(page.locator("#narrowed")).to_contain_text("Tìm trong tất cả 4 tài liệu")
    choose(page, "Năm", "2031")
    expect(page.locator("#narrowed")).to_contain_text("Tìm trong 2 / 4 tài liệu")
    choose(page, "Tỉnh, thành phố", "Bình Định")
    expect(page.locator("#narrowed")).to_contain_text("Tìm trong 1 / 4 tài liệu")
    page.get_by_role("combobox", name="Tài liệu").click()
    expect(page.get_by_role("option")).to_have_text([re.compile("Bình Định · 2031")])
    page.keyboard.press("Tab")
    ask(page, "Tổng kinh phí thực hiện kế hoạch là bao nhiêu?")
    assert assistant.asked[-1][2] == ("binh-dinh-2031",)
    expect(page.locator(".turn .short")).to_contain_text("9.750")
    page.get_by_role("button", name="Cuộc trò chuyện mới").click()
    expect(page.locator("#narrowed")).to_contain_text("Tìm trong 1 / 4 tài liệu")
    page.get_by_role("button", name="Bỏ lọc").click()
    expect(page.locator("#narrowed")).to_contain_text("Tìm trong tất cả 4 tài liệu")


def test_a_plan_of_several_years_is_for_each_of_them(page: Page, assistant: Recording) -> None:
    choose(page, "Năm", "2034")
    ask(page, "Tổng kinh phí thực hiện kế hoạch là bao nhiêu?")
    assert assistant.asked[-1][2] == ("bac-kan-2032-2035",)
    expect(page.locator(".turn .short")).to_contain_text("88.000")


def test_filters_that_no_document_fits_search_nothing(page: Page, assistant: Recording) -> None:
    asked = len(assistant.asked)
    choose(page, "Năm", "2034")
    choose(page, "Tỉnh, thành phố", "Yên Bái")
    expect(page.locator("#narrowed .none")).to_contain_text("Tìm trong 0 / 4 tài liệu")
    ask(page, MONEY)
    expect(page.locator(".turn .declined")).to_contain_text("Không có tài liệu nào khớp bộ lọc")
    assert len(assistant.asked) == asked
    expect(page.get_by_label("Câu hỏi")).to_have_value(MONEY)


def test_an_answer_is_copied_with_its_citations(page: Page) -> None:
    ask(page, MONEY)
    text = copied(page, "Sao chép câu trả lời")
    assert text.startswith(folded(page.locator(".turn .short p").inner_text()).replace(" [1]", "")[:20])
    assert "[1] “Tổng kinh phí thực hiện kế hoạch là 12.500 triệu đồng, do Sở Tài chính cân đối.”" in text
    assert "Số 15/KH-UBND · ngày 10/01/2031" in text
    assert "III. KINH PHÍ; yen-bai-2031.txt" in text


def test_a_link_to_a_quote_opens_the_same_place_later(page: Page, browser: Browser) -> None:
    ask(page, MONEY)
    quote = folded(page.locator(".turn blockquote").first.inner_text())
    page.locator(".source button").first.click()
    expect(page.locator("mark").first).to_be_visible()
    link = copied(page, "Sao chép liên kết")
    assert re.search(r"/\?document=yen-bai-2031&start=\d+&end=\d+&check=[\w-]+$", link)
    for width in (1440, 390):
        for later in opened(browser, link, width):
            expect(later.locator("mark").first).to_be_visible()
            assert folded(" ".join(later.locator("mark").all_inner_texts())) == quote
            expect(later.locator(".reading .path")).to_contain_text("III. KINH PHÍ")
            later.wait_for_timeout(600)
            assert in_view(later)
            expect(later.locator(".reading .notice")).to_have_count(0)


def test_a_link_says_when_the_document_has_changed(browser: Browser, address: str) -> None:
    moved = f"{address}?document=yen-bai-2031&start=3&end=9&check={check_of('do Sở Tài chính cân đối')}"
    gone = f"{address}?document=yen-bai-2031&start=3&end=9&check={check_of('do Sở Tài chính bố trí')}"
    lost = f"{address}?document=..%2Fetc%2Fpasswd&start=-1&end=x&check=%3Cscript%3E"
    for page in opened(browser, moved, 1440):
        expect(page.locator(".notice")).to_contain_text("Đoạn trích vẫn còn nguyên văn")
        assert page.locator("mark").all_inner_texts() == ["do Sở Tài chính cân đối"]
    for page in opened(browser, gone, 1440):
        expect(page.locator(".notice")).to_contain_text("Văn bản đã thay đổi")
        expect(page.locator("mark")).to_have_count(0)
        expect(page.locator(".paper")).to_contain_text("do Sở Tài chính cân đối")
    for page in opened(browser, lost, 1440):
        expect(page.locator(".notice")).to_contain_text("không còn trong kho")


def test_the_page_of_a_pdf_is_shown_as_a_picture_with_the_quote_marked(page: Page) -> None:
    ask(page, "Trà Vinh năm 2019: bao nhiêu phần trăm cán bộ, công chức có máy tính để làm việc?")
    page.locator(".source button").first.click()
    expect(page.locator("mark").first).to_be_visible()
    number = re.search(r"Trang (\d+)", page.locator(".reading .path").inner_text())
    assert number
    page.get_by_role("button", name="Trang gốc").click()
    picture = page.locator(".sheet img")
    expect(picture).to_be_visible()
    expect(page.locator(".turning")).to_contain_text(f"Trang {number[1]} / ")
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 1200
    assert "Chỗ được tô là đoạn trích:" in (picture.get_attribute("alt") or "")
    assert page.locator(".sheet .box").count() >= 1
    page.wait_for_timeout(600)
    assert in_view(page)
    page.get_by_role("button", name="Trang sau").click()
    expect(page.locator(".turning")).to_contain_text(f"Trang {int(number[1]) + 1} / ")
    expect(page.locator(".sheet .box")).to_have_count(0)
    page.get_by_role("button", name="Văn bản", exact=True).click()
    expect(page.locator("mark").first).to_be_visible()


def test_a_page_whose_file_is_another_one_by_now_is_not_shown(page: Page, store: Path) -> None:
    file = store.parent / PDF.name
    page.get_by_role("button", name=re.compile("Trà Vinh · 2019")).click()
    expect(page.locator(".paper")).to_be_visible()
    file.rename(file.with_suffix(".gone"))
    try:
        page.get_by_role("button", name="Trang gốc").click()
        expect(page.locator(".notice")).to_contain_text("Không xem được trang gốc")
        expect(page.locator(".paper")).to_contain_text("Trà Vinh")
    finally:
        file.with_suffix(".gone").rename(file)


def test_a_document_that_is_no_pdf_offers_no_pages(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Yên Bái · 2031")).click()
    expect(page.locator(".paper")).to_be_visible()
    expect(page.get_by_role("button", name="Trang gốc")).to_have_count(0)


def test_a_verdict_is_kept_with_its_reason(page: Page, store: Path) -> None:
    ask(page, MONEY)
    page.get_by_role("button", name="Chưa đúng").click()
    expect(page.locator(".why legend")).to_contain_text("Chưa đúng ở chỗ nào?")
    assert ratings(store)[-1] == (MONEY, "down", "", "")
    page.get_by_label("Còn thiếu").check()
    page.get_by_label("Ghi thêm").fill("Thiếu nguồn vốn <b>")
    page.get_by_label("Ghi thêm").press("Enter")
    expect(page.locator(".thanks")).to_contain_text("Đã ghi nhận")
    assert ratings(store)[-1] == (MONEY, "down", "incomplete", "Thiếu nguồn vốn <b>")
    page.get_by_role("button", name="Đúng", exact=True).click()
    expect(page.get_by_role("button", name="Đúng", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Chưa đúng")).to_have_attribute("aria-pressed", "false")
    assert ratings(store)[-1][:2] == (MONEY, "up")
    with Store(store) as opened_store:
        last = [one for one in Feedback(store).ratings() if one.verdict is Verdict.UP][-1:]
        (candidate,) = candidates(last, opened_store.document)
    assert candidate["kind"] == "money"
    assert "12.500 triệu đồng" in json.dumps(candidate["evidence"], ensure_ascii=False)


def test_a_verdict_by_keyboard_leads_to_its_reasons(page: Page, store: Path) -> None:
    ask(page, "Giá vé máy bay đi Tokyo hôm nay là bao nhiêu?")
    page.get_by_role("button", name="Chưa đúng").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.type === 'radio'")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Gửi đánh giá").press("Enter")
    expect(page.locator(".thanks")).to_be_visible()
    assert ratings(store)[-1][1:3] == ("down", "incomplete")


def test_a_conversation_is_exported_to_word_and_markdown(page: Page) -> None:
    ask(page, MONEY)
    ask(page, "Thế còn <script>alert(1)</script> **Bình Định** [x](javascript:alert(1))?")
    name, content = downloaded(page, "Tải Word")
    assert re.fullmatch(r"tra-cuu-ke-hoach-\d{4}-\d\d-\d\d\.docx", name)
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert MONEY in paragraphs
    assert "[1] “Tổng kinh phí thực hiện kế hoạch là 12.500 triệu đồng, do Sở Tài chính cân đối.”" in paragraphs
    assert any(said.startswith("Nguồn: ") and "III. KINH PHÍ" in said for said in paragraphs)
    assert "Thế còn <script>alert(1)</script> **Bình Định** [x](javascript:alert(1))?" in paragraphs
    name, content = downloaded(page, "Tải Markdown")
    assert name.endswith(".md")
    html = MarkdownIt("commonmark").render(content.decode("utf-8"))
    assert "12.500 triệu đồng" in html
    assert not re.search(r"<(?!/?(?:h1|h2|p|blockquote)>)", html)


def test_a_new_conversation_closes_the_document_too(phone: Page, page: Page) -> None:
    for one in (page, phone):
        ask(one, MONEY)
        one.locator(".source button").first.click()
        expect(one.locator("mark").first).to_be_visible()
    phone.get_by_role("button", name="Quay lại").click()
    for one in (page, phone):
        one.get_by_role("button", name="Cuộc trò chuyện mới").click()
        expect(one.locator(".welcome")).to_be_visible()
        expect(one.locator("section.reading")).to_have_count(0)
    expect(page.locator(".documents")).to_be_visible()


def test_a_wide_table_says_that_it_scrolls(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Bắc Kạn ·")).click()
    expect(page.locator(".paper .table.is-wide")).to_be_visible()
    expect(page.locator(".paper .wide")).to_contain_text("kéo ngang để xem hết")


def test_the_outline_leads_to_a_heading(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Trà Vinh · 2019")).click()
    page.locator(".outline summary").click()
    last = page.locator(".outline li button").last
    said = last.inner_text()
    last.click()
    page.wait_for_function("() => document.activeElement.id.startsWith('section-')")
    assert folded(page.evaluate("() => document.activeElement.innerText")).startswith(said.rstrip("…"))
    expect(page.locator(".outline li").last).to_be_hidden()


def test_every_tab_and_the_question_fit_a_phone_and_a_tablet(phone: Page, tablet: Page) -> None:
    for page in (phone, tablet):
        width = page.viewport_size["width"] if page.viewport_size else 0
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        for name in ("Hỏi đáp", "Cam kết", "Kiểm tra", "Tài liệu", "Đánh giá"):
            box = page.get_by_role("tab", name=name).bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        for part in (page.locator("#send"), page.get_by_role("button", name="Tải Markdown")):
            box = part.bounding_box()
            assert box
            assert box["x"] + box["width"] <= width
    phone.get_by_role("button", name="Bộ lọc").click()
    choose(phone, "Năm", "2031")
    expect(phone.locator("#narrowed")).to_contain_text("Tìm trong 2 / 4 tài liệu")
    phone.get_by_role("button", name="Bộ lọc").click()
    expect(phone.locator("#filters")).to_be_hidden()
    expect(phone.locator("#narrowed")).to_contain_text("Tìm trong 2 / 4 tài liệu")


def test_what_arrives_late_does_not_take_the_conversation_away(page: Page) -> None:
    ask(page, MONEY)
    page.get_by_role("tab", name="Cam kết").click()
    page.get_by_role("tab", name="Hỏi đáp").click()
    page.wait_for_timeout(800)
    expect(page.locator(".turn .short")).to_contain_text("12.500")
    expect(page.locator(".welcome")).to_be_hidden()


def test_examples_and_filters_follow_the_documents_of_the_store(page: Page, store: Path, tmp_path: Path) -> None:
    plan = tmp_path / "lao-cai-2033.txt"
    plan.write_text(
        YEN_BAI.replace("YÊN BÁI", "LÀO CAI").replace("Yên Bái", "Lào Cai").replace("2031", "2033"), "utf-8"
    )
    with Store(store) as writer:
        index_files(writer, [plan])
    try:
        page.get_by_role("tab", name="Cam kết").click()
        page.get_by_role("tab", name="Hỏi đáp").click()
        expect(page.locator("#narrowed")).to_contain_text("Tìm trong tất cả 5 tài liệu")
        expect(page.locator(".welcome")).to_contain_text("Lào Cai 2033")
    finally:
        with Store(store) as writer:
            writer.remove("lao-cai-2033")
    page.reload()
    expect(page.locator("#narrowed")).to_contain_text("Tìm trong tất cả 4 tài liệu")
    expect(page.locator(".welcome")).not_to_contain_text("Lào Cai")
