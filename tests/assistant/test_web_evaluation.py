"""The view "Đánh giá" in a real browser: question sets are run, stopped, compared, and their reports kept."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from assistant.web.server import started
from eval.evaluator import ShippedEvaluator
from index.changes import remove_document
from index.store import Store
from tests.assistant.browsing import ATTACK, IN_A_BROWSER, Recording, far_away, free_port

pytestmark = IN_A_BROWSER


def question(number: int, asked: str, answer: str, quote: str) -> str:
    evidence = [{"doc": "yen-bai-2031", "quote": quote, "section": ""}]
    record = {"id": f"yen-bai-{number}", "question": asked, "kind": "number", "docs": ["yen-bai-2031"]}
    return json.dumps(record | {"answers": [answer], "evidence": evidence, "style": "formal"}, ensure_ascii=False)


QUESTIONS = "\n".join(
    (
        question(1, "Yên Bái năm 2031 có bao nhiêu điểm phục vụ bưu chính?", "128", "128 điểm phục vụ bưu chính"),
        question(2, "Yên Bái đào tạo bao nhiêu cán bộ cấp xã về an toàn thông tin?", "450", "450 cán bộ cấp xã"),
        question(3, f"Nhiệm vụ {ATTACK} của Yên Bái là gì?", "999", "Nâng cấp cổng thông tin điện tử"),
    )
)


@pytest.fixture(scope="module")
def address(assistant: Recording) -> Iterator[str]:
    server = started(assistant, "127.0.0.1", free_port(), evaluator=ShippedEvaluator())
    yield server.address
    server.close()
    gc.collect()


def evaluation(page: Page) -> Locator:
    page.get_by_role("tab", name="Đánh giá").click()
    view = page.locator("#view-evaluation")
    expect(view.locator("form.sets")).to_be_visible()
    return view


def add(view: Locator, content: str) -> None:
    file = FilePayload(name="yen-bai.jsonl", mimeType="", buffer=content.encode())
    view.locator('input[type="file"]').set_input_files([file])


def test_a_set_is_added_run_and_its_report_read_and_kept(page: Page, store: Path, address: str) -> None:
    view = evaluation(page)
    shipped = view.get_by_role("checkbox", name=re.compile("^ca-mau-2014"))
    expect(shipped).to_be_disabled()
    expect(view.locator("fieldset")).to_contain_text("cần tài liệu chưa nạp: ca-mau-2014")
    expect(view.locator(".reports")).to_contain_text("Chưa có báo cáo nào.")
    add(view, QUESTIONS)
    added = view.get_by_role("checkbox", name=re.compile("^yen-bai.jsonl"))
    expect(added).to_be_checked()
    view.get_by_role("checkbox", name=re.compile("^unanswerable")).uncheck()
    view.get_by_label("So với").select_option("không so sánh")
    view.get_by_role("button", name="Chạy đánh giá").press("Enter")
    report = view.locator(".reports article")
    expect(report.locator("h3")).to_contain_text("/ 3 câu đúng", timeout=30_000)
    expect(report).to_contain_text("Trích dẫn nguyên văn")
    whole = report.frame_locator("iframe")
    expect(whole.get_by_role("heading", name="Evaluation")).to_be_visible()
    expect(whole.locator("body")).to_contain_text("<script>window.attacked='script'</script>")
    page.reload()
    view = evaluation(page)
    expect(view.locator(".kept button")).to_have_count(1)
    link = view.get_by_role("link", name="Mở báo cáo trong thẻ mới").get_attribute("href")
    served = httpx.get(f"{address.rstrip('/')}{link}")
    assert served.status_code == 200
    assert "sandbox" in served.headers["content-security-policy"]
    for other in ("20990101-000000", "..%2F..%2Fstore.sqlite", "..", "%2e%2e%2fcorrections.json"):
        assert "Evaluation" not in httpx.get(f"{address}evaluation/{other}").text
    before = view.get_by_label("So với").locator("option").filter(has_text="lần chạy")
    expect(before).to_have_count(1)
    add(view, QUESTIONS)
    view.get_by_role("checkbox", name=re.compile("^unanswerable")).uncheck()
    view.get_by_label("So với").select_option(before.get_attribute("value"))
    view.get_by_role("button", name="Chạy đánh giá").click()
    expect(view.locator(".kept button")).to_have_count(2, timeout=30_000)
    expect(view.locator(".reports article")).to_contain_text("đúng thêm 0 câu, sai thêm 0 câu")
    assert page.evaluate("() => window.attacked") is None
    view.get_by_role("button", name="Bỏ báo cáo này").click()
    expect(view.locator(".kept button")).to_have_count(1)
    with Store(store) as opened:
        remove_document(opened, "yen-bai-2031")
    assert not list((store / "reports").iterdir())


def test_a_run_can_be_stopped(page: Page) -> None:
    view = evaluation(page)
    view.get_by_role("checkbox", name=re.compile("^unanswerable")).check()
    view.get_by_role("button", name="Chạy đánh giá").click()
    expect(view.locator(".going progress")).to_be_visible()
    view.get_by_role("button", name="Dừng lại").click()
    expect(view.locator("#evaluation-state")).to_contain_text("Đã dừng", timeout=30_000)


def test_what_is_wrong_with_a_set_is_told_in_one_line(page: Page) -> None:
    view = evaluation(page)
    add(view, '{"id": "a"}')
    expect(view.locator("form .error")).to_contain_text("yen-bai.jsonl:1: lacks 'question'")


def test_a_run_asked_for_while_a_set_is_on_its_way_is_made(page: Page) -> None:
    view = evaluation(page)
    view.get_by_role("checkbox", name=re.compile("^unanswerable")).check()
    kept = view.locator(".kept button").count()
    far_away(page)
    add(view, QUESTIONS)
    view.get_by_role("button", name="Chạy đánh giá").click()
    expect(view.locator(".kept button")).to_have_count(kept + 1, timeout=60_000)
