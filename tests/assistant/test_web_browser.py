"""The web chat in a real browser over a real store of small plans made up for these tests."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from assistant.types import Answer
from assistant.web.server import check_free
from corpus.errors import AssistantError
from tests.assistant.browsing import ATTACK, IN_A_BROWSER, YEN_BAI, Recording, ask, far_away, folded, free_port, in_view

pytestmark = IN_A_BROWSER


def test_an_answer_comes_with_its_quote_and_opens_the_document_there(page: Page) -> None:
    ask(page, "Tổng kinh phí thực hiện kế hoạch Yên Bái năm 2031 là bao nhiêu?")
    answer = page.locator(".turn .answer")
    expect(answer.locator(".short")).to_contain_text("12.500")
    quote = folded(answer.locator("blockquote").first.inner_text())
    assert quote in folded(YEN_BAI)
    assert "12.500 triệu đồng" in quote
    expect(answer.locator(".source").first).to_contain_text("III. KINH PHÍ")
    expect(answer.locator(".confidence")).to_contain_text("Độ tin cậy:")
    answer.get_by_role("button", name="Xem trích dẫn 1 trong văn bản").last.click()
    expect(page.locator("mark").first).to_be_visible()
    assert folded(" ".join(page.locator("mark").all_inner_texts())) == quote
    page.wait_for_function("() => document.activeElement.id === 'quote'")
    page.wait_for_timeout(600)  # the paper glides to the quote
    assert in_view(page)
    expect(page.locator(".reading .path")).to_contain_text("III. KINH PHÍ")


def test_the_whole_document_can_be_read_and_the_quote_found_again(page: Page) -> None:
    ask(page, "Tổng kinh phí thực hiện kế hoạch Yên Bái năm 2031 là bao nhiêu?")
    page.locator(".source button").first.click()
    expect(page.locator(".paper")).to_contain_text("Nội dung thứ 119 về công tác văn thư")
    page.wait_for_timeout(600)
    page.locator(".paper").evaluate("paper => { paper.scrollTop = paper.scrollHeight; }")
    assert not in_view(page)
    page.get_by_role("button", name="Đến trích dẫn").click()
    page.wait_for_timeout(900)
    assert in_view(page)
    page.get_by_role("button", name="Danh mục").click()
    expect(page.locator(".documents li")).to_have_count(3)


def test_a_citation_opens_by_keyboard(page: Page) -> None:
    ask(page, "Bao nhiêu cán bộ cấp xã được đào tạo về an toàn thông tin ở Yên Bái?")
    page.locator("#log .reference").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.wait_for_function("() => document.activeElement.id === 'quote'")
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.activeElement.classList.contains('reference')")


def test_of_two_citations_opened_at_once_the_last_one_is_shown(page: Page) -> None:
    for place in ("Yên Bái", "Bình Định"):
        ask(page, f"Tổng kinh phí thực hiện kế hoạch {place} năm 2031 là bao nhiêu?")
    far_away(page)
    for turn in (page.locator(".turn").first, page.locator(".turn").last):
        turn.locator(".source button").first.click()
    expect(page.locator("mark").first).to_contain_text("9.750 triệu đồng")


def test_an_example_is_asked_with_one_click(page: Page, assistant: Recording) -> None:
    example = page.locator(".welcome li button").first
    question = example.inner_text()
    example.click()
    expect(page.locator(".turn .question")).to_contain_text(question)
    expect(page.locator(".turn").locator(".answer, .declined")).to_be_visible()
    assert assistant.asked[-1] == (question, (), ())


def test_the_filter_limits_the_documents_and_stays(page: Page, assistant: Recording) -> None:
    page.get_by_role("combobox", name="Tài liệu").click()
    page.get_by_role("option", name="Bình Định · 2031").click()
    expect(page.locator("#narrowed")).to_contain_text("Tìm trong 1 / 3 tài liệu")
    page.keyboard.press("Tab")
    ask(page, "Tổng kinh phí thực hiện kế hoạch là bao nhiêu?")
    assert assistant.asked[-1][2] == ("binh-dinh-2031",)
    expect(page.locator(".turn .short")).to_contain_text("9.750")
    expect(page.locator("#scope .token")).to_contain_text("Bình Định · 2031")
    cited = page.locator(".source [data-open]").evaluate_all("all => all.map(e => e.dataset.open)")
    assert set(cited) == {"binh-dinh-2031"}


def test_a_follow_up_is_asked_with_the_earlier_questions_of_its_own_session(
    page: Page, phone: Page, assistant: Recording
) -> None:
    first = "Tổng kinh phí thực hiện kế hoạch Yên Bái năm 2031 là bao nhiêu?"
    ask(page, first)
    ask(phone, "Tỷ lệ hồ sơ giải quyết qua mạng ở Bình Định?")
    assert assistant.asked[-1][1] == ()
    ask(page, "Còn tỉnh Bình Định?")
    assert assistant.asked[-1] == ("Còn tỉnh Bình Định?", (first,), ())
    expect(page.locator(".turn").last.locator(".short")).to_contain_text("9.750")
    page.get_by_role("button", name="Cuộc trò chuyện mới").click()
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "Yên Bái có bao nhiêu điểm phục vụ bưu chính?")
    assert assistant.asked[-1][1] == ()


def test_a_refusal_is_no_answer_but_offers_places_to_read(page: Page) -> None:
    ask(page, "Giá vé máy bay đi Tokyo hôm nay là bao nhiêu?")
    declined = page.locator(".turn .declined")
    expect(declined).to_contain_text("Không có câu trả lời trong tài liệu")
    expect(declined).to_contain_text("Đã tìm: “Giá vé máy bay đi Tokyo hôm nay là bao nhiêu?” trong tất cả 3 tài liệu.")
    expect(page.locator(".turn .answer")).to_have_count(0)
    if declined.locator(".nearest").count():
        declined.locator(".nearest button").first.click()
        expect(page.locator("mark").first).to_be_visible()


def test_on_a_phone_the_document_covers_the_chat_until_it_is_closed(phone: Page) -> None:
    ask(phone, "Tổng kinh phí thực hiện kế hoạch Yên Bái năm 2031 là bao nhiêu?")
    expect(phone.locator("#desk")).to_be_hidden()
    phone.locator(".source button").first.click()
    expect(phone.locator("mark").first).to_be_visible()
    phone.wait_for_timeout(600)
    assert in_view(phone)
    assert phone.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    phone.get_by_role("button", name="Quay lại").click()
    expect(phone.locator("#desk")).to_be_hidden()


def test_hostile_documents_file_names_and_questions_do_nothing(page: Page) -> None:
    ask(page, "Lai Châu trồng bao nhiêu cây xanh năm 2031?")
    page.locator(".source button, .nearest button").first.click()
    expect(page.locator("mark").first).to_be_visible()
    expect(page.locator(".paper")).to_contain_text("[bấm](javascript:alert(1)) {{value}} ${value}")
    ask(page, f"{ATTACK} **đậm** [x](javascript:alert(1)) {{{{constructor}}}} ${{window.attacked=1}}")
    expect(page.locator(".question").last).to_contain_text("<script>window.attacked='script'</script> **đậm**")
    page.wait_for_timeout(300)
    assert page.evaluate("() => window.attacked") is None
    assert page.locator("#log :is(script, img, a, iframe), #reading :is(script, img, a, iframe)").count() == 0


def test_a_made_up_place_is_refused(page: Page) -> None:
    button = page.locator(".documents li button").first
    button.evaluate("button => { button.dataset.open = '../../etc/passwd'; }")
    button.click()
    expect(page.locator("#reading")).to_contain_text("Tài liệu này không còn trong kho")


def test_a_question_that_is_too_long_is_told_so(page: Page) -> None:
    ask(page, "Kinh phí " * 300)
    expect(page.locator(".turn .declined")).to_contain_text("Câu hỏi dài quá 2000 ký tự")


def test_a_fault_of_the_program_is_told_in_its_place(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Answer:
        raise ZeroDivisionError

    monkeypatch.setattr(Recording, "ask", broken)
    ask(page, "Tổng kinh phí là bao nhiêu?")
    expect(page.locator(".turn .declined")).to_contain_text("Chương trình gặp lỗi")
    assert "Traceback" not in page.content()
    expect(page.get_by_label("Câu hỏi")).to_have_value("Tổng kinh phí là bao nhiêu?")


def test_the_server_speaks_to_this_machine_only(page: Page, connected: list[Any]) -> None:
    assert {place[0] for place in connected if isinstance(place, tuple)} <= {"127.0.0.1", "::1", "localhost"}


def test_the_chat_is_served_until_it_is_interrupted(store: Path) -> None:
    program = (
        "import signal, sys; from pathlib import Path\n"
        "from assistant.assistant import Assistant; from assistant.web import serve\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell ignores it for what it runs behind it
        "with Assistant.open(Path(sys.argv[1])) as opened: serve(opened, port=int(sys.argv[2]), open_browser=False)"
    )
    port = free_port()
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", program, str(store), str(port)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == f"Mở trong trình duyệt: http://127.0.0.1:{port}/   (dừng: Ctrl+C)\n"
        assert httpx.get(f"http://127.0.0.1:{port}/").status_code == 200
        server.send_signal(signal.SIGINT)
        rest, errors = server.communicate(timeout=30)
    assert (server.returncode, rest.strip(), errors) == (0, "", "")


def test_a_port_that_is_taken_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            AssistantError, match=f"^127.0.0.1:{port}: another program uses this port; give another"
        ) as told:
            check_free("127.0.0.1", port)
    assert "\n" not in str(told.value)
