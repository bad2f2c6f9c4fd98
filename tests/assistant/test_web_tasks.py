"""Three tasks of a newcomer, as docs/tasks.md writes them down, each in no more clicks than it says."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from index.store import Store
from tests.assistant.browsing import BINH_DINH, IN_A_BROWSER, in_view

pytestmark = IN_A_BROWSER

CAO_BANG = """ỦY BAN NHÂN DÂN
TỈNH CAO BẰNG
Số: 9/KH-UBND
Cao Bằng, ngày 10 tháng 01 năm 2018

KẾ HOẠCH
Ứng dụng công nghệ thông tin tỉnh Cao Bằng giai đoạn 2018 - 2020

I. MỤC TIÊU
Đến hết năm 2019, 70% văn bản được trao đổi qua mạng.
Đến hết năm 2020, 95% văn bản được trao đổi qua mạng.
Đến hết năm 2020, 40% hồ sơ được nộp qua mạng.
II. DỰ ÁN
1. Dự án xây dựng trục liên thông văn bản
Sở Thông tin và Truyền thông chủ trì dự án xây dựng trục liên thông văn bản của tỉnh.
"""


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {"cao-bang-2018-2020.txt": CAO_BANG.encode()}


class Clicks:
    """Counts what a newcomer presses."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, place: Locator) -> None:
        place.click()
        self.count += 1


@pytest.fixture
def clicks() -> Clicks:
    return Clicks()


def test_who_leads_a_project_is_found_and_its_page_opened_in_two_clicks(page: Page, clicks: Clicks) -> None:
    page.keyboard.type("ai chủ trì dự án xây dựng trục liên thông văn bản?")  # the box has the focus
    clicks.on(page.get_by_role("button", name="Gửi"))
    expect(page.locator(".turn .short, .answer").first).to_contain_text("Sở Thông tin và Truyền thông")
    clicks.on(page.get_by_text("Xem trong văn bản").first)
    expect(page.locator("mark").first).to_contain_text("trục liên thông văn bản")
    page.wait_for_timeout(700)
    assert in_view(page)
    assert clicks.count == 2


def test_all_targets_due_in_2020_are_listed_and_exported_in_six_clicks(page: Page, clicks: Clicks) -> None:
    clicks.on(page.get_by_role("tab", name="Cam kết"))
    register = page.locator("#view-commitments")
    expect(register.locator("header.bar h2")).to_contain_text("cam kết")
    for box, option in (("Loại", "Chỉ tiêu"), ("Năm", "2020")):
        clicks.on(register.get_by_label(box, exact=True))
        clicks.on(page.get_by_role("option", name=option))
    expect(register.locator("header.bar h2")).to_contain_text("2 cam kết")
    with page.expect_download() as downloading:
        clicks.on(register.get_by_role("link", name="CSV"))
    rows = list(csv.DictReader(io.StringIO(downloading.value.path().read_text("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert clicks.count == 6


def test_a_new_plan_is_added_and_asked_about_in_four_clicks(page: Page, clicks: Clicks, store: Path) -> None:
    clicks.on(page.get_by_role("tab", name="Tài liệu"))
    with page.expect_file_chooser() as choosing:
        clicks.on(page.get_by_text("Chọn tệp…"))
    choosing.value.set_files([FilePayload(name="binh-dinh-2031.txt", mimeType="", buffer=BINH_DINH.encode())])
    expect(page.locator(".results .stage")).to_have_text("đã thêm", timeout=30_000)
    clicks.on(page.get_by_role("tab", name="Hỏi đáp"))
    page.get_by_label("Câu hỏi").fill("kinh phí của Bình Định là bao nhiêu?")
    clicks.on(page.get_by_role("button", name="Gửi"))
    expect(page.locator(".turn .answer").last).to_contain_text("9.750 triệu đồng")
    assert clicks.count == 4
    with Store(store) as opened:
        assert "binh-dinh-2031" in opened.ids()
