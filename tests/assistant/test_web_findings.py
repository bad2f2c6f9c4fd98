"""The view "Kiểm tra" in a real browser, over plans made up for these tests, their faults put in by hand."""

from __future__ import annotations

import csv
import io
import json

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.web.findings.choice import Choice, choice_of, query_of
from corpus.checks import FindingKind, Severity
from tests.assistant.browsing import ATTACK, IN_A_BROWSER, in_view

pytestmark = IN_A_BROWSER

DECREE = "Căn cứ Nghị định số 64/2007/NĐ-CP ngày 10/4/2007 của Chính phủ về ứng dụng công nghệ thông tin;"
HA_NAM = f"""ỦY BAN NHÂN DÂN
TỈNH HÀ NAM
Số: 15/KH-UBND
Hà Nam, ngày 10 tháng 01 năm 2031

KẾ HOẠCH
Chuyển đổi số tỉnh Hà Nam năm 2031

{DECREE}

I. KINH PHÍ
Ngân sách tỉnh cấp 8.853.000 đồng (bằng chữ: Tám tỷ, tám trăm năm mươi ba triệu đồng).
II. NHIỆM VỤ
1. Nâng cấp cổng thông tin điện tử của tỉnh.
2. Đào tạo cán bộ cấp xã.
2. Số hóa hồ sơ lưu trữ.
"""
SON_LA = f"""ỦY BAN NHÂN DÂN
TỈNH SƠN LA
Số: 22/KH-UBND
Sơn La, ngày 05 tháng 02 năm 2031

KẾ HOẠCH
Chuyển đổi số tỉnh Sơn La năm 2031

{DECREE}

Căn cứ Kế hoạch số 15/KH-UBND ngày 10/01/2031 của Ủy ban nhân dân tỉnh Hà Nam về chuyển đổi số;

I. NHIỆM VỤ
Nâng cấp cổng thông tin điện tử (giai đoạn 2 {ATTACK}.
"""


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {"ha-nam-2031.txt": HA_NAM.encode("utf-8"), "son-la-2031.txt": SON_LA.encode("utf-8")}


@pytest.fixture
def findings(page: Page) -> Locator:
    return shown(page)


def shown(page: Page) -> Locator:
    page.get_by_role("tab", name="Kiểm tra").click()
    findings = page.locator("#findings")
    expect(findings.locator("h2")).to_contain_text("trong 2 văn bản", timeout=20_000)
    return findings


def pick(page: Page, label: str, choice: str) -> None:
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option", name=choice).click()
    page.keyboard.press("Escape")


def finding(findings: Locator, kind: str) -> Locator:
    return findings.locator(".list > li", has_text=kind)


def test_a_finding_tells_what_is_written_and_what_was_expected(findings: Locator) -> None:
    amount = finding(findings, "Số và chữ khác nhau")
    expect(amount.locator("h4")).to_contain_text("Lỗi")
    expect(amount.locator("dl")).to_contain_text("Văn bản ghi8.853.000")
    expect(amount.locator("dl")).to_contain_text("Lẽ ra8.853.000.000")


def test_each_quote_of_a_finding_opens(page: Page, findings: Locator) -> None:
    twice = finding(findings, "Đánh số thứ tự").locator(".quotes button")
    expect(twice).to_have_count(2)
    for number, words in ((0, "Số hóa hồ sơ"), (1, "Đào tạo cán bộ")):
        said = twice.nth(number).inner_text().strip("“”\n ")
        assert words in said
        twice.nth(number).click()
        expect(page.locator("mark").first).to_contain_text(said)
        page.wait_for_timeout(600)  # the paper glides to the quote
        assert in_view(page)
        expect(twice.nth(number)).to_have_attribute("aria-current", "true")


def test_findings_are_chosen_by_document_kind_and_severity(page: Page, findings: Locator) -> None:
    pick(page, "Mức độ", "Lỗi")
    expect(findings.locator("h2")).to_contain_text("1 điểm cần xem lại trong 2 văn bản")
    pick(page, "Văn bản", "Sơn La")
    expect(findings.locator("h2")).to_contain_text("0 điểm cần xem lại trong 1 văn bản")
    expect(findings).to_contain_text("Không có điểm nào khớp với bộ lọc.")


def test_the_gravest_finding_of_a_document_comes_first(findings: Locator) -> None:
    badges = findings.locator(".checked", has_text="Hà Nam").locator("h4 .badge").all_inner_texts()
    assert "Lỗi" in badges[0]
    assert not any("Lỗi" in badge for badge in badges[1:])


def test_legal_bases_are_a_picture_and_a_table_that_leads_on(page: Page, findings: Locator) -> None:
    page.get_by_label("Căn cứ pháp lý").check(force=True)
    expect(findings.locator("h2")).to_contain_text("3 căn cứ của 2 văn bản")
    expect(findings.get_by_role("img", name="Sơ đồ căn cứ pháp lý")).to_contain_text("64/2007/NĐ-CP")
    plan = findings.locator(".checked", has_text="Sơn La · 2031").last
    decree = plan.locator("tr", has_text="64/2007/NĐ-CP")
    expect(decree.locator("td").first).to_have_text("Hà Nam · 2031")
    decree.get_by_role("button").click()
    expect(page.locator("mark").first).to_contain_text("Nghị định số 64/2007/NĐ-CP")
    plan.get_by_role("button", name="Đọc Hà Nam · 2031").click()
    expect(page.locator(".reading h2")).to_contain_text("chuyển đổi số tỉnh Hà Nam năm 2031")


def test_downloads_hold_exactly_what_is_filtered(page: Page, findings: Locator, address: str) -> None:
    pick(page, "Mức độ", "Lỗi")
    expect(findings.locator("h2")).to_contain_text("1 điểm")
    links = {form: findings.get_by_role("link", name=form).get_attribute("href") or "" for form in ("CSV", "JSON")}
    (row,) = json.loads(httpx.get(address.rstrip("/") + links["JSON"]).content)
    assert (row["kind"], row["expected"], row["found"]) == ("digits-words", "8.853.000.000", "8.853.000")
    text = httpx.get(address.rstrip("/") + links["CSV"]).content.decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (line["Loại"], line["Mức độ"], line["Lẽ ra"]) == ("digits-words", "error", "8.853.000.000")
    bases = httpx.get(f"{address}downloads/can-cu.json?document=son-la-2031").json()
    assert [base["stored"] for base in bases] == [None, "ha-nam-2031"]
    assert bases[0]["cited_in"] == ["ha-nam-2031", "son-la-2031"]


@pytest.mark.parametrize("path", ["kiem-tra.csv?kind=everything", "kiem-tra.json?severity=bad", "can-cu.xml"])
def test_an_address_that_is_wrong_is_refused_in_one_line(address: str, path: str) -> None:
    answer = httpx.get(f"{address}downloads/{path}")
    assert answer.status_code in (400, 404)
    assert answer.text.count("\n") == 1


def test_hostile_words_do_nothing_in_the_findings(page: Page, findings: Locator) -> None:
    expect(finding(findings, "Dấu ngoặc")).to_contain_text("<img src=x")
    page.get_by_label("Căn cứ pháp lý").check(force=True)
    page.wait_for_timeout(300)
    assert page.evaluate("() => window.attacked") is None
    assert findings.locator(":is(script, iframe, img:not([role]))").count() == 0


def test_on_a_phone_nothing_is_cut_off(phone: Page) -> None:
    findings = shown(phone)
    assert phone.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    finding(findings, "Số và chữ khác nhau").locator(".quotes button").first.click()
    expect(phone.locator("#quote")).to_be_focused()  # Escape closes what the focus is in
    phone.keyboard.press("Escape")
    expect(phone.locator("#desk")).to_be_hidden()


def test_a_choice_is_written_as_an_address_and_read_back() -> None:
    choice = Choice(("a b",), (FindingKind.SUM, FindingKind.RATIO), (Severity.ERROR,))
    assert choice_of(query_of(choice)) == choice
    assert choice_of("") == Choice()
