"""The view "Cam kết" in a real browser, over plans made up for these tests."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.web.commitments.choice import Choice, choice_of, query_of
from index.indexing import index_files
from index.store import Store
from tests.assistant.browsing import ATTACK, IN_A_BROWSER, folded, in_view

pytestmark = IN_A_BROWSER

HA_NAM_31 = """ỦY BAN NHÂN DÂN TỈNH HÀ NAM

KẾ HOẠCH
CHUYỂN ĐỔI SỐ TỈNH HÀ NAM NĂM 2031

I. MỤC TIÊU

- Đến 30/6/2031, 70% hồ sơ thủ tục hành chính được xử lý trực tuyến.

- 90% người dân có thẻ bảo hiểm y tế.

II. KINH PHÍ

Tổng kinh phí thực hiện kế hoạch là 12.000 triệu đồng, gồm:

- Vốn đầu tư: 7.500 triệu đồng.

- Vốn sự nghiệp: 4.500 triệu đồng.

III. TỔ CHỨC THỰC HIỆN

1. Sở Thông tin và Truyền thông

- Chủ trì, phối hợp với Sở Y tế triển khai hồ sơ sức khỏe trước ngày 15/11/2031.
"""
HA_NAM_32 = """ỦY BAN NHÂN DÂN TỈNH HÀ NAM

KẾ HOẠCH
CHUYỂN ĐỔI SỐ TỈNH HÀ NAM NĂM 2032

I. MỤC TIÊU

- 85% hồ sơ thủ tục hành chính được xử lý trực tuyến.
"""
TASKS = "\n".join(f"- Triển khai phần mềm số {n} cho các xã trong tỉnh.\n" for n in range(1, 61))
SON_LA = f"""ỦY BAN NHÂN DÂN TỈNH SƠN LA

KẾ HOẠCH
CHUYỂN ĐỔI SỐ TỈNH SƠN LA NĂM 2031

I. MỤC TIÊU

- Trên 50% hồ sơ thủ tục hành chính được xử lý trực tuyến.

II. NHIỆM VỤ

{TASKS}"""
LAI_CHAU = f"""ỦY BAN NHÂN DÂN TỈNH LAI CHÂU

KẾ HOẠCH
TRỒNG CÂY XANH {ATTACK} TỈNH LAI CHÂU NĂM 2031

I. MỤC TIÊU {ATTACK}

- 80% cây xanh {ATTACK} [bấm](javascript:alert(1)) ${{value}} được trồng mới.
"""


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    texts = {
        "ha-nam-2031.txt": HA_NAM_31,
        "ha-nam-2032.txt": HA_NAM_32,
        "son-la-2031.txt": SON_LA,
        "lai-chau-<b>2031.txt": LAI_CHAU,
    }
    return {name: text.encode("utf-8") for name, text in texts.items()}


@pytest.fixture
def register(page: Page) -> Locator:
    return shown(page)


def shown(page: Page) -> Locator:
    page.get_by_role("tab", name="Cam kết").click()
    register = page.locator("#register")
    expect(register.locator("h2")).to_contain_text("cam kết trong 4 văn bản")
    return register


def pick(page: Page, label: str, choice: str) -> None:
    page.locator("#view-commitments").get_by_label(label, exact=True).click()
    page.get_by_role("option", name=choice).click()
    page.keyboard.press("Escape")


def statements(register: Locator) -> list[str]:
    return [folded(text) for text in register.locator(".statement").all_inner_texts()]


def test_a_row_opens_its_quote_beside_the_register(page: Page, register: Locator) -> None:
    expect(page.locator("#desk")).to_be_hidden()  # the table has the whole width until then
    page.get_by_label("Từ ngữ").fill("suc khoe")
    expect(register.locator("h2")).to_contain_text("1 cam kết trong 1 văn bản")
    register.locator(".statement").click()
    expect(page.locator("mark").first).to_contain_text("hồ sơ sức khỏe")
    page.wait_for_timeout(600)  # the paper glides to the quote
    assert in_view(page)
    page.get_by_role("button", name="Quay lại").click()
    expect(page.locator("#desk")).to_be_hidden()


def test_a_row_tells_agencies_and_from_where_its_deadline_is(page: Page, register: Locator) -> None:
    page.get_by_label("Từ ngữ").fill("suc khoe")
    row = register.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator(".parties")).to_contain_text("Sở Thông tin và Truyền thông")
    expect(row.locator(".parties")).to_contain_text("Phối hợp: Sở Y tế")
    expect(row.locator(".deadline")).to_contain_text("15/11/2031")
    row.get_by_role("button", name="ghi trong câu").click()
    expect(page.locator("mark").first).to_have_text(re.compile(r"15/11/2031$"))


def test_filters_hold_together_and_are_cleared_at_once(page: Page, register: Locator) -> None:
    pick(page, "Tỉnh, thành phố", "Hà Nam")
    expect(register.locator("h2")).to_contain_text("trong 2 văn bản")
    pick(page, "Loại", "Chỉ tiêu")
    expect(register.locator("h2")).to_contain_text("3 cam kết trong 2 văn bản")
    pick(page, "Năm", "2032")
    expect(register.locator("h2")).to_contain_text("1 cam kết trong 1 văn bản")
    register.get_by_role("button", name="Bỏ lọc").click()
    expect(register.locator("h2")).to_contain_text("trong 4 văn bản")
    expect(page.locator("#register-filters .token")).to_have_count(0)


def test_how_many_rows_fit_is_announced(page: Page, register: Locator) -> None:
    page.get_by_label("Từ ngữ").fill("suc khoe")
    said = page.locator("#view-commitments").get_by_role("status")
    expect(said).to_have_text("1 cam kết trong 1 văn bản")


def test_an_agency_and_a_heading_choose_rows(page: Page, register: Locator) -> None:
    pick(page, "Cơ quan", "Sở Y tế")
    expect(register.locator("h2")).to_contain_text("1 cam kết trong 1 văn bản")
    page.get_by_label("Lĩnh vực, đề mục").fill("muc tieu")
    expect(register).to_contain_text("Không có cam kết nào khớp với bộ lọc")


def test_an_agency_is_typed_in_any_spelling(page: Page, register: Locator) -> None:
    page.get_by_label("Cơ quan", exact=True).click()
    page.keyboard.type("STTTT")
    page.keyboard.press("Enter")
    expect(register.locator("h2")).to_contain_text("1 cam kết trong 1 văn bản")


def test_what_is_overdue_on_a_day_is_told(page: Page, register: Locator) -> None:
    page.get_by_label("Quá hạn tính đến ngày").fill("01/07/2031")
    expect(register.locator("h2")).to_contain_text("1 cam kết trong 1 văn bản")
    assert statements(register) == ["Đến 30/6/2031, 70% hồ sơ thủ tục hành chính được xử lý trực tuyến"]
    page.get_by_label("Quá hạn tính đến ngày").fill("31/02/2031")
    expect(register.get_by_role("alert")).to_contain_text("“31/02/2031” không phải là ngày")


def test_columns_are_sorted_by_keyboard_and_say_so(page: Page, register: Locator) -> None:
    pick(page, "Loại", "Chỉ tiêu")
    expect(register.locator("h2")).to_contain_text("5 cam kết")
    header = register.get_by_role("columnheader", name="Mức, số tiền")
    expect(header).to_have_attribute("aria-sort", "none")
    for direction, first in (("ascending", "50%"), ("descending", "90%")):
        header.get_by_role("button").focus()
        page.keyboard.press("Enter")
        expect(header).to_have_attribute("aria-sort", direction)
        page.wait_for_function("() => document.activeElement.dataset.choose === 'sort:value'")
        percents = [text for text in register.locator("td.value").all_inner_texts() if text.endswith("%")]
        assert first in percents[0]


def test_many_rows_come_page_by_page(page: Page, register: Locator) -> None:
    pager = register.get_by_role("navigation", name="Các trang của danh sách")
    expect(pager).to_contain_text("Dòng 1–50 trên")
    expect(register.locator("tbody tr")).to_have_count(50)
    expect(pager.get_by_role("button", name="Trang trước")).to_be_disabled()
    pager.get_by_role("button", name="Trang sau").click()
    expect(pager).to_contain_text("Dòng 51–")
    page.wait_for_function("() => document.activeElement.id === 'register-rows'")
    page.get_by_label("Từ ngữ").fill("truc tuyen")  # other rows begin on their first page
    expect(register.locator("h2")).to_contain_text("3 cam kết trong 3 văn bản")


def test_the_sum_says_what_was_added_and_what_not(page: Page, register: Locator) -> None:
    totals = register.locator(".totals")
    expect(totals.locator("summary")).to_contain_text("12.000.000.000 đồng")
    totals.locator("summary").click()
    expect(totals).to_contain_text("cộng từ 2 dòng kinh phí")
    expect(totals).to_contain_text("Không cộng 1 dòng: là dòng tổng, các dòng thành phần đã được cộng.")
    expect(totals).to_contain_text("%: 5 dòng, 50–90")


def test_targets_stand_side_by_side_with_what_became_of_them(page: Page, register: Locator) -> None:
    page.get_by_label("So sánh kế hoạch").check(force=True)
    group = register.locator(".group", has_text="xử lý trực tuyến")
    cards = group.locator(".cards > li")
    expect(cards).to_have_count(3)
    assert [folded(text) for text in cards.locator(".figure").all_inner_texts()] == ["70%", "85%", "tối thiểu 50%"]
    expect(group.locator(".changes")).to_contain_text("nâng lên")
    expect(register.locator(".changes .dropped")).to_contain_text("không còn nêu")  # the insurance of 2031
    cards.nth(1).get_by_role("button").click()
    expect(page.locator("mark").first).to_contain_text("85% hồ sơ")


def test_the_deadlines_are_a_picture_and_a_table(page: Page, register: Locator) -> None:
    page.get_by_label("Dòng thời gian").check(force=True)
    picture = register.get_by_role("img", name="Thời hạn của các cam kết đang lọc")
    expect(picture.locator("svg")).to_be_visible()
    expect(picture).to_contain_text("30/06/2031: 1 chỉ tiêu")
    row = register.locator(".table tr", has_text="15/11/2031")
    expect(row).to_contain_text("Hà Nam · 2031")


def test_downloads_hold_exactly_the_filtered_rows_in_their_order(page: Page, register: Locator, address: str) -> None:
    pick(page, "Loại", "Chỉ tiêu")
    page.get_by_label("Từ ngữ").fill("trực tuyến")
    expect(register.locator("h2")).to_contain_text("3 cam kết trong 3 văn bản")
    register.get_by_role("columnheader", name="Mức, số tiền").get_by_role("button").click()
    expect(register.locator("[aria-sort='ascending']")).to_have_count(1)
    listed = statements(register)
    with page.expect_download() as coming:
        register.get_by_role("link", name="CSV").click()
    assert coming.value.suggested_filename == "cam-ket.csv"
    rows = list(csv.DictReader(io.StringIO(coming.value.path().read_text("utf-8-sig")), delimiter=";"))
    assert [row["Nội dung"] for row in rows] == listed
    link = register.get_by_role("link", name="XLSX").get_attribute("href") or ""
    book = httpx.get(address.rstrip("/") + link)
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        links = archive.read("xl/worksheets/_rels/sheet1.xml.rels").decode("utf-8")
    targets = [target.replace("&amp;", "&") for target in re.findall(r'Target="([^"]+)"', links)]
    assert len(targets) == 3
    assert targets[0].startswith(address)
    assert set(parse_qs(urlsplit(targets[0]).query)) == {"document", "start", "end", "check"}


@pytest.mark.parametrize(
    "path",
    ["cam-ket.csv?kind=everything", "cam-ket.csv?past=gestern", "cam-ket.csv?x=1", "cam-ket.exe", "../etc/passwd"],
)
def test_an_address_of_a_download_that_is_wrong_is_refused_in_one_line(address: str, path: str) -> None:
    answer = httpx.get(f"{address}downloads/{path}")
    assert answer.status_code in (400, 404)
    assert answer.text.count("\n") <= 1
    assert "Traceback" not in answer.text


def test_on_a_phone_a_row_is_a_card_and_nothing_is_cut_off(phone: Page) -> None:
    register = shown(phone)
    phone.get_by_label("Từ ngữ").fill("suc khoe")
    expect(register.locator("tbody tr")).to_have_count(1)
    assert phone.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    register.locator(".statement").click()
    expect(phone.locator("mark").first).to_be_visible()
    phone.get_by_role("button", name="Quay lại").click()
    expect(register.locator(".statement")).to_be_focused()


def test_hostile_documents_do_nothing_in_the_register(page: Page, register: Locator) -> None:
    page.get_by_label("Từ ngữ").fill("cay xanh")
    expect(register.locator("h2")).to_contain_text("1 cam kết trong 1 văn bản")
    expect(register.locator("tbody")).to_contain_text("<script>window.attacked='script'</script>")
    for form in ("So sánh kế hoạch", "Dòng thời gian"):
        page.get_by_label(form).check(force=True)
        page.wait_for_timeout(300)
    page.get_by_label("Quá hạn tính đến ngày").fill(ATTACK)
    expect(register.get_by_role("alert")).to_be_visible()
    assert page.evaluate("() => window.attacked") is None
    assert register.locator(":is(script, iframe, img:not([role]))").count() == 0


def test_the_register_speaks_english(page: Page, address: str) -> None:
    page.goto(f"{address}en/")
    page.get_by_role("tab", name="Commitments").click()
    expect(page.locator("#register h2")).to_contain_text("commitments in 4 documents")
    expect(page.get_by_label("Overdue on")).to_be_visible()


def test_a_plan_that_comes_meanwhile_is_there_when_the_view_is_opened_again(page: Page, store: Path) -> None:
    register = shown(page)
    page.get_by_label("Từ ngữ").fill("truc tuyen")
    expect(register.locator("h2")).to_contain_text("3 cam kết trong 3 văn bản")
    added = store.parent / "dien-bien-2031.txt"
    added.write_text(HA_NAM_32.replace("HÀ NAM", "ĐIỆN BIÊN"), "utf-8")
    with Store.create_or_open(store) as made:
        index_files(made, [added])
    page.get_by_role("tab", name="Hỏi đáp").click()
    page.get_by_role("tab", name="Cam kết").click()
    expect(register.locator("h2")).to_contain_text("4 cam kết trong 4 văn bản")  # the filter stays


@pytest.mark.parametrize(
    "query",
    [
        "",
        "document=a&document=b&kind=target&text=h%E1%BB%93+s%C6%A1",
        "province=Tr%C3%A0+Vinh&year=2031&past=2031-12-31",
        "agency=STTTT&field=CNTT&order=value&descending=1",
    ],
)
def test_a_choice_is_written_as_an_address_and_read_back(query: str) -> None:
    assert query_of(choice_of(query)) == query


def test_no_query_wants_everything() -> None:
    assert choice_of("") == Choice()
